"""Light and hanging things: leaf, anchor, leash, and a swing with nobody on it. Figure heights, foot at the origin."""

from ..outline import blob, box, limb, oval, poly
from ..paper import CREAM, RGB, Pen, shade
from .pose import Pose

COATS: dict[str, RGB] = {
    "leaf": (214, 120, 62), "anchor": (92, 100, 116), "swing": (150, 100, 62),
    "leash": (196, 58, 52),
}  # fmt: skip
WOOD: RGB = (150, 100, 62)
HEMP: RGB = (196, 156, 104)


def leaf(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, -0.5, 20 + 14 * pose.wag):
        pen.cut(
            blob([(-0.62, 0.06), (-0.3, -0.36), (0.18, -0.4), (0.66, -0.1), (0.2, 0.36), (-0.3, 0.34)]), c
        )
        pen.stroke(
            blob([(-0.86, 0.16), (-0.4, 0.02), (0.1, -0.06), (0.56, -0.09)], closed=False),
            shade(c, -0.35),
            0.04,
        )
        for x, up in ((-0.3, 1), (0.0, 1), (-0.2, -1), (0.14, -1)):
            vein = blob([(x, -0.02), (x + 0.12, -0.12 * up), (x + 0.26, -0.22 * up)], closed=False)
            pen.stroke(vein, shade(c, -0.3), 0.022, 0.7)


def anchor(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.stroke(oval(0, -0.9, 0.08), c, 0.05)
    pen.cut(limb(0, -0.82, 0, -0.06, 0.035, 0.045), c)
    pen.cut(limb(-0.2, -0.7, 0.2, -0.7, 0.028, 0.028), c, 0.05)
    arms = blob(
        [
            (-0.42, -0.34),
            (-0.3, -0.1),
            (0, 0.0),
            (0.3, -0.1),
            (0.42, -0.34),
            (0.26, -0.2),
            (0, -0.12),
            (-0.26, -0.2),
        ]
    )
    pen.cut(arms, c, -0.05)
    for s in (-1, 1):
        pen.cut(poly([(s * 0.46, -0.42), (s * 0.28, -0.34), (s * 0.44, -0.24)]), c, lift=0.6)


def leash(pen: Pen, pose: Pose, c: RGB) -> None:
    ring = [(-0.4, -0.1), (-0.1, -0.3), (0.34, -0.2), (0.2, -0.02), (-0.2, -0.06), (0.0, -0.36), (0.42, -0.4)]
    pen.stroke(blob(ring, closed=False), c, 0.06)
    pen.cut(oval(0.44, -0.42, 0.1, 0.07), c, -0.1)
    pen.cut(oval(-0.42, -0.1, 0.05), (226, 176, 70), lift=0.5)


def swing(pen: Pen, pose: Pose, c: RGB) -> None:
    frame(pen, c)
    tilt = 5 * pose.wag
    with pen.at(0, -0.96, tilt):
        for x in (-0.03, 0.05):
            pen.stroke(blob([(x, 0), (x + 0.004, 0.36), (x, 0.72)], closed=False), HEMP, 0.014)
        pen.cut(box(-0.12, 0.71, 0.26, 0.035), c, 0.1)


def frame(pen: Pen, c: RGB, tall: float = 1.0) -> None:
    """Two posts leaning together under the bar, on which the ropes hang."""
    for s, by in ((-1, -0.14), (1, 0.0)):
        pen.cut(limb(0.0, -0.98 * tall, s * 0.34 * tall, 0.0, 0.022 * tall, 0.028 * tall), c, by)
    pen.cut(limb(-0.19 * tall, -0.44 * tall, 0.19 * tall, -0.44 * tall, 0.014 * tall, 0.014 * tall), c, -0.1)
    pen.cut(oval(0, -0.98 * tall, 0.042 * tall), CREAM, lift=0.6)
    pen.mark(oval(0, -0.98 * tall, 0.02 * tall), shade(c, -0.3))


DRAWN = {"leaf": leaf, "anchor": anchor, "leash": leash, "swing": swing}
