"""A clip's traits as short marks ("t:forest"), and a table of many clips' marks as a sparse matrix. No database.

One wish is one column with a weight: what a steering does to a hundred thousand clips is one multiplication.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from feed.ranking.table import Mask, Values
from feed.steering import topics
from feed.steering.steering import LESS, Steering, Traits

MOST = 3.0  # what all wishes together can do to one clip
_LETTERS = {"topics": "t", "moods": "m", "looks": "l", "words": "w", "likenesses": "c"}


def marks_of(text: str, lang: str, *, readable: str, cast: Iterable[str], is_spoken: bool) -> list[str]:
    """This function will give the marks of a clip made from `text`; of its words only those everybody may read."""
    about = topics.read(text, lang)
    words = about.words if readable == text else topics.read(readable, lang).words
    named = {
        "topics": about.topics,
        "moods": about.moods,
        "looks": about.looks,
        "words": words,
        "likenesses": set(cast),
    }
    spoken = ["s:spoken"] if is_spoken else []
    return sorted(f"{_LETTERS[kind]}:{name}" for kind, names in named.items() for name in names) + spoken


def traits_of(marks: Iterable[str], *, author: str, seconds: float, family: str = "") -> Traits:
    """This function will give the marks of one clip as traits."""
    by_letter: dict[str, set[str]] = {}
    for mark in marks:
        by_letter.setdefault(mark[0], set()).add(mark[2:])
    named = {letter: frozenset(names) for letter, names in by_letter.items()}
    none: frozenset[str] = frozenset()
    return Traits(
        author, named.get("c", none), named.get("t", none), named.get("m", none), named.get("w", none),
        min(named.get("l", none), default=""), seconds, family, bool(named.get("s")),
    )  # fmt: skip


@dataclass(frozen=True)
class Marks:
    """The marks of many clips: a row a clip, a column a mark."""

    matrix: sparse.csr_matrix
    columns: Mapping[str, int]

    def weigh(self, weights: Mapping[str, float]) -> Values:
        """This function will add up, for each clip, the weights of the marks it has."""
        vector = np.zeros(len(self.columns))
        for mark, weight in weights.items():
            if (column := self.columns.get(mark)) is not None:
                vector[column] = weight
        made: Values = self.matrix @ vector
        return made

    def have(self, marks: Iterable[str]) -> Mask:
        """This function will say which clips have any of these marks."""
        made: Mask = self.weigh(dict.fromkeys(marks, 1.0)) > 0
        return made


def as_marks(rows: Sequence[Sequence[str]]) -> Marks:
    """This function will make a table of the marks of each clip, in their order."""
    columns: dict[str, int] = {}
    numbers = [columns.setdefault(mark, len(columns)) for row in rows for mark in row]
    ends = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
    ones = np.ones(len(numbers), np.int8)
    matrix = sparse.csr_matrix((ones, np.array(numbers, np.int32), ends), shape=(len(rows), len(columns)))
    return Marks(matrix, columns)


@dataclass(frozen=True)
class Shown:
    """What else steering asks of each clip, as arrays as long as the table of marks."""

    marks: Marks
    seconds: Values
    is_friend: Mask
    novelty: Values
    chance: Values
    made_by: Mapping[str, Mask]  # handle -> which clips are theirs; only of handles the steering names
    family: Mapping[str, Mask]  # likewise, of chains


def effects(steering: Steering, shown: Shown) -> tuple[Values, Mask]:
    """This function will say for each clip what `Steering.effect` says of one: the bonus, and whether it is out."""
    marks, seconds = shown.marks, shown.seconds
    weights = {f"{_LETTERS[kind]}:{name}": weight for kind in ("topics", "moods", "looks", "likenesses")
               for name, weight in getattr(steering, kind).items()}  # fmt: skip
    words = {f"w:{name[1:]}": weight for name, weight in steering.topics.items() if name.startswith("=")}
    bonus = marks.weigh(felt({**weights, **words}))
    for handle, weight in steering.people.items():
        bonus += felt({"": weight})[""] * _by_or_with(handle, shown)
    for handle, weight in steering.makers.items():
        bonus += felt({"": weight})[""] * shown.made_by[handle]
    bonus += _signed(steering.length * np.clip(2 * (seconds - 6) / 6 - 1, -1, 1))
    bonus += _signed(steering.novelty * (2 * shown.novelty - 1)) + _signed(steering.friends * shown.is_friend)
    bonus += _signed(steering.speech * marks.have(["s:spoken"]))
    if steering.surprise:
        bonus += 1.5 * shown.chance * (0.3 + shown.novelty)
    return np.clip(bonus, -MOST, MOST), _out(steering, shown)


def felt(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: weight if weight >= 0 else weight * LESS for name, weight in weights.items()}


def _signed(share: NDArray[Any]) -> Values:
    made: Values = np.where(share < 0, share * LESS, share).astype(np.float64)
    return made


def _by_or_with(handle: str, shown: Shown) -> Mask:
    made: Mask = shown.made_by[handle] | shown.marks.have([f"c:{handle}"])
    return made


def _out(steering: Steering, shown: Shown) -> Mask:
    marks = shown.marks
    out = marks.have(mark for name in steering.without_topics for mark in (f"t:{name}", f"m:{name}"))
    out |= marks.have(f"w:{word}" for word in steering.without_words)
    for handle in steering.without_people:
        out |= _by_or_with(handle, shown)
    for family in steering.without_families:
        out |= shown.family[family]
    if steering.only_friends:
        out |= ~shown.is_friend
    if steering.only_topics:
        out |= ~marks.have(mark for name in steering.only_topics for mark in (f"t:{name}", f"m:{name}"))
    if steering.only_people:
        wanted = np.zeros(len(out), bool)
        for handle in steering.only_people:
            wanted |= _by_or_with(handle, shown)
        out |= ~wanted
    if steering.most_seconds:
        out |= shown.seconds > steering.most_seconds + 0.5
    if steering.least_seconds:
        out |= shown.seconds < steering.least_seconds
    return out
