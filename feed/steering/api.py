"""Steering under /api/v1/: the same as the page. Everything is the caller's own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from accounts.models import User
from feed.steering import operations, queries
from feed.steering.lessening import choices_of, row_words
from feed.steering.models import Less, LessOf, Mood
from feed.steering.operations import SteeringRefused
from feed.steering.steering import NEUTRAL, packed, unpacked
from feed.steering.words import chips_of
from generation.access import visible_clip
from generation.api import PersonalView, valid

STEERING = "topics, moods, people, looks: weights from -1 to 1; without_…, only_…: lists; minutes; surprise; and more."


class SaySerializer(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=500, help_text="A sentence in English or German.")
    language = serializers.ChoiceField(
        choices=("en", "de"), default="en", help_text="Where the words do not say it."
    )


class SteeringSerializer(serializers.Serializer[Any]):
    steering = serializers.DictField(help_text=STEERING)


class WhoSerializer(serializers.Serializer[Any]):
    who = serializers.CharField(max_length=40)
    handle = serializers.CharField(max_length=25)


class NameSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=40)


class SteeringChipSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    words = serializers.CharField()
    weight = serializers.FloatField()
    amount = serializers.CharField()


class QuestionSerializer(serializers.Serializer[Any]):
    who = serializers.CharField()
    choices = serializers.ListField(child=serializers.CharField())


class NowSerializer(serializers.Serializer[Any]):
    mood = serializers.CharField(help_text="Its name; empty for one that was not kept.")
    said = serializers.CharField()
    unknown = serializers.ListField(child=serializers.CharField(), help_text="What nobody could understand.")
    questions = QuestionSerializer(many=True, help_text="People that have to be named: POST them to /answer.")
    steering = serializers.DictField(help_text=STEERING)
    chips = SteeringChipSerializer(many=True)
    until = serializers.DateTimeField(allow_null=True)
    reader = serializers.CharField(
        help_text="RULES; MODEL of the operator; INSTEAD: rules, as the model gave no answer."
    )


class MoodSerializer(serializers.ModelSerializer[Mood]):
    class Meta:
        model = Mood
        fields = ["id", "name", "steering", "is_active"]
        read_only_fields = ["id", "steering", "is_active"]


class ChoiceSerializer(serializers.Serializer[Any]):
    what = serializers.ChoiceField(choices=LessOf.choices)
    name = serializers.CharField(max_length=60)
    words = serializers.CharField(read_only=True)


class LessSerializer(serializers.ModelSerializer[Less]):
    words = serializers.SerializerMethodField()

    class Meta:
        model = Less
        fields = ["id", "what", "name", "words", "created_at"]

    def get_words(self, row: Less) -> str:
        return row_words(row)


@contextmanager
def refused_as(field: str) -> Iterator[None]:
    """What steering refuses names the field that was refused."""
    try:
        yield
    except SteeringRefused as refused:
        raise ValidationError({field: [str(refused)]}) from None


def _now(who: User) -> Response:
    mood = queries.active_mood(who, now())
    steering = unpacked(mood.steering) if mood else NEUTRAL
    told = {
        "mood": mood.name if mood else "", "said": mood.said if mood else "",
        "unknown": mood.unknown if mood else [], "questions": mood.questions if mood else [],
        "steering": packed(steering), "chips": chips_of(steering), "until": mood.until if mood else None,
        "reader": mood.reader if mood else "RULES",
    }  # fmt: skip
    return Response(NowSerializer(told).data)


class SteeringNow(PersonalView):
    @extend_schema(summary="What my feed is steered by", operation_id="steering_get", responses=NowSerializer)
    def get(self, request: Request) -> Response:
        return _now(myself(request))

    @extend_schema(
        summary="Say in words what I want to see",
        operation_id="steering_say",
        request=SaySerializer,
        responses=NowSerializer,
    )
    def post(self, request: Request) -> Response:
        sent = valid(SaySerializer(data=request.data))
        with refused_as("words"):
            operations.say(who=myself(request), text=sent["words"], lang=sent["language"], at=now())
        return _now(myself(request))

    @extend_schema(
        summary="Correct it", operation_id="steering_set", request=SteeringSerializer, responses=NowSerializer
    )
    def put(self, request: Request) -> Response:
        sent = valid(SteeringSerializer(data=request.data))
        operations.correct(who=myself(request), steering=unpacked(sent["steering"]), at=now())
        return _now(myself(request))

    @extend_schema(summary="Steer nothing", operation_id="steering_off", responses={204: None})
    def delete(self, request: Request) -> Response:
        operations.switch(who=myself(request), mood=None, at=now())
        return Response(status=204)


class SteeringUndo(PersonalView):
    @extend_schema(
        summary="Take the last change back",
        operation_id="steering_undo",
        request=None,
        responses=NowSerializer,
    )
    def post(self, request: Request) -> Response:
        operations.undo(who=myself(request), at=now())
        return _now(myself(request))


class SteeringAnswer(PersonalView):
    @extend_schema(
        summary="Say who is meant",
        operation_id="steering_answer",
        request=WhoSerializer,
        responses=NowSerializer,
    )
    def post(self, request: Request) -> Response:
        sent = valid(WhoSerializer(data=request.data))
        with refused_as("handle"):
            operations.answer(who=myself(request), said=sent["who"], handle=sent["handle"], at=now())
        return _now(myself(request))


class Moods(PersonalView):
    @extend_schema(summary="My moods", operation_id="moods_list", responses=MoodSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(MoodSerializer(queries.moods_of(myself(request)), many=True).data)

    @extend_schema(
        summary="Keep what counts now",
        operation_id="moods_keep",
        request=NameSerializer,
        responses={201: MoodSerializer},
    )
    def post(self, request: Request) -> Response:
        sent = valid(NameSerializer(data=request.data))
        with refused_as("name"):
            mood = operations.keep(who=myself(request), name=sent["name"], at=now())
        return Response(MoodSerializer(mood).data, status=201)


class OneMood(PersonalView):
    @extend_schema(
        summary="Switch to this mood", operation_id="moods_switch", request=None, responses=NowSerializer
    )
    def post(self, request: Request, mood_id: int) -> Response:
        mood = get_object_or_404(Mood, pk=mood_id, who=myself(request))
        operations.switch(who=myself(request), mood=mood, at=now())
        return _now(myself(request))

    @extend_schema(summary="Let this mood go", operation_id="moods_forget", responses={204: None})
    def delete(self, request: Request, mood_id: int) -> Response:
        operations.forget(mood=get_object_or_404(Mood, pk=mood_id, who=myself(request)))
        return Response(status=204)


class ClipLess(PersonalView):
    @extend_schema(
        summary="What of a clip I can want less of",
        operation_id="less_choices",
        responses=ChoiceSerializer(many=True),
    )
    def get(self, request: Request, clip_id: uuid.UUID) -> Response:
        clip = visible_clip(request.user, clip_id)
        return Response(ChoiceSerializer(choices_of(clip), many=True).data)

    @extend_schema(
        summary="Less of this",
        operation_id="less_add",
        request=ChoiceSerializer,
        responses={201: LessSerializer},
    )
    def post(self, request: Request, clip_id: uuid.UUID) -> Response:
        clip = visible_clip(request.user, clip_id)
        sent = valid(ChoiceSerializer(data=request.data))
        with refused_as("name"):
            what = LessOf(sent["what"])
            row = operations.less(who=myself(request), clip=clip, what=what, name=sent["name"], at=now())
        return Response(LessSerializer(row).data, status=201)


class LessList(PersonalView):
    @extend_schema(
        summary="What I want less of", operation_id="less_list", responses=LessSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        return Response(LessSerializer(queries.less_of(myself(request)), many=True).data)


class OneLess(PersonalView):
    @extend_schema(summary="Take it back", operation_id="less_undo", responses={204: None})
    def delete(self, request: Request, row_id: int) -> Response:
        row = get_object_or_404(Less, pk=row_id, who=myself(request))
        operations.less_no_more(who=myself(request), row_id=row.pk)
        return Response(status=204)
