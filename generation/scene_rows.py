"""What can be changed of an understood scene before it is drawn: one row for each thing, its choices, "leave out"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext

from generation.chips import relation_words, transition_words, word

_SELECTED = mark_safe(" selected")  # a word of ours
FIELD = "scene."  # what the names of its form fields begin with
Scene = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """One thing that can be set: a select with `options`, else a line of text or a number."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    kind: str = "select"  # select | number | share | text

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


def rows(scene: Scene, posted: Mapping[str, str] | None = None) -> list[Row]:
    """This function will list everything of the scene that can be changed or left out, in the active language.

    With `posted`, the fields show what was chosen before.
    """
    if not scene.get("set"):
        return []
    told = [
        *_figures(scene),
        *(row for prefix, board in _boards(scene) for row in _board(scene, prefix, board)),
        *_absent(scene),
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
            choices = (_colour(name, figure, COLOURS), *_worn(name, figure))
            yield Row("who", f"@{figure['cameo']}", choices, name + "out")
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
                *_worn(name, figure),
            ),
            name + "out",
        )  # fmt: skip


def _absent(scene: Scene) -> Iterator[Row]:
    for at, lemma in enumerate(scene["absent"]):
        yield Row(
            "absent",
            gettext("no %(thing)s") % {"thing": word("figure", lemma)},
            (),
            f"{FIELD}absent.{at}.out",
        )


def _worn(name: str, figure: Scene) -> Iterator[Choice]:
    """Mood and clothes of who has a face."""
    from generation.engines.papertheatre.repertoire import GARMENTS, MOODS

    if figure["kind"] not in ("person", "animal") and not figure["cameo"]:
        return
    none = ("", gettext("as usual"))
    mood = next((one for one in MOODS if one in figure["attributes"]), "")
    yield Choice(name + "mood", gettext("Mood"), mood, (none, *_options("attribute", MOODS)))
    if figure["kind"] == "person":
        now = ",".join(garment for garment, _colour, _said in figure["worn"])
        listed = _options("garment", GARMENTS)
        if now not in ("", *GARMENTS):  # several at once stay until another is chosen
            listed = ((now, ", ".join(word("garment", one) for one in now.split(","))), *listed)
        yield Choice(name + "clothes", gettext("Clothes"), now, (none, *listed))


def _colour(name: str, figure: Scene, colours: Iterable[str]) -> Choice:
    options = (("", gettext("as usual")), *_options("colour", colours))
    return Choice(name + "colour", gettext("Colour"), figure["colour"] or "", options)


def _board(scene: Scene, prefix: str, board: Scene) -> Iterator[Row]:
    name = FIELD + prefix
    yield from _doings(scene, name, board)
    yield from _lines(scene, name, board)
    for at, sound in enumerate(board["sounds"]):
        yield Row("sound", word("sound", sound), (), f"{name}sounds.{at}.out")
    title = (
        gettext("Shot %(number)s") % {"number": int(prefix.split(".")[1]) + 1}
        if prefix
        else gettext("The stage")
    )
    first = not prefix or prefix == "shots.0."
    yield Row("look", title, (*_cut(name, board, first), *_looks(name, board)))


def _doings(scene: Scene, name: str, board: Scene) -> Iterator[Row]:
    from generation.engines.papertheatre.repertoire import RELATIONS, VERBS

    for at, action in enumerate(board["actions"]):
        if action["verb"] == "speak" and board["speech"]:
            continue  # the line says it
        said = _options("action", VERBS, action["verb"])
        path = f"{name}actions.{at}."
        target = "" if action["target"] is None else str(action["target"])
        choices = (
            Choice(path + "verb", gettext("What happens"), action["verb"], said),
            Choice(path + "target", gettext("With whom or what"), target,
                   (("", gettext("nobody")), *_cast(scene, board, action["figure"]))),
        )  # fmt: skip
        yield Row("does", _name(scene, action["figure"]), choices, path + "out")
    for at, (one, how, other) in enumerate(board["relations"]):
        path = f"{name}relations.{at}."
        names = relation_words()
        known = tuple((key, names[key]) for key in (*RELATIONS, *({how} & {*names} - {*RELATIONS})))
        title = f"{_name(scene, one)} · {names.get(how, how)} · {_name(scene, other)}"
        yield Row(
            "where", title, (Choice(path + "how", gettext("How they stand"), how, known),), path + "out"
        )


def _cast(scene: Scene, board: Scene, but: int) -> Iterator[tuple[str, str]]:
    """Everybody of this shot by their places."""
    for at in board.get("cast") or range(len(scene["figures"])):
        if at != but:
            yield str(at), _name(scene, at)


def _lines(scene: Scene, name: str, board: Scene) -> Iterator[Row]:
    for at, line in enumerate(board["speech"]):
        path, speaker = f"{name}speech.{at}.", line["speaker"]
        who = gettext("a voice") if speaker is None else _name(scene, speaker)
        choices = (
            Choice(path + "text", gettext("What is said"), line["text"], kind="text"),
            Choice(path + "speaker", gettext("Who says it"), "" if speaker is None else str(speaker),
                   (("", gettext("a voice")), *_cast(scene, board, -1))),
            Choice(path + "lang", gettext("Language"), line["lang"],
                   (("en", gettext("English")), ("de", gettext("German")))),
        )  # fmt: skip
        yield Row("says", who, choices, path + "out")


def _cut(name: str, board: Scene, is_first: bool) -> Iterator[Choice]:
    """How a shot begins, and how much of the time it has."""
    if "share" not in board:
        return
    if not is_first:
        yield Choice(
            name + "transition",
            gettext("Begins with"),
            board["transition"],
            tuple(transition_words().items()),
        )
    yield Choice(
        name + "share", gettext("Percent of the time"), str(round(board["share"] * 100)), kind="share"
    )


def _looks(name: str, board: Scene) -> Iterator[Choice]:
    from generation.engines.papertheatre import repertoire as known
    from generation.engines.papertheatre.script import moods

    none = ("", gettext("as usual"))
    plain = {"set": known.SETS, "time": known.TIMES, "weather": known.WEATHERS, "camera": known.CAMERAS}
    labels = {
        "set": gettext("Place"), "time": gettext("Time of day"), "weather": gettext("Weather"),
        "camera": gettext("Camera"), "style": gettext("Style"), "light": gettext("Lamp"), "season": gettext("Season"),
        "mood": gettext("Mood"),
    }  # fmt: skip
    for kind, values in plain.items():
        yield Choice(name + kind, labels[kind], board[kind], _options(kind, values))
    styles = (("paper", gettext("plain paper")), *_options("style", known.STYLES))
    yield Choice(name + "style", labels["style"], board["style"], styles)
    for kind, values in (("light", known.LIGHTS), ("season", known.SEASONS), ("mood", moods())):
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
