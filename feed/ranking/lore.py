"""What is known of clips and of the groups they belong to at one moment, whoever looks. Plain numpy.

Made once from all that happened, then kept: a page that is served looks up a few hundred rows of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feed.ranking.past import Numbers, Past, Values

GROUPS = ("topic", "author")
Facts = dict[str, Values]  # by name, one entry a showing


@dataclass(frozen=True)
class Lore:
    """Sums by clip and by group; `means` are what is usual here. All arrays can be stored as they are."""

    by_item: dict[str, Values]  # seen, long, liked; of late: lately, long_lately, liked_lately, …
    by_group: dict[str, Values]  # of each group: topic_seen, topic_long, topic_liked, …
    codes: dict[str, Numbers]  # the group each clip belongs to
    means: dict[str, float]

    def facts(self, item: Numbers) -> Facts:
        """This function will look up what is known of these clips."""
        found = {name: values[item].astype(float) for name, values in self.by_item.items()}
        return found | self._of_groups({name: codes[item] for name, codes in self.codes.items()})

    def facts_of_new(self, numbers: Facts, codes: dict[str, Numbers]) -> Facts:
        """This function will say what can be known of clips that came later: their groups, and what is counted live.

        :param numbers: what is known of each; what is missing counts as 0
        :param codes: the group of each, -1 for one that is new as well
        """
        count = len(next(iter(codes.values())))
        zero = np.zeros(count)
        found = {name: np.asarray(numbers.get(name, zero), float) for name in self.by_item}
        return found | self._of_groups(codes)

    def _of_groups(self, codes: dict[str, Numbers]) -> Facts:
        found: Facts = {}
        for name, code in codes.items():
            found[name] = code.astype(float)
            is_known, there = code >= 0, np.maximum(code, 0)
            for what in ("seen", "long", "liked"):
                values = self.by_group[f"{name}_{what}"]
                known = values[np.minimum(there, len(values) - 1)] if len(values) else 0.0
                found[f"{name}_{what}"] = np.where(is_known, known, 0.0)
        return found


def lore_of(past: Past) -> Lore:
    """This function will add up what `past` knows (log and pairs already joined)."""
    items, log = past.items, past.log
    count = len(items)
    long, like = (log.outcomes[name].astype(float) for name in ("long", "like"))
    by_item = {
        "seen": times(past.seen.item, count),
        "long": times(past.long.item, count),
        "liked": times(past.liked.item, count),
        "lately": times(log.item, count),
        "long_lately": np.bincount(log.item, weights=long, minlength=count),
        "liked_lately": np.bincount(log.item, weights=like, minlength=count),
        "played_lately": np.bincount(log.item, weights=log.watched, minlength=count),
        "seconds": items.seconds.astype(float),
        "kind": items.kind.astype(float),
    }
    if "less" in log.outcomes:
        by_item["less_lately"] = np.bincount(log.item, weights=log.outcomes["less"], minlength=count)
    codes = {name: getattr(items, name) for name in GROUPS}
    by_group = {}
    for name, code in codes.items():
        size = int(code.max(initial=-1)) + 1
        for what, pairs in (("seen", past.seen), ("long", past.long), ("liked", past.liked)):
            by_group[f"{name}_{what}"] = times(code[pairs.item], size)
    seen = max(len(past.seen.person), 1)
    means = {
        "long": len(past.long.person) / seen,
        "like": len(past.liked.person) / seen,
        "played": float(log.watched.mean()) if len(log) else 0.0,
        "less": float(log.outcomes["less"].mean()) if len(log) and "less" in log.outcomes else 0.0,
    }
    return Lore(by_item, by_group, codes, means)


def times(numbers: NDArray[Any], count: int) -> Values:
    """This function will count how often each number below `count` occurs."""
    return np.bincount(numbers, minlength=count).astype(float)
