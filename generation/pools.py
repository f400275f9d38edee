"""Opening and closing pools of workers. A row says it; workers read it before each claim.

Drain: what runs is finished, nothing new is taken. Pause: what runs goes back into the line at its next step,
without counting as a failed try. Both end by `resume_pool`, or by themselves at `until`.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction

from accounts.models import User
from generation import queue, running
from generation.models import Job, Pool
from generation.states import PoolState

log = logging.getLogger("kulisse.stage")


class PoolUnknown(Exception):
    """No engine renders in a pool of that name."""


def all_pools() -> list[Pool]:
    """This function will give a row for each configured pool, making those that are missing, by name."""
    for name in settings.POOLS:
        Pool.objects.get_or_create(name=name)
    return list(Pool.objects.select_related("changed_by").order_by("name"))


def pool_named(name: str) -> Pool:
    """:raises PoolUnknown: naming those there are"""
    found = next((pool for pool in all_pools() if pool.name == name), None)
    if found is None:
        raise PoolUnknown(f"{name!r}: the pools are {', '.join(settings.POOLS)}")
    return found


def drain_pool(
    *, pool: Pool, at: datetime, by: User | None = None, until: datetime | None = None, note: str = ""
) -> None:
    """This function will have the pool finish what runs and take nothing new, for good or until a moment."""
    _change(pool, PoolState.DRAINING, at, by, until, note)


def pause_pool(
    *, pool: Pool, at: datetime, by: User | None = None, until: datetime | None = None, note: str = ""
) -> int:
    """This function will have the pool take nothing new and give back what runs; it counts what it gave back.

    A worker notices at its next step. The job keeps its turn, so it is the first to start again.
    """
    _change(pool, PoolState.PAUSED, at, by, until, note)
    rendering = Job.objects.running().filter(pool=pool.name)
    return sum(running.give_back(job=job, at=at, reason="POOL_PAUSED", counts=False) for job in rendering)


def resume_pool(*, pool: Pool, at: datetime, by: User | None = None) -> None:
    """This function will open the pool and wake its workers."""
    _change(pool, PoolState.OPEN, at, by, None, "")


@transaction.atomic
def _change(
    pool: Pool, to: PoolState, at: datetime, by: User | None, until: datetime | None, note: str
) -> None:
    """A claim updates the same row, so it either came before and is seen, or comes after and finds it closed."""
    changes = {"state": to, "until": until, "note": note[:200], "changed_at": at, "changed_by": by}
    Pool.objects.filter(pk=pool.pk).update(**changes)
    for name, value in changes.items():
        setattr(pool, name, value)
    log.warning(
        "pool %s: %s%s", pool.name, to.name.lower(), f" until {until:%Y-%m-%d %H:%M %Z}" if until else ""
    )
    if to == PoolState.OPEN:
        queue.wake(pool.name)


def reopen_due(*, at: datetime) -> int:
    """This function will open the pools whose time has come, and count them."""
    due = list(Pool.objects.exclude(state=PoolState.OPEN).filter(until__lte=at))
    for pool in due:
        resume_pool(pool=pool, at=at)
    return len(due)
