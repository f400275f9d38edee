"""The nearest of a clip among more than a million: looked for in an index, by faiss, which is optional.

IVF: the vectors lie in lists, as many as the root of their number, and the PROBED lists whose middles are nearest to what
is asked for are read. A million stand after four seconds on one core, and a favourite takes half a millisecond; of the
nearest 400 it finds 0.999, and of the hardest among a hundred favourites 0.96. HNSW finds as many as fast, but takes
twenty times as long to stand, and a snapshot lives an hour. The lists hold copies at half precision, which take half
the memory; the cosines given are the true ones.
"""

from __future__ import annotations

import logging
from functools import cache
from importlib import import_module
from math import isqrt
from typing import Any

import numpy as np

from feed.ranking.table import Places, Values

log = logging.getLogger("kulisse.feed")
PROBED = 64  # lists that are read of each favourite's
LEARNED_OF = 64  # vectors of each list that its middle is found by
INSTALL = "make install-million"


@cache
def library() -> Any:
    """This function will give faiss, or None where it is not installed; the log says so once."""
    try:
        return import_module("faiss")
    except ImportError as error:
        log.warning("clips that are alike are found among all, which takes longer: %s (%s)", error, INSTALL)
        return None


class Index:
    """Of vectors of length 1 that do not change. Each call keeps to one thread: the cores belong to other pages."""

    def __init__(self, vectors: np.ndarray, faiss: Any) -> None:
        self._vectors, self._faiss = vectors, faiss
        faiss.omp_set_num_threads(1)
        lists = isqrt(len(vectors))
        self._lists = faiss.index_factory(vectors.shape[1], f"IVF{lists},SQfp16", faiss.METRIC_INNER_PRODUCT)
        self._lists.cp.max_points_per_centroid = LEARNED_OF
        self._lists.nprobe = PROBED
        whole = np.ascontiguousarray(vectors, np.float32)
        self._lists.train(whole[:: max(1, len(whole) // (LEARNED_OF * lists))])
        self._lists.add(whole)

    def nearest(self, wanted: np.ndarray, count: int) -> list[tuple[Places, Values]]:
        """This function will give the places of the nearest of each, as many as `count`, and their cosines."""
        self._faiss.omp_set_num_threads(1)  # is said of a thread
        _about, found = self._lists.search(np.ascontiguousarray(wanted, np.float32), count)
        met = [row[row >= 0] for row in found]
        return [(places, self._vectors[places] @ one) for places, one in zip(met, wanted, strict=True)]
