"""People under /api/v1/: one's page, who follows whom, and following. The same as the pages; keeping away: api_away."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import operations
from accounts.access import myself
from accounts.models import User
from accounts.queries import people_for
from cameos.models import Cameo
from cameos.queries import offered_to
from feed import profiles
from feed.people.queries import shows_ties, ties
from feed.people.shapes import (
    OfferedSerializer,
    ProfileSerializer,
    ShowingSerializer,
    SwitchSerializer,
    TieSerializer,
)
from generation.api import Pages, PersonalList, PersonalView, valid
from generation.models import Clip
from generation.problems import ApiView, Gently, SaidNo
from generation.serializers import ClipSerializer


def met_or_404(viewer: Any, handle: str) -> User:
    """:raises Http404: for nobody, and across a block"""
    return get_object_or_404(people_for(viewer), handle=handle)


def _known_or_404(viewer: Any, handle: str) -> Any:
    try:
        return profiles.person_for(viewer, handle)
    except User.DoesNotExist:
        raise Http404 from None


class ChangingView(PersonalView):
    throttle_classes = [Gently]


class PersonDetail(ApiView):
    @extend_schema(summary="One person's page", operation_id="people_get", responses=ProfileSerializer)
    def get(self, request: Request, handle: str) -> Response:
        return Response(ProfileSerializer(_known_or_404(request.user, handle)).data)


class MyShowing(ChangingView):
    @extend_schema(
        summary="What others see on your page", operation_id="me_showing",
        request=ShowingSerializer, responses=ShowingSerializer,
        description="Likes, followers and follows are yours alone until you show them.",
    )  # fmt: skip
    def patch(self, request: Request) -> Response:
        me, wanted = myself(request), valid(ShowingSerializer(data=request.data))
        if "shows_likes" in wanted:
            operations.show_likes(user=me, on=wanted["shows_likes"])
        if "shows_people" in wanted:
            operations.show_people(user=me, on=wanted["shows_people"])
        me.refresh_from_db()
        return Response(ShowingSerializer(me).data)


class _OfPerson(ListAPIView[Any], ApiView):
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):  # the schema is made without a person
            return Clip.objects.none()
        return self.of(met_or_404(self.request.user, self.kwargs["handle"]))

    def of(self, person: User) -> QuerySet[Any]:
        raise NotImplementedError


def in_full(clips: QuerySet[Clip]) -> QuerySet[Clip]:
    """This function will read along what the shape of a clip shows."""
    return clips.select_related("author", "job").prefetch_related("uses__cameo")


class _ClipsOfPerson(_OfPerson):
    serializer_class = ClipSerializer
    tab = "clips"

    def of(self, person: User) -> QuerySet[Clip]:
        clips = profiles.clips_by(person, self.request.user, self.tab)
        return in_full(clips.order_by("-published_at", "id"))


@extend_schema_view(get=extend_schema(summary="What somebody published", operation_id="people_clips"))
class PersonClips(_ClipsOfPerson):
    pass


@extend_schema_view(get=extend_schema(summary="The remixes among them", operation_id="people_remixes"))
class PersonRemixes(_ClipsOfPerson):
    tab = "remixes"


@extend_schema_view(
    get=extend_schema(summary="What somebody likes, where they show it", operation_id="people_likes")
)
class PersonLikes(_OfPerson):
    serializer_class = ClipSerializer

    def of(self, person: User) -> QuerySet[Clip]:
        if not (person.shows_likes or person == self.request.user):
            raise Http404
        return in_full(profiles.liked_by(person, self.request.user))


@extend_schema_view(
    get=extend_schema(summary="Their likenesses that let you cast them", operation_id="people_cameos")
)
class PersonCameos(PersonalList, _OfPerson):
    serializer_class = OfferedSerializer

    def of(self, person: User) -> QuerySet[Cameo]:
        return offered_to(myself(self.request)).filter(owner=person).order_by("handle", "id")


class _Ties(PersonalList, _OfPerson):
    serializer_class = TieSerializer
    kind = "followers"

    def of(self, person: User) -> QuerySet[User]:
        if not shows_ties(person, self.request.user):
            raise Http404
        return ties(person=person, viewer=self.request.user, kind=self.kind)


@extend_schema_view(
    get=extend_schema(summary="Who follows somebody, where they show it", operation_id="people_followers")
)
class Followers(_Ties):
    pass


@extend_schema_view(
    get=extend_schema(summary="Whom somebody follows, where they show it", operation_id="people_following")
)
class Following(_Ties):
    kind = "following"


@extend_schema_view(
    get=extend_schema(summary="Who is followed and follows back", operation_id="people_mutuals")
)
class Mutuals(_Ties):
    kind = "mutuals"


class PersonFollow(ChangingView):
    @extend_schema(
        summary="Follow somebody, or no more", operation_id="people_follow",
        request=SwitchSerializer, responses=ProfileSerializer,
    )  # fmt: skip
    def post(self, request: Request, handle: str) -> Response:
        me, person = myself(request), met_or_404(request.user, handle)
        if not valid(SwitchSerializer(data=request.data))["on"]:
            operations.unfollow(who=me, whom=person)
        else:
            try:
                operations.follow(who=me, whom=person, at=now())
            except ValueError as refused:
                raise SaidNo(str(refused), "on") from None
        return Response(ProfileSerializer(_known_or_404(me, handle)).data)


class FollowerDrop(ChangingView):
    @extend_schema(
        summary="Let somebody follow you no more", operation_id="followers_drop",
        request=None, responses={204: None}, description="They are not told, and can follow you again.",
    )  # fmt: skip
    def delete(self, request: Request, handle: str) -> Response:
        operations.unfollow(who=met_or_404(request.user, handle), whom=myself(request))
        return Response(status=204)
