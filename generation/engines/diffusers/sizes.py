"""How large, how long, at what rate: from what was asked to what the model is trained for. Plain arithmetic."""

import math
from dataclasses import dataclass

from ..types import Request
from .families import Family

WHOLE = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 60)  # seconds people choose from


@dataclass(frozen=True)
class Canvas:
    """What the model draws, and what is handed on: frames beyond `kept` are dropped, then all are scaled."""

    width: int
    height: int
    frames: int
    kept: int
    fps: int


def canvas(family: Family, request: Request, seconds: float, pixels: int = 0) -> Canvas:
    """This function will choose the canvas for `seconds` of a request, of its shape and within the area trained for."""
    fps = request.fps if request.fps in family.rates else family.fps
    kept = max(1, round(seconds * fps))
    width, height = drawn_size(family, request.width, request.height, pixels)
    return Canvas(width, height, frames_for(family, kept), kept, fps)


def drawn_size(family: Family, width: int, height: int, pixels: int = 0) -> tuple[int, int]:
    """This function will give the size that is drawn: no larger than trained for, in the model's multiples."""
    scale = min(1.0, math.sqrt((pixels or family.pixels) / (width * height)))
    unit = family.multiple
    return tuple(max(unit, int(side * scale / unit + 0.5) * unit) for side in (width, height))  # type: ignore[return-value]


def frames_for(family: Family, wanted: int) -> int:
    """This function will give the smallest number of frames the model can make that is enough, or its most."""
    steps = max(
        1 if family.frame_rest == 0 else 0, math.ceil((wanted - family.frame_rest) / family.frame_step)
    )
    frames = family.frame_step * steps + family.frame_rest
    most = (
        family.most_frames - family.frame_rest
    ) // family.frame_step * family.frame_step + family.frame_rest
    return max(1, min(frames, most))


def lengths(family: Family) -> tuple[int, ...]:
    """This function will give the whole seconds it can fill."""
    most = frames_for(family, 10**6) / family.fps
    return tuple(seconds for seconds in WHOLE if family.least_seconds <= seconds <= most)
