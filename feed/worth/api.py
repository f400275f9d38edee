"""Why one's own clips come less often, under /api/v1/: the same as the page."""

from __future__ import annotations

import uuid
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from feed.worth import operations, queries
from feed.worth.operations import LONGEST, ContestRefused
from generation.access import own_clip
from generation.api import PersonalView, valid
from generation.models import Clip
from generation.moves import NotAllowed


class WordsSerializer(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=LONGEST, help_text="What is wrong with it.")


class DemotionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="row.pk")
    code = serializers.CharField(source="said.code")
    sentence = serializers.CharField(source="said.sentence")
    remedy = serializers.CharField(source="said.remedy")
    factor = serializers.FloatField(source="row.factor", help_text="What it leaves of the clip's worth.")
    like = serializers.SerializerMethodField(help_text="The clip it is like.")
    created_at = serializers.DateTimeField(source="row.created_at")
    contested_at = serializers.DateTimeField(source="row.contested_at", allow_null=True)
    decided_at = serializers.DateTimeField(source="row.decided_at", allow_null=True)
    is_lifted = serializers.BooleanField(source="row.is_lifted")
    note = serializers.CharField(source="row.note", help_text="Of who decided.")

    def get_like(self, line: queries.Line) -> uuid.UUID | None:
        return line.like.pk if line.like else None


def _told(clip: Clip, request: Request) -> Response:
    return Response(DemotionSerializer(queries.lines_of(clip, myself(request)), many=True).data)


class ClipDemotions(PersonalView):
    @extend_schema(
        summary="Why a clip of mine comes less often",
        operation_id="clip_demotions",
        responses=DemotionSerializer(many=True),
    )
    def get(self, request: Request, clip_id: uuid.UUID) -> Response:
        return _told(own_clip(myself(request), clip_id), request)


class ClipDemotion(PersonalView):
    @extend_schema(
        summary="Object to one of these reasons",
        operation_id="clip_demotion_contest",
        request=WordsSerializer,
        responses=DemotionSerializer(many=True),
    )
    def post(self, request: Request, clip_id: uuid.UUID, demotion_id: int) -> Response:
        clip = own_clip(myself(request), clip_id)
        demotion = get_object_or_404(clip.demotions, pk=demotion_id)
        words = valid(WordsSerializer(data=request.data))["words"]
        try:
            operations.contest(demotion=demotion, words=words, at=now())
        except ContestRefused:
            raise NotAllowed("it was contested already") from None
        return _told(clip, request)
