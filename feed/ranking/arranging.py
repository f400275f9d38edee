"""From scores to places: new clips get theirs, no maker fills the feed, no copy follows its like. Plain numpy.

Maximal marginal relevance (Carbonell and Goldstein, 1998) over what clips are about, under rules: at most two of one
maker in ten, one clip of each chain and of each look a slate, one of ten by somebody who came lately. Between five
and ten of a hundred places, never the first, go to clips that are owed their first viewers, chosen by Thompson
sampling from what their first viewers did; how likely each choice was is kept, so that learning can weigh it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import numpy as np

from feed.ranking.rank import Candidates
from feed.ranking.sources import Source, Stock, nearness, owed
from feed.ranking.table import FIRST_VIEWERS, Mask, Places, Values

WINDOW = 10  # clips within which the rules hold
OF_ONE_MAKER = 2
VARIETY, SAMENESS = 0.35, 0.1  # of the score's range, and of the best score, that more of the same loses
EXPLORED = 0.1  # of the places behind the first
NEXT_POOL = 0.25  # of those places, where clips wait that did well with their first viewers; the others are for first ones
CONSIDERED = 120  # best candidates the arrangement looks at
UNOFFERED = 3000  # newest clips among which is looked for one that keeps a rule, where no candidate does
DRAWS, ASKED = 64, 50  # by lot, among so many at most
WAITING = 86_400  # seconds after which a clip that is still owed viewers is drawn as if twice as good
LONG_AGO = 7  # of those, after which it waits until nothing newer does
NEWCOMER = 60 * 86_400  # seconds: who came later than that is new


@dataclass(frozen=True)
class Placed:
    """One clip at its place, and all that is known of how it came there."""

    place: int  # in the table
    source: Source
    because: int = -1  # the clip it is shown for, in the table
    score: float = 0.0
    chance: float = 1.0  # that it was this one, where it was drawn
    rest_of_chain: int = 0  # further clips of its chain that are not shown
    scores: dict[str, float] = field(default_factory=dict)  # by head


def arranged(
    stock: Stock,
    found: Candidates,
    score: Values,
    *,
    count: int,
    before: Places,
    dice: np.random.Generator,
    explores: bool = True,
) -> list[Placed]:
    """This function will choose and order `count` clips, fewer where there are no more that fit.

    :param before: the places of what this slate has shown so far, the newest last
    """
    best = np.argsort(-score, kind="stable")[:CONSIDERED]
    draw = partial(_drawn, stock, count, dice) if explores else list
    slate, vectors = _Slate(stock, before, found.places[best], draw), stock.clips.vector[found.places[best]]
    left, lost = score[best].copy(), np.zeros(len(best))
    weight = VARIETY * float(np.ptp(left)) + SAMENESS * float(np.abs(left).max()) if len(left) else 0.0
    while len(slate.taken) < count:
        if slate.number and dice.random() < EXPLORED and slate.first:
            slate.explore()
            continue
        row = slate.next(left - lost)
        if (other := slate.unoffered(row)) is not None:
            slate.take(other)
            continue
        row = slate.next(left - lost, again=True) if row is None else row
        if row is None:
            break
        slate.take(_placed(found, int(best[row]), float(score[best[row]])))
        left[row] = -np.inf
        lost = np.maximum(lost, weight * (vectors @ vectors[row]))
    while len(slate.taken) < count and slate.first:  # nothing else is left, not even for the first place
        slate.explore()
    return [replace(one, rest_of_chain=_rest_of_chain(stock, one.place)) for one in slate.taken]


class _Slate:
    """What is taken so far, what was shown just before, and which candidates the rules allow next."""

    def __init__(
        self, stock: Stock, before: Places, places: Places, draw: Callable[[], list[Placed]]
    ) -> None:
        self.stock, self.places, self._draw = stock, places, draw
        self.shown = before.tolist()
        self.number = len(before)
        self.taken: list[Placed] = []
        self.once = self._come_once(places, before)  # candidates that did not come, nor their like
        self.new = is_newcomer(stock, places)

    def take(self, one: Placed) -> None:
        self.taken.append(one)
        self.shown.append(one.place)
        self.number += 1
        self.once &= self._come_once(self.places, np.array([one.place]))

    def next(self, score: Values, again: bool = False) -> int | None:
        """The best that keeps the rules, a newcomer's where one is due; where it may come `again`, a maker's third, too."""
        fits = self.once & (score > -np.inf)
        fits &= again | self._may_come_again(self.places)
        if self._lacks_a_newcomer() and (new := fits & self.new).any():
            fits = new
        return int(np.argmax(np.where(fits, score, -np.inf))) if fits.any() else None

    def unoffered(self, row: int | None) -> Placed | None:
        """What keeps a rule that no candidate keeps: the newest of somebody else, of a newcomer where one is due."""
        is_due = self._lacks_a_newcomer() and (row is None or not self.new[row])
        if row is not None and not is_due:
            return None
        found = self._first(self._newcomers) if is_due else None
        return found or (self._first(self._newest[:UNOFFERED]) if row is None else None)

    @cached_property
    def _newest(self) -> Places:
        """What is free of others, the newest first."""
        clips, free = self.stock.clips, self.stock.free & (self.stock.clips.author != self.stock.person.id)
        made: Places = clips.newest[free[clips.newest]]
        return made

    @cached_property
    def _newcomers(self) -> Places:
        return self._newest[is_newcomer(self.stock, self._newest)][:UNOFFERED]

    def _first(self, some: Places) -> Placed | None:
        fits = self._come_once(some, np.array(self.shown, np.int64)) & self._may_come_again(some)
        return Placed(int(some[fits][0]), Source.NEW) if fits.any() else None

    @cached_property
    def first(self) -> list[Placed]:
        """Clips owed their first viewers, drawn where one is due: of three slates one has none."""
        return self._draw()

    def explore(self) -> None:
        """The first of those drawn that keeps the rules; what does not is drawn again another time."""
        while self.first:
            one = self.first.pop(0)
            place = np.array([one.place])
            if self._come_once(place, np.array(self.shown, np.int64))[0] and self._may_come_again(place)[0]:
                self.take(one)
                return

    def _come_once(self, places: Places, shown: Places) -> Mask:
        """Whether neither these, nor their chain or look, are among those shown."""
        clips, met = self.stock.clips, np.zeros(len(places), bool)
        for column in (clips.key, clips.root, clips.copy):
            mine, theirs = column[places], column[shown]
            met |= mine == theirs[0] if len(shown) == 1 else np.isin(mine, theirs)
        return ~met

    def _may_come_again(self, places: Places) -> Mask:
        """Whether the maker of each may: two in ten."""
        author = self.stock.clips.author
        lately = Counter(author[self.shown[-WINDOW + 1 :]].tolist()) if self.shown else {}
        fits = np.ones(len(places), bool)
        for maker, often in lately.items():
            if often >= OF_ONE_MAKER:
                fits &= author[places] != maker
        return fits

    def _lacks_a_newcomer(self) -> bool:
        lately = np.array(self.shown[-WINDOW + 1 :], np.int64)
        return len(lately) >= WINDOW - 1 and not is_newcomer(self.stock, lately).any()


def is_newcomer(stock: Stock, places: Places) -> Mask:
    """This function will say whose makers came lately."""
    made: Mask = stock.at - stock.clips.joined[places] < NEWCOMER
    return made


def _placed(found: Candidates, row: int, score: float) -> Placed:
    return Placed(int(found.places[row]), found.source(row), found.because_of(row), score)


def _rest_of_chain(stock: Stock, place: int) -> int:
    """What this person may find of it, seen or not; that few others see more of it is not told by a number."""
    clips, person = stock.clips, stock.person
    if not clips.is_linked[place]:
        return 0
    chain = clips.in_chains(clips.root[[place]])
    found = (clips.reach[chain] >= (1 if person.is_known else 2)) | (clips.author[chain] == person.id)
    heard = ~np.isin(clips.author[chain], list(person.muted))
    return int((found & heard & (chain != place)).sum())


def _of_one_pool(stock: Stock, places: Places, dice: np.random.Generator) -> tuple[Places, float]:
    """Those who wait for their first viewers, or now and then those who earned more; and how likely that was."""
    earned = stock.clips.viewers[places] >= FIRST_VIEWERS
    if not len(places) or earned.all() or not earned.any():
        return places, 1.0
    is_next = dice.random() < NEXT_POOL
    return places[earned == is_next], NEXT_POOL if is_next else 1 - NEXT_POOL


def _drawn(stock: Stock, count: int, dice: np.random.Generator) -> list[Placed]:
    """Clips that are owed viewers, the best draw first: who is likely to care is asked first."""
    places, asked = _of_one_pool(stock, owed(stock), dice)
    if not len(places):
        return []
    if len(places) > ASKED:  # of a large instance some are in the draw, each as likely as the other
        asked *= ASKED / len(places)
        places = np.sort(dice.choice(places, ASKED, replace=False, shuffle=False))
    clips = stock.clips
    favourites = clips.find(stock.person.favourites)
    favourites = favourites[favourites >= 0]
    likely = np.full(len(places), 0.3)
    if len(favourites):
        likely += 0.5 * nearness(clips.vector[places], clips.vector[favourites]).max(1).clip(0, 1)
    likely = np.minimum(likely * clips.worth[places], 0.95)
    good = 4 * likely + clips.finished[places]
    bad = 4 * (1 - likely) + np.maximum(clips.viewers[places] - clips.finished[places], 0)
    age = np.maximum(stock.at - clips.at[places], 0) / WAITING
    waited = np.where(age < LONG_AGO, 1 + np.minimum(age, 1), 0.5)
    draws = dice.beta(good, bad, (DRAWS, len(places))) * waited
    chance = np.bincount(draws.argmax(1), minlength=len(places)) / DRAWS
    order = np.argsort(-draws[0])[: count + 5]
    return [Placed(int(places[one]), Source.FIRST, chance=max(float(chance[one]), 1 / DRAWS) * EXPLORED * asked)
            for one in order]  # fmt: skip
