"""From what is known to a ranker: candidates' model, features day by day, one head for each outcome."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from feed.ranking.features import Table, features
from feed.ranking.heads import Head, fit_head
from feed.ranking.items import ItemModel, fit_items, recency
from feed.ranking.past import Exposures, Past


@dataclass
class Ranker:
    """Everything that is learned: who watched what together, and one head for each outcome."""

    items: ItemModel
    heads: dict[str, Head]


def learn_items(past: Past) -> ItemModel:
    """This function will fit the item–item model on everything `past` knows (log and pairs already joined)."""
    log = past.log
    age = (log.at.max(initial=0.0) - log.at) / 86_400
    return fit_items(past.watched(), recency(log.item, age, len(past.items)), past.matrix(past.seen))


def learn(past: Past, outcomes: tuple[str, ...] = ("long", "like")) -> Ranker:
    """This function will learn from a log and what came before it.

    Each day of the log is described by what was known on its morning, so that the heads learn from features
    such as they will see; the item–item model behind those is fitted on what came before the log.

    :param past: pairs from before the log, and the log, not joined
    """
    table = known_each_morning(past)
    heads = {name: fit_head(name, table, past.log.outcomes[name]) for name in outcomes}
    return Ranker(learn_items(past.with_log()), heads)


def known_each_morning(past: Past, of: NDArray[np.bool_] | None = None) -> Table:
    """This function will describe each showing of the log by what was known when its day began.

    :param of: which showings of the log; all without it
    """
    log = past.log
    wanted = np.ones(len(log), bool) if of is None else of
    before = replace(past, log=log.where(np.zeros(len(log), bool)))
    model = learn_items(before)
    tables = []
    for day in np.unique(log.day):
        known = replace(past, log=log.where(log.day < day)).with_log()
        tables.append(features(log.where(wanted & (log.day == day)), known, model))
    return _stacked(tables)


def described(shown: Exposures, past: Past, ranker: Ranker) -> Table:
    """This function will describe showings that are still to come by everything `past` knows."""
    return features(shown, past.with_log(), ranker.items)


def _stacked(tables: list[Table]) -> Table:
    rows = np.vstack([table.rows for table in tables])
    base = {name: np.concatenate([table.base[name] for table in tables]) for name in tables[0].base}
    return Table(tables[0].names, rows, base)
