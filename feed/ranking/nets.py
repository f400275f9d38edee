"""A small neural net over the ranker's features, in plain numpy: one hidden layer, a tenth of a millisecond a page.

Trees cut each figure in steps; a net adds figures up smoothly. Together they order better than either, because they
are wrong about different showings. Figures are first laid on their own ranks, so that none is too large for another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

HIDDEN, ROUNDS, BATCH = 64, 10, 256
STEP, DROPPED, DECAY = 2e-3, 0.3, 1e-3
GRID = 64  # quantiles a figure is laid on
CODES = {"surface": 16}  # features that are names, not amounts: a column for each
Floats = NDArray[np.float32]


@dataclass
class Net:
    """`grid` has the quantiles of each feature; the rest are weights, all of them plain arrays."""

    names: tuple[str, ...]
    grid: Floats  # GRID × features
    inward: Floats
    hidden: Floats
    outward: Floats
    base: float

    def raw(self, flat: Floats) -> NDArray[np.float64]:
        """This function will give the log odds of the outcome for each row of features, as `laid` lays them."""
        made: NDArray[np.float64] = np.maximum(flat @ self.inward + self.hidden, 0) @ self.outward + self.base
        return made.astype(np.float64)

    def packed(self) -> dict[str, Any]:
        """This function will give everything as lists."""
        arrays = {name: getattr(self, name).tolist() for name in ("grid", "inward", "hidden", "outward")}
        return {"names": self.names, "base": self.base, **arrays}


def unpacked(told: dict[str, Any]) -> Net:
    """This function will read what `packed` gave."""
    arrays = {name: np.array(told[name], np.float32) for name in ("grid", "inward", "hidden", "outward")}
    return Net(names=tuple(told["names"]), base=float(told["base"]), **arrays)


def grid_of(rows: Floats) -> Floats:
    """This function will give the quantiles of each feature, each a hair above the one before."""
    rising = np.quantile(rows, np.linspace(0, 1, GRID), axis=0)
    width = np.maximum(np.abs(rising).max(0), 1.0)
    made: Floats = np.maximum.accumulate(rising + np.arange(GRID)[:, None] * 1e-6 * width, axis=0)
    return made.astype(np.float32)


def laid(names: tuple[str, ...], grid: Floats, rows: Floats) -> Floats:
    """This function will lay each feature on its ranks, about -1.7 to 1.7; a code becomes columns of 0 and 1."""
    height = np.linspace(-1.7, 1.7, GRID)
    columns = []
    for number, name in enumerate(names):
        if name in CODES:
            columns += [rows[:, number] == code for code in range(CODES[name])]
        else:
            columns.append(np.interp(rows[:, number], grid[:, number], height))
    return np.column_stack(columns).astype(np.float32)


def fit_nets(
    names: tuple[str, ...],
    rows: Floats,
    happened: NDArray[np.int8],
    weight: NDArray[np.float64] | None,
    seeds: tuple[int, ...],
) -> list[Net]:
    """This function will learn one net for each seed from showings; their mean is steadier than one."""
    grid = grid_of(rows)
    flat = laid(names, grid, rows)
    worth = np.ones(len(rows), np.float32) if weight is None else weight.astype(np.float32)
    return [Net(names, grid, *_descended(flat, happened.astype(np.float32), worth, seed)) for seed in seeds]


def _descended(
    flat: Floats, happened: Floats, worth: Floats, seed: int
) -> tuple[Floats, Floats, Floats, float]:
    """Adam with decoupled decay (Loshchilov and Hutter, 2019) on the log loss, units dropped at random."""
    dice = np.random.default_rng(seed)
    count, width = flat.shape
    rate = float(np.clip(np.average(happened, weights=worth), 1e-4, 1 - 1e-4))
    parts = [
        dice.normal(0, width**-0.5, (width, HIDDEN)), np.zeros(HIDDEN), dice.normal(0, HIDDEN**-0.5, HIDDEN),
        np.array([np.log(rate / (1 - rate))]),
    ]  # fmt: skip
    parts = [part.astype(np.float32) for part in parts]
    mean, square, time = [np.zeros_like(part) for part in parts], [np.zeros_like(part) for part in parts], 0
    for turn in range(ROUNDS):
        order, step = dice.permutation(count), STEP * (1 - turn / ROUNDS)
        for start in range(0, count, BATCH):
            some, time = order[start : start + BATCH], time + 1
            kept = (dice.random((len(some), HIDDEN)) > DROPPED).astype(np.float32) / np.float32(1 - DROPPED)
            slope = _slope(parts, flat[some], happened[some], worth[some], kept)
            for number, one in enumerate(slope):
                mean[number] += 0.1 * (one - mean[number])
                square[number] += 0.001 * (one * one - square[number])
                move = mean[number] / (1 - 0.9**time) / (np.sqrt(square[number] / (1 - 0.999**time)) + 1e-8)
                parts[number] -= (step * (move + DECAY * parts[number])).astype(np.float32)
    return parts[0], parts[1], parts[2], float(parts[3][0])


def _slope(parts: list[Floats], flat: Floats, happened: Floats, worth: Floats, kept: Floats) -> list[Floats]:
    above = flat @ parts[0] + parts[1]
    hidden = np.maximum(above, 0) * kept
    likely = 1 / (1 + np.exp(-(hidden @ parts[2] + parts[3])))
    wrong = (likely - happened) * worth / len(flat)
    back = np.outer(wrong, parts[2]) * kept * (above > 0)
    return [flat.T @ back, back.sum(0), hidden.T @ wrong, wrong.sum(keepdims=True)]
