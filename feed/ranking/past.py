"""What is known at a moment: who saw, watched long and liked what, as sparse matrices, and tables of clips and people.

Plain arrays, no Django: the feed fills them from its rows, the benchmark from a public log. People and clips are
numbered from 0; every array of an item or person has one entry for each.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Items:
    """The clips: groups they belong to, as small integers, and what they are."""

    author: Numbers
    topic: Numbers
    kind: Numbers
    seconds: Values

    def __len__(self) -> int:
        return len(self.author)


@dataclass(frozen=True)
class People:
    """The people: a coarse class of how active they are, days since they came, whether they make clips (-1 unknown).

    What they were shown before the log begins, and how much of it they played, where that is known.
    """

    activity: Numbers
    days: Values
    makes: Values
    shown: Values = field(default_factory=lambda: np.zeros(0))
    played: Values = field(default_factory=lambda: np.zeros(0))

    def __len__(self) -> int:
        return len(self.activity)


@dataclass(frozen=True)
class Exposures:
    """Showings in the order of time, one entry each, and what came of them (`outcomes`, 0 or 1 by name).

    `watched` is the share of the clip that was played, 0 to 3 (it loops); `day` is any number that grows by the day.
    """

    person: Numbers
    item: Numbers
    at: Values  # seconds
    day: Numbers
    hour: Numbers
    surface: Numbers  # the page or tab it was shown on
    age_days: Values  # of the clip when it was shown
    watched: Values
    outcomes: dict[str, NDArray[np.int8]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.person)

    def where(self, chosen: NDArray[np.bool_]) -> Exposures:
        """This function will give the showings for which `chosen` is true."""
        return Exposures(
            self.person[chosen], self.item[chosen], self.at[chosen], self.day[chosen], self.hour[chosen],
            self.surface[chosen], self.age_days[chosen], self.watched[chosen],
            {name: values[chosen] for name, values in self.outcomes.items()},
        )  # fmt: skip


@dataclass(frozen=True)
class Pairs:
    """(person, item) pairs, one each time it happened."""

    person: Numbers
    item: Numbers

    def plus(self, person: Numbers, item: Numbers) -> Pairs:
        return Pairs(np.r_[self.person, person], np.r_[self.item, item])

    def among(self, others: Pairs) -> Pairs:
        """This function will give those that occur in `others` as well."""
        most = int(max(self.item.max(initial=0), others.item.max(initial=0))) + 1
        here = np.isin(self.person * most + self.item, others.person * most + others.item)
        return Pairs(self.person[here], self.item[here])


def no_pairs() -> Pairs:
    return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True)
class Past:
    """Everything known at one moment: what happened before the log begins (`seen`, `long`, `liked`) and the log.

    `long` and `liked` are of what was `seen`: together they are rates. What else people watched long, in a time of
    which nobody knows all they saw, is `older`: it says what goes together, not how often.
    """

    items: Items
    people: People
    seen: Pairs
    long: Pairs
    liked: Pairs
    log: Exposures
    older: Pairs = field(default_factory=no_pairs)

    def with_log(self) -> Past:
        """This function will count the log's showings into the pairs; the log itself stays for recent figures."""
        long, like = self.log.outcomes["long"] == 1, self.log.outcomes["like"] == 1
        return replace(
            self,
            seen=self.seen.plus(self.log.person, self.log.item),
            long=self.long.plus(self.log.person[long], self.log.item[long]),
            liked=self.liked.plus(self.log.person[like], self.log.item[like]),
        )

    def watched(self) -> sparse.csr_matrix:
        """This function will give people × items, 1 where watched long, whenever it was."""
        return self.matrix(self.long.plus(self.older.person, self.older.item))

    def matrix(self, pairs: Pairs) -> sparse.csr_matrix:
        """This function will give people × items, 1 where the pair occurs."""
        shape = (len(self.people), len(self.items))
        ones = np.ones(len(pairs.person), np.float32)
        made = sparse.csr_matrix((ones, (pairs.person, pairs.item)), shape=shape)
        made.data[:] = 1
        return made
