"""Pages of moderation about accounts: the report everybody can make, and the case."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import myself
from moderation import casework, people
from moderation.access import moderators_only, reportable_person
from moderation.casework import Docket
from moderation.forms import PersonDecisionForm, PersonReportForm
from moderation.models import Case
from moderation.operations import IsGone, OwnClip, ReasonMissing
from moderation.people import HasRole


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_person(request: HttpRequest, handle: str) -> HttpResponse:
    person = reportable_person(myself(request), handle)
    back, template = person.get_absolute_url(), "moderation/report_person.html"
    return casework.report(request, person, template, said, back, PersonReportForm)


def said(refused: Exception) -> str:
    """This function will say why it did not go, in the active language."""
    match refused:
        case OwnClip():
            return _("This is your own account: somebody else has to look at it.")
        case ReasonMissing():
            return _("Choose a reason: the person is told why.")
        case HasRole():
            return _("This person looks after this instance. Whoever runs it takes that role back first.")
        case IsGone():
            return _("The account is closed already. There is nothing left to decide.")
    return _("Somebody else has this case now.")


def _find(case_id: int) -> Case:
    cases = Case.objects.exclude(user=None).select_related("user", "claimed_by")
    return get_object_or_404(cases, pk=case_id)


PEOPLE = Docket(
    _find,
    people.file_of,
    "moderation/person_case.html",
    people.decide,
    said,
    form=PersonDecisionForm,
    amiss={ReasonMissing: "reason_code", HasRole: None},
)


@moderators_only
@require_safe
def person_case(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.show(PEOPLE, request, case_id)


@moderators_only
@require_POST
def claim_person(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.claim(PEOPLE, request, case_id)


@moderators_only
@require_POST
def decide_person(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.decide(PEOPLE, request, case_id)
