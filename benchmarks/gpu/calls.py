"""One call of a model, bare and through the engine: how long, how much memory, which frames."""

from __future__ import annotations

import inspect
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from benchmarks.gpu.subject import Subject, clean, peak, settle
from generation.engines.diffusers.giving import Call
from generation.engines.diffusers.playing import Played, Player
from generation.engines.types import Part


@dataclass
class Measured:
    total: float
    step: float
    steps: int
    peak_gb: float
    frames: Any

    def clip(self, steps: int) -> float:
        return self.total - self.steps * self.step + steps * self.step

    def facts(self, steps: int) -> dict[str, object]:
        return {
            "total_s": self.total,
            "step_s": self.step,
            "steps": self.steps,
            "rest_s": self.total - self.steps * self.step,
            "clip_s": self.clip(steps),
            "clip_steps": steps,
            "peak_gb": self.peak_gb,
        }


def bare(one: Subject, call: Call | None = None, output: str = "pt") -> Measured:
    """This function will call the pipeline as its documentation does, with nothing of ours around it."""
    import torch

    call = call or one.call
    clean(one.run)
    marks: list[Any] = []
    with _marking(one, marks) as extra, torch.no_grad():
        generator = torch.Generator(one.run.device).manual_seed(one.request.seed)
        settle(one.run)
        began = time.monotonic()
        made = one.pipe(**call.arguments, **extra, generator=generator, output_type=output)
        settle(one.run)
        total = time.monotonic() - began
    peak_gb, video = peak(one.run), torch.as_tensor(made.frames[0])
    frames = (video[: one.area.kept].float().nan_to_num() * 255).round().clamp(0, 255).to("cpu", torch.uint8)
    return Measured(total, _step_of(marks), len(marks), peak_gb, frames)


@contextmanager
def _marking(one: Subject, marks: list[Any]) -> Iterator[dict[str, Any]]:
    """Notes when each step is done, on the device's own clock, which waits for nothing: by callback where there is one."""
    import torch

    def mark() -> None:
        if one.run.device.startswith("cuda"):
            event = torch.cuda.Event(enable_timing=True)
            event.record()
            marks.append(event)
        else:
            marks.append(time.monotonic())

    def called(pipe: Any, index: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        mark()
        return tensors

    if "callback_on_step_end" in inspect.signature(type(one.pipe).__call__).parameters:
        yield {"callback_on_step_end": called}
        return
    original = one.pipe.scheduler.step

    def step(*given: Any, **named: Any) -> Any:
        result = original(*given, **named)
        mark()
        return result

    one.pipe.scheduler.step = step
    try:
        yield {}
    finally:
        del one.pipe.scheduler.step


def _step_of(marks: list[Any]) -> float:
    pairs = list(pairwise(marks))
    if not pairs:
        return 0.0
    if isinstance(marks[0], float):
        return statistics.median(later - earlier for earlier, later in pairs)
    return statistics.median(earlier.elapsed_time(later) / 1000 for earlier, later in pairs)


def ours(one: Subject, player: Player, clips: int = 1) -> float:
    """This function will have the engine draw the same, previews and all, and hand on every frame."""
    parts = [
        Part(
            replace(one.request, seed=one.request.seed + at),
            lambda done: None,
            lambda: False,
            lambda jpeg: None,
        )
        for at in range(clips)
    ]
    clean(one.run)
    settle(one.run)
    began = time.monotonic()
    for played in player.play(parts):
        if not isinstance(played, Played):
            raise played
        for _frame in played.shown(one.area.width, one.area.height):
            pass
    return time.monotonic() - began
