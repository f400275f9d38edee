"""/v1/videos: the Videos API as the official openai SDK speaks it, over our own jobs and clips."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import now
from PIL import Image
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from accounts.bearer import BearerAuthentication
from accounts.models import User
from generation import operations, publishing
from generation.access import own_clip, visible_clip
from generation.again import remix_clip
from generation.compat_errors import BadCall, exception_handler
from generation.compat_forms import read_create, read_remix
from generation.compat_objects import page, poll_after, read_id, video, videos_of
from generation.files import name_of
from generation.firstpictures import keep_picture
from generation.media import serve
from generation.models import Clip, Job
from generation.problems import ApiView
from generation.publishing import note_download
from generation.wishes import said_in

VARIANTS = {"video": "video.mp4", "thumbnail": "poster.webp", "spritesheet": "sprites.webp"}


class AnyAnswer(BaseContentNegotiation):
    """Clients ask for `application/binary` and get what there is."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        kind = (request.content_type or "").partition(";")[0].strip()
        return next((parser for parser in parsers if parser.media_type == kind), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class CompatView(ApiView):
    authentication_classes = [BearerAuthentication]
    permission_classes = [IsAuthenticated]
    parser_classes = [JSONParser, MultiPartParser, FormParser]
    content_negotiation_class = AnyAnswer
    schema = None

    def get_exception_handler(self) -> Any:
        return exception_handler


class Videos(CompatView):
    def post(self, request: Request) -> Response:
        wanted = read_create(request)
        wish = wanted.wish
        if wanted.picture:
            words = "\n".join(said_in(wanted.prompt, wish))
            kept = keep_picture(owner=myself(request), file=wanted.picture, words=words, at=now())
            wish["picture"] = kept.file
        job = operations.request_job(
            author=myself(request),
            prompt=wanted.prompt,
            at=now(),
            seconds=wanted.seconds,
            size=wanted.size,
            origin="v1",
            alias=wanted.model[:80],
            offer=wanted.offer,
            seed=wanted.seed,
            wanted=wish,
        )
        return shown(myself(request), job)

    def get(self, request: Request) -> Response:
        query = request.query_params
        after, limit, order = query.get("after", ""), query.get("limit", "20"), query.get("order", "desc")
        return Response(page(myself(request), after, limit, order))


class Video(CompatView):
    def get(self, request: Request, video_id: str) -> Response:
        return shown(myself(request), _own(myself(request), video_id))

    def delete(self, request: Request, video_id: str) -> Response:
        job = _own(myself(request), video_id)
        if not job.is_finished:
            raise BadCall(
                "Only a completed or failed video can be deleted.",
                code="video_not_finished",
                param="video_id",
            )
        publishing.delete_job(job=job, by=myself(request), at=now())
        return Response({"id": video_id, "object": "video.deleted", "deleted": True})


class Content(CompatView):
    def get(self, request: Request, video_id: str) -> HttpResponseBase:
        variant = request.query_params.get("variant", "video")
        if variant not in VARIANTS:
            choices = ", ".join(f"'{one}'" for one in VARIANTS)
            raise BadCall(
                f"Invalid value for 'variant': expected one of {choices}.",
                code="invalid_value",
                param="variant",
            )
        clip = finished(myself(request), _own(myself(request), video_id))
        return _content(request._request, clip, variant)


class Remix(CompatView):
    def post(self, request: Request, video_id: str) -> Response:
        prompt, clip = read_remix(request), source(myself(request), video_id)
        job = remix_clip(clip=clip, author=myself(request), prompt=prompt, at=now(), origin="v1")
        return shown(myself(request), job)


class Unknown(CompatView):
    """Every other address under /v1, whoever asks."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        text = f"Unknown request URL: {request.method} {request.path[:200]}."
        raise BadCall(text, code="unknown_url", status=404)


def shown(author: User, job: Job) -> Response:
    row = videos_of(author).get(pk=job.pk)
    return Response(video(row), headers={"openai-poll-after-ms": str(poll_after(row))})


def _own(author: User, text: str) -> Job:
    """:raises Http404: when it is none of theirs"""
    job = videos_of(author).filter(pk=read_id(text)).first()
    if job is None:
        raise Http404
    return job


def finished(author: User, job: Job) -> Clip:
    """:raises BadCall: while there is nothing to fetch; :raises Gone: when there is nothing any more"""
    if not job.is_done:
        text = f"The video is not ready: its status is '{video(job)['status']}'."
        raise BadCall(text, code="video_not_ready", param="video_id")
    return own_clip(author, job.pk)


def source(author: User, text: str) -> Clip:
    """One's own video, or any published clip: whatever one may see may be remixed."""
    if job := videos_of(author).filter(pk=read_id(text)).first():
        return finished(author, job)
    return visible_clip(author, read_id(text))


def _content(request: HttpRequest, clip: Clip, variant: str) -> HttpResponseBase:
    if variant == "video" and request.method == "GET":
        note_download(clip=clip, person=clip.author, at=now())
    if variant != "spritesheet":
        return serve(request, clip, VARIANTS[variant])
    made = io.BytesIO()
    with default_storage.open(name_of(clip, VARIANTS[variant])) as file:
        Image.open(file).convert("RGB").save(made, "JPEG", quality=85)
    headers = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(made.getvalue(), content_type="image/jpeg", headers=headers)
