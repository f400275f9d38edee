"""Blocking: how large each figure is, where it stands and what it does when. Before motion, without drawing."""

from dataclasses import dataclass, field
from random import Random

from .figures.birds import BIRDS
from .figures.menagerie import BEASTS
from .figures.swimmers import DRAWN as CREATURES
from .scene import Figure, Scene

MOST = 9  # actors on one stage
# height in frame heights, and width as a share of the height
SIZES: dict[str, tuple[float, float]] = {
    "baby": (0.2, 0.6), "boy": (0.31, 0.5), "girl": (0.31, 0.5), "child": (0.31, 0.5), "princess": (0.34,
    0.5), "prince": (0.34, 0.5), "ghost": (0.32, 0.7), "snowman": (0.36, 0.6), "robot": (0.38, 0.5),
    "mermaid": (0.36, 0.5), "dog": (0.27, 1.15), "cat": (0.22, 1.2), "fox": (0.23, 1.4), "wolf": (0.27,
    1.35), "bear": (0.34, 1.1), "horse": (0.38, 1.1), "unicorn": (0.39, 1.1), "donkey": (0.33, 1.1),
    "cow": (0.3, 1.25), "pig": (0.22, 1.3), "sheep": (0.25, 1.15), "goat": (0.27, 1.1), "lion": (0.3, 1.25),
    "tiger": (0.29, 1.3), "elephant": (0.38, 1.25), "giraffe": (0.5, 0.8), "rabbit": (0.2, 0.9),
    "mouse": (0.14, 1.2), "deer": (0.37, 0.95), "dinosaur": (0.4, 1.4), "bird": (0.13, 1.3),
    "seagull": (0.14, 1.3), "owl": (0.2, 0.9), "duck": (0.17, 1.1), "chicken": (0.18, 1.1),
    "penguin": (0.24, 0.8), "parrot": (0.17, 1.3), "eagle": (0.2, 1.3), "swan": (0.2, 1.1), "fish": (0.15,
    1.2), "shark": (0.19, 1.9), "whale": (0.26, 1.75), "dolphin": (0.2, 1.75), "octopus": (0.24, 1.0),
    "jellyfish": (0.2, 0.8), "turtle": (0.16, 1.6), "frog": (0.14, 1.2), "snail": (0.13, 1.4),
    "butterfly": (0.11, 1.2), "bee": (0.1, 1.1), "dragon": (0.38, 1.4), "car": (0.18, 1.85), "taxi": (0.18,
    1.85), "bus": (0.23, 1.85), "truck": (0.22, 1.95), "tractor": (0.25, 1.3), "bicycle": (0.22, 1.7),
    "boat": (0.22, 1.8), "ship": (0.26, 1.8), "sailboat": (0.36, 1.3), "train": (0.2, 3.2), "rocket": (0.4,
    0.7), "airplane": (0.19, 1.9), "hot_air_balloon": (0.36, 0.8), "ufo": (0.2, 1.6), "submarine": (0.2,
    1.8), "sledge": (0.17, 1.75), "ball": (0.105, 1.0), "balloon": (0.27, 0.6), "kite": (0.25, 0.7),
    "house": (0.36, 1.0), "castle": (0.46, 1.1), "lighthouse": (0.46, 0.5), "tent": (0.25, 1.6),
    "lamp": (0.36, 0.3), "lantern": (0.16, 0.8), "candle": (0.2, 0.5), "fire": (0.22, 1.1), "moon": (0.2,
    1.0), "sun": (0.22, 1.0), "star": (0.16, 1.0), "cloud": (0.14, 1.5), "rainbow": (0.24, 2.0),
    "umbrella": (0.26, 1.4), "guitar": (0.28, 0.6), "drum": (0.16, 1.2), "cake": (0.18, 1.1), "apple": (0.1,
    1.0), "book": (0.12, 1.9), "chair": (0.24, 0.7), "table": (0.2, 1.7), "box": (0.16, 1.4), "gift": (0.16,
    1.0), "heart": (0.16, 1.0), "cup": (0.12, 1.2), "boat_of_paper": (0.16, 1.8), "tree": (0.46, 0.9),
    "fir": (0.46, 0.7), "palm": (0.5, 0.9), "flower": (0.24, 0.6), "sunflower": (0.32, 0.5),
    "cactus": (0.32, 0.8), "mushroom": (0.2, 1.0), "bush": (0.15, 1.9),
}  # fmt: skip
PERSON = (0.4, 0.5)
# how high above the ground its foot is when nothing else is said
HOVER: dict[str, float] = {
    "sun": 0.56, "moon": 0.56, "star": 0.52, "cloud": 0.54, "rainbow": 0.38, "kite": 0.4, "balloon": 0.26,
    "hot_air_balloon": 0.26, "airplane": 0.44, "ufo": 0.38, "butterfly": 0.24, "bee": 0.24, "lantern": 0.4,
    "heart": 0.3, "submarine": 0.2,
}  # fmt: skip
SCENERY = ("house", "castle", "lighthouse", "tent", "lamp", "tree", "fir", "palm", "cactus", "bush",
    "rainbow", "sun", "moon", "cloud", "star", "table", "chair", "sunflower", "flower", "mushroom", "fire",
    "umbrella",)  # fmt: skip
OFFSHORE = {"lake": -0.1, "beach": -0.14}  # where water is on a set that is land
TOPS: dict[str, float] = {
    "chair": 0.3, "table": 0.95, "box": 0.8, "house": 0.9, "gift": 0.7, "mushroom": 0.95, "book": 0.7,
    "drum": 0.85, "cloud": 0.75, "moon": 0.12, "tree": 0.75, "castle": 0.75, "ball": 0.95, "cake": 0.9,
    "star": 0.6,
}  # fmt: skip
HOLDABLE = ("guitar", "book", "cup", "apple", "umbrella", "flower")
FLIERS = ("fly", "float", "rise", "dive")
SWIMMERS = ("fish", "shark", "whale", "dolphin", "octopus", "jellyfish", "turtle", "submarine", "mermaid")
FLOATERS = ("boat", "ship", "sailboat", "boat_of_paper", "duck", "swan", "submarine")


TAKEN_ALONG = {
    "chase": "run", "follow": "walk", "walk": "walk", "run": "run", "dance": "dance", "jump": "jump",
    "swim": "swim", "fly": "fly", "play": "dance", "sing": "dance", "march": "walk", "gallop": "run",
}  # fmt: skip


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
    def is_scenery(self) -> bool:
        return self.lemma in SCENERY and all(
            t.verb in ("stand", "shine", "glow", "burn", "grow", "shake") for t in self.turns
        )


def cast(scene: Scene, aspect: float, frames: int, medium: str, rng: Random) -> list[Actor]:
    """This function will put every figure of the scene on stage, large enough to matter and apart from the others."""
    actors: list[Actor] = []
    in_hand = _in_hand(scene)
    for index, figure in enumerate(scene.figures):
        for copy in range(max(1, min(figure.count, 6))):
            if len(actors) < MOST and index not in in_hand.values():
                actors.append(_actor(figure, index, copy, aspect, rng))
                if index in in_hand:
                    actors[-1].holding = scene.figures[in_hand[index]].lemma
    for actor in actors:
        actor.turns = _turns(scene, actor, actors, frames)
    for actor in actors:
        _hand_over(actor, actors)
    _mount(actors)
    room = aspect * (0.76 if scene.set == "stage" else 1.0)
    _fit(actors, room)
    _place(actors, room, rng)
    for actor in actors:
        actor.hover = _hover(actor, medium)
        if scene.set in OFFSHORE and (actor.lemma in FLOATERS or actor.lemma in SWIMMERS):
            actor.row, actor.hover = OFFSHORE[scene.set], 0.0
    _seat(scene, actors)
    _face_each_other(actors)
    return actors


def _in_hand(scene: Scene) -> dict[int, int]:
    """Who holds what: figure -> prop, when the prompt ties a person to something that fits in a hand."""
    ties = [(a.figure, a.target) for a in scene.actions if a.target is not None]
    ties += [(one, other) for one, how, other in scene.relations if how in ("with", "holding", "hold")]
    held = {i for i, figure in enumerate(scene.figures) if figure.lemma in HOLDABLE and figure.count == 1}
    return {who: what for who, what in ties if what in held and scene.figures[who].kind == "person"}


def _hand_over(actor: Actor, actors: list[Actor]) -> None:
    """A ball is bounced, a kite flown: what the verb says happens to the thing, not to the person."""
    for turn in actor.turns:
        if turn.target is None or actor.figure.kind != "person":
            continue
        other = actors[turn.target]
        if (
            turn.verb in ("bounce", "juggle", "drop", "roll", "throw", "catch", "play")
            and other.lemma == "ball"
        ):
            other.turns = [
                Turn("roll" if turn.verb == "roll" else "bounce", t.start, t.end) for t in other.turns
            ]
            turn.verb = "dribble"
        elif other.lemma in ("kite", "balloon"):
            actor.string = turn.target
            turn.verb = "hold"
        elif turn.verb in ("bounce", "fall", "drop", "rise", "explode") and other.figure.kind == "prop":
            other.turns = [Turn(turn.verb, t.start, t.end) for t in other.turns]
            turn.verb = "cheer"


def _actor(figure: Figure, index: int, copy: int, aspect: float, rng: Random) -> Actor:
    height, ratio = SIZES.get(figure.lemma, PERSON)
    if figure.cameo and figure.kind == "prop":
        height, ratio = PERSON
    height *= {"small": 0.66, "big": 1.3}.get(figure.size or "", 1.0) * (1.2 if aspect > 1 else 1.0)
    if copy:
        height *= rng.uniform(0.88, 1.0)
    height = min(height, 0.58)
    ratio += 0.2 if figure.lemma in BEASTS else 0.0  # heads and tails reach beyond the trunk
    actor = Actor(figure, index, copy, height, height * ratio)
    actor.tempo = max(0.75, min(1.7, (0.4 / height) ** 0.5))
    actor.offset = rng.random() if copy else 0.0
    return actor


def _turns(scene: Scene, actor: Actor, actors: list[Actor], frames: int) -> list[Turn]:
    told = [a for a in scene.actions if a.figure == actor.index and not (a.assumed and a.verb == "stand")]
    if not told:
        return [Turn(_drawn_along(scene, actor), 0, frames)]
    told = told[: max(1, int(scene.seconds / 1.6))]
    turns = []
    for i, action in enumerate(told):
        target = next(
            (k for k, other in enumerate(actors) if other.index == action.target and other is not actor), None
        )
        turns.append(Turn(action.verb, frames * i // len(told), frames * (i + 1) // len(told), target))
    return turns


def _drawn_along(scene: Scene, actor: Actor) -> str:
    """What somebody does who is only chased, walked or taken along."""
    ties = [(a.verb, a.figure) for a in scene.actions if a.target == actor.index]
    for one, how, other in scene.relations:
        if how in ("with", "beside", "behind", "next_to") and actor.index in (one, other):
            ties += [(a.verb, a.figure) for a in scene.actions if a.figure in (one, other)]
    for verb, _ in ties:
        if verb in TAKEN_ALONG and actor.figure.kind in ("person", "animal"):
            return TAKEN_ALONG[verb]
        if verb in ("chase", "follow"):
            return (
                "bounce" if actor.lemma == "ball" else "drive" if actor.figure.kind == "vehicle" else "stand"
            )
    return "stand"


def _mount(actors: list[Actor]) -> None:
    """Who rides or drives sits on it, and it goes."""
    for actor in actors:
        for turn in actor.turns:
            if turn.verb in ("ride", "drive", "sail", "fly", "surf") and turn.target is not None:
                ridden = actors[turn.target]
                if (
                    ridden.figure.kind in ("vehicle", "animal")
                    and ridden.mount is None
                    and actor.mount is None
                ):
                    actor.mount = turn.target
                    ridden.turns = [Turn("drive" if ridden.figure.kind == "vehicle" else "run", t.start,
                        t.end) if t.target == turn.target else Turn("stand", t.start,
                        t.end) for t in actor.turns]  # fmt: skip


def _seat(scene: Scene, actors: list[Actor]) -> None:
    """On the table is on the table."""
    for one, how, other in scene.relations:
        below = next((a for a in actors if a.index == other), None)
        for above in [a for a in actors if a.index == one]:
            if (
                how not in ("on", "in", "on_top_of")
                or below is None
                or above is below
                or above.mount is not None
            ):
                continue
            if below.lemma in TOPS:
                above.home, above.row = below.home + 0.02 * above.copy, below.row + 0.004
                above.hover = below.hover + TOPS[below.lemma] * below.height


def _fit(actors: list[Actor], aspect: float) -> None:
    """Smaller when there are many, and never wider than the stage."""
    main = [a for a in actors if a.lemma not in SCENERY and a.mount is None]
    total = sum(a.width for a in main)
    room = aspect * 1.02
    if any(a.figure.kind == "person" for a in main):
        for actor in main:
            if actor.figure.kind == "animal" and actor.height > 0.13:
                actor.height, actor.width = actor.height * 0.85, actor.width * 0.85
        total = sum(a.width for a in main)
    factor = min(1.0, max(0.52, (room / total) ** 0.9)) if total > room else 1.0
    if len(main) <= 2:
        for actor in main:
            if actor.lemma != "ball":
                grown = max(actor.height, min(0.27 if len(main) == 1 else 0.2, actor.height * 1.55))
                actor.width, actor.height = actor.width * grown / actor.height, grown
    for actor in actors:
        k = factor if actor in main or actor.mount is not None else 1.0
        widest = aspect * (1.5 if actor.lemma == "train" else 0.86)
        k = min(k, widest / actor.width)
        if actor.mount is not None:
            k = min(k, 0.8)
        actor.height, actor.width = actor.height * k, actor.width * k


def _place(actors: list[Actor], aspect: float, rng: Random) -> None:
    main = [a for a in actors if a.lemma not in SCENERY and a.mount is None]
    _spread(main, aspect, rng)
    back = [a for a in actors if a.lemma in SCENERY]
    slots = [0.27, -0.27, 0.02, 0.4, -0.4, -0.12, 0.14] if main else [0.0, 0.3, -0.3, 0.16, -0.16]
    for i, actor in enumerate(back):
        actor.home = slots[i % len(slots)] * aspect
        actor.row = -0.035 if main else 0.0
    for actor in actors:
        if actor.mount is not None:
            actor.home = actors[actor.mount].home


def _spread(main: list[Actor], aspect: float, rng: Random) -> None:
    count = len(main)
    if count == 1:
        main[0].home = -0.02 * aspect
        return
    total = sum(a.width for a in main)
    span = max(aspect * 0.9 - total, -total * 0.35)
    at = -(total + span) / 2
    for i, actor in enumerate(main):
        gap = span / count
        actor.home = at + gap / 2 + actor.width / 2
        at += actor.width + gap
        edge = max(0.0, aspect / 2 - actor.width * 0.52)
        actor.home = max(-edge, min(edge, actor.home))
        actor.row = (0.024 if i % 2 else -0.008) if count > 2 or actor.family == "quad" else 0.0
        actor.faces = 1


def _hover(actor: Actor, medium: str) -> float:
    lemma, verbs = actor.lemma, {t.verb for t in actor.turns}
    if lemma in HOVER:
        return min(HOVER[lemma] + 0.03 * actor.copy, 0.8 - actor.height)
    if lemma in FLOATERS and medium != "air":
        return 0.0
    if medium == "air":
        return 0.12 + 0.05 * (actor.copy % 3)
    if medium == "water" and (lemma in SWIMMERS or "swim" in verbs):
        return -0.3 * actor.height if lemma in SWIMMERS else -0.16 * actor.height
    if lemma in SWIMMERS or (medium == "deep" and "swim" in verbs):
        return 0.14 + 0.12 * (actor.copy % 3)
    if verbs & {"fly", "float"}:
        return 0.3 + 0.07 * (actor.copy % 3)
    return 0.0


def _face_each_other(actors: list[Actor]) -> None:
    """Two who stand and talk look at one another."""
    people = [a for a in actors if a.family in ("biped", "quad", "fowl") and a.mount is None]
    still = [
        a
        for a in people
        if all(
            t.verb not in ("walk", "run", "chase", "drive", "ride", "fly", "swim", "gallop") for t in a.turns
        )
    ]
    if len(still) >= 2 and len(still) == len(people):
        for actor in still:
            actor.faces = -1 if actor.home > 0.02 else 1
