"""What every gait is made of: a swing, an ease and a leap. Pure arithmetic."""

import math
from collections.abc import Callable

from .figures.pose import Pose

Cycle = Callable[[float, float], Pose]  # (phase in turns, seconds) -> pose
TAU = math.tau


def sin(turns: float) -> float:
    return math.sin(TAU * turns)


def smooth(t: float) -> float:
    t = max(0.0, min(1.0, t))
    return t * t * (3 - 2 * t)


def leap(p: float) -> tuple[float, float]:
    """Height 0..1 and squash of one jump: crouch, stretch, fly, land, settle. p in 0..1."""
    if p < 0.22:
        return 0.0, 0.16 * smooth(p / 0.22)
    if p < 0.72:
        q = (p - 0.22) / 0.5
        return 4 * q * (1 - q), -0.1 * abs(1 - 2 * q)
    return 0.0, 0.18 * (1 - smooth((p - 0.72) / 0.28)) * math.cos((p - 0.72) * 14)


LEAP_OFF, LEAP_ON = 0.22, 0.72  # phases where the feet leave and touch the ground


def hop(p: float, t: float) -> Pose:
    height, squash = leap(p % 1)
    return Pose(
        rise=0.12 * height,
        squash=squash * 0.8,
        arm_near=20 * height,
        leg_near=24 * height,
        leg_far=10 * height,
        wag=height,
        lean=4,
    )
