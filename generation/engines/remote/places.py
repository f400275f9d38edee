"""Which server is asked next: by weight, among those that are well and have a place free. Shared on one host.

A place is a locked file, so several workers together never give a server more than its concurrency, and a
worker that dies frees its place at once. Workers on other hosts are held by the server's own 429 or 503.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generation.engines.remote.fleet import Endpoint, Fleet

FIRST_REST, LONGEST_REST = 2.0, 120.0  # seconds a server that failed is left alone, doubling


@dataclass
class Health:
    """How one server did lately, as this process saw it."""

    failures: int = 0
    rests_until: float = 0.0  # time.monotonic()

    def failed(self) -> None:
        self.failures += 1
        self.rest(min(FIRST_REST * 2 ** (self.failures - 1), LONGEST_REST))

    def rest(self, seconds: float) -> None:
        self.rests_until = max(self.rests_until, time.monotonic() + seconds)

    def worked(self) -> None:
        self.failures, self.rests_until = 0, 0.0


@dataclass
class Places:
    """The places of a fleet, and how its servers are."""

    fleet: Fleet
    folder: Path = field(default_factory=lambda: _folder())
    health: dict[str, Health] = field(default_factory=dict)

    def of(self, endpoint: Endpoint) -> Health:
        return self.health.setdefault(endpoint.url, Health())

    @contextmanager
    def free_one(self) -> Iterator[Endpoint | None]:
        """This function will hold a place at a server while the context is open; None when none is free."""
        for endpoint in self._in_turn():
            if (held := self._held(endpoint)) is not None:
                try:
                    yield endpoint
                finally:
                    os.close(held)
                return
        yield None

    def _in_turn(self) -> list[Endpoint]:
        """The healthy ones in a random order in which weight counts; the rest of them get their rest."""
        well = [one for one in self.fleet.endpoints if self.of(one).rests_until <= time.monotonic()]
        return sorted(well, key=lambda one: random.random() ** (1 / one.weight), reverse=True)  # noqa: S311

    def _held(self, endpoint: Endpoint) -> int | None:
        name = hashlib.sha256(endpoint.url.encode()).hexdigest()[:16]
        for number in range(endpoint.concurrency):
            handle = os.open(self.folder / f"{name}-{number}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(handle)
            else:
                return handle
        return None


def _folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"kulisse-places-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid() or folder.is_symlink():
        raise ValueError(f"{folder} belongs to somebody else")
    return folder
