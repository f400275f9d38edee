"""What the engine understood of a prompt, as short words for people: who, what they do, where, how, what is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import get_language, gettext

Scene = Mapping[str, Any]  # generation.engines.papertheatre.scene.Scene.as_json()
LOOKS = ("set", "time", "weather", "camera", "style")


@dataclass(frozen=True)
class Chip:
    """`kind` chooses the icon; `assumed` is what the prompt did not say and the engine added."""

    kind: str  # who | does | set | time | weather | camera | style | says | sound | absent
    text: str
    assumed: bool = False


def chips(understood: Scene) -> list[Chip]:
    """This function will name what was understood, in the active language; an unknown form gives no chips."""
    if not understood.get("figures") and not understood.get("set"):
        return []
    parts = (_who, _does, _looks, _says, _sounds, _absent)
    return [chip for part in parts for chip in part(understood)]


def _who(scene: Scene) -> Iterator[Chip]:
    for figure in scene.get("figures", []):
        yield Chip("who", _figure(figure), bool(figure.get("assumed")))


def _figure(figure: Mapping[str, Any]) -> str:
    if figure.get("cameo"):
        return f"@{figure['cameo']}"
    name = word("figure", figure.get("called") or figure["lemma"])
    details = [word("colour", figure["colour"])] if figure.get("colour") else []
    details += [word("size", figure["size"])] if figure.get("size") else []
    details += [word("attribute", one) for one in figure.get("attributes", ())]
    number = f"{figure['count']} × " if figure.get("count", 1) > 1 else ""
    return number + " · ".join([name, *details])


def _does(scene: Scene) -> Iterator[Chip]:
    figures = scene.get("figures", [])
    for action in scene.get("actions", []):
        who, whom = figures[action["figure"]], action.get("target")
        words = [_short(who), word("action", action["verb"])]
        if whom is not None:
            words.append(_short(figures[whom]))
        yield Chip("does", " · ".join(words), bool(action.get("assumed")))


def _short(figure: Mapping[str, Any]) -> str:
    return f"@{figure['cameo']}" if figure.get("cameo") else word("figure", figure.get("called", ""))


def _looks(scene: Scene) -> Iterator[Chip]:
    asked = scene.get("asked", ())
    for kind in LOOKS:
        if scene.get(kind) and (kind in asked or kind in ("set", "time")):
            yield Chip(kind, word(kind, scene[kind]), kind not in asked)


def _says(scene: Scene) -> Iterator[Chip]:
    figures = scene.get("figures", [])
    for speech in scene.get("speech", []):
        speaker = speech.get("speaker")
        who = gettext("a voice") if speaker is None else _short(figures[speaker])
        yield Chip("says", f"{who}: {gettext('“%s”') % speech['text']}")


def _sounds(scene: Scene) -> Iterator[Chip]:
    for sound in scene.get("sounds", []):
        yield Chip("sound", word("sound", sound))


def _absent(scene: Scene) -> Iterator[Chip]:
    for lemma in scene.get("absent", []):
        yield Chip("absent", gettext("no %(thing)s") % {"thing": word("figure", lemma)})


def word(kind: str, lemma: str) -> str:
    """This function will give the everyday word of a vocabulary entry in the active language."""
    language = (get_language() or "en")[:2]
    return _words(language).get((kind, lemma)) or lemma.replace("_", " ")


@cache
def _words(language: str) -> dict[tuple[str, str], str]:
    from generation.engines.papertheatre.lexicon import concepts

    found: dict[tuple[str, str], str] = {}
    for concept in concepts():
        listed = concept.says(language) or concept.says("en") or concept.lemma
        for name in (concept.lemma, concept.shown_as):
            found.setdefault((concept.kind, name), listed.split(",")[0].strip())
    return found
