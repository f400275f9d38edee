"""One job on one server: submitted, asked after, fetched, looked over, and forgotten there whatever comes of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import IO

from generation.engines.remote.calls import Busy, Declined, Down, Lost, Server, TooMuch
from generation.engines.remote.dialects import Answer, fields_of
from generation.engines.remote.film import looked_over
from generation.engines.remote.fleet import Fleet
from generation.engines.types import EngineFailed, OnProgress, Request, ShouldStop, Stopped

SLICE = 0.1  # seconds between two questions whether to stop
POLL_FIRST, POLL_MOST = 0.4, 5.0
OUTAGE = 30.0  # seconds a server may be silent before its job counts as lost
LATE = 30.0  # seconds a finished film may take to appear
MADE = 0.8  # of the progress: the server's part; the rest is the film's way and its decoding


def once(
    server: Server,
    fleet: Fleet,
    request: Request,
    file: IO[bytes],
    key: str,
    on_progress: OnProgress,
    should_stop: ShouldStop,
) -> bool:
    """One job on one server, from submitting it to its film; whatever happens, the server is told to forget it."""
    until = time.monotonic() + fleet.limit
    fields = fields_of(request, fleet.dialect, fleet)
    answer = _submitted(server, fleet, lambda: server.submit(fields, request.picture, key), should_stop)
    try:
        _finished(server, fleet, answer, until, on_progress, should_stop)
        _fetched(server, fleet, answer.id, file, until, should_stop)
        return looked_over(file, request).has_sound
    except (TooMuch, Declined) as error:
        raise EngineFailed("REMOTE_FILE", str(error)) from None
    finally:
        server.cancel(answer.id)


def _submitted(server: Server, fleet: Fleet, submit: Callable[[], Answer], should_stop: ShouldStop) -> Answer:
    """A busy server is asked again here only when it is the only one; else the next one is asked."""
    until = time.monotonic() + fleet.patience
    while True:
        try:
            return submit()
        except Declined as declined:
            raise EngineFailed("REMOTE_REFUSED", f"{server.endpoint.url}: {declined}") from None
        except Busy as busy:
            if len(fleet.endpoints) > 1 or time.monotonic() + busy.after > until:
                raise
            wait(busy.after, should_stop)


def _finished(
    server: Server,
    fleet: Fleet,
    answer: Answer,
    until: float,
    on_progress: OnProgress,
    should_stop: ShouldStop,
) -> None:
    """Asks until the server says done. A short silence is forgiven; not knowing the job is not."""
    pause, heard = POLL_FIRST, time.monotonic()
    while answer.state != "done":
        if answer.state == "failed":
            code = "REMOTE_REFUSED" if answer.was_declined else "REMOTE_FAILED"
            raise EngineFailed(code, f"{server.endpoint.url}: {answer.code} {answer.message}")
        if time.monotonic() > until:
            raise EngineFailed("REMOTE_FAILED", f"not done after {fleet.limit} s")
        on_progress(MADE * answer.progress)
        wait(answer.poll_after or pause, should_stop)
        pause = min(pause * 1.3, POLL_MOST)
        try:
            answer = server.look(answer.id)
            heard = time.monotonic()
        except Busy as busy:
            wait(busy.after, should_stop)
        except Down:
            if time.monotonic() - heard > OUTAGE:
                raise


def _fetched(
    server: Server, fleet: Fleet, video: str, file: IO[bytes], until: float, should_stop: ShouldStop
) -> None:
    """Servers are late with a film at times, and lines break: it is fetched again for a while."""
    late = min(until, time.monotonic() + LATE)
    pause = POLL_FIRST
    while True:
        try:
            return server.fetch(video, file, fleet.megabytes * 1_000_000, until, should_stop)
        except (Lost, Down, Busy):
            if time.monotonic() + pause > late:
                raise
        wait(pause, should_stop)
        pause = min(pause * 1.5, POLL_MOST)


def wait(seconds: float, should_stop: ShouldStop) -> None:
    """:raises Stopped: when `should_stop` says so meanwhile"""
    until = time.monotonic() + seconds
    while True:
        if should_stop():
            raise Stopped
        left = until - time.monotonic()
        if left <= 0:
            return
        time.sleep(min(SLICE, left))
