"""What is measured: one start of the script, a model in memory, and the device it lives on."""

from __future__ import annotations

import gc
import json
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.models import build
from benchmarks.recipes import RECIPES, Recipe
from generation.engines.diffusers.devices import Plan
from generation.engines.diffusers.families import Variant, variant_of
from generation.engines.diffusers.folder import Model
from generation.engines.diffusers.giving import Call, call_for
from generation.engines.diffusers.loading import Held
from generation.engines.diffusers.options import Options
from generation.engines.diffusers.sizes import Canvas, canvas
from generation.engines.types import Request

PROMPT = "a dog runs along the sea and the paper sea is quiet"
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
    settle(run)
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


def settle(run: Run) -> None:
    if run.device.startswith("cuda"):
        import torch

        torch.cuda.synchronize()


def clean(run: Run) -> None:
    gc.collect()
    if run.device.startswith("cuda"):
        import torch

        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()


def peak(run: Run) -> float:
    if run.device.startswith("cuda"):
        import torch

        return torch.cuda.max_memory_allocated() / 1e9
    return 0.0


def short(error: BaseException) -> str:
    return f"{type(error).__name__}: {str(error).strip().splitlines()[0][:200] if str(error).strip() else ''}"
