"""Shapes of saved clips, collections and lists in our own API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from feed.models import Collection, PeopleList
from generation.serializers import PersonSerializer


class SaveSerializer(serializers.Serializer[Any]):
    on = serializers.BooleanField()
    collection = serializers.UUIDField(
        default=None, allow_null=True, help_text="One of yours to put it into."
    )


class KeptSerializer(serializers.Serializer[Any]):
    on = serializers.BooleanField()
    collection = serializers.UUIDField(allow_null=True)


class CollectionSerializer(serializers.ModelSerializer[Collection]):
    owner = PersonSerializer(read_only=True)
    name = serializers.CharField(max_length=400)
    is_shared = serializers.BooleanField(default=False, help_text="For who has its address.")
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Collection
        fields = ["id", "owner", "name", "is_shared", "url", "created_at"]
        read_only_fields = ["created_at"]


class ListSerializer(serializers.ModelSerializer[PeopleList]):
    name = serializers.CharField(max_length=400)
    people = PersonSerializer(many=True, read_only=True)
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = PeopleList
        fields = ["id", "name", "people", "url", "created_at"]
        read_only_fields = ["created_at"]


class OnListSerializer(serializers.Serializer[Any]):
    handle = serializers.CharField(max_length=40)
    on = serializers.BooleanField(help_text="false takes them off.")
