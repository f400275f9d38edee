"""Plants: trees, flowers and what grows low. Units: figure heights, the root at 0."""

import math

from ..outline import blob, box, limb, oval, poly, tube
from ..paper import CREAM, RGB, Pen
from .head import star
from .pose import Pose

BARK: RGB = (118, 84, 64)
LEAF: RGB = (98, 146, 84)


def _tree(pen: Pen, pose: Pose, c: RGB) -> None:
    s = math.sin(pose.time * 1.4) * 0.012 + pose.wag * 0.02
    pen.cut(blob([(-0.1, 0), (-0.05, -0.2), (-0.05, -0.46), (0.05, -0.46), (0.05, -0.2), (0.11, 0)]), BARK)
    pen.cut(limb(0.02, -0.36, 0.16, -0.52, 0.025, 0.016), BARK)
    for x, y, r, by in ((-0.22, -0.52, 0.2, -0.14), (0.22, -0.5, 0.21, -0.1), (-0.13, -0.72, 0.21, -0.04),
                        (0.15, -0.72, 0.2, 0.02),
                        (0.0, -0.84, 0.17, 0.1), (0.0, -0.56, 0.2, 0.04)):  # fmt: skip
        pen.cut(oval(x + s * (1 - y), y, r, r * 0.9, 0.05), c, by)
    for x, y in ((-0.2, -0.56), (0.14, -0.62), (-0.02, -0.8), (0.24, -0.48), (-0.06, -0.5)):
        pen.cut(oval(x + s, y, 0.026), (206, 66, 60), lift=0.4)


def _fir(pen: Pen, pose: Pose, c: RGB) -> None:
    s = math.sin(pose.time * 1.2) * 0.01
    pen.cut(box(-0.045, -0.16, 0.09, 0.16), BARK)
    for y, w, by in ((-0.12, 0.34, -0.1), (-0.34, 0.28, -0.02), (-0.55, 0.21, 0.06)):
        x = s * -y * 3
        teeth = [(w - i * w / 4 + x, y + (0.035 if i % 2 else 0)) for i in range(9)]
        pen.cut(poly([(x * 1.4, y - 0.42), *teeth]), c, by, lift=1.2)


def _palm(pen: Pen, pose: Pose, c: RGB) -> None:
    s = math.sin(pose.time * 1.5) * 0.02 + pose.wag * 0.02
    pen.cut(tube([(-0.06, 0), (0.0, -0.3), (0.05, -0.55), (0.06 + s, -0.76)], 0.055, 0.032), (160, 114, 76))
    for i, a in enumerate((-150, -30, -178, -4, -120, -62)):
        with pen.at(0.06 + s, -0.76, a + 3 * math.sin(pose.time * 1.8 + i)):
            leaf = blob(
                [(0, 0), (0.18, -0.09), (0.36, -0.03), (0.44, 0.09), (0.3, 0.04), (0.14, 0.03)], tension=0.8
            )
            pen.cut(leaf if a > -90 else blob([(0, 0), (0.18, 0.09), (0.36, 0.03), (0.44, -0.09), (0.3,
                -0.04), (0.14, -0.03)]), c, (-0.14, -0.1, -0.04, 0.0, 0.08, 0.1)[i])  # fmt: skip
    for x in (0.02, 0.1):
        pen.cut(oval(x + s, -0.73, 0.034), (130, 84, 60))


def _flower(pen: Pen, pose: Pose, c: RGB, heart: RGB = (241, 190, 74), petals: int = 7) -> None:
    s = math.sin(pose.time * 1.6) * 3
    with pen.at(0, 0, s):
        pen.cut(tube([(0, 0), (0.02, -0.3), (0, -0.66)], 0.022, 0.016), LEAF, -0.1)
        pen.cut(blob([(0.01, -0.2), (0.2, -0.38), (0.3, -0.32), (0.16, -0.2)]), LEAF)
        pen.cut(blob([(0.0, -0.3), (-0.2, -0.44), (-0.28, -0.36), (-0.14, -0.26)]), LEAF, -0.06)
        for i in range(petals):
            with pen.at(0, -0.72, i * 360 / petals):
                pen.cut(
                    blob([(-0.03, -0.06), (-0.1, -0.2), (0, -0.29), (0.1, -0.2), (0.03, -0.06)]),
                    c,
                    0.08 * (i % 2),
                )
        pen.cut(oval(0, -0.72, 0.1), heart)


def _sunflower(pen: Pen, pose: Pose, c: RGB) -> None:
    _flower(pen, pose, c, (110, 70, 50), 11)


def _cactus(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(tube([(0.06, -0.4), (0.3, -0.4), (0.32, -0.66)], 0.075, 0.07), c, -0.1)
    pen.cut(tube([(-0.06, -0.3), (-0.28, -0.32), (-0.3, -0.54)], 0.07, 0.065), c, -0.1)
    body = blob([(-0.13, 0), (-0.15, -0.5), (0, -0.98), (0.15, -0.5), (0.13, 0)])
    pen.cut(body, c, lift=1.3)
    for i in range(10):
        x, y = -0.07 + i % 3 * 0.07, -0.12 - i * 0.08
        pen.stroke(poly([(x, y), (x + 0.02, y - 0.03)], closed=False), CREAM, 0.01)
    for i in range(5):
        with pen.at(0, -0.96, i * 72):
            pen.cut(oval(0, -0.05, 0.03, 0.045), (231, 120, 140), lift=0.4)


def _mushroom(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(blob([(-0.14, -0.5), (0.14, -0.5), (0.2, -0.04), (0, 0.01), (-0.2, -0.04)]), CREAM)
    cap = blob([(-0.5, -0.46), (-0.36, -0.82), (0, -1.0), (0.36, -0.82), (0.5, -0.46), (0, -0.38)])
    pen.cut(cap, c, lift=1.4)
    with pen.inside(cap):
        for x, y, r in (
            (-0.24, -0.66, 0.08),
            (0.06, -0.82, 0.09),
            (0.3, -0.58, 0.075),
            (0.0, -0.54, 0.06),
            (-0.42, -0.5, 0.05),
        ):
            pen.mark(oval(x, y, r, r * 0.85, 0.06), CREAM)


def _bush(pen: Pen, pose: Pose, c: RGB) -> None:
    for x, y, r, by in ((-0.56, -0.34, 0.38, -0.14), (0.56, -0.34, 0.38, -0.1), (0, -0.54, 0.46, 0.0),
                        (-0.3, -0.28, 0.32, 0.06),
                        (0.34, -0.26, 0.3, 0.08)):  # fmt: skip
        pen.cut(oval(x, y, r, r * 0.84, 0.06), c, by)
    for x, y in ((-0.4, -0.4), (0.1, -0.7), (0.44, -0.34), (-0.06, -0.3)):
        pen.cut(star(x, y, 0.07, 5, 0.6), (246, 200, 190), lift=0.4)


DRAWN = {
    "tree": _tree, "fir": _fir, "palm": _palm, "flower": _flower, "sunflower": _sunflower, "cactus": _cactus,
    "mushroom": _mushroom, "bush": _bush,
}  # fmt: skip
