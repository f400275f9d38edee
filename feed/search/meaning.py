"""What words mean as directions: near ones belong together, whatever they are called. No model, no download.

A concept of the theatre's vocabulary, or a group of topics.toml, is a direction in a space with one axis for each. Its
own axis weighs most; those of the groups it is held by weigh less, with each step up: "wave" and "beach" lean towards
"sea", that towards "nature". A text is the sum of its concepts. So "Meer" is near "waves at the beach", in which it is
not, and a question for "Haustiere" near a clip of a hamster.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from feed.steering import topics
from generation.senses import token
from search.normal import Span

UP = 0.7  # how much of a group's direction is in what it holds
BESIDE = 80  # concepts that a question also looks for
NEAREST, ALIKE = 0.4, 0.36  # the cosine from which a concept, and a clip, is near
Directions = NDArray[np.float32]


@dataclass(frozen=True)
class Space:
    """Concepts by their tokens; `rows` are their directions, of length 1."""

    place: Mapping[str, int]
    names: Sequence[str]
    rows: sparse.csr_matrix
    alike: Directions  # the cosine of each with each

    def direction(self, concepts: Iterable[str]) -> Directions:
        """This function will give the direction of all these together, of length 1; of unknown ones alone, 0."""
        known = sorted({self.place[name] for name in concepts if name in self.place})
        summed = np.asarray(self.rows[known].sum(0), np.float32).ravel()
        made: Directions = summed / max(float(np.linalg.norm(summed)), 1e-9)
        return made


@cache
def space() -> Space:
    """This function will lay out the concepts, once a process."""
    above: dict[str, set[str]] = {}
    for group, held in topics.holdings():
        above.setdefault(token(group), set())
        for below in held:
            above.setdefault(token(below), set()).update({token(group)} - {token(below)})
    names = sorted(above)
    place = {name: number for number, name in enumerate(names)}
    rows = np.zeros((len(names), len(names)), np.float32)
    for name, number in place.items():
        for other, weight in _upwards(name, above):
            rows[number, place[other]] = weight
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return Space(place, names, sparse.csr_matrix(rows), rows @ rows.T)


def _upwards(name: str, above: Mapping[str, set[str]]) -> Iterator[tuple[str, float]]:
    """A concept and every group above it, each by the shortest way."""
    seen, level, weight = {name}, {name}, 1.0
    while level:
        yield from ((one, weight) for one in level)
        level = {higher for one in level for higher in above[one]} - seen
        seen |= level
        weight *= UP


def asked_for(spans: Iterable[Span]) -> list[str]:
    """This function will name the concepts of a question: those the stage knows, and groups of topics.toml."""
    found: list[str] = []
    for span in spans:
        group = topics.group_named(list(span.words))
        found += [token(group)] if group else span.senses
    return list(dict.fromkeys(found))


def beside(concepts: Sequence[str]) -> list[str]:
    """This function will name the concepts near to these, the nearest first, these among them."""
    room = space()
    alike = np.asarray(room.rows @ room.direction(concepts))
    order = np.argsort(-alike, kind="stable")[:BESIDE]
    return [room.names[one] for one in order if alike[one] >= NEAREST]


def nearest(concepts: Sequence[str], texts: Sequence[tuple[uuid.UUID, str]]) -> list[uuid.UUID]:
    """This function will give the keys of texts that are near in meaning, the nearest first.

    A text is as near as it is on the whole, and as the nearest thing in it, half and half.

    :param texts: each with the concepts it speaks of, as the index keeps them; of two as near, the first stays first
    """
    room = space()
    each = np.asarray(room.rows @ room.direction(concepts))
    known = [[room.place[name] for name in said.split() if name in room.place] for _key, said in texts]
    near = [round(float(one), 3) for one in (_most(known, each) + _whole(known, each, room.alike)) / 2]
    order = sorted(range(len(texts)), key=lambda at: -near[at])
    return [texts[at][0] for at in order if near[at] >= ALIKE]


def _most(known: Sequence[list[int]], each: Directions) -> Directions:
    """How near the nearest concept of each text is."""
    return np.array([max((each[one] for one in places), default=0) for places in known], np.float32)


def _whole(known: Sequence[list[int]], each: Directions, alike: Directions) -> Directions:
    """The cosine of each text, the sum of its concepts, with what is asked for."""
    ends = np.cumsum([0, *map(len, known)])
    places = np.array([one for places in known for one in places], np.int64)
    counts = sparse.csr_matrix(
        (np.ones(len(places), np.float32), places, ends), shape=(len(known), len(each))
    )
    length = np.sqrt(np.asarray(counts.multiply(counts @ alike).sum(1)).ravel())
    made: Directions = np.asarray(counts @ each) / np.maximum(length, 1e-9)
    return made
