"""A public clip on somebody else's page: the player in a frame, and the oEmbed answer that tells how to put it there.

The frame asks here each time: what was taken back answers 410 there, too.
"""

from __future__ import annotations

import uuid
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from generation.access import Gone, visible_clip
from generation.models import Clip

HIGH = 640  # CSS pixels of a frame nobody gave a measure


def public_clip(clip_id: uuid.UUID) -> Clip:
    """This function will give a clip that everybody may see, logged in or not.

    :raises Gone, Http404: as visible_clip
    """
    return visible_clip(AnonymousUser(), clip_id)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # its types know no arguments
def embed(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    try:
        return render(request, "feed/embed.html", {"clip": public_clip(clip_id)})
    except Gone:
        gone = render(request, "feed/embed.html", status=410)
        gone["Cache-Control"] = "no-store"
        return gone


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """What is asked for by address: https://oembed.com, of the kind "video", as JSON."""
    if request.GET.get("format", "json") != "json":
        return _refused(501, _("format: only json is spoken here."))
    if not (url := request.GET.get("url", "")):
        return _refused(400, _("url: say the address of a clip, https://…/c/…."))
    try:
        most = [_measure(request, name) for name in ("maxwidth", "maxheight")]
    except ValueError:
        return _refused(400, _("maxwidth, maxheight: whole numbers of pixels."))
    try:
        clip = public_clip(clip_at(request, url))
    except Gone:
        return _refused(410, _("This clip is gone."))
    except Http404:
        return _refused(404, _("url: no clip that everybody may see has this address."))
    return JsonResponse(_answer(request, clip, *size_in_frame(clip, *most)))


def clip_at(request: HttpRequest, url: str) -> uuid.UUID:
    """This function will read the number of a clip from the address of its page or its player here.

    :raises Http404: when it is the address of something else
    """
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        raise Http404 from None
    here = (request.get_host(), urlsplit(settings.PUBLIC_URL).netloc)
    if parts.netloc not in here or match.view_name not in ("feed:clip", "feed:embed"):
        raise Http404
    number: uuid.UUID = match.kwargs["clip_id"]
    return number


def _measure(request: HttpRequest, name: str) -> int | None:
    """:raises ValueError: when it is no number of pixels"""
    said = request.GET.get(name)
    if said is None:
        return None
    if not (said.isascii() and said.isdigit() and 0 < int(said[:6]) == int(said)):
        raise ValueError(name)
    return int(said)


def size_in_frame(clip: Clip, most_wide: int | None = None, most_high: int | None = None) -> tuple[int, int]:
    """This function will give the largest frame of the clip's shape within these measures."""
    scale = min((most_high or HIGH) / clip.height, (most_wide or clip.width * HIGH) / clip.width)
    return max(1, round(clip.width * scale)), max(1, round(clip.height * scale))


def frame_of(request: HttpRequest, clip: Clip, wide: int, high: int) -> str:
    """This function will write the markup that shows the clip's player on another page."""
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" allow="fullscreen" loading="lazy" frameborder="0"></iframe>',
        request.build_absolute_uri(reverse("feed:embed", args=[clip.pk])),
        wide,
        high,
        clip.title or _("Untitled"),
    )


def _answer(request: HttpRequest, clip: Clip, wide: int, high: int) -> dict[str, object]:
    return {
        "version": "1.0",
        "type": "video",
        "title": clip.title or _("Untitled"),
        "author_name": f"@{clip.author.handle}",
        "author_url": request.build_absolute_uri(clip.author.get_absolute_url()),
        "provider_name": settings.INSTANCE_NAME,
        "provider_url": request.build_absolute_uri("/"),
        "cache_age": 0,  # it may be taken back at any moment
        "thumbnail_url": request.build_absolute_uri(clip.poster_url),
        "thumbnail_width": clip.width,
        "thumbnail_height": clip.height,
        "html": frame_of(request, clip, wide, high),
        "width": wide,
        "height": high,
    }


def _refused(status: int, words: str) -> JsonResponse:
    return JsonResponse({"detail": words}, status=status)
