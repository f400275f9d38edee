"""Reads what is asked, measures model after model, and stops by itself when the budget is spent."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable

from benchmarks import gpu
from benchmarks.gpu.base import OVERHEAD, base, overhead
from benchmarks.gpu.levers import levers, levers2
from benchmarks.gpu.subject import Run, Subject, clean, short, subject
from generation.engines.diffusers.devices import find_room
from generation.engines.diffusers.options import Options

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
_FRESH = ("ltx-2b", "wan-1.3b", "ltx2-19b")


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(gpu.__doc__ or "").splitlines()[0])
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
    "levers2": (_FRESH, levers2),
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
        run.say("failed", model=name, what=measure.__name__, why=short(error))
    clean(run)


def _say_where(run: Run, name: str, memory: int, version: str) -> None:
    from importlib.metadata import version as installed

    versions = {one: installed(one) for one in ("diffusers", "transformers") if one}
    run.say(
        "where", device=name, memory_gb=round(memory / 1e9, 1), torch=version, **versions, dtype=run.dtype,
        tiny=run.tiny, date=time.strftime("%Y-%m-%d"), python=sys.version.split()[0],
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
