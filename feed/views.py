"""Pages people watch on, and what they send from there: likes, follows, watches."""

import threading
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts import operations as accounts
from accounts.access import myself
from accounts.models import User
from accounts.queries import has_blocked, people_for
from feed import operations, profiles, rows, slates, strangers
from feed.cursors import Cursor, read_cursor
from feed.forms import SwitchForm, read_kept, read_listed, read_size, read_watches
from feed.steering import finite
from feed.steering.queries import wishes_of
from generation.access import visible_clip
from generation.keeping import mark_seen

P = ParamSpec("P")
_AT_WORK = threading.Semaphore(2)
RETURNS = timedelta(
    hours=6
)  # so long a reload or the way back leads to the same slate; then a new one begins


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return stage_of(request, "home")


@require_safe
@login_required
def following(request: HttpRequest) -> HttpResponse:
    return stage_of(request, "following")


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    return stage_of(request, "latest")


@require_safe
def row(request: HttpRequest, clip_id: uuid.UUID, kind: str, key: str) -> HttpResponse:
    """A clip in a list that was opened there, and what follows in it."""
    if "after" not in request.GET:
        visible_clip(request.user, clip_id)
    try:
        return stage_of(request, rows.TAB, rows.row(viewer=request.user, kind=kind, key=key, begin=clip_id))
    except rows.NoSuchRow:
        raise Http404 from None


def few_at_once(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Two slates of a process are made at once: with more, threads take the interpreter from one another at each row."""

    @wraps(view)
    def made(*given: P.args, **named: P.kwargs) -> HttpResponse:
        with _AT_WORK:
            return view(*given, **named)

    return made


@few_at_once
def stage_of(request: HttpRequest, tab: str, row: rows.Row | None = None) -> HttpResponse:
    """The next slate of a tab or of a grid: a page, or what a script puts in the place of the tail."""
    is_fragment, at = bool(request.headers.get("X-Fragment")), now()
    cursor = _cursor_of(request, tab, at, goes_on=is_fragment)
    wishes = wishes_of(request.user, at)
    time = finite.time_of(request.user, wishes.ways, at, is_first=not cursor.place)
    if time.is_check:
        finite.note_check(who=myself(request), at=at)
    opened = row if tab == rows.TAB else None
    cursor = opened.begun(cursor) if opened else cursor
    chosen = partial(rows.slate, row=opened) if opened else partial(slates.slate, tab=tab, wishes=wishes)
    size = read_size(request.GET.get("n", ""))
    slate = (
        slates.closed(tab, cursor) if time.is_over else chosen(viewer=request.user, cursor=cursor, size=size)
    )
    template = "feed/_slate.html" if is_fragment else "feed/row.html" if row else "feed/stage.html"
    context = {"slate": slate, "is_first": "after" not in request.GET, "begins": str(cursor), "time": time}
    context |= {"ways": wishes.ways, "is_steered": not wishes.steering.is_neutral, "row": row}
    response = _asked_again(render(request, template, context))
    patch_vary_headers(response, ["X-Fragment"])
    return response


def _cursor_of(request: HttpRequest, tab: str, at: datetime, *, goes_on: bool) -> Cursor:
    """Where a slate goes on, or the beginning of a new one; for you, behind what is not to come (again)."""
    cursor = read_cursor(request.GET.get("after", ""), at)
    if not goes_on and at - cursor.at > RETURNS:
        cursor = read_cursor("", at)
    if tab != "home":
        return cursor
    if cursor.at == at and not request.user.is_authenticated:  # a new one
        cursor = replace(cursor, shown=strangers.seen_lately(request, at))
    return cursor.past(read_kept(request.GET.get("kept", "")))


def _asked_again(response: HttpResponse) -> HttpResponse:
    """A clip may be taken back at any moment: no copy of the page is shown without asking."""
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def clip(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = visible_clip(request.user, clip_id)
    is_mine = clip.author_id == request.user.pk
    if is_mine:
        mark_seen(clip=clip, at=now())
    context = {
        "item": slates.single(viewer=request.user, clip=clip), "ways": wishes_of(request.user, now()).ways,
        "req_id": uuid.uuid4() if clip.is_published and not is_mine else "",  # a showing like any other
    }  # fmt: skip
    return _asked_again(render(request, "feed/clip.html", context))


@require_safe
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    cursor = read_cursor(request.GET.get("after", ""), now())
    try:
        page = profiles.profile(
            viewer=request.user, handle=handle, cursor=cursor, tab=request.GET.get("tab", "clips")
        )
    except User.DoesNotExist:
        if blocked := has_blocked(request.user, handle):
            return render(request, "feed/blocked.html", {"person": blocked})
        raise Http404 from None
    return render(request, "feed/profile.html", {"profile": page})


@require_POST
@login_required
def like(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = visible_clip(request.user, clip_id)
    form = SwitchForm(request.POST)
    if form.is_valid() and form.cleaned_data["on"]:
        operations.like(who=myself(request), clip=clip, at=now())
    else:
        operations.unlike(who=myself(request), clip=clip)
    return switched(request, form, clip.get_absolute_url())


@require_POST
@login_required
def follow(request: HttpRequest, handle: str) -> HttpResponse:
    person = get_object_or_404(people_for(request.user), handle=handle)
    form = SwitchForm(request.POST)
    if person == request.user:
        raise Http404
    if form.is_valid() and form.cleaned_data["on"]:
        accounts.follow(who=myself(request), whom=person, at=now())
    else:
        accounts.unfollow(who=myself(request), whom=person)
    return switched(request, form, person.get_absolute_url())


def switched(request: HttpRequest, form: SwitchForm, otherwise: str) -> HttpResponse:
    """A script gets the new state, a page without one goes back to where it was."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"on": bool(form.is_valid() and form.cleaned_data["on"])})
    there = form.cleaned_data.get("next", "") if form.is_valid() else ""
    return redirect(there if url_has_allowed_host_and_scheme(there, request.get_host()) else otherwise)


@csrf_exempt  # it changes nothing but a cookie of who asks
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """The beacon of somebody without an account: their own browser remembers."""
    try:
        watches = read_watches(request.body)
    except ValueError:
        return HttpResponse(status=400)
    response = HttpResponse(status=204)
    strangers.remember(request, response, [one.clip_id for one in watches], now())
    return response


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What a page without a script has shown: it asks for this as for a picture. Other sites' pages send no cookie."""
    try:
        req_id, clip_ids = read_listed(request.GET)
    except ValueError:
        return HttpResponse(status=400)
    response = HttpResponse(status=204, headers={"Cache-Control": "no-store"})
    if request.user.is_authenticated:
        operations.record_listed(who=myself(request), clip_ids=clip_ids, req_id=req_id, at=now())
    else:
        strangers.remember(request, response, clip_ids, now())
    return response


@require_POST
def watch(request: HttpRequest) -> HttpResponse:
    try:
        watches = read_watches(request.body)
    except ValueError:
        return HttpResponse(status=400)
    if request.user.is_authenticated:
        operations.record_watches(who=myself(request), watches=watches, at=now())
    return HttpResponse(status=204)
