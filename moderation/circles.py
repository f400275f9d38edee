"""What is peculiar to the case of a circle: when it waits, what its file holds, what a decision does to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from circles.models import Circle, Member
from circles.operations import CircleRefused, close_circle
from circles.queries import people_of
from generation.models import Clip, Shared
from moderation.models import Action, Case, Decision
from moderation.operations import IsGone, settle
from moderation.queries import CaseFile, Line, gathered, lines

SHOWN = 12  # clips in the file of one


@dataclass(frozen=True)
class CircleFile(CaseFile):
    """The case of a circle. Its clips are those the moderator may open anyway: what is published."""

    circle: Circle | None
    people: tuple[Member, ...]
    clips: tuple[Clip, ...]


def waiting(viewer: User, at: datetime) -> list[Line]:
    """This function will list the circles that were reported, heaviest first."""
    still_open = Case.objects.filter(circle__closed_at=None).exclude(circle=None)
    return lines(still_open.select_related("circle"), viewer, at)


def file_of(case: Case, viewer: User, at: datetime) -> CircleFile:
    """This function will gather one case: what it says of itself, who is in it, and what they put in last."""
    circle = case.circle
    is_there = circle is not None and circle.closed_at is None
    inside = Shared.objects.standing().filter(circle=circle if is_there else None).values("clip")
    clips = Clip.objects.visible_to(viewer).filter(pk__in=inside).select_related("author")
    return CircleFile(
        circle=circle,
        people=tuple(people_of(circle)) if circle else (),
        clips=tuple(clips.order_by("-published_at", "id")[:SHOWN]),
        **gathered(case, viewer, at, is_there=is_there),
    )


@transaction.atomic
def decide(
    *, case: Case, by: User, action: str, at: datetime, reason_code: str = "", note: str = ""
) -> Decision:
    """This function will write the decision, close the circle or let it stand, and tell its people and who reported it.

    :raises OwnClip, ReasonMissing, CaseTaken: as `settle` does
    :raises IsGone: when it was deleted or closed meanwhile
    """
    circle = Circle.objects.filter(case=case, closed_at=None).first()
    if circle is None:
        raise IsGone
    decision = settle(case=case, by=by, action=action, at=at, reason_code=reason_code, note=note)
    if action == Action.WITHDRAW:
        try:
            close_circle(circle=circle, reason_code=reason_code, at=at, note=note)
        except CircleRefused:
            raise IsGone from None
    return decision
