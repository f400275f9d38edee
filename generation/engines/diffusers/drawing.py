"""One call of a pipeline, watched: the model works in a thread of its own, the caller's thread listens.

So the caller can renew its lease while a model loads or decodes, previews are made beside the drawing, and a
cancelled job ends at the next step: the step's callback raises, nothing is decoded, the model stays loaded.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ..types import Stopped
from .giving import Call
from .preview import Lens, Look

LISTEN = 0.2  # seconds between two looks at the wish to stop; each takes the interpreter from the model for a moment
LOOK = 0.5  # seconds between two previews


@dataclass
class Watch:
    """What goes between the two threads: how far it is one way, the wish to stop the other.

    The model's thread writes down two values a step and waits neither for the device nor for who listens.
    """

    parts: int = 1
    ratio: tuple[int, int] = (1, 1)
    lens: Lens = field(default_factory=Lens)
    stop: threading.Event = field(default_factory=threading.Event)
    latents: Any = None
    done: int = 0
    share: float = 0.0  # of all steps
    look: Look | None = None  # the newest
    looked: float = 0.0

    def step(self, latents: Any, of: int) -> None:
        """This function will note a step, in the model's thread.

        :raises Stopped: when nobody wants the rest
        """
        if self.stop.is_set():
            raise Stopped
        self.done += 1
        self.latents = latents
        self.share = min(self.done / max(of, self.done), 1.0)
        now = time.monotonic()
        if now - self.looked >= LOOK:
            self.look, self.looked = self.lens.look(latents, self.ratio, self.parts), now

    def pulse(self, *_ignored: object) -> None:
        """This function will stop a long decoding too, from a hook on the decoder's parts."""
        if self.stop.is_set():
            raise Stopped


class Thread:
    """The one thread in which a worker's model lives."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="model")

    def start(self, work: Callable[[], Any]) -> Future[Any]:
        return self._pool.submit(work)

    def wait(self, future: Future[Any], listen: Callable[[], None]) -> Any:
        """This function will call `listen` until the work is done, and give or raise what came of it."""
        while not future.done():
            listen()
            futures.wait([future], timeout=LISTEN)
        listen()  # what came since the last time, however quick the work was
        return future.result()


def draw(pipe: Any, call: Call, seeds: list[int], device: str, watch: Watch) -> tuple[Any, Any, int]:
    """This function will call the pipeline: frames (clips, frames, 3, height, width), sound or None, and its rate.

    :raises Stopped: at the next step once the watch says stop
    """
    import torch

    at = "cpu" if device == "mps" else device
    generators = [torch.Generator(at).manual_seed(seed) for seed in seeds]
    with torch.no_grad(), _listening(pipe, call, watch) as extra:
        given = {**call.arguments, **extra, "generator": generators if len(seeds) > 1 else generators[0]}
        if hasattr(pipe, "blocks"):
            return _modular(pipe, given)
        made = pipe(**given, output_type="pt", return_dict=True)
    frames = made.frames if hasattr(made, "frames") else made[0]
    sound = getattr(made, "audio", None)
    return frames, sound, sound_rate(pipe)


def _modular(pipe: Any, given: dict[str, Any]) -> tuple[Any, Any, int]:
    made = pipe(**given, output_type="pt", output=["videos", "audio", "sampling_rate"])
    return made["videos"], made["audio"], int(made["sampling_rate"])


def sound_rate(pipe: Any) -> int:
    """This function will find the rate of a pipeline's sound: the vocoder's, else the audio VAE's."""
    for part, names in (
        ("vocoder", ("output_sampling_rate", "sampling_rate")),
        ("audio_vae", ("sample_rate",)),
    ):
        config = getattr(getattr(pipe, part, None), "config", None)
        for name in names if config is not None else ():
            if getattr(config, name, None):
                return int(getattr(config, name))
    return int(getattr(pipe, "audio_sampling_rate", 0) or 0)


@contextmanager
def _listening(pipe: Any, call: Call, watch: Watch) -> Iterator[dict[str, Any]]:
    """Hears every step: through the pipeline's callback, or where it has none, through its scheduler."""
    handles = [module.register_forward_pre_hook(watch.pulse) for module in _decoder_parts(pipe)]
    scheduler, restore = getattr(pipe, "scheduler", None), None
    extra: dict[str, Any] = {}
    try:
        if "callback_on_step_end" in _arguments_of(pipe):
            extra["callback_on_step_end"] = _callback(watch, call)
        elif scheduler is not None:
            restore = scheduler.step
            scheduler.step = _heard(restore, watch, call.steps * call.runs)
        yield extra
    finally:
        if restore is not None and scheduler is not None:
            del scheduler.step
        for handle in handles:
            handle.remove()


def _arguments_of(pipe: Any) -> Any:
    import inspect

    return inspect.signature(type(pipe).__call__).parameters


def _callback(watch: Watch, call: Call) -> Callable[..., dict[str, Any]]:
    def heard(pipe: Any, index: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        watch.step(tensors["latents"], (getattr(pipe, "num_timesteps", 0) or call.steps) * call.runs)
        return tensors

    return heard


def _heard(step: Callable[..., Any], watch: Watch, of: int) -> Callable[..., Any]:
    def heard(*given: Any, **named: Any) -> Any:
        made = step(*given, **named)
        watch.step(made[0] if isinstance(made, tuple) else made.prev_sample, of)
        return made

    return heard


def _decoder_parts(pipe: Any) -> list[Any]:
    """The larger pieces of the picture's decoder: few enough to cost nothing."""
    decoder = getattr(getattr(pipe, "vae", None), "decoder", None)
    return list(decoder.children()) if decoder is not None and hasattr(decoder, "children") else []
