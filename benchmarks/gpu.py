"""Video models at full size with random weights: what a step, a clip and each lever cost on this device.

    python -m benchmarks.gpu --tiny                        # every path, on a processor, in two minutes
    python -m benchmarks.gpu --what base --budget 150      # each model: bare, through the engine, in batches
    python -m benchmarks.gpu --what levers --only wan-1.3b,ltx2-19b --budget 150

Needs torch, diffusers and this tree; no Django, no database, no weights. One JSON line a measurement, at once,
the most valuable first; it stops by itself when the budget is spent. The transformers and autoencoders are the
real architectures in bf16, built on the device; the text encoders stand in: right output shapes, few narrow
layers, so `encode` is not the real one's time. A clip of the family's own number of steps is extrapolated from
the few that are measured: `clip_s` = everything but steps + steps × `step_s`. Output is compared with the plain
run of the same seed (`psnr_db`); with random weights that says how exact a lever is, not how it looks, and a
cache hits more or less often than with trained ones.
"""

from __future__ import annotations

import argparse
import gc
import inspect
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.models import RECIPES, Recipe, build
from generation.engines.diffusers.devices import Plan, find_room
from generation.engines.diffusers.drawing import Thread
from generation.engines.diffusers.families import Variant, variant_of
from generation.engines.diffusers.folder import Model
from generation.engines.diffusers.giving import Call, call_for
from generation.engines.diffusers.levers import cache_for, compile_part, quantise_part
from generation.engines.diffusers.loading import Held, place
from generation.engines.diffusers.options import Options
from generation.engines.diffusers.playing import Played, Player
from generation.engines.diffusers.sizes import Canvas, canvas
from generation.engines.types import Part, Request

BASE = (
    "wan-1.3b",
    "ltx2-19b",
    "ltx-2b",
    "wan-14b",
    "hunyuan-1.5",
    "cogvideox-2b",
    "sana-2b",
    "animatediff",
    "wan-5b",
)
LEVERS = ("wan-1.3b", "ltx2-19b", "ltx-2b")
PROMPT = "a dog runs along the sea and the paper sea is quiet"
SLOW = 12.0  # seconds: from there on one call of a model is enough, and the first is as good as the next
TINY_SIZE, TINY_FRAMES = (64, 64), 9


@dataclass
class Run:
    """One start of this script: what is asked, and how much time is left."""

    device: str
    dtype: str
    tiny: bool
    budget: float
    steps: int
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        return self.budget - (time.monotonic() - self.began)

    def say(self, figure: str, **values: object) -> None:
        rounded = {
            key: round(value, 4) if isinstance(value, float) else value for key, value in values.items()
        }
        print(
            json.dumps({"figure": figure, **rounded, "at_s": round(self.budget - self.left, 1)}), flush=True
        )


@dataclass
class Subject:
    """A model in memory, and the request it is measured with."""

    name: str
    run: Run
    recipe: Recipe
    pipe: Any
    model: Model
    request: Request
    options: Options
    area: Canvas
    plain: Any = None  # frames of the plain run, uint8
    plain_s: float = 0.0
    plain_step: float = 0.0

    @property
    def call(self) -> Call:
        return call_for(self.model, self.options, [self.request], [PROMPT], self.area)

    def held(self, **changes: object) -> Held:
        plan = Plan(self.run.device, self.run.dtype, reasons=("benchmark",))
        return Held(self.model, replace(plan, **changes), self.pipe)  # type: ignore[arg-type]

    def facts(self) -> dict[str, object]:
        return {
            "model": self.name,
            "size": f"{self.area.width}x{self.area.height}x{self.area.frames}",
            "fps": self.area.fps,
        }


def subject(run: Run, name: str) -> Subject:
    """This function will build a model and say how long that took and what it weighs."""
    recipe, began = RECIPES[name], time.monotonic()
    pipe = build(name, full=not run.tiny, device=run.device, dtype=run.dtype)
    _settle(run)
    index = {"_class_name": recipe.pipeline, **recipe.settings}
    variant = variant_of(recipe.pipeline, index)
    assert isinstance(variant, Variant)
    weights = {
        part: sum(value.numel() * value.element_size() for value in module.parameters())
        for part, module in pipe.components.items()
        if hasattr(module, "parameters")
    }
    model = Model(name, Path("."), recipe.pipeline, index, variant, (), weights)
    (width, height), frames = (TINY_SIZE, TINY_FRAMES) if run.tiny else (recipe.size, recipe.frames)
    request = Request(PROMPT, frames / variant.family.fps, width, height, variant.family.fps, seed=7)
    options = Options(steps=run.steps or (3 if run.tiny else recipe.steps), pixels=width * height)
    area = canvas(variant.family, request, request.seconds, options.pixels)
    made = Subject(name, run, recipe, pipe, model, request, options, area)
    billions = {part: round(size / 1e9, 2) for part, size in weights.items() if size > 1e6}
    run.say("model_built", **made.facts(), seconds=time.monotonic() - began, weights_gb=billions)
    return made


def _settle(run: Run) -> None:
    if run.device.startswith("cuda"):
        import torch

        torch.cuda.synchronize()


def _clean(run: Run) -> None:
    gc.collect()
    if run.device.startswith("cuda"):
        import torch

        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()


def _peak(run: Run) -> float:
    if run.device.startswith("cuda"):
        import torch

        return torch.cuda.max_memory_allocated() / 1e9
    return 0.0


# ---------------------------------------------------------------- one call


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


def bare(one: Subject, call: Call | None = None) -> Measured:
    """This function will call the pipeline as its documentation does, with nothing of ours around it."""
    import torch

    call = call or one.call
    _clean(one.run)
    marks: list[Any] = []
    with _marking(one, marks) as extra, torch.no_grad():
        generator = torch.Generator(one.run.device).manual_seed(one.request.seed)
        _settle(one.run)
        began = time.monotonic()
        made = one.pipe(**call.arguments, **extra, generator=generator, output_type="pt")
        _settle(one.run)
        total = time.monotonic() - began
    peak, video = _peak(one.run), made.frames[0]
    frames = (video[: one.area.kept].float().nan_to_num() * 255).round().clamp(0, 255).to("cpu", torch.uint8)
    return Measured(total, _step_of(marks), len(marks), peak, frames)


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
    _clean(one.run)
    _settle(one.run)
    began = time.monotonic()
    for played in player.play(parts):
        if not isinstance(played, Played):
            raise played
        for _frame in played.shown(one.area.width, one.area.height):
            pass
    return time.monotonic() - began


# ---------------------------------------------------------------- base


def base(one: Subject) -> None:
    """This function will measure a model cold and warm, bare and through the engine, alone and in company."""
    family = one.model.variant.family
    warm = bare(one)
    one.run.say("cold", **one.facts(), **warm.facts(family.steps))
    if warm.total < SLOW or one.run.tiny:
        warm = bare(one)
        one.run.say("bare", **one.facts(), **warm.facts(family.steps))
    one.plain, one.plain_s, one.plain_step = warm.frames, warm.total, warm.step
    if family.distilled:
        _distilled(one)
    if warm.total >= SLOW and not one.run.tiny:
        return
    player = Player(one.model, one.options, Thread())
    player.adopt(one.held())
    total = ours(one, player)
    one.run.say(
        "engine", **one.facts(), total_s=total, bare_s=warm.total, overhead_s=total - warm.total,
        overhead_part=(total - warm.total) / warm.total, target_part=0.03, target_plus_s=0.05,
    )  # fmt: skip
    _together(one, player, total)


def _distilled(one: Subject) -> None:
    """The same weights with the steps of a distilled checkpoint: what step distillation saves."""
    if one.run.left < one.plain_s * 2:
        return
    model = replace(one.model, name=f"{one.name}-distilled")
    call = call_for(model, replace(one.options, steps=0), [one.request], [PROMPT], one.area)
    made = bare(one, call)
    one.run.say(
        "distilled", **one.facts(), **made.facts(made.steps), guidance=call.arguments.get("guidance_scale")
    )


def _together(one: Subject, player: Player, alone: float) -> None:
    for clips in (2, 4):
        if (
            one.model.variant.family.batch < clips
            or one.run.left < alone * clips * 1.5
            or alone * clips > SLOW
        ):
            return
        try:
            total = ours(one, player, clips)
        except Exception as error:  # a figure like any other: it does not fit
            one.run.say("batch", **one.facts(), clips=clips, failed=_short(error))
            return
        one.run.say(
            "batch", **one.facts(), clips=clips, total_s=total, each_s=total / clips, alone_s=alone,
            saved_part=1 - total / clips / alone, peak_gb=_peak(one.run),
        )  # fmt: skip


# ---------------------------------------------------------------- levers


def levers(one: Subject) -> None:
    """This function will pull one lever after the other and compare speed, memory and output with the plain run."""
    bare(one)
    plain = bare(one)
    one.plain, one.plain_s, one.plain_step = plain.frames, plain.total, plain.step
    one.run.say("lever", lever="none", **one.facts(), **plain.facts(one.model.variant.family.steps))
    again = bare(one)
    _compare(one, "none, again", again)
    for name, switch, undo in _switches(one):
        _pull(one, name, switch, undo)


def _switches(one: Subject) -> Iterator[tuple[str, Callable[[], Any], Callable[[], Any]]]:
    parts = one.held().denoisers()
    vae = one.pipe.vae

    def attention(name: str) -> Callable[[], Any]:
        return lambda: [part.set_attention_backend(name) for part in parts]

    def cached(threshold: float) -> Callable[[], Any]:
        options = Options(cache="first_block", cache_threshold=threshold)
        return lambda: [part.enable_cache(cache_for(one.pipe, options)) for part in parts]

    def uncached() -> None:
        for part in parts:
            part.disable_cache()

    def uncompiled() -> None:
        for part in parts:
            for module in part.modules():
                module._compiled_call_impl = None

    for backend in ("_native_cudnn", "_native_flash", "_native_efficient"):
        yield f"attention {backend}", attention(backend), attention("native")
    yield "compile (regional)", lambda: [compile_part(part) for part in parts], lambda: None
    yield "compile + attention _native_cudnn", attention("_native_cudnn"), attention("native")
    uncompiled()
    yield "first block cache 0.05", cached(0.05), uncached
    yield "first block cache 0.12", cached(0.12), uncached
    yield "tiling", vae.enable_tiling, vae.disable_tiling
    yield "weights int8", lambda: [quantise_part(part, "int8") for part in parts], lambda: None
    if not one.run.tiny:
        yield "weights int8 + compile", lambda: [compile_part(part) for part in parts], uncompiled
    if one.run.device.startswith("cuda"):
        yield (
            "int8 + offload model",
            lambda: place(one.held(), _plan(one, "model")),
            one.pipe.remove_all_hooks,
        )
        yield "int8 + offload group", lambda: place(one.held(), _plan(one, "group")), lambda: None


def _plan(one: Subject, offload: str) -> Plan:
    return replace(one.held().plan, offload=offload)


def _pull(one: Subject, name: str, switch: Callable[[], Any], undo: Callable[[], Any]) -> None:
    if one.run.left < one.plain_s * 2 + 2:
        return
    began = time.monotonic()
    try:
        switch()
        bare(one, call_for(one.model, replace(one.options, steps=1), [one.request], [PROMPT], one.area))
        first = time.monotonic() - began
        _compare(one, name, bare(one), first_s=first)
    except Exception as error:  # that a lever does not work here is the finding
        one.run.say("lever", lever=name, **one.facts(), failed=_short(error))
    finally:
        try:
            undo()
        except Exception as error:
            one.run.say("lever", lever=name, **one.facts(), not_undone=_short(error))


def _compare(one: Subject, name: str, made: Measured, **more: object) -> None:
    import torch

    difference = (made.frames.float() - one.plain.float()).abs()
    error = float((difference**2).mean())
    one.run.say(
        "lever", lever=name, **one.facts(), **made.facts(one.model.variant.family.steps),
        gain=one.plain_s / made.total, step_gain=one.plain_step / made.step if made.step else None,
        psnr_db=float(10 * torch.log10(torch.tensor(255.0**2 / error))) if error else None,
        mean_difference=float(difference.mean()), same=error == 0, **more,
    )  # fmt: skip


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error).strip().splitlines()[0][:200] if str(error).strip() else ''}"


# ---------------------------------------------------------------- all of it


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tiny", action="store_true", help="tiny models, as the tests have them")
    parser.add_argument("--what", default="base,levers", help="base, levers or both")
    parser.add_argument("--only", default="", help="names of models, with commas")
    parser.add_argument("--budget", type=float, default=600, help="seconds; it ends by itself")
    parser.add_argument("--steps", type=int, default=0, help="of each measured call")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> int:
    import torch

    asked = arguments(given)
    room = find_room(Options())
    dtype = "bf16" if room.device.startswith("cuda") else "fp32"
    if asked.tiny:
        torch.set_num_threads(1)  # small work is not worth sharing
    run = Run(room.device, dtype, asked.tiny, asked.budget, asked.steps)
    _say_where(run, room.name, room.memory, torch.__version__)
    only = [name for name in asked.only.split(",") if name]
    for what, names, measure in (("base", BASE, base), ("levers", LEVERS, levers)):
        for name in (only or names) if what in asked.what.split(",") else ():
            if run.left < 5:
                run.say("stopped", what=what, before=name, because="the budget is spent")
                return 0
            _measure(run, name, measure)
    run.say("finished")
    return 0


def _measure(run: Run, name: str, measure: Callable[[Subject], None]) -> None:
    try:
        measure(subject(run, name))
    except Exception as error:  # the next model still counts
        run.say("failed", model=name, what=measure.__name__, why=_short(error))
    _clean(run)


def _say_where(run: Run, name: str, memory: int, version: str) -> None:
    from importlib.metadata import version as installed

    versions = {one: installed(one) for one in ("diffusers", "transformers") if one}
    run.say(
        "where", device=name, memory_gb=round(memory / 1e9, 1), torch=version, **versions, dtype=run.dtype,
        tiny=run.tiny, date=time.strftime("%Y-%m-%d"), python=sys.version.split()[0],
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
