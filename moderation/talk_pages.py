"""Pages of moderation about comments: the report everybody can make, and the case."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import myself
from comments.access import readable_comment
from moderation import casework, talk
from moderation.access import moderators_only
from moderation.casework import Docket
from moderation.models import Case
from moderation.operations import IsGone, OwnClip, ReasonMissing


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment = readable_comment(myself(request), comment_id)
    return casework.report(
        request, comment, "moderation/report_comment.html", said, comment.get_absolute_url()
    )


def said(refused: Exception) -> str:
    """This function will say why it did not go, in the active language."""
    match refused:
        case OwnClip():
            return _("These are your own words: somebody else has to look at them.")
        case ReasonMissing():
            return _("Choose a reason: its author is told why.")
        case IsGone():
            return _("The comment is gone already. There is nothing left to decide.")
    return _("Somebody else has this case now.")


def _find(case_id: int) -> Case:
    cases = Case.objects.exclude(comment=None).select_related("comment", "claimed_by")
    return get_object_or_404(cases, pk=case_id)


TALK = Docket(_find, talk.file_of, "moderation/talk_case.html", talk.decide, said)


@moderators_only
@require_safe
def talk_case(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.show(TALK, request, case_id)


@moderators_only
@require_POST
def claim_talk(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.claim(TALK, request, case_id)


@moderators_only
@require_POST
def decide_talk(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.decide(TALK, request, case_id)
