"""The feed learns from what happened: a new snapshot each time, new heads where they are better than what stands.

Called by `manage.py train_feed` and by the clock of the `default` pool. What is measured on the newest day is what is
put in place: the heads have not seen that day.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.conf import settings

from feed import knowledge, memory, shelf
from feed.memory import Showings
from feed.ranking import content, lasting
from feed.ranking.arranging import EXPLORED
from feed.ranking.features import Table
from feed.ranking.heads import SERVED, Head, fit_head
from feed.ranking.learning import known_each_morning, learn_items
from feed.ranking.lore import lore_of
from feed.ranking.measures import gained, gauc, within_people
from feed.ranking.past import Exposures, Items, Numbers, Pairs, Past, People, Values
from feed.ranking.serving import activity_class, topic_of, value
from feed.ranking.snapshot import Snapshot
from feed.ranking.table import Clips

LOG_DAYS = 5  # the newest, which heads learn from and are measured on; half of all while there are fewer
MOST = 160_000  # showings heads learn from; of more, those of some people
LEAST, LEAST_OF_ONE = 2000, 40  # showings, and times an outcome happened, from which it is learned
TOPICS = 64
COUNTED = ("long", "like")  # outcomes by which two orders are compared
EXPLORED_WEIGHT = 10.0  # at most, of a showing whose clip was drawn by lot


@dataclass(frozen=True)
class Learned:
    """What came of it, for the log and the page about the feed."""

    clips: int
    showings: int
    seconds: float
    figures: dict[str, dict[str, float]]  # by way of ordering: GAUC of each outcome on the newest day
    placed: bool
    parts: dict[str, float]  # seconds
    because: str  # TOO_LITTLE | BETTER | WITHIN_NOISE | NOT_BETTER
    gain: float = 0.0  # of GAUC, over the best of all other orders
    sure: float = 0.0  # what is left of it with a chance of 95 in 100


def learn_from_everything(*, at: datetime) -> Learned:
    """This function will make a new snapshot, and new heads where they order the newest day better than all else."""
    began = time.monotonic()
    clips, directions, topics = known_clips(at)
    shown = memory.showings(clips, at)
    past, long = past_of(clips, topics, shown, at)
    read = time.monotonic()
    snapshot = Snapshot(
        clips, learn_items(past.with_log()), lore_of(past.with_log()), directions, topics,
        np.unique(clips.author), long, at.timestamp(),
    )  # fmt: skip
    knowledge.put_snapshot(snapshot)
    together = time.monotonic()
    found = _measured(past, shown)
    if found.because == "BETTER":
        about = {"figures": found.figures, "at": at.isoformat(), "showings": len(shown.who)}
        knowledge.put_heads(found.heads, about)
    learned = Learned(
        len(clips),
        len(shown.who),
        round(time.monotonic() - began, 1),
        found.figures,
        found.because == "BETTER",
        {
            "reading": round(read - began, 1),
            "items": round(together - read, 1),
            "heads": round(time.monotonic() - together, 1),
        },
        found.because,
        found.gain,
        found.sure,
    )
    knowledge.note(learned.__dict__ | {"at": at.isoformat()})
    return learned


def evaluated(*, at: datetime) -> tuple[dict[str, dict[str, float]], str]:
    """This function will measure orders on the newest day as learning does, and change nothing."""
    clips, _directions, topics = known_clips(at)
    shown = memory.showings(clips, at)
    past, _from_ms = past_of(clips, topics, shown, at)
    found = _measured(past, shown)
    return found.figures, found.because


def known_clips(at: datetime) -> tuple[Clips, content.Vectors, content.Vectors]:
    """This function will read all published clips: their table, the directions of their words, their topics."""
    rows, texts = [], []
    clips = memory.published().filter(published_at__lte=at).order_by("published_at", "id")
    for row in clips.values(*shelf.COLUMNS).iterator():
        texts.append(shelf.text_of(row))
        rows.append({name: row[name] for name in row if name != "job__understood"})  # of many it is large
    directions = content.learned_directions(texts)
    vectors = content.vectors_of(texts, directions)
    return shelf.as_table(rows, vectors), directions, content.middles(vectors, TOPICS)


def past_of(clips: Clips, topics: content.Vectors, shown: Showings, at: datetime) -> tuple[Past, Values]:
    """This function will turn rows into what is known, its log the newest days; and when a clip counts as stayed with."""
    from_ms = lasting.thresholds(clips.seconds[shown.item], shown.ms)
    long = lasting.stayed(clips.seconds[shown.item], shown.ms, from_ms)
    people, person = np.unique(shown.who, return_inverse=True)
    day = _days(shown.at)
    days = np.unique(day)
    newest = np.isin(day, days[-min(LOG_DAYS, max(2, len(days) // 2)) :])
    liked = memory.likes(clips, at)
    index = np.searchsorted(people, liked.who).clip(0, max(len(people) - 1, 0))
    here = (people[index] == liked.who) if len(people) else np.zeros(len(liked.who), bool)
    begin = float(shown.at[newest].min()) if newest.any() else at.timestamp()
    here &= liked.at < begin
    outcomes = {
        "long": long,
        "like": liked.followed(shown, memory.SOON, memory.SOON),
        **_fruits(clips, shown, at),
    }
    played = np.clip(shown.ms / 1000 / np.maximum(clips.seconds[shown.item], 0.1), 0, 3)
    log = Exposures(
        person[newest], shown.item[newest], shown.at[newest], day[newest], (shown.at[newest] // 3600 % 24).astype(int),
        np.zeros(int(newest.sum()), np.int64), np.maximum(shown.at - clips.at[shown.item], 0)[newest] / 86_400,
        played[newest], {name: values[newest].astype(np.int8) for name, values in outcomes.items()},
    )  # fmt: skip
    old, old_long = ~newest, ~newest & long
    past = Past(
        _items(clips, topics), _people(people, person, old, played, clips, at), Pairs(person[old], shown.item[old]),
        Pairs(person[old_long], shown.item[old_long]), Pairs(index[here], liked.item[here]), log,
    )  # fmt: skip
    return past, from_ms


def _fruits(clips: Clips, shown: Showings, at: datetime) -> dict[str, np.ndarray]:
    """Rarer outcomes: a remix of the clip, a follow of its maker, both soon after."""
    by_author = Showings(shown.who, clips.author[shown.item], shown.at, shown.ms, shown.chance, shown.drawn)
    return {
        "make": memory.remixes(clips, at).followed(shown, memory.SOON, 0),
        "follow": memory.follows(at).followed(by_author, memory.SOON, 0),
        "less": memory.less(clips, at).followed(shown, memory.SOON, 0),
    }


def _days(at: Values) -> Numbers:
    """Days by the calendar; while there are fewer than three, five parts of equal number."""
    day = (at // 86_400).astype(np.int64)
    if len(np.unique(day)) >= 3 or not len(at):
        return day
    return (np.arange(len(at)) * LOG_DAYS // len(at)).astype(np.int64)


def _items(clips: Clips, topics: content.Vectors) -> Items:
    return Items(
        author=np.unique(clips.author, return_inverse=True)[1],
        topic=topic_of(clips.vector, topics) + 1,
        kind=(clips.root != clips.key).astype(np.int64) + 1,
        seconds=clips.seconds,
    )


def _people(
    people: Numbers, person: Numbers, old: np.ndarray, played: Values, clips: Clips, at: datetime
) -> People:
    seen = np.bincount(person, minlength=len(people)).astype(float)
    days = np.maximum(at.timestamp() - memory.came(people), 0) / 86_400
    before = person[old]
    return People(
        activity_class(seen), days, np.isin(people, clips.author).astype(float),
        np.bincount(before, minlength=len(people)).astype(float),
        np.bincount(before, played[old], len(people)).astype(float),
    )  # fmt: skip


# ---------------------------------------------------------------- heads
@dataclass(frozen=True)
class Measured:
    """New heads, how well each way orders the newest day, and whether the heads are better by more than noise."""

    figures: dict[str, dict[str, float]]
    heads: dict[str, Head]
    because: str
    gain: float = 0.0
    sure: float = 0.0


def _measured(past: Past, shown: Showings) -> Measured:
    """New heads, measured on the newest day beside what stands and simple orders."""
    log, days = past.log, np.unique(past.log.day)
    if len(log) < LEAST or len(days) < 2 or log.outcomes["long"].sum() < LEAST_OF_ONE:
        return Measured({}, {}, "TOO_LITTLE")
    some = _some_people(log)
    table = known_each_morning(past, some)
    rows = log.where(some)
    newest = rows.day == days[-1]
    weight = _weights(shown, len(log))[some]
    before = _rows(table, ~newest)
    heads = {
        name: fit_head(name, before, happened[~newest], weight[~newest], seeds=(0,), part=SERVED)
        for name, happened in rows.outcomes.items()
        if happened[~newest].sum() >= LEAST_OF_ONE
    }  # fmt: skip
    test = _rows(table, newest)
    ways = {
        "popular": test.column("item_lately").astype(float),
        "new": -test.column("age_days").astype(float),
    }
    standing = knowledge.current().heads
    for name, some_heads in (("before", standing), ("learned", heads)):
        fitting = {key: head for key, head in some_heads.items() if head.names == test.names}
        if fitting:
            ways[name] = value(
                {key: head.probability(test) for key, head in fitting.items()}, settings.FEED_WEIGHTS
            )
    return _judged(ways, rows.where(newest), heads)


def _judged(ways: dict[str, Values], rows: Exposures, heads: dict[str, Head]) -> Measured:
    """What counts is how well an order puts first what people stay with and like, beside each other order."""
    figures = {name: _figures(rows, score) for name, score in ways.items()}
    within = {
        name: [within_people(rows.outcomes[what], score, rows.person) for what in COUNTED]
        for name, score in ways.items()
    }
    if "learned" not in within:
        return Measured(figures, heads, "TOO_LITTLE")
    gain, sure = min(
        (gained(list(zip(within["learned"], other, strict=True))) for name, other in within.items() if name != "learned"),
        key=lambda one: one[1],
    )  # fmt: skip
    because = "BETTER" if sure > 0 else "WITHIN_NOISE" if gain > 0 else "NOT_BETTER"
    return Measured(figures, heads, because, round(gain, 4), round(sure, 4))


def _figures(rows: Exposures, score: Values) -> dict[str, float]:
    found = {name: gauc(happened, score, rows.person) for name, happened in rows.outcomes.items()}
    return {name: round(figure, 4) for name, figure in found.items() if np.isfinite(figure)}


def _some_people(log: Exposures) -> np.ndarray:
    if len(log) <= MOST:
        return np.ones(len(log), bool)
    people = np.unique(log.person)
    some = np.random.default_rng(0).permutation(people)[: max(1, len(people) * MOST // len(log))]
    return np.isin(log.person, some)


def _weights(shown: Showings, count: int) -> Values:
    """Of the log's showings: what was drawn by lot stands for all that could have been, so it counts by how unlikely."""
    chance, drawn = shown.chance[-count:], shown.drawn[-count:]
    weight = np.where(drawn, np.clip(EXPLORED / np.maximum(chance, 1e-4), 1.0, EXPLORED_WEIGHT), 1.0)
    return weight / weight.mean()


def _rows(table: Table, chosen: np.ndarray) -> Table:
    return Table(
        table.names, table.rows[chosen], {name: values[chosen] for name, values in table.base.items()}
    )
