"""Lists of people under /api/v1/. Each is its owner's alone, and nobody learns that they are on one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from feed import saving
from feed.models import PeopleList
from feed.people.api import ChangingView, in_full
from feed.saving import SavingRefused
from feed.saving_shapes import ListSerializer, OnListSerializer
from generation.api import PersonalList, valid
from generation.models import Clip
from generation.problems import Gently, SaidNo
from generation.serializers import ClipSerializer


def own_list(request: Request, list_id: int) -> PeopleList:
    return get_object_or_404(saving.lists_of(myself(request)).select_related("owner"), pk=list_id)


class Lists(PersonalList):
    serializer_class = ListSerializer
    throttle_classes = [Gently]
    queryset = PeopleList.objects.none()

    def get_queryset(self) -> QuerySet[PeopleList]:
        return saving.lists_of(myself(self.request))

    @extend_schema(summary="Your lists of people", operation_id="lists_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(summary="Make a list", operation_id="lists_create", responses={201: ListSerializer})
    def post(self, request: Request) -> Response:
        try:
            made = saving.make_list(
                owner=myself(request), at=now(), **valid(ListSerializer(data=request.data))
            )
        except SavingRefused as refused:
            raise SaidNo(str(refused), "name") from None
        return Response(ListSerializer(made).data, 201)


class ListDetail(ChangingView):
    @extend_schema(summary="One list of yours", operation_id="lists_get", responses=ListSerializer)
    def get(self, request: Request, list_id: int) -> Response:
        return Response(ListSerializer(own_list(request, list_id)).data)

    @extend_schema(
        summary="Rename it", operation_id="lists_rename", request=ListSerializer, responses=ListSerializer
    )
    def patch(self, request: Request, list_id: int) -> Response:
        mine, asked = own_list(request, list_id), valid(ListSerializer(data=request.data))
        try:
            saving.rename_list(people_list=mine, name=asked["name"])
        except SavingRefused as refused:
            raise SaidNo(str(refused), "name") from None
        return Response(ListSerializer(own_list(request, list_id)).data)

    @extend_schema(summary="Delete it", operation_id="lists_delete", responses={204: None})
    def delete(self, request: Request, list_id: int) -> Response:
        saving.delete_list(people_list=own_list(request, list_id))
        return Response(status=204)


class ListPeople(ChangingView):
    @extend_schema(
        summary="Put somebody on it, or take them off", operation_id="lists_people",
        request=OnListSerializer, responses=ListSerializer, description="They are not told.",
    )  # fmt: skip
    def post(self, request: Request, list_id: int) -> Response:
        mine, asked = own_list(request, list_id), valid(OnListSerializer(data=request.data))
        try:
            if asked["on"]:
                saving.put_on_list(people_list=mine, handle=asked["handle"])
            else:
                saving.take_off_list(people_list=mine, handle=asked["handle"].removeprefix("@"))
        except SavingRefused as refused:
            raise SaidNo(str(refused), "handle") from None
        return Response(ListSerializer(own_list(request, list_id)).data)


@extend_schema_view(get=extend_schema(summary="Clips of the people on it", operation_id="lists_clips"))
class ListClips(PersonalList):
    serializer_class = ClipSerializer
    queryset = Clip.objects.none()

    def get_queryset(self) -> QuerySet[Clip]:
        people = own_list(self.request, self.kwargs["list_id"]).people.all()
        clips = Clip.objects.listed(self.request.user).filter(author__in=people)
        return in_full(clips.order_by("-published_at", "id"))
