"""What the director hands to stage, voice and sound: a Scene and its timeline. Plain data, JSON by `as_json`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace

import numpy as np
from numpy.typing import NDArray


@dataclass
class Figure:
    """Somebody or something on stage. `lemma` is lower-case English singular and a key of the vocabulary."""

    lemma: str
    kind: str  # person | animal | vehicle | prop | plant | card (a paper card lettered with `called`)
    count: int = 1
    colour: str | None = None  # a name of the palette: red, blue, …
    size: str | None = None  # small | big
    attributes: tuple[str, ...] = ()
    cameo: str | None = None  # handle of the likeness this figure wears
    called: str = ""  # what the prompt said, as English lemma: "puppy" where `lemma` is dog
    vague: bool = False  # the prompt gave no number ("dogs", "many birds"): `count` is our choice
    assumed: bool = False  # not in the prompt: put on stage because it would be empty
    group: bool = False  # one crowd, one couple: `count` are its heads
    told: tuple[str, ...] = ()  # qualities the prompt gave the figure itself
    lettered: str = ""  # what stands on its card, where that is not `called`
    avoids: tuple[str, ...] = ()  # what a cameo's owner never wants to be shown in
    worn: tuple[tuple[str, str, str], ...] = ()  # garment of the wardrobe, its colour or "", the word for it


@dataclass
class Action:
    """`figure` does `verb`, perhaps to `target`; both are places in `Scene.figures`. In order of telling."""

    figure: int
    verb: str  # run, walk, jump, chase, bounce, fly, swim, dance, drive, wave, sleep, stand, …
    target: int | None = None
    assumed: bool = False  # not in the prompt: what such a figure does by itself
    called: str = ""  # what the prompt said, as English lemma: "build" where `verb` is play


@dataclass
class Speech:
    """One quoted line and who says it (a place in `Scene.figures`, None for a voice from off stage)."""

    text: str
    lang: str  # en | de
    speaker: int | None = None


@dataclass
class Shot:
    """One of several shots. Figures are named by their places in `Scene.figures`."""

    share: float  # of the clip; all shares are 1
    set: str
    time: str
    weather: str
    light: str = ""
    season: str = ""
    mood: str = ""
    camera: str = "static"
    style: str = "paper"
    transition: str = "cut"  # into this shot: cut | fade | curtain | page | match
    cast: list[int] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    speech: list[Speech] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    relations: list[tuple[int, str, int]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)


@dataclass
class Scene:
    """Everything understood of one prompt, and the words that were not.

    With `shots`, `actions`, `speech`, `relations` and `sounds` are those of all shots in order and set, time, …
    those of the first; `parts` gives each shot as a scene of its own.
    """

    prompt: str
    lang: str
    seconds: float
    set: str  # beach | city | forest | …
    time: str  # dawn | noon | day | sunset | night
    weather: str  # clear | rain | snow | fog | wind | storm
    camera: str = "static"  # static | pan | zoom_in | zoom_out | follow | …
    style: str = "paper"
    figures: list[Figure] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    speech: list[Speech] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)  # lemmas the prompt rules out ("no people")
    unknown: tuple[str, ...] = ()
    relations: list[tuple[int, str, int]] = field(default_factory=list)  # figure, in|on|holding|…, figure
    loose: list[str] = field(default_factory=list)  # doings of no figure: "a volcano explodes"
    asked: tuple[str, ...] = ()  # which of set, time, weather, camera, style the prompt named
    light: str = ""  # candle | neon
    season: str = ""  # spring | summer | autumn | winter
    mood: str = ""  # happy | sad | calm | tense | …
    words: dict[str, str] = field(default_factory=dict)  # look -> what the prompt said: set → "pond"
    shots: list[Shot] = field(default_factory=list)  # empty when there is one
    cast: tuple[int, ...] = ()  # of a part: the places of its figures in the whole
    starts: float = 0.0  # of a part: seconds from the start of the clip
    transition: str = "cut"  # of a part: how it begins

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    def parts(self) -> "list[Scene]":
        """This function will return every shot as a scene with its own seconds, cast and doings."""
        if not self.shots:
            return [self]
        starts, parts = 0.0, []
        for shot in self.shots:
            parts.append(self._part(shot, starts))
            starts += parts[-1].seconds
        return parts

    def _part(self, shot: Shot, starts: float) -> "Scene":
        places = {whole: at for at, whole in enumerate(shot.cast)}
        looks = {f.name: getattr(shot, f.name) for f in fields(Shot) if f.name not in ("share", "cast")}
        looks |= {
            "figures": [self.figures[at] for at in shot.cast],
            "actions": [_moved(action, places) for action in shot.actions if action.figure in places],
            "speech": [
                replace(s, speaker=None if s.speaker is None else places.get(s.speaker)) for s in shot.speech
            ],
            "relations": related(shot.relations, places),
            "seconds": self.seconds * shot.share,
        }
        return replace(self, **looks, cast=tuple(shot.cast), starts=starts, shots=[])


def _moved(action: Action, places: dict[int, int]) -> Action:
    target = places.get(action.target) if action.target is not None else None
    return replace(action, figure=places[action.figure], target=target)


def related(relations: Sequence[tuple[int, str, int]], places: dict[int, int]) -> list[tuple[int, str, int]]:
    return [(places[a], how, places[b]) for a, how, b in relations if a in places and b in places]


@dataclass
class Spoken:
    """One line as voiced. `samples` mono float32 at 48 kHz; `mouth` 0..1, how open, at 24 per second."""

    speech: Speech
    start: float
    end: float
    samples: NDArray[np.float32]
    mouth: NDArray[np.float32]
    shot: int = 0  # place in `Scene.parts()`


@dataclass
class Event:
    """A thing that sounds, at `at` seconds: step, bounce, splash, bark, horn, whoosh, thunder, …"""

    at: float
    kind: str
    strength: float = 1.0  # 0..1
    pan: float = 0.0  # -1 left .. 1 right
