"""The nearest of a clip in what its words are about: found exactly, among all, and kept, since many people love it.

Plain numpy. The nearest of twenty favourites among a hundred thousand clips take some ten milliseconds, once. Of more
than a million clips an index finds them (index.py), where faiss is installed; it is made beside the pages, in a thread
of its own, and until it stands they are found exactly.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

import numpy as np

from feed.ranking.index import Index, library
from feed.ranking.table import Clips, Places, Values

EXACT = 1_000_000  # clips up to which they are found among all
NEAREST = 400  # that are kept of each clip
KEPT = 4000  # clips whose nearest are kept
Near = tuple[Places, Values]


class Neighbours:
    """Of a table that stands; clips that came later stand behind it in the tables `of` is asked with."""

    def __init__(self, clips: Clips) -> None:
        self.clips = clips
        self._kept: OrderedDict[int, Near] = OrderedDict()
        self._alone = threading.Lock()
        self._index: Index | None = None
        self._making: threading.Thread | None = None

    def of(self, clips: Clips, favourites: Places) -> list[Near]:
        """This function will give the nearest of each favourite and their cosines, in no order, itself among them.

        :param clips: the table that stands, and behind it what came later
        """
        keys = clips.key[favourites].tolist()
        with self._alone:
            known = {key: self._kept[key] for key in keys if key in self._kept}
        missing = [row for row, key in enumerate(keys) if key not in known]
        if missing:
            found = self._found(clips.vector[favourites[missing]])
            known |= {keys[row]: near for row, near in zip(missing, found, strict=True)}
            self._keep({keys[row]: known[keys[row]] for row in missing})
        later = np.arange(len(self.clips), len(clips))
        cosine = (clips.vector[later] @ clips.vector[favourites].T).T
        return [
            (np.concatenate([known[key][0], later]), np.concatenate([known[key][1], row]))
            for key, row in zip(keys, cosine, strict=True)
        ]

    def settle(self) -> None:
        """This function will wait until the index stands, where there will be one."""
        if len(self.clips) > EXACT:
            self._begun().join()

    def _found(self, wanted: np.ndarray) -> list[Near]:
        if len(self.clips) > EXACT:
            self._begun()
            if self._index:
                return self._index.nearest(wanted, NEAREST)
        return _nearest(self.clips.vector, wanted)

    def _begun(self) -> threading.Thread:
        """The thread that makes the index, once."""
        with self._alone:
            if self._making is None:
                self._making = threading.Thread(target=self._make, name="neighbours", daemon=True)
                self._making.start()
            return self._making

    def _make(self) -> None:
        if faiss := library():
            self._index = Index(self.clips.vector, faiss)

    def _keep(self, found: dict[int, Near]) -> None:
        with self._alone:
            self._kept |= found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


def _nearest(vectors: np.ndarray, wanted: np.ndarray) -> list[Near]:
    if len(vectors) <= NEAREST:
        return [(np.arange(len(vectors)), row) for row in wanted @ vectors.T]
    return [_best(row) for row in np.ascontiguousarray((vectors @ wanted.T).T)]


def _best(cosine: np.ndarray) -> Near:
    """The NEAREST of all. Most are far: what a sample of them says is far is not sorted."""
    sample = cosine[:: len(cosine) // NEAREST]
    rank = min(
        2 + 2 * NEAREST * len(sample) // len(cosine), len(sample)
    )  # twice as many as are wanted, about
    line = np.partition(sample, -rank)[-rank]
    places = np.flatnonzero(cosine >= line)
    if len(places) < NEAREST:
        places = np.arange(len(cosine))
    places = places[np.argpartition(-cosine[places], NEAREST - 1)[:NEAREST]].astype(np.int32)
    return places, cosine[places]
