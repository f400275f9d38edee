"""A thousand invented people use the feed: do new makers get a fair start, does steering work, is there a bubble?

    python -m benchmarks.simulator [--people 1000] [--clips 1500] [--days 6]

People, clips, showings and likes are real rows; slates, learning (each night) and steering are the code that serves.
What people stay with is invented: by taste first, by the clip's quality second; tastes drift. The same world is lived
three times: with the feed as it is, with the feed without exploration, and in order of popularity, so that a figure
means something. One JSON line a figure; those of the feed as it is have targets, and one that is missed ends with 1.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from benchmarks.instance import begin, say
from benchmarks.world import SECONDS, World, build, publish

SLATE = 10
SITTINGS = (9, 13, 18, 21)  # hours of the day
AT_ONCE = 0.1  # of all people, who sit down each time
NEW_A_DAY = 0.008  # new clips for each person and day, half of them by makers who are new
FIRST = 30  # viewers they had before that week
SHOWN_BEFORE = 30  # clips each person saw in the week before
Choose = Callable[[int, datetime], list[tuple[int, str, float]]]  # clip, source and chance at each place


@dataclass
class Lived:
    """Everything that was shown, one entry each."""

    person: list[int] = field(default_factory=list)
    clip: list[int] = field(default_factory=list)
    at: list[datetime] = field(default_factory=list)
    stayed: list[bool] = field(default_factory=list)
    taste: list[np.ndarray] = field(default_factory=list)  # of each day, what everybody cared for

    def of_day(self, world: World) -> np.ndarray:
        return np.array([(at - world.begins).days for at in self.at])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--clips", type=int, default=1500)
    parser.add_argument("--days", type=int, default=6)
    wanted = parser.parse_args(arguments)
    begin()
    from django.utils.timezone import now

    begins = (now() - timedelta(days=wanted.days)).replace(hour=0, minute=0, second=0, microsecond=0)
    missed = simulated(wanted.people, wanted.clips, wanted.days, begins)
    for name in missed:
        print(f"missed: {name}", file=sys.stderr)
    return 1 if missed else 0


def simulated(people: int, clips: int, days: int, begins: datetime) -> list[str]:
    """This function will live in the same world three times, say what came of it and name the targets missed."""
    from benchmarks.simulated import figures, steering

    found = {}
    for arm in ("popularity", "no exploration", "ours"):
        began = time.monotonic()
        forget_everything()
        world = build(people, clips, begins)
        lived = live(world, days, arm)
        found[arm] = figures(world, lived, days)
        say("simulator_run", arm=arm, seconds=round(time.monotonic() - began), showings=len(lived.clip))
    found["ours"] |= steering(world, begins + timedelta(days=days))
    found["ours"]["stays"]["by_popularity"] = _part(found, "ours", "popularity")
    found["ours"]["stays"]["by_no_exploration"] = _part(found, "ours", "no exploration")
    return tell(found)


def _part(found: dict[str, dict[str, dict[str, object]]], one: str, other: str) -> float:
    """How much more people stayed with one order than with another."""
    mine, theirs = (float(str(found[arm]["stays"]["share"])) for arm in (one, other))
    return round(mine / max(theirs, 1e-9), 3)


def tell(found: dict[str, dict[str, dict[str, object]]]) -> list[str]:
    """One line a figure and arm, with the target where there is one."""
    from benchmarks.simulated import TARGETS

    missed = []
    for arm, parts in found.items():
        for name, values in parts.items():
            targets = TARGETS.get(name, {}) if arm == "ours" else {}
            say(
                f"simulator_{name}",
                arm=arm,
                **values,
                **{f"target_{key}": said for key, (said, _how) in targets.items()},
            )
            missed += [
                f"{name} {key} {values[key]}, target {'at least' if how > 0 else 'at most'} {said}"
                for key, (said, how) in targets.items()
                if not how * (float(str(values[key])) - said) >= 0
            ]  # fmt: skip
    return missed


def forget_everything() -> None:
    """The next arm begins in an empty instance."""
    import shutil

    from accounts.models import User
    from feed import knowledge, shelf
    from generation.models import Clip, Job

    for model in (Clip, Job):
        model.objects.all().delete()
    User.objects.filter(handle__startswith="person_").delete()
    shutil.rmtree(knowledge.folder(), ignore_errors=True)
    shelf._held.clear()


# ---------------------------------------------------------------- days
def live(world: World, days: int, arm: str) -> Lived:
    """This function will let the days go by: clips come, people sit down, the feed learns by night."""
    from feed.learning import learn_from_everything

    lived = Lived()
    remember(world)
    chooses = by_popularity(world, lived) if arm == "popularity" else by_the_feed(world)
    with without_exploration() if arm == "no exploration" else contextlib.nullcontext():
        for day in range(days):
            midnight = world.begins + timedelta(days=day)
            if arm != "popularity":
                learn_from_everything(at=midnight)
            lived.taste.append(copy.copy(world.tastes))
            new = max(2, round(NEW_A_DAY * len(world.persons)))
            for part, hour in enumerate(SITTINGS):
                come(world, midnight + timedelta(hours=hour), range(new * part // 4, new * (part + 1) // 4))
                sitting(world, lived, midnight + timedelta(hours=hour), chooses, writes=arm != "popularity")
            world.drift()
    return lived


def come(world: World, at: datetime, numbers: range) -> None:
    """New clips, every other one by somebody new."""
    if numbers:
        makers = [world.dice.choice(world.newcomers if number % 2 else world.makers) for number in numbers]
        publish(world, np.array(makers), [at - timedelta(minutes=1)] * len(makers))


def sitting(world: World, lived: Lived, at: datetime, chooses: Choose, *, writes: bool) -> None:
    """A tenth of all people, one after the other."""
    from django.db import transaction

    from feed import shelf

    shelf._held.clear()  # a simulated day is seconds: what is held for three of them would be held for hours
    sit = max(1, int(AT_ONCE * len(world.persons)))
    people = world.dice.choice(len(world.persons), sit, replace=False, p=world.activity)
    with transaction.atomic():
        for step, person in enumerate(people.tolist()):
            moment = at + timedelta(seconds=20 * step)
            watch(world, lived, person, chooses(person, moment), moment, writes=writes)


def watch(
    world: World,
    lived: Lived,
    person: int,
    shown: list[tuple[int, str, float]],
    at: datetime,
    *,
    writes: bool,
) -> None:
    """What somebody makes of a slate, written as the browser would tell it."""
    from feed.operations import Watched, like, record_watches
    from generation.models import Clip

    clips = [clip for clip, _source, _chance in shown]
    stays = world.dice.random(len(clips)) < world.stays(person, clips)
    likes = stays & (world.dice.random(len(clips)) < 0.25 * world.quality[clips])
    parts = np.where(stays, 1.0, world.dice.uniform(0.03, 0.5, len(clips)))
    lived.person += [person] * len(clips)
    lived.clip += clips
    lived.at += [at] * len(clips)
    lived.stayed += stays.tolist()
    if not writes:
        return
    who, request = world.persons[person], uuid.UUID(int=int(world.dice.integers(2**62)))
    record_watches(
        who=who, at=at,
        watches=[
            Watched(world.clips[clip].id, request, place, source, int(1000 * SECONDS * parts[place]), 0, chance)
            for place, (clip, source, chance) in enumerate(shown)
        ],
    )  # fmt: skip
    for clip in np.array(clips)[likes].tolist():
        like(who=who, clip=Clip(pk=world.clips[clip].id, author_id=who.pk), at=at)


def remember(world: World) -> None:
    """The week before: clips shown at random, so that there is something to learn from."""
    from feed.models import Like, Tally, Watch

    count, people = len(world.clips), len(world.persons)
    watches, likes = [], []
    shown, finished, liked = (np.zeros(count, int) for _what in range(3))
    for person in range(people):
        some = world.dice.choice(count, min(SHOWN_BEFORE, count), replace=False)
        stays = world.dice.random(len(some)) < world.stays(person, some.tolist())
        hearts = stays & (world.dice.random(len(some)) < 0.25 * world.quality[some])
        for clip, stayed, heart in zip(some.tolist(), stays.tolist(), hearts.tolist(), strict=True):
            oldest = (world.begins - world.clips[clip].at).total_seconds()
            at = world.begins - timedelta(seconds=min(oldest, 6 * 86_400) * float(world.dice.random()))
            ms = int(1000 * SECONDS * (1 if stayed else world.dice.uniform(0.03, 0.5)))
            who, clip_id = world.persons[person], world.clips[clip].id
            watches.append(Watch(who=who, clip_id=clip_id, source="new", watched_ms=ms, created_at=at))
            if heart:
                likes.append(Like(who=who, clip_id=clip_id, created_at=at))
        np.add.at(shown, some, 1)
        np.add.at(finished, some[stays], 1)
        np.add.at(liked, some[hearts], 1)
    Watch.objects.bulk_create(watches, batch_size=1000)
    Like.objects.bulk_create(likes, batch_size=1000)
    rows = [
        Tally(
            clip_id=clip.id,
            viewers=int(shown[n]) + FIRST,
            finished=int(finished[n]) + 10,
            likes=int(liked[n]),
        )
        for n, clip in enumerate(world.clips)
    ]
    Tally.objects.bulk_create(rows, batch_size=1000)


# ---------------------------------------------------------------- who chooses
def by_the_feed(world: World) -> Choose:
    from feed import slates
    from feed.cursors import Cursor

    def choose(person: int, at: datetime) -> list[tuple[int, str, float]]:
        cursor = Cursor(uuid.UUID(int=int(world.dice.integers(2**62))), at)
        slate = slates.slate(viewer=world.persons[person], tab="home", cursor=cursor, size=SLATE)
        return [(world.place[item.clip.pk], item.source, item.chance) for item in slate.items]

    return choose


def by_popularity(world: World, lived: Lived) -> Choose:
    """What most people stayed with, of what somebody has not seen."""
    from feed.models import Tally

    kept = dict(Tally.objects.values_list("clip_id", "finished"))
    stayed = np.array([kept.get(clip.id, 0) for clip in world.clips], float)
    seen: dict[int, set[int]] = {}
    counted = 0

    def choose(person: int, at: datetime) -> list[tuple[int, str, float]]:
        nonlocal stayed, counted
        stayed = np.r_[stayed, np.zeros(len(world.clips) - len(stayed))]
        new = np.array(lived.clip[counted:], int)[np.array(lived.stayed[counted:], bool)]
        np.add.at(stayed, new, 1)
        counted = len(lived.clip)
        mine = seen.setdefault(person, set())
        order = np.argsort(-stayed, kind="stable").tolist()
        chosen = [clip for clip in order if clip not in mine][:SLATE]
        mine.update(chosen)
        return [(clip, "popular", 1.0) for clip in chosen]

    return choose


@contextlib.contextmanager
def without_exploration() -> Iterator[None]:
    """The feed without all that is done for what is new: no draw, no newcomer's place, no lead for the unproven."""
    from feed.ranking import arranging, rank

    kept = arranging.EXPLORED, arranging.NEWCOMER, rank.UNPROVEN
    arranging.EXPLORED, arranging.NEWCOMER, rank.UNPROVEN = 0.0, 0, 0.0
    try:
        yield
    finally:
        arranging.EXPLORED, arranging.NEWCOMER, rank.UNPROVEN = kept


if __name__ == "__main__":
    sys.exit(main())
