"""The likeness owner's room: a light table with every use by anyone, and one use in the light."""

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
from django.views.decorators.http import require_POST, require_safe

from accounts.access import myself
from accounts.models import User
from accounts.operations import mark_read
from cameos.models import Cameo, CameoState
from cameos.receipts import is_genuine, status_url
from generation import consent, queries
from generation.access import own_use
from generation.answers import back
from generation.models import CameoUse
from generation.moves import LostRace, NotAllowed
from generation.table import Filters, lay, makers_with, prints_of
from generation.views import job_context, wants_fragment


@login_required
@require_safe
@never_cache
def rooms(request: HttpRequest) -> HttpResponse:
    owner, filters = myself(request), Filters.read(request.GET)
    tables = [lay(owner, cameo, filters, request.GET.get("page")) for cameo in _likenesses(owner, filters)]
    asks = prints_of(owner, list(queries.asks_of(owner)[:50]))
    context = {
        "tables": tables,
        "asks": asks,
        "asks_by_person": sorted(asks, key=lambda shown: shown.use.job.author.handle),
        "makers": makers_with(owner, tables[0].cameo if filters.likeness and tables else None),
        "filters": filters,
    }
    template = "generation/_room.html" if wants_fragment(request) else "generation/room.html"
    return render(request, template, context)


def _likenesses(owner: User, filters: Filters) -> list[Cameo]:
    mine = owner.cameos.exclude(state=CameoState.DELETED).order_by("created_at", "pk")
    return list(mine.filter(handle=filters.likeness) if filters.likeness else mine)


@login_required
@require_safe
@never_cache
def use(request: HttpRequest, use_id: uuid.UUID) -> HttpResponse:
    use = own_use(myself(request), use_id)
    if not wants_fragment(request):
        mark_read(user=myself(request), at=now(), url=use.get_absolute_url())
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
