"""The pulse of a render: progress and previews to the row, the lease kept, and the end of a process that hangs.

While an engine works on one step, a thread beside it keeps the lease; the lease runs out only when the whole
process stands still or is gone. When no step came within STEP_SECONDS the job goes back into the line and the
process ends itself, to be replaced by its cluster: a thread that is stuck in a driver can not be stopped.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.timezone import now

from generation import running
from generation.models import Job

log = logging.getLogger("kulisse.stage")
ASK_EVERY = 0.4  # seconds between two looks at the lease
DRAWN = 90  # percent when all frames are drawn; checking and sealing share the rest
HUNG = 75  # exit status of a process that ended itself


@dataclass
class Heartbeat:
    """Tells the row how far it is, and the engine when to stop; asks the database only now and then."""

    job: Job
    percent: int = 0
    preview: bytes | None = None
    is_mine: bool = True
    last: float = field(default_factory=time.monotonic)
    stepped: float = field(default_factory=time.monotonic)

    def progress(self, done: float) -> None:
        self.stepped = time.monotonic()
        self.percent = max(self.percent, round(done * DRAWN))

    def picture(self, jpeg: bytes) -> None:
        self.stepped = time.monotonic()
        self.preview = jpeg

    def should_stop(self) -> bool:
        self.stepped = time.monotonic()
        if self.is_mine and (self.preview or self.stepped - self.last >= ASK_EVERY):
            self.beat()
        return not self.is_mine

    def beat(self) -> None:
        self.is_mine = running.renew(job=self.job, at=now(), percent=self.percent, preview=self.preview)
        self.preview, self.last = None, time.monotonic()

    def keep(self) -> None:
        """This function will prolong the lease from beside the engine, when the engine has not come to it."""
        if self.is_mine and time.monotonic() - self.last >= ASK_EVERY:
            self.is_mine = running.renew(job=self.job, at=now())
            self.last = time.monotonic()


def end_process(hearts: Sequence[Heartbeat]) -> None:
    """This function will put the jobs back into the line and end this process at once."""
    for heart in hearts:
        if heart.is_mine:
            running.give_back(job=heart.job, at=now(), reason="WORKER_HUNG")
    os._exit(HUNG)


@contextmanager
def kept_alive(
    hearts: Sequence[Heartbeat],
    *,
    limit: float | None = None,
    on_hang: Callable[[Sequence[Heartbeat]], None] = end_process,
) -> Iterator[None]:
    """This function will keep the leases while the context is open, and call `on_hang` when no step comes.

    Where not even a thread gets to run, because a library holds the interpreter, the process is ended from
    outside Python, with the stack of every thread on stderr.
    """
    limit = limit or settings.STEP_SECONDS
    done = threading.Event()
    every = min(15.0, settings.LEASE_SECONDS / 4, limit / 4)
    thread = threading.Thread(
        target=_watch, args=(hearts, limit, every, on_hang, done), daemon=True, name="pulse"
    )
    _end_unless_seen_within(limit + 2 * every)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(timeout=1)
        faulthandler.cancel_dump_traceback_later()


def _watch(
    hearts: Sequence[Heartbeat],
    limit: float,
    every: float,
    on_hang: Callable[[Sequence[Heartbeat]], None],
    done: threading.Event,
) -> None:
    try:
        while not done.wait(every):
            _end_unless_seen_within(limit + 2 * every)
            if time.monotonic() - max(heart.stepped for heart in hearts) > limit:
                log.error("no step within %s s: this worker ends itself", limit)
                faulthandler.dump_traceback(file=2)
                on_hang(hearts)
                return
            _keep(hearts)
    finally:
        connection.close()


def _end_unless_seen_within(seconds: float) -> None:
    """A clock outside the interpreter: it ends the process when nobody winds it again in time."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=2)


def _keep(hearts: Sequence[Heartbeat]) -> None:
    for heart in hearts:
        try:
            heart.keep()
        except DatabaseError:  # the next round tries again; the lease outlasts several rounds
            log.warning("the lease of job %s could not be prolonged", heart.job.pk, exc_info=True)
            connection.close()
