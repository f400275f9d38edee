"""Comments as cases: reports of them, what waits, one case, and the decision. No clip is judged here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from comments import operations as comments
from comments.models import Comment, CommentState
from generation.moves import NotAllowed
from generation.refusals import Said, said_of_code
from moderation.effects import score
from moderation.enrolments import holder_of
from moderation.models import Action, Case, CaseState, Decision, Report
from moderation.operations import CaseTaken, OwnClip, ReasonMissing, free

MOST = 100
JUDGED = (CommentState.SHOWN, CommentState.HELD, CommentState.REMOVED)


class CommentIsGone(Exception):
    """The comment was deleted or withdrawn before the decision."""


@dataclass(frozen=True)
class Line:
    """One line of the desk: a comment somebody reported."""

    case: Case
    comment: Comment
    reasons: tuple[tuple[str, int], ...]  # sentence, how many said it
    holder: User | None
    is_own: bool


@dataclass(frozen=True)
class TalkFile:
    """Everything a moderator needs to decide about one comment."""

    case: Case
    comment: Comment
    is_there: bool
    is_own: bool
    holder: User | None
    reports: tuple[tuple[Report, Said], ...]
    decisions: tuple[tuple[Decision, Said | None], ...]

    @property
    def is_open(self) -> bool:
        return self.case.state in (CaseState.OPEN, CaseState.CLAIMED)


@transaction.atomic
def file_report(*, comment: Comment, reporter: User, reason_code: str, at: datetime, note: str = "") -> bool:
    """This function will add a report to the comment's one case, reopening it, and say whether it is new.

    :raises OwnClip: when it is the reporter's own
    """
    if comment.author_id == reporter.pk:
        raise OwnClip
    case = Case.objects.get_or_create(comment=comment, defaults={"created_at": at})[0]
    _report, new = Report.objects.get_or_create(
        case=case, reporter=reporter, reason_code=reason_code, defaults={"note": note, "created_at": at}
    )
    if new:
        Case.objects.filter(pk=case.pk, state=CaseState.DECIDED).update(state=CaseState.OPEN)
        said = _unanswered(case).values_list("reason_code", flat=True)
        Case.objects.filter(pk=case.pk).update(score=score(said, is_held=False))
    return new


def _unanswered(case: Case) -> QuerySet[Report]:
    last = case.decisions.order_by("-at", "-id").first()
    return case.reports.filter(created_at__gt=last.at) if last else case.reports.all()


def waiting(viewer: User, at: datetime) -> list[Line]:
    """This function will list the comments that were reported, heaviest first."""
    cases = (
        Case.objects.filter(comment__state__in=JUDGED, state__in=[CaseState.OPEN, CaseState.CLAIMED])
        .select_related("comment__author", "comment__clip", "claimed_by")
        .prefetch_related("reports")
        .order_by("-score", "created_at", "id")[:MOST]
    )
    return [
        Line(case, case.comment, _counted(case), holder_of(case, at), case.owner_id == viewer.pk)
        for case in cases
        if case.comment is not None
    ]


def _counted(case: Case) -> tuple[tuple[str, int], ...]:
    codes = [report.reason_code for report in case.reports.all()]
    return tuple((said_of_code(code).sentence, codes.count(code)) for code in dict.fromkeys(codes))


def file_of(case: Case, viewer: User, at: datetime) -> TalkFile:
    """This function will gather one case."""
    comment = Comment.objects.select_related("author", "clip__author").get(case=case)
    reports = case.reports.select_related("reporter").order_by("-created_at", "-id")
    decisions = case.decisions.select_related("actor").order_by("-at", "-id")
    return TalkFile(
        case=case,
        comment=comment,
        is_there=comment.state in JUDGED,
        is_own=comment.author_id == viewer.pk,
        holder=holder_of(case, at),
        reports=tuple((row, said_of_code(row.reason_code)) for row in reports),
        decisions=tuple(
            (row, said_of_code(row.reason_code) if row.reason_code else None) for row in decisions
        ),
    )


@transaction.atomic
def decide(
    *, case: Case, by: User, action: str, at: datetime, reason_code: str = "", note: str = ""
) -> Decision:
    """This function will write the decision, carry it out, and tell who wrote the comment and who reported it.

    :raises OwnClip: when the comment is their own
    :raises ReasonMissing: when it is to be withdrawn without a reason
    :raises CaseTaken: when somebody else holds the case, or it is decided
    :raises CommentIsGone: when it was deleted or withdrawn meanwhile
    """
    comment = Comment.objects.select_related("author").get(case=case)
    if comment.author_id == by.pk:
        raise OwnClip
    if action == Action.WITHDRAW and not reason_code:
        raise ReasonMissing
    reporters = set(_unanswered(case).exclude(reporter=None).values_list("reporter", flat=True))
    done = {"state": CaseState.DECIDED, "claimed_by": None, "claimed_until": None, "score": 0}
    if not free(case, by, at).update(**done):
        raise CaseTaken
    decision = Decision.objects.create(
        case=case, actor=by, action=action, reason_code=reason_code, note=note, at=at
    )
    if action == Action.WITHDRAW:
        try:
            comments.withdraw(comment=comment, reason_code=reason_code, at=at, note=note)
        except NotAllowed:
            raise CommentIsGone from None
    facts = {"title": comment.text[:80], "action": action, "reason": reason_code}
    for reporter in User.objects.filter(pk__in=reporters):
        notify(to=reporter, kind=Kind.REPORT_ANSWERED, at=at, facts=facts)
    return decision
