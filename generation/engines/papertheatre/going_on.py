"""Going on from the end of a clip: the same people in the same place, with the same looks, doing what comes next."""

from collections.abc import Sequence
from dataclasses import replace

from ..types import Likeness, Request
from .director import direct
from .scene import Scene

CUT = "\nCut to: "


def scene_of(request: Request) -> Scene:
    """This function will direct the request; one that goes on from a clip is the last shot of a longer scene.

    Told as one more shot, the new words find the cast ("it", "the dog"), the place and the light where the old
    ones left them, and name only what changes.
    """
    if not request.before:
        return direct(request.prompt, request.seconds, request.cameos)
    words = CUT.join([*filter(None, map(str.strip, request.before.split("\n"))), request.prompt])
    return _last(words, request.prompt, request.seconds, request.cameos)


def _last(words: str, prompt: str, seconds: float, cameos: Sequence[Likeness]) -> Scene:
    whole = direct(words, seconds, cameos)
    if not whole.shots:
        return replace(whole, prompt=prompt)
    last = replace(whole.parts()[-1], prompt=prompt, seconds=seconds, starts=0.0, transition="cut")
    unknown = direct(prompt, seconds, cameos).unknown
    return replace(last, cast=(), unknown=tuple(word for word in whole.unknown if word in unknown))
