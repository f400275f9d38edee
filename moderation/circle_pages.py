"""Pages of moderation about circles: the report of whoever is in one or invited, and the case."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import myself
from moderation import casework, circles
from moderation.access import moderators_only, reportable_circle
from moderation.casework import Docket
from moderation.models import Case
from moderation.operations import IsGone, OwnClip, ReasonMissing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_circle(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    circle = reportable_circle(myself(request), circle_id)
    return casework.report(request, circle, "moderation/report_circle.html", said, reverse("feed:circles"))


def said(refused: Exception) -> str:
    """This function will say why it did not go, in the active language."""
    match refused:
        case OwnClip():
            return _("You keep this circle: somebody else has to look at it.")
        case ReasonMissing():
            return _("Choose a reason: its people are told why.")
        case IsGone():
            return _("The circle is gone already. There is nothing left to decide.")
    return _("Somebody else has this case now.")


def _find(case_id: int) -> Case:
    cases = Case.objects.filter(clip=None, recording=None, comment=None, user=None)
    return get_object_or_404(cases.select_related("circle", "claimed_by"), pk=case_id)


CIRCLES = Docket(_find, circles.file_of, "moderation/circle_case.html", circles.decide, said)


@moderators_only
@require_safe
def circle_case(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.show(CIRCLES, request, case_id)


@moderators_only
@require_POST
def claim_circle(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.claim(CIRCLES, request, case_id)


@moderators_only
@require_POST
def decide_circle(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.decide(CIRCLES, request, case_id)
