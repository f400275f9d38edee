"""Whom and what one keeps away, under /api/v1/: block and mute, each undone. Nobody is told."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import blocking
from accounts.access import myself
from accounts.blocking import MuteRefused
from accounts.models import Mute, MuteKind, PersonBlock, User
from feed.people.api import ChangingView, met_or_404
from feed.people.shapes import BlockSerializer, MutedSerializer, MuteSerializer, SwitchSerializer
from generation.api import PersonalList, valid
from generation.problems import Gently, SaidNo


class PersonBlocking(ChangingView):
    @extend_schema(
        summary="Block somebody, or no more", operation_id="people_block",
        request=SwitchSerializer, responses=SwitchSerializer,
        description="Blocked, you see nothing of each other. Nobody is told.",
    )  # fmt: skip
    def post(self, request: Request, handle: str) -> Response:
        me, on = myself(request), valid(SwitchSerializer(data=request.data))["on"]
        person = get_object_or_404(User, handle=handle, is_active=True)
        if not on:
            blocking.unblock(who=me, whom=person)
        else:
            try:
                blocking.block(who=me, whom=person, at=now())
            except ValueError as refused:
                raise SaidNo(str(refused), "on") from None
        return Response({"on": on})


@extend_schema_view(get=extend_schema(summary="Whom you block", operation_id="blocks_list"))
class Blocks(PersonalList):
    serializer_class = BlockSerializer
    queryset = PersonBlock.objects.none()

    def get_queryset(self) -> QuerySet[PersonBlock]:
        mine = PersonBlock.objects.filter(who=myself(self.request))
        return mine.select_related("whom").order_by("-id")


class Mutes(PersonalList):
    serializer_class = MuteSerializer
    throttle_classes = [Gently]
    queryset = Mute.objects.none()

    def get_queryset(self) -> QuerySet[Mute]:
        return Mute.objects.filter(who=myself(self.request)).select_related("person").order_by("-id")

    @extend_schema(summary="What you have muted", operation_id="mutes_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Mute a person, a word or a topic", operation_id="mutes_create",
        request=MutedSerializer, responses={201: MuteSerializer},
        description="It comes in no list of yours and no news. Nobody notices.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        me, asked = myself(request), valid(MutedSerializer(data=request.data))
        try:
            made = _mute(me, asked["kind"], asked["what"])
        except MuteRefused as refused:
            raise SaidNo(str(refused), "what") from None
        return Response(MuteSerializer(made).data, 201)


def _mute(me: User, kind: str, what: str) -> Mute:
    mine = Mute.objects.filter(who=me, kind=kind).select_related("person")
    if kind == MuteKind.PERSON:
        person = met_or_404(me, what.removeprefix("@"))
        blocking.mute_person(who=me, whom=person, at=now())
        return mine.get(person=person)
    if kind == MuteKind.TOPIC:
        blocking.mute_topic(who=me, topic=what, at=now())
        return mine.get(words=what)
    blocking.mute_word(who=me, word=what, at=now())
    return mine.get(words=blocking.plain_word(what))


class MuteDetail(ChangingView):
    @extend_schema(
        summary="Let it come again", operation_id="mutes_delete", request=None, responses={204: None}
    )
    def delete(self, request: Request, mute_id: int) -> Response:
        if not blocking.unmute(who=myself(request), mute_id=mute_id):
            raise Http404
        return Response(status=204)
