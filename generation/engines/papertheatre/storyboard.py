"""Several shots of one prompt: where each begins, what is in it, and what it keeps of the one before."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from generation.engines.papertheatre.lexicon import LOOKS, Concept
from generation.engines.papertheatre.scene import Action, Scene, Shot, related

MOST_SHOTS = 6
KEPT = ("style", "mood", "season", "time", "light", "weather")  # until another is named
Dress = Callable[[Scene, dict[str, Concept]], None]


@dataclass
class Take:
    """What stood between two cuts: counts of all that was told until its end."""

    transition: str = "cut"
    found: dict[str, Concept] = field(default_factory=dict)
    actions: int = 0
    speech: int = 0
    relations: int = 0
    sounds: int = 0
    named: int = 0
    home: str | None = None

    @property
    def is_told(self) -> bool:
        return bool(self.actions or self.speech or self.named or "set" in self.found)


def shots(scene: Scene, takes: list[Take], named: list[int]) -> list[Shot]:
    """This function will return one shot for each take; looks are dressed later, by `Scene.parts`."""
    board: list[Shot] = []
    before = Take()
    for take in takes:
        actions = scene.actions[before.actions : take.actions]
        speech = scene.speech[before.speech : take.speech]
        relations = scene.relations[before.relations : take.relations]
        cast = [*named[before.named : take.named], *(s.speaker for s in speech if s.speaker is not None)]
        for action in actions:
            cast += [action.figure, *([action.target] if action.target is not None else [])]
        for a, _, b in relations:
            cast += [a, b]
        sounds = scene.sounds[before.sounds : take.sounds]
        shot = Shot(1 / len(takes), "", "", "", transition=take.transition, cast=sorted(set(cast)))
        board.append(replace(shot, actions=actions, speech=speech, relations=relations, sounds=sounds))
        before = take
    return board


def inherited(takes: list[Take]) -> list[dict[str, Concept]]:
    """The looks of each take with what it keeps of those before."""
    kept: dict[str, Concept] = {}
    looks = []
    for take in takes:
        if "set" in take.found and (implied := take.found["set"].says("weather")):
            kept["weather"] = Concept("weather", implied, implied)
        found = {**kept, **take.found}
        looks.append(found)
        kept |= {kind: concept for kind, concept in found.items() if kind in KEPT}
    return looks


def take_back(scene: Scene, shot: Shot, part: Scene) -> None:
    """This function will put what was decided for a part into its shot, with places of the whole."""
    for figure in part.figures[len(shot.cast) :]:
        scene.figures.append(figure)
        shot.cast.append(len(scene.figures) - 1)
    for kind in LOOKS:
        setattr(shot, kind, getattr(part, kind))
    shot.words = dict(part.words)
    shot.actions = [_whole(action, shot.cast) for action in part.actions]
    shot.speech = [
        replace(line, speaker=None if line.speaker is None else shot.cast[line.speaker])
        for line in part.speech
    ]
    shot.relations = related(part.relations, dict(enumerate(shot.cast)))


def _whole(action: Action, cast: list[int]) -> Action:
    target = None if action.target is None else cast[action.target]
    return replace(action, figure=cast[action.figure], target=target)


def gather(scene: Scene) -> None:
    """This function will give the whole scene what all its shots hold."""
    first = scene.shots[0]
    for kind in LOOKS:
        setattr(scene, kind, getattr(first, kind))
    scene.actions = [action for shot in scene.shots for action in shot.actions]
    scene.speech = [line for shot in scene.shots for line in shot.speech]
    scene.relations = [relation for shot in scene.shots for relation in shot.relations]
    scene.words = dict(first.words)
    styles = [shot.words["style"] for shot in scene.shots if "style" in shot.words]
    scene.words |= {"style": styles[0]} if styles else {}
