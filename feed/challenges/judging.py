"""Who is first in a challenge: how far a clip's words are from those that were there before, and its votes. No database."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from feed.ranking.content import counted
from generation.senses import senses

BLANK = re.compile(r"\{\{\s*([\w ]{1,30}?)\s*\}\}")
MOST_BLANKS = 5


def blanks(template: str) -> list[str]:
    """This function will name the blanks of a template, each once, in the order they come."""
    return list(dict.fromkeys(BLANK.findall(template)))


def filled(template: str, values: dict[str, str]) -> str:
    """This function will put values into the blanks; one without a value stays."""
    return BLANK.sub(lambda blank: values.get(blank[1], "").strip() or blank[0], template)


def own_words(template: str, prompt: str) -> str | None:
    """This function will give what somebody put into the blanks and around them; None where they left the template."""
    parts = BLANK.split(template.strip(" ."))[::2]
    fixed = [r"\s+".join(map(re.escape, re.split(r"\s+", part))) for part in parts]
    asked = r"(?<!\w)" + "(.+?)".join(fixed) + ("" if fixed[-1] else "$")
    found = re.search(asked, prompt, re.IGNORECASE | re.DOTALL)
    if found is None:
        return None
    own = [prompt[: found.start()], *found.groups(), prompt[found.end() :]]
    return " ".join(" ".join(own).split())


@dataclass(frozen=True)
class Contender:
    key: uuid.UUID
    words: str  # its own, without those of the template
    votes: int


@dataclass(frozen=True)
class Judged:
    """One clip's place and the figures it comes from."""

    key: uuid.UUID
    place: int
    originality: int  # 0 to 100
    votes: int
    nearest: uuid.UUID | None  # what was there before and is most like it
    score: float


def judged(contenders: Sequence[Contender]) -> list[Judged]:
    """This function will order clips by originality and votes, half and half; those of one score share a place.

    :param contenders: in the order they entered: who was there first copied nobody
    """
    likeness, nearest = _likeness([one.words for one in contenders])
    most = max((one.votes for one in contenders), default=0)
    scores = [
        round(0.5 * (1 - likeness[at]) + 0.5 * (one.votes / most if most else 0.0), 4)
        for at, one in enumerate(contenders)
    ]
    order = sorted(range(len(contenders)), key=lambda at: (-scores[at], at))
    return [
        Judged(
            contenders[at].key,
            1 + sum(score > scores[at] for score in scores),
            round(100 * (1 - likeness[at])),
            contenders[at].votes,
            contenders[nearest[at]].key if likeness[at] >= 0.3 else None,
            scores[at],
        )
        for at in order
    ]


def _likeness(texts: Sequence[str]) -> tuple[list[float], list[int]]:
    """The cosine to the most alike of those before, by words and what they mean in either language; and which it is."""
    rows = counted([f"{text} {' '.join(senses(text))}" for text in texts])
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(1)).ravel())
    alike = (rows @ rows.T).toarray() / np.maximum(np.outer(length, length), 1e-9)
    alike = np.tril(alike, -1)
    nearest = alike.argmax(1) if len(texts) else np.zeros(0, int)
    return [float(min(1, alike[at, near])) for at, near in enumerate(nearest)], [
        int(near) for near in nearest
    ]
