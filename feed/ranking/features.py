"""The named figures the ranker knows of one showing, all from before it. Rates are smoothed towards the mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feed.ranking.items import ItemModel
from feed.ranking.past import Exposures, Numbers, Pairs, Past, Values

LONG_PERSON, LONG_ITEM, LONG_GROUP, LONG_OWN = 20, 20, 30, 5  # showings that a prior rate is worth
LIKE_PERSON, LIKE_ITEM, LIKE_GROUP, LIKE_OWN = 50, 50, 80, 20
GROUPS = ("topic", "author", "music")


@dataclass(frozen=True)
class Table:
    """One column for each name of `names`, one row for each showing; the person's own rates stand beside."""

    names: tuple[str, ...]
    rows: NDArray[np.float32]
    base: dict[str, Values]  # the person's smoothed rate of "long" and "like"

    def column(self, name: str) -> NDArray[np.float32]:
        column: NDArray[np.float32] = self.rows[:, self.names.index(name)]
        return column


def smoothed(times: NDArray[Any], of: Values, rate: float | Values, worth: float) -> Values:
    """This function will give (times + worth · rate) / (of + worth)."""
    made: Values = (times + worth * rate) / (of + worth)
    return made


def features(shown: Exposures, past: Past, model: ItemModel) -> Table:
    """This function will compute the features of `shown` from what `past` knows (log and pairs already joined)."""
    rates = _Rates(past)
    person, item = shown.person, shown.item
    columns: dict[str, Values] = {
        "hour": shown.hour.astype(float),
        "surface": shown.surface.astype(float),
        "seconds": past.items.seconds[item],
        "age_days": shown.age_days,
        "person_seen": rates.seen_by[person],
        "item_seen": rates.seen_of[item],
        "person_long": rates.long_by[person],
        "person_like": rates.like_by[person],
        "item_long": rates.long_of[item],
        "item_like": rates.like_of[item],
    }
    for group in GROUPS:
        columns |= _group(group, getattr(past.items, group), shown, past, rates)
    columns |= _lately(shown, past, rates)
    columns |= {
        "activity": past.people.activity[person].astype(float),
        "days_here": past.people.days[person],
        "makes_clips": past.people.makes[person],
        "kind": past.items.kind[item].astype(float),
        "origin": past.items.origin[item].astype(float),
    }
    watched = past.matrix(past.long)
    match = model.pair_scores(watched, person, item).astype(float)
    columns["match"] = match
    columns["match_mean"] = match / np.sqrt(np.maximum(np.diff(watched.indptr)[person], 1))
    base = {"long": rates.long_by[person], "like": rates.like_by[person]}
    return Table(tuple(columns), np.column_stack(list(columns.values())).astype(np.float32), base)


class _Rates:
    """How often people saw, watched long and liked, and how often clips were."""

    def __init__(self, past: Past) -> None:
        people, items = len(past.people), len(past.items)
        self.mean_long = len(past.long.person) / max(len(past.seen.person), 1)
        self.mean_like = len(past.liked.person) / max(len(past.seen.person), 1)
        self.seen_by, self.seen_of = _times(past.seen.person, people), _times(past.seen.item, items)
        self.long_by = smoothed(_times(past.long.person, people), self.seen_by, self.mean_long, LONG_PERSON)
        self.like_by = smoothed(_times(past.liked.person, people), self.seen_by, self.mean_like, LIKE_PERSON)
        self.long_of = smoothed(_times(past.long.item, items), self.seen_of, self.mean_long, LONG_ITEM)
        self.like_of = smoothed(_times(past.liked.item, items), self.seen_of, self.mean_like, LIKE_ITEM)


def _times(numbers: Numbers, count: int) -> Values:
    return np.bincount(numbers, minlength=count).astype(float)


def _group(name: str, group: Numbers, shown: Exposures, past: Past, rates: _Rates) -> dict[str, Values]:
    """What is known of the clip's topic, author or music: in general, and of this person with it."""
    count = int(group.max(initial=-1)) + 1
    seen, long, liked = (_times(group[pairs.item], count) for pairs in (past.seen, past.long, past.liked))
    here, person = group[shown.item], shown.person
    own_seen, own_long, own_liked = _own(group, count, shown, (past.seen, past.long, past.liked))
    own_rate = smoothed(own_long, own_seen, rates.long_by[person], LONG_OWN) - rates.long_by[person]
    own_like = smoothed(own_liked, own_seen, rates.like_by[person], LIKE_OWN) - rates.like_by[person]
    return {
        f"{name}_long": smoothed(long, seen, rates.mean_long, LONG_GROUP)[here],
        f"{name}_like": smoothed(liked, seen, rates.mean_like, LIKE_GROUP)[here],
        f"own_{name}_seen": own_seen,
        f"own_{name}_long": own_rate,
        f"own_{name}_like": own_like,
    }


def _own(group: Numbers, count: int, shown: Exposures, past: tuple[Pairs, ...]) -> list[Values]:
    """For each showing and each of `past`: how often this person met this group there."""
    wanted = shown.person.astype(np.int64) * count + group[shown.item]
    known, place = np.unique(wanted, return_inverse=True)
    found = []
    for pairs in past:
        keys = pairs.person.astype(np.int64) * count + group[pairs.item]
        at = np.minimum(np.searchsorted(known, keys), max(len(known) - 1, 0))
        met = known[at] == keys if len(known) else np.zeros(len(keys), bool)
        found.append(np.bincount(at[met], minlength=len(known)).astype(float)[place])
    return found


def _lately(shown: Exposures, past: Past, rates: _Rates) -> dict[str, Values]:
    """What the log alone says, which is newer than everything else."""
    log, items, people = past.log, len(past.items), len(past.people)
    shown_of = _times(log.item, items)
    long, like = (log.outcomes[name].astype(float) for name in ("long", "like"))
    share = float(log.watched.mean()) if len(log) else 0.0
    played_of = np.bincount(log.item, weights=log.watched, minlength=items)
    played_by = np.bincount(log.person, weights=log.watched, minlength=people)
    return {
        "item_lately": np.log1p(shown_of)[shown.item],
        "item_long_lately": smoothed(
            np.bincount(log.item, weights=long, minlength=items), shown_of, rates.mean_long, LONG_ITEM
        )[shown.item],
        "item_like_lately": smoothed(
            np.bincount(log.item, weights=like, minlength=items), shown_of, rates.mean_like, LIKE_ITEM
        )[shown.item],
        "item_played": smoothed(played_of, shown_of, share, 10)[shown.item],
        "person_played": smoothed(played_by, _times(log.person, people), share, 5)[shown.person],
    }
