"""Challenges under /api/v1/: open one, enter it, vote, and how the clips stand. The same as the pages."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from feed.challenges import operations, queries
from feed.challenges.judging import blanks
from feed.challenges.models import Challenge
from feed.challenges.operations import ChallengeRefused
from feed.people.api import ChangingView
from feed.people.shapes import SwitchSerializer
from generation.access import own_clip
from generation.api import Pages, valid
from generation.problems import ApiView, Gently, SaidNo
from generation.serializers import ClipSerializer, PersonSerializer


class ChallengeSerializer(serializers.ModelSerializer[Challenge]):
    by = PersonSerializer(read_only=True)
    title = serializers.CharField(max_length=80)
    about = serializers.CharField(max_length=300, default="", allow_blank=True)
    template = serializers.CharField(max_length=300, help_text="Words with one to five {{blanks}}.")
    closes_at = serializers.DateTimeField(help_text="An hour from now at least, 30 days at most.")
    blanks = serializers.SerializerMethodField()
    number = serializers.IntegerField(read_only=True, help_text="Of clips that entered.")
    is_open = serializers.SerializerMethodField()
    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = Challenge
        fields = [
            "id", "title", "about", "template", "blanks", "by", "created_at", "closes_at", "ended_at", "is_open",
            "number", "url",
        ]  # fmt: skip
        read_only_fields = ["created_at", "ended_at"]

    def get_blanks(self, challenge: Challenge) -> list[str]:
        return blanks(challenge.template)

    def get_is_open(self, challenge: Challenge) -> bool:
        return challenge.is_open(now())


class LineSerializer(serializers.Serializer[Any]):
    place = serializers.IntegerField(source="judged.place")
    originality = serializers.IntegerField(source="judged.originality", help_text="0 to 100; counts half.")
    votes = serializers.IntegerField(source="judged.votes")
    nearest = serializers.UUIDField(
        source="judged.nearest", allow_null=True, help_text="What was in before and is most alike."
    )
    is_mine = serializers.BooleanField()
    is_voted = serializers.BooleanField(help_text="By you.")
    clip = ClipSerializer()


class EnterSerializer(serializers.Serializer[Any]):
    clip = serializers.UUIDField(help_text="One of yours, made since it opened from its template.")


@contextmanager
def refusing(field: str = "") -> Iterator[None]:
    """What a challenge refuses becomes a problem about this field."""
    try:
        yield
    except ChallengeRefused as refused:
        raise SaidNo(str(refused), refused.field or field) from None


def challenge_or_404(request: Request, challenge_id: uuid.UUID) -> Challenge:
    return get_object_or_404(queries.challenges_for(request.user), pk=challenge_id)


class Challenges(ListAPIView[Challenge], ApiView):
    permission_classes = [IsAuthenticatedOrReadOnly]
    serializer_class = ChallengeSerializer
    pagination_class = Pages
    throttle_classes = [Gently]
    queryset = Challenge.objects.none()

    def get_queryset(self) -> QuerySet[Challenge]:
        is_past = self.request.query_params.get("past") in ("1", "true")
        return (queries.past_ones if is_past else queries.open_ones)(self.request.user, now())

    @extend_schema(
        summary="Challenges that are open", operation_id="challenges_list",
        parameters=[OpenApiParameter("past", bool, description="Those that are over instead.")],
    )  # fmt: skip
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Pose a challenge", operation_id="challenges_create", responses={201: ChallengeSerializer}
    )
    def post(self, request: Request) -> Response:
        asked = valid(ChallengeSerializer(data=request.data))
        with refusing():
            made = operations.open_challenge(by=myself(request), at=now(), **asked)
        return Response(ChallengeSerializer(challenge_or_404(request, made.pk)).data, 201)


class ChallengeDetail(ApiView):
    @extend_schema(summary="One challenge", operation_id="challenges_get", responses=ChallengeSerializer)
    def get(self, request: Request, challenge_id: uuid.UUID) -> Response:
        return Response(ChallengeSerializer(challenge_or_404(request, challenge_id)).data)


class ChallengeRanking(ApiView):
    @extend_schema(
        summary="How its clips stand", operation_id="challenges_ranking", responses=LineSerializer(many=True),
        description="By originality and votes, half and half: those you may see, 300 at most.",
    )  # fmt: skip
    def get(self, request: Request, challenge_id: uuid.UUID) -> Response:
        challenge = challenge_or_404(request, challenge_id)
        board = queries.standing(challenge=challenge, viewer=request.user)
        prefetch_related_objects([line.clip for line in board], "uses__cameo")
        return Response(LineSerializer(board, many=True, context={"request": request}).data)


class ChallengeEnter(ChangingView):
    @extend_schema(
        summary="Enter a clip; one you had in it leaves", operation_id="challenges_enter",
        request=EnterSerializer, responses={204: None},
    )  # fmt: skip
    def post(self, request: Request, challenge_id: uuid.UUID) -> Response:
        challenge, asked = challenge_or_404(request, challenge_id), valid(EnterSerializer(data=request.data))
        clip = own_clip(myself(request), asked["clip"])
        with refusing("clip"):
            operations.enter(challenge=challenge, clip=clip, who=myself(request), at=now())
        return Response(status=204)


class ChallengeVote(ChangingView):
    @extend_schema(
        summary="Give your one vote to a clip, or take it back", operation_id="challenges_vote",
        request=SwitchSerializer, responses=SwitchSerializer,
    )  # fmt: skip
    def post(self, request: Request, challenge_id: uuid.UUID, clip_id: uuid.UUID) -> Response:
        challenge, on = (
            challenge_or_404(request, challenge_id),
            valid(SwitchSerializer(data=request.data))["on"],
        )
        entered = get_object_or_404(queries.entered_in(challenge, request.user), clip=clip_id)
        with refusing("on"):
            operations.vote(entered=entered, who=myself(request), at=now(), on=on)
        return Response({"on": on})


class ChallengeStop(ChangingView):
    @extend_schema(
        summary="End a challenge of yours without places", operation_id="challenges_stop",
        request=None, responses={204: None},
    )  # fmt: skip
    def post(self, request: Request, challenge_id: uuid.UUID) -> Response:
        with refusing():
            operations.stop(challenge=challenge_or_404(request, challenge_id), by=myself(request), at=now())
        return Response(status=204)
