"""A scene as JSON, both ways: `written` gives it, `scene_from` reads it back and names the field that is wrong."""

import types
import typing
from collections.abc import Collection, Mapping
from dataclasses import MISSING, asdict, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from ..types import SceneInvalid
from . import storyboard
from .casting import MOST_FIGURES
from .doings import MOST_LINES
from .lexicon import concepts
from .placing import PLACES
from .plot import MOST_ACTIONS
from .repertoire import (
    CAMERAS,
    COLOURS,
    FIGURES,
    LIGHTS,
    RELATIONS,
    SEASONS,
    SETS,
    STYLES,
    TIMES,
    TRANSITIONS,
    VERBS,
    WEATHERS,
)
from .scene import Action, Figure, Scene, Shot, Speech
from .voice import LONGEST_LINE

GIVEN = ("prompt", "seconds", "cast", "starts")  # the request says them, or they belong to parts of a scene
LONGEST_WORD = 60
MOST_WORDS = 24
CARD = "card"


def written(scene: Scene) -> dict[str, Any]:
    """This function will give the scene as plain JSON: what `scene_from` takes."""
    told = asdict(scene)
    return {key: value for key, value in told.items() if key not in GIVEN}


def scene_from(told: object, prompt: str, seconds: float, cameos: Collection[str] = ()) -> Scene:
    """This function will read a scene for `prompt`; `cameos` are the handles that may be on stage.

    :raises SceneInvalid: naming the first field that can not be played, and what would do
    """
    if not isinstance(told, Mapping):
        raise SceneInvalid("scene", "expected an object")
    scene: Scene = _object(Scene, {**_plain(told), "prompt": prompt, "seconds": float(seconds)}, "")
    scene.figures = [_figure(figure, f"figures[{at}]", cameos) for at, figure in enumerate(scene.figures)]
    if len(scene.figures) > MOST_FIGURES:
        raise SceneInvalid("figures", f"expected at most {MOST_FIGURES}")
    _look(scene, "")
    _doings(scene, "", len(scene.figures))
    _words(scene.absent, "absent")
    if scene.shots:
        _shots(scene)
    return scene


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    return {"lang": "en", "set": "meadow", "time": "day", "weather": "clear", **dict(told)}


def _object(kind: Any, told: object, path: str) -> Any:
    """A dataclass of ours from a mapping, field by field, by the hints of its fields."""
    if not isinstance(told, Mapping):
        raise SceneInvalid(path, "expected an object")
    hints = typing.get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    if strange := [str(key) for key in told if key not in known]:
        raise SceneInvalid(_at(path, strange[0]), f"not known here; expected one of {', '.join(known)}")
    values = {}
    for name, field in known.items():
        if name in told:
            values[name] = _value(hints[name], told[name], _at(path, name))
        elif field.default is MISSING and field.default_factory is MISSING:
            if name == "kind":
                values[name] = ""  # the lemma says it
            else:
                raise SceneInvalid(_at(path, name), "is missing")
    return kind(**values)


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _value(hint: Any, told: object, path: str) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return None if told is None else _value(inner[0], told, path)
    if is_dataclass(hint):
        return _object(hint, told, path)
    if origin in (list, tuple):
        return _several(origin, inner, told, path)
    if origin is dict:
        if not isinstance(told, Mapping):
            raise SceneInvalid(path, "expected an object")
        return {_short(key, path): _short(value, _at(path, str(key))) for key, value in told.items()}
    return _single(hint, told, path)


def _several(origin: Any, inner: tuple[Any, ...], told: object, path: str) -> Any:
    if not isinstance(told, list | tuple):
        raise SceneInvalid(path, "expected a list")
    if origin is tuple and inner[-1] is not Ellipsis:
        if len(told) != len(inner):
            raise SceneInvalid(path, f"expected {len(inner)} values")
        return tuple(_value(one, value, f"{path}[{i}]") for i, (one, value) in enumerate(zip(inner, told)))  # noqa: B905
    if len(told) > MOST_WORDS:
        raise SceneInvalid(path, f"expected at most {MOST_WORDS}")
    return origin(_value(inner[0], value, f"{path}[{i}]") for i, value in enumerate(told))


def _single(hint: Any, told: object, path: str) -> Any:
    if hint is bool and isinstance(told, bool):
        return told
    if hint is int and isinstance(told, int) and not isinstance(told, bool):
        return told
    if hint is float and isinstance(told, int | float) and not isinstance(told, bool):
        return float(told)
    if hint is str and isinstance(told, str):
        return told.replace("\0", "")
    expected = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}[hint]
    raise SceneInvalid(path, f"expected {expected}")


def _short(told: object, path: str) -> str:
    if not isinstance(told, str) or len(told) > LONGEST_WORD:
        raise SceneInvalid(path, f"expected text of at most {LONGEST_WORD} characters")
    return told


def _words(told: Collection[str], path: str) -> None:
    for at, word in enumerate(told):
        _short(word, f"{path}[{at}]")


def _one_of(value: str | None, allowed: Collection[str], path: str) -> None:
    if value not in allowed:
        raise SceneInvalid(path, f"expected one of {', '.join(filter(None, allowed))}")


def _figure(figure: Figure, path: str, cameos: Collection[str]) -> Figure:
    """The figure with what follows from its lemma."""
    if figure.kind == CARD:
        if not figure.called.strip():
            raise SceneInvalid(f"{path}.called", "a card needs a word on it")
    else:
        _one_of(figure.lemma, FIGURES, f"{path}.lemma")
        figure = replace(figure, kind=FIGURES[figure.lemma], called=figure.called or figure.lemma)
    if figure.cameo is not None:
        _one_of(figure.cameo, cameos, f"{path}.cameo")
    if not 1 <= figure.count <= MOST_FIGURES:
        raise SceneInvalid(f"{path}.count", f"expected 1 to {MOST_FIGURES}")
    if figure.colour is not None:
        _one_of(figure.colour, COLOURS, f"{path}.colour")
    if figure.size is not None:
        _one_of(figure.size, ("small", "big"), f"{path}.size")
    _words((figure.lemma, figure.called, figure.lettered), path)
    for name in ("attributes", "told", "avoids"):
        _words(getattr(figure, name), f"{path}.{name}")
    for at, worn in enumerate(figure.worn):
        _words(worn, f"{path}.worn[{at}]")
        if worn[1]:
            _one_of(worn[1], COLOURS, f"{path}.worn[{at}][1]")
    return figure


def _look(one: Scene | Shot, path: str) -> None:
    choices = {
        "set": SETS, "time": TIMES, "weather": WEATHERS, "camera": CAMERAS, "style": ("paper", *STYLES),
        "light": ("", *LIGHTS), "season": ("", *SEASONS), "transition": TRANSITIONS, "mood": ("", *moods()),
    }  # fmt: skip
    for name, allowed in choices.items():
        _one_of(getattr(one, name), allowed, _at(path, name))


def _doings(one: Scene | Shot, path: str, figures: int) -> None:
    for at, action in enumerate(one.actions):
        _action(action, _at(path, f"actions[{at}]"), figures)
    for at, line in enumerate(one.speech):
        _line(line, _at(path, f"speech[{at}]"), figures)
    for at, (a, how, b) in enumerate(one.relations):
        where = _at(path, f"relations[{at}]")
        _place(a, figures, f"{where}[0]")
        _place(b, figures, f"{where}[2]")
        _one_of(how.replace(" ", "_"), ties(), f"{where}[1]")
    for name, most in (("actions", MOST_ACTIONS), ("speech", MOST_LINES)):
        if len(getattr(one, name)) > most:
            raise SceneInvalid(_at(path, name), f"expected at most {most}")
    for at, sound in enumerate(one.sounds):
        if sound not in sounds():
            raise SceneInvalid(_at(path, f"sounds[{at}]"), "no sound of the vocabulary")


def _action(action: Action, path: str, figures: int) -> None:
    _one_of(action.verb, VERBS, f"{path}.verb")
    _place(action.figure, figures, f"{path}.figure")
    _short(action.called, f"{path}.called")
    if action.target is not None:
        _place(action.target, figures, f"{path}.target")
        if action.target == action.figure:
            raise SceneInvalid(f"{path}.target", "nobody does this to themselves")


def _line(line: Speech, path: str, figures: int) -> None:
    _one_of(line.lang, ("en", "de"), f"{path}.lang")
    if not line.text.strip() or len(line.text) > LONGEST_LINE:
        raise SceneInvalid(f"{path}.text", f"expected 1 to {LONGEST_LINE} characters")
    if line.speaker is not None:
        _place(line.speaker, figures, f"{path}.speaker")


def _place(at: int, figures: int, path: str) -> None:
    if not 0 <= at < figures:
        raise SceneInvalid(path, "names no figure" if not figures else f"expected 0 to {figures - 1}")


def _shots(scene: Scene) -> None:
    """Shots with shares of the whole; the scene itself holds what all of them hold."""
    if len(scene.shots) > storyboard.MOST_SHOTS:
        raise SceneInvalid("shots", f"expected at most {storyboard.MOST_SHOTS}")
    for at, shot in enumerate(scene.shots):
        path = f"shots[{at}]"
        if not 0.02 <= shot.share <= 100:
            raise SceneInvalid(f"{path}.share", "expected 0.02 to 100")
        for i, place in enumerate(shot.cast):
            _place(place, len(scene.figures), f"{path}.cast[{i}]")
        _look(shot, path)
        _doings(shot, path, len(scene.figures))
    whole = sum(shot.share for shot in scene.shots)
    for shot in scene.shots:
        shot.share = shot.share / whole if abs(whole - 1) > 1e-9 else shot.share
        shot.cast = sorted(set(shot.cast))
    storyboard.gather(scene)


@lru_cache(maxsize=1)
def sounds() -> frozenset[str]:
    return frozenset(
        name for c in concepts() if c.kind == "sound" for name in (c.lemma, c.shown_as)
    ) | frozenset(c.says("sound") for c in concepts() if c.kind == "action" and c.says("sound"))


@lru_cache(maxsize=1)
def ties() -> tuple[str, ...]:
    """What a relation may be: those of the repertoire, what else is heard, and other names of places."""
    return tuple(dict.fromkeys((*RELATIONS, *PLACES, "with", "through", "hold")))


@lru_cache(maxsize=1)
def moods() -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.shown_as for c in concepts() if c.kind == "mood"))
