"""Changing a scene by small edits: "figures.0.colour" becomes red, "shots.1.actions.0.out" goes."""

import re
from collections.abc import Mapping
from copy import deepcopy

from . import storyboard
from .lexicon import LOOKS, concepts
from .repertoire import FIGURES, MOODS
from .scene import Action, Figure, Scene, Shot

KEY = re.compile(
    r"(?:shots\.(?P<shot>\d{1,2})\.)?"
    r"(?:(?P<list>figures|actions|speech|sounds|relations|absent)\.(?P<at>\d{1,2})\.)?(?P<name>[a-z]+)"
)
OUT = "out"
CHANGES = {
    "figures": ("lemma", "count", "colour", "size", "mood", "clothes"),
    "actions": ("verb", "target"),
    "speech": ("text", "speaker", "lang"),
    "relations": ("how",),
}
OF_ALL = ("figures", "absent")  # lists that are not of one shot

Board = Scene | Shot


def changed(scene: Scene, edits: Mapping[str, str]) -> Scene:
    """This function will return the scene with the edits; what names nothing in it is left out.

    Whether the values can be played, `script.scene_from` says.
    """
    scene = deepcopy(scene)
    boards: list[Board] = [*scene.shots] or [scene]
    gone: dict[str, set[int]] = {}
    for key, value in edits.items():
        found = KEY.fullmatch(key)
        board = _board(boards, found["shot"]) if found else None
        if found is None or board is None:
            continue
        listed = getattr(scene if found["list"] in OF_ALL else board, found["list"] or "", None)
        if found["list"] is None:
            _look(scene, board, found["name"], value)
        elif listed is None or int(found["at"]) >= len(listed):
            continue
        elif found["name"] == OUT:
            gone.setdefault(key.rsplit(".", 2)[0], set()).add(int(found["at"]))
        elif found["name"] in CHANGES.get(found["list"], ()):
            _change(boards, listed, int(found["at"]), found["name"], value)
    for where, places in gone.items():
        _take_out(scene, boards, where, places)
    if scene.shots:
        storyboard.gather(scene)
    return scene


def _board(boards: list[Board], shot: str | None) -> Board | None:
    at = int(shot or 0)
    return boards[at] if at < len(boards) else None


def _look(scene: Scene, board: Board, name: str, value: str) -> None:
    if name == "share" and isinstance(board, Shot):
        board.share = int(value) / 100 if value.isdecimal() else 0.0
    if name not in (*LOOKS, "transition"):
        return
    setattr(board, name, value)
    board.words = {kind: word for kind, word in board.words.items() if kind != name}
    if value and name in LOOKS:
        board.words[name] = value.replace("_", " ")
    asked = [kind for kind in scene.asked if kind != name]
    scene.asked = tuple([*asked, name] if value and name in LOOKS else asked)


def _change(boards: list[Board], listed: list, at: int, name: str, value: str) -> None:  # type: ignore[type-arg]
    one = listed[at]
    if name == "lemma":
        _recast(one, value)
        _reoccupy(boards, at, one)
    elif name == "how":
        listed[at] = (one[0], value, one[2])
    elif name == "mood":
        _feel(one, value)
    elif name == "clothes":
        _clothe(one, value)
    elif name in ("target", "speaker"):
        setattr(one, name, int(value) if value.isdecimal() else None)
    elif name == "verb":
        one.verb, one.called, one.assumed = value, value.replace("_", " "), False
    elif name == "count":
        one.count, one.vague, one.group = int(value) if value.isdecimal() else 0, False, False
    else:
        if isinstance(one, Figure):
            before = getattr(one, name)
            kept = [word for word in one.told if word not in (before, value)]
            one.told = tuple([*kept, value] if value else kept)
        setattr(one, name, value or (None if isinstance(one, Figure) else ""))


def _recast(figure: Figure, lemma: str) -> None:
    figure.lemma, figure.called = lemma, lemma.replace("_", " ")
    figure.kind = FIGURES.get(lemma, figure.kind)
    figure.assumed = False


def _feel(figure: Figure, mood: str) -> None:
    """One mood of its own, or none."""
    figure.attributes = tuple(
        one for one in (*figure.attributes, mood) if one and (one == mood or one not in MOODS)
    )
    figure.told = tuple(one for one in (*figure.told, mood) if one and (one == mood or one not in MOODS))


def _clothe(figure: Figure, garment: str) -> None:
    """This one thing on, everything else that was said of clothes off."""
    before = {worn for worn, _, _ in figure.worn}
    kept = [one for one in figure.attributes if one not in before]
    figure.attributes = tuple([*kept, garment] if garment else kept)
    figure.worn = ((garment, "", garment),) if garment else ()


def _reoccupy(boards: list[Board], at: int, figure: Figure) -> None:
    """What it did by nature, it does by its new nature."""
    habits = {c.lemma: c.says("does") for c in concepts() if c.kind == "figure"}
    for board in boards:
        for action in board.actions:
            if action.figure == at and action.assumed:
                action.verb = habits.get(figure.called) or "stand"


def _take_out(scene: Scene, boards: list[Board], where: str, places: set[int]) -> None:
    *_shot, name = where.split(".")
    if name == "figures":
        _dismiss(scene, boards, places)
        return
    found = KEY.fullmatch(f"{where}.0.out")
    board = scene if name in OF_ALL else _board(boards, found["shot"]) if found else None
    if board is not None:
        kept = [one for at, one in enumerate(getattr(board, name)) if at not in places]
        setattr(board, name, kept)


def _dismiss(scene: Scene, boards: list[Board], places: set[int]) -> None:
    """Figures leave with what they do and say; the others keep their parts under new numbers."""
    stay = [at for at in range(len(scene.figures)) if at not in places]
    number = {old: new for new, old in enumerate(stay)}
    scene.figures = [scene.figures[at] for at in stay]
    for board in boards:
        board.actions = [_renumbered(a, number) for a in board.actions if a.figure in number]
        board.speech = [line for line in board.speech if line.speaker is None or line.speaker in number]
        for line in board.speech:
            line.speaker = None if line.speaker is None else number[line.speaker]
        board.relations = [
            (number[a], how, number[b]) for a, how, b in board.relations if {a, b} <= {*number}
        ]
        if isinstance(board, Shot):
            board.cast = [number[at] for at in board.cast if at in number]


def _renumbered(action: Action, number: dict[int, int]) -> Action:
    action.figure = number[action.figure]
    action.target = None if action.target is None else number.get(action.target)
    return action
