"""Video models at full size with random weights: what a step, a clip and each lever cost on this device.

    python -m benchmarks.gpu --tiny                        # every path, on a processor, in two minutes
    python -m benchmarks.gpu --what base --budget 150      # each model: bare, through the engine, in batches
    python -m benchmarks.gpu --what levers --only wan-1.3b,ltx2-19b --budget 150
    python -m benchmarks.gpu --budget 250 --what overhead,base:hunyuan-1.5,levers2:ltx-2b+ltx2-19b

`overhead` measures what the engine costs around the call at two numbers of steps, so that it can be told apart
what each step costs (`per_step_s`) and what each call costs once (`once_s`). The call it is compared with gives
its frames on the processor, as the documentation's does (`np`) and as ours does; `device_s` is the same call whose
frames stay on the device. `levers2` has what takes a fresh model each: caches at twelve steps, 8 bits, offload.
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
from collections.abc import Callable, Iterable, Iterator
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
OVERHEAD = {  # two numbers of steps: where it is affordable the larger is the family's own
    "ltx-2b": (5, 50),
    "animatediff": (5, 25),
    "ltx2-19b": (5, 30),
    "wan-1.3b": (2, 6),
    "cogvideox-2b": (2, 5),
    "sana-2b": (2, 5),
}
ROUNDS = 3  # of a call that is quicker than QUICK seconds
QUICK = 2.5
LEVERS2 = {"ltx-2b": 12, "wan-1.3b": 0, "ltx2-19b": 0}  # steps, or the recipe's own
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


def bare(one: Subject, call: Call | None = None, output: str = "pt") -> Measured:
    """This function will call the pipeline as its documentation does, with nothing of ours around it."""
    import torch

    call = call or one.call
    _clean(one.run)
    marks: list[Any] = []
    with _marking(one, marks) as extra, torch.no_grad():
        generator = torch.Generator(one.run.device).manual_seed(one.request.seed)
        _settle(one.run)
        began = time.monotonic()
        made = one.pipe(**call.arguments, **extra, generator=generator, output_type=output)
        _settle(one.run)
        total = time.monotonic() - began
    peak, video = _peak(one.run), torch.as_tensor(made.frames[0])
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
    player = _warm_player(one)
    _together(one, player, sum(_pair(one, player, one.call.steps)))


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


# ---------------------------------------------------------------- overhead


def overhead(one: Subject) -> None:
    """This function will measure the engine's cost at two numbers of steps, in turns with the bare call."""
    few, many = (2, 4) if one.run.tiny else OVERHEAD.get(one.name, (2, 5))
    player = _warm_player(one)
    less = _pair(one, player, few)
    if one.run.left < 2 * less[0] * many / few:
        return
    _whole_clip(one, {few: less, many: _pair(one, player, many)}, few, many)


def _warm_player(one: Subject) -> Player:
    """As a worker is after its warm-up: kernels loaded, the colours of the previews learnt."""
    player = Player(one.model, replace(one.options, steps=1), Thread())
    player.adopt(one.held())
    bare(one, call_for(one.model, player.options, [one.request], [PROMPT], one.area))
    one.run.say("engine_first", **one.facts(), total_s=ours(one, player), steps=1)
    return player


def _pair(one: Subject, player: Player, steps: int) -> tuple[float, float]:
    """The bare call's time and what ours takes more, both with the frames on the processor."""
    player.options = replace(one.options, steps=steps)
    call = call_for(one.model, player.options, [one.request], [PROMPT], one.area)
    device_s = bare(one, call).total
    alone, over = [], []
    for _round in range(ROUNDS if device_s < QUICK else 1):
        alone.append(bare(one, call, "np").total)
        over.append(ours(one, player) - alone[-1])
    bare_s, more = statistics.median(alone), statistics.median(over)
    one.run.say(
        "overhead", **one.facts(), steps=steps, rounds=len(over), bare_s=bare_s, device_s=device_s,
        overhead_s=more, over_device_s=more + bare_s - device_s, target_s=bare_s * 0.03 + 0.05,
    )  # fmt: skip
    return bare_s, more


def _whole_clip(one: Subject, found: dict[int, tuple[float, float]], few: int, many: int) -> None:
    """Both costs by a straight line through the two, and what they come to at the family's own number of steps."""
    own = one.model.variant.family.steps
    step_s, per_step = ((found[many][which] - found[few][which]) / (many - few) for which in (0, 1))
    clip_s = found[few][0] + (own - few) * step_s
    more = found[few][1] + (own - few) * per_step
    one.run.say(
        "overhead_clip", **one.facts(), per_step_s=per_step, once_s=found[few][1] - few * per_step, step_s=step_s,
        clip_steps=own, clip_s=clip_s, overhead_s=more, target_s=clip_s * 0.03 + 0.05,
        measured=own in found,
    )  # fmt: skip


# ---------------------------------------------------------------- levers, each on a fresh model


def levers2(one: Subject) -> None:
    """This function will measure what can not be undone: offload and 8 bits; and caches with steps enough to hit."""
    if not one.run.tiny and LEVERS2.get(one.name):
        one.options = replace(one.options, steps=LEVERS2[one.name])
    one.plain_s = 0.0
    _plainly(one)
    for threshold in (0.3, 0.6) if LEVERS2.get(one.name) else ():
        options = Options(cache="first_block", cache_threshold=threshold)
        _pull(
            one,
            f"first block cache {threshold}",
            lambda options=options: _cached(one, options),
            _uncached(one),
        )
    for name, switch in _lasting(one):
        _pull(one, name, switch, lambda: None)
        _renew(one)


def _plainly(one: Subject) -> None:
    bare(one)
    plain = bare(one)
    one.plain, one.plain_s, one.plain_step = plain.frames, plain.total, plain.step
    one.run.say("lever", lever="none", **one.facts(), **plain.facts(one.model.variant.family.steps))


def _cached(one: Subject, options: Options) -> None:
    for part in one.held().denoisers():
        part.enable_cache(cache_for(one.pipe, options))


def _uncached(one: Subject) -> Callable[[], None]:
    def undo() -> None:
        for part in one.held().denoisers():
            part.disable_cache()

    return undo


def _lasting(one: Subject) -> Iterator[tuple[str, Callable[[], Any]]]:
    for kind in ("int8", "fp8"):
        yield (
            f"weights {kind}",
            lambda kind=kind: [quantise_part(part, kind) for part in one.held().denoisers()],
        )
    if one.run.device.startswith("cuda"):
        for offload in ("group", "model"):
            yield (
                f"offload {offload}",
                lambda offload=offload: place(one.held(), replace(one.held().plan, offload=offload)),
            )


def _renew(one: Subject) -> None:
    """The old weights go before the new ones come: two large models do not fit side by side."""
    if one.run.left < one.plain_s * 2 + 2:
        return
    one.pipe = None
    _clean(one.run)
    one.pipe = build(one.name, full=not one.run.tiny, device=one.run.device, dtype=one.run.dtype)
    _settle(one.run)


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

    yield "attention _native_cudnn", attention("_native_cudnn"), attention("native")
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
    parser.add_argument(
        "--what", default="base,levers", help="of overhead, base, levers2, levers: in this order"
    )
    parser.add_argument(
        "--only", default="", help="names of models, with commas; or name by name: base:wan-5b+sana-2b"
    )
    parser.add_argument("--budget", type=float, default=600, help="seconds; it ends by itself")
    parser.add_argument("--steps", type=int, default=0, help="of each measured call")
    return parser.parse_args(given)


TURNS: dict[str, tuple[Iterable[str], Callable[[Subject], None]]] = {
    "overhead": (OVERHEAD, overhead),
    "base": (BASE, base),
    "levers2": (LEVERS2, levers2),
    "levers": (LEVERS, levers),
}


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
    for turn in asked.what.split(","):
        what, _of, named = turn.partition(":")
        names, measure = TURNS[what]
        for name in named.split("+") if named else only or names:
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
