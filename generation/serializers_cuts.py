"""Shapes of the API for making something of clips and keeping them. Rules are in editing and keeping."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from generation.models import Folder, Visibility
from generation.operations import SIZES
from generation.serializers import ClipSerializer


class EditSerializer(serializers.Serializer[dict[str, Any]]):
    title = serializers.CharField(default="", allow_blank=True, max_length=120)
    publish_when_done = serializers.BooleanField(default=False)


class RemixSerializer(EditSerializer):
    prompt = serializers.CharField(
        default=None, allow_null=True, allow_blank=True, trim_whitespace=False,
        help_text="The words of the original if left out, where its maker shows them.",
    )  # fmt: skip
    swap = serializers.DictField(
        child=serializers.RegexField(r"^[A-Za-z0-9_]{3,24}$"), default=dict,
        help_text="In the words of the original: @handle of one likeness to that of another.",
    )  # fmt: skip
    seconds = serializers.IntegerField(
        default=None,
        allow_null=True,
        min_value=0,
        max_value=3600,
        help_text="The length of the original if left out.",
    )
    seed = serializers.IntegerField(default=None, allow_null=True, min_value=0, max_value=2**31 - 1)


class ExtendSerializer(EditSerializer):
    prompt = serializers.CharField(allow_blank=True, trim_whitespace=False, help_text="What happens next.")
    seconds = serializers.IntegerField(
        default=4, min_value=0, max_value=3600, help_text="How much longer it gets."
    )


class SpanSerializer(serializers.Serializer[dict[str, Any]]):
    start = serializers.FloatField(default=0.0, help_text="Seconds from the beginning of the clip.")
    end = serializers.FloatField(default=None, allow_null=True, help_text="The end of the clip if left out.")


class RecutSerializer(EditSerializer):
    parts = SpanSerializer(many=True, help_text="In their new order.")


class PieceSerializer(SpanSerializer):
    clip = serializers.UUIDField()


class StitchSerializer(EditSerializer):
    parts = PieceSerializer(many=True, help_text="In their order.")
    join = serializers.ChoiceField(["cut", "dissolve"], default="cut")
    size = serializers.ChoiceField(
        list(SIZES), default=None, allow_null=True, help_text="That of the first if left out."
    )


class WishesSerializer(serializers.Serializer[dict[str, Any]]):
    hides_prompt = serializers.BooleanField(default=None, allow_null=True)
    forbids_remix = serializers.BooleanField(default=None, allow_null=True)
    visibility = serializers.ChoiceField(Visibility.choices, default=None, allow_null=True)


class FolderSerializer(serializers.ModelSerializer[Folder]):
    number = serializers.IntegerField(read_only=True, help_text="Drafts in it.")

    class Meta:
        model = Folder
        fields = ["id", "name", "number", "created_at"]
        read_only_fields = ["created_at"]
        extra_kwargs = {"name": {"max_length": None, "allow_blank": True}}


class MoveSerializer(serializers.Serializer[dict[str, Any]]):
    clips = serializers.ListField(child=serializers.UUIDField(), max_length=200)
    folder = serializers.IntegerField(default=None, allow_null=True, min_value=1, max_value=2**62)


class MovedSerializer(serializers.Serializer[dict[str, int]]):
    moved = serializers.IntegerField()


class DraftSerializer(ClipSerializer):
    is_unread = serializers.SerializerMethodField()

    class Meta(ClipSerializer.Meta):
        fields = [*ClipSerializer.Meta.fields, "hides_prompt", "kept_in", "is_unread"]

    def get_is_unread(self, clip: Any) -> bool:
        return clip.seen_at is None
