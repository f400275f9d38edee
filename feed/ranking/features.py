"""The named figures the ranker knows of one showing, all from before it. Rates are smoothed towards the mean.

`features` describes showings of many people from all that is known; `columns` is what both it and a page that is
served put together: facts of clips, figures of the person, and how the two met before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feed.ranking.items import ItemModel
from feed.ranking.lore import GROUPS, Facts, lore_of, times
from feed.ranking.past import Exposures, Numbers, Pairs, Past, Values

LONG_PERSON, LONG_ITEM, LONG_GROUP, LONG_OWN = 20, 20, 30, 5  # showings that a prior rate is worth
LIKE_PERSON, LIKE_ITEM, LIKE_GROUP, LIKE_OWN = 50, 50, 80, 20
PLAYED_ITEM, PLAYED_PERSON, LESS_ITEM = 10, 5, 50


@dataclass(frozen=True)
class Table:
    """One column for each name of `names`, one row for each showing; the person's own rates stand beside."""

    names: tuple[str, ...]
    rows: NDArray[np.float32]
    base: dict[str, Values]  # the person's smoothed rate of "long" and "like"

    def column(self, name: str) -> NDArray[np.float32]:
        column: NDArray[np.float32] = self.rows[:, self.names.index(name)]
        return column


def smoothed(happened: NDArray[Any], of: Values, rate: float | Values, worth: float) -> Values:
    """This function will give (happened + worth · rate) / (of + worth)."""
    made: Values = (happened + worth * rate) / (of + worth)
    return made


def features(shown: Exposures, past: Past, model: ItemModel) -> Table:
    """This function will compute the features of `shown` from what `past` knows (log and pairs already joined)."""
    lore, person = lore_of(past), shown.person
    people, log = len(past.people), past.log
    watched = past.watched()
    figures: Facts = {
        "seen": times(past.seen.person, people)[person],
        "long": times(past.long.person, people)[person],
        "liked": times(past.liked.person, people)[person],
        "lately": _with(times(log.person, people), past.people.shown)[person],
        "played_lately": _with(np.bincount(log.person, log.watched, people), past.people.played)[person],
        "activity": past.people.activity[person].astype(float),
        "days": past.people.days[person],
        "makes": past.people.makes[person],
        "match": model.pair_scores(watched, person, shown.item).astype(float),
        "watched": np.diff(watched.indptr)[person].astype(float),
    }
    for name in GROUPS:
        group = getattr(past.items, name)
        met = _own(group, int(group.max(initial=-1)) + 1, shown, (past.seen, past.long, past.liked))
        figures |= {
            f"{name}_{what}": values for what, values in zip(("seen", "long", "liked"), met, strict=True)
        }
    return columns(lore.facts(shown.item), figures, shown, lore.means)


def _with(lately: NDArray[Any], before: Values) -> Values:
    made: Values = lately + before if len(before) else lately.astype(float)
    return made


def columns(facts: Facts, person: Facts, shown: Exposures, means: dict[str, float]) -> Table:
    """This function will put the features of showings together.

    :param facts: of the clip of each showing
    :param person: of who it is shown to, and how often they met its groups
    """
    person_long = smoothed(person["long"], person["seen"], means["long"], LONG_PERSON)
    person_like = smoothed(person["liked"], person["seen"], means["like"], LIKE_PERSON)
    made: Facts = {
        "hour": shown.hour.astype(float),
        "surface": shown.surface.astype(float),
        "seconds": facts["seconds"],
        "age_days": shown.age_days,
        "person_seen": person["seen"],
        "item_seen": facts["seen"],
        "person_long": person_long,
        "person_like": person_like,
        "item_long": smoothed(facts["long"], facts["seen"], means["long"], LONG_ITEM),
        "item_like": smoothed(facts["liked"], facts["seen"], means["like"], LIKE_ITEM),
    }
    for name in GROUPS:
        made |= _group(name, facts, person, person_long, person_like, means)
    made |= _lately(facts, person, means)
    if "less_lately" in facts:  # a public log does not know it
        made["item_less"] = smoothed(facts["less_lately"], facts["lately"], means["less"], LESS_ITEM)
    made |= {
        "activity": person["activity"],
        "days_here": person["days"],
        "makes_clips": person["makes"],
        "kind": facts["kind"],
        "match": person["match"],
        "match_mean": person["match"] / np.sqrt(np.maximum(person["watched"], 1)),
    }
    base = {"long": person_long, "like": person_like}
    return Table(tuple(made), np.column_stack(list(made.values())).astype(np.float32), base)


def _group(
    name: str, facts: Facts, person: Facts, long_rate: Values, like_rate: Values, means: dict[str, float]
) -> Facts:
    """What is known of the clip's topic or author: in general, and of this person with it."""
    seen, long, liked = (facts[f"{name}_{what}"] for what in ("seen", "long", "liked"))
    own_seen, own_long, own_liked = (person[f"{name}_{what}"] for what in ("seen", "long", "liked"))
    return {
        f"{name}_long": smoothed(long, seen, means["long"], LONG_GROUP),
        f"{name}_like": smoothed(liked, seen, means["like"], LIKE_GROUP),
        f"own_{name}_seen": own_seen,
        f"own_{name}_long": smoothed(own_long, own_seen, long_rate, LONG_OWN) - long_rate,
        f"own_{name}_like": smoothed(own_liked, own_seen, like_rate, LIKE_OWN) - like_rate,
    }


def _lately(facts: Facts, person: Facts, means: dict[str, float]) -> Facts:
    """What the log alone says, which is newer than everything else."""
    return {
        "item_lately": np.log1p(facts["lately"]),
        "item_long_lately": smoothed(facts["long_lately"], facts["lately"], means["long"], LONG_ITEM),
        "item_like_lately": smoothed(facts["liked_lately"], facts["lately"], means["like"], LIKE_ITEM),
        "item_played": smoothed(facts["played_lately"], facts["lately"], means["played"], PLAYED_ITEM),
        "person_played": smoothed(person["played_lately"], person["lately"], means["played"], PLAYED_PERSON),
    }


def _own(group: Numbers, count: int, shown: Exposures, past: tuple[Pairs, ...]) -> list[Values]:
    """For each showing and each of `past`: how often this person met this group there."""
    if not len(shown):
        return [np.zeros(0)] * len(past)
    wanted = shown.person.astype(np.int64) * count + group[shown.item]
    known, place = np.unique(wanted, return_inverse=True)
    people = np.unique(shown.person)
    found = []
    for pairs in past:
        theirs = people[np.minimum(np.searchsorted(people, pairs.person), len(people) - 1)] == pairs.person
        keys = pairs.person[theirs].astype(np.int64) * count + group[pairs.item[theirs]]
        at = np.minimum(np.searchsorted(known, keys), max(len(known) - 1, 0))
        met = known[at] == keys if len(known) else np.zeros(len(keys), bool)
        found.append(np.bincount(at[met], minlength=len(known)).astype(float)[place])
    return found
