"""What makes a model faster or smaller, each by a setting: attention, compilation, caches, quantisation."""

from __future__ import annotations

import logging
from typing import Any

from ..types import EngineFailed
from .devices import Plan
from .options import Options

log = logging.getLogger("kulisse.models")


def apply_levers(denoisers: list[Any], plan: Plan, options: Options) -> None:
    """This function will switch on what the plan and the settings say; what a model can not do is logged, once."""
    for part in denoisers:
        if plan.attention:
            _attempt(
                f"attention {plan.attention}", lambda part=part: part.set_attention_backend(plan.attention)
            )
        if options.cache != "none":
            _attempt(f"cache {options.cache}", lambda part=part: part.enable_cache(cache_for(options)))
        if options.compiled:
            _attempt("compilation", lambda part=part: compile_part(part))


def _attempt(what: str, switch: Any) -> None:
    try:
        switch()
    except (AttributeError, ValueError, ImportError, NotImplementedError, RuntimeError) as error:
        log.warning("%s is not possible with this model: %s", what, error)


def compile_part(part: Any) -> None:
    """This function will compile the repeated blocks of a model only: the same gain for a tenth of the wait."""
    if getattr(part, "_repeated_blocks", None):
        part.compile_repeated_blocks(fullgraph=True)
    else:
        part.compile()


def cache_for(options: Options) -> Any:
    """This function will configure the cache of diffusers; the threshold trades likeness for speed."""
    import diffusers

    return diffusers.FirstBlockCacheConfig(threshold=options.cache_threshold or 0.05)


def quantise_part(part: Any, kind: str) -> None:
    """This function will hold a model's large matrices in 8 bits: half the memory of bf16, computed in bf16.

    :raises EngineFailed: when torchao is not installed
    """
    try:
        from torchao.quantization import Float8WeightOnlyConfig, Int8WeightOnlyConfig, quantize_
    except ImportError as error:
        raise EngineFailed("MODEL_BROKEN", f"{kind} needs torchao: make install-models ({error})") from error
    quantize_(part, Int8WeightOnlyConfig() if kind == "int8" else Float8WeightOnlyConfig())
