"""Weather as the theatre makes it: strips of paper rain, punched snow, gauze for fog, leaves on the wind."""

import math
from random import Random

import numpy as np
import skia

from .outline import blob, limb, oval
from .paper import CREAM, Light, Pen, mix, new_surface, skia_colour
from .scene import Event

Fall = tuple[skia.Image, float, float]  # tile, px per second right and down


def lightning(kind: str, seconds: float, rng: Random) -> list[float]:
    """When it flashes: seldom, and never twice within a second."""
    if kind != "storm":
        return []
    return [seconds * 0.22 + rng.random() * 0.2 * seconds, seconds * 0.68 + rng.random() * 0.2 * seconds]


def thunder(flashes: list[float]) -> list[Event]:
    return [Event(round(at + 0.25, 3), "thunder", 0.9, 0.0) for at in flashes]


class Weather:
    """Painted over the stage each frame. Tiles are made once and scrolled at whole pixels."""

    def __init__(
        self,
        kind: str,
        width: int,
        height: int,
        flashes: list[float],
        light: Light,
        rng: Random,
        leaves: np.ndarray | None = None,
        ground: float = 0.83,
    ) -> None:
        self.ground = ground
        self.kind, self.width, self.height, self.light = kind, width, height, light
        self.falls: list[Fall] = []
        self.flashes = flashes
        self.leaves = leaves  # frames × leaves × (right of the middle, above the ground, degrees)
        if kind in ("rain", "storm"):
            slant = 0.5 if kind == "storm" else 0.2
            self.falls = [
                (self._rain(rng, n, w, slant), -v * slant, v)
                for n, w, v in ((70, 1.0, height * 1.1), (36, 1.7, height * 1.5))
            ]
        if kind == "snow":
            self.falls = [
                (self._snow(rng, n, r), dx, v)
                for n, r, dx, v in ((60, 0.0035, -14, height * 0.09), (28, 0.007, 20, height * 0.15))
            ]
        if kind == "fog":
            self.falls = [(self._fog(rng), width * 0.02, 0.0), (self._fog(rng), -width * 0.035, 0.0)]

    def _tile(self) -> tuple[skia.Surface, Pen]:
        surface = new_surface(self.width, self.height)
        pen = Pen(surface.getCanvas(), self.light, self.height * 0.5)
        pen.matrix = skia.Matrix.Scale(self.height, self.height)
        return surface, pen

    def _rain(self, rng: Random, count: int, wide: float, slant: float) -> skia.Image:
        surface, pen = self._tile()
        aspect, tone = self.width / self.height, mix((206, 222, 230), self.light.sky[-2], 0.3)
        for _ in range(count):
            x, y, long = rng.uniform(0, aspect), rng.random(), rng.uniform(0.02, 0.045)
            for dx in (-aspect, 0, aspect):
                for dy in (-1, 0, 1):
                    drop = limb(
                        x + dx, y + dy, x + dx - long * slant, y + dy + long, 0.0007 * wide, 0.0012 * wide
                    )
                    pen.mark(drop, tone, 0.62)
        return surface.makeImageSnapshot().makeRasterImage()

    def _snow(self, rng: Random, count: int, size: float) -> skia.Image:
        surface, pen = self._tile()
        aspect = self.width / self.height
        for _ in range(count):
            x, y, r = rng.uniform(0, aspect), rng.random(), size * rng.uniform(0.6, 1.2)
            for dx in (-aspect, 0, aspect):
                for dy in (-1, 0, 1):
                    pen.cut(oval(x + dx, y + dy, r, wobble=0.08), (252, 252, 250), lift=0.35)
        return surface.makeImageSnapshot().makeRasterImage()

    def _fog(self, rng: Random) -> skia.Image:
        """Layers of gauze, each fainter and smaller on the last, so that no edge shows."""
        surface, pen = self._tile()
        aspect, tone = self.width / self.height, mix(CREAM, self.light.haze, 0.5)
        for y, thick in ((0.4, 0.07), (0.63, 0.05), (0.74, 0.06), (0.9, 0.09)):
            y += rng.uniform(-0.02, 0.02)
            x = rng.uniform(0, aspect)
            for dx in (-aspect, 0, aspect):
                for k in (1.0, 0.86, 0.72, 0.58, 0.44, 0.3):
                    w, h = aspect * 0.62 * k, thick * k
                    at = x + dx
                    veil = blob([(at - w, y), (at - w * 0.5, y - h * 0.8), (at + w * 0.2, y - h), (at + w, y),
                                 (at + w * 0.4, y + h * 0.8), (at - w * 0.4, y + h)])  # fmt: skip
                    pen.mark(veil, tone, 0.085)
        return surface.makeImageSnapshot().makeRasterImage()

    def draw(self, canvas: skia.Canvas, t: float, frame: int = 0) -> None:
        for tile, vx, vy in self.falls:
            sway = self.height * 0.012 * math.sin(t * 0.9 + vy) if self.kind == "snow" else 0.0
            x, y = round(vx * t + sway) % self.width, round(vy * t) % self.height
            for dx in (x - self.width, x):
                for dy in (y - self.height, y) if vy else (0,):
                    canvas.drawImage(tile, dx, dy)
        if self.leaves is not None:
            for number, (x, y, turn) in enumerate(self.leaves[frame]):
                self._leaf(canvas, t, number, x, y, turn)
        for at in self.flashes:
            glow = max(0.0, 1 - abs(t - at - 0.12) / 0.42)
            if glow:
                paint = skia.Paint(
                    Color=skia_colour((236, 236, 255), 0.3 * glow * glow), BlendMode=skia.BlendMode.kScreen
                )
                canvas.drawRect(skia.Rect.MakeWH(self.width, self.height), paint)

    def _leaf(self, canvas: skia.Canvas, t: float, number: int, x: float, y: float, turn: float) -> None:
        pen = Pen(canvas, self.light, self.height * 0.4)
        pen.matrix = skia.Matrix.Scale(self.height, self.height)
        tone = ((214, 120, 62), (226, 170, 80), (150, 150, 80))[number % 3]
        with pen.at(
            self.width / self.height / 2 + x, self.ground - y, turn, 0.012 + 0.005 * (number % 4) / 3
        ):
            flat = 0.3 + 0.7 * abs(math.sin(t * 4 + number * 1.7))
            with pen.at(0, 0, 0, 1, flat):
                pen.cut(blob([(-1, 0), (-0.2, -0.5), (1, 0), (-0.2, 0.5)]), tone)
                pen.stroke(blob([(-1.3, 0.06), (0, -0.04), (0.8, 0)], closed=False), (110, 64, 40), 0.09, 0.6)


def vignette(width: int, height: int, light: Light) -> list[tuple[skia.Image, int]]:
    """The dark of the room around the lit stage: an upper and a lower sheet with their places; the middle is bare."""
    dark = min(0.85, (0.46 if light.night else 0.3) * light.look.vignette * (1.25 if light.rim else 1.0))
    middle, reach = height * 0.52, math.hypot(width, height) * 0.56
    colours = [
        skia_colour((24, 12, 34), 0.0),
        skia_colour((24, 12, 34), 0.0),
        skia_colour((24, 12, 34), dark),
    ]
    shader = skia.GradientShader.MakeRadial(skia.Point(width * 0.5, middle), reach, colours, [0.0, 0.52, 1.0])
    clear = max(0.0, (reach * 0.52) ** 2 - (width / 2) ** 2) ** 0.5
    out = []
    for top, bottom in ((0, int(middle - clear)), (int(middle + clear), height)):
        surface = new_surface(width, bottom - top)
        canvas = surface.getCanvas()
        canvas.translate(0, -top)
        canvas.drawPaint(skia.Paint(Shader=shader, Dither=True))
        if light.rim:
            ends = [skia_colour(light.rim[0], 0.5), skia_colour(light.rim[1], 0.5)]
            side = skia.GradientShader.MakeLinear([skia.Point(0, 0), skia.Point(width, 0)], ends)
            canvas.drawPaint(skia.Paint(Shader=side, BlendMode=skia.BlendMode.kSrcATop))
        out.append((surface.makeImageSnapshot().makeRasterImage(), top))
    return out
