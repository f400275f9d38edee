"""Transitions: how one shot gives way to the next on stage: cut, fade, curtain, page turn, match."""

from functools import lru_cache

import numpy as np
import skia

from ..types import Frame
from .gaits import smooth
from .outline import blob, limb
from .paper import CURTAIN, LIGHTS, Pen, grain_paint, new_surface, rgba_info, skia_colour

SECONDS = {"fade": 0.5, "curtain": 0.6, "page": 0.8, "match": 0.5}  # of the new shot
LEAVING = {"fade": 0.4, "curtain": 0.6}  # of the old one
KEEPS = ("page", "match")  # the last frame of the old shot is still seen


def length(kind: str, table: dict[str, float], seconds: float) -> float:
    return min(table.get(kind, 0.0), seconds * 0.3)


def enter(frame: Frame, kind: str, done: float, last: Frame | None) -> Frame:
    """The new shot comes: `done` 0..1."""
    if kind in KEEPS and last is None:
        return frame
    match kind:
        case "fade":
            return _dimmed(frame, smooth(done))
        case "curtain":
            return _curtained(frame, 1 - smooth(done))
        case "page":
            return _turned(frame, last, smooth(done))  # type: ignore[arg-type]
        case "match":
            return _dissolved(frame, last, smooth(done))  # type: ignore[arg-type]
    return frame


def leave(frame: Frame, kind: str, done: float) -> Frame:
    """The old shot goes: `done` 0..1."""
    if kind == "fade":
        return _dimmed(frame, 1 - smooth(done))
    return _curtained(frame, smooth(done)) if kind == "curtain" else frame


def _dimmed(frame: Frame, light: float) -> Frame:
    table = (np.arange(256) * light + np.array([[24], [12], [34]]) * (1 - light)).astype(np.uint8)
    return np.stack([table[i][frame[..., i]] for i in range(3)], axis=-1)


def _dissolved(frame: Frame, last: Frame, done: float) -> Frame:
    part = round(256 * done)
    return ((frame.astype(np.uint16) * part + last.astype(np.uint16) * (256 - part)) >> 8).astype(np.uint8)


def _canvas(frame: Frame) -> tuple[np.ndarray, skia.Surface]:
    height, width = frame.shape[:2]
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[..., :3] = frame
    return pixels, skia.Surface.MakeRasterDirect(rgba_info(width, height), pixels)


def _curtained(frame: Frame, closed: float) -> Frame:
    height, width = frame.shape[:2]
    half = curtain(width, height)
    pixels, surface = _canvas(frame)
    canvas, shift = surface.getCanvas(), round((1 - closed) * half.width())
    canvas.drawImage(half, -shift, 0)
    canvas.save()
    canvas.translate(width + shift, 0)
    canvas.scale(-1, 1)
    canvas.drawImage(half, 0, 0)
    canvas.restore()
    return np.ascontiguousarray(pixels[..., :3])


@lru_cache(maxsize=1)
def curtain(width: int, height: int) -> skia.Image:
    """The left half of the curtain: pleats of red paper, a golden hem."""
    wide = round(width * 0.53)
    surface = new_surface(wide, height)
    pen = Pen(surface.getCanvas(), LIGHTS["day"], height * 0.5)
    pen.matrix = skia.Matrix.Scale(height, height)
    reach = wide / height
    count = max(5, round(reach / 0.055))
    for i in range(count):
        x, w = i * reach / count, reach / count
        shape = [
            (x - w * 0.2, -0.05),
            (x + w, -0.05),
            (x + w * 0.96, 0.5),
            (x + w * 0.99, 1.05),
            (x - w * 0.2, 1.05),
        ]
        pen.cut(blob(shape, tension=0.3), CURTAIN, (-0.02, -0.2, 0.06, -0.12)[i % 4], lift=1.4)
    pen.cut(limb(0, 0.945, reach * 0.98, 0.945, 0.008, 0.008), (226, 176, 70))
    for i in range(count * 2):
        x = (i + 0.5) * reach / count / 2
        pen.cut(limb(x, 0.955, x, 0.985, 0.0045, 0.007), (226, 176, 70), lift=0.5)
    surface.getCanvas().drawPaint(grain_paint(1.0))
    return surface.makeImageSnapshot().makeRasterImage()


def _turned(frame: Frame, last: Frame, done: float) -> Frame:
    """The old picture is a page, bound at the left, that turns over the new one."""
    height, width = frame.shape[:2]
    pixels, surface = _canvas(frame)
    canvas = surface.getCanvas()
    edge = width * np.cos(np.pi / 2 * done)
    rise = height * 0.1 * np.sin(np.pi * done)
    reach = 0.14 * width  # of the shade it throws before itself
    dark = [skia_colour((24, 12, 34), 0.5 * (1 - done * 0.5)), skia_colour((24, 12, 34), 0.0)]
    fall = skia.GradientShader.MakeLinear([skia.Point(edge, 0), skia.Point(edge + reach, 0)], dark)
    canvas.drawRect(skia.Rect.MakeLTRB(edge - 1, 0, edge + reach, height), skia.Paint(Shader=fall))
    lens = skia.Matrix()
    corners = [skia.Point(0, 0), skia.Point(width, 0), skia.Point(width, height), skia.Point(0, height)]
    folded = [
        skia.Point(0, 0),
        skia.Point(edge, -rise),
        skia.Point(edge, height + rise),
        skia.Point(0, height),
    ]
    lens.setPolyToPoly(corners, folded)
    page, _keep = _canvas(last)
    canvas.save()
    canvas.concat(lens)
    canvas.drawImage(skia.Image.fromarray(page), 0, 0, skia.SamplingOptions(skia.FilterMode.kLinear))
    stops = [
        skia_colour((24, 12, 34), 0.3 * done),
        skia_colour((255, 250, 236), 0.25 * done),
        skia_colour((24, 12, 34), 0.4 * done),
    ]
    bend = skia.GradientShader.MakeLinear([skia.Point(0, 0), skia.Point(width, 0)], stops, [0.0, 0.7, 1.0])
    canvas.drawRect(skia.Rect.MakeWH(width, height), skia.Paint(Shader=bend))
    canvas.restore()
    return np.ascontiguousarray(pixels[..., :3])
