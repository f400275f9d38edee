"""What is seen from straight above: roofs of cars and houses, decks, crowns, table tops. Figure heights, foot at origin."""

import math
from collections.abc import Callable

from ..outline import blob, limb, oval, poly, soft_box
from ..paper import CREAM, LAMP, RGB, Pen, shade
from ..repertoire import COLOURS
from .pose import Pose
from .props import COATS as PROPS
from .vehicles import COATS as VEHICLES

GLASS: RGB = (92, 116, 140)
TYRE: RGB = (52, 48, 58)


class Top:
    """Lies flat under the camera: nothing of it is foreshortened."""

    flat = True

    def __init__(self, lemma: str, colour: str | None) -> None:
        self.lemma = lemma
        self.coat = COLOURS.get(colour or "", {**PROPS, **VEHICLES}.get(lemma, (170, 112, 70)))

    def draw(self, pen: Pen, pose: Pose) -> None:
        with pen.at(0, -0.42 - pose.rise, pose.turn, 1 + pose.squash * 0.4):
            DRAWN[self.lemma](pen, pose, self.coat)


def crown(pen: Pen, x: float, y: float, r: float, colour: RGB, tip: RGB | None = None) -> None:
    """A tree from above: three sheets of leaves, each smaller than the one below."""
    for k, (grow, by) in enumerate(((1.0, -0.14), (0.74, 0.0), (0.42, 0.14))):
        points = []
        for i in range(14):
            a = math.tau * i / 14 + k * 0.3
            reach = r * grow * (1.0 if i % 2 else 0.84)
            points.append((x + math.cos(a) * reach, y + math.sin(a) * reach))
        pen.cut(blob(points), tip if tip and k == 2 else colour, by, lift=1.5)


def palm(pen: Pen, x: float, y: float, r: float) -> None:
    for k in range(7):
        with pen.at(x, y, k * 360 / 7 + 12):
            pen.cut(
                blob([(0, 0), (0.3 * r, -0.16 * r), (r, -0.02 * r), (0.3 * r, 0.14 * r)]),
                (110, 158, 84),
                0.06 * (k % 2),
            )
    pen.cut(oval(x, y, 0.12 * r), (136, 92, 62))


def roof(pen: Pen, x: float, foot: float, wide: float, deep: float, colour: RGB) -> None:
    """Two slopes and a ridge; the nearer one in the light."""
    left, top, ridge = x - wide / 2, foot - deep, foot - deep * 0.5
    pen.cut(
        poly([(left, top), (left + wide, top), (left + wide, ridge), (left, ridge)]), colour, -0.16, lift=1.8
    )
    pen.cut(
        poly([(left, ridge), (left + wide, ridge), (left + wide, foot), (left, foot)]), colour, 0.04, lift=1.8
    )
    for k in range(1, 4):
        for a, b in ((top, ridge), (ridge, foot)):
            y = a + (b - a) * k / 4
            pen.stroke(limb(left, y, left + wide, y, 0.0005, 0.0005), shade(colour, -0.28), 0.003, 0.6)
    pen.cut(
        soft_box(left + wide * 0.68, ridge - deep * 0.2, wide * 0.12, deep * 0.14, 0.004),
        (150, 92, 80),
        lift=1.2,
    )


def table(pen: Pen, x: float, y: float, wide: float, deep: float, colour: RGB, k: int = 0) -> None:
    for dx in (-0.3, 0.3):
        pen.cut(
            soft_box(x + dx * wide - 0.035, y + deep * 0.42, 0.07, 0.06, 0.015), shade(colour, -0.2), lift=1.0
        )
    pen.cut(soft_box(x - wide / 2, y - deep / 2, wide, deep, 0.016), colour, lift=2.0)
    pen.cut(oval(x + (0.06 if k else -0.06), y, 0.026), CREAM, lift=0.6)
    pen.cut(soft_box(x + (-0.08 if k else 0.04), y - 0.024, 0.06, 0.042, 0.004), (82, 124, 160), lift=0.5)


def _car(pen: Pen, pose: Pose, c: RGB, long: float = 1.7, wide: float = 0.8) -> None:
    for x in (-0.3, 0.3):
        for y in (-1, 1):
            pen.cut(soft_box(x * long - 0.13, y * wide * 0.48 - 0.05, 0.26, 0.1, 0.04), TYRE, lift=0.4)
    pen.cut(soft_box(-long / 2, -wide / 2, long, wide, 0.24), c, lift=1.6)
    pen.mark(soft_box(-long * 0.32, -wide * 0.38, long * 0.6, wide * 0.76, 0.16), GLASS)
    pen.cut(soft_box(-long * 0.2, -wide * 0.36, long * 0.36, wide * 0.72, 0.12), c, 0.1, lift=0.6)
    for y in (-0.3, 0.3):
        pen.mark(oval(long * 0.47, y * wide, 0.05, 0.07), LAMP)
        pen.mark(oval(-long * 0.47, y * wide, 0.035, 0.07), (166, 44, 48))
    if pen.light.lit:
        for y in (-0.3, 0.3):
            beam = [(long * 0.5, y * wide - 0.04), (long * 1.1, y * wide - 0.3), (long * 1.1, y * wide + 0.3)]
            pen.mark(poly([*beam, (long * 0.5, y * wide + 0.04)]), LAMP, 0.22, graded=False)


def _taxi(pen: Pen, pose: Pose, c: RGB) -> None:
    _car(pen, pose, c)
    pen.cut(soft_box(-0.12, -0.2, 0.16, 0.4, 0.03), CREAM, lift=0.8)


def _bus(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(soft_box(-0.92, -0.36, 1.84, 0.72, 0.1), c, lift=1.8)
    pen.mark(soft_box(0.74, -0.3, 0.12, 0.6, 0.04), GLASS)
    for x in (-0.55, 0.0, 0.45):
        pen.cut(soft_box(x - 0.12, -0.14, 0.24, 0.28, 0.03), c, 0.18, lift=0.6)


def _truck(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(soft_box(-0.95, -0.36, 1.35, 0.72, 0.03), CREAM, -0.06, lift=1.8)
    for k in range(6):
        x = -0.84 + k * 0.22
        pen.stroke(limb(x, -0.34, x, 0.34, 0.001, 0.001), (190, 180, 166), 0.014)
    pen.cut(soft_box(0.44, -0.34, 0.46, 0.68, 0.12), c, lift=1.6)
    pen.mark(soft_box(0.64, -0.28, 0.1, 0.56, 0.03), GLASS)


def _tractor(pen: Pen, pose: Pose, c: RGB) -> None:
    for y in (-1, 1):
        pen.cut(soft_box(-0.6, y * 0.4 - 0.1, 0.56, 0.2, 0.06), TYRE)
        pen.cut(soft_box(0.28, y * 0.3 - 0.07, 0.3, 0.14, 0.05), TYRE)
    pen.cut(soft_box(-0.1, -0.17, 0.74, 0.34, 0.08), c, lift=1.4)
    pen.cut(soft_box(-0.52, -0.26, 0.46, 0.52, 0.06), c, 0.14, lift=1.8)


def _bicycle(pen: Pen, pose: Pose, c: RGB) -> None:
    for x in (-0.5, 0.5):
        pen.cut(soft_box(x - 0.3, -0.03, 0.6, 0.06, 0.03), TYRE)
    pen.cut(limb(-0.5, 0, 0.42, 0, 0.03, 0.03), c)
    pen.cut(limb(0.36, -0.26, 0.36, 0.26, 0.025, 0.025), (70, 62, 70))
    pen.cut(oval(-0.22, 0, 0.12, 0.07), (92, 60, 44))


def _hull(pen: Pen, c: RGB, long: float, wide: float) -> None:
    hull = [
        (-long, -wide * 0.7),
        (0, -wide),
        (long * 0.6, -wide * 0.7),
        (long, 0),
        (long * 0.6, wide * 0.7),
        (0, wide),
    ]
    with pen.at(0, 0, 0, 1.1):
        pen.cut(blob([*hull, (-long, wide * 0.7)]), CREAM, lift=0.3)  # foam
    pen.cut(blob([*hull, (-long, wide * 0.7)]), c, lift=1.6)
    with pen.at(0.0, 0, 0, 0.82):
        pen.cut(blob([*hull, (-long, wide * 0.7)]), (206, 160, 108), lift=-0.4)


def _boat(pen: Pen, pose: Pose, c: RGB) -> None:
    _hull(pen, c, 0.88, 0.38)
    pen.cut(soft_box(-0.34, -0.2, 0.5, 0.4, 0.05), CREAM, lift=1.6)
    pen.cut(oval(-0.08, 0, 0.09), (241, 190, 74), lift=1.4)


def _sail(pen: Pen, pose: Pose, c: RGB) -> None:
    _hull(pen, c, 0.62, 0.24)
    pen.cut(blob([(0.2, 0), (-0.1, -0.34), (-0.56, -0.44), (-0.2, -0.06)]), CREAM, lift=2.2)
    pen.cut(oval(0.2, 0, 0.035), (120, 84, 60), lift=1.4)


def _train(pen: Pen, pose: Pose, c: RGB) -> None:
    for k, x in enumerate((1.0, -0.06, -1.1)):
        pen.cut(soft_box(x - 0.5, -0.3, 1.0, 0.6, 0.12 if not k else 0.05), shade(c, -0.08 * k), lift=1.8)
        pen.cut(soft_box(x - 0.36, -0.16, 0.7, 0.32, 0.05), c, 0.16, lift=0.6)
    pen.cut(oval(1.32, 0, 0.09), TYRE, lift=1.2)


def _round(pen: Pen, pose: Pose, c: RGB) -> None:
    crown(pen, 0, 0, 0.46, c)


def _palm(pen: Pen, pose: Pose, c: RGB) -> None:
    palm(pen, 0, 0, 0.48)


def _house(pen: Pen, pose: Pose, c: RGB) -> None:
    roof(pen, 0, 0.4, 0.96, 0.8, (178, 84, 66))


def _table(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, 0, 0, 1.0):
        pen.cut(soft_box(-0.8, -0.42, 1.6, 0.84, 0.06), c, lift=2.2)
        for k in range(1, 4):
            pen.stroke(
                limb(-0.78, -0.42 + k * 0.21, 0.78, -0.42 + k * 0.21, 0.001, 0.001), shade(c, -0.2), 0.012
            )


def _umbrella(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(oval(0, 0, 0.6), c, lift=2.4)
    for k in range(4):
        with pen.at(0, 0, k * 90):
            pen.mark(blob([(0, 0), (0.24, -0.54), (0.5, -0.3)], tension=0.4), CREAM, 0.9)


def _flower(pen: Pen, pose: Pose, c: RGB) -> None:
    for k in range(8):
        with pen.at(0, 0, k * 45):
            pen.cut(oval(0.2, 0, 0.13, 0.08), c, 0.05 * (k % 2), lift=0.6)
    pen.cut(oval(0, 0, 0.12), (110, 74, 52), lift=0.6)


DRAWN: dict[str, Callable[[Pen, Pose, RGB], None]] = {
    "car": _car, "taxi": _taxi, "bus": _bus, "truck": _truck, "tractor": _tractor, "bicycle": _bicycle, "boat": _boat,
    "ship": _boat, "sailboat": _sail, "train": _train, "tree": _round, "fir": _round, "bush": _round, "palm": _palm,
    "house": _house, "table": _table, "umbrella": _umbrella, "flower": _flower, "sunflower": _flower,
}  # fmt: skip
