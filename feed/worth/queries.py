"""Demotions as their maker and the moderators read them, in the active language."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from feed.worth.models import Demotion
from generation.models import Clip
from generation.refusals import Said, said_of_code
from generation.states import ClipState

MOST = 100


@dataclass(frozen=True)
class Line:
    """One reason a clip sinks, in words, and the clip it is like where the reader may see that one."""

    row: Demotion
    said: Said
    like: Clip | None = None


def lines_of(clip: Clip, viewer: User) -> list[Line]:
    """This function will list why a clip sinks, and what was lifted."""
    return _lines(clip.demotions.order_by("created_at", "id"), viewer)


def contested(viewer: User) -> list[Line]:
    """This function will list what makers object to, the oldest first."""
    rows = Demotion.objects.contested().filter(clip__in=Clip.objects.visible_to(viewer))
    rows = rows.select_related("clip__author", "clip__job")
    return _lines(rows.order_by("contested_at", "id")[:MOST], viewer)


def number_contested() -> int:
    """This function will count what makers object to."""
    return Demotion.objects.contested().filter(clip__state=ClipState.PUBLISHED).count()


def sinking(person: User) -> QuerySet[Clip]:
    """This function will give a person's published clips that come less often, the newest first."""
    standing = Demotion.objects.standing().values("clip")
    return (
        Clip.objects.published(person).filter(author=person, pk__in=standing).order_by("-published_at", "id")
    )


def _lines(rows: QuerySet[Demotion], viewer: User) -> list[Line]:
    found = list(rows)
    likes = {str(row.facts.get("like", "")) for row in found} - {""}
    seen = {str(one.pk): one for one in Clip.objects.visible_to(viewer).filter(pk__in=likes)}
    return [
        Line(row, said_of_code(row.reason_code, row.facts), seen.get(str(row.facts.get("like", ""))))
        for row in found
    ]
