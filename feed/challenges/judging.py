"""Who is first in a challenge: how far a clip is from those that were there before, in words and look, and its votes.

No database.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from feed.ranking.content import counted
from feed.ranking.table import Values
from generation.senses import senses
from provenance.looks import Bits, likeness, roughly_like, usual_of

BLANK = re.compile(r"\{\{\s*([\w ]{1,30}?)\s*\}\}")
MOST_BLANKS = 5
CLOSELY = 5  # clips before that are looked at closely, the likeliest


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
    pictures: Bits | None = None  # provenance.looks; None where nobody has looked


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
    alike = np.maximum(_by_words([one.words for one in contenders]), _by_look(contenders))
    nearest = alike.argmax(1).tolist() if len(contenders) else []
    like = [float(min(1, alike[at, near])) for at, near in enumerate(nearest)]
    most = max((one.votes for one in contenders), default=0)
    scores = [
        round(0.5 * (1 - like[at]) + 0.5 * (one.votes / most if most else 0.0), 4)
        for at, one in enumerate(contenders)
    ]
    order = sorted(range(len(contenders)), key=lambda at: (-scores[at], at))
    return [
        Judged(
            contenders[at].key,
            1 + sum(score > scores[at] for score in scores),
            round(100 * (1 - like[at])),
            contenders[at].votes,
            contenders[nearest[at]].key if like[at] >= 0.3 else None,
            scores[at],
        )
        for at in order
    ]


def _by_words(texts: Sequence[str]) -> Values:
    """The cosine of each to those before, by words and what they mean in either language."""
    rows = counted([f"{text} {' '.join(senses(text))}" for text in texts])
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(1)).ravel())
    made: Values = np.tril((rows @ rows.T).toarray() / np.maximum(np.outer(length, length), 1e-9), -1)
    return made


def _by_look(contenders: Sequence[Contender]) -> Values:
    """How much each looks like those before: 1 is the same film, 0 another one."""
    alike = np.zeros((len(contenders), len(contenders)))
    shown = [at for at, one in enumerate(contenders) if one.pictures is not None and len(one.pictures)]
    usual = np.array([usual_of(_pictures(contenders[at])) for at in shown], np.uint8)
    for number, at in enumerate(shown):
        for place in roughly_like(usual[number], usual[:number])[:CLOSELY]:
            before = shown[int(place)]
            alike[at, before] = likeness(_pictures(contenders[at]), _pictures(contenders[before]))
    return alike


def _pictures(one: Contender) -> Bits:
    if one.pictures is None:
        raise TypeError(f"nobody has looked at {one.key}")
    return one.pictures
