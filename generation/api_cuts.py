"""Our own API for making something of clips (remix, extend, recut, stitch) and for keeping them in folders."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from generation import editing, keeping
from generation.access import own_clip, visible_clip
from generation.again import remix_clip, words_to_begin_with
from generation.api import PersonalList, PersonalView, valid
from generation.editing import Order, Span
from generation.models import Clip, Folder, Job
from generation.serializers import ClipSerializer, JobInFullSerializer
from generation.serializers_cuts import (
    DraftSerializer,
    ExtendSerializer,
    FolderSerializer,
    MovedSerializer,
    MoveSerializer,
    RecutSerializer,
    RemixSerializer,
    StitchSerializer,
    WishesSerializer,
)


class ClipWishes(PersonalView):
    @extend_schema(
        summary="Who sees a clip of yours, reads its words, may remix it", request=WishesSerializer,
        responses=ClipSerializer,
    )  # fmt: skip
    def post(self, request: Request, clip_id: uuid.UUID) -> Response:
        clip = own_clip(myself(request), clip_id)
        keeping.set_wishes(clip=clip, at=now(), **valid(WishesSerializer(data=request.data)))
        shown = own_clip(myself(request), clip_id)
        return Response(ClipSerializer(shown, context={"request": request}).data)


class ClipRemix(PersonalView):
    @extend_schema(
        summary="New words for a clip", request=RemixSerializer, responses={201: JobInFullSerializer},
        description="In the length and format of the original. 422 where its maker forbids remixes.",
    )  # fmt: skip
    def post(self, request: Request, clip_id: uuid.UUID) -> Response:
        clip = visible_clip(request.user, clip_id)
        asked = valid(RemixSerializer(data=request.data))
        swaps, words = asked.pop("swap"), asked["prompt"]
        if words is None:
            asked["prompt"] = words_to_begin_with(clip, myself(request), swaps)
        return _made(request, remix_clip(clip=clip, author=myself(request), at=now(), origin="api", **asked))


class ClipExtend(PersonalView):
    @extend_schema(
        summary="Go on from the end of a clip", request=ExtendSerializer, responses={201: JobInFullSerializer},
        description="What comes out is the longer whole, 120 seconds at most.",
    )  # fmt: skip
    def post(self, request: Request, clip_id: uuid.UUID) -> Response:
        clip = visible_clip(request.user, clip_id)
        asked = valid(ExtendSerializer(data=request.data))
        words = {name: asked.pop(name) for name in ("prompt", "seconds")}
        return _made(request, editing.extend_clip(order=_order(request, asked), clip=clip, **words))


class ClipRecut(PersonalView):
    @extend_schema(
        summary="Cut a clip of yours anew", request=RecutSerializer, responses={201: JobInFullSerializer}
    )
    def post(self, request: Request, clip_id: uuid.UUID) -> Response:
        clip = own_clip(myself(request), clip_id)
        asked = valid(RecutSerializer(data=request.data))
        parts = [Span(clip, **part) for part in asked.pop("parts")]
        return _made(request, editing.recut_clip(order=_order(request, asked), parts=parts))


class Stitches(PersonalView):
    @extend_schema(
        summary="Put clips of yours together", request=StitchSerializer, responses={201: JobInFullSerializer}
    )
    def post(self, request: Request) -> Response:
        asked = valid(StitchSerializer(data=request.data))
        pieces, join, size = asked.pop("parts"), asked.pop("join"), asked.pop("size") or ""
        clips = {pk: own_clip(myself(request), pk) for pk in dict.fromkeys(one["clip"] for one in pieces)}
        parts = [Span(clips[one["clip"]], one["start"], one["end"]) for one in pieces]
        order = _order(request, asked)
        return _made(request, editing.stitch_clips(order=order, parts=parts, join=join, size=size))


@extend_schema_view(
    get=extend_schema(
        summary="Your clips that are not published",
        operation_id="drafts_list",
        parameters=[
            OpenApiParameter("q", OpenApiTypes.STR, description="Words of the title or the prompt."),
            OpenApiParameter("folder", OpenApiTypes.STR, description="The id of a folder, or none."),
            OpenApiParameter("unread", OpenApiTypes.BOOL, description="1: what you have not looked at yet."),
        ],
    )
)
class DraftList(PersonalList):
    serializer_class = DraftSerializer
    queryset = Clip.objects.none()

    def get_queryset(self) -> QuerySet[Clip]:
        asked = self.request.query_params
        search = keeping.Search(
            asked.get("q", ""), asked.get("folder", ""), asked.get("unread", "") in ("1", "true")
        )
        found = keeping.drafts_found(myself(self.request), search)
        return found.select_related("author", "job").prefetch_related("uses__cameo")


class DraftsMove(PersonalView):
    @extend_schema(
        summary="Put clips of yours into a folder, or into none", request=MoveSerializer,
        responses=MovedSerializer,
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = valid(MoveSerializer(data=request.data))
        folder = _own_folder(request, asked["folder"]) if asked["folder"] else None
        moved = keeping.move_clips(owner=myself(request), ids=asked["clips"], folder=folder)
        return Response({"moved": moved})


class Folders(PersonalView):
    @extend_schema(summary="Your folders", responses=FolderSerializer(many=True), operation_id="folders_list")
    def get(self, request: Request) -> Response:
        return Response(FolderSerializer(keeping.folders_of(myself(request)), many=True).data)

    @extend_schema(summary="Make a folder", request=FolderSerializer, responses={201: FolderSerializer})
    def post(self, request: Request) -> Response:
        asked = valid(FolderSerializer(data=request.data))
        folder = keeping.make_folder(owner=myself(request), name=asked["name"], at=now())
        return Response(_folder(request, folder.pk), 201)


class FolderDetail(PersonalView):
    @extend_schema(summary="Rename a folder", request=FolderSerializer, responses=FolderSerializer)
    def put(self, request: Request, folder_id: int) -> Response:
        folder = _own_folder(request, folder_id)
        keeping.rename_folder(folder=folder, name=valid(FolderSerializer(data=request.data))["name"])
        return Response(_folder(request, folder_id))

    @extend_schema(summary="Delete a folder; the clips in it stay", responses={204: None})
    def delete(self, request: Request, folder_id: int) -> Response:
        keeping.delete_folder(folder=_own_folder(request, folder_id))
        return Response(status=204)


def _own_folder(request: Request, folder_id: int) -> Folder:
    return get_object_or_404(Folder.objects.select_related("owner"), pk=folder_id, owner=myself(request))


def _folder(request: Request, folder_id: int) -> Any:
    return FolderSerializer(keeping.folders_of(myself(request)).get(pk=folder_id)).data


def _order(request: Request, asked: dict[str, Any]) -> Order:
    return Order(author=myself(request), at=now(), origin="api", **asked)


def _made(request: Request, job: Job) -> Response:
    return Response(JobInFullSerializer(job, context={"request": request}).data, 201)
