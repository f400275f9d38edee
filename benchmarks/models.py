"""Real video pipelines with random weights, from configuration: tiny for tests, full-size for a GPU.

Speed and memory do not depend on what the numbers are. Text encoders stand in at both sizes: of the family's
own kind and with the output shape of the real one, but with few and narrow layers. No weights are downloaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.recipes import RECIPES


def build(name: str, *, full: bool = False, device: str = "cpu", dtype: str = "fp32", seed: int = 0) -> Any:
    """This function will build the pipeline `name` with random weights, directly on the device."""
    import diffusers
    import torch

    recipe = RECIPES[name]
    torch.manual_seed(seed)
    kind = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}[dtype]
    with torch.device(device), _default(kind):
        parts = recipe.parts(full)
    for part in parts.values():
        if isinstance(part, torch.nn.Module):
            _as_loaded(part.to(device).eval().requires_grad_(False))
    scheduler = parts["scheduler"]
    parts["scheduler"] = type(scheduler).from_config(scheduler.config)  # its tables belong on the processor
    pipe = getattr(diffusers, recipe.pipeline)(**parts, **recipe.settings)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def save(name: str, folder: Path, *, seed: int = 0) -> Path:
    """This function will save the tiny model as any model comes: an index, configurations, safetensors."""
    build(name, seed=seed).save_pretrained(folder, safe_serialization=True)
    return folder


def _as_loaded(part: Any) -> None:
    """Some modules stay in fp32 whatever the rest is, as loading from a folder keeps them."""
    kept = getattr(part, "_keep_in_fp32_modules", None) or ()
    for name, value in part.named_parameters():
        if any(one in name.split(".") for one in kept):
            value.data = value.data.float()


@contextmanager
def _default(kind: Any) -> Iterator[None]:
    import torch

    before = torch.get_default_dtype()
    torch.set_default_dtype(kind)
    try:
        yield
    finally:
        torch.set_default_dtype(before)


# ---------------------------------------------------------------- text
