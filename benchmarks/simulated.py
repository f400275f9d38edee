"""What is read off the simulator: how new clips start, who gets seen, what people care for and see, what steering does."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.world import TOPICS, World

if TYPE_CHECKING:
    from benchmarks.simulator import Lived

HOURS = 48
FIRST = 30
LEAST = 30  # showings from which somebody's feed is judged
STEERED = 40
TARGETS = {  # figure: value: (target, 1 at least | -1 at most)
    "start": {"first_30_within_48_h": (0.95, 1)},
    "makers": {"new_by_established": (0.8, 1)},
    "bubble": {"most_of_one_topic": (0.85, -1), "fewest_topics": (3, 1), "spread_by_taste": (0.9, 1)},
    "steering": {"more_after": (0.5, 1), "without": (0.0, -1)},
}
Figures = dict[str, dict[str, object]]


def figures(world: World, lived: Lived, days: int) -> Figures:
    """This function will read everything off one life of the world."""
    person, clip = np.array(lived.person), np.array(lived.clip)
    since = np.array(
        [
            (at - world.clips[one].at).total_seconds() / 3600
            for at, one in zip(lived.at, lived.clip, strict=True)
        ]
    )
    end = world.begins + timedelta(days=days)
    came = np.array([one.at for one in world.clips])
    young = np.flatnonzero((came > world.begins) & (came <= end - timedelta(hours=HOURS)))
    early = np.bincount(clip[since <= HOURS], minlength=len(world.clips))
    return {
        "start": start(clip, since, young, early),
        "makers": makers(world, young, early),
        "spread": {"gini": gini(early[young]), "clips_never_shown": int((early[young] == 0).sum())},
        "bubble": bubble(world, lived, person, clip, days),
        "stays": {"share": round(float(np.mean(lived.stayed)), 4)},
    }


def start(clip: np.ndarray, since: np.ndarray, young: np.ndarray, early: np.ndarray) -> dict[str, object]:
    """Whether clips that came while we looked on had their first viewers in time."""
    day = np.bincount(clip[since <= 24], minlength=len(early))
    return {
        "clips": len(young),
        "first_30_within_24_h": round(float((day[young] >= FIRST).mean()), 3),
        "first_30_within_48_h": round(float((early[young] >= FIRST).mean()), 3),
        "fewest_within_48_h": int(early[young].min()) if len(young) else 0,
        "median_within_48_h": float(np.median(early[young])),
    }


def makers(world: World, young: np.ndarray, early: np.ndarray) -> dict[str, object]:
    """Showings of clips by new and by established makers of the same quality; of good and of poor clips."""
    quality, new = world.quality[young], np.isin([world.clips[n].maker for n in young], world.newcomers)
    shown = early[young].astype(float)
    edges = np.quantile(quality, [1 / 3, 2 / 3])
    part = np.digitize(quality, edges)
    ratios, sizes = [], []
    for third in range(3):
        here, there = shown[(part == third) & new], shown[(part == third) & ~new]
        if len(here) and len(there) and there.sum():
            ratios.append(here.mean() / there.mean())
            sizes.append(len(here) + len(there))
    good, poor = shown[(part == 2) & new], shown[(part == 0) & new]
    return {
        "new_by_established": round(float(np.average(ratios, weights=sizes)), 3) if ratios else 0.0,
        "good_by_poor": round(float(good.mean() / max(poor.mean(), 1e-9)), 2)
        if len(good) and len(poor)
        else 0.0,
        "new_clips": int(new.sum()),
        "established_clips": int((~new).sum()),
    }


def gini(values: np.ndarray) -> float:
    """0 where all are shown alike, 1 where one has it all."""
    ordered = np.sort(values).astype(float)
    if not ordered.sum():
        return 0.0
    share = np.cumsum(ordered) / ordered.sum()
    return round(float(1 - 2 * share.mean() + 1 / len(ordered)), 3)


def bubble(world: World, lived: Lived, person: np.ndarray, clip: np.ndarray, days: int) -> dict[str, object]:
    """The topics each person was shown in the second half, beside what they care for; and how that changed."""
    day, topic = lived.of_day(world), world.topic[clip]
    late = day >= days // 2
    shares, tastes = [], []
    for one in np.unique(person[late]):
        here = topic[late & (person == one)]
        if len(here) >= LEAST:
            shares.append(np.bincount(here, minlength=len(TOPICS)) / len(here))
            tastes.append(lived.taste[days // 2][one])
    if not shares:
        return {"people": 0, "most_of_one_topic": 1.0, "fewest_topics": 0, "spread_by_taste": 0.0}
    seen, cared = np.array(shares), np.array(tastes)
    return {
        "people": len(seen),
        "most_of_one_topic": round(float(seen.max()), 3),
        "usual_most_of_one_topic": round(float(seen.max(1).mean()), 3),
        "fewest_topics": int((seen > 0).sum(1).min()),
        "spread_by_taste": round(float(entropy(seen).mean() / entropy(cared).mean()), 3),
        "spread_first_day": round(float(entropy(_spread(topic[day == 0])[None])[0]), 2),
        "spread_last_day": round(float(entropy(_spread(topic[day == days - 1])[None])[0]), 2),
        "overlap_with_taste": round(float(np.minimum(seen, cared).sum(1).mean()), 3),
    }


def entropy(shares: np.ndarray) -> np.ndarray:
    """Of each row, in nats."""
    made: np.ndarray = -(shares * np.log(np.maximum(shares, 1e-12))).sum(1)
    return made


def _spread(topic: np.ndarray) -> np.ndarray:
    return np.bincount(topic, minlength=len(TOPICS)) / max(len(topic), 1)


# ---------------------------------------------------------------- steering
def steering(world: World, at: datetime, people: int = STEERED) -> Figures:
    """Some people ask for more of something they care little for, then for none of what they care for most."""
    from feed.steering.operations import say, undo

    before, after, without, usual = [], [], [], []
    for person in world.dice.choice(
        len(world.persons), min(people, len(world.persons)), replace=False
    ).tolist():
        who, order = world.persons[person], np.argsort(-world.tastes[person])
        little, most = int(order[3]), int(order[0])
        before.append(share(world, person, little, at))
        say(who=who, text=f"more {TOPICS[little]}", lang="en", at=at)
        after.append(share(world, person, little, at))
        undo(who=who, at=at)
        usual.append(share(world, person, most, at))
        say(who=who, text=f"no {TOPICS[most]}", lang="en", at=at)
        without.append(share(world, person, most, at))
        undo(who=who, at=at)
    return {
        "steering": {
            "people": len(before),
            "more_before": round(float(np.mean(before)), 3),
            "more_after": round(float(np.mean(after)), 3),
            "without_before": round(float(np.mean(usual)), 3),
            "without": round(float(np.max(without)), 3),
        }
    }


def share(world: World, person: int, topic: int, at: datetime) -> float:
    """How much of somebody's next slate is about a topic."""
    from feed import slates
    from feed.cursors import Cursor

    cursor = Cursor(uuid.UUID(int=person + 1), at)
    slate = slates.slate(viewer=world.persons[person], tab="home", cursor=cursor, size=10)
    found = [world.clips[world.place[item.clip.pk]].topic for item in slate.items]
    return float(np.mean(np.array(found) == topic)) if found else 0.0
