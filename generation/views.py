"""Pages of making: the director's sheet, a job on its way, drafts, publishing. Rules live in operations."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import myself
from accounts.models import User
from cameos.models import Cameo
from cameos.queries import suggested_to
from generation import again, operations, publishing, queries
from generation.access import own_clip, own_job, readable_job, visible_clip
from generation.audience import OPEN
from generation.checking import check, edited_scene, understanding
from generation.chips import chips
from generation.engines.offers import Offer
from generation.forms import CreateForm, PublishForm
from generation.models import Clip, FirstPicture, Job, Preview
from generation.moves import LostRace, NotAllowed
from generation.operations import JobRefused
from generation.progress import snapshot
from generation.refusals import Said, in_words, said_of_job
from generation.scene_rows import FIELD
from generation.sheet import (
    asked_again,
    beginnings,
    earlier,
    engine_cards,
    first_picture,
    looked_at,
)
from generation.sheet_forms import any_engine, moved, rows_of
from generation.wishes import said_in

OFFERED = 24  # likenesses shown beside the sheet; the others can be typed


def wants_fragment(request: HttpRequest) -> bool:
    """Scripts ask for the changing part of a page alone; everybody else gets the whole page."""
    return request.headers.get("X-Fragment") == "1"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _sheet(request, CreateForm(viewer=myself(request), initial=_first_words(request)))
    form, kept = CreateForm(request.POST, request.FILES, viewer=myself(request)), None
    if form.is_valid():
        asked = form.wanted()
        try:
            words = "\n".join(said_in(asked["prompt"], asked["wanted"]))
            kept = first_picture(request, words, form.cleaned_data["picture_kept"])
            return redirect(_asked_for(request, asked, kept)[0])
        except JobRefused as refused:
            form.refuse(refused.refusals)
    return _sheet(request, form, status=422, kept=kept)


def _asked_for(request: HttpRequest, asked: dict[str, Any], picture: FirstPicture | None) -> list[Job]:
    """:raises JobRefused: by the edited scene, or the request"""
    wanted = asked["wanted"]
    if picture:
        wanted["picture"] = picture.file
    scene = edited_scene(
        prompt=asked["prompt"], seconds=asked["seconds"], posted=request.POST.dict(), offer=asked["offer"],
        wanted=wanted,
    )  # fmt: skip
    if scene:
        wanted["scene"] = scene
    return operations.request_variations(author=myself(request), at=now(), **asked)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check_prompt(request: HttpRequest) -> HttpResponse:
    """What `create` would answer, without making anything: a fragment for the script, else the filled sheet.

    A button of the storyboard leads here too: the sheet comes back with its rows changed.
    """
    sent = request.POST or request.GET
    rows = moved(rows_of(sent), sent.get("do", ""))
    initial = {**sent.dict(), "shots": rows, "rows": len(rows) + 1 if sent.get("do") == "add" else 0}
    form = CreateForm(viewer=myself(request), initial=initial)
    return _sheet(request, form, "_understood.html" if wants_fragment(request) else "create.html")


def _first_words(request: HttpRequest) -> dict[str, Any]:
    """A remix begins with the words of its original, a link from a profile with the mention, or a template."""
    if wanted := request.GET.get("answer"):
        return {"remix": visible_clip(myself(request), _uuid(wanted)).pk, "is_answer": True}
    if wanted := request.GET.get("remix"):
        original = visible_clip(myself(request), _uuid(wanted))
        words = again.words_to_begin_with(original, myself(request), _swaps(request))
        look = asked_again(original.job) if words else {}
        kept = {name: look[name] for name in ("size", "style", "camera") if look.get(name)}
        return {"remix": original.pk, "prompt": words, "seconds": again.usual_length(original), **kept}
    if wanted := request.GET.get("again"):
        return asked_again(own_job(myself(request), _uuid(wanted)))
    if wanted := request.GET.get("from"):
        return next((one.as_initial() for one in beginnings() if one.key == wanted), {})
    return {"prompt": request.GET.get("prompt", "")[:4000]}


def _swaps(request: HttpRequest) -> dict[str, str]:
    """`swap-<handle>` of the original's cast, each with the handle to take its place."""
    fields = request.GET.items()
    return {name.removeprefix("swap-"): str(to)[:24] for name, to in fields if name.startswith("swap-")}


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None


def _sheet(
    request: HttpRequest,
    form: CreateForm,
    template: str = "create.html",
    status: int = 200,
    kept: FirstPicture | None = None,
) -> HttpResponse:
    person, typed = myself(request), form.half_typed()
    sent = (request.POST or request.GET).dict()
    words = "\n".join(said_in(typed["prompt"], typed["wanted"]))
    refused: list[Said] = []
    if kept is None and "picture" not in form.errors:
        kept, refused = looked_at(request, words, form["picture_kept"].value())
    if kept:
        typed["wanted"]["picture"] = kept.file
    posted = {key: value for key, value in sent.items() if key.startswith(FIELD)}
    checked = check(author=person, at=now(), posted=posted, **typed)
    context: dict[str, Any] = {
        "form": form, "check": checked if words else None, "size": typed["size"], "picture": kept,
        "picture_refused": refused, "takes_pictures": any_engine("picture"), "estimate": checked.estimate,
    }  # fmt: skip
    if template == "create.html":
        context |= {
            "original": _original(person, form["remix"].value()),
            "likenesses": suggested_to(person)[:OFFERED],
            "engines": engine_cards(person, typed["seconds"], typed["size"], now()),
            "beginnings": beginnings(),
            "earlier": earlier(person),
        }
    return render(request, f"generation/{template}", context, status=status)


def _original(viewer: User, wanted: object) -> Clip | None:
    if not wanted:
        return None
    try:
        return (
            Clip.objects.visible_to(viewer)
            .filter(pk=_uuid(str(wanted)))
            .select_related("author")
            .prefetch_related("uses__cameo")
            .first()
        )
    except Http404:
        return None


@login_required
@require_safe
@never_cache
def job(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    job = readable_job(myself(request), job_id)
    template = "generation/_job.html" if wants_fragment(request) else "generation/job.html"
    return render(request, template, job_context(job, myself(request)))


def job_context(job: Job, viewer: User) -> dict[str, Any]:
    """What the progress fragment needs, on the job's page and in the owner's room."""
    uses = list(job.uses.select_related("cameo"))
    understood, unknown = _reading(job, [use.cameo for use in uses])
    return {
        "job": job,
        "progress": snapshot(job, viewer),
        "chips": chips(understood),
        "unknown": unknown,
        "is_mine": job.author_id == viewer.pk,
        "siblings": queries.variations_of(job),
        "my_use": next((use for use in uses if use.cameo.owner_id == viewer.pk), None),
        "uses": uses,
        "is_asked": any(use.state == "ASKED" and use.ask_stage == "BEFORE_RENDER" for use in uses),
        "mend_url": again.mend_url(job),
        "layer": why.layer if (why := said_of_job(job)) else "",
    }


def _reading(job: Job, cast: list[Cameo]) -> tuple[dict[str, object], Sequence[str]]:
    """What the engine made of the prompt; before it begins, what it would."""
    if job.understood or job.is_finished or job.is_cut:
        return job.understood, job.unknown
    return understanding(job.prompt, job.seconds, cast, Offer(job.engine, job.model, job.pool), job.wanted)


@login_required
@require_safe
def preview(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    job = readable_job(myself(request), job_id)
    newest = Preview.objects.filter(job=job).first()
    if newest is None or not job.is_running or not job.is_consented:
        raise Http404
    response = HttpResponse(bytes(newest.picture), content_type="image/webp")
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def cancel(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    job = own_job(myself(request), job_id)
    if not operations.cancel_job(job=job, by=myself(request), at=now()):
        messages.info(request, _("It had ended before you cancelled it."))
    return redirect(job)


@login_required
@require_POST
def retry(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    job = own_job(myself(request), job_id)
    try:
        return redirect(again.retry_job(job=job, by=myself(request), at=now()))
    except JobRefused as refused:
        form = CreateForm(asked_again(job), viewer=myself(request))
        form.is_valid()
        form.refuse(refused.refusals)
        return _sheet(request, form, status=422)


@login_required
@require_POST
def publish(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = own_clip(myself(request), clip_id)
    form = PublishForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(why) for field in form.errors.values() for why in field))
        return redirect(clip)
    try:
        publishing.publish_clip(clip=clip, by=myself(request), at=now(), **form.wanted())
    except JobRefused as refused:
        messages.error(request, in_words(refused.refusals))
    except (LostRace, NotAllowed):
        messages.info(request, _("This clip is no draft any more: %(state)s.") % {"state": _state(clip)})
    else:
        messages.success(request, _published(clip))
    return redirect(clip)


def _state(clip: Clip) -> str:
    clip.refresh_from_db()
    return clip.get_state_display()


def _published(clip: Clip) -> str:
    """What came of it, in a sentence: in the feed, waiting for a reviewer, or waiting for a likeness owner."""
    if clip.is_published:
        if clip.visibility in OPEN:
            return _("Published. Everyone here can see it now, newest first in “Latest”.")
        return _("Published for: %(people)s. Nobody else finds it, not even with the link.") % {
            "people": clip.get_visibility_display()
        }
    if clip.is_draft:
        names = [use.cameo.name for use in clip.uses.filter(state="ASKED").select_related("cameo")]
        return _(
            "%(names)s is asked first. A yes publishes it by itself; until then it stays your draft."
        ) % {"names": ", ".join(names)}
    return _("It waits for a reviewer. You will hear as soon as somebody has looked at it.")


@login_required
@require_POST
def delete(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = own_clip(myself(request), clip_id)
    try:
        publishing.delete_draft(clip=clip, by=myself(request), at=now())
    except (LostRace, NotAllowed):
        messages.info(request, _("This clip is no draft any more: %(state)s.") % {"state": _state(clip)})
        return redirect(clip)
    messages.success(request, _("The draft is deleted. Its file is removed from the disk."))
    return redirect(reverse("generation:drafts"))
