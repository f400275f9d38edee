"""Circles as cases: reports of them, what waits, one case, and the decision to close one or let it stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from circles.models import Circle, Member
from circles.operations import CircleRefused, close_circle
from circles.queries import people_of
from generation.models import Clip, Shared
from moderation.models import Action, Case, CaseState, Decision
from moderation.operations import add_report, settle
from moderation.queries import CaseFile, counted, gathered, holder_of

MOST = 100
SHOWN = 12  # clips in the file of one


class CircleIsGone(Exception):
    """The circle was deleted or closed before the decision."""


@dataclass(frozen=True)
class Line:
    """One line of the desk: a circle somebody reported."""

    case: Case
    circle: Circle
    reasons: tuple[tuple[str, int], ...]  # sentence, how many said it
    holder: User | None
    is_own: bool


@dataclass(frozen=True)
class CircleFile(CaseFile):
    """The case of a circle. Its clips are those the moderator may open anyway: what is published."""

    circle: Circle | None
    people: tuple[Member, ...]
    clips: tuple[Clip, ...]


@transaction.atomic
def file_report(*, circle: Circle, reporter: User, reason_code: str, at: datetime, note: str = "") -> bool:
    """This function will add a report to the circle's one case, and say whether it is new.

    :raises OwnClip: when the reporter keeps it
    """
    case = Case.objects.get_or_create(circle=circle, defaults={"created_at": at})[0]
    return add_report(case=case, reporter=reporter, reason_code=reason_code, at=at, note=note)


def waiting(viewer: User, at: datetime) -> list[Line]:
    """This function will list the circles that were reported, heaviest first."""
    open_ones = Case.objects.filter(circle__closed_at=None, state__in=[CaseState.OPEN, CaseState.CLAIMED])
    cases = open_ones.exclude(circle=None).select_related("circle", "claimed_by").prefetch_related("reports")
    return [
        Line(case, case.circle, counted(case), holder_of(case, at), case.is_of(viewer))
        for case in cases.order_by("-score", "created_at", "id")[:MOST]
        if case.circle is not None
    ]


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

    :raises OwnClip: when they keep the circle themselves
    :raises ReasonMissing: when it is to be closed without a reason
    :raises CaseTaken: when somebody else holds the case, or it is decided
    :raises CircleIsGone: when it was deleted or closed meanwhile
    """
    circle = Circle.objects.filter(case=case, closed_at=None).first()
    if circle is None:
        raise CircleIsGone
    decision, reporters = settle(case=case, by=by, action=action, at=at, reason_code=reason_code, note=note)
    if action == Action.WITHDRAW:
        try:
            close_circle(circle=circle, reason_code=reason_code, at=at, note=note)
        except CircleRefused:
            raise CircleIsGone from None
    facts = {"title": circle.name, "action": action, "reason": reason_code}
    for reporter in reporters:
        notify(to=reporter, kind=Kind.REPORT_ANSWERED, at=at, facts=facts)
    return decision
