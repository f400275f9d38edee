"""The likeness owner's room: a light table with every use by anyone, and one use in the light."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import myself
from accounts.models import User
from cameos.models import Cameo, CameoState, Permission
from cameos.receipts import is_genuine, status_url
from generation import consent, queries
from generation.access import own_use
from generation.answers import back
from generation.models import CameoUse, Clip
from generation.moves import LostRace, NotAllowed
from generation.views import job_context, wants_fragment

if TYPE_CHECKING:
    from generation.queries import MarkedUse

MARKS = ("asked", "stands", "ended")
A_TABLE = 24  # prints on one page of a likeness


@dataclass
class Print:
    """One use on the light table: `mark` is its stamp, `picture` the clip while it may be looked at."""

    use: CameoUse
    mark: str  # asked | stands | ended
    picture: Clip | None


@dataclass
class Table:
    """One likeness with its uses."""

    cameo: Cameo
    terms: Permission
    page: Page[MarkedUse]
    prints: list[Print] = field(default_factory=list)


@login_required
@require_safe
@never_cache
def rooms(request: HttpRequest) -> HttpResponse:
    tables = [_table(cameo, request) for cameo in _likenesses(request)]
    asks = prints_of(myself(request), list(queries.asks_of(myself(request))[:50]))
    context = {
        "tables": tables,
        "asks": asks,
        "asks_by_person": sorted(asks, key=lambda shown: shown.use.job.author.handle),
        "makers": queries.makers_with(myself(request)),
        "marks": MARKS,
        "filters": {name: request.GET.get(name, "") for name in ("likeness", "state", "person")},
    }
    template = "generation/_room.html" if wants_fragment(request) else "generation/room.html"
    return render(request, template, context)


def _likenesses(request: HttpRequest) -> list[Cameo]:
    mine = myself(request).cameos.exclude(state=CameoState.DELETED).order_by("created_at", "pk")
    wanted = request.GET.get("likeness", "").replace("\0", "")  # PostgreSQL takes no NUL
    return list(mine.filter(handle=wanted) if wanted else mine)


def _table(cameo: Cameo, request: HttpRequest) -> Table:
    uses = queries.uses_of(myself(request)).filter(cameo=cameo)
    if person := request.GET.get("person", "").replace("\0", ""):
        uses = uses.filter(job__author__handle=person.removeprefix("@").lower())
    if (state := request.GET.get("state")) in MARKS:
        uses = uses.filter(mark=state)
    page = Paginator(uses, A_TABLE).get_page(request.GET.get("page"))
    return Table(cameo, cameo.permission_in_force(), page, prints_of(myself(request), list(page)))


def prints_of(owner: User, uses: list[MarkedUse]) -> list[Print]:
    """This function will lay uses on the table, each with its picture where the owner may see it now."""
    made = [use.clip_id for use in uses if use.clip_id]
    seen = {clip.pk: clip for clip in Clip.objects.visible_to(owner).filter(pk__in=made)}
    return [Print(use, use.mark, seen.get(use.job_id)) for use in uses]


@login_required
@require_safe
@never_cache
def use(request: HttpRequest, use_id: uuid.UUID) -> HttpResponse:
    use = own_use(myself(request), use_id)
    (shown,) = prints_of(myself(request), list(queries.uses_of(myself(request)).filter(pk=use.pk)))
    context = {"shown": shown, "use": use, **_receipt(use), **job_context(use.job, myself(request))}
    template = "generation/_use.html" if wants_fragment(request) else "generation/use.html"
    return render(request, template, context)


def _receipt(use: CameoUse) -> dict[str, Any]:
    if not use.receipt:
        return {}
    return {"genuine": is_genuine(use.receipt), "status_url": status_url(use.receipt.list_index)}


@login_required
@require_POST
def use_answer(request: HttpRequest, use_id: uuid.UUID) -> HttpResponse:
    use = own_use(myself(request), use_id)
    yes = request.POST.get("yes") == "1"
    try:
        consent.answer_use(use=use, yes=yes, by=myself(request), at=now())
    except (LostRace, NotAllowed):
        messages.info(request, _("This was answered or ended before."))
    else:
        who = use.job.author.shown_name
        said_yes = _("You said yes. %(who)s has been told.")
        messages.success(
            request, (said_yes if yes else _("You said no. %(who)s has been told.")) % {"who": who}
        )
    return back(request, use)


@login_required
@require_POST
def use_revoke(request: HttpRequest, use_id: uuid.UUID) -> HttpResponse:
    use = own_use(myself(request), use_id)
    try:
        consent.revoke_use(use=use, by=myself(request), at=now())
    except (LostRace, NotAllowed):
        messages.info(request, _("This use had ended before."))
    else:
        ended = _("Ended. Nobody can see it any more, and %(who)s has been told why.")
        messages.success(request, ended % {"who": use.job.author.shown_name})
    return redirect(use)
