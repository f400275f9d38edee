"""Comments as cases: reports of them, what waits, one case, and the decision. No clip is judged here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from comments import operations as comments
from comments.models import Comment, CommentState
from generation.moves import NotAllowed
from moderation.models import Action, Case, CaseState, Decision
from moderation.operations import add_report, settle
from moderation.queries import CaseFile, counted, gathered, holder_of

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
class TalkFile(CaseFile):
    """The case of a comment."""

    comment: Comment


@transaction.atomic
def file_report(*, comment: Comment, reporter: User, reason_code: str, at: datetime, note: str = "") -> bool:
    """This function will add a report to the comment's one case, and say whether it is new.

    :raises OwnClip: when it is the reporter's own
    """
    case = Case.objects.get_or_create(comment=comment, defaults={"created_at": at})[0]
    return add_report(case=case, reporter=reporter, reason_code=reason_code, at=at, note=note)


def waiting(viewer: User, at: datetime) -> list[Line]:
    """This function will list the comments that were reported, heaviest first."""
    cases = (
        Case.objects.filter(comment__state__in=JUDGED, state__in=[CaseState.OPEN, CaseState.CLAIMED])
        .select_related("comment__author", "comment__clip", "claimed_by")
        .prefetch_related("reports")
        .order_by("-score", "created_at", "id")[:MOST]
    )
    return [
        Line(case, case.comment, counted(case), holder_of(case, at), case.is_of(viewer))
        for case in cases
        if case.comment is not None
    ]


def file_of(case: Case, viewer: User, at: datetime) -> TalkFile:
    """This function will gather one case."""
    comment = Comment.objects.select_related("author", "clip__author").get(case=case)
    return TalkFile(comment=comment, **gathered(case, viewer, at, is_there=comment.state in JUDGED))


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
    decision, reporters = settle(case=case, by=by, action=action, at=at, reason_code=reason_code, note=note)
    if action == Action.WITHDRAW:
        try:
            comments.withdraw(comment=comment, reason_code=reason_code, at=at, note=note)
        except NotAllowed:
            raise CommentIsGone from None
    facts = {"title": comment.text[:80], "action": action, "reason": reason_code}
    for reporter in reporters:
        notify(to=reporter, kind=Kind.REPORT_ANSWERED, at=at, facts=facts)
    return decision
