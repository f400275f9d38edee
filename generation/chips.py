"""What the engine understood of a prompt, as short words for people: who, what they do, where, how, what is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import get_language, gettext, pgettext

Scene = Mapping[str, Any]  # as papertheatre.summary.understood tells it
Figure = Mapping[str, Any]
LOOKS = ("set", "time", "light", "season", "weather", "mood", "camera", "style")
SHOWN_WITH = {"light": "time", "season": "time", "mood": "style"}
QUALITIES = ("colour", "size", "attribute", "garment")


@dataclass(frozen=True)
class Chip:
    kind: str  # who | does | where | cut | set | time | weather | camera | style | says | sound | absent
    text: str


def chips(understood: Scene) -> list[Chip]:
    """This function will name what was understood, in the active language; an unknown form gives no chips."""
    parts = (_who, _does, _ties, _looks, _cuts, _says, _sounds, _absent, _laid)
    return [chip for part in parts for chip in part(understood)]


def lemmas(understood: Scene) -> list[str]:
    """This function will name who is in a scene, what they do and how it looks, the same in every language."""
    figures = [
        word
        for one in understood.get("figures", [])
        for word in (one.get("lemma", ""), *one.get("attributes", ()))
    ]
    verbs = [one.get("verb", "") for one in understood.get("actions", [])]
    looks = [understood[kind] for kind in LOOKS if understood.get(kind)]
    return [str(one).replace("_", " ") for one in (*figures, *verbs, *looks)]


def _who(scene: Scene) -> Iterator[Chip]:
    for figure in scene.get("figures", []):
        number = f"{figure['count']} × " if (figure.get("count") or 1) > 1 else ""
        qualities = [_quality(one) for one in figure.get("attributes", ()) if not figure.get("cameo")]
        near = figure.get("nearest") and figure.get("drawn_as") != "card"
        shown = (
            [gettext("shown as: %(figure)s") % {"figure": word("figure", figure["drawn_as"])}] if near else []
        )
        yield Chip("who", number + " · ".join([_short(figure), *qualities, *shown]))


def _quality(lemma: str) -> str:
    return next((word(kind, lemma) for kind in QUALITIES if knows(kind, lemma)), lemma.replace("_", " "))


def _short(figure: Figure) -> str:
    return f"@{figure['cameo']}" if figure.get("cameo") else word("figure", figure["lemma"])


def _named(scene: Scene, lemma: str) -> str:
    return next((_short(one) for one in scene["figures"] if one["lemma"] == lemma), word("figure", lemma))


def _does(scene: Scene) -> Iterator[Chip]:
    for action in scene.get("actions", []):
        if action["verb"] == "speak" and scene.get("speech"):
            continue  # the spoken line says it
        words = [_named(scene, action["figure"]), word("action", action["verb"])]
        if action.get("target"):
            words.append(_named(scene, action["target"]))
        yield Chip("does", " · ".join(words))


def _ties(scene: Scene) -> Iterator[Chip]:
    names = relation_words()
    done = {(act["figure"], act["verb"], act.get("target")) for act in scene.get("actions", [])}
    for one, how, other in scene.get("relations", []):
        if how == "chasing" and (one, "chase", other) in done:
            continue  # the action says it
        yield Chip("where", " · ".join((_named(scene, one), names.get(how, how), _named(scene, other))))


def _cuts(scene: Scene) -> Iterator[Chip]:
    for number, shot in enumerate(scene.get("shots", [])[1:], 2):
        name = transition_words().get(shot["transition"], shot["transition"])
        yield Chip("cut", f"{gettext('Shot %(number)s') % {'number': number}}: {name}")


def _looks(scene: Scene) -> Iterator[Chip]:
    for kind in LOOKS:
        if scene.get(kind):
            yield Chip(SHOWN_WITH.get(kind, kind), word(kind, scene[kind]))


def _says(scene: Scene) -> Iterator[Chip]:
    for speech in scene.get("speech", []):
        who = _named(scene, speech["speaker"]) if speech.get("speaker") else gettext("a voice")
        quoted = gettext("“%(text)s”") % {"text": speech["text"]}
        yield Chip("says", f"{who}: {quoted}")


def _sounds(scene: Scene) -> Iterator[Chip]:
    for sound in scene.get("sounds", []):
        yield Chip("sound", word("sound", sound))


def _absent(scene: Scene) -> Iterator[Chip]:
    for lemma in scene.get("absent", []):
        yield Chip("absent", gettext("no %(thing)s") % {"thing": word("figure", lemma)})


def _laid(scene: Scene) -> Iterator[Chip]:
    if scene.get("laid_sound"):
        yield Chip("sound", gettext("sound laid under the picture"))


def relation_words() -> dict[str, str]:
    """This function will name what ties two figures, in the active language."""
    return {
        "on": pgettext("relation", "on"),
        "in": pgettext("relation", "in"),
        "under": pgettext("relation", "under"),
        "above": pgettext("relation", "above"),
        "behind": pgettext("relation", "behind"),
        "in_front_of": pgettext("relation", "in front of"),
        "beside": pgettext("relation", "beside"),
        "between": pgettext("relation", "between"),
        "around": pgettext("relation", "around"),
        "holding": pgettext("relation", "holds"),
        "chasing": pgettext("relation", "chases"),
        "with": pgettext("relation", "with"),
        "through": pgettext("relation", "through"),
    }


def transition_words() -> dict[str, str]:
    """This function will name how one shot passes into the next, in the active language."""
    return {
        "cut": pgettext("transition", "cut"), "fade": pgettext("transition", "fade"),
        "curtain": pgettext("transition", "curtain"), "page": pgettext("transition", "page turn"),
        "match": pgettext("transition", "match"),
    }  # fmt: skip


def word(kind: str, lemma: str) -> str:
    """This function will give the everyday word of a vocabulary entry in the active language."""
    language = (get_language() or "en")[:2]
    return _words(language).get((kind, lemma)) or lemma.replace("_", " ")


def knows(kind: str, lemma: str) -> bool:
    return (kind, lemma) in _words("en")


@cache
def _words(language: str) -> dict[tuple[str, str], str]:
    from generation.engines.papertheatre.lexicon import concepts

    found: dict[tuple[str, str], str] = {}
    for concept in sorted(concepts(), key=lambda one: one.lemma != one.shown_as):  # a dog before its kin
        listed = concept.says(language) or concept.says("en") or concept.lemma
        for name in (concept.lemma, concept.shown_as):
            found.setdefault((concept.kind, name), listed.split(",")[0].strip())
    return found
