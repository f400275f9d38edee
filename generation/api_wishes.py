"""What a job can be asked for over our own API: the shape of it, and how it becomes the arguments of an operation."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from accounts.models import User
from generation.firstpictures import keep_picture, own_picture
from generation.models import FirstPicture
from generation.problems import ApiView
from generation.sheet import engine_cards
from generation.wishes import Wanted, tidy

LISTED = ("negative", "style", "camera", "sound", "shots", "scene", "fps")


class ShotSerializer(serializers.Serializer[dict[str, Any]]):
    prompt = serializers.CharField(allow_blank=True, max_length=4000)
    seconds = serializers.FloatField(min_value=0, max_value=3600)


class ScriptSerializer(serializers.Serializer[dict[str, Any]]):
    """A wish to check, or the beginning of a job. What the engine can not do is refused with the field's name."""

    prompt = serializers.CharField(allow_blank=True, trim_whitespace=False)
    seconds = serializers.IntegerField(default=8, min_value=0, max_value=3600)
    size = serializers.CharField(default="720x1280", max_length=40)
    engine = serializers.CharField(
        default="", allow_blank=True, max_length=200, help_text="One of /api/v1/engines; empty: the default."
    )
    style = serializers.CharField(default="", allow_blank=True, max_length=80)  # type: ignore[assignment]
    camera = serializers.CharField(default="", allow_blank=True, max_length=80)
    sound = serializers.BooleanField(default=True)
    negative = serializers.CharField(
        default="", allow_blank=True, max_length=4000, help_text="What is not to be seen."
    )
    shots = ShotSerializer(
        many=True, default=list, help_text="A storyboard; the seconds add up to those of the clip."
    )
    fps = serializers.IntegerField(default=None, allow_null=True, min_value=1, max_value=240)
    picture = serializers.UUIDField(
        default=None, allow_null=True, help_text="A first picture, kept by POST /api/v1/pictures."
    )
    variations = serializers.IntegerField(
        default=1, min_value=0, max_value=1000, help_text="1 to 4 clips with seeds of their own; each counts."
    )
    scene = serializers.JSONField(
        default=None, allow_null=True,
        help_text="A scene as `scene` of a check or a job gives it, edited: it is played instead of the prompt's.",
    )  # fmt: skip


class EngineSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    title = serializers.CharField()
    licence = serializers.CharField()
    note = serializers.CharField(help_text="A limit of the licence.")
    can = serializers.ListField(child=serializers.CharField())
    usual_seconds = serializers.IntegerField(source="seconds", allow_null=True)


class PictureSerializer(serializers.ModelSerializer[FirstPicture]):
    class Meta:
        model = FirstPicture
        fields = ["id", "width", "height", "shows", "created_at"]


class PictureUploadSerializer(serializers.Serializer[dict[str, Any]]):
    picture = serializers.FileField(help_text="PNG, JPEG or WebP.", allow_empty_file=True)
    prompt = serializers.CharField(
        default="", allow_blank=True, help_text="Who it casts may be seen in it, in their recorded picture."
    )


def asked_of(author: User, asked: dict[str, Any]) -> dict[str, Any]:
    """This function will turn the serializer's data into what `request_variations` takes beside author and time.

    :raises JobRefused: when the first picture is none of the author's
    """
    wanted = {name: asked.pop(name) for name in LISTED}
    picture = asked.pop("picture")
    if picture is not None:
        wanted["picture"] = own_picture(author, picture).file
    shots = [dict(shot) for shot in wanted["shots"]]
    offer, count = asked.pop("engine") or None, asked.pop("variations")
    return {
        **asked,
        "offer": offer,
        "count": count,
        "wanted": tidy(Wanted(**{**wanted, "shots": shots})),  # type: ignore[typeddict-item]
    }


class Pictures(ApiView):
    permission_classes = [IsAuthenticated]
    parser_classes = [MultiPartParser]

    @extend_schema(
        summary="Keep a first picture", request={"multipart/form-data": PictureUploadSerializer},
        responses={201: PictureSerializer},
        description="It is drawn anew without its metadata. Faces are refused but those of whom the prompt casts.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        sent = PictureUploadSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        file: UploadedFile = sent.validated_data["picture"]
        kept = keep_picture(
            owner=myself(request), file=file, words=sent.validated_data["prompt"][:4000], at=now()
        )
        return Response(PictureSerializer(kept).data, 201)


class Engines(ApiView):
    permission_classes = [IsAuthenticated]

    @extend_schema(summary="The engines one can choose", responses=EngineSerializer(many=True))
    def get(self, request: Request) -> Response:
        cards = engine_cards(myself(request), 8, "720x1280", now())
        return Response(EngineSerializer(cards, many=True).data)
