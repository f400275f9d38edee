"""What the director hands to stage, voice and sound: a Scene and its timeline. Plain data, JSON by `as_json`."""

from dataclasses import asdict, dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass
class Figure:
    """Somebody or something on stage. `lemma` is lower-case English singular and a key of the vocabulary."""

    lemma: str
    kind: str  # person | animal | vehicle | prop | plant
    count: int = 1
    colour: str | None = None  # a name of the palette: red, blue, …
    size: str | None = None  # small | big
    attributes: tuple[str, ...] = ()
    cameo: str | None = None  # handle of the likeness this figure wears
    called: str = ""  # what the prompt said, as English lemma: "puppy" where `lemma` is dog
    vague: bool = False  # the prompt gave no number ("dogs", "many birds"): `count` is our choice
    assumed: bool = False  # not in the prompt: put on stage because it would be empty


@dataclass
class Action:
    """`figure` does `verb`, perhaps to `target`; both are places in `Scene.figures`. In order of telling."""

    figure: int
    verb: str  # run, walk, jump, chase, bounce, fly, swim, dance, drive, wave, sleep, stand, …
    target: int | None = None
    assumed: bool = False  # not in the prompt: what such a figure does by itself


@dataclass
class Speech:
    """One quoted line and who says it (a place in `Scene.figures`, None for a voice from off stage)."""

    text: str
    lang: str  # en | de
    speaker: int | None = None


@dataclass
class Scene:
    """Everything understood of one prompt, and the words that were not."""

    prompt: str
    lang: str
    seconds: float
    set: str  # beach | city | forest | …
    time: str  # dawn | day | sunset | night
    weather: str  # clear | rain | snow | fog | wind | storm
    camera: str = "static"  # static | pan | zoom_in | zoom_out | follow
    style: str = "paper"
    figures: list[Figure] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    speech: list[Speech] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)  # lemmas the prompt rules out ("no people")
    unknown: tuple[str, ...] = ()
    relations: list[tuple[int, str, int]] = field(default_factory=list)  # figure, in|on|with|behind|…, figure
    asked: tuple[str, ...] = ()  # which of set, time, weather, camera, style the prompt named

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass
class Spoken:
    """One line as voiced. `samples` mono float32 at 48 kHz; `mouth` 0..1, how open, at 24 per second."""

    speech: Speech
    start: float
    end: float
    samples: NDArray[np.float32]
    mouth: NDArray[np.float32]


@dataclass
class Event:
    """A thing that sounds, at `at` seconds: step, bounce, splash, bark, horn, whoosh, thunder, …"""

    at: float
    kind: str
    strength: float = 1.0  # 0..1
    pan: float = 0.0  # -1 left .. 1 right
