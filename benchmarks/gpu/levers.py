"""What makes a model faster or smaller: each lever pulled by itself, against the plain run of the same seed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from benchmarks.gpu.calls import Measured, bare
from benchmarks.gpu.subject import PROMPT, Subject, clean, settle, short
from benchmarks.models import build
from generation.engines.diffusers.devices import Plan
from generation.engines.diffusers.giving import call_for
from generation.engines.diffusers.levers import cache_for, compile_part, quantise_part
from generation.engines.diffusers.loading import place
from generation.engines.diffusers.options import Options

LEVERS2 = {"ltx-2b": 12, "wan-1.3b": 0, "ltx2-19b": 0}  # steps, or the recipe's own


def levers2(one: Subject) -> None:
    """This function will measure what can not be undone: offload and 8 bits; and caches with steps enough to hit."""
    if not one.run.tiny and LEVERS2.get(one.name):
        one.options = replace(one.options, steps=LEVERS2[one.name])
    one.plain_s = 0.0
    plainly(one)
    for threshold in (0.3, 0.6) if LEVERS2.get(one.name) else ():
        options = Options(cache="first_block", cache_threshold=threshold)
        pull(
            one,
            f"first block cache {threshold}",
            lambda options=options: _cached(one, options),
            _uncached(one),
        )
    for name, switch in _lasting(one):
        pull(one, name, switch, lambda: None)
        _renew(one)


def plainly(one: Subject) -> None:
    bare(one)
    plain = bare(one)
    one.plain, one.plain_s, one.plain_step = plain.frames, plain.total, plain.step
    one.run.say("lever", lever="none", **one.facts(), **plain.facts(one.model.variant.family.steps))


def _cached(one: Subject, options: Options) -> None:
    for part in one.held().denoisers():
        part.enable_cache(cache_for(options))


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
    clean(one.run)
    one.pipe = build(one.name, full=not one.run.tiny, device=one.run.device, dtype=one.run.dtype)
    settle(one.run)


def levers(one: Subject) -> None:
    """This function will pull one lever after the other and compare speed, memory and output with the plain run."""
    bare(one)
    plain = bare(one)
    one.plain, one.plain_s, one.plain_step = plain.frames, plain.total, plain.step
    one.run.say("lever", lever="none", **one.facts(), **plain.facts(one.model.variant.family.steps))
    again = bare(one)
    _compare(one, "none, again", again)
    for name, switch, undo in _switches(one):
        pull(one, name, switch, undo)


def _switches(one: Subject) -> Iterator[tuple[str, Callable[[], Any], Callable[[], Any]]]:
    parts = one.held().denoisers()
    vae = one.pipe.vae

    def attention(name: str) -> Callable[[], Any]:
        return lambda: [part.set_attention_backend(name) for part in parts]

    def cached(threshold: float) -> Callable[[], Any]:
        options = Options(cache="first_block", cache_threshold=threshold)
        return lambda: [part.enable_cache(cache_for(options)) for part in parts]

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


def pull(one: Subject, name: str, switch: Callable[[], Any], undo: Callable[[], Any]) -> None:
    if one.run.left < one.plain_s * 2 + 2:
        return
    began = time.monotonic()
    try:
        switch()
        bare(one, call_for(one.model, replace(one.options, steps=1), [one.request], [PROMPT], one.area))
        first = time.monotonic() - began
        _compare(one, name, bare(one), first_s=first)
    except Exception as error:  # that a lever does not work here is the finding
        one.run.say("lever", lever=name, **one.facts(), failed=short(error))
    finally:
        try:
            undo()
        except Exception as error:
            one.run.say("lever", lever=name, **one.facts(), not_undone=short(error))


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
