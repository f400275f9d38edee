"""The elements: what wind blows and how the water heaves in a shot. Pure arithmetic, one answer for everybody in it."""

import math
from dataclasses import dataclass, field
from random import Random

import numpy as np

from .scene import Scene
from .sizes import OFFSHORE

SHELTERED = (
    "room",
    "stage",
    "kitchen",
    "classroom",
    "office",
    "train",
    "concert",
    "underwater",
    "space",
    "moon",
)
WIND = {"wind": 0.62, "storm": 0.85, "rain": 0.08, "snow": 0.1}  # speed of the air, frame heights per second
SWELL = {"wind": 0.016, "storm": 0.026}  # of the water
BREEZE, RIPPLE = 0.05, 0.006


@dataclass
class Elements:
    """`wind` is the speed of the air to the right at each frame, frame heights per second."""

    wind: np.ndarray
    swell: float = 0.0  # how high a wave is
    has_water: bool = False
    way: np.ndarray = field(default_factory=lambda: np.zeros(1))  # how far the scenery has scrolled

    @property
    def blows(self) -> bool:
        return bool(self.wind.max(initial=0.0) > 0.3)

    def surface(self, x: float, t: float) -> float:
        """How high the water stands over its calm level."""
        return self.swell * (
            math.sin(math.tau * (x / 0.62 - t * 0.31))
            + 0.5 * math.sin(math.tau * (x / 0.37 + t * 0.23) + 1.0)
        )

    def slope(self, x: float, t: float) -> float:
        """Radians the water leans at x."""
        return math.atan2(self.surface(x + 0.04, t) - self.surface(x - 0.04, t), 0.08)


def weather_of(scene: Scene) -> str:
    """The weather that reaches the stage: none under a roof, under water or in space."""
    return "clear" if scene.set in SHELTERED else scene.weather


def elements_of(scene: Scene, frames: int, fps: int, rng: Random) -> Elements:
    """This function will let the wind of one shot blow in gusts, from a calmer beginning."""
    weather = weather_of(scene)
    t = np.arange(frames) / fps
    one, two = rng.random(), rng.random()
    gusts = 1 + 0.42 * np.sin(math.tau * (0.21 * t + one)) + 0.26 * np.sin(math.tau * (0.57 * t + two))
    base = WIND.get(weather, 0.0 if scene.set in SHELTERED else BREEZE)
    wind = base * gusts * np.clip(0.35 + t / 1.6, 0, 1)
    return Elements(
        wind, SWELL.get(weather, RIPPLE), scene.set == "sea" or scene.set in OFFSHORE, np.zeros(frames)
    )
