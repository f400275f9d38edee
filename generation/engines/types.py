"""What every engine takes and gives: one protocol, plain data, no Django."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]  # shape (height, width, 3), RGB, 0..255
Sound = NDArray[np.float32]  # shape (samples, 2), -1..1, at SOUND_RATE

SOUND_RATE = 48_000  # Hz
PREFIX = "http://cv.iptc.org/newscodes/digitalsourcetype/"
ALGORITHMIC = PREFIX + "algorithmicMedia"
COMPOSITE = PREFIX + "compositeSynthetic"
COMPOSITE_TRAINED = PREFIX + "compositeWithTrainedAlgorithmicMedia"
TRAINED = PREFIX + "trainedAlgorithmicMedia"


class EngineFailed(Exception):
    """The engine could not make the clip. `code` is UPPER_CASE, `detail` a sentence for the log."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class SceneInvalid(ValueError):
    """An edited scene that can not be played: `field` is where ("figures[0].colour"), `problem` what would do."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field, self.problem = field, problem


class Stopped(Exception):
    """`should_stop` said yes: the job was cancelled or its lease is gone."""


@dataclass(frozen=True)
class Likeness:
    """One cameo on stage: the name it goes by in the prompt and a picture of the face (RGBA), if any.

    `views` are further recorded pictures of the head (RGBA) by direction, seen in the picture: "left" looks to
    its left edge, "right" to its right one, "up" to the upper one; each may be missing. `voice` is a WAV
    sample and only there when the owner granted the voice; `manner` is what the owner wishes to be shown as.
    """

    handle: str
    name: str
    face: Path | None = None
    views: Mapping[str, Path] = field(default_factory=dict)
    voice: Path | None = None
    manner: str = ""


@dataclass(frozen=True)
class ShotWanted:
    """One shot of a storyboard: its own words and how long it lasts, in seconds."""

    prompt: str
    seconds: float


@dataclass(frozen=True)
class Request:
    """What is to be made. `prompt` may hold `@handle` mentions; each has its Likeness in `cameos`.

    Everything from `negative` on is empty unless asked for; what an engine can not do is refused before the
    job is taken, by its `Capabilities`.
    """

    prompt: str
    seconds: float
    width: int = 720
    height: int = 1280
    fps: int = 24
    seed: int = 0
    cameos: tuple[Likeness, ...] = ()
    negative: str = ""  # what is not to be seen
    style: str = ""
    camera: str = ""
    sound: bool = True
    shots: tuple[ShotWanted, ...] = ()  # a storyboard; their seconds add up to `seconds`
    scene: Mapping[str, object] | None = None  # an edited scene, as the engine's `understand` gave it
    picture: Path | None = None  # the first picture, PNG
    goes_on_from: Path | None = None  # a video whose end is the beginning of this one
    before: str = ""  # the words that video was made of


@dataclass(frozen=True)
class Capabilities:
    """What an engine with its model can do, known without loading the model. Empty tuple: it has no such choice."""

    title: str  # as the composer shows it
    licence: str  # SPDX id or name, "" when nothing is loaded
    licence_note: str = ""  # a limit an operator must know, in one English sentence
    lengths: tuple[int, ...] = ()  # seconds
    sizes: tuple[str, ...] = ()  # "720x1280"
    rates: tuple[int, ...] = (24,)  # frames a second
    styles: tuple[str, ...] = ()
    cameras: tuple[str, ...] = ()
    sound: str = "laid"  # "model": from the model itself; "laid": our sound stage under it; "": silent
    cameos: int = 0  # how many likenesses it can show at once
    negative: bool = False
    picture: bool = False  # takes a first picture
    picture_needed: bool = False  # makes nothing without a first picture, the end of a clip or a likeness
    scene: bool = False  # takes an edited scene
    shots: bool = False  # takes a storyboard
    extends: bool = False  # can go on from the end of a clip
    batch: int = 1  # same-shaped jobs it can render in one go


@dataclass(frozen=True)
class Line:
    """One spoken line: text, seconds from the start of the clip, BCP 47 language, who speaks."""

    text: str
    start: float
    end: float
    lang: str = "en"
    speaker: str = ""
    voice: str = ""  # "synthetic, …" where a likeness's voice is a synthetic one fitted to a sample
    place: str = ""  # WebVTT cue settings that keep the caption off the faces


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
OnPreview = Callable[[bytes], None]  # a small JPEG of what there is so far


def unseen(jpeg: bytes) -> None:
    """Nobody watches."""


class Engine(Protocol):
    """Turns a Request into a Take. Implementations import their heavy libraries inside `render`."""

    name: str
    version: str
    capabilities: Capabilities

    def understand(self, request: Request) -> tuple[dict[str, object], tuple[str, ...]]:
        """This function will say, without rendering, what it understood and which words it did not.

        :raises SceneInvalid: when the request holds an edited scene that can not be played
        """
        ...

    def render(
        self,
        request: Request,
        on_progress: OnProgress,
        should_stop: ShouldStop,
        on_preview: OnPreview = unseen,
    ) -> Take:
        """This function will start the work and return a Take whose frames are drawn as they are read.

        An engine that works before its first frame calls all three meanwhile, from the thread that called it.

        :raises EngineFailed: when the clip can not be made
        :raises Stopped: here or from the frames iterator, when `should_stop` says so
        """
        ...


@dataclass(frozen=True)
class Part:
    """One of several requests that are rendered in one go, with its own ears."""

    request: Request
    on_progress: OnProgress
    should_stop: ShouldStop
    on_preview: OnPreview = unseen


Outcome = Take | EngineFailed | Stopped


@runtime_checkable
class RendersTogether(Protocol):
    """What an engine with `capabilities.batch` above 1 can do besides: several jobs for little more than one."""

    def render_together(self, parts: Sequence[Part]) -> list[Outcome]:
        """This function will render parts of one `shape`, at most `capabilities.batch`, and give each its outcome.

        A part that is stopped or fails does not take the others with it.

        :raises EngineFailed: when none of them can be made
        """
        ...


def shape(request: Request) -> tuple[object, ...] | None:
    """This function will say what must be equal for two requests to go together; None for one that goes alone."""
    alone = request.cameos or request.shots or request.scene or request.picture or request.goes_on_from
    if alone:
        return None
    return (request.seconds, request.width, request.height, request.fps, request.sound)
