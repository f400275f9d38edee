"""The hand-made score: what a clip brings, in what order it is shown, and the true reason why. Plain Python."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

HALF_LIFE = 36.0  # hours until being new counts half
FRESH, LIKED, REMIXED, FOLLOWED, UNPROVEN = 1.0, 0.30, 0.45, 0.60, 0.25
FIRST_VIEWERS = 5  # a clip fewer people saw than this gets its chance


class Why(StrEnum):
    """What spoke most for a clip. The sentences are in `feed.words`."""

    SEEN = "SEEN"
    FOLLOWED = "FOLLOWED"
    LIKED = "LIKED"
    REMIXED = "REMIXED"
    UNPROVEN = "UNPROVEN"
    FRESH = "FRESH"


@dataclass(frozen=True)
class Candidate:
    """What the score may know of one clip; nothing about who looks at it but `seen` and `follows`."""

    id: uuid.UUID
    author_id: int
    published_at: datetime
    likes: int = 0
    remixes: int = 0
    viewers: int = 0
    seen: bool = False
    follows: bool = False


@dataclass(frozen=True)
class Ranked:
    candidate: Candidate
    score: float
    why: Why


def rank(candidates: Iterable[Candidate], at: datetime) -> list[Ranked]:
    """This function will order the candidates: unseen before seen, then by score, authors mixed.

    The order depends on its arguments alone, so that the next page continues where the last one ended.
    """
    scored = [score(one, at) for one in candidates]
    scored.sort(key=lambda one: (one.candidate.seen, -one.score, one.candidate.id))
    return _mixed(scored)


def score(one: Candidate, at: datetime) -> Ranked:
    """This function will add up what speaks for a clip and name what spoke most."""
    hours = max((at - one.published_at).total_seconds() / 3600, 0.0)
    parts = {
        Why.FRESH: FRESH * 0.5 ** (hours / HALF_LIFE),
        Why.LIKED: LIKED * math.log1p(one.likes),
        Why.REMIXED: REMIXED * math.log1p(one.remixes),
        Why.FOLLOWED: FOLLOWED if one.follows else 0.0,
        Why.UNPROVEN: UNPROVEN if one.viewers < FIRST_VIEWERS else 0.0,
    }
    why = Why.SEEN if one.seen else max(parts, key=lambda name: parts[name])
    return Ranked(one, sum(parts.values()), why)


def _mixed(ordered: list[Ranked]) -> list[Ranked]:
    """No two by the same author in a row where that can be avoided; seen clips stay behind the unseen."""
    waiting, mixed = list(ordered), []
    last: int | None = None
    while waiting:
        group = waiting[0].candidate.seen
        others = (
            place
            for place, one in enumerate(waiting)
            if one.candidate.author_id != last and one.candidate.seen == group
        )
        mixed.append(waiting.pop(next(others, 0)))
        last = mixed[-1].candidate.author_id
    return mixed
