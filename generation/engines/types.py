"""What every engine takes and gives: one protocol, plain data, no Django."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]  # shape (height, width, 3), RGB, 0..255
Sound = NDArray[np.float32]  # shape (samples, 2), -1..1, at SOUND_RATE

SOUND_RATE = 48_000  # Hz
PREFIX = "http://cv.iptc.org/newscodes/digitalsourcetype/"
ALGORITHMIC = PREFIX + "algorithmicMedia"
COMPOSITE = PREFIX + "compositeSynthetic"
TRAINED = PREFIX + "trainedAlgorithmicMedia"


class EngineFailed(Exception):
    """The engine could not make the clip. `code` is UPPER_CASE, `detail` a sentence for the log."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class Stopped(Exception):
    """`should_stop` said yes: the job was cancelled or its lease is gone."""


@dataclass(frozen=True)
class Likeness:
    """One cameo on stage: the name it goes by in the prompt and a picture of the face (RGBA), if any."""

    handle: str
    name: str
    face: Path | None = None


@dataclass(frozen=True)
class Request:
    """What is to be made. `prompt` may hold `@handle` mentions; each has its Likeness in `cameos`."""

    prompt: str
    seconds: float
    width: int = 720
    height: int = 1280
    fps: int = 24
    seed: int = 0
    cameos: tuple[Likeness, ...] = ()


@dataclass(frozen=True)
class Line:
    """One spoken line: text, seconds from the start of the clip, BCP 47 language, who speaks."""

    text: str
    start: float
    end: float
    lang: str = "en"
    speaker: str = ""


@dataclass
class Take:
    """What an engine made: frames as they come (never the whole clip in memory) and the sound under them."""

    frames: Iterator[Frame]
    frame_count: int
    fps: int
    sound: Sound
    source_type: str
    lines: tuple[Line, ...] = ()
    understood: dict[str, object] = field(default_factory=dict)  # JSON: what the engine made of the prompt
    unknown: tuple[str, ...] = ()  # words of the prompt it has no picture, sound or motion for


OnProgress = Callable[[float], None]  # 0..1 of the engine's own work
ShouldStop = Callable[[], bool]


class Engine(Protocol):
    """Turns a Request into a Take. Implementations import their heavy libraries inside `render`."""

    name: str
    version: str

    def understand(self, request: Request) -> tuple[dict[str, object], tuple[str, ...]]:
        """This function will say, without rendering, what it understood and which words it did not."""
        ...

    def render(self, request: Request, on_progress: OnProgress, should_stop: ShouldStop) -> Take:
        """This function will start the work and return a Take whose frames are drawn as they are read.

        :raises EngineFailed: when the clip can not be made
        :raises Stopped: from the frames iterator, when `should_stop` says so
        """
        ...
