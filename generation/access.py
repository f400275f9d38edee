"""May this person touch this? One helper per object, 404 before 403, 410 for what was there and is gone."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.models import User
from cameos.models import Cameo, CameoState
from generation.models import CameoUse, Clip, Job


class Gone(Exception):
    """The clip was to be seen once and is no more."""

    def __init__(self, clip: Clip) -> None:
        super().__init__(str(clip.pk))
        self.clip = clip


def visible_clip(viewer: User | AnonymousUser, clip_id: uuid.UUID) -> Clip:
    """This function will give a clip the viewer may see now.

    :raises Gone: for a clip that they once could see, and is withdrawn or lost a likeness
    :raises Http404: for everything else; a draft of others, or a clip for others, does not exist for the viewer
    """
    clip = (
        Clip.objects.visible_to(viewer).select_related("author", "job", "remix_of").filter(pk=clip_id).first()
    )
    if clip:
        return clip
    if there := Clip.objects.once_seen_by(viewer).filter(pk=clip_id).first():
        raise Gone(there)
    raise Http404


def own_clip(author: User, clip_id: uuid.UUID) -> Clip:
    """:raises Gone, Http404: as visible_clip, and Http404 for a clip by somebody else"""
    clip = visible_clip(author, clip_id)
    if clip.author_id != author.pk:
        raise Http404
    return clip


def readable_job(viewer: User, job_id: uuid.UUID) -> Job:
    """One's own job, or one that casts a likeness of one's own (to watch, not to touch)."""
    return get_object_or_404(Job.objects.readable_by(viewer).select_related("author"), pk=job_id)


def own_job(author: User, job_id: uuid.UUID) -> Job:
    return get_object_or_404(Job.objects.filter(author=author), pk=job_id)


def own_use(owner: User, use_id: uuid.UUID) -> CameoUse:
    """A use of one's own likeness."""
    uses = CameoUse.objects.select_related("cameo", "job__author", "clip__author", "clip__job", "receipt")
    return get_object_or_404(uses.filter(cameo__owner=owner), pk=use_id)


def own_likeness(owner: User, handle: str) -> Cameo:
    """One's own likeness by its handle."""
    mine = owner.cameos.exclude(state=CameoState.DELETED)
    return get_object_or_404(mine, handle=handle.removeprefix("@").lower().replace("\0", ""))


class GoneMiddleware:
    """Answers 410 for pages; the APIs map Gone to their own error objects before it gets here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Gone):
            return None
        response = render(request, "410.html", {"clip": error.clip}, status=410)
        response["Cache-Control"] = "no-store"
        return response


class PrivateByDefault:
    """No shared cache keeps an answer of ours unless its view says so: a clip may be taken back at any moment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
