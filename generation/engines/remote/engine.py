"""The engine that has others do it. Our rows stay the truth: what a server lost is given to the next one.

A job is on one server at a time and its film becomes one clip, however often it had to be submitted.
"""

from __future__ import annotations

import logging
import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import numpy as np

from generation.engines.remote.calls import Busy, Down, Lost, Server
from generation.engines.remote.film import frames_of, sound_of
from generation.engines.remote.fleet import SOURCES, Fleet, fleet_of
from generation.engines.remote.places import Places
from generation.engines.remote.tending import MADE, SLICE, once, wait
from generation.engines.types import (
    SOUND_RATE,
    Capabilities,
    EngineFailed,
    Line,
    OnPreview,
    OnProgress,
    Request,
    ShouldStop,
    Sound,
    Take,
    unseen,
)

log = logging.getLogger("kulisse.remote")
SUBMITS = 3  # how often one job is given to a server


class Remote:
    """See generation.engines.types.Engine."""

    name = "remote"

    def __init__(self, model: str) -> None:
        self.fleet: Fleet = fleet_of(model, os.environ.get("KULISSE_REMOTES", ""))
        self.version = self.fleet.model or "1"
        self.capabilities = _capabilities(self.fleet)
        self._places = Places(self.fleet)
        self._servers = {one.url: Server(one, self.fleet.dialect) for one in self.fleet.endpoints}

    def understand(self, request: Request) -> tuple[dict[str, object], tuple[str, ...]]:
        return {}, ()

    def render(
        self,
        request: Request,
        on_progress: OnProgress,
        should_stop: ShouldStop,
        on_preview: OnPreview = unseen,
    ) -> Take:
        file = tempfile.TemporaryFile(prefix="kulisse-film-")  # noqa: SIM115  # nameless: nobody need clean up
        try:
            has_sound = self._made(request, file, on_progress, should_stop)
            sound, lines = self._heard(file, request, has_sound=has_sound)
        except BaseException:
            file.close()
            raise
        on_progress(MADE)
        count = round(request.seconds * request.fps)
        return Take(
            frames=frames_of(file, request, count, should_stop),
            frame_count=count,
            fps=request.fps,
            sound=sound,
            lines=lines,
            source_type=SOURCES[self.fleet.source],
        )

    def _heard(self, file: IO[bytes], request: Request, *, has_sound: bool) -> tuple[Sound, tuple[Line, ...]]:
        """The film's own sound; under a silent one the words are sounded as the paper theatre would."""
        if has_sound and request.sound:
            return sound_of(file, request), ()
        if not request.sound:
            return _silence(request), ()
        from generation.engines.diffusers.sounding import (
            laid_sound,  # it imports the theatre: only when needed
        )

        return laid_sound(request)

    def _made(
        self, request: Request, file: IO[bytes], on_progress: OnProgress, should_stop: ShouldStop
    ) -> bool:
        """Fills the file with the film and says whether it has sound."""
        key, why = uuid.uuid4().hex, ""
        for number in range(SUBMITS):
            with self._place(should_stop) as server:
                health = self._places.of(server.endpoint)
                try:
                    found = once(
                        server, self.fleet, request, file, f"{key}-{number}", on_progress, should_stop
                    )
                except Busy as busy:
                    health.rest(busy.after)
                    why = f"{server.endpoint.url}: {busy}"
                except (Down, Lost) as error:
                    health.failed()
                    why = f"{server.endpoint.url}: {error}"
                else:
                    health.worked()
                    return found
            log.warning("a job is given to a server again: %s", why)
        raise EngineFailed("REMOTE_DOWN", f"given to servers {SUBMITS} times: {why}")

    @contextmanager
    def _place(self, should_stop: ShouldStop) -> Iterator[Server]:
        """Waits for a server that is well and has a place free.

        :raises EngineFailed: when none had within the fleet's patience
        """
        until = time.monotonic() + self.fleet.patience
        while True:
            with self._places.free_one() as endpoint:
                if endpoint is not None:
                    yield self._servers[endpoint.url]
                    return
            if time.monotonic() > until:
                raise EngineFailed("REMOTE_DOWN", f"no server was free for {self.fleet.patience} s")
            wait(SLICE, should_stop)


def _silence(request: Request) -> Sound:
    return np.zeros((round(request.seconds * SOUND_RATE), 2), np.float32)


def _capabilities(fleet: Fleet) -> Capabilities:
    return Capabilities(
        title=fleet.title or fleet.model or fleet.name,
        licence=fleet.licence,
        licence_note=fleet.licence_note,
        lengths=fleet.lengths,
        sizes=fleet.sizes,
        rates=fleet.rates,
        sound="model" if fleet.sound else "laid",
        negative=fleet.negative,
        picture=fleet.picture,
    )
