"""What the pages of every kind of case do alike: report, show, claim, decide. What is peculiar to one is its Docket."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.access import myself
from moderation import operations
from moderation.forms import DecisionForm, EnrolmentForm, ReportForm
from moderation.models import Case, Decision
from moderation.operations import CaseTaken, IsGone, OwnClip, ReasonMissing, Reportable

Form = DecisionForm | EnrolmentForm


@dataclass(frozen=True)
class Docket:
    """One kind of case: how it is found, gathered, decided, and what its refusals say."""

    find: Callable[[int], Case]
    file: Callable[..., object]
    template: str
    decide: Callable[..., Decision]
    said: Callable[[Exception], str]
    form: type[DecisionForm] | type[EnrolmentForm] = DecisionForm
    amiss: Mapping[type[Exception], str | None] = field(
        default_factory=lambda: {ReasonMissing: "reason_code"}
    )  # what is mended on the page, and its field
    over: tuple[type[Exception], ...] = ()  # nothing is left to decide, said otherwise than by IsGone


def report(
    request: HttpRequest,
    about: Reportable,
    template: str,
    said: Callable[[Exception], str],
    back: str,
    kind: type[ReportForm] = ReportForm,
) -> HttpResponse:
    form = kind(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, template, {"about": about, "form": form}, status=status)
    try:
        operations.file_report(about=about, reporter=myself(request), at=now(), **form.cleaned_data)
    except OwnClip as refused:
        messages.warning(request, said(refused))
    else:
        messages.success(request, _("Thank you. A person looks at it, and you will hear what came of it."))
    return redirect(back)


def show(docket: Docket, request: HttpRequest, case_id: int) -> HttpResponse:
    return _sheet(docket, request, docket.find(case_id), docket.form())


def claim(docket: Docket, request: HttpRequest, case_id: int) -> HttpResponse:
    case = docket.find(case_id)
    try:
        operations.claim(case=case, by=myself(request), at=now())
    except (CaseTaken, OwnClip) as refused:
        messages.warning(request, docket.said(refused))
    return redirect(case)


def decide(docket: Docket, request: HttpRequest, case_id: int) -> HttpResponse:
    case, form = docket.find(case_id), docket.form(request.POST)
    if not form.is_valid():
        return _sheet(docket, request, case, form, 422)
    amiss = tuple(docket.amiss)
    over: tuple[type[Exception], ...] = (CaseTaken, IsGone, OwnClip, *docket.over)
    try:
        decision = docket.decide(case=case, by=myself(request), at=now(), **form.decided())
    except amiss as refused:
        form.add_error(docket.amiss[type(refused)], docket.said(refused))
        return _sheet(docket, request, case, form, 422)
    except over as refused:
        messages.warning(request, docket.said(refused))
        return redirect(case)
    messages.success(request, _("Decided: %(action)s.") % {"action": decision.done})
    return redirect("moderation:desk")


def _sheet(docket: Docket, request: HttpRequest, case: Case, form: Form, status: int = 200) -> HttpResponse:
    me = myself(request)
    file = docket.file(case, me, now())
    context: dict[str, Any] = {"file": file, "form": form}
    return render(request, docket.template, context, status=status)
