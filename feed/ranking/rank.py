"""The hand-made score: what speaks for a candidate, and the true reason why. Plain numpy.

It stands alone while there is too little to learn from, and is what the learned one has to beat.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from feed.ranking.sources import SOURCES, Offer, Source, Stock, recency
from feed.ranking.table import FIRST_VIEWERS, Places, Values

FRESH, UNPROVEN = 1.0, 0.25
LIKED, REMIXED, FINISHED = 0.30, 0.45, 0.50  # for each e-fold of people; of the share who watched to the end
WORTH = {
    Source.CHAIN: 0.8, Source.FOLLOWED: 0.6, Source.SHARED: 0.5, Source.ALIKE: 0.7, Source.CONTENT: 0.4,
    Source.ASKED: 0.0, Source.POPULAR: 0.1, Source.NEW: 0.0,
}  # fmt: skip


@dataclass(frozen=True)
class Candidates:
    """Each clip some source offered, once. `strength` has one column a source, 0 where it did not offer it."""

    places: Places
    strength: Values  # len(places) × len(SOURCES)
    because: Places  # len(places) × len(SOURCES), places in the table or -1

    def source(self, row: int) -> Source:
        """The first source, in the order of SOURCES, that offers it."""
        return tuple(SOURCES)[int(np.argmax(self.strength[row] > 0))]

    def because_of(self, row: int) -> int:
        return int(self.because[row, int(np.argmax(self.strength[row] > 0))])


def gathered(stock: Stock) -> Candidates:
    """This function will ask each source."""
    offers = [source(stock) for source in SOURCES.values()]
    places = np.unique(np.concatenate([offer.places for offer in offers]))
    strength = np.zeros((len(places), len(offers)))
    because = np.full((len(places), len(offers)), -1)
    for column, offer in enumerate(offers):
        _enter(offer, places, strength[:, column], because[:, column])
    return Candidates(places, strength, because)


def _enter(offer: Offer, places: Places, strength: Values, because: Places) -> None:
    rows = np.searchsorted(places, offer.places)
    strength[rows] = np.maximum(offer.strength, 1e-6)
    because[rows] = offer.because


def scored(stock: Stock, found: Candidates) -> Values:
    """This function will add up what speaks for each candidate; what was found to be spam sinks."""
    clips, places = stock.clips, found.places
    rate = (clips.finished[places] + 1.0) / (clips.viewers[places] + 2.0)
    score = (
        FRESH * recency(stock, places)
        + UNPROVEN * (clips.viewers[places] < FIRST_VIEWERS)
        + LIKED * np.log1p(clips.likes[places])
        + REMIXED * np.log1p(clips.remixes[places])
        + FINISHED * rate
        + found.strength @ np.array([WORTH[source] for source in SOURCES])
    )
    made: Values = score * clips.worth[places]
    return made
