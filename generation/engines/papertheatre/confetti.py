"""What flies when something bursts: paper scraps on their way up, out and down. Seeded, no state between frames."""

import math
from random import Random

import skia

from .outline import poly
from .paper import CURTAIN, LAMP, RGB, Light, Pen

SCRAPS: tuple[RGB, ...] = (CURTAIN, LAMP, (74, 158, 156), (231, 140, 150), (250, 241, 222))
LASTS = 2.2  # seconds


class Burst:
    """One burst at `at` seconds from (x, y), all lengths in frame heights."""

    def __init__(self, at: float, x: float, y: float, rng: Random, count: int = 46) -> None:
        self.at, self.x, self.y = at, x, y
        self.scraps = [
            (
                rng.uniform(0, math.tau),
                rng.uniform(0.12, 0.5),
                rng.uniform(0.008, 0.018),
                rng.choice(SCRAPS),
                rng.uniform(-9, 9),
            )
            for _ in range(count)
        ]

    def draw(self, canvas: skia.Canvas, t: float, light: Light, height: int) -> None:
        age = t - self.at
        if not 0 <= age < LASTS:
            return
        pen = Pen(canvas, light, height * 0.3)
        pen.matrix = skia.Matrix.Scale(height, height)
        slow = 1 - math.exp(-2.6 * age)  # paper is soon stopped by the air, then sinks
        for angle, speed, size, colour, spin in self.scraps:
            x = self.x + math.cos(angle) * speed * slow + 0.01 * math.sin(spin * age)
            y = self.y - math.sin(angle) * speed * slow - 0.1 * slow + 0.16 * age * age
            k = size * min(1.0, (LASTS - age) * 2)
            with pen.at(x, y, math.degrees(spin * age), k, k * (0.3 + 0.7 * abs(math.sin(spin * age)))):
                pen.cut(poly([(-1, -0.6), (0.9, -0.7), (1, 0.6), (-0.8, 0.7)]), colour, lift=0.4)
