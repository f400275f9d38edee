"""What is peculiar to the case of a comment: when it waits, what its file holds, what a decision does to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from comments import operations as comments
from comments.models import Comment, CommentState
from generation.moves import NotAllowed
from moderation.models import Action, Case, Decision
from moderation.operations import IsGone, settle
from moderation.queries import CaseFile, Line, gathered, lines

JUDGED = (CommentState.SHOWN, CommentState.HELD, CommentState.REMOVED)


@dataclass(frozen=True)
class TalkFile(CaseFile):
    """The case of a comment."""

    comment: Comment


def waiting(viewer: User, at: datetime) -> list[Line]:
    """This function will list the comments that were reported, heaviest first."""
    judged = Case.objects.filter(comment__state__in=JUDGED)
    return lines(judged.select_related("comment__author", "comment__clip"), viewer, at)


def file_of(case: Case, viewer: User, at: datetime) -> TalkFile:
    """This function will gather one case."""
    comment = Comment.objects.select_related("author", "clip__author").get(case=case)
    return TalkFile(comment=comment, **gathered(case, viewer, at, is_there=comment.state in JUDGED))


@transaction.atomic
def decide(
    *, case: Case, by: User, action: str, at: datetime, reason_code: str = "", note: str = ""
) -> Decision:
    """This function will write the decision, carry it out, and tell who wrote the comment and who reported it.

    :raises OwnClip, ReasonMissing, CaseTaken: as `settle` does
    :raises IsGone: when it was deleted or withdrawn meanwhile
    """
    comment = Comment.objects.select_related("author").get(case=case)
    decision = settle(case=case, by=by, action=action, at=at, reason_code=reason_code, note=note)
    if action == Action.WITHDRAW:
        try:
            comments.withdraw(comment=comment, reason_code=reason_code, at=at, note=note)
        except NotAllowed:
            raise IsGone from None
    return decision
