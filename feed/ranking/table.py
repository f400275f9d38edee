"""The clips the feed can choose from, as arrays: one entry a clip in each. Plain numpy, no Django.

A clip is known by its `key`, the first half of its id; `low` is the other half, and together they give it back.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Places = NDArray[np.int64]
Mask = NDArray[np.bool_]
Values = NDArray[np.float64]
_HALF = 64
LENGTH_WORTH = 50  # showings that what is usual with all clips counts for, beside those of clips as long
FIRST_VIEWERS = 30  # people each clip is owed
NEXT_POOLS = (100, 300)  # in all, where more of those before stayed than of clips as long
HEAT_HALF_LIFE = 14 * 86_400  # seconds until what people made of a clip counts half
_TYPES = {
    "key": np.uint64, "low": np.uint64, "root": np.uint64, "copy": np.uint64, "author": np.int64,
    "likes": np.int64, "remixes": np.int64, "viewers": np.int64, "finished": np.int64,
    "reach": np.int64,
}  # fmt: skip


@dataclass(frozen=True)
class Clips:
    """What is known of each clip, nothing about who looks at it."""

    key: Keys
    low: Keys
    author: Places
    at: Values  # published, seconds since 1970
    joined: Values  # when its maker came, likewise
    seconds: Values
    likes: Places
    remixes: Places
    viewers: Places  # people who were shown it
    finished: Places  # of these, who watched it to the end
    root: Keys  # the first clip of its chain of remixes, itself where it has none
    copy: Keys  # the first clip that looks the same, itself where there is none
    reach: Places  # who may find it: 0 few, 1 everybody here, 2 everybody
    worth: Values  # 1; less where there is a reason that it sinks
    vector: NDArray[np.float32]  # what its words are about, length 1

    def __len__(self) -> int:
        return len(self.key)

    @cached_property
    def order(self) -> Places:
        return np.argsort(self.key)

    @cached_property
    def in_order(self) -> Keys:
        """The keys in their order: found in it, a key costs half of what it costs through `order`."""
        return self.key[self.order]

    @cached_property
    def heat(self) -> Values:
        """How much people made of it, whenever; spam cools."""
        made: Values = np.log1p(self.likes + 2 * self.remixes + 0.2 * self.finished) * self.worth
        return made

    @cached_property
    def twins(self) -> Places:
        """Those that look like another one: near-copies, and what they are copies of."""
        made: Places = np.flatnonzero(np.isin(self.copy, self.copy[self.copy != self.key]))
        return made

    @cached_property
    def newest(self) -> Places:
        """All places, the newest first."""
        return np.lexsort((np.arange(len(self)), -self.at))

    @cached_property
    def popular(self) -> Places:
        """All places people made something of, what counts most first: half as much every HEAT_HALF_LIFE.

        All cool alike, so that the order stands whenever one asks.
        """
        warm = np.flatnonzero(self.heat > 0)
        late = np.log2(self.heat[warm]) + self.at[warm] / HEAT_HALF_LIFE
        return warm[np.lexsort((warm, -late))]

    @cached_property
    def by_author(self) -> Places:
        return np.argsort(self.author, kind="stable")

    @cached_property
    def by_root(self) -> Places:
        return np.argsort(self.root, kind="stable")

    @cached_property
    def is_linked(self) -> Mask:
        """Whether there are others of its chain."""
        _roots, number, often = np.unique(self.root, return_inverse=True, return_counts=True)
        made: Mask = often[number] > 1
        return made

    def of(self, people: Iterable[int]) -> Places:
        """This function will give the places of what these people made."""
        return _met(self.author, self.by_author, np.array(sorted(people), np.int64))

    def in_chains(self, roots: Keys) -> Places:
        """This function will give the places of the clips of these chains of remixes."""
        return _met(self.root, self.by_root, roots)

    @cached_property
    def does_well(self) -> Mask:
        """Where more people stayed to the end than with clips as long, by more than half of what luck makes of so few."""
        length = np.clip(np.rint(self.seconds), 0, 120).astype(np.int64)
        shown, stayed = (np.bincount(length, number, 121) for number in (self.viewers, self.finished))
        whole = stayed.sum() / max(shown.sum(), 1)
        usual = ((stayed + LENGTH_WORTH * whole) / (shown + LENGTH_WORTH))[length]
        luck = np.sqrt(self.viewers * usual * (1 - usual))
        made: Mask = self.finished > usual * self.viewers + luck / 2
        return made

    @cached_property
    def owed(self) -> Places:
        """Those that are owed viewers: each its first ones, and the next pool where more people stayed than is usual."""
        return np.flatnonzero(self.viewers < np.where(self.does_well, NEXT_POOLS[-1], FIRST_VIEWERS))

    def find(self, keys: Keys) -> Places:
        """This function will give the place of each key, -1 for what is not here."""
        if not len(self) or not len(keys):
            return np.full(len(keys), -1)
        there = np.minimum(np.searchsorted(self.in_order, keys), len(self) - 1)
        made: Places = np.where(self.in_order[there] == keys, self.order[there], -1)
        return made

    def find_beginnings(self, beginnings: Iterable[int]) -> Places:
        """This function will give the places of the clips whose ids begin with these 32 bits."""
        wanted = np.array(list(beginnings), np.uint64)
        if not len(self) or not len(wanted):
            return np.zeros(0, np.int64)
        there = np.searchsorted(self.in_order, wanted << np.uint64(32))
        found = self.order[np.minimum(there, len(self) - 1)]
        made: Places = found[self.key[found] >> np.uint64(32) == wanted]
        return made

    def take(self, places: Places | Mask) -> Clips:
        """This function will give a table of these alone."""
        return Clips(**{one.name: getattr(self, one.name)[places] for one in fields(self)})

    def plus(self, other: Clips) -> Clips:
        """This function will put another table under this one."""
        both = {one.name: (getattr(self, one.name), getattr(other, one.name)) for one in fields(self)}
        return Clips(**{name: np.concatenate(pair) for name, pair in both.items()})

    def with_newer(self, other: Clips) -> Clips:
        """This function will put another table's clips under these, and its counts over those of the same clips."""
        places = self.find(other.key)
        whole, here = self.plus(other.take(places < 0)), places >= 0
        for name in ("likes", "viewers", "finished"):
            getattr(whole, name)[places[here]] = getattr(other, name)[here]
        return whole

    def judged(self, rows: Sequence[tuple[int, int, float]]) -> Clips:
        """This function will give a table in which these clips (key, key of its look, worth) are judged anew."""
        places = self.find(np.array([row[0] for row in rows], np.uint64))
        here = places >= 0
        if not here.any():
            return self
        copy, worth = self.copy.copy(), self.worth.copy()
        copy[places[here]] = np.array([row[1] for row in rows], np.uint64)[here]
        worth[places[here]] = np.array([row[2] for row in rows], np.float64)[here]
        return replace(self, copy=copy, worth=worth)

    def id_of(self, place: int) -> uuid.UUID:
        return uuid.UUID(int=(int(self.key[place]) << _HALF) | int(self.low[place]))


def _met(column: NDArray[Any], order: Places, wanted: NDArray[Any]) -> Places:
    """The places at which a column has one of these values; `order` sorts it."""
    begin = np.searchsorted(column, wanted, "left", sorter=order)
    end = np.searchsorted(column, wanted, "right", sorter=order)
    parts = [order[one:other] for one, other in zip(begin, end, strict=True)]
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def key_of(clip_id: uuid.UUID) -> int:
    """This function will give the key of a clip."""
    return clip_id.int >> _HALF


def keys_of(clip_ids: Iterable[uuid.UUID]) -> Keys:
    """This function will give the keys of clips."""
    return np.array([one.int >> _HALF for one in clip_ids], np.uint64)


def table(rows: Iterable[dict[str, object]], vectors: NDArray[np.float32]) -> Clips:
    """This function will make a table of rows with an `id` and what else `Clips` names but `vector`."""
    listed = list(rows)
    ids = [uuid.UUID(str(row["id"])) for row in listed]
    columns: dict[str, Any] = {
        one.name: np.array([row.get(one.name, 0) for row in listed], _TYPES.get(one.name, np.float64))
        for one in fields(Clips)
        if one.name not in ("key", "low", "vector")
    }
    low = np.array([one.int & (2**_HALF - 1) for one in ids], np.uint64)
    return Clips(key=keys_of(ids), low=low, vector=vectors, **columns)


def nothing(width: int) -> Clips:
    """This function will make an empty table."""
    return table([], np.zeros((0, width), np.float32))
