"""Shapes of circles in our own API: what goes in is checked for form and size here, for rules in operations."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from circles.models import Asking, Circle, Door, Invitation, Link, Member, Role
from generation.serializers import PersonSerializer


class CircleFieldsSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=60)
    about = serializers.CharField(max_length=300, default="", allow_blank=True)
    rules = serializers.CharField(max_length=2000, default="", allow_blank=True)
    door = serializers.ChoiceField(
        Door.choices, default=Door.ASK, help_text="What a link does: OPEN lets in, ASK asks a keeper."
    )


class CircleSerializer(serializers.ModelSerializer[Member]):
    """A circle with one's own place in it."""

    id = serializers.UUIDField(source="circle_id")
    name = serializers.CharField(source="circle.name")
    about = serializers.CharField(source="circle.about")
    rules = serializers.CharField(source="circle.rules")
    door = serializers.CharField(source="circle.door")
    number = serializers.IntegerField(help_text="Of members.")
    url = serializers.CharField(source="circle.get_absolute_url")

    class Meta:
        model = Member
        fields = ["id", "name", "about", "rules", "door", "role", "since", "number", "url"]


class InvitedCircleSerializer(serializers.ModelSerializer[Circle]):
    class Meta:
        model = Circle
        fields = ["name", "about", "rules"]


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    circle = InvitedCircleSerializer()
    by = PersonSerializer()

    class Meta:
        model = Invitation
        fields = ["id", "circle", "by", "at"]


class MemberSerializer(serializers.ModelSerializer[Member]):
    person = PersonSerializer()

    class Meta:
        model = Member
        fields = ["person", "role", "since"]


class AskingSerializer(serializers.ModelSerializer[Asking]):
    person = PersonSerializer()

    class Meta:
        model = Asking
        fields = ["id", "person", "at"]


class LinkSerializer(serializers.ModelSerializer[Link]):
    class Meta:
        model = Link
        fields = ["code", "expires_at"]


class YesOrNoSerializer(serializers.Serializer[dict[str, bool]]):
    yes = serializers.BooleanField(help_text="To its rules, too.")


class HandleSerializer(serializers.Serializer[dict[str, str]]):
    handle = serializers.CharField(max_length=40)


class RoleSerializer(serializers.Serializer[dict[str, str]]):
    role = serializers.ChoiceField(Role.choices, help_text="OWNER hands the circle over.")


class PutInSerializer(serializers.Serializer[Any]):
    clip = serializers.UUIDField(help_text="One of yours; a draft is published to the circle alone.")
    only = serializers.BooleanField(default=False, help_text="Seen by nobody outside the circle.")
