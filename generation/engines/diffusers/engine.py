"""Any text-to-video pipeline that diffusers can load, as an engine: one model a worker, loaded once."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from itertools import chain

import numpy as np

from ..types import (
    COMPOSITE,
    TRAINED,
    Capabilities,
    EngineFailed,
    Frame,
    Line,
    OnPreview,
    OnProgress,
    Outcome,
    Part,
    Request,
    ShotWanted,
    ShouldStop,
    Sound,
    Stopped,
    Take,
    unseen,
)
from .ability import capabilities_of, unready
from .drawing import Thread
from .folder import Model, read_model
from .giving import words
from .options import read_options
from .playing import Played, Player
from .sizes import canvas
from .sounding import laid_sound, own_sound, shifted

log = logging.getLogger("kulisse.models")
DRAWN = 0.95  # share of the work when the model is done; the frames are handed on after it


class Diffusers:
    """Text, and what else the model takes, to video; with sound where the model has it."""

    name = "diffusers"

    def __init__(self, model: str = "") -> None:
        self._named = model
        self._options = read_options(os.environ)
        self._player: Player | None = None

    @cached_property
    def version(self) -> str:
        try:
            return f"{version('diffusers')} {self._named.rstrip('/').rsplit('/', 1)[-1]}".strip()
        except PackageNotFoundError:
            return "not installed"

    @cached_property
    def model(self) -> Model:
        """What lies in the folder. :raises EngineFailed: when it can not be used"""
        return read_model(self._named)

    @cached_property
    def capabilities(self) -> Capabilities:
        try:
            return capabilities_of(self.model, self._options)
        except EngineFailed as failed:
            log.warning("%s", failed)
            return unready(self._named)

    def understand(self, request: Request) -> tuple[dict[str, object], tuple[str, ...]]:
        """This function will say what the model will be told; it does not tell what it did not understand."""
        try:
            family = self.model.variant.family
        except EngineFailed:  # whoever renders with it will hear why; a page that only asks shall not break
            return {"engine": self.name, "model": self._named}, ()
        area = canvas(family, request, request.seconds, self._options.pixels)
        return {
            "engine": self.name,
            "model": self.model.name,
            "prompt": words(request, request.prompt, family),
            "drawn_at": f"{area.width}x{area.height}",
            "fps": area.fps,
            "laid_sound": request.sound and not self._has_sound,
        }, ()

    @property
    def _has_sound(self) -> bool:
        return capabilities_of(self.model, self._options).sound == "model"

    def render(
        self,
        request: Request,
        on_progress: OnProgress,
        should_stop: ShouldStop,
        on_preview: OnPreview = unseen,
    ) -> Take:
        """This function will draw the whole clip, a step at a time; the frames are handed on as they are read.

        :raises EngineFailed: when the model can not be loaded or can not draw it
        :raises Stopped: at the next step once `should_stop` says so
        """
        shots = request.shots or (ShotWanted(request.prompt, request.seconds),)
        played = []
        for number, shot in enumerate(shots):
            part = Part(
                _of_shot(request, shot, number),
                _share(on_progress, number, len(shots)),
                should_stop,
                on_preview,
            )
            outcome = self._players().play([part])[0]
            if not isinstance(outcome, Played):
                raise outcome
            played.append(outcome)
        return self._take(request, shots, played, on_progress, should_stop)

    def render_together(self, parts: Sequence[Part]) -> list[Outcome]:
        """This function will draw several requests of one shape in one call of the model.

        :raises EngineFailed: when the model can not be loaded or none can be drawn
        """
        quieter = [replace(part, on_progress=_share(part.on_progress, 0, 1)) for part in parts]
        outcomes = self._players().play(quieter)
        return [
            self._take(part.request, (ShotWanted(part.request.prompt, part.request.seconds),), [one],
                       part.on_progress, part.should_stop)
            if isinstance(one, Played) else one
            for part, one in zip(parts, outcomes, strict=True)
        ]  # fmt: skip

    def _players(self) -> Player:
        if self._player is None:
            self._player = Player(self.model, self._options, Thread())
        return self._player

    def _take(
        self,
        request: Request,
        shots: Sequence[ShotWanted],
        played: list[Played],
        on_progress: OnProgress,
        should_stop: ShouldStop,
    ) -> Take:
        sound, lines = self._sound(request, shots, played)
        count = sum(len(one.frames) for one in played)
        frames = chain.from_iterable(one.shown(request.width, request.height) for one in played)
        understood, unknown = self.understand(request)
        facts = {"steps": played[0].steps, "seed": request.seed, "plan": list(played[0].reasons)}
        return Take(
            frames=_watched(frames, count, on_progress, should_stop),
            frame_count=count,
            fps=played[0].fps,
            sound=sound,
            source_type=COMPOSITE if request.cameos else TRAINED,
            lines=lines,
            understood=understood | facts,
            unknown=unknown,
        )

    def _sound(
        self, request: Request, shots: Sequence[ShotWanted], played: list[Played]
    ) -> tuple[Sound, tuple[Line, ...]]:
        if not request.sound:
            return np.zeros((0, 2), np.float32), ()
        heard: list[Sound] = []
        lines: tuple[Line, ...] = ()
        for shot, one in zip(shots, played, strict=True):
            if one.sound is not None:
                heard.append(own_sound(one.sound, one.rate, len(one.frames) / one.fps))
                continue
            said = replace(request, prompt=shot.prompt, seconds=len(one.frames) / one.fps)
            laid, spoken = laid_sound(said)
            lines += shifted(spoken, sum(len(each) for each in heard) / 48_000)
            heard.append(laid)
        return np.concatenate(heard), lines


def _of_shot(request: Request, shot: ShotWanted, number: int) -> Request:
    """A first picture and the end of a film belong to the first shot alone; the cast to all."""
    first = number == 0
    return replace(
        request,
        prompt=shot.prompt,
        seconds=shot.seconds,
        shots=(),
        picture=request.picture if first else None,
        goes_on_from=request.goes_on_from if first else None,
    )


def _share(on_progress: OnProgress, number: int, of: int) -> OnProgress:
    return lambda done: on_progress(DRAWN * (number + done) / of)


def _watched(
    frames: Iterator[Frame], count: int, on_progress: OnProgress, should_stop: ShouldStop
) -> Iterator[Frame]:
    for number, frame in enumerate(frames, 1):
        if should_stop():
            raise Stopped
        yield frame
        on_progress(DRAWN + (1 - DRAWN) * number / max(count, 1))
