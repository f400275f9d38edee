"""What people do about what should not be: report, claim, decide. The only writers of these rows, but for recordings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from circles.models import Circle
from comments.models import Comment
from generation.models import Clip
from generation.publishing import go_public, withdraw_with_cuts
from generation.states import ClipState
from moderation.effects import effect, score
from moderation.models import Action, Case, CaseState, Decision, Report

CLAIM = timedelta(minutes=15)


Reportable = Clip | Comment | Circle | User


class OwnClip(Exception):
    """Nobody reports or judges something of their own."""


class CaseTaken(Exception):
    """Somebody else has claimed or decided the case meanwhile."""


class IsGone(Exception):
    """What it is about was deleted, withdrawn or closed, or lost a likeness, before the decision: nothing is to decide."""


class ReasonMissing(Exception):
    """A withdrawal tells its author why."""


@transaction.atomic
def file_report(*, about: Reportable, reporter: User, reason_code: str, at: datetime, note: str = "") -> bool:
    """This function will add a report to the one case there is about something, and say whether it is new.

    The same person's same reason counts once, also after the decision; a new one reopens the case. Only what was said
    since the decision weighs.

    :raises OwnClip: when it is the reporter's own
    """
    case = _case_of(about, at)
    if case.is_of(reporter):
        raise OwnClip
    _report, new = Report.objects.get_or_create(
        case=case, reporter=reporter, reason_code=reason_code, defaults={"note": note, "created_at": at}
    )
    if new:
        Case.objects.filter(pk=case.pk, state=CaseState.DECIDED).update(state=CaseState.OPEN)
        _weigh(case)
    return new


def _case_of(about: Reportable, at: datetime) -> Case:
    subject: dict[str, Any] = {
        str(about._meta.model_name): about
    }  # the case names each as its model is named
    case, is_new = Case.objects.get_or_create(**subject, defaults={"created_at": at})
    if is_new:
        _weigh(case)
    return case


def _weigh(case: Case) -> None:
    said = unanswered(case).values_list("reason_code", flat=True)
    Case.objects.filter(pk=case.pk).update(score=score(said, is_held=case.is_held))


def unanswered(case: Case) -> QuerySet[Report]:
    """This function will give the reports since the last decision."""
    last = case.decisions.order_by("-at", "-id").first()
    return case.reports.filter(created_at__gt=last.at) if last else case.reports.all()


@transaction.atomic
def take_up(*, clip: Clip, by: User, at: datetime) -> Case:
    """This function will open the case of a clip that waits for a reviewer, and claim it.

    :raises CaseTaken, OwnClip: as `claim` does
    """
    case = _case_of(clip, at)
    claim(case=case, by=by, at=at)
    return case


def claim(*, case: Case, by: User, at: datetime) -> None:
    """This function will keep the case for one moderator for a quarter of an hour; again prolongs it.

    :raises OwnClip: when it is about something of their own
    :raises CaseTaken: when somebody else holds it, or it is decided
    """
    if case.is_of(by):
        raise OwnClip
    until = at + CLAIM
    if not free(case, by, at).update(state=CaseState.CLAIMED, claimed_by=by, claimed_until=until):
        raise CaseTaken
    case.state, case.claimed_by, case.claimed_until = CaseState.CLAIMED, by, until


def free(case: Case, by: User, at: datetime) -> QuerySet[Case]:
    """This function will give the case while `by` may work on it: it is open, theirs, or a claim on it ran out."""
    mine_or_over = Q(claimed_by=by) | Q(claimed_until__lte=at) | Q(claimed_by=None)
    return Case.objects.filter(Q(state=CaseState.OPEN) | Q(mine_or_over, state=CaseState.CLAIMED), pk=case.pk)


@transaction.atomic
def decide(
    *, case: Case, by: User, action: str, at: datetime, reason_code: str = "", note: str = ""
) -> Decision:
    """This function will write the decision about a clip, carry it out, and tell the author and everybody who reported.

    :raises OwnClip, ReasonMissing, CaseTaken: as `settle` does
    :raises IsGone: when the clip can not be seen any more
    """
    if case.is_of(by):
        raise OwnClip
    if not Clip.objects.visible_to(by).filter(pk=case.subject.pk).exists():
        raise IsGone
    url = case.subject.get_absolute_url() if action == Action.PUBLISH else ""
    decision = settle(case=case, by=by, action=action, at=at, reason_code=reason_code, note=note, url=url)
    _carry_out(decision)
    return decision


def settle(
    *, case: Case, by: User, action: str, at: datetime, reason_code: str = "", note: str = "", url: str = ""
) -> Decision:
    """This function will write a decision and tell everybody who reported; carrying it out is the caller's.

    :raises OwnClip: when it is about something of their own
    :raises ReasonMissing: when it is to be withdrawn without a reason
    :raises CaseTaken: when somebody else holds the case, or it is decided
    """
    if case.is_of(by):
        raise OwnClip
    if action == Action.WITHDRAW and not reason_code:
        raise ReasonMissing
    waiting = set(unanswered(case).exclude(reporter=None).values_list("reporter", flat=True))
    done = {"state": CaseState.DECIDED, "claimed_by": None, "claimed_until": None, "score": 0}
    if not free(case, by, at).update(**done):
        raise CaseTaken
    decision = Decision.objects.create(
        case=case, actor=by, action=action, reason_code=reason_code, note=note, at=at
    )
    facts = {"title": case.title, "action": action, "reason": reason_code}
    url = url or reverse("moderation:reports")
    for reporter in User.objects.filter(pk__in=waiting):
        notify(to=reporter, kind=Kind.REPORT_ANSWERED, at=at, url=url, facts=facts)
    return decision


def _carry_out(decision: Decision) -> None:
    clip, by, at = decision.case.subject, decision.actor, decision.at
    match effect(decision.action, clip.state):
        case ClipState.WITHDRAWN:
            withdraw_with_cuts(clip=clip, at=at, reason_code=decision.reason_code, by=by, note=decision.note)
        case ClipState.PUBLISHED:
            go_public(clip=clip, at=at, by=by)
            url, facts = clip.get_absolute_url(), {"title": decision.case.title}
            notify(to=clip.author, kind=Kind.CLIP_PUBLISHED, at=at, url=url, facts=facts)
