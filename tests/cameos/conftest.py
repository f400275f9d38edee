"""Real recordings, made once for all tests here: of one performance, and of what goes wrong with it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

import pytest

from accounts.models import User
from cameos import enrolment, jobs
from cameos.models import Challenge, Recording
from tests import recordings

STEPS = recordings.steps_of()


@pytest.fixture
def film() -> bytes:
    """Somebody does STEPS: left, 47, up, 12, right, 88. Small, as looking for faces takes the time."""
    return made()


@cache  # other folders know these fixtures, too: a fixture of a session would be one for each of them
def made() -> bytes:
    return recordings.recording(STEPS, width=180, height=240)


@pytest.fixture
def grown() -> Callable[[User], User]:
    """Old enough, and has said so."""

    def say(person: User) -> User:
        enrolment.state_birth_month(person=person, month=date(1990, 5, 1))
        return person

    return say


@pytest.fixture
def challenge_of(grown) -> Callable[..., Challenge]:
    """A fresh challenge with the steps of the film, so that it need not be made anew for each."""

    def make(person: User, at: datetime, steps: list[dict] = STEPS) -> Challenge:
        challenge = enrolment.begin(owner=grown(person), at=at)
        Challenge.objects.filter(pk=challenge.pk).update(steps=steps)
        challenge.refresh_from_db()
        return challenge

    return make


@pytest.fixture
def sent(challenge_of, film) -> Callable[..., Recording]:
    """A recording that was sent and looked at."""

    def send(person: User, at: datetime, data: bytes | None = None) -> Recording:
        challenge = challenge_of(person, at)
        recording = enrolment.receive(challenge=challenge, owner=person, data=data or film, at=at)
        jobs.look(str(recording.pk))
        recording.refresh_from_db()
        return recording

    return send
