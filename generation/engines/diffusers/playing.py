"""One or several requests of one shape through the loaded model: watched, retried leaner, looked over."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..types import EngineFailed, Frame, Part, Stopped
from .devices import leaner
from .drawing import Thread, Watch, draw
from .faults import why_of
from .folder import Model
from .giving import Call, call_for, words
from .loading import Held, give_back, load, place
from .options import Options
from .pictures import as_bytes, frames_of
from .preview import Lens, Look
from .sizes import Canvas, canvas

log = logging.getLogger("kulisse.models")


@dataclass(frozen=True)
class Played:
    """What came of one request: frames (uint8, on the CPU), the model's own sound, and how it was made."""

    frames: Any
    sound: Any
    rate: int
    fps: int
    steps: int
    reasons: tuple[str, ...]

    def shown(self, width: int, height: int) -> Iterator[Frame]:
        return frames_of(self.frames, width, height)


@dataclass
class Player:
    """Keeps the model of this worker and the thread it lives in."""

    model: Model
    options: Options
    thread: Thread
    lens: Lens = field(default_factory=Lens)
    _loading: Future[Held] | None = None

    def play(self, parts: Sequence[Part]) -> list[Played | EngineFailed | Stopped]:
        """This function will draw all parts in one call and say for each what came of it.

        :raises EngineFailed: when none can be drawn
        """
        requests = [part.request for part in parts]
        area = canvas(self.model.variant.family, requests[0], requests[0].seconds, self.options.pixels)
        prompts = [words(one, one.prompt, self.model.variant.family) for one in requests]
        call = call_for(self.model, self.options, requests, prompts, area)
        held = self._loaded(parts)
        watch = Watch(len(parts), (area.width, area.height), self.lens)
        seeds = [one.seed for one in requests]
        work = self.thread.start(lambda: self._work(held, call, seeds, watch, area))
        ear = Ear(parts, watch)
        try:
            made = self.thread.wait(work, ear.listen)
        except Stopped:
            if ear.broken:
                raise EngineFailed("RESULT_BROKEN", "the model's numbers ran out of range (NaN)") from None
            return [Stopped() for _part in parts]
        except EngineFailed as failed:
            if failed.code == "OUT_OF_MEMORY" and len(parts) > 1:
                return self._one_by_one(parts)
            raise
        finally:
            watch.stop.set()  # if the caller broke off, the model does not go on alone
        return [Stopped() if number in ear.gone else one for number, one in enumerate(made)]

    def adopt(self, held: Held) -> None:
        """This function will take a pipeline that is in memory already, as a benchmark has it."""
        self._loading = Future()
        self._loading.set_result(held)

    def _one_by_one(self, parts: Sequence[Part]) -> list[Played | EngineFailed | Stopped]:
        log.warning("%d clips at once need too much memory: one after the other", len(parts))
        outcomes: list[Played | EngineFailed | Stopped] = []
        for part in parts:
            try:
                outcomes += self.play([part])
            except EngineFailed as failed:
                outcomes.append(failed)
        return outcomes

    def _loaded(self, parts: Sequence[Part]) -> Held:
        """The model, loaded on the first call. Who stops waiting leaves the loading to the next."""
        if self._loading is None:
            self._loading = self.thread.start(lambda: self._load())

        def listen() -> None:
            stopped = [part.should_stop() for part in parts]  # each is a heartbeat
            if all(stopped):
                raise Stopped

        try:
            held: Held = self.thread.wait(self._loading, listen)
        except EngineFailed:
            self._loading = None  # a mended folder or freed memory counts at the next job
            raise
        return held

    def _load(self) -> Held:
        held = load(self.model, self.options)
        if self.options.warm_up and held.plan.device != "cpu":
            warm_up(held, self.options)
        return held

    def _work(
        self, held: Held, call: Call, seeds: list[int], watch: Watch, area: Canvas
    ) -> list[Played | EngineFailed]:
        """In the model's thread. No exception of the pipeline leaves it: each holds the memory of the whole call."""
        made, why = _attempt(held, call, seeds, watch)
        if why == "OUT_OF_MEMORY" and len(seeds) == 1 and (plan := leaner(held.plan)):
            log.warning("out of memory: once more with offload %s and tiles", plan.offload)
            give_back()
            place(held, plan)
            watch.done = 0
            made, why = _attempt(held, call, seeds, watch)
        if made is None:
            watch.latents = None
            if why != "DEVICE_LOST":
                give_back(thoroughly=why != "STOPPED")
            raise Stopped if why == "STOPPED" else EngineFailed(*_told(why))
        video, sound, rate = made
        if self.lens.factors is None and watch.latents is not None:
            self._learn(watch, video)
        try:
            return [
                _played(video[number], None if sound is None else sound[number], rate, call, area, held)
                for number in range(len(seeds))
            ]
        except RuntimeError as error:  # a device tells late what went wrong: when its numbers are fetched
            raise EngineFailed(*_told(why_of(error))) from None

    def _learn(self, watch: Watch, video: Any) -> None:
        try:
            self.lens.learn(watch.latents, video[0], watch.ratio)
        except RuntimeError as error:  # a preview is not worth a clip
            log.info("no colours for previews: %s", error)


def _attempt(held: Held, call: Call, seeds: list[int], watch: Watch) -> tuple[Any, str]:
    try:
        return draw(held.pipeline(call.pipeline), call, seeds, held.plan.device, watch), ""
    except Stopped:
        why = "STOPPED"
    except (RuntimeError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError) as error:
        why = why_of(error)
        if why != "OUT_OF_MEMORY":
            log.exception("%s broke off", held.model.name)
    if held.plan.offload == "model" and why != "DEVICE_LOST":
        held.pipe.maybe_free_model_hooks()
    return None, why


def _told(why: str) -> tuple[str, str]:
    if why == "OUT_OF_MEMORY":
        return why, "the device's memory is too small for this clip, in the leaner mode too"
    if why == "DEVICE_LOST":
        return why, "the graphics card stopped working in this process"
    return "ENGINE_FAILED", why


def _played(video: Any, sound: Any, rate: int, call: Call, area: Canvas, held: Held) -> Played | EngineFailed:
    try:
        frames = as_bytes(video[: area.kept])
    except EngineFailed as failed:
        return failed
    return Played(frames, sound, rate, area.fps, call.steps, held.plan.reasons)


@dataclass
class Ear:
    """The caller's side of a watch: tells each part how far it is, and the model when nobody waits any more."""

    parts: Sequence[Part]
    watch: Watch
    gone: set[int] = field(default_factory=set)
    broken: bool = False
    told: float = 0.0
    shown: Look | None = None

    def listen(self) -> None:
        share, look = self.watch.share, self.watch.look
        if share != self.told:
            self.told = share
            for part in self.parts:
                part.on_progress(share)
        if look is not None and look is not self.shown and look.is_there:
            self.shown = look
            self._show(look)
        self.gone |= {
            number for number, part in enumerate(self.parts) if number not in self.gone and part.should_stop()
        }
        if len(self.gone) == len(self.parts):
            self.watch.stop.set()

    def _show(self, look: Look) -> None:
        for part, plane in zip(self.parts, look.planes, strict=True):
            if plane is None:
                continue
            if not np.isfinite(plane.numpy()).all():
                self.broken = True
                self.watch.stop.set()
            else:
                part.on_preview(self.watch.lens.jpeg(plane.numpy()))


def warm_up(held: Held, options: Options) -> None:
    """This function will draw two steps of a tiny clip, so the first job does not wait for kernels and caches."""
    from dataclasses import replace

    from ..types import Request

    family = held.model.variant.family
    if held.model.variant.needs_picture:
        return
    request = Request(
        "a quiet sea", seconds=1 / family.fps, width=family.multiple * 8, height=family.multiple * 8
    )
    area = canvas(family, request, request.seconds)
    call = call_for(held.model, replace(options, steps=2), [request], [request.prompt], area)
    _made, why = _attempt(held, call, [0], Watch())
    if why:
        log.warning("warm-up: %s", why)
