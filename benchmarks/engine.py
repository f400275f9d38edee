"""What the diffusers engine costs around a pipeline, on a tiny real model and a processor.

    python -m benchmarks.engine

`overhead_s` is the engine's whole call, previews and every frame handed on, less the bare call of the same
pipeline with the same arguments: below 3 % of it plus 50 ms. `second_job_s` from the call to the first step on a
loaded model: below 1 s. `cancel_s` from the wish to stop until the worker is idle: below one step plus 500 ms.
On a GPU with full-size models the same is measured by `python -m benchmarks.gpu`.
"""

import logging
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from benchmarks.instance import say
from benchmarks.models import save
from generation.engines.diffusers.engine import Diffusers
from generation.engines.diffusers.giving import call_for
from generation.engines.diffusers.sizes import canvas
from generation.engines.types import Request, Stopped

STEPS, RUNS = 60, 5
REQUEST = Request("a dog runs along the quiet sea", 0.5, width=64, height=96, seed=3, sound=False)


def main(runs: int = RUNS, steps: int = STEPS) -> None:
    import torch

    torch.set_num_threads(1)
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="kulisse-bench-") as folder:
        engine = Diffusers(str(save("wan-1.3b", Path(folder) / "wan")))
        engine._options = replace(engine._options, steps=steps, pixels=64 * 96)
        whole(engine)
        overhead(engine, runs)
        second_job(engine, runs)
        cancel(engine, runs)


def whole(engine: Diffusers) -> float:
    began = time.monotonic()
    take = engine.render(REQUEST, lambda done: None, lambda: False)
    for _frame in take.frames:
        pass
    return time.monotonic() - began


def overhead(engine: Diffusers, runs: int) -> None:
    """In turns, so that what else the machine does falls on both."""
    area = canvas(engine.model.variant.family, REQUEST, REQUEST.seconds, engine._options.pixels)
    call = call_for(engine.model, engine._options, [REQUEST], [REQUEST.prompt], area)
    pipe = engine._player._loading.result().pipe
    thread = ThreadPoolExecutor(1)  # as the engine has one: a processor shares its work differently there

    def bare() -> float:
        import torch

        began = time.monotonic()
        pipe(**call.arguments, generator=torch.Generator().manual_seed(3), output_type="pt")
        return time.monotonic() - began

    pairs, worked = [], []
    for _run in range(runs):
        before = time.process_time()
        alone_s = thread.submit(bare).result()
        between = time.process_time()
        pairs.append((alone_s, whole(engine)))
        worked.append((time.process_time() - between) - (between - before))
    alone = statistics.median(one for one, _ours in pairs)
    over = statistics.median(ours - one for one, ours in pairs)
    say(
        "engine_overhead", bare_s=round(alone, 3), overhead_s=round(over, 3), target_s=round(alone * 0.03 + 0.05, 3),
        of_it_work_s=round(statistics.median(worked), 3),
    )  # fmt: skip


def second_job(engine: Diffusers, runs: int) -> None:
    waits = []
    for _run in range(runs):
        first: list[float] = []
        began = time.monotonic()
        engine.render(REQUEST, lambda done, first=first: first.append(time.monotonic()), lambda: False)
        waits.append(first[0] - began)
    say("second_job_start", second_job_s=round(statistics.median(waits), 3), target_s=1.0)


def cancel(engine: Diffusers, runs: int) -> None:
    """Asked to stop in the middle; one step is what the whole call takes, by the number of steps."""
    step = whole(engine) / engine._options.steps
    waits = [_cancelled(engine) for _run in range(runs)]
    say("cancel_to_idle", cancel_s=round(max(waits), 3), step_s=round(step, 3), target_s=round(step + 0.5, 3))


def _cancelled(engine: Diffusers) -> float:
    asked: list[float] = []
    heard: list[float] = []

    def should_stop() -> bool:
        if len(heard) < 2:
            return False
        asked.append(time.monotonic())
        return True

    try:
        engine.render(REQUEST, heard.append, should_stop)
    except Stopped:
        return time.monotonic() - asked[0]
    raise RuntimeError("the clip was finished before it could be cancelled")


if __name__ == "__main__":
    main()
