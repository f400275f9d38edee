"""Two tastes: people of each, and clips of both."""

import uuid
from datetime import timedelta

import numpy as np
import pytest

from accounts.models import User
from feed.models import Watch
from tests.feed.worlds import many

WORDS = ("A fox in the snow", "A robot bakes bread")


@pytest.fixture
def tastes(ada, noor, at):
    """24 people, half of whom stay with foxes and half with robots; 24 clips; six days of showings."""
    clips = many(
        [(ada, noor)[n // 2 % 2] for n in range(24)],
        [WORDS[n % 2] for n in range(24)],
        at - timedelta(days=5),
    )
    people = User.objects.bulk_create(User(handle=f"p{n}", email="") for n in range(24))
    dice = np.random.default_rng(3)
    rows = [
        Watch(
            who=person, clip=clip, req_id=uuid.uuid4(), source="new", created_at=at - timedelta(hours=1 + hour),
            watched_ms=1600 if dice.random() < (0.9 if (n + m) % 2 == 0 else 0.1) else 80,
        )
        for hour in range(0, 144, 16)
        for n, person in enumerate(people)
        for m, clip in enumerate(clips)
    ]  # fmt: skip
    Watch.objects.bulk_create(rows)
    return people, clips
