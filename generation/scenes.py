"""The scene in a person's hands: what can be changed of what was understood, and whether the result may be played."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext

from generation.chips import word
from generation.engines.registry import engine_named
from generation.engines.types import Likeness, Request, SceneInvalid
from policy.reasons import Refusal, refusal

_SELECTED = mark_safe(" selected")  # a word of ours
FIELD = "scene."  # what the names of its form fields begin with
SEAL = FIELD + "of"  # which words the edits were made against
Scene = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """One thing that can be set: a select with `options`, else a line of text or a number."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    kind: str = "select"  # select | number | text

    @property
    def as_options(self) -> str:
        return _markup(self.options, self.value)


@lru_cache(maxsize=1024)
def _markup(options: tuple[tuple[str, str], ...], value: str) -> str:
    """The options as markup, kept: a sheet has hundreds of them, and they are the same for everybody."""
    rows = ((one, _SELECTED if one == value else "", text) for one, text in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


@dataclass(frozen=True)
class Row:
    """One thing on the sheet: who, what happens, what is said, how it looks. `out` names its box "leave out"."""

    kind: str
    title: str
    choices: tuple[Choice, ...] = ()
    out: str = ""
    is_out: bool = False


def seal(prompt: str) -> str:
    """This function will name the words an edit belongs to; other words have another scene."""
    return hashlib.sha256(prompt.strip().encode()).hexdigest()[:16]


def rows(scene: Scene, posted: Mapping[str, str] | None = None) -> list[Row]:
    """This function will list everything of the scene that can be changed or left out, in the active language.

    With `posted`, the fields show what was chosen before.
    """
    if not scene.get("set"):
        return []
    told = [
        *_figures(scene),
        *(row for prefix, board in _boards(scene) for row in _board(scene, prefix, board)),
    ]
    return [_as_posted(row, posted) for row in told] if posted else told


def _as_posted(row: Row, posted: Mapping[str, str]) -> Row:
    choices = tuple(replace(one, value=posted.get(one.name, one.value)) for one in row.choices)
    return replace(row, choices=choices, is_out=row.out in posted)


def _boards(scene: Scene) -> list[tuple[str, Scene]]:
    shots = scene.get("shots") or []
    return [(f"shots.{at}.", shot) for at, shot in enumerate(shots)] or [("", scene)]


def _figures(scene: Scene) -> Iterator[Row]:
    from generation.engines.papertheatre.repertoire import COLOURS, FIGURES

    for at, figure in enumerate(scene["figures"]):
        name = f"{FIELD}figures.{at}."
        if figure["cameo"]:
            yield Row("who", f"@{figure['cameo']}", (_colour(name, figure, COLOURS),))
            continue
        known = _options("figure", FIGURES, figure["lemma"])
        if figure["kind"] == "card":
            known = ((figure["lemma"], gettext("a card: %(word)s") % {"word": figure["called"]}), *known)
        yield Row(
            "who",
            _name(scene, at),
            (
                Choice(name + "lemma", gettext("Who or what"), figure["lemma"], known),
                Choice(name + "count", gettext("How many"), str(figure["count"]), kind="number"),
                _colour(name, figure, COLOURS),
                Choice(name + "size", gettext("How big"), figure["size"] or "",
                       (("", gettext("as usual")), *_options("size", ("small", "big")))),
            ),
            name + "out",
        )  # fmt: skip


def _colour(name: str, figure: Scene, colours: Iterable[str]) -> Choice:
    options = (("", gettext("as usual")), *_options("colour", colours))
    return Choice(name + "colour", gettext("Colour"), figure["colour"] or "", options)


def _board(scene: Scene, prefix: str, board: Scene) -> Iterator[Row]:
    from generation.engines.papertheatre.repertoire import VERBS

    name = FIELD + prefix
    for at, action in enumerate(board["actions"]):
        if action["verb"] == "speak" and board["speech"]:
            continue  # the line says it
        said = _options("action", VERBS, action["verb"])
        choice = Choice(f"{name}actions.{at}.verb", gettext("What happens"), action["verb"], said)
        yield Row("does", _name(scene, action["figure"]), (choice,), f"{name}actions.{at}.out")
    for at, line in enumerate(board["speech"]):
        who = gettext("a voice") if line["speaker"] is None else _name(scene, line["speaker"])
        text = Choice(f"{name}speech.{at}.text", gettext("What is said"), line["text"], kind="text")
        yield Row("says", who, (text,), f"{name}speech.{at}.out")
    for at, sound in enumerate(board["sounds"]):
        yield Row("sound", word("sound", sound), (), f"{name}sounds.{at}.out")
    title = (
        gettext("Shot %(number)s") % {"number": int(prefix.split(".")[1]) + 1}
        if prefix
        else gettext("The stage")
    )
    yield Row("look", title, tuple(_looks(name, board)))


def _looks(name: str, board: Scene) -> Iterator[Choice]:
    from generation.engines.papertheatre import repertoire as known

    none = ("", gettext("as usual"))
    plain = {"set": known.SETS, "time": known.TIMES, "weather": known.WEATHERS, "camera": known.CAMERAS}
    labels = {
        "set": gettext("Place"), "time": gettext("Time of day"), "weather": gettext("Weather"),
        "camera": gettext("Camera"), "style": gettext("Style"), "light": gettext("Lamp"), "season": gettext("Season"),
    }  # fmt: skip
    for kind, values in plain.items():
        yield Choice(name + kind, labels[kind], board[kind], _options(kind, values))
    styles = (("paper", gettext("plain paper")), *_options("style", known.STYLES))
    yield Choice(name + "style", labels["style"], board["style"], styles)
    for kind, values in (("light", known.LIGHTS), ("season", known.SEASONS)):
        yield Choice(name + kind, labels[kind], board[kind], (none, *_options(kind, values)))


def _options(kind: str, values: Iterable[str], also: str = "") -> tuple[tuple[str, str], ...]:
    known = tuple(values)
    if also and also not in known and kind != "figure":
        known = (*known, also)
    return _named(kind, known, get_language() or "en")


@lru_cache(maxsize=256)
def _named(kind: str, values: tuple[str, ...], language: str) -> tuple[tuple[str, str], ...]:
    named = {value: word(kind, value) for value in values}
    return tuple(sorted(named.items(), key=lambda pair: pair[1].lower()))


def _name(scene: Scene, at: int) -> str:
    figure = scene["figures"][at]
    return f"@{figure['cameo']}" if figure["cameo"] else word("figure", figure["called"] or figure["lemma"])


def edits_of(posted: Mapping[str, str], prompt: str) -> dict[str, str]:
    """This function will give the edits of a posted form, none when they were made against other words."""
    if posted.get(SEAL) != seal(prompt):
        return {}
    return {
        key.removeprefix(FIELD): value
        for key, value in posted.items()
        if key.startswith(FIELD) and key != SEAL
    }


def edited(scene: Scene, posted: Mapping[str, str], prompt: str, seconds: float) -> dict[str, Any] | None:
    """This function will give the scene as the posted form leaves it; None when nothing was changed.

    :raises SceneInvalid: when the result can not be played
    """
    from generation.engines.papertheatre.editing import changed
    from generation.engines.papertheatre.script import scene_from, written

    edits = edits_of(posted, prompt)
    shown = {choice.name.removeprefix(FIELD): choice.value for row in rows(scene) for choice in row.choices}
    edits = {key: value for key, value in edits.items() if value != shown.get(key)}
    if not edits:
        return None
    cameos = [figure["cameo"] for figure in scene["figures"] if figure["cameo"]]
    before = scene_from(scene, prompt, seconds, cameos)
    after = written(changed(before, edits))
    scene_from(after, prompt, seconds, cameos)
    return after


def words_of(scene: object) -> str:
    """This function will give everything in a scene that a person could have written, for the rules to read."""
    if not isinstance(scene, Mapping):
        return ""
    boards = [scene, *(shot for shot in _listed(scene, "shots") if isinstance(shot, Mapping))]
    lines = [
        f"“{line.get('text')}”"
        for board in boards
        for line in _listed(board, "speech")
        if isinstance(line, Mapping)
    ]
    names = [
        str(one.get(key, "")) for one in _listed(scene, "figures") if isinstance(one, Mapping)
        for key in ("called", "lettered", "attributes", "told", "worn")
    ]  # fmt: skip
    doings = [
        str(one.get("called", ""))
        for board in boards
        for one in _listed(board, "actions")
        if isinstance(one, Mapping)
    ]
    return "\n".join([*lines, *names, *doings])


def _listed(one: Mapping[str, Any], name: str) -> list[Any]:
    value = one.get(name)
    return list(value) if isinstance(value, list | tuple) else []


def scene_refusals(
    scene: Scene, *, prompt: str, seconds: float, handles: Iterable[str], engine: str = "papertheatre"
) -> list[Refusal]:
    """This function will say why an edited scene can not be played, naming the field; empty when it can."""
    cameos = tuple(Likeness(handle, handle) for handle in handles)
    try:
        engine_named(engine).understand(Request(prompt, seconds, cameos=cameos, scene=scene))
    except SceneInvalid as wrong:
        return [invalid(wrong)]
    return []


def invalid(wrong: SceneInvalid) -> Refusal:
    return refusal("SCENE_INVALID", "scene", at=wrong.field, problem=wrong.problem)
