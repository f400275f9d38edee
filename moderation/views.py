"""Pages of moderation: the desk, a case, and the report everybody can make. Rules live in operations."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import myself
from generation.access import visible_clip
from generation.moves import LostRace, NotAllowed
from moderation import casework, circles, enrolments, operations, people, queries, reported, talk
from moderation.access import case_or_404, moderators_only, reportable_clip
from moderation.casework import Docket
from moderation.operations import CaseTaken, IsGone, OwnClip, ReasonMissing

A_PAGE = 30  # of one's own reports


@moderators_only
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    me, at = myself(request), now()
    waiting: dict[str, Sequence[object]] = {
        "items": queries.desk(me, at),
        "enrolments": enrolments.waiting(me, at),
        "talk": talk.waiting(me, at),
        "circles": circles.waiting(me, at),
        "people": people.waiting(me, at),
    }
    context = {**waiting, "number": sum(map(len, waiting.values()))}
    return render(request, "moderation/desk.html", context)


@moderators_only
@require_safe
def decided(request: HttpRequest) -> HttpResponse:
    return render(request, "moderation/decided.html", {"decisions": queries.decided(myself(request))})


@moderators_only
@require_POST
def take_up(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = visible_clip(request.user, clip_id)
    try:
        return redirect(operations.take_up(clip=clip, by=myself(request), at=now()))
    except (CaseTaken, OwnClip) as refused:
        messages.warning(request, said(refused))
        return redirect("moderation:desk")


@require_safe
@login_required
@never_cache
def reports(request: HttpRequest) -> HttpResponse:
    me = myself(request)
    page = Paginator(reported.reports_by(me), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": reported.told(page, me)}
    return render(request, "moderation/reports.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = reportable_clip(myself(request), clip_id)
    return casework.report(request, clip, "moderation/report.html", said, clip.get_absolute_url())


def said(refused: Exception) -> str:
    """This function will say why it did not go, in the active language."""
    match refused:
        case OwnClip():
            return _("This is your own clip: somebody else has to look at it.")
        case ReasonMissing():
            return _("Choose a reason: its author is told why.")
        case IsGone():
            return _("The clip is gone already. There is nothing left to decide.")
    return _("Somebody else has this case now.")


CLIPS = Docket(
    case_or_404,
    queries.file_of,
    "moderation/case.html",
    operations.decide,
    said,
    over=(LostRace, NotAllowed),
)


@moderators_only
@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.show(CLIPS, request, case_id)


@moderators_only
@require_POST
def claim(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.claim(CLIPS, request, case_id)


@moderators_only
@require_POST
def decide(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.decide(CLIPS, request, case_id)
