"""The learned score of a page: features of a few candidates for one person, as learning described showings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from feed.ranking.features import Table, columns
from feed.ranking.heads import Head
from feed.ranking.items import Matched
from feed.ranking.lore import GROUPS, Facts
from feed.ranking.past import Exposures, Numbers, Values
from feed.ranking.snapshot import Snapshot
from feed.ranking.table import Clips, Places

NO_TOPIC = -1


@dataclass(frozen=True)
class Standing:
    """What the viewer did with clips of the snapshot, by their numbers there, and who they are."""

    seen: Numbers
    long: Numbers
    liked: Numbers
    lately: int = 0  # showings these thirty days
    played_lately: float = 0.0  # the share of each that was played, added up
    days: float = 0.0  # since they came
    makes: float = 0.0
    match: Matched | None = None  # what the item–item model says of every clip of the snapshot


def activity_class(seen: Values) -> Numbers:
    """This function will say in powers of two how much people have watched."""
    return np.log2(1 + seen).astype(np.int64)


def learned(
    known: Snapshot, heads: Mapping[str, Head], clips: Clips, places: Places, standing: Standing, at: float
) -> dict[str, Values]:
    """This function will give the probability of each outcome for each place."""
    table = served(known, clips, places, standing, at)
    return {name: head.probability(table) for name, head in heads.items() if head.names == table.names}


def value(chances: Mapping[str, Values], weights: Mapping[str, float]) -> Values:
    """This function will add the outcomes up by what the operator says they are worth."""
    made = sum(weights.get(name, 0.0) * chance for name, chance in chances.items())
    return np.asarray(made, float)


def served(known: Snapshot, clips: Clips, places: Places, standing: Standing, at: float) -> Table:
    """This function will describe showing each of these clips to this person now."""
    count, size = len(places), len(known.clips)
    old = places < size
    facts = _facts(known, clips, places, old)
    moment = datetime.fromtimestamp(at, UTC)
    zero = np.zeros(count, np.int64)
    shown = Exposures(
        zero, zero, np.full(count, at), zero, np.full(count, moment.hour), zero,
        np.maximum(at - clips.at[places], 0) / 86_400, np.zeros(count),
    )  # fmt: skip
    return columns(facts, _figures(known, facts, places, old, standing), shown, known.lore.means)


def _facts(known: Snapshot, clips: Clips, places: Places, old: np.ndarray) -> Facts:
    made = known.lore.facts(np.where(old, places, 0)) if len(known.clips) else {}
    if old.all():
        return made
    new = places[~old]
    numbers = {
        "seen": clips.viewers[new], "long": clips.finished[new], "liked": clips.likes[new],
        "lately": clips.viewers[new], "long_lately": clips.finished[new], "liked_lately": clips.likes[new],
        "played_lately": clips.finished[new], "seconds": clips.seconds[new],
        "kind": (clips.root[new] != clips.key[new]) + 1,
    }  # fmt: skip
    fresh = known.lore.facts_of_new(numbers, codes_of(known, clips, new))
    if not made:
        return fresh
    for name, values in fresh.items():
        made[name][~old] = values
    return made


def codes_of(known: Snapshot, clips: Clips, places: Places) -> dict[str, Numbers]:
    """This function will give the groups of clips that came after the snapshot, -1 for new ones."""
    author = clips.author[places]
    there = np.searchsorted(known.authors, author)
    found = (
        known.authors[np.minimum(there, max(len(known.authors) - 1, 0))] == author
        if len(known.authors)
        else False
    )
    return {
        "topic": topic_of(clips.vector[places], known.topics) + 1,  # 0: no words
        "author": np.where(found, there, -1),
    }


def topic_of(vectors: np.ndarray, topics: np.ndarray) -> Numbers:
    """This function will give the nearest topic of each; NO_TOPIC for what has no words."""
    if not len(topics):
        return np.full(len(vectors), NO_TOPIC)
    nearest = (vectors @ topics.T).argmax(1)
    return np.where(np.abs(vectors).sum(1) > 0, nearest, NO_TOPIC).astype(np.int64)


def _figures(known: Snapshot, facts: Facts, places: Places, old: np.ndarray, me: Standing) -> Facts:
    count = len(places)
    match = np.zeros(count)
    if me.match is not None:
        match[old] = me.match.score[places[old]]
    same = {
        "seen": len(me.seen), "long": len(me.long), "liked": len(me.liked), "lately": me.lately,
        "played_lately": me.played_lately, "activity": int(activity_class(np.array([len(me.seen)]))[0]),
        "days": me.days, "makes": me.makes, "watched": len(np.unique(me.long)),
    }  # fmt: skip
    made: Facts = {name: np.full(count, float(number)) for name, number in same.items()}
    made["match"] = match
    for group in GROUPS:
        codes, here = known.lore.codes[group], facts[group].astype(np.int64)
        is_known, there, size = here >= 0, np.maximum(here, 0), int(here.max(initial=0)) + 1
        for what, mine in (("seen", me.seen), ("long", me.long), ("liked", me.liked)):
            met = np.bincount(np.maximum(codes[mine], 0), minlength=size)
            made[f"{group}_{what}"] = np.where(is_known, met[there], 0).astype(float)
    return made
