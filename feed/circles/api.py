"""Circles under /api/v1/ for their members: what is in them, who is, and their rules. The ways in are in api_doors."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from circles import operations
from circles.models import Member
from circles.operations import CircleRefused
from circles.queries import circles_of, member_of
from feed.circles import queries
from feed.circles.shapes import (
    CircleFieldsSerializer,
    CircleSerializer,
    MemberSerializer,
    PutInSerializer,
    RoleSerializer,
)
from feed.people.api import ChangingView, in_full
from generation.access import own_clip, visible_clip
from generation.api import PersonalList, valid
from generation.models import Clip
from generation.problems import Gently, SaidNo
from generation.serializers import ClipSerializer
from generation.sharing import share, unshare


@contextmanager
def refusing(field: str = "") -> Iterator[None]:
    """What a circle refuses becomes a problem about this field."""
    try:
        yield
    except CircleRefused as refused:
        raise SaidNo(str(refused), field) from None


def place_or_404(request: Request, circle_id: uuid.UUID) -> Member:
    """:raises Http404: for who is not in it: then there is no circle"""
    try:
        return member_of(circle_id=circle_id, person=myself(request))
    except Member.DoesNotExist:
        raise Http404 from None


def shown(request: Request, circle_id: uuid.UUID, status: int = 200) -> Response:
    """The circle as it is now, with one's own place in it."""
    place = get_object_or_404(circles_of(myself(request)), circle=circle_id)
    return Response(CircleSerializer(place).data, status)


class Circles(PersonalList):
    serializer_class = CircleSerializer
    throttle_classes = [Gently]
    queryset = Member.objects.none()

    def get_queryset(self) -> QuerySet[Member]:
        return circles_of(myself(self.request)).order_by("-id")

    @extend_schema(summary="The circles you are in", operation_id="circles_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Open a circle", operation_id="circles_create",
        request=CircleFieldsSerializer, responses={201: CircleSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = valid(CircleFieldsSerializer(data=request.data))
        with refusing("name"):
            made = operations.open_circle(by=myself(request), at=now(), **asked)
        return shown(request, made.pk, 201)


class CircleDetail(ChangingView):
    @extend_schema(
        summary="One circle of yours, and its rules", operation_id="circles_get", responses=CircleSerializer
    )
    def get(self, request: Request, circle_id: uuid.UUID) -> Response:
        return shown(request, circle_id)

    @extend_schema(
        summary="Change its name, rules and door", operation_id="circles_change",
        request=CircleFieldsSerializer, responses=CircleSerializer,
    )  # fmt: skip
    def patch(self, request: Request, circle_id: uuid.UUID) -> Response:
        place = place_or_404(request, circle_id)
        stands = {name: getattr(place.circle, name) for name in ("name", "about", "rules", "door")}
        asked = valid(CircleFieldsSerializer(data=request.data, partial=True))
        with refusing("name"):
            operations.change_circle(circle=place.circle, by=place, **{**stands, **asked})
        return shown(request, circle_id)

    @extend_schema(
        summary="Delete a circle that is yours", operation_id="circles_delete", responses={204: None}
    )
    def delete(self, request: Request, circle_id: uuid.UUID) -> Response:
        place = place_or_404(request, circle_id)
        with refusing():
            operations.delete_circle(circle=place.circle, by=place)
        return Response(status=204)


class CircleLeave(ChangingView):
    @extend_schema(
        summary="Leave; your clips go with you", operation_id="circles_leave",
        request=None, responses={204: None},
    )  # fmt: skip
    def post(self, request: Request, circle_id: uuid.UUID) -> Response:
        with refusing():
            operations.leave(member=place_or_404(request, circle_id))
        return Response(status=204)


class CircleClips(PersonalList):
    serializer_class = ClipSerializer
    throttle_classes = [Gently]
    queryset = Clip.objects.none()

    def get_queryset(self) -> QuerySet[Clip]:
        place = place_or_404(self.request, self.kwargs["circle_id"])
        return in_full(queries.clips_in(place))

    @extend_schema(summary="Clips in a circle, the last put in first", operation_id="circles_clips")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Put a clip of yours in", operation_id="circles_put_in",
        request=PutInSerializer, responses={201: ClipSerializer},
    )  # fmt: skip
    def post(self, request: Request, circle_id: uuid.UUID) -> Response:
        place, asked = place_or_404(request, circle_id), valid(PutInSerializer(data=request.data))
        clip = own_clip(myself(request), asked["clip"])
        with refusing("clip"):
            share(clip=clip, member=place, only=asked["only"], at=now())
        clip = own_clip(myself(request), clip.pk)
        return Response(ClipSerializer(clip, context={"request": request}).data, 201)


class CircleClip(ChangingView):
    @extend_schema(
        summary="Take a clip out: your own, or as a keeper", operation_id="circles_take_out",
        responses={204: None},
    )  # fmt: skip
    def delete(self, request: Request, circle_id: uuid.UUID, clip_id: uuid.UUID) -> Response:
        place, clip = place_or_404(request, circle_id), visible_clip(request.user, clip_id)
        with refusing():
            if not unshare(clip=clip, by=place):
                raise Http404
        return Response(status=204)


@extend_schema_view(get=extend_schema(summary="Who is in it", operation_id="circles_members"))
class CircleMembers(PersonalList):
    serializer_class = MemberSerializer
    queryset = Member.objects.none()

    def get_queryset(self) -> QuerySet[Member]:
        circle = place_or_404(self.request, self.kwargs["circle_id"]).circle
        return circle.members.select_related("person").order_by("id")


class CircleMember(ChangingView):
    @extend_schema(
        summary="Give a member another role", operation_id="circles_role",
        request=RoleSerializer, responses=MemberSerializer,
    )  # fmt: skip
    def patch(self, request: Request, circle_id: uuid.UUID, handle: str) -> Response:
        place, other = _two(request, circle_id, handle)
        with refusing("role"):
            operations.set_role(member=other, by=place, **valid(RoleSerializer(data=request.data)))
        return Response(MemberSerializer(_two(request, circle_id, handle)[1]).data)

    @extend_schema(
        summary="Take a member out", operation_id="circles_remove", responses={204: None},
        parameters=[OpenApiParameter("for_good", bool, description="No link lets them in again.")],
    )  # fmt: skip
    def delete(self, request: Request, circle_id: uuid.UUID, handle: str) -> Response:
        place, other = _two(request, circle_id, handle)
        for_good = request.query_params.get("for_good") in ("1", "true")
        with refusing():
            operations.remove(member=other, by=place, at=now(), for_good=for_good)
        return Response(status=204)


def _two(request: Request, circle_id: uuid.UUID, handle: str) -> tuple[Member, Member]:
    """Oneself, and another who is in it."""
    place = place_or_404(request, circle_id)
    others = place.circle.members.select_related("person", "circle")
    return place, get_object_or_404(others, person__handle=handle)
