"""The search under /api/v1/: the same as the page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from feed.search import queries
from generation.api import valid
from generation.problems import ApiView
from generation.serializers import ClipSerializer, PersonSerializer

KINDS = [(kind, kind) for kind in queries.KINDS]


class QuestionSerializer(serializers.Serializer[Any]):
    q = serializers.CharField(max_length=80, help_text="Words; the last may be the beginning of one.")
    kind = serializers.ChoiceField(choices=KINDS, default="clips")
    after = serializers.IntegerField(min_value=0, max_value=queries.FAR, default=0, help_text="From `next`.")


class TagSerializer(serializers.Serializer[queries.TagFound]):
    name = serializers.CharField()
    number = serializers.IntegerField(help_text="Clips with it that you may see.")


class CastableSerializer(serializers.Serializer[Any]):
    handle = serializers.CharField()
    name = serializers.CharField()
    owner = serializers.CharField(source="owner.handle")


class FoundSerializer(serializers.Serializer[queries.Found]):
    kind = serializers.CharField()
    clips = ClipSerializer(many=True)
    people = PersonSerializer(many=True)
    cameos = CastableSerializer(many=True, help_text="Likenesses that let you cast them.")
    tags = TagSerializer(many=True)
    is_near = serializers.BooleanField(help_text="No clip has the words; these are near to them in meaning.")
    next = serializers.SerializerMethodField(help_text="The address of the next page, null at the end.")

    def get_next(self, found: queries.Found) -> str | None:
        if found.after is None:
            return None
        question = {"q": found.words, "kind": found.kind, "after": found.after}
        return f"{reverse('feed:api_search')}?{urlencode(question)}"


class Search(ApiView):
    @extend_schema(
        summary="Search clips, people, likenesses to cast, tags", operation_id="search",
        parameters=[QuestionSerializer], responses=FoundSerializer,
        description="By relevance and how new it is, in English and German; where nothing has the words, by meaning.",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        asked = valid(QuestionSerializer(data=request.query_params))
        found = queries.find(
            viewer=request.user, words=asked["q"], kind=asked["kind"], after=asked["after"], at=now()
        )
        prefetch_related_objects(list(found.clips), "job", "uses__cameo__owner")
        return Response(FoundSerializer(found, context={"request": request}).data)
