"""The learned ranker: one head for each outcome, gradient-boosted trees over the named features.

A frequent outcome is learned twice, as a probability and as an order within each person's showings (LambdaRank,
Burges 2010), and the two are added: the first knows when, the second whom before whom. A rare one (likes, remixes)
begins from the person's own rate and may only say, in very small trees, what the clip adds to it; more than that
is noise in what little there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from feed.ranking.features import Table
from feed.ranking.past import Numbers, Values

RARE = 0.05  # an outcome of fewer showings than this share is rare
TREES = 400
SEEDS = (0, 1)  # each head is the mean of models that differ in the luck of their samples
COMMON: dict[str, Any] = {
    "num_threads": 1,  # two on a busy machine were ten times slower
    "learning_rate": 0.02,
    "min_data_in_leaf": 100,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "feature_fraction": 0.4,
    "lambda_l2": 10,
    "verbose": -1,
    "deterministic": True,
}
RARE_COMMON = {**COMMON, "learning_rate": 0.03, "num_leaves": 3, "min_data_in_leaf": 500}
BASE = {"like": "like"}  # which of the person's rates a rare head begins from; "long" for the others
ITEM_RATE = {"like": "item_like"}
ITEM_WEIGHT = 0.5  # of the clip's own log rate, beside a rare head's trees


@dataclass
class Head:
    """Scores of one outcome. `probability` is calibrated; `score` orders best within one person."""

    outcome: str
    names: tuple[str, ...]
    likely: list[lgb.Booster]
    order: list[lgb.Booster]
    spread: tuple[float, float]  # of the two scores on the training data
    is_rare: bool

    def probability(self, table: Table) -> Values:
        """This function will give the probability of the outcome for each row, 0 to 1."""
        raw = _mean(self.likely, table.rows)
        if self.is_rare:
            raw = raw + _logit(table.base[BASE.get(self.outcome, "long")])
        made: Values = 1 / (1 + np.exp(-raw))
        return made

    def score(self, table: Table) -> Values:
        """This function will give what to sort by within one person's candidates."""
        raw = _mean(self.likely, table.rows)
        if self.is_rare:
            rate = ITEM_RATE.get(self.outcome)
            return raw + (ITEM_WEIGHT * np.log(table.column(rate).astype(float)) if rate else 0.0)
        made: Values = raw / self.spread[0] + _mean(self.order, table.rows) / self.spread[1]
        return made


def fit_head(
    outcome: str,
    table: Table,
    happened: NDArray[np.int8],
    person: Numbers,
    weight: Values | None = None,
    *,
    seeds: tuple[int, ...] = SEEDS,
    ordered: bool = True,
) -> Head:
    """This function will learn one outcome from showings in the order of time.

    :param weight: of each showing, e.g. the inverse propensity of its place
    :param ordered: learn the order within each person's showings, too, where the outcome is frequent
    """
    if happened.mean() < RARE:
        start = _logit(table.base[BASE.get(outcome, "long")])
        likely = [
            _fit({**RARE_COMMON, "objective": "binary", "seed": seed}, 200, table, happened, weight, start)
            for seed in seeds
        ]
        return Head(outcome, table.names, likely, [], (1.0, 1.0), is_rare=True)
    settings = {**COMMON, "num_leaves": 15}
    likely = [
        _fit({**settings, "objective": "binary", "seed": seed}, TREES, table, happened, weight)
        for seed in seeds
    ]
    if not ordered:
        return Head(outcome, table.names, likely, [], (1.0, 1.0), is_rare=False)
    ranks = {**settings, "objective": "lambdarank", "lambdarank_truncation_level": 50}
    by_person = np.argsort(person, kind="stable")
    groups = np.unique(person, return_counts=True)[1]
    order = [
        _fit({**ranks, "seed": seed}, TREES, table, happened, weight, None, by_person, groups)
        for seed in seeds
    ]
    spread = tuple(max(float(np.std(_mean(models, table.rows))), 1e-9) for models in (likely, order))
    return Head(outcome, table.names, likely, order, spread, is_rare=False)  # type: ignore[arg-type]


def _fit(
    settings: dict[str, Any],
    trees: int,
    table: Table,
    happened: NDArray[np.int8],
    weight: Values | None,
    start: Values | None = None,
    order: Numbers | None = None,
    groups: Numbers | None = None,
) -> lgb.Booster:
    rows = slice(None) if order is None else order
    data = lgb.Dataset(
        table.rows[rows],
        happened[rows],
        weight=None if weight is None else weight[rows],
        init_score=start,
        group=groups,
        feature_name=list(table.names),
    )
    return lgb.train(settings, data, trees)


def _mean(models: list[lgb.Booster], rows: NDArray[np.float32]) -> Values:
    made: Values = np.mean([model.predict(rows, raw_score=True, num_threads=1) for model in models], axis=0)
    return made


def _logit(rate: Values) -> Values:
    rate = np.clip(rate, 1e-4, 1 - 1e-4)
    made: Values = np.log(rate / (1 - rate))
    return made
