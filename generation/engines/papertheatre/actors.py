"""Actors: a copy of a figure as it stands on stage, and what it does from when to when. Plain data."""

from dataclasses import dataclass, field

from .figures.birds import BIRDS
from .figures.menagerie import BEASTS
from .figures.swimmers import DRAWN as CREATURES
from .scene import Figure
from .sizes import SCENERY


@dataclass
class Turn:
    """What an actor does from one frame to another."""

    verb: str
    start: int
    end: int
    target: int | None = None  # place in the list of actors


@dataclass
class Actor:
    """One puppet on stage: a copy of a figure with its size, home and turns."""

    figure: Figure
    index: int  # place of the figure in the scene
    copy: int
    height: float
    width: float
    home: float = 0.0  # frame heights right of the middle
    row: float = 0.0  # further back (negative) or nearer, frame heights
    hover: float = 0.0
    faces: int = 1
    tempo: float = 1.0
    offset: float = 0.0  # where in its cycle it begins
    turns: list[Turn] = field(default_factory=list)
    mount: int | None = None  # the actor it rides
    holding: str = ""  # a prop of the prompt that it has in its hand
    string: int | None = None  # the actor on the other end of a string in its hand
    layer: int | None = None  # which sheet it stands on, where a relation wants it
    orbits: int | None = None  # the actor it goes round
    replaces: int | None = None  # the actor that turns into it
    afloat: bool = False  # lies in water
    leash: int | None = None  # the actor it leads
    tied: bool = False  # hangs on a string, a leash or an anchor
    swings: bool = False  # sits on a swing

    @property
    def lemma(self) -> str:
        return self.figure.lemma

    @property
    def family(self) -> str:
        if self.lemma in BEASTS:
            return "quad"
        if self.lemma in BIRDS:
            return "fowl"
        if self.lemma in CREATURES:
            return "fish" if self.lemma not in ("frog",) else "fowl"
        return "biped" if self.figure.kind == "person" or self.figure.cameo else "thing"

    @property
    def stands_back(self) -> bool:
        return self.lemma in SCENERY or self.figure.kind == "card"

    @property
    def is_scenery(self) -> bool:
        return self.lemma in SCENERY and all(
            t.verb in ("stand", "shine", "glow", "burn", "grow", "shake") for t in self.turns
        )
