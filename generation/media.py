"""The bytes of a clip: asked for permission on every request, sent in ranges, never held whole in memory."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator, Iterator
from typing import IO, Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections, connection
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from rest_framework.exceptions import AuthenticationFailed

from accounts.bearer import BearerAuthentication
from accounts.models import User
from generation.access import Gone, visible_clip
from generation.files import RENDITIONS, name_of
from generation.models import Clip
from generation.publishing import note_download
from generation.ranges import RangeNotSatisfiable, Span, read_range

CHUNK = 128 * 1024  # bytes read and sent at a time
_LATER = tuple(f"bytes={digit}" for digit in "123456789")  # a part that is not the first

logger = logging.getLogger(__name__)


@require_safe
def media(request: HttpRequest, clip_id: uuid.UUID, rendition: str) -> HttpResponseBase:
    try:
        who = viewer(request)
        response = serve(request, visible_clip(who, clip_id), rendition)
        return taken_along(request, response, clip_id, rendition, who)
    except AuthenticationFailed:
        return _words(_("The token is missing or no longer valid."), 401, **{"WWW-Authenticate": "Bearer"})
    except Gone:
        return _words(_("This clip is gone."), 410)
    except Http404:
        return _words(_("There is nothing here."), 404)


def viewer(request: HttpRequest) -> User | AnonymousUser:
    """Who is logged in, or whose API token this is: a program fetches its own drafts from here too.

    :raises AuthenticationFailed: when a token is sent and is not valid
    """
    if request.user.is_authenticated:
        return request.user
    found = BearerAuthentication().authenticate(request)
    return found[0] if found else AnonymousUser()


def taken_along(
    request: HttpRequest,
    response: HttpResponseBase,
    clip_id: uuid.UUID,
    rendition: str,
    who: User | AnonymousUser,
) -> HttpResponseBase:
    """This function will tell likeness owners of a download where it can be known from a playing page.

    That is where the file is asked for as such (`?download`), and where a program fetches it with a token.
    """
    asked = "download" in request.GET
    if asked:
        name = f"kulisse-{str(clip_id)[:8]}-{rendition}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    is_first = not request.headers.get("Range", "bytes=0-").strip().lower().startswith(_LATER)
    by_program = not request.user.is_authenticated and who.is_authenticated
    sent = request.method == "GET" and response.status_code in (200, 206) and rendition == "video.mp4"
    if sent and is_first and (asked or by_program):
        clip = Clip.objects.select_related("author").get(pk=clip_id)
        note_download(clip=clip, person=who if who.is_authenticated else None, at=now())
    return response


def serve(request: HttpRequest, clip: Clip, rendition: str) -> HttpResponseBase:
    """This function will answer with one rendition of a clip that the caller was found to be allowed to see.

    :raises Http404: when the clip has no such rendition, or its file is missing
    """
    if rendition not in RENDITIONS or rendition not in clip.files:
        raise Http404
    if settings.ACCEL_PREFIX:
        return _handed_to_proxy(clip, rendition)
    size = int(clip.files[rendition]["bytes"])
    whole = HttpResponse(headers=_headers(clip, rendition) | {"Content-Length": str(size)})
    made_at = int(clip.created_at.timestamp())
    answer = get_conditional_response(request, whole["ETag"], made_at, whole) or whole
    if answer is not whole or request.method == "HEAD":
        return answer
    try:
        span = _asked(request, whole, size)
    except RangeNotSatisfiable:
        outside = {"Content-Range": f"bytes */{size}", "Content-Length": "0"}
        return HttpResponse(status=416, headers=_headers(clip, rendition) | outside)
    return _sent(request, clip, rendition, span, size)


def _headers(clip: Clip, rendition: str) -> dict[str, str]:
    """`no-cache` lets a browser keep the bytes and makes it ask each time whether it may still show them."""
    return {
        "Content-Type": RENDITIONS[rendition],
        "Cache-Control": "private, no-cache",
        "ETag": f'"{clip.files[rendition]["sha256"]}"',
        "Last-Modified": http_date(clip.created_at.timestamp()),
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
    }


def _handed_to_proxy(clip: Clip, rendition: str) -> HttpResponse:
    """The proxy knows ranges and validators itself; all it needs from us is the yes."""
    kept = {name: _headers(clip, rendition)[name] for name in ("Content-Type", "Cache-Control")}
    path = settings.ACCEL_PREFIX.rstrip("/") + "/" + quote(name_of(clip, rendition))
    return HttpResponse(headers={**kept, "X-Content-Type-Options": "nosniff", "X-Accel-Redirect": path})


def _asked(request: HttpRequest, whole: HttpResponse, size: int) -> Span | None:
    """:raises RangeNotSatisfiable: as read_range does"""
    if "Range" not in request.headers or not _is_same(request.headers.get("If-Range", ""), whole):
        return None
    return read_range(request.headers["Range"], size)


def _is_same(condition: str, whole: HttpResponse) -> bool:
    """If-Range compares strongly: the exact ETag, or the exact date."""
    if not condition or condition.strip() == whole["ETag"]:
        return True
    date = parse_http_date_safe(condition)
    return date is not None and date == parse_http_date_safe(whole["Last-Modified"])


def _sent(
    request: HttpRequest, clip: Clip, rendition: str, span: Span | None, size: int
) -> StreamingHttpResponse:
    try:
        file = default_storage.open(name_of(clip, rendition))
    except OSError as error:
        logger.error("clip %s: %s can not be read (%s)", clip.pk, rendition, type(error).__name__)
        raise Http404 from error
    if not connection.in_atomic_block:
        close_old_connections()  # a slow download must not keep a database connection
    part = span or Span(0, size - 1)
    body = AsyncPieces(file, part) if isinstance(request, ASGIRequest) else Pieces(file, part)
    headers = _headers(clip, rendition) | {"Content-Length": str(part.length)}
    if span:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    return StreamingHttpResponse(body, status=206 if span else 200, headers=headers)


class Pieces:
    """One span of an open file, piece by piece; Django closes it when the answer is through or given up."""

    def __init__(self, file: IO[Any], span: Span) -> None:
        self.file, self.left = file, span.length
        file.seek(span.first)

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.next_piece():
            yield piece

    def next_piece(self) -> bytes:
        piece = self.file.read(min(CHUNK, self.left)) if self.left else b""
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        self.file.close()


class AsyncPieces:
    """The same under ASGI, where Django would otherwise collect a plain iterator before sending any of it."""

    def __init__(self, file: IO[Any], span: Span) -> None:
        self.pieces = Pieces(file, span)
        self.close = self.pieces.close

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while piece := await asyncio.to_thread(self.pieces.next_piece):
            yield piece


def _words(text: str, status: int, **headers: str) -> HttpResponse:
    return HttpResponse(
        text,
        status=status,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store", **headers},
    )
