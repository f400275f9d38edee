"""Pages of moderation about circles: the report of whoever is in one or invited, and the case. Rules live in circles.py."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import myself
from moderation import casework, circles
from moderation.access import moderators_only, reportable_circle
from moderation.casework import Docket
from moderation.circles import CircleIsGone
from moderation.forms import ReportForm
from moderation.models import Case
from moderation.operations import OwnClip, ReasonMissing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_circle(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    circle, form = reportable_circle(myself(request), circle_id), ReportForm(request.POST or None)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"circle": circle, "form": form}
        return render(request, "moderation/report_circle.html", context, status=status)
    try:
        circles.file_report(circle=circle, reporter=myself(request), at=now(), **form.cleaned_data)
    except OwnClip as refused:
        messages.warning(request, said(refused))
    else:
        messages.success(request, _("Thank you. A person looks at it, and you will hear what came of it."))
    return redirect("feed:circles")


def said(refused: Exception) -> str:
    """This function will say why it did not go, in the active language."""
    match refused:
        case OwnClip():
            return _("You keep this circle: somebody else has to look at it.")
        case ReasonMissing():
            return _("Choose a reason: its people are told why.")
        case CircleIsGone():
            return _("The circle is gone already. There is nothing left to decide.")
    return _("Somebody else has this case now.")


def _find(case_id: int) -> Case:
    cases = Case.objects.filter(clip=None, recording=None, comment=None)
    return get_object_or_404(cases.select_related("circle", "claimed_by"), pk=case_id)


CIRCLES = Docket(
    _find, circles.file_of, "moderation/circle_case.html", circles.decide, said, over=(CircleIsGone,)
)


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
