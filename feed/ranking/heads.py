"""The learned ranker: one head for each outcome, over the named features.

A frequent outcome is learned by gradient-boosted trees and by small nets, and their log odds are averaged: they are
wrong about different showings. A rare one begins from the person's own rate (likes) or from what is usual (remixes,
"less of this"), and may only say, in very small trees, what the clip adds to it; more than that is noise in so little.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from feed.ranking.features import Table
from feed.ranking.nets import Net, fit_nets, laid
from feed.ranking.past import Values

RARE = 0.05  # an outcome of fewer showings than this share is rare
TREES, RARE_TREES = 400, 200
SERVED = 0.3  # of them is what a page can afford: with the nets, four milliseconds for four hundred clips
STEP, RARE_STEP = 8.0, 6.0  # how far the trees of a model go together
SEEDS = (0, 1)  # each head is the mean of models that differ in the luck of their samples
NETS = (0, 1, 2, 3)
COMMON: dict[str, Any] = {
    "num_threads": 1,  # two on a busy machine were ten times slower
    "num_leaves": 15,
    "min_data_in_leaf": 100,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "feature_fraction": 0.4,
    "lambda_l2": 10,
    "objective": "binary",
    "verbose": -1,
    "deterministic": True,
}
RARE_COMMON = {**COMMON, "num_leaves": 3, "min_data_in_leaf": 500}
OWN_RATE = {
    "like": "like"
}  # which of the person's rates a rare head begins from, where it is not what is usual
ITEM_RATE = {"like": "item_like"}
ITEM_WEIGHT = 0.5  # of the clip's own log rate, beside a rare head's trees


@dataclass
class Head:
    """Scores of one outcome. `probability` is calibrated; `score` orders best within one person."""

    outcome: str
    names: tuple[str, ...]
    trees: list[lgb.Booster]
    is_rare: bool
    usual: float  # share of the showings learned from
    nets: list[Net] = field(default_factory=list)

    def probability(self, table: Table) -> Values:
        """This function will give the probability of the outcome for each row, 0 to 1."""
        raw = self._raw(table)
        if self.is_rare:
            raw = raw + _begun(self.outcome, table, self.usual)
        made: Values = 1 / (1 + np.exp(-raw))
        return made

    def score(self, table: Table) -> Values:
        """This function will give what to sort by within one person's candidates."""
        raw, rate = self._raw(table), ITEM_RATE.get(self.outcome)
        if self.is_rare and rate:
            raw = raw + ITEM_WEIGHT * np.log(table.column(rate).astype(float))
        return raw

    def _raw(self, table: Table) -> Values:
        made: Values = np.mean(
            [model.predict(table.rows, raw_score=True, num_threads=1) for model in self.trees], axis=0
        )
        if self.nets:
            flat = laid(self.names, self.nets[0].grid, table.rows)
            made = (made + np.mean([net.raw(flat) for net in self.nets], axis=0)) / 2
        return made


def fit_head(
    outcome: str,
    table: Table,
    happened: NDArray[np.int8],
    weight: Values | None = None,
    *,
    seeds: tuple[int, ...] = SEEDS,
    part: float = 1.0,
) -> Head:
    """This function will learn one outcome from showings in the order of time.

    :param weight: of each showing, e.g. the inverse propensity of its place
    :param part: of the trees; the fewer, the further each goes
    """
    usual, least = float(happened.mean()), max(len(happened) // 50, 20)
    if usual < RARE:
        start = _begun(outcome, table, usual)
        far = {**_at_most(RARE_COMMON, least), "learning_rate": RARE_STEP / (RARE_TREES * part)}
        trees = [
            _fit({**far, "seed": seed}, round(RARE_TREES * part), table, happened, weight, start)
            for seed in seeds
        ]
        return Head(outcome, table.names, trees, True, usual)
    far = {**_at_most(COMMON, least), "learning_rate": STEP / (TREES * part)}
    trees = [_fit({**far, "seed": seed}, round(TREES * part), table, happened, weight) for seed in seeds]
    nets = fit_nets(table.names, table.rows, happened, weight, NETS)
    return Head(outcome, table.names, trees, False, usual, nets)


def _at_most(settings: dict[str, Any], least: int) -> dict[str, Any]:
    """Where there are few showings, smaller leaves: with none at all nothing is learned."""
    return {**settings, "min_data_in_leaf": min(settings["min_data_in_leaf"], least)}


def _begun(outcome: str, table: Table, usual: float) -> Values:
    """The log odds a rare head begins from."""
    own = OWN_RATE.get(outcome)
    return _logit(table.base[own] if own else np.full(len(table.rows), usual))


def _fit(
    settings: dict[str, Any],
    trees: int,
    table: Table,
    happened: NDArray[np.int8],
    weight: Values | None,
    start: Values | None = None,
) -> lgb.Booster:
    data = lgb.Dataset(table.rows, happened, weight=weight, init_score=start, feature_name=list(table.names))
    return lgb.train(settings, data, trees)


def _logit(rate: Values) -> Values:
    rate = np.clip(rate, 1e-4, 1 - 1e-4)
    made: Values = np.log(rate / (1 - rate))
    return made
