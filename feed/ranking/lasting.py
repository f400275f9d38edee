"""When a clip counts as stayed with: by the watch times of clips of the same length, not by seconds. Plain numpy.

A clip of four seconds is easily watched to its end, one of a minute is not; so a showing counts when it is among the
longest third of those of clips as long (compare Zhan et al., "Deconfounding Duration Bias", KDD 2022).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from feed.ranking.past import Values

PART = 0.65  # of the showings of clips as long, which were shorter
ENOUGH = 50  # showings from which the quantile is one
LONGEST = 120  # seconds; what is longer counts as that long
TO_THE_END = 0.9  # of its length, where there are too few to compare with
LEAST_MS = 1000.0


def thresholds(seconds: Values, watched_ms: Values) -> Values:
    """This function will give, for each whole length in seconds, from how many milliseconds a showing counts."""
    made = np.maximum(TO_THE_END * 1000 * np.arange(LONGEST + 1.0), LEAST_MS)
    length = bucket(seconds)
    order = np.argsort(length, kind="stable")
    for where in np.split(order, np.flatnonzero(np.diff(length[order])) + 1):
        if len(where) >= ENOUGH:
            made[length[where[0]]] = max(float(np.quantile(watched_ms[where], PART)), LEAST_MS)
    return made


def stayed(seconds: Values, watched_ms: Values, from_ms: Values) -> NDArray[np.bool_]:
    """This function will say which showings count, by `thresholds`."""
    made: NDArray[np.bool_] = watched_ms >= from_ms[bucket(seconds)]
    return made


def bucket(seconds: Values) -> NDArray[np.int64]:
    """This function will round lengths to whole seconds."""
    return np.clip(np.rint(seconds), 1, LONGEST).astype(np.int64)
