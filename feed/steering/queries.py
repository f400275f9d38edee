"""What somebody's feed is steered by now, and what their steering page shows. Questions only."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from accounts.prepared import SOMEBODY, SOMETIME, Prepared
from feed.steering.grammar import is_small
from feed.steering.lexing import BEFORE_NAMES
from feed.steering.models import Called, Less, LessOf, Mood
from feed.steering.steering import NEUTRAL, Steering, unpacked
from feed.steering.ways import OF_GUARDIAN, OWN, Ways, ways_of
from generation.models import Clip

Viewer = User | AnonymousUser
_COLUMNS = ("mood_steering", "watching__less", *OWN, *OF_GUARDIAN)
NAMES_READ = 12  # words of a sentence that may be somebody's name
SAME_NAME = 8  # people who are offered, where several are called so
LESS_WEIGHT = -0.8


@dataclass(frozen=True)
class Wishes:
    """What somebody asked their feed for, and how they want to watch."""

    steering: Steering = NEUTRAL
    ways: Ways = field(default_factory=Ways)


def active_mood(who: Viewer, at: datetime) -> Mood | None:
    """This function will give the mood that counts now; what was meant for a day that is over counts no more."""
    if not who.is_authenticated:
        return None
    still = Q(until=None) | Q(until__gt=at)
    return Mood.objects.filter(still, who=who, is_active=True).first()


def moods_of(who: User) -> list[Mood]:
    """This function will list the moods somebody has kept."""
    return list(Mood.objects.filter(who=who).exclude(name="").order_by("name"))


def less_of(who: User) -> list[Less]:
    return list(Less.objects.filter(who=who).order_by("-created_at", "-id"))


def titles_for(who: User, rows: list[Less]) -> dict[uuid.UUID | None, str]:
    """This function will give the titles of the clips these rows are about, as far as they may still be seen."""
    asked = [row.clip_id for row in rows if row.clip_id and row.what == LessOf.COPIES]
    seen = Clip.objects.visible_to(who).filter(pk__in=asked) if asked else Clip.objects.none()
    return dict(seen.values_list("pk", "title"))


def wishes_of(who: Viewer, at: datetime) -> Wishes:
    """This function will give all that a page needs to know of what somebody asked for, in one query."""
    if not who.is_authenticated:
        return Wishes()
    row = dict(zip(_COLUMNS, _WISHES.rows(who=who.pk, since=at)[0], strict=True))
    asked = unpacked(row["mood_steering"] or {})
    steering = unpacked(row["watching__less"] or {}).merged(asked)
    return Wishes(steering, ways_of(row, who.birth_month, at.date(), asked.minutes))


def _wishes() -> QuerySet[User, Any]:
    still = Q(until=None) | Q(until__gt=SOMETIME)
    mood = Mood.objects.filter(still, who=OuterRef("pk"), is_active=True).values("steering")[:1]
    return User.objects.filter(pk=SOMEBODY).annotate(mood_steering=Subquery(mood)).values_list(*_COLUMNS)


_WISHES = Prepared(_wishes)


def steering_of(who: Viewer, at: datetime) -> Steering:
    """This function will give what counts for somebody now: their mood, and what they want less of."""
    return wishes_of(who, at).steering


def less_steering(rows: Iterable[Less]) -> Steering:
    """This function will give the steering that "less of this" adds up to; a mood that says otherwise wins."""
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(row.what, []).append(row.name)

    def weights(what: LessOf) -> Mapping[str, float]:
        return dict.fromkeys(names.get(what, ()), LESS_WEIGHT)

    return Steering(
        topics=weights(LessOf.TOPIC),
        makers=weights(LessOf.MAKER),
        likenesses=weights(LessOf.LIKENESS),
        looks=weights(LessOf.LOOK),
        length={"long": -0.6, "short": 0.6}.get(next(iter(names.get(LessOf.LONG, ())), ""), 0.0),
        speech=LESS_WEIGHT if LessOf.SOUND in names else 0.0,
        without_families=frozenset(names.get(LessOf.COPIES, ())),
    )


def names_in(text: str) -> dict[str, tuple[str, ...]]:
    """This function will find people by the names and handles in a sentence: name in small letters -> handles."""
    listed = [word.strip(".,;:!?\"'()@").removesuffix("'s") for word in text.split()]
    said = dict.fromkeys(
        word.lower()
        for before, word in zip(["", *listed], listed, strict=False)
        if word.replace("_", "").isalnum()
        and len(word) > 1
        and (word[0].isupper() or before.lower() in BEFORE_NAMES or not is_small(word.lower()))
    )
    words = list(said)[:NAMES_READ]
    called = Q(handle__in=words)
    for word in words:
        called |= Q(name__iexact=word) | Q(name__istartswith=f"{word} ")
    found: dict[str, list[str]] = {}
    if words:
        people = User.objects.filter(called, is_active=True).order_by("handle")
        for handle, name in people.values_list("handle", "name"):
            for word in {handle, name.lower(), name.lower().partition(" ")[0]} & set(words):
                found.setdefault(word, []).append(handle)
    return {word: tuple(handles[:SAME_NAME]) for word, handles in found.items()}


def known_to(who: User) -> dict[str, str]:
    """This function will give whom somebody means by "my ex", as they answered before."""
    return dict(Called.objects.filter(who=who).values_list("said", "person__handle"))
