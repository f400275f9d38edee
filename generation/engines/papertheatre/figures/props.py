"""Things that stand about, roll or grow: ball, furniture, buildings, lamps, food, plants. Figure heights."""

import math

from ..outline import blob, box, limb, oval, poly, soft_box
from ..paper import CREAM, LAMP, RGB, Pen, mix, shade
from ..repertoire import COLOURS
from . import plants, tackle
from .flyers import flame
from .head import star
from .plants import BARK, LEAF
from .pose import Pose

COATS: dict[str, RGB] = {
    "ball": (206, 66, 60), "house": (232, 206, 168), "castle": (196, 182, 172), "lighthouse": (206, 66, 60),
    "tent": (232, 150, 70), "lamp": (58, 62, 76), "lantern": (206, 66, 60), "candle": (246, 236, 214),
    "fire": (214, 82, 52), "umbrella": (196, 58, 52), "guitar": (206, 132, 66), "drum": (196, 58, 52),
    "cake": (240, 206, 176), "apple": (200, 58, 52), "book": (62, 100, 150), "chair": (170, 106, 66),
    "table": (170, 112, 70), "box": (206, 162, 108), "gift": (74, 148, 150), "cup": (74, 148, 150),
    "tree": LEAF, "fir": (62, 112, 90), "palm": (110, 158, 84), "flower": (226, 104, 118),
    "sunflower": (244, 190, 70), "cactus": (96, 152, 104), "mushroom": (200, 62, 54), "bush": (104, 150,
    86), **tackle.COATS,
}  # fmt: skip


class Prop:
    def __init__(self, lemma: str, colour: str | None) -> None:
        self.lemma = lemma
        self.coat = COLOURS.get(colour or "", COATS[lemma])

    def draw(self, pen: Pen, pose: Pose) -> None:
        with pen.at(0, -pose.rise, 0, 1 + pose.squash * 0.5, 1 - pose.squash):
            if self.lemma == "ball":
                _ball(pen, pose, self.coat)
                return
            with pen.at(0, -0.5 if pose.turn else 0, pose.turn):
                with pen.at(0, 0.5 if pose.turn else 0):
                    DRAWN[self.lemma](pen, pose, self.coat)


def _ball(pen: Pen, pose: Pose, c: RGB) -> None:
    globe = oval(0, -0.5, 0.5, wobble=0.006)
    pen.cut(globe, c, lift=1.0)
    with pen.inside(globe):
        with pen.at(0, -0.5, pose.spin):
            for i in range(3):
                with pen.at(0, 0, i * 120):
                    pen.mark(blob([(0, -0.06), (-0.19, -0.34), (0, -0.6), (0.19, -0.34)], tension=1.3), CREAM)
            pen.mark(oval(0, 0, 0.11), (241, 190, 74))
        pen.mark(
            blob([(0.5, -0.9), (0.55, -0.3), (0.1, 0.05), (-0.4, 0.0), (0.1, -0.1), (0.4, -0.45)]),
            (60, 30, 60),
            0.16,
        )
        pen.mark(oval(-0.2, -0.74, 0.11, 0.075), CREAM, 0.55)


def _house(pen: Pen, pose: Pose, c: RGB) -> None:
    lit = LAMP if pen.light.lit else (170, 206, 212)
    pen.cut(box(0.16, -0.98, 0.12, 0.3), (176, 92, 74))
    pen.cut(box(-0.38, -0.58, 0.76, 0.58), c, lift=1.3)
    for x in (-0.28, 0.12):
        pen.cut(box(x, -0.44, 0.16, 0.17), CREAM, lift=0.5)
        pen.cut(box(x + 0.02, -0.42, 0.12, 0.13), lit, lift=-0.3)
        pen.stroke(poly([(x + 0.08, -0.42), (x + 0.08, -0.29)], closed=False), CREAM, 0.012)
        pen.cut(box(x - 0.02, -0.27, 0.2, 0.05), (206, 96, 74), lift=0.5)
    pen.cut(soft_box(-0.08, -0.26, 0.16, 0.28, 0.05), (150, 84, 62), lift=0.6)
    pen.mark(oval(0.04, -0.12, 0.012), LAMP)
    roof = poly([(-0.48, -0.54), (0.0, -0.96), (0.48, -0.54)])
    pen.cut(roof, (186, 84, 66), lift=1.5)
    with pen.inside(roof):
        for row in range(5):
            for i in range(14):
                x = -0.52 + (i + row % 2 * 0.5) * 0.08
                pen.stroke(oval(x, -0.92 + row * 0.085, 0.045), (150, 62, 52), 0.009, 0.7)
    pen.cut(oval(0, -0.7, 0.065), lit, lift=-0.3)
    if pen.light.lit:
        pen.glow(-0.2, -0.36, 0.3, LAMP, 0.4)
        pen.glow(0.2, -0.36, 0.3, LAMP, 0.4)


def _castle(pen: Pen, pose: Pose, c: RGB) -> None:
    lit = LAMP if pen.light.lit else (92, 84, 100)
    for x, h, w in ((-0.36, 0.66, 0.2), (0.36, 0.6, 0.2), (0.0, 0.8, 0.24)):
        pen.cut(box(x - w / 2, -h, w, h), c, -0.06 if x else 0.04, lift=1.2)
        pen.cut(poly([(x - w * 0.66, -h + 0.01), (x, -h - 0.24), (x + w * 0.66, -h + 0.01)]), (166, 72, 84))
        pen.cut(limb(x, -h - 0.22, x, -h - 0.32, 0.006, 0.006), BARK, lift=0.3)
        wave = 0.02 * math.sin(pose.time * 4 + x * 9)
        pen.cut(
            poly([(x, -h - 0.32), (x + 0.12, -h - 0.29 + wave), (x, -h - 0.25)]), (241, 190, 74), lift=0.4
        )
        pen.cut(soft_box(x - 0.03, -h + 0.1, 0.06, 0.1, 0.03), lit, lift=-0.3)
    wall = [(-0.46, 0.0), (-0.46, -0.36)]
    for i in range(7):
        a = -0.46 + i * 0.132
        wall += [(a, -0.42), (a + 0.066, -0.42), (a + 0.066, -0.36), (a + 0.132, -0.36)]
    pen.cut(poly([*wall, (0.46, 0.0)]), c, lift=1.3)
    pen.cut(
        blob([(-0.1, 0.0), (-0.1, -0.2), (0, -0.28), (0.1, -0.2), (0.1, 0.0)], tension=0.7),
        (104, 70, 62),
        lift=-0.5,
    )


def _lighthouse(pen: Pen, pose: Pose, c: RGB) -> None:
    if pen.light.lit:
        a = math.sin(pose.time * 0.9) * 0.2
        for s in (-1, 1):
            pen.mark(
                poly([(0, -0.86), (s * 0.84, -0.94 + a), (s * 0.84, -0.74 + a)]), LAMP, 0.18, graded=False
            )
    tower = poly([(-0.17, 0), (-0.11, -0.74), (0.11, -0.74), (0.17, 0)])
    pen.cut(tower, CREAM, lift=1.4)
    with pen.inside(tower):
        for y in (-0.66, -0.38, -0.1):
            pen.mark(poly([(-0.3, y), (0.3, y - 0.02), (0.3, y - 0.15), (-0.3, y - 0.13)]), c)
    pen.cut(box(-0.15, -0.78, 0.3, 0.05), (70, 62, 70))
    pen.cut(box(-0.08, -0.92, 0.16, 0.15), LAMP, lift=0.4)
    pen.cut(poly([(-0.12, -0.91), (0, -1.02), (0.12, -0.91)]), c)
    pen.glow(0, -0.85, 0.34, LAMP, 0.7)


def _tent(pen: Pen, pose: Pose, c: RGB) -> None:
    tent = poly([(-0.8, 0), (0.0, -1.0), (0.8, 0)])
    pen.cut(tent, c, lift=1.4)
    with pen.inside(tent):
        for x in (-0.6, -0.2, 0.2, 0.6):
            pen.mark(poly([(0, -1.0), (x - 0.1, 0), (x + 0.1, 0)]), CREAM, 0.9)
    pen.cut(poly([(0, -0.62), (-0.2, 0), (0.2, 0)]), LAMP if pen.light.lit else (92, 60, 56), lift=-0.4)


def _lamp(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(limb(0, 0, 0, -0.8, 0.026, 0.018), c)
    pen.cut(blob([(-0.1, 0), (-0.05, -0.08), (0.05, -0.08), (0.1, 0)]), c)
    pen.cut(
        poly([(-0.08, -0.8), (-0.11, -0.95), (0.11, -0.95), (0.08, -0.8)]), LAMP if pen.light.lit else CREAM
    )
    pen.cut(poly([(-0.14, -0.94), (0, -1.02), (0.14, -0.94)]), c)
    if pen.light.lit:
        pen.glow(0, -0.87, 0.52, LAMP, 0.75)


def _lantern(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, -1.0, 6 * math.sin(pose.time * 1.7)):
        pen.cut(
            blob(
                [
                    (0, 0.12),
                    (0.3, 0.24),
                    (0.38, 0.5),
                    (0.3, 0.76),
                    (0, 0.88),
                    (-0.3, 0.76),
                    (-0.38, 0.5),
                    (-0.3, 0.24),
                ]
            ),
            c,
        )
        for k in (0.34, 0.5, 0.66):
            pen.stroke(blob([(-0.37, k), (0, k + 0.03), (0.37, k)], closed=False), shade(c, -0.3), 0.014, 0.7)
        for y in (0.08, 0.86):
            pen.cut(box(-0.15, y, 0.3, 0.07), (226, 176, 70))
        pen.glow(0, 0.5, 0.7, LAMP, 0.6)


def _candle(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(box(-0.12, -0.66, 0.24, 0.66), c, lift=1.2)
    pen.mark(blob([(-0.12, -0.66), (0.12, -0.66), (0.08, -0.5), (0.02, -0.58), (-0.06, -0.44)]), CREAM)
    with pen.at(0, -0.66, 180):
        flame(pen, 0, 0.02, 0.26, pose.time)
    pen.glow(0, -0.8, 0.58, LAMP, 0.6)


def _fire(pen: Pen, pose: Pose, c: RGB) -> None:
    for a, b in (((-0.5, -0.04), (0.4, -0.2)), ((0.5, -0.04), (-0.4, -0.2))):
        pen.cut(limb(*a, *b, 0.08, 0.07), BARK)
    with pen.at(0, -0.12, 180):
        for x, s in ((-0.2, 0.52), (0.22, 0.56), (0.0, 0.8)):
            flame(pen, x, 0.0, s, pose.time + x * 7)
    pen.glow(0, -0.4, 0.8, LAMP, 0.55)


def _umbrella(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(limb(0, 0, 0, -0.9, 0.018, 0.014), BARK)
    top = blob(
        [
            (-0.72, -0.56),
            (-0.5, -0.84),
            (0, -1.0),
            (0.5, -0.84),
            (0.72, -0.56),
            (0.36, -0.62),
            (0, -0.56),
            (-0.36, -0.62),
        ]
    )
    pen.cut(top, c, lift=1.6)
    with pen.inside(top):
        for x in (-0.36, 0.36):
            pen.mark(poly([(0, -1.02), (x - 0.18, -0.5), (x + 0.18, -0.5)]), CREAM)


def _guitar(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(box(-0.035, -0.98, 0.07, 0.6), (92, 60, 44))
    pen.cut(blob([(0, -0.52), (0.2, -0.46), (0.16, -0.32), (0.28, -0.14), (0.14, 0), (-0.14, 0), (-0.28,
        -0.14), (-0.16, -0.32), (-0.2, -0.46)]), c, lift=1.3)  # fmt: skip
    pen.cut(oval(0, -0.28, 0.075), (70, 44, 40), lift=-0.3)
    pen.stroke(poly([(0.0, -0.95), (0.0, -0.08)], closed=False), CREAM, 0.008)


def _drum(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(
        blob([(-0.6, -0.8), (0.6, -0.8), (0.58, -0.1), (0, 0.02), (-0.58, -0.1)], tension=0.5), c, lift=1.3
    )
    for i in range(5):
        x = -0.5 + i * 0.25
        pen.stroke(poly([(x, -0.7), (x + 0.12, -0.06), (x + 0.25, -0.7)], closed=False), LAMP, 0.025)
    pen.cut(oval(0, -0.8, 0.62, 0.17), CREAM)


def _cake(pen: Pen, pose: Pose, c: RGB) -> None:
    for x in (-0.2, 0.0, 0.2):
        pen.cut(box(x - 0.02, -0.92, 0.04, 0.24), (74, 158, 156) if x else (206, 66, 60), lift=0.5)
        with pen.at(x, -0.92, 180):
            flame(pen, 0, 0, 0.09, pose.time + x * 5)
    pen.cut(soft_box(-0.36, -0.7, 0.72, 0.36, 0.04), c, lift=1.2)
    pen.cut(soft_box(-0.52, -0.38, 1.04, 0.38, 0.04), c, -0.06, lift=1.3)
    for y, w in ((-0.7, 0.36), (-0.38, 0.52)):
        drip = [
            (w, y - 0.02),
            *[(w - i * w / 4, y + 0.06 + 0.08 * (i % 2)) for i in range(9)],
            (-w, y - 0.02),
        ]
        pen.cut(blob(drip), (226, 124, 136), lift=0.6)


def _apple(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(
        blob(
            [
                (0, -0.82),
                (0.3, -0.9),
                (0.46, -0.6),
                (0.3, -0.1),
                (0, -0.04),
                (-0.3, -0.1),
                (-0.46, -0.6),
                (-0.3, -0.9),
            ]
        ),
        c,
    )
    pen.cut(limb(0, -0.8, 0.04, -1.0, 0.025, 0.02), BARK)
    pen.cut(blob([(0.05, -0.92), (0.2, -1.06), (0.36, -1.0), (0.2, -0.9)]), LEAF)
    pen.mark(oval(-0.2, -0.66, 0.07, 0.1), CREAM, 0.6)


def _book(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(
        blob([(-0.9, -0.8), (0, -0.66), (0.9, -0.8), (0.94, -0.1), (0, 0), (-0.94, -0.1)], tension=0.4),
        c,
        lift=1.3,
    )
    for s in (-1, 1):
        pen.cut(
            blob(
                [
                    (0, -0.66),
                    (s * 0.4, -0.86),
                    (s * 0.84, -0.8),
                    (s * 0.86, -0.2),
                    (s * 0.4, -0.24),
                    (0, -0.08),
                ],
                tension=0.7,
            ),
            CREAM,
        )
        for i in range(4):
            pen.stroke(
                blob([(s * 0.14, -0.6 + i * 0.1), (s * 0.7, -0.7 + i * 0.1)], closed=False),
                (150, 140, 140),
                0.02,
                0.6,
            )


def _chair(pen: Pen, pose: Pose, c: RGB) -> None:
    for x in (-0.26, 0.28):
        pen.cut(limb(x, -0.46, x, 0, 0.035, 0.028), c, -0.15)
    pen.cut(soft_box(-0.32, -1.0, 0.1, 0.58, 0.04), c)
    pen.cut(soft_box(-0.32, -0.98, 0.16, 0.3, 0.05), (206, 96, 74))
    pen.cut(soft_box(-0.34, -0.52, 0.7, 0.11, 0.04), (206, 96, 74))


def _table(pen: Pen, pose: Pose, c: RGB) -> None:
    for x in (-0.6, 0.6):
        pen.cut(limb(x, -0.86, x * 1.05, 0, 0.06, 0.045), c, -0.18)
    pen.cut(soft_box(-0.85, -0.98, 1.7, 0.15, 0.05), c, lift=1.3)
    pen.cut(
        blob([(-0.3, -1.0), (0.3, -1.0), (0.36, -0.66), (0, -0.5), (-0.36, -0.66)], tension=0.4),
        CREAM,
        lift=0.7,
    )


def _box(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(box(-0.5, -0.78, 1.0, 0.78), c, lift=1.3)
    pen.mark(box(-0.09, -0.78, 0.18, 0.78), mix(c, CREAM, 0.5))
    pen.cut(poly([(-0.5, -0.78), (-0.78, -0.98), (-0.18, -0.94), (0.0, -0.78)]), c, 0.14)
    pen.cut(poly([(0.5, -0.78), (0.76, -1.0), (0.2, -0.94), (0.0, -0.78)]), c, 0.1)


def _gift(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(box(-0.44, -0.64, 0.88, 0.64), c, lift=1.3)
    for i in range(12):
        pen.mark(star(-0.34 + i % 4 * 0.23, -0.5 + i // 4 * 0.2, 0.05), CREAM, 0.8)
    pen.cut(box(-0.5, -0.76, 1.0, 0.16), c, -0.1)
    pen.cut(box(-0.08, -0.76, 0.16, 0.76), (206, 66, 60), lift=0.4)
    for s in (-1, 1):
        pen.cut(blob([(0, -0.76), (s * 0.14, -0.98), (s * 0.36, -0.96), (s * 0.3, -0.8)]), (206, 66, 60))


def _cup(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.stroke(oval(0.4, -0.42, 0.17, 0.19), c, 0.08)
    pen.cut(blob([(-0.42, -0.76), (0.42, -0.76), (0.34, -0.04), (-0.34, -0.04)], tension=0.4), c, lift=1.3)
    pen.cut(oval(0, -0.76, 0.42, 0.09), (96, 62, 52), lift=0.3)
    for x in (-0.14, 0.12):
        s = math.sin(pose.time * 2.4 + x * 8) * 0.06
        pen.stroke(
            blob([(x, -0.84), (x + s, -0.96), (x - s, -1.08), (x + s, -1.2)], closed=False), CREAM, 0.03, 0.6
        )


DRAWN = {
    **plants.DRAWN, "house": _house, "castle": _castle, "lighthouse": _lighthouse, "tent": _tent,
    "lamp": _lamp, "lantern": _lantern, "candle": _candle, "fire": _fire, "umbrella": _umbrella,
    "guitar": _guitar, "drum": _drum, "cake": _cake, "apple": _apple, "book": _book, "chair": _chair,
    "table": _table, "box": _box, "gift": _gift, "cup": _cup, **tackle.DRAWN,
}  # fmt: skip
