"""What is peculiar to the case of an account: when it waits, what its file holds, what a decision does to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.operations import close_account
from circles.operations import leave_all
from comments.models import Comment
from generation.models import Clip
from generation.showing import hide_all
from moderation.models import Action, Case, Decision
from moderation.operations import IsGone, settle
from moderation.queries import CaseFile, Line, gathered, lines

SHOWN = 12  # clips, and comments, in the file of one


class HasRole(Exception):
    """Who looks after the instance is not closed out at the desk: whoever runs it takes the role back first."""


@dataclass(frozen=True)
class PersonFile(CaseFile):
    """The case of an account: what it shows of itself, and what was decided about its clips and comments before."""

    person: User
    clips: tuple[Clip, ...]
    comments: tuple[Comment, ...]
    before: tuple[Decision, ...]


def waiting(viewer: User, at: datetime) -> list[Line]:
    """This function will list the accounts that were reported, heaviest first."""
    return lines(Case.objects.filter(user__is_active=True).select_related("user"), viewer, at)


def file_of(case: Case, viewer: User, at: datetime) -> PersonFile:
    """This function will gather one case: who it is, what they made and wrote last, and what became of it."""
    person = User.objects.get(case=case)
    clips = Clip.objects.published(viewer).filter(author=person).select_related("job")
    comments = Comment.objects.shown_to(viewer).standing().filter(author=person).select_related("clip")
    earlier = Decision.objects.filter(Q(case__clip__author=person) | Q(case__comment__author=person))
    withdrawn = earlier.filter(action=Action.WITHDRAW).select_related("case__clip", "case__comment")
    return PersonFile(
        person=person,
        clips=tuple(clips.order_by("-published_at", "id")[:SHOWN]),
        comments=tuple(comments.order_by("-created_at", "-id")[:SHOWN]),
        before=tuple(withdrawn.order_by("-at", "-id")[:SHOWN]),
        **gathered(case, viewer, at, is_there=person.is_active),
    )


@transaction.atomic
def decide(
    *, case: Case, by: User, action: str, at: datetime, reason_code: str = "", note: str = ""
) -> Decision:
    """This function will write the decision, close the account or let it stand, and tell who reported it.

    Closed, nobody comes in by it; its page, its comments and its likeness are gone for others, and its clips are shown to
    nobody. Nothing is deleted: whoever runs the instance can open it again.

    :raises OwnClip, ReasonMissing, CaseTaken: as `settle` does
    :raises HasRole: when it is to be closed, and is a moderator's or an administrator's
    :raises IsGone: when it was closed or deleted meanwhile
    """
    person = User.objects.select_for_update().get(case=case)
    if not person.is_active:
        raise IsGone
    if action == Action.WITHDRAW and (person.is_moderator or person.is_staff or person.is_superuser):
        raise HasRole
    decision = settle(case=case, by=by, action=action, at=at, reason_code=reason_code, note=note)
    if action == Action.WITHDRAW:
        close_account(user=person, reason_code=reason_code, at=at, note=note)
        hide_all(author=person, at=at)
        leave_all(person=person)
    return decision
