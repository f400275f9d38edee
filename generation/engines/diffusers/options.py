"""How an operator wants models run: every KULISSE_* variable of this engine, read and checked. No torch."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DTYPES = ("auto", "bf16", "fp16", "fp32")
OFFLOADS = ("auto", "none", "model", "group", "sequential")
QUANTISATIONS = ("auto", "none", "int8", "fp8")
SWITCHES = ("auto", "on", "off")
CACHES = ("none", "first_block")


@dataclass(frozen=True)
class Options:
    """What stands in the environment; `auto` leaves it to what is found on the machine."""

    device: str = "auto"
    dtype: str = "auto"
    offload: str = "auto"
    quantise: str = "auto"
    tiling: str = "auto"
    attention: str = (
        "auto"  # a diffusers backend name, as "flash", "_flash_3_hub", "sage_hub", "_native_cudnn"
    )
    compiled: bool = False
    cache: str = "none"
    cache_threshold: float = 0.0  # 0: what the cache comes with
    loras: Path | None = None
    steps: int = 0  # 0: the family's own number
    guidance: float = -1.0  # below 0: the family's own
    pixels: int = 0  # the largest picture drawn, width × height; 0: the family's own
    batch: int = 0  # the most jobs in one call; 0: the family's own
    warm_up: bool = True


def read_options(env: Mapping[str, str]) -> Options:
    """This function will read the variables of this engine.

    :raises ValueError: naming the variable and what it may be
    """
    loras = env.get("KULISSE_LORAS", "").strip()
    if loras and not Path(loras).is_dir():
        raise ValueError(f"KULISSE_LORAS={loras!r}: expected a folder of .safetensors files.")
    return Options(
        device=env.get("KULISSE_DEVICE", "").strip() or "auto",
        dtype=_one_of(env, "KULISSE_DTYPE", DTYPES),
        offload=_one_of(env, "KULISSE_OFFLOAD", OFFLOADS),
        quantise=_one_of(env, "KULISSE_QUANTISE", QUANTISATIONS),
        tiling=_one_of(env, "KULISSE_TILING", SWITCHES),
        attention=env.get("KULISSE_ATTENTION", "").strip() or "auto",
        compiled=_one_of(env, "KULISSE_COMPILE", ("0", "1")) == "1",
        cache=_one_of(env, "KULISSE_CACHE", CACHES),
        cache_threshold=_number(env, "KULISSE_CACHE_THRESHOLD", 0.0, 0.0, 1.0),
        loras=Path(loras) if loras else None,
        steps=int(_number(env, "KULISSE_STEPS", 0, 0, 1000)),
        guidance=_number(env, "KULISSE_GUIDANCE", -1.0, -1.0, 50.0),
        pixels=int(_number(env, "KULISSE_PIXELS", 0, 0, 8_000_000)),
        batch=int(_number(env, "KULISSE_BATCH", 0, 0, 64)),
        warm_up=_one_of(env, "KULISSE_WARM_UP", ("1", "0")) == "1",
    )


def _one_of(env: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = env.get(name, "").strip() or choices[0]
    if value not in choices:
        raise ValueError(f"{name}={value!r}: expected one of {', '.join(choices)}.")
    return value


def _number(env: Mapping[str, str], name: str, default: float, least: float, most: float) -> float:
    value = env.get(name, "").strip()
    if not value:
        return default
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise ValueError(f"{name}={value!r}: expected a number from {least:g} to {most:g}.")
    return number
