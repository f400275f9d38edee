"""The page on which a thing is enrolled from a clip of one's own. Never from one in which somebody's likeness plays."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import myself
from cameos.enrolment import EnrolmentRefused, free_handle
from cameos.enrolment_forms import ThingForm
from cameos.things import add_refusal, take
from generation.access import own_clip
from generation.files import name_of
from generation.models import Clip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_thing(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = _own_clip_without_people(request, clip_id)
    if request.method != "POST":
        name = clip.title or " ".join(clip.job.prompt.split()[:3])
        first = {"name": name[:60], "handle": free_handle(name), "manner": clip.job.prompt[:1000]}
        return render(request, "cameos/new_thing.html", {"form": ThingForm(initial=first), "clip": clip})
    form = ThingForm(request.POST)
    if form.is_valid():
        try:
            with default_storage.open(name_of(clip, "video.mp4")) as file:
                return redirect(take(request, form, file.read()))
        except FileNotFoundError:
            raise Http404 from None
        except EnrolmentRefused as wrong:
            add_refusal(form, wrong)
    return render(request, "cameos/new_thing.html", {"form": form, "clip": clip}, status=422)


def _own_clip_without_people(request: HttpRequest, clip_id: uuid.UUID) -> Clip:
    """:raises Gone, Http404: as own_clip, and for a clip that casts anybody"""
    clip = own_clip(myself(request), clip_id)
    if clip.uses.exists():
        raise Http404
    return clip
