"""Pages of moderation about comments: the report everybody can make, and the case. Rules live in talk.py."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import myself
from comments.access import readable_comment
from moderation import talk
from moderation.access import moderators_only
from moderation.forms import DecisionForm, ReportForm
from moderation.models import Case
from moderation.operations import CaseTaken, OwnClip, ReasonMissing, claim
from moderation.talk import CommentIsGone


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment = readable_comment(myself(request), comment_id)
    form = ReportForm(request.POST or None)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(
            request, "moderation/report_comment.html", {"comment": comment, "form": form}, status=status
        )
    try:
        talk.file_report(comment=comment, reporter=myself(request), at=now(), **form.cleaned_data)
    except OwnClip as refused:
        messages.warning(request, said(refused))
    else:
        messages.success(request, _("Thank you. A person looks at it, and you will hear what came of it."))
    return redirect(comment)


@moderators_only
@require_safe
def talk_case(request: HttpRequest, case_id: int) -> HttpResponse:
    return _sheet(request, _case(case_id), DecisionForm())


@moderators_only
@require_POST
def claim_talk(request: HttpRequest, case_id: int) -> HttpResponse:
    case = _case(case_id)
    try:
        claim(case=case, by=myself(request), at=now())
    except (CaseTaken, OwnClip) as refused:
        messages.warning(request, said(refused))
    return redirect(case)


@moderators_only
@require_POST
def decide_talk(request: HttpRequest, case_id: int) -> HttpResponse:
    case, form = _case(case_id), DecisionForm(request.POST)
    if not form.is_valid():
        return _sheet(request, case, form, 422)
    try:
        decision = talk.decide(case=case, by=myself(request), at=now(), **form.decided())
    except ReasonMissing as refused:
        form.add_error("reason_code", said(refused))
        return _sheet(request, case, form, 422)
    except (CaseTaken, CommentIsGone, OwnClip) as refused:
        messages.warning(request, said(refused))
        return redirect(case)
    messages.success(request, _("Decided: %(action)s.") % {"action": decision.get_action_display()})
    return redirect("moderation:desk")


def _case(case_id: int) -> Case:
    return get_object_or_404(
        Case.objects.exclude(comment=None).select_related("comment", "claimed_by"), pk=case_id
    )


def _sheet(request: HttpRequest, case: Case, form: DecisionForm, status: int = 200) -> HttpResponse:
    context = {"file": talk.file_of(case, myself(request), now()), "form": form}
    return render(request, "moderation/talk_case.html", context, status=status)


def said(refused: Exception) -> str:
    """This function will say why it did not go, in the active language."""
    match refused:
        case OwnClip():
            return _("These are your own words: somebody else has to look at them.")
        case ReasonMissing():
            return _("Choose a reason: its author is told why.")
        case CommentIsGone():
            return _("The comment is gone already. There is nothing left to decide.")
    return _("Somebody else has this case now.")
