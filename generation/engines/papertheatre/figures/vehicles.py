"""Vehicles on wheels, rails and water; wheels turn with Pose.spin. Units: figure heights, wheels on 0."""

import math

from ..outline import blob, box, limb, oval, poly, ring, soft_box, tube
from ..paper import CREAM, INK, LAMP, RGB, Pen, mix, shade
from ..repertoire import COLOURS
from .pose import Pose

GLASS: RGB = (188, 220, 224)
TYRE: RGB = (62, 54, 60)
WOOD: RGB = (158, 104, 66)
COATS: dict[str, RGB] = {
    "car": (206, 72, 58), "taxi": (241, 190, 74), "bus": (200, 66, 60), "truck": (74, 132, 142),
    "tractor": (104, 146, 82), "bicycle": (62, 140, 142), "boat": (186, 74, 60), "ship": (52, 74, 120),
    "sailboat": (170, 100, 64), "train": (58, 98, 92), "submarine": (238, 180, 74), "sledge": (166, 74, 58),
    "boat_of_paper": (250, 243, 228),
}  # fmt: skip


class Vehicle:
    def __init__(self, lemma: str, colour: str | None) -> None:
        self.lemma = lemma
        self.coat = COLOURS.get(colour or "", COATS[lemma])

    def draw(self, pen: Pen, pose: Pose) -> None:
        with pen.at(0, -pose.rise, pose.turn, 1 + pose.squash * 0.5, 1 - pose.squash):
            with pen.at(0, 0, -pose.lean * 0.3):
                DRAWN[self.lemma](pen, pose, self.coat)


def wheel(pen: Pen, x: float, y: float, r: float, spin: float, hub: RGB = CREAM, spokes: int = 5) -> None:
    pen.cut(oval(x, y, r), TYRE)
    pen.cut(oval(x, y, r * 0.62), hub, lift=0.4)
    for i in range(spokes):
        a = math.radians(spin) + math.tau * i / spokes
        pen.stroke(
            limb(x, y, x + math.cos(a) * r * 0.5, y + math.sin(a) * r * 0.5, 0.004, 0.004),
            shade(hub, -0.45),
            r * 0.07,
        )
    pen.cut(oval(x, y, r * 0.2), shade(hub, -0.3), lift=0.3)


def lamp_cone(pen: Pen, x: float, y: float) -> None:
    if pen.light.lit:
        pen.mark(
            poly([(x, y - 0.03), (x + 0.6, y - 0.12), (x + 0.6, y + 0.26), (x, y + 0.03)]),
            LAMP,
            0.2,
            graded=False,
        )
        pen.glow(x + 0.03, y, 0.22, LAMP, 0.8)


def window(pen: Pen, path: object, lit: bool) -> None:
    pen.cut(path, LAMP if lit else GLASS, lift=-0.4)


def _car(pen: Pen, pose: Pose, c: RGB, sign: bool = False) -> None:
    j = 0.006 * math.sin(pose.time * 17)
    with pen.at(0, j):
        pen.cut(
            blob([(-0.55, -0.5), (-0.4, -0.86), (-0.08, -0.98), (0.3, -0.9), (0.52, -0.5)], tension=0.8),
            c,
            0.1,
            lift=1.2,
        )
        for pts in ([(-0.42, -0.54), (-0.32, -0.8), (-0.04, -0.88), (-0.04, -0.54)], [(0.03, -0.54), (0.03, -0.88),
                    (0.24, -0.8), (0.4, -0.54)]):  # fmt: skip
            window(pen, blob(pts, tension=0.3), pen.light.night)
        body = blob([(-0.86, -0.2), (-0.86, -0.44), (-0.6, -0.56), (0.5, -0.54), (0.82, -0.46), (0.92,
            -0.3), (0.88, -0.16)], tension=0.7)  # fmt: skip
        pen.cut(body, c, lift=1.3)
        with pen.inside(body):
            pen.mark(box(-1, -0.31, 2, 0.05), CREAM, 0.85)
        pen.stroke(blob([(0.0, -0.52), (0.0, -0.2)], closed=False), shade(c, -0.3), 0.01)
        pen.cut(soft_box(0.05, -0.44, 0.1, 0.03, 0.012), CREAM, lift=0.4)
        pen.cut(oval(0.84, -0.38, 0.055, 0.065), LAMP, lift=0.5)
        pen.cut(box(-0.88, -0.42, 0.05, 0.1), (226, 120, 84), lift=0.4)
        for x in (-0.94, 0.78):
            pen.cut(soft_box(x, -0.22, 0.2, 0.07, 0.03), (170, 170, 172))
        if sign:
            pen.cut(soft_box(-0.16, -1.05, 0.26, 0.11, 0.02), CREAM, lift=0.6)
            for i in range(10):
                pen.mark(box(-0.8 + i * 0.16, -0.31, 0.08, 0.05), INK)
        lamp_cone(pen, 0.88, -0.38)
    for x in (-0.5, 0.52):
        wheel(pen, x, -0.17, 0.18, pose.spin)


def _taxi(pen: Pen, pose: Pose, c: RGB) -> None:
    _car(pen, pose, c, sign=True)


def _bus(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, 0.005 * math.sin(pose.time * 15)):
        body = soft_box(-0.9, -1.0, 1.8, 0.88, 0.1)
        pen.cut(body, c, lift=1.4)
        with pen.inside(body):
            pen.mark(box(-1, -0.46, 2, 0.06), CREAM)
            pen.mark(box(-1, -1.0, 2, 0.07), CREAM)
        for i in range(5):
            window(pen, soft_box(-0.82 + i * 0.31, -0.86, 0.26, 0.3, 0.03), pen.light.lit)
        pen.cut(soft_box(0.52, -0.42, 0.2, 0.3, 0.02), shade(c, -0.25), lift=0.4)
        pen.cut(oval(0.84, -0.28, 0.05), LAMP, lift=0.5)
        lamp_cone(pen, 0.88, -0.28)
    for x in (-0.52, 0.4):
        wheel(pen, x, -0.14, 0.15, pose.spin)


def _truck(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, 0.006 * math.sin(pose.time * 16)):
        pen.cut(box(-0.95, -0.3, 1.8, 0.1), (92, 84, 88))
        load = box(-0.98, -0.98, 1.24, 0.72)
        pen.cut(load, CREAM, -0.06, lift=1.4)
        with pen.inside(load):
            for i in range(5):
                pen.mark(box(-0.9 + i * 0.28, -1.0, 0.12, 0.8), mix(c, CREAM, 0.35))
        pen.cut(
            blob(
                [(0.3, -0.24), (0.3, -0.82), (0.62, -0.82), (0.78, -0.54), (0.92, -0.48), (0.94, -0.24)],
                tension=0.4,
            ),
            c,
        )
        window(
            pen,
            blob([(0.44, -0.52), (0.44, -0.74), (0.6, -0.74), (0.7, -0.52)], tension=0.2),
            pen.light.night,
        )
        pen.cut(oval(0.9, -0.36, 0.045), LAMP, lift=0.5)
        lamp_cone(pen, 0.92, -0.36)
    for x in (-0.62, -0.28, 0.6):
        wheel(pen, x, -0.15, 0.16, pose.spin)


def _tractor(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, 0.01 * math.sin(pose.time * 14)):
        pen.cut(limb(0.42, -0.5, 0.42, -0.86, 0.03, 0.035), (92, 84, 88))
        for i in range(3):
            t = (pose.time * 0.9 + i / 3) % 1
            pen.mark(oval(0.42 - t * 0.3, -0.92 - t * 0.4, 0.05 + t * 0.09), (226, 222, 214), 0.8 * (1 - t))
        pen.cut(poly([(-0.5, -0.4), (-0.46, -1.0), (0.1, -1.0), (0.12, -0.4)]), shade(c, -0.2))
        window(pen, poly([(-0.38, -0.5), (-0.36, -0.9), (0.02, -0.9), (0.04, -0.5)]), pen.light.night)
        pen.cut(soft_box(0.02, -0.58, 0.66, 0.36, 0.07), c, lift=1.3)
        pen.cut(soft_box(-0.52, -1.04, 0.7, 0.08, 0.03), c)
        pen.cut(oval(0.66, -0.46, 0.05), LAMP, lift=0.4)
    wheel(pen, -0.32, -0.32, 0.33, pose.spin * 0.5, (241, 190, 74), 7)
    wheel(pen, 0.5, -0.18, 0.185, pose.spin, (241, 190, 74))


def _bicycle(pen: Pen, pose: Pose, c: RGB) -> None:
    for x in (-0.5, 0.5):
        pen.cut(ring(x, -0.34, 0.34, 0.29), TYRE)
        for i in range(7):
            a = math.radians(pose.spin) + math.tau * i / 7
            spoke = blob([(x, -0.34), (x + math.cos(a) * 0.3, -0.34 + math.sin(a) * 0.3)], closed=False)
            pen.stroke(spoke, (176, 170, 166), 0.009)
        pen.cut(oval(x, -0.34, 0.04), c)
    for a, b in (((-0.5, -0.34), (-0.18, -0.76)), ((-0.18, -0.76), (0.38, -0.76)), ((-0.5, -0.34), (-0.06, -0.34)),
                 ((-0.06, -0.34), (-0.2, -0.84)), ((-0.06, -0.34), (0.38, -0.74)),
                 ((0.5, -0.34), (0.36, -0.92))):  # fmt: skip
        pen.cut(limb(*a, *b, 0.026, 0.024), c, lift=0.6)
    pen.cut(blob([(-0.34, -0.88), (-0.2, -0.92), (-0.06, -0.86), (-0.2, -0.83)]), (92, 58, 48))
    pen.cut(tube([(0.36, -0.92), (0.42, -1.0), (0.3, -1.02)], 0.022, 0.022), (92, 58, 48))
    pen.cut(poly([(0.4, -0.9), (0.74, -0.92), (0.7, -0.66), (0.44, -0.66)]), (206, 160, 100))
    a = math.radians(pose.spin)
    pen.cut(
        limb(-0.06, -0.34, -0.06 + math.cos(a) * 0.13, -0.34 + math.sin(a) * 0.13, 0.015, 0.03), (92, 84, 88)
    )


def _hull(pen: Pen, c: RGB, stripe: RGB = CREAM) -> None:
    hull = blob(
        [(-0.86, -0.4), (0.0, -0.34), (0.92, -0.46), (0.6, -0.04), (0.0, 0.02), (-0.6, -0.02)], tension=0.6
    )
    pen.cut(hull, c, lift=1.4)
    with pen.inside(hull):
        pen.mark(blob([(-1, -0.36), (0, -0.27), (1, -0.4), (1, -0.32), (0, -0.19), (-1, -0.28)]), stripe)


def _boat(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, 0, 3 * math.sin(pose.time * 1.9)):
        pen.cut(box(-0.34, -0.72, 0.62, 0.36), CREAM)
        for x in (-0.16, 0.1):
            pen.cut(oval(x, -0.54, 0.075), LAMP if pen.light.lit else GLASS, lift=0.4)
        pen.cut(box(-0.4, -0.8, 0.74, 0.09), shade(c, -0.15))
        pen.cut(poly([(-0.2, -0.78), (-0.19, -1.0), (0.0, -1.0), (0.01, -0.78)]), (241, 190, 74))
        for i in range(3):
            t = (pose.time * 0.5 + i / 3) % 1
            pen.mark(oval(-0.1 - t * 0.5, -1.04 - t * 0.3, 0.05 + t * 0.1), (236, 232, 226), 0.8 * (1 - t))
        _hull(pen, c)


def _sailboat(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, 0, 4 * math.sin(pose.time * 1.7)):
        pen.cut(limb(0.0, -0.2, 0.0, -1.02, 0.016, 0.012), WOOD)
        b = 0.03 * math.sin(pose.time * 2.3)
        pen.cut(
            blob([(0.03, -0.98), (0.34 + b, -0.68), (0.56 + b, -0.34), (0.03, -0.34)], tension=0.5),
            CREAM,
            lift=1.3,
        )
        pen.mark(
            blob([(0.1, -0.6), (0.36 + b, -0.6), (0.42 + b, -0.5), (0.1, -0.5)], tension=0.3),
            (206, 82, 62),
            0.9,
        )
        pen.cut(
            blob([(-0.03, -0.9), (-0.22, -0.6), (-0.44, -0.36), (-0.03, -0.36)], tension=0.5), (236, 176, 90)
        )
        pen.cut(poly([(0.0, -1.0), (-0.2, -1.06 + b), (0, -1.1)]), (196, 58, 52))
        with pen.at(0, 0, 0, 0.72):
            _hull(pen, c)


def _ship(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, 0, 1.6 * math.sin(pose.time * 1.4)):
        for x in (-0.26, 0.06):
            pen.cut(poly([(x, -0.66), (x + 0.02, -0.98), (x + 0.18, -0.98), (x + 0.2, -0.66)]), (200, 66, 58))
            pen.mark(box(x + 0.01, -0.9, 0.18, 0.06), CREAM)
            for i in range(3):
                t = (pose.time * 0.4 + i / 3 + x) % 1
                pen.mark(
                    oval(x + 0.1 - t * 0.4, -1.02 - t * 0.2, 0.04 + t * 0.09), (236, 232, 226), 0.8 * (1 - t)
                )
        pen.cut(box(-0.56, -0.7, 1.0, 0.16), CREAM)
        pen.cut(box(-0.66, -0.55, 1.24, 0.18), CREAM, -0.06)
        for i in range(8):
            pen.mark(oval(-0.56 + i * 0.145, -0.47, 0.03), LAMP if pen.light.lit else GLASS)
        _hull(pen, c, (200, 66, 58))


def _boat_of_paper(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, 0, 5 * math.sin(pose.time * 2.1)):
        pen.cut(poly([(-0.34, -0.4), (0.0, -1.0), (0.36, -0.4)]), c, -0.05)
        pen.mark(poly([(0.0, -1.0), (0.36, -0.4), (0.04, -0.4)]), shade(c, -0.14))
        pen.cut(poly([(-0.9, -0.56), (0.0, -0.36), (0.92, -0.6), (0.5, 0.0), (-0.5, 0.0)]), c, lift=1.4)
        pen.mark(poly([(0.0, -0.36), (0.92, -0.6), (0.5, 0.0), (0.12, 0.0)]), shade(c, -0.1))
        pen.stroke(poly([(-0.7, -0.5), (-0.4, 0)], closed=False), (130, 160, 190), 0.012, 0.7)


def _train(pen: Pen, pose: Pose, c: RGB) -> None:
    j = 0.006 * math.sin(pose.time * 18)
    with pen.at(0, j):
        _wagon(pen, -1.52, mix(c, (206, 82, 62), 0.85))
        for i in range(4):
            t = (pose.time * 0.6 + i / 4) % 1
            pen.cut(
                oval(0.52 - t * 0.9, -1.04 - t * 0.34, 0.07 + t * 0.12), (240, 234, 224), lift=0.5 * (1 - t)
            )
        pen.cut(poly([(0.42, -0.7), (0.38, -1.0), (0.64, -1.0), (0.6, -0.7)]), (62, 56, 64))
        pen.cut(box(-0.62, -0.98, 0.56, 0.78), c, -0.06, lift=1.3)
        window(pen, soft_box(-0.5, -0.86, 0.32, 0.28, 0.03), pen.light.lit)
        pen.cut(box(-0.7, -1.05, 0.72, 0.09), (196, 58, 52))
        pen.cut(soft_box(-0.12, -0.74, 0.9, 0.48, 0.16), c, lift=1.3)
        for x in (0.08, 0.4):
            pen.cut(box(x, -0.74, 0.05, 0.48), (226, 176, 70), lift=0.3)
        pen.cut(oval(0.24, -0.78, 0.085, 0.1), (226, 176, 70))
        pen.cut(oval(0.76, -0.52, 0.09), LAMP, lift=0.6)
        pen.cut(poly([(0.62, -0.24), (0.98, -0.02), (0.62, -0.02)]), (196, 58, 52))
        pen.cut(box(-0.66, -0.28, 1.36, 0.1), (62, 56, 64))
        lamp_cone(pen, 0.84, -0.52)
    for x, r in ((-0.42, 0.2), (0.02, 0.14), (0.34, 0.14), (-1.92, 0.13), (-1.16, 0.13)):
        wheel(pen, x, -r, r, pose.spin * 0.2 / r, (200, 66, 58))
    a = math.radians(pose.spin)
    rod = limb(
        -0.42 + math.cos(a) * 0.1,
        -0.18 + math.sin(a) * 0.1,
        0.34 + math.cos(a) * 0.07,
        -0.14 + math.sin(a) * 0.07,
        0.02,
        0.02,
    )
    pen.cut(rod, (178, 178, 180), lift=0.5)


def _wagon(pen: Pen, x: float, c: RGB) -> None:
    pen.cut(box(x + 0.6, -0.3, 0.4, 0.05), TYRE)
    pen.cut(soft_box(x - 0.62, -0.88, 1.24, 0.66, 0.06), c, lift=1.3)
    pen.cut(soft_box(x - 0.66, -0.95, 1.32, 0.1, 0.05), (250, 236, 206))
    for i in range(3):
        window(pen, soft_box(x - 0.5 + i * 0.36, -0.76, 0.27, 0.26, 0.03), pen.light.lit)
    pen.mark(box(x - 0.62, -0.4, 1.24, 0.05), CREAM, 0.8)


def _submarine(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(-0.9, -0.4, 0, 1, math.cos(pose.time * 9)):
        pen.cut(
            blob([(0, 0), (0.05, -0.24), (-0.05, -0.24), (0, 0), (-0.05, 0.24), (0.05, 0.24)]), (170, 110, 60)
        )
    pen.cut(tube([(0.1, -0.8), (0.1, -1.0), (0.24, -1.0)], 0.03, 0.03), (170, 110, 60))
    pen.cut(poly([(-0.2, -0.6), (-0.12, -0.86), (0.24, -0.86), (0.3, -0.6)]), c, -0.1)
    pen.cut(
        blob([(-0.86, -0.4), (-0.5, -0.68), (0.4, -0.7), (0.8, -0.4), (0.4, -0.08), (-0.5, -0.12)]),
        c,
        lift=1.4,
    )
    for x in (-0.34, 0.02, 0.38):
        pen.cut(oval(x, -0.42, 0.12), (170, 110, 60), lift=0.5)
        pen.cut(oval(x, -0.42, 0.08), LAMP, lift=0.3)


def _sledge(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(
        tube([(-0.8, -0.06), (0.4, -0.05), (0.82, -0.2), (0.86, -0.5), (0.7, -0.56)], 0.035, 0.03),
        (214, 164, 66),
    )
    for x in (-0.5, 0.3):
        pen.cut(limb(x, -0.08, x, -0.4, 0.03, 0.03), WOOD)
    pen.cut(
        blob(
            [
                (-0.86, -0.86),
                (-0.7, -0.36),
                (0.6, -0.34),
                (0.7, -0.5),
                (0.3, -0.5),
                (-0.3, -0.52),
                (-0.56, -0.9),
            ]
        ),
        c,
        lift=1.3,
    )


DRAWN = {
    "car": _car, "taxi": _taxi, "bus": _bus, "truck": _truck, "tractor": _tractor, "bicycle": _bicycle,
    "boat": _boat, "ship": _ship, "sailboat": _sailboat, "train": _train, "submarine": _submarine,
    "sledge": _sledge, "boat_of_paper": _boat_of_paper,
}  # fmt: skip
