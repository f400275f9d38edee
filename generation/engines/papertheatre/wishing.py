"""What was asked for beside the prompt, put into the scene: style, camera, storyboard, what is not to be seen."""

import re
from dataclasses import replace

from generation.engines.papertheatre.director import direct
from generation.engines.papertheatre.lexicon import concepts
from generation.engines.papertheatre.scene import Scene
from generation.engines.types import Request

STYLES = tuple(sorted({c.shown_as for c in concepts() if c.kind == "style"}))
CAMERAS = tuple(sorted({c.shown_as for c in concepts() if c.kind == "camera"}))
_NO = {"en": "No {}.", "de": "Ohne {}."}


def directed(request: Request) -> Scene:
    """This function will read the words of a request, then hold the scene to what else was asked for."""
    scene = direct(_told(request), request.seconds, request.cameos)
    scene = replace(scene, prompt=request.prompt)
    for kind in ("style", "camera"):
        if chosen := getattr(request, kind):
            _choose(scene, kind, chosen)
    if len(scene.shots) == len(request.shots):
        total = sum(shot.seconds for shot in request.shots) or 1.0
        for shot, wanted in zip(scene.shots, request.shots, strict=True):
            shot.share = wanted.seconds / total
    return scene


def _told(request: Request) -> str:
    """All of it as one text, as the director reads it: what holds for all shots is said in the first."""
    shots = [shot.prompt.strip() for shot in request.shots]
    general = "" if request.prompt == "\n".join(shots) else request.prompt
    text = general
    if len(shots) > 1:
        told = [_sentence(general) + shots[0], *shots[1:]]
        text = "\n".join(f"Shot {number}: {words}" for number, words in enumerate(told, 1))
    elif shots:
        text = _sentence(general) + shots[0]
    if request.negative:
        lang = direct(text, request.seconds, request.cameos).lang
        things = [part.strip(" .") for part in re.split(r"[,;\n]+", request.negative)]
        text = " ".join([_sentence(text).strip(), *(_NO[lang].format(thing) for thing in things if thing)])
    return text


def _sentence(words: str) -> str:
    words = words.strip()
    return words + ("" if words[-1:] in ".!?…" else ".") + " " if words else ""


def _choose(scene: Scene, kind: str, chosen: str) -> None:
    """The choice wins over the words, in every shot."""
    for part in (scene, *scene.shots):
        setattr(part, kind, chosen)
        part.words = {**part.words, kind: chosen}
    scene.asked = tuple(dict.fromkeys((*scene.asked, kind)))
