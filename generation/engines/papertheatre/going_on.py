"""Going on from the end of a clip: the same people in the same place, with the same looks, doing what comes next."""

from dataclasses import replace

from ..types import Request
from .director import direct
from .scene import Scene

CUT = "\nCut to: "


def next_scene(request: Request) -> Scene:
    """This function will direct what comes after `request.before`, as the last shot of a longer scene.

    Told as one more shot, the new words find the cast ("it", "the dog"), the place and the light where the old
    ones left them, and name only what changes.
    """
    told = [*filter(None, map(str.strip, request.before.split("\n"))), request.prompt]
    whole = direct(CUT.join(told), request.seconds, request.cameos)
    if not whole.shots:
        return replace(whole, prompt=request.prompt)
    unknown = direct(request.prompt, request.seconds, request.cameos).unknown
    return replace(
        whole.parts()[-1],
        prompt=request.prompt,
        seconds=request.seconds,
        starts=0.0,
        transition="cut",
        cast=(),
        unknown=tuple(word for word in whole.unknown if word in unknown),
    )
