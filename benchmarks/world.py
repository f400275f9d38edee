"""A small world of invented people for the simulator: tastes that drift, makers of all qualities, clips as real rows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np

TOPICS = (
    "cat", "horse", "robot", "dragon", "piano", "train", "rocket", "castle", "pizza", "football", "dancer", "ghost",
)  # fmt: skip
LOOKS = ("in the rain", "at night", "in the snow", "in the fog", "at sunrise", "in the wind")
SECONDS = 8.0
FAVOURITES = 3.0  # how many topics a taste is spread over, about
DRIFT = 0.04  # of a taste that is new each day
OLD_DAYS = 20  # in which the clips came that stood when the simulation begins
LONG_HERE = 200  # days since who made those came


@dataclass
class Made:
    """One clip: its number is its place in `World.clips`."""

    id: uuid.UUID
    maker: int
    topic: int
    quality: float  # 0 to 1, whoever looks
    at: datetime


@dataclass
class World:
    """People by number; `tastes` has one row for each and adds up to 1."""

    dice: np.random.Generator
    begins: datetime
    persons: list[Any]
    tastes: np.ndarray
    skill: np.ndarray  # of each person as a maker
    makers: np.ndarray  # numbers of people who made clips from the beginning
    newcomers: np.ndarray  # numbers of people who begin while we look on
    activity: np.ndarray  # how likely each is the one who sits down next
    clips: list[Made] = field(default_factory=list)
    place: dict[uuid.UUID, int] = field(default_factory=dict)

    @property
    def topic(self) -> np.ndarray:
        return np.array([clip.topic for clip in self.clips])

    @property
    def quality(self) -> np.ndarray:
        return np.array([clip.quality for clip in self.clips])

    def stays(self, person: int, clips: list[int]) -> np.ndarray:
        """How likely somebody is to watch each of these clips to its end: by taste first, by quality second."""
        taste = self.tastes[person] / self.tastes[person].max()
        odds = -3.0 + 3.0 * taste[self.topic[clips]] + 2.5 * self.quality[clips]
        made: np.ndarray = 1 / (1 + np.exp(-odds))
        return made

    def drift(self) -> None:
        """A day goes by: each taste moves a little towards something else."""
        other = self.dice.dirichlet(np.full(len(TOPICS), FAVOURITES / len(TOPICS)), len(self.tastes))
        self.tastes = (1 - DRIFT) * self.tastes + DRIFT * other


def build(people: int, clips: int, begins: datetime, seed: int = 1) -> World:
    """This function will write people, of whom one in seven makes clips, and the clips of the weeks before."""
    from accounts.models import User

    dice = np.random.default_rng(seed)
    count = max(people // 14, 2)
    numbers = dice.permutation(people)
    makers, newcomers = numbers[:count], numbers[count : 2 * count]
    old, new = begins - timedelta(days=LONG_HERE), begins - timedelta(hours=1)
    here = set(newcomers.tolist())
    rows = [
        User(handle=f"person_{n}", email="", password="!", date_joined=new if n in here else old)
        for n in range(people)
    ]
    tastes = dice.dirichlet(np.full(len(TOPICS), FAVOURITES / len(TOPICS)), people)
    busy = dice.exponential(1.0, people) + 0.1
    world = World(
        dice, begins, User.objects.bulk_create(rows, batch_size=500), tastes,
        dice.uniform(0.1, 0.9, people), makers, newcomers, busy / busy.sum(),
    )  # fmt: skip
    publish(
        world, dice.choice(makers, clips),
        [begins - timedelta(days=OLD_DAYS * float(part)) for part in np.sort(dice.random(clips))[::-1]],
    )  # fmt: skip
    return world


def publish(world: World, makers: np.ndarray, moments: list[datetime]) -> list[int]:
    """This function will write one published clip for each maker and moment, without files, and what it is about."""
    from feed.steering.shelving import write_missing
    from generation.models import Clip, Job

    first = len(world.clips)
    jobs = []
    for maker, at in zip(makers.tolist(), moments, strict=True):
        topic = int(world.dice.choice(len(TOPICS), p=world.tastes[maker]))
        look = LOOKS[int(world.dice.integers(len(LOOKS)))]
        number = len(world.clips)
        job = Job(
            author=world.persons[maker], prompt=f"A {TOPICS[topic]} {look}", title=f"{TOPICS[topic].title()} {number}",
            engine="papertheatre", state="DONE", created_at=at,
        )  # fmt: skip
        quality = float(np.clip(world.skill[maker] + world.dice.normal(0, 0.1), 0, 1))
        world.place[job.pk] = number
        world.clips.append(Made(job.pk, maker, topic, quality, at))
        jobs.append(job)
    Job.objects.bulk_create(jobs, batch_size=200)
    rows = [
        Clip(
            id=job.pk, job=job, author=job.author, title=job.title, state="PUBLISHED", engine="papertheatre 1",
            source_type="algorithmicMedia", width=720, height=1280, seconds=SECONDS, fps=24, folder=f"x/{job.pk}",
            created_at=job.created_at, published_at=job.created_at,
        )
        for job in jobs
    ]  # fmt: skip
    Clip.objects.bulk_create(rows, batch_size=200)
    write_missing(most=len(rows))
    return list(range(first, len(world.clips)))
