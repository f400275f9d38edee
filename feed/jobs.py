"""What django-q2 calls."""

from __future__ import annotations

import logging

from django.utils.timezone import now

from feed.learning import learn_from_everything
from feed.steering import shelving
from feed.worth.operations import judge_new
from generation.looking import look_missing

log = logging.getLogger("kulisse.feed")


def learn() -> str:
    """This function will let the feed learn from what happened since the last time."""
    learned = learn_from_everything(at=now())
    log.info(
        "learned from %s showings in %s s: %s (gain %+.4f, for sure %+.4f)",
        learned.showings,
        learned.seconds,
        learned.because,
        learned.gain,
        learned.sure,
    )
    return learned.because


def read_new_clips() -> int:
    """This function will read what newly published clips are about."""
    return shelving.write_missing()


def judge_new_clips() -> int:
    """This function will look at published clips nobody has looked at, and judge those that came."""
    look_missing()
    return judge_new(at=now())
