"""Small things a person holds in the near hand. Units: figure heights, the fist at the origin."""

import math

from ..outline import blob, box, limb, oval, poly
from ..paper import CREAM, INK, Pen
from .pose import Pose

WOOD = (150, 100, 62)


def draw(pen: Pen, pose: Pose) -> None:
    """Cut the thing named by `pose.holding`; unknown names leave the hand empty."""
    if pose.holding in ("staff", "cane", "sword") and pose.arm_near < 90:
        with pen.at(0, 0, pose.arm_near + pose.fore_near - pose.lean + 4):
            _cut(pen, pose)
        return
    _cut(pen, pose)


def _cut(pen: Pen, pose: Pose) -> None:
    match pose.holding:
        case "book":
            pen.cut(poly([(-0.02, -0.05), (0.05, -0.07), (0.12, -0.05), (0.12, 0.05), (0.05, 0.03), (-0.02,
                0.05)]), (166, 44, 48))  # fmt: skip
            pen.cut(poly([(-0.01, -0.05), (0.05, -0.064), (0.11, -0.05), (0.11, 0.035), (0.05, 0.02),
                (-0.01, 0.036)]), CREAM, lift=0.4)  # fmt: skip
        case "cup":
            pen.cut(poly([(-0.03, -0.05), (0.035, -0.05), (0.025, 0.03), (-0.02, 0.03)]), (74, 158, 156))
        case "brush":
            pen.cut(limb(0, 0.05, 0, -0.13, 0.008, 0.008), WOOD)
            pen.cut(blob([(-0.014, -0.13), (0.014, -0.13), (0.0, -0.19)]), (201, 62, 54))
        case "spoon":
            pen.cut(limb(0, 0.05, 0, -0.12, 0.008, 0.008), WOOD)
            pen.cut(oval(0, -0.15, 0.028, 0.036), WOOD, 0.1)
        case "microphone":
            pen.cut(limb(0, 0.06, 0, -0.05, 0.013, 0.017), INK)
            pen.cut(oval(0, -0.075, 0.034), (150, 146, 142))
        case "apple":
            pen.cut(oval(0.01, -0.01, 0.038), (201, 62, 54))
            pen.cut(blob([(0.01, -0.045), (0.03, -0.07), (0.05, -0.06)]), (96, 143, 86), lift=0.3)
        case "flower":
            pen.cut(limb(0, 0.06, 0, -0.12, 0.006, 0.006), (96, 143, 86))
            for x, y in ((-0.03, -0.14), (0.03, -0.14), (0, -0.175), (-0.018, -0.11), (0.02, -0.11)):
                pen.cut(oval(x, y, 0.024), (231, 140, 150), lift=0.4)
            pen.cut(oval(0, -0.138, 0.018), (241, 190, 74), lift=0.3)
        case "balls":
            _balls(pen, pose)
        case "umbrella":
            _umbrella(pen, pose)
        case "guitar":
            with pen.at(-0.06, 0, 62):
                pen.cut(box(-0.014, -0.34, 0.028, 0.3), (92, 60, 44))
                pen.cut(blob([(0, -0.08), (0.07, -0.06), (0.06, 0.0), (0.1, 0.08), (0, 0.15), (-0.1, 0.08),
                              (-0.06, 0.0), (-0.07, -0.06)]), (206, 132, 66))  # fmt: skip
                pen.mark(oval(0, 0.03, 0.03), INK)
        case "staff":
            pen.cut(limb(0, 0.35, 0, -0.3, 0.011, 0.011), WOOD)
            pen.cut(oval(0, -0.33, 0.04), (241, 190, 74))
        case "cane":
            pen.cut(limb(0, 0.25, 0, -0.02, 0.01, 0.01), WOOD)
            pen.cut(blob([(-0.012, 0), (-0.01, -0.03), (0.03, -0.045), (0.05, -0.02), (0.035, -0.015),
                (0.02, -0.025), (0.012, 0)]), WOOD)  # fmt: skip
        case "sword":
            pen.cut(
                poly([(-0.012, 0), (-0.01, -0.3), (0.0, -0.34), (0.01, -0.3), (0.012, 0)]), (206, 210, 216)
            )
            pen.cut(box(-0.05, -0.01, 0.1, 0.022), (226, 176, 70))


def _umbrella(pen: Pen, pose: Pose) -> None:
    """Upright whatever the arm does."""
    with pen.at(0, 0, pose.arm_near + pose.fore_near - pose.lean):
        pen.cut(limb(0, 0.06, 0, -0.46, 0.008, 0.008), WOOD)
        top = blob([(-0.3, -0.42), (-0.22, -0.56), (0, -0.64), (0.22, -0.56), (0.3, -0.42), (0.15, -0.45),
            (0, -0.42), (-0.15, -0.45)])  # fmt: skip
        pen.cut(top, (166, 44, 48), lift=1.4)
        with pen.inside(top):
            for x in (-0.15, 0.15):
                pen.mark(poly([(0, -0.66), (x - 0.05, -0.4), (x + 0.05, -0.4)]), CREAM, 0.85)


def _balls(pen: Pen, pose: Pose) -> None:
    """Three balls in the air, from hand to hand."""
    with pen.at(0, 0, pose.arm_near + pose.fore_near - pose.lean):
        for i, colour in enumerate(((201, 62, 54), (241, 190, 74), (74, 158, 156))):
            u = (pose.time * 0.9 + i / 3) % 1
            x = 0.04 + 0.13 * math.cos(math.tau * u)
            pen.cut(oval(x, -0.06 - 0.42 * abs(math.sin(math.pi * u)) ** 0.9, 0.036), colour)


def under(pen: Pen, pose: Pose) -> None:
    """What somebody stands on; the soles at the origin."""
    match pose.under:
        case "board":
            with pen.at(0.02, 0.03, 3 * pose.wag):
                pen.cut(blob([(-0.42, -0.01), (-0.2, -0.03), (0.25, -0.03), (0.46, -0.05), (0.3, 0.025),
                              (-0.25, 0.025)]), (244, 206, 110))  # fmt: skip
                pen.mark(blob([(-0.36, 0.0), (0, -0.012), (0.4, -0.03), (0, 0.006)]), (201, 62, 54))
        case "skis":
            for dx, dy, by in ((-0.06, -0.012, -0.15), (0.06, 0.02, 0.0)):
                pen.cut(poly([(dx - 0.36, dy), (dx + 0.34, dy), (dx + 0.44, dy - 0.05), (dx + 0.45, dy - 0.035),
                              (dx + 0.36, dy + 0.02), (dx - 0.36, dy + 0.02)]), (74, 140, 140), by)  # fmt: skip
        case "pillow":
            soft = [
                (-0.78, -0.34),
                (-0.5, -0.31),
                (-0.44, -0.22),
                (-0.5, -0.13),
                (-0.78, -0.1),
                (-0.82, -0.22),
            ]
            pen.cut(blob(soft), (246, 238, 222), -0.06)
        case "seat":
            with pen.at(0, -0.19, pose.turn):
                pen.cut(box(-0.13, 0.03, 0.26, 0.034), WOOD, 0.1)
        case "skates":
            for dx in (-0.1, -0.03, 0.09, 0.16):
                pen.cut(oval(dx, 0.03, 0.02), (201, 62, 54), lift=0.5)


def doze(pen: Pen, x: float, y: float, t: float) -> None:
    """Three letters of sleep, rising one after another from (x, y)."""
    for k in range(3):
        u = (t * 0.28 + k / 3) % 1
        size = 0.03 + 0.035 * u
        with pen.at(
            x + 0.1 * u + 0.025 * math.sin(t * 1.7 + 2 * k), y - 0.28 * u, 10 * math.sin(t + k), size
        ):
            letter = [(-1, -1), (1, -1), (1, -0.62), (-0.3, 0.6), (1, 0.6), (1, 1), (-1, 1), (-1, 0.62), (0.3, -0.6),
                      (-1, -0.6)]  # fmt: skip
            pen.cut(poly(letter), (244, 206, 110) if k % 2 else CREAM, lift=0.5)
