"""What a circle's page shows to one of its members: its clips, and those of their own they could put into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from accounts.queries import muted_of
from circles.models import Member
from generation.models import Clip, Shared
from generation.states import ClipState

SIZE = 24
OFFERED = 30


@dataclass(frozen=True)
class Wall:
    """One page of a circle's clips, the newest put in first."""

    clips: Sequence[Clip]
    after: int | None


def wall(*, member: Member, after: int = 0, size: int = SIZE) -> Wall:
    """This function will give the clips of a circle that the member may see, as they came in."""
    found = list(clips_in(member)[after : after + size + 1])
    return Wall(found[:size], after + size if len(found) > size else None)


def clips_in(member: Member) -> QuerySet[Clip]:
    """This function will list the clips of a circle that the member may see and has not muted, the last put in first."""
    put = Shared.objects.filter(clip=OuterRef("pk"), circle=member.circle)
    clips = (
        Clip.objects.in_circle(member.circle, member.person)
        .heard(muted_of(member.person))
        .annotate(put_at=Subquery(put.values("at")[:1]))
    )
    return clips.select_related("author").order_by("-put_at", "id")


def could_be_shared(member: Member) -> QuerySet[Clip]:
    """This function will list one's own drafts and published clips that are not in the circle yet, newest first."""
    mine = Clip.objects.visible_to(member.person).filter(author=member.person)
    mine = mine.filter(state__in=[ClipState.DRAFT, ClipState.PUBLISHED])
    return mine.exclude(shared__circle=member.circle).order_by("-created_at", "id")[:OFFERED]


def place_in(person: User, clip: Clip) -> list[Member]:
    """This function will list the circles of a person in which this clip of theirs stands."""
    return list(Member.objects.filter(person=person, circle__shared__clip=clip).select_related("circle"))
