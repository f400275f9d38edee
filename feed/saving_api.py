"""Likes, saved clips and collections under /api/v1/. The same as the pages; of others only what they share is found."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from feed import operations, saving
from feed.models import Collection, Saved
from feed.people.api import ChangingView, in_full
from feed.people.shapes import SwitchSerializer
from feed.saving import SavingRefused
from feed.saving_shapes import (
    CollectionSerializer,
    KeptSerializer,
    SaveSerializer,
)
from generation.access import visible_clip
from generation.api import Pages, PersonalList, valid
from generation.models import Clip
from generation.problems import ApiView, Gently, SaidNo
from generation.serializers import ClipSerializer


class ClipLike(ChangingView):
    @extend_schema(
        summary="Like a clip, or no more", operation_id="clips_like",
        request=SwitchSerializer, responses=SwitchSerializer,
    )  # fmt: skip
    def post(self, request: Request, clip_id: uuid.UUID) -> Response:
        clip, on = visible_clip(request.user, clip_id), valid(SwitchSerializer(data=request.data))["on"]
        if on:
            operations.like(who=myself(request), clip=clip, at=now())
        else:
            operations.unlike(who=myself(request), clip=clip)
        return Response({"on": on})


class ClipSave(ChangingView):
    @extend_schema(
        summary="Save a clip, or no more", operation_id="clips_save",
        request=SaveSerializer, responses=KeptSerializer, description="Nobody learns what you save.",
    )  # fmt: skip
    def post(self, request: Request, clip_id: uuid.UUID) -> Response:
        me, clip = myself(request), visible_clip(request.user, clip_id)
        if not clip.is_published:
            raise Http404
        asked = valid(SaveSerializer(data=request.data))
        into = own_collection(request, asked["collection"]) if asked["collection"] else None
        if asked["on"]:
            saving.save(who=me, clip=clip, at=now(), collection=into)
        else:
            saving.unsave(who=me, clip=clip)
        kept = Saved.objects.filter(who=me, clip=clip).first()
        return Response({"on": kept is not None, "collection": kept and kept.collection_id})


@extend_schema_view(get=extend_schema(summary="What you saved, the last first", operation_id="saved_list"))
class SavedList(PersonalList):
    serializer_class = ClipSerializer
    queryset = Clip.objects.none()

    def get_queryset(self) -> QuerySet[Clip]:
        return in_full(saving.saved_by(myself(self.request)))


# ---------------------------------------------------------------- collections
def own_collection(request: Request, collection_id: uuid.UUID) -> Collection:
    return get_object_or_404(Collection, pk=collection_id, owner=myself(request))


def open_collection(request: Request, collection_id: uuid.UUID) -> Collection:
    """:raises Http404: for what is neither the reader's nor shared"""
    found = get_object_or_404(Collection.objects.select_related("owner"), pk=collection_id)
    if not (found.is_shared or found.owner_id == request.user.pk):
        raise Http404
    return found


class Collections(PersonalList):
    serializer_class = CollectionSerializer
    throttle_classes = [Gently]
    queryset = Collection.objects.none()

    def get_queryset(self) -> QuerySet[Collection]:
        return saving.collections_of(myself(self.request)).select_related("owner")

    @extend_schema(summary="Your collections", operation_id="collections_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Make a collection", operation_id="collections_create", responses={201: CollectionSerializer}
    )
    def post(self, request: Request) -> Response:
        asked = valid(CollectionSerializer(data=request.data))
        try:
            made = saving.make_collection(owner=myself(request), at=now(), **asked)
        except SavingRefused as refused:
            raise SaidNo(str(refused), "name") from None
        return Response(CollectionSerializer(made).data, 201)


class CollectionDetail(ApiView):
    throttle_classes = [Gently]

    @extend_schema(
        summary="One collection, yours or shared",
        operation_id="collections_get",
        responses=CollectionSerializer,
    )
    def get(self, request: Request, collection_id: uuid.UUID) -> Response:
        return Response(CollectionSerializer(open_collection(request, collection_id)).data)

    @extend_schema(
        summary="Rename it; show it to who has its address, or close it", operation_id="collections_change",
        request=CollectionSerializer, responses=CollectionSerializer,
    )  # fmt: skip
    def patch(self, request: Request, collection_id: uuid.UUID) -> Response:
        mine = own_collection(request, collection_id)
        asked = valid(CollectionSerializer(mine, data=request.data, partial=True))
        wanted = {"name": mine.name, "is_shared": mine.is_shared, **asked}
        try:
            saving.change_collection(collection=mine, **wanted)
        except SavingRefused as refused:
            raise SaidNo(str(refused), "name") from None
        return Response(CollectionSerializer(own_collection(request, collection_id)).data)

    @extend_schema(
        summary="Delete it; what is in it stays saved",
        operation_id="collections_delete",
        responses={204: None},
    )
    def delete(self, request: Request, collection_id: uuid.UUID) -> Response:
        saving.delete_collection(collection=own_collection(request, collection_id))
        return Response(status=204)


@extend_schema_view(
    get=extend_schema(summary="What of a collection you may see", operation_id="collections_clips")
)
class CollectionClips(ListAPIView[Clip], ApiView):
    serializer_class = ClipSerializer
    pagination_class = Pages
    queryset = Clip.objects.none()

    def get_queryset(self) -> QuerySet[Clip]:
        found = open_collection(self.request, self.kwargs["collection_id"])
        return in_full(saving.in_collection(found, self.request.user))


class CollectionClip(ChangingView):
    @extend_schema(
        summary="Put a clip into it", operation_id="collections_put", request=None, responses={204: None}
    )
    def put(self, request: Request, collection_id: uuid.UUID, clip_id: uuid.UUID) -> Response:
        mine, clip = own_collection(request, collection_id), visible_clip(request.user, clip_id)
        if not clip.is_published:
            raise Http404
        saving.save(who=myself(request), clip=clip, at=now(), collection=mine)
        return Response(status=204)

    @extend_schema(
        summary="Take a clip out; it stays saved", operation_id="collections_take_out", responses={204: None}
    )
    def delete(self, request: Request, collection_id: uuid.UUID, clip_id: uuid.UUID) -> Response:
        mine = own_collection(request, collection_id)
        if not saving.take_out(collection=mine, clip_id=clip_id):
            raise Http404
        return Response(status=204)
