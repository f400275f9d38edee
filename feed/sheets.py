"""What opens as a sheet over the stage, and is a page of its own without a script: sharing a clip, its family tree."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from feed.embedding import frame_of, size_in_frame
from feed.lineage import tree_around
from generation.access import visible_clip
from generation.models import Clip


@require_safe
def share(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = visible_clip(request.user, clip_id)
    is_public = Clip.objects.visible_to(AnonymousUser()).filter(pk=clip.pk).exists()
    frame = frame_of(request, clip, *size_in_frame(clip)) if is_public else ""
    address = request.build_absolute_uri(clip.get_absolute_url())
    return sheet(request, "share", {"clip": clip, "frame": frame, "address": address})


@require_safe
def lineage(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = visible_clip(request.user, clip_id)
    return sheet(request, "lineage", {"clip": clip, "tree": tree_around(clip, request.user)})


def sheet(request: HttpRequest, name: str, context: dict[str, object]) -> HttpResponse:
    """This function will give the fragment feed/_<name>.html to a script, and a page around it to a person."""
    is_fragment = bool(request.headers.get("X-Fragment"))
    template = f"feed/_{name}.html" if is_fragment else "feed/sheet.html"
    response = render(
        request, template, {**context, "inside": f"feed/_{name}.html", "is_page": not is_fragment}
    )
    patch_vary_headers(response, ["X-Fragment"])
    return response
