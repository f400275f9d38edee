"""Which device, which number format, and how to fit a model into the memory there is. Decided once, with reasons."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from .folder import Model
from .options import Options

log = logging.getLogger("kulisse.models")
GB = 1024**3
SPARE = 0.08  # of the device's memory, for what nobody counts
LARGE_VAE = 24 * GB  # below this much room beside the weights, the picture is decoded in tiles


@dataclass(frozen=True)
class Room:
    """A device and its memory, in bytes."""

    device: str
    name: str
    memory: int
    bf16: bool
    capability: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Plan:
    """How a model is held. `leaner` counts how often it gave way to a smaller one."""

    device: str
    dtype: str
    offload: str = "none"
    quantise: str = "none"
    tiling: bool = False
    attention: str = ""
    reasons: tuple[str, ...] = ()
    leaner: int = 0


def find_room(options: Options) -> Room:
    """This function will look at the machine: an accelerator where there is one, else the processor."""
    import torch

    wanted = options.device
    if wanted == "auto":
        wanted = (
            "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
        )
    if wanted.startswith("cuda"):
        index = torch.device(wanted).index or 0
        facts = torch.cuda.get_device_properties(index)
        return Room(
            wanted, facts.name, facts.total_memory, torch.cuda.is_bf16_supported(), (facts.major, facts.minor)
        )
    return Room(wanted, wanted, _main_memory(), wanted == "mps")


def _main_memory() -> int:
    import os

    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def make_plan(model: Model, room: Room, options: Options) -> Plan:
    """This function will choose number format, offload, quantisation, tiling and attention; a setting wins."""
    reasons: list[str] = []
    dtype = _dtype(room, options, reasons)
    weights = {part: size * (2 if dtype == "fp32" else 1) for part, size in model.weights.items()}
    offload, quantise = _fit(weights, room, options, reasons)
    held = max(weights.values(), default=0) if offload != "none" else sum(weights.values())
    tiling = options.tiling == "on" or (options.tiling == "auto" and room.memory - held < LARGE_VAE)
    if tiling:
        reasons.append("the picture is decoded in tiles" + _by(options.tiling != "auto", "KULISSE_TILING"))
    plan = Plan(
        room.device, dtype, offload, quantise, tiling, _attention(room, options, reasons), tuple(reasons)
    )
    log.info("%s on %s (%.0f GB): %s", model.name, room.name, room.memory / GB, "; ".join(reasons))
    return plan


def _by(setting: bool, name: str) -> str:
    return f" because {name} says so" if setting else ""


def _dtype(room: Room, options: Options, reasons: list[str]) -> str:
    if options.dtype != "auto":
        reasons.append(f"{options.dtype} because KULISSE_DTYPE says so")
        return options.dtype
    if room.device == "cpu":
        reasons.append("fp32 because a processor computes bf16 more slowly")
        return "fp32"
    if room.bf16:
        reasons.append("bf16 because the device has it, and models are trained in it")
        return "bf16"
    reasons.append("fp16 because the device has no bf16")
    return "fp16"


def _fit(weights: dict[str, int], room: Room, options: Options, reasons: list[str]) -> tuple[str, str]:
    """Everything at once, or the parts by turns, or the largest in int8, or layer by layer."""
    free = room.memory * (1 - SPARE)
    whole, largest = sum(weights.values()), max(weights.values(), default=0)
    work = min(0.25 * room.memory, 16 * GB)  # activations and decoding
    quantise = options.quantise if options.quantise != "auto" else "none"
    if room.device == "cpu" or whole + work <= free:
        offload, why = "none", f"all {whole / GB:.1f} GB fit"
    elif largest + work <= free:
        offload, why = "model", f"{whole / GB:.1f} GB do not fit at once, the largest part does"
    elif largest / 2 + work <= free and options.quantise == "auto":
        offload, quantise, why = "model", "int8", "the largest part fits only in int8"
    else:
        offload, why = "group", f"no {largest / GB:.1f} GB part fits: layer by layer"
    if options.offload != "auto":
        offload, why = options.offload, "KULISSE_OFFLOAD says so"
    reasons.append(f"offload {offload}: {why}")
    if quantise != "none":
        reasons.append(f"weights in {quantise}" + _by(options.quantise != "auto", "KULISSE_QUANTISE"))
    return offload, quantise


def _attention(room: Room, options: Options, reasons: list[str]) -> str:
    """What torch brings is right everywhere; cuDNN's kernel is the faster one of it on Hopper and later."""
    if options.attention != "auto":
        reasons.append(f"attention {options.attention} because KULISSE_ATTENTION says so")
        return options.attention
    if room.capability >= (9, 0):
        reasons.append("attention _native_cudnn, the fast one torch has on this device")
        return "_native_cudnn"
    return ""


def leaner(plan: Plan) -> Plan | None:
    """This function will give the next smaller way to hold the same model, or None after the one retry."""
    if plan.leaner:
        return None
    smaller: dict[str, Any] = {**vars(plan), "tiling": True, "leaner": 1}
    if plan.device != "cpu":
        smaller["offload"] = {"none": "model", "model": "group"}.get(plan.offload, "sequential")
    return Plan(**smaller)
