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
