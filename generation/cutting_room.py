"""Pages of making something of clips: going on from one, cutting one anew, putting several together."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import myself
from generation import again, editing, keeping, queries
from generation.access import own_clip, own_job, visible_clip
from generation.editing import Order, Span
from generation.forms_cuts import CutForm, ExtendForm, RowSet, WishesForm, ids_in, rows_of, spans_in
from generation.models import Clip, Job, JobKind
from generation.operations import JobRefused
from generation.refusals import in_words

OFFERED = 60  # clips one can put together from, on one page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def extend(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = visible_clip(myself(request), clip_id)
    if request.method != "POST":
        before = _again(request, JobKind.EXTEND)
        first = {"prompt": before.prompt, "seconds": before.seconds, "title": before.title} if before else {}
        return _extend_page(request, clip, ExtendForm(initial=first))
    form = ExtendForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        order = Order(author=myself(request), at=now(), title=data["title"])
        try:
            return redirect(
                editing.extend_clip(order=order, clip=clip, prompt=data["prompt"], seconds=data["seconds"])
            )
        except JobRefused as refused:
            form.refuse(refused.refusals)
    return _extend_page(request, clip, form, status=422)


def _extend_page(request: HttpRequest, clip: Clip, form: ExtendForm, status: int = 200) -> HttpResponse:
    words = clip.job.prompt if clip.shows_prompt_to(myself(request)) else ""
    context = {"clip": clip, "form": form, "words": words}
    return render(request, "generation/extend.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def recut(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = own_clip(myself(request), clip_id)
    longest = {"longest": clip.seconds}
    if request.method != "POST":
        before = _again(request, JobKind.RECUT)
        spans = again.spans_of(before) if before else [Span(clip)]
        rows = RowSet(
            initial=rows_of([(one.start, one.stop) for one in spans]), prefix="part", form_kwargs=longest
        )
        return _recut_page(request, clip, CutForm(initial={"title": clip.title}), rows)
    form, rows = CutForm(request.POST), RowSet(request.POST, prefix="part", form_kwargs=longest)
    if form.is_valid() and rows.is_valid():
        order = Order(author=myself(request), at=now(), title=form.cleaned_data["title"])
        parts = [Span(clip, start, end) for start, end in spans_in(rows)]
        try:
            return redirect(editing.recut_clip(order=order, parts=parts))
        except JobRefused as refused:
            form.refuse(refused.refusals)
    return _recut_page(request, clip, form, rows, status=422)


def _recut_page(
    request: HttpRequest, clip: Clip, form: CutForm, rows: Any, status: int = 200
) -> HttpResponse:
    context = {"clip": clip, "form": form, "rows": rows, "limit": editing.LONGEST}
    return render(request, "generation/recut.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stitch(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        before = _again(request, JobKind.STITCH)
        chosen = ids_in(request.GET.getlist("clip"))
        first: dict[str, Any] = {}
        if before:
            chosen = [one.clip.pk for one in again.spans_of(before)]
            first = {"title": before.title, "join": before.wanted.get("join", "cut")}
        places = {str(pk): str(place) for place, pk in enumerate(chosen, 1)}
        return _stitch_page(request, CutForm(initial=first), places)
    form, places = CutForm(request.POST), _places(request)
    if form.is_valid():
        order = Order(author=myself(request), at=now(), title=form.cleaned_data["title"])
        parts = [Span(own_clip(myself(request), pk)) for pk in _in_order(places)]
        try:
            return redirect(editing.stitch_clips(order=order, parts=parts, join=form.cleaned_data["join"]))
        except JobRefused as refused:
            form.refuse(refused.refusals)
    return _stitch_page(request, form, places, status=422)


def _places(request: HttpRequest) -> dict[str, str]:
    """What stands in the number field of each clip: `place-<id>`."""
    fields = request.POST.items()
    return {name.removeprefix("place-"): str(value) for name, value in fields if name.startswith("place-")}


def _in_order(places: dict[str, str]) -> list[uuid.UUID]:
    numbered = {pk: int(text) for pk, text in places.items() if text.isdecimal() and 0 < int(text[:6]) < 1000}
    return ids_in(sorted(numbered, key=lambda pk: numbered[pk]))


def _stitch_page(
    request: HttpRequest, form: CutForm, places: dict[str, str], status: int = 200
) -> HttpResponse:
    chosen = ids_in(pk for pk, text in places.items() if text)
    clips = list(queries.own_clips_of(myself(request)).filter(pk__in=chosen))
    clips.sort(key=lambda clip: places[str(clip.pk)].zfill(4))
    others = queries.own_clips_of(myself(request)).exclude(pk__in=chosen)[:OFFERED]
    shown = [(clip, places.get(str(clip.pk), "")) for clip in [*clips, *others]]
    context = {"shown": shown, "form": form, "limit": editing.LONGEST}
    return render(request, "generation/stitch.html", context, status=status)


def _again(request: HttpRequest, kind: JobKind) -> Job | None:
    """The job that is to be mended: its wishes fill the page."""
    (wanted,) = ids_in([request.GET.get("again", "")]) or (None,)
    job = own_job(myself(request), wanted) if wanted else None
    return job if job and job.kind == kind else None


@login_required
@require_POST
def wishes(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = own_clip(myself(request), clip_id)
    form = WishesForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["visibility"])))
        return redirect(clip)
    try:
        keeping.set_wishes(clip=clip, at=now(), **form.cleaned_data)
    except JobRefused as refused:
        messages.error(request, in_words(refused.refusals))
    else:
        messages.success(request, _("Saved. It counts from the next request on."))
    return redirect(clip)
