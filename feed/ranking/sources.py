"""Where candidates come from: small named functions, each with a share of its own. Plain numpy.

Each gives the places of clips, the best first, and how strong it is for each; what was seen, muted or shown before is
left out of all of them. The name of the source stays with the clip and is what "Why this?" begins from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import numpy as np

from feed.ranking.content import Vectors
from feed.ranking.items import Matched
from feed.ranking.neighbours import Neighbours
from feed.ranking.table import HEAT_HALF_LIFE, Clips, Keys, Mask, Places, Values

NONE = np.zeros(0, np.uint64)
HALF_LIFE = 36.0 * 3600  # seconds until being new counts half
RECENT = 20  # of one's own favourites that say what one cares for now
CLOSE = 0.25  # cosine above which words are about the same


class Source(StrEnum):
    """The name of a candidate source. Stored with each showing; its sentence is in `feed.words`."""

    CHAIN = "chain"  # remixes in a chain I made a part of
    FOLLOWED = "followed"  # by people I follow
    SHARED = "shared"  # by people I share a likeness with
    ALIKE = "alike"  # people who watched what I watched to the end watched this
    CONTENT = "content"  # its words are like those of what I liked
    ASKED = "asked"  # they asked for it in words
    FIRST = "first"  # owed its first viewers; placed by exploration alone
    POPULAR = "popular"
    NEW = "new"


SHARES = {
    Source.CHAIN: 20, Source.FOLLOWED: 60, Source.SHARED: 30, Source.ALIKE: 80, Source.CONTENT: 60,
    Source.ASKED: 120, Source.POPULAR: 40, Source.NEW: 60,
}  # fmt: skip
"""Candidates each may give."""


@dataclass(frozen=True)
class Person:
    """Who looks, as far as the feed knows: nothing at all for a stranger."""

    id: int = 0
    seen: Keys = field(default_factory=lambda: NONE)  # these thirty days
    liked: Keys = field(default_factory=lambda: NONE)  # the newest first
    finished: Keys = field(default_factory=lambda: NONE)  # likewise
    follows: frozenset[int] = frozenset()
    shares: frozenset[int] = frozenset()  # people one of whose likenesses I cast, or who cast mine
    muted: frozenset[int] = frozenset()
    is_known: bool = True  # False: a stranger, who sees what is open to everybody

    @cached_property
    def favourites(self) -> Keys:
        """What says most of their taste, likes before what was merely watched to the end, each once."""
        both = np.concatenate([self.liked[:RECENT], self.finished[:RECENT]])
        return np.array(list(dict.fromkeys(both.tolist())), np.uint64)[:RECENT]


@dataclass(frozen=True)
class Offer:
    """What one source gives."""

    places: Places
    strength: Values  # 0 to 1, the best first
    because: Places  # the clip each is offered for (a favourite, the head of a chain), -1 where for none


@dataclass(frozen=True)
class Stock:
    """All the sources may look at: the table, what is still free, and who was watched with what."""

    clips: Clips
    free: Mask
    person: Person
    at: float  # seconds since 1970
    alike: Matched | None = None  # what the item–item model says of the first clips of the table
    near: Neighbours | None = None  # found anew without it
    wished: Values | None = None  # of each clip: how much of what it is was asked for in words


def free_of(clips: Clips, person: Person, shown: Places, at: float) -> Mask:
    """This function will say which clips this person may be offered: no clip or copy of it twice, nothing of muted people.

    What few may see is offered to its maker and who follows them; whether they may see it is asked again when it is read.
    """
    free = (clips.at <= at) & (clips.reach >= (1 if person.is_known else 2))
    near = clips.of({person.id, *person.follows})
    free[near[clips.at[near] <= at]] = True
    seen = clips.find(person.seen)
    free[seen[seen >= 0]] = False
    free[shown] = False
    looks = np.concatenate([person.seen, clips.copy[seen[seen >= 0]]])
    free[clips.twins[np.isin(clips.copy[clips.twins], looks)]] = False
    free[clips.of(person.muted)] = False
    return free


def chain(stock: Stock) -> Offer:
    """Remixes, by others, of what I made, remixed, or that I am a link of."""
    clips = stock.clips
    places = clips.in_chains(np.unique(clips.root[clips.of([stock.person.id])]))
    others = (clips.author[places] != stock.person.id) & (clips.root[places] != clips.key[places])
    places = np.sort(places[others & stock.free[places]])
    return _offer(stock, places, Source.CHAIN, because=clips.find(clips.root[places]))


def followed(stock: Stock) -> Offer:
    return _offer(stock, _by(stock, stock.person.follows), Source.FOLLOWED)


def shared(stock: Stock) -> Offer:
    return _offer(stock, _by(stock, stock.person.shares), Source.SHARED)


def alike(stock: Stock) -> Offer:
    """What people who watched my favourites to the end watched to the end as well."""
    favourites = _here(stock, stock.person.favourites)
    if stock.alike is None or not len(favourites):
        return _offer(stock, np.zeros(0, np.int64), Source.ALIKE)
    score = stock.alike.score
    strength = np.where(stock.free[: len(score)], score, np.float32(0))
    places = _best(strength, SHARES[Source.ALIKE])
    return Offer(places, strength[places] / max(float(score.max()), 1e-9), stock.alike.because(places))


def content(stock: Stock) -> Offer:
    """What is about the same as my favourites: the nearest to any of them."""
    favourites, clips, share = _here(stock, stock.person.favourites), stock.clips, SHARES[Source.CONTENT]
    if not len(favourites):
        return _offer(stock, np.zeros(0, np.int64), Source.CONTENT)
    found = (stock.near or Neighbours(clips)).of(clips, favourites)
    near, strength = (np.concatenate(part) for part in zip(*found, strict=True))
    of = np.repeat(favourites, [len(one) for one, _cosine in found])
    good = stock.free[near] & (strength >= CLOSE)
    near, strength, of = near[good], strength[good], of[good]
    weakest_first = np.lexsort((-of, strength))
    best, because = np.zeros(len(clips)), np.full(len(clips), -1)
    best[near[weakest_first]] = strength[weakest_first]  # the last one stays
    because[near[weakest_first]] = of[weakest_first]
    places = _best(best, share)
    return Offer(places, best[places], because[places])


def asked(stock: Stock) -> Offer:
    """What was asked for in words, the most of it first."""
    if stock.wished is None:
        return _offer(stock, np.zeros(0, np.int64), Source.ASKED)
    wished = np.where(stock.free, stock.wished, 0.0)
    places = _best(wished, SHARES[Source.ASKED])
    return Offer(places, np.minimum(wished[places], 1.0), np.full(len(places), -1))


def popular(stock: Stock) -> Offer:
    clips = stock.clips
    places = _first_free(stock, clips.popular, SHARES[Source.POPULAR])
    heat = clips.heat[places] * 0.5 ** ((stock.at - clips.at[places]) / HEAT_HALF_LIFE)
    return Offer(places, heat / max(float(heat.max(initial=0)), 1e-9), np.full(len(places), -1))


def new(stock: Stock) -> Offer:
    places = _first_free(stock, stock.clips.newest, SHARES[Source.NEW])
    return Offer(places, recency(stock, places), np.full(len(places), -1))


SOURCES: dict[Source, Callable[[Stock], Offer]] = {
    Source.CHAIN: chain, Source.FOLLOWED: followed, Source.SHARED: shared, Source.ALIKE: alike,
    Source.CONTENT: content, Source.ASKED: asked,
    Source.POPULAR: popular, Source.NEW: new,
}  # fmt: skip
"""In the order of which one is named where several offer the same clip."""


def owed(stock: Stock) -> Places:
    """This function will give the clips that are owed viewers, those of muted people left out."""
    places = stock.clips.owed
    made: Places = places[stock.free[places] & (stock.clips.author[places] != stock.person.id)]
    return made


def nearness(one: Vectors, other: Vectors) -> Vectors:
    """This function will give the cosine of each with each."""
    made: Vectors = one @ other.T
    return made


def recency(stock: Stock, places: Places) -> Values:
    """This function will say how new clips are: 1 just now, half of it every HALF_LIFE."""
    made: Values = 0.5 ** (np.maximum(stock.at - stock.clips.at[places], 0) / HALF_LIFE)
    return made


def _by(stock: Stock, people: frozenset[int]) -> Places:
    places = np.sort(stock.clips.of(people))
    return places[stock.free[places]]


def _first_free(stock: Stock, order: Places, count: int) -> Places:
    """The first of an order that are free."""
    reach = 20 * count  # where little was seen, the beginning is enough
    some = order[:reach][stock.free[order[:reach]]]
    return (some if len(some) >= count else order[stock.free[order]])[:count]


def _here(stock: Stock, keys: Keys) -> Places:
    found = stock.clips.find(keys)
    return found[found >= 0]


def _offer(stock: Stock, places: Places, source: Source, because: Places | None = None) -> Offer:
    """The newest of these."""
    at, count = stock.clips.at[places], SHARES[source]
    some = np.argpartition(-at, count)[:count] if len(places) > count else np.arange(len(places))
    newest = some[np.lexsort((some, -at[some]))]
    places, for_none = places[newest], np.full(len(newest), -1)
    return Offer(places, recency(stock, places), for_none if because is None else because[newest])


def _best(strength: Values, count: int) -> Places:
    """The places of the largest, above zero, largest first; of equals the first."""
    some = np.flatnonzero(strength > 0)
    if len(some) > count:
        some = some[np.argpartition(-strength[some], count)[:count]]
    return some[np.lexsort((some, -strength[some]))]
