"""The ways into a circle under /api/v1/: invitations, the link, and what keepers answer."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from circles import entering
from circles.models import Asking, Invitation
from circles.operations import must_keep
from circles.queries import invitations_of
from feed.circles.api import place_or_404, refusing, shown
from feed.circles.shapes import (
    AskingSerializer,
    CircleSerializer,
    HandleSerializer,
    InvitationSerializer,
    InvitedCircleSerializer,
    LinkSerializer,
    YesOrNoSerializer,
)
from feed.people.api import ChangingView
from generation.api import PersonalList, valid
from generation.problems import SaidNo


@extend_schema_view(
    get=extend_schema(summary="Invitations you have not answered", operation_id="invitations_list")
)
class Invitations(PersonalList):
    serializer_class = InvitationSerializer
    queryset = Invitation.objects.none()

    def get_queryset(self) -> QuerySet[Invitation]:
        return invitations_of(myself(self.request)).order_by("-id")


class InvitationAnswer(ChangingView):
    @extend_schema(
        summary="Come into a circle you are invited to, or say no", operation_id="invitations_answer",
        request=YesOrNoSerializer, responses={200: CircleSerializer, 204: None},
    )  # fmt: skip
    def post(self, request: Request, invitation_id: int) -> Response:
        invitation = get_object_or_404(invitations_of(myself(request)), pk=invitation_id)
        yes = valid(YesOrNoSerializer(data=request.data))["yes"]
        with refusing():
            entering.answer_invitation(invitation=invitation, yes=yes, at=now())
        return shown(request, invitation.circle_id) if yes else Response(status=204)


class CircleInvite(ChangingView):
    @extend_schema(
        summary="Invite somebody, as a keeper", operation_id="circles_invite",
        request=HandleSerializer, responses={204: None},
    )  # fmt: skip
    def post(self, request: Request, circle_id: uuid.UUID) -> Response:
        place, asked = place_or_404(request, circle_id), valid(HandleSerializer(data=request.data))
        with refusing("handle"):
            entering.invite(circle=place.circle, by=place, handle=asked["handle"], at=now())
        return Response(status=204)


class CircleLink(ChangingView):
    @extend_schema(
        summary="Make its link anew, as a keeper", operation_id="circles_link",
        request=None, responses={201: LinkSerializer}, description="An older link ends.",
    )  # fmt: skip
    def post(self, request: Request, circle_id: uuid.UUID) -> Response:
        place = place_or_404(request, circle_id)
        with refusing():
            link = entering.make_link(circle=place.circle, by=place, at=now())
        return Response(LinkSerializer(link).data, 201)

    @extend_schema(summary="End its link", operation_id="circles_link_end", responses={204: None})
    def delete(self, request: Request, circle_id: uuid.UUID) -> Response:
        place = place_or_404(request, circle_id)
        with refusing():
            entering.end_link(circle=place.circle, by=place)
        return Response(status=204)


class CircleEnter(ChangingView):
    @extend_schema(
        summary="What a link leads to", operation_id="links_get", responses=InvitedCircleSerializer
    )
    def get(self, request: Request, code: str) -> Response:
        return Response(InvitedCircleSerializer(self.link(request, code).circle).data)

    @extend_schema(
        summary="Come in by a link, or ask to", operation_id="links_enter",
        request=YesOrNoSerializer, responses={200: CircleSerializer, 202: None},
        description="202: its keepers are asked, and you hear from us.",
    )  # fmt: skip
    def post(self, request: Request, code: str) -> Response:
        link = self.link(request, code)
        if not valid(YesOrNoSerializer(data=request.data))["yes"]:
            raise SaidNo(str(entering.RULES_FIRST), "yes")
        with refusing():
            member = entering.enter(link=link, person=myself(request), at=now())
        return shown(request, link.circle_id) if member else Response(status=202)

    def link(self, request: Request, code: str) -> Any:
        link = entering.link_for(code=code.replace("\0", ""), person=myself(request), at=now())
        if link is None:
            raise Http404
        return link


@extend_schema_view(
    get=extend_schema(summary="Who asks to come in, for its keepers", operation_id="circles_askings")
)
class CircleAskings(PersonalList):
    serializer_class = AskingSerializer
    queryset = Asking.objects.none()

    def get_queryset(self) -> QuerySet[Asking]:
        place = place_or_404(self.request, self.kwargs["circle_id"])
        with refusing():
            must_keep(place)
        return place.circle.askings.select_related("person").order_by("id")


class CircleAsking(ChangingView):
    @extend_schema(
        summary="Let somebody in who asks, or not", operation_id="circles_asking_answer",
        request=YesOrNoSerializer, responses={204: None}, description="A no is not told.",
    )  # fmt: skip
    def post(self, request: Request, circle_id: uuid.UUID, asking_id: int) -> Response:
        place = place_or_404(request, circle_id)
        asking = get_object_or_404(place.circle.askings.select_related("circle", "person"), pk=asking_id)
        yes = valid(YesOrNoSerializer(data=request.data))["yes"]
        with refusing():
            entering.answer_asking(asking=asking, by=place, yes=yes, at=now())
        return Response(status=204)
