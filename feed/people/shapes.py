"""Shapes of people in our own API: what goes in is checked for form and size here, for rules in operations."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.models import Mute, MuteKind, PersonBlock, User
from accounts.muting import TOPICS
from cameos.models import Cameo
from generation.serializers import PersonSerializer


class SwitchSerializer(serializers.Serializer[dict[str, bool]]):
    on = serializers.BooleanField()


class ProfileSerializer(serializers.ModelSerializer[User]):
    followers = serializers.IntegerField(source="follower_number")
    following = serializers.IntegerField(source="following_number")
    is_followed = serializers.BooleanField(help_text="By you.")
    follows_me = serializers.BooleanField()
    is_muted = serializers.BooleanField(source="is_muted_by_me", help_text="By you; they do not notice.")
    has_likeness = serializers.BooleanField(source="can_be_cast", help_text="/cameos says whether for you.")
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = User
        fields = [
            "handle", "name", "followers", "following", "is_followed", "follows_me", "is_muted", "has_likeness",
            "shows_likes", "shows_people", "url",
        ]  # fmt: skip


class TieSerializer(serializers.ModelSerializer[User]):
    is_followed = serializers.BooleanField(help_text="By you.")
    follows_me = serializers.BooleanField()

    class Meta:
        model = User
        fields = ["handle", "name", "is_followed", "follows_me"]


class ShowingSerializer(serializers.Serializer[Any]):
    shows_likes = serializers.BooleanField(required=False, help_text="To who sees your page.")
    shows_people = serializers.BooleanField(
        required=False, help_text="Followers and follows, to who is here."
    )


class OfferedSerializer(serializers.ModelSerializer[Cameo]):
    preferences = serializers.CharField(help_text="What its owner likes to be cast for.")

    class Meta:
        model = Cameo
        fields = ["handle", "name", "kind", "preferences"]


class BlockSerializer(serializers.ModelSerializer[PersonBlock]):
    whom = PersonSerializer()

    class Meta:
        model = PersonBlock
        fields = ["whom", "created_at"]


class MuteSerializer(serializers.ModelSerializer[Mute]):
    person = PersonSerializer(allow_null=True)

    class Meta:
        model = Mute
        fields = ["id", "kind", "person", "words", "created_at"]


class MutedSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=MuteKind.choices)
    what = serializers.CharField(
        max_length=400, help_text=f"A handle, a word or a few in a row, or a topic: {', '.join(TOPICS)}."
    )
