"""The drafts: on their way, those that could not be made, those that are there; folders, many at once, side by side."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import myself
from generation import keeping, publishing, queries
from generation.access import own_job
from generation.again import mend_url
from generation.forms_cuts import ids_in
from generation.models import Clip, Folder, Job
from generation.moves import LostRace, NotAllowed
from generation.operations import JobRefused
from generation.progress import snapshot
from generation.refusals import said, said_of_job
from generation.states import UNFINISHED

A_PAGE = 24
COMPARED = 4
ENDED = 12  # jobs without a clip, of each sort, on the page; the API lists all


@login_required
@require_safe
@never_cache
def drafts(request: HttpRequest) -> HttpResponse:
    author = myself(request)
    search = keeping.Search(
        request.GET.get("q", "")[:200], request.GET.get("folder", ""), request.GET.get("unread") == "1"
    )
    page = Paginator(keeping.drafts_found(author, search), A_PAGE).get_page(request.GET.get("page"))
    jobs = queries.unfinished_of(author)
    context = {
        "page": page,
        "search": search,
        "query": urlencode(_as_query(search)),
        "folders": keeping.folders_of(author),
        "unread": keeping.drafts_found(author, keeping.Search(is_unread=True)).count(),
        "jobs": [(job, snapshot(job, author)) for job in jobs.filter(state__in=UNFINISHED)[:ENDED]],
        "ended": [_why(job) for job in jobs.exclude(state__in=UNFINISHED)[:ENDED]],
    }
    return render(request, "generation/drafts.html", context)


def _as_query(search: keeping.Search) -> dict[str, str]:
    asked = {"q": search.words, "folder": search.folder, "unread": "1" if search.is_unread else ""}
    return {name: value for name, value in asked.items() if value}


def _why(job: Job) -> dict[str, Any]:
    return {"job": job, "why": said_of_job(job), "mend_url": mend_url(job)}


@login_required
@require_POST
def folder_make(request: HttpRequest) -> HttpResponse:
    try:
        folder = keeping.make_folder(owner=myself(request), name=request.POST.get("name", ""), at=now())
    except JobRefused as refused:
        return _told(request, refused)
    return redirect(f"{reverse('generation:drafts')}?folder={folder.pk}")


@login_required
@require_POST
def folder_rename(request: HttpRequest, folder_id: int) -> HttpResponse:
    folder = _own_folder(request, folder_id)
    try:
        keeping.rename_folder(folder=folder, name=request.POST.get("name", ""))
    except JobRefused as refused:
        return _told(request, refused, folder.pk)
    return redirect(f"{reverse('generation:drafts')}?folder={folder.pk}")


@login_required
@require_POST
def folder_delete(request: HttpRequest, folder_id: int) -> HttpResponse:
    keeping.delete_folder(folder=_own_folder(request, folder_id))
    messages.success(request, _("The folder is gone. What was in it lies among your drafts."))
    return redirect("generation:drafts")


@login_required
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    ids, wanted = ids_in(request.POST.getlist("clip")), request.POST.get("folder", "")
    folder = _own_folder(request, int(wanted)) if wanted.isdecimal() and len(wanted) < 19 else None
    moved = keeping.move_clips(owner=myself(request), ids=ids, folder=folder)
    if moved:
        text = ngettext("%(number)s clip moved.", "%(number)s clips moved.", moved)
        messages.success(request, text % {"number": moved})
    return _back(request, moved)


@login_required
@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    ids = ids_in(request.POST.getlist("clip"))
    deleted = keeping.delete_drafts(owner=myself(request), ids=ids, at=now())
    if deleted:
        text = ngettext("%(number)s draft deleted.", "%(number)s drafts deleted.", deleted)
        messages.success(request, text % {"number": deleted})
    return _back(request, deleted)


@login_required
@require_POST
def job_forget(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    try:
        publishing.delete_job(job=own_job(myself(request), job_id), by=myself(request), at=now())
    except (LostRace, NotAllowed):
        messages.info(request, _("It has moved on. Look at it now."))
    return redirect("generation:drafts")


@login_required
@require_POST
def chosen(request: HttpRequest, what: str) -> HttpResponse:
    """The chosen ones to the page that compares them or puts them together."""
    ids = ids_in(request.POST.getlist("clip"))
    if len(ids) < 2:
        messages.info(request, _("Choose two or more first."))
        return redirect("generation:drafts")
    query = urlencode([("clip", str(pk)) for pk in ids])
    return redirect(f"{reverse(f'generation:{what}')}?{query}")


@login_required
@require_safe
@never_cache
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four of one's own side by side: those named, or the variations of one wish."""
    own = queries.own_clips_of(myself(request)).with_asked()
    if group := ids_in([request.GET.get("group", "")]):
        clips = list(own.filter(job__group=group[0]).order_by("created_at", "id")[:COMPARED])
    else:
        ids = ids_in(request.GET.getlist("clip"))
        found: dict[uuid.UUID, Clip] = {clip.pk: clip for clip in own.filter(pk__in=ids)}
        clips = [found[pk] for pk in ids if pk in found][:COMPARED]
    if not clips:
        raise Http404
    for clip in clips:
        keeping.mark_seen(clip=clip, at=now())
    return render(request, "generation/compare.html", {"clips": clips})


def _own_folder(request: HttpRequest, folder_id: int) -> Folder:
    return get_object_or_404(Folder.objects.select_related("owner"), pk=folder_id, owner=myself(request))


def _told(request: HttpRequest, refused: JobRefused, folder: int | None = None) -> HttpResponse:
    for words in map(said, refused.refusals):
        messages.error(request, f"{words.sentence} {words.remedy}")
    return redirect(reverse("generation:drafts") + (f"?folder={folder}" if folder else ""))


def _back(request: HttpRequest, done: int) -> HttpResponse:
    if not done:
        messages.info(request, _("Nothing was chosen."))
    return redirect("generation:drafts")
