"""Creatures of the water and the small ones of the meadow. Units: figure heights, the middle of the base at 0."""

import math

from ..outline import blob, limb, oval, poly, tube
from ..paper import CREAM, RGB, Pen, mix, shade
from ..repertoire import COLOURS
from .beast import ink_eye
from .head import BLUSH, PLUM
from .pose import Pose

COATS: dict[str, RGB] = {
    "fish": (236, 130, 62), "shark": (112, 134, 156), "whale": (66, 104, 152), "dolphin": (104, 152, 178),
    "octopus": (206, 92, 104), "jellyfish": (232, 156, 178), "turtle": (104, 148, 86), "frog": (118, 168, 78),
    "snail": (222, 176, 116), "butterfly": (228, 118, 70), "bee": (241, 190, 74), "dragon": (86, 146, 104),
}  # fmt: skip


class Creature:
    """One figure drawn by the function of its name below."""

    def __init__(self, lemma: str, colour: str | None) -> None:
        self.lemma = lemma
        self.coat = COLOURS.get(colour or "", COATS[lemma])

    def draw(self, pen: Pen, pose: Pose) -> None:
        with pen.at(0, -pose.rise, 0, 1 + pose.squash * 0.5, 1 - pose.squash):
            with pen.at(0, -0.5, pose.turn):
                with pen.at(0, 0.5):
                    DRAWN[self.lemma](pen, pose, self.coat)


def _fish(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(-0.42, -0.5, 0, 1 - 0.25 * abs(pose.wag), 1):
        pen.cut(blob([(0.06, 0), (-0.2, -0.2), (-0.42, -0.34), (-0.34, 0.0), (-0.42, 0.34), (-0.2, 0.2)],
            tension=0.7), c, -0.16)  # fmt: skip
    pen.cut(blob([(-0.2, -0.8), (0.05, -1.0), (0.3, -0.86), (0.2, -0.7)]), c, -0.16)
    body = blob(
        [(-0.5, -0.5), (-0.2, -0.8), (0.24, -0.84), (0.6, -0.56), (0.62, -0.42), (0.24, -0.16), (-0.2, -0.2)]
    )
    pen.cut(body, c, lift=1.3)
    with pen.inside(body):
        pen.mark(blob([(-0.5, -0.3), (0.3, -0.34), (0.7, -0.3), (0.5, 0), (-0.5, 0)]), mix(c, CREAM, 0.55))
        for i in range(8):
            x, y = -0.3 + i % 4 * 0.13, -0.62 + i // 4 * 0.14
            arc = blob([(x, y - 0.06), (x + 0.05, y), (x, y + 0.06)], closed=False)
            pen.stroke(arc, shade(c, -0.3), 0.016, 0.7)
        pen.mark(blob([(0.2, -0.9), (0.28, -0.5), (0.2, -0.1), (0.14, -0.5)]), CREAM, 0.85)
        pen.mark(oval(0.42, -0.4, 0.06, 0.045), BLUSH, 0.6)
    if pose.mouth > 0.08:
        pen.mark(oval(0.58, -0.46, 0.05, 0.03 + 0.06 * pose.mouth), PLUM)
    ink_eye(pen, 0.42, -0.56, 0.055, pose)
    with pen.at(0.06, -0.42, 20 * pose.wag):
        pen.cut(
            blob([(0.08, 0), (-0.06, -0.06), (-0.22, 0.1), (-0.14, 0.2), (0.02, 0.12)]), c, -0.2, lift=0.6
        )


def _shark(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(-0.75, -0.5, 0, 1 - 0.2 * abs(pose.wag), 1):
        pen.cut(poly([(0.12, 0), (-0.22, -0.42), (-0.14, -0.04), (-0.24, 0.28)]), c, -0.1)
    pen.cut(poly([(-0.18, -0.72), (0.0, -1.06), (0.16, -0.72)]), c, -0.1)
    body = blob([(-0.86, -0.5), (-0.4, -0.7), (0.2, -0.78), (0.72, -0.62), (0.92, -0.5), (0.6, -0.32), (0.0,
        -0.22), (-0.5, -0.36)])  # fmt: skip
    pen.cut(body, c, lift=1.3)
    with pen.inside(body):
        pen.mark(blob([(-0.8, -0.36), (0.0, -0.42), (0.9, -0.44), (0.7, -0.1), (-0.7, -0.1)]), CREAM)
        gape = 0.03 + 0.12 * pose.mouth
        pen.mark(blob([(0.5, -0.42), (0.84, -0.46), (0.7, -0.4 + gape), (0.54, -0.38 + gape)]), PLUM)
        for i in range(5):
            x = 0.54 + i * 0.055
            pen.mark(poly([(x, -0.44), (x + 0.05, -0.445), (x + 0.025, -0.38)]), CREAM)
        for x in (0.22, 0.28, 0.34):
            pen.stroke(blob([(x, -0.6), (x - 0.02, -0.52), (x, -0.44)], closed=False), shade(c, -0.3), 0.014)
    ink_eye(pen, 0.56, -0.58, 0.032, pose)
    pen.cut(poly([(0.14, -0.34), (-0.2, -0.02), (-0.06, -0.3)]), c, -0.16)


def _whale(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(-0.66, -0.5, 14 * pose.wag):
        pen.cut(
            blob([(0.14, 0.1), (-0.16, -0.1), (-0.36, -0.44), (-0.12, -0.36), (0.02, -0.44), (0.04, -0.2)]),
            c,
            -0.1,
        )
    body = blob([(-0.78, -0.44), (-0.4, -0.62), (0.1, -0.92), (0.64, -0.86), (0.86, -0.5), (0.66, -0.14),
        (0.1, -0.06), (-0.44, -0.26)])  # fmt: skip
    pen.cut(body, c, lift=1.4)
    with pen.inside(body):
        belly = blob([(-0.5, -0.24), (0.2, -0.34), (0.9, -0.4), (0.8, 0.1), (-0.4, 0.1)])
        pen.mark(belly, CREAM)
        for i in range(5):
            y = -0.28 + i * 0.055
            pen.stroke(
                blob([(0.0, y), (0.4, y - 0.04), (0.84, y - 0.06)], closed=False), (186, 176, 170), 0.012
            )
        if pose.mouth > 0.08:
            pen.mark(blob([(0.5, -0.4), (0.9, -0.46), (0.9, -0.36 + 0.1 * pose.mouth), (0.6, -0.34)]), PLUM)
        pen.mark(oval(0.44, -0.44, 0.07, 0.05), BLUSH, 0.5)
    ink_eye(pen, 0.52, -0.54, 0.04, pose)
    pen.cut(blob([(0.2, -0.2), (0.0, -0.02 + pose.wag * 0.04), (-0.08, 0.04), (0.02, -0.22)]), c, -0.14)
    for side in (-1, 1):
        spout = tube(
            [(0.3, -0.9), (0.3 + side * 0.03, -1.1), (0.3 + side * 0.16, -1.16), (0.3 + side * 0.2, -1.04)],
            0.03,
            0.015,
        )
        pen.cut(spout, (196, 226, 232), lift=0.5)


def _dolphin(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(-0.66, -0.46, 16 * pose.wag):
        pen.cut(poly([(0.14, -0.04), (-0.26, -0.24), (-0.14, 0.0), (-0.3, 0.16), (0.1, 0.08)]), c, -0.12)
    pen.cut(blob([(-0.06, -0.68), (-0.12, -0.98), (0.2, -0.7)]), c, -0.12)
    body = blob([(-0.72, -0.42), (-0.3, -0.7), (0.24, -0.78), (0.58, -0.62), (0.66, -0.52), (0.9, -0.48),
        (0.9, -0.4), (0.62, -0.36), (0.2, -0.26), (-0.3, -0.3)])  # fmt: skip
    pen.cut(body, c, lift=1.3)
    with pen.inside(body):
        pen.mark(blob([(-0.6, -0.32), (0.2, -0.42), (0.96, -0.42), (0.6, -0.1), (-0.5, -0.1)]), CREAM)
        pen.mark(oval(0.42, -0.44, 0.05, 0.036), BLUSH, 0.5)
    with pen.at(0.6, -0.42, 20 * pose.mouth):
        pen.cut(blob([(0, -0.01), (0.28, 0.0), (0.26, 0.04), (0, 0.07)]), c, 0.2, lift=0.3)
    ink_eye(pen, 0.5, -0.55, 0.032, pose)
    pen.cut(blob([(0.14, -0.32), (-0.04, -0.08), (-0.1, -0.1), (-0.04, -0.34)]), c, -0.16)


def _octopus(pen: Pen, pose: Pose, c: RGB) -> None:
    for i in range(6):
        x = -0.3 + i * 0.12
        w = math.sin(pose.time * 4 + i * 1.1) * 0.08
        line = [
            (x * 0.8, -0.42),
            (x * 1.2, -0.24),
            (x * 1.6 + w, -0.12),
            (x * 1.8 - w, -0.02 - 0.04 * (i % 2)),
        ]
        pen.cut(tube(line, 0.075, 0.02), c, -0.08 if i % 2 else -0.02)
    head = blob(
        [(0, -1.0), (0.3, -0.9), (0.36, -0.64), (0.28, -0.36), (-0.28, -0.36), (-0.36, -0.64), (-0.3, -0.9)]
    )
    pen.cut(head, c, lift=1.2)
    for x, y, r in ((-0.2, -0.82, 0.05), (-0.08, -0.9, 0.035), (0.22, -0.84, 0.04)):
        pen.mark(oval(x, y, r), shade(c, 0.25))
    for x in (-0.06, 0.2):
        ink_eye(pen, x, -0.6, 0.05, pose)
        pen.mark(oval(x, -0.48, 0.05, 0.035), BLUSH, 0.6)
    _small_mouth(pen, 0.07, -0.48, pose, 0.07)


def _jellyfish(pen: Pen, pose: Pose, c: RGB) -> None:
    for i in range(5):
        x = -0.26 + i * 0.13
        line = [
            (x, -0.52),
            (x + math.sin(pose.time * 3 + i) * 0.05, -0.3),
            (x - math.sin(pose.time * 3 + i) * 0.06, -0.02),
        ]
        pen.cut(tube(line, 0.04, 0.012), c, 0.15)
    pen.cut(blob([(-0.4, -0.5), (-0.32, -0.84), (0, -1.0), (0.32, -0.84), (0.4, -0.5), (0.2, -0.44), (0,
        -0.5), (-0.2, -0.44)]), c)  # fmt: skip
    for x in (-0.08, 0.14):
        ink_eye(pen, x, -0.7, 0.036, pose)
    _small_mouth(pen, 0.03, -0.6, pose, 0.05)


def _small_mouth(pen: Pen, x: float, y: float, pose: Pose, w: float) -> None:
    if pose.mouth > 0.08:
        pen.mark(oval(x, y, w * 0.8, w * (0.3 + pose.mouth)), PLUM)
    else:
        pen.stroke(blob([(x - w, y), (x, y + w * 0.5), (x + w, y)], closed=False), PLUM, w * 0.3)


def _turtle(pen: Pen, pose: Pose, c: RGB) -> None:
    for x, a, by in (
        (0.3, pose.arm_far, -0.2),
        (-0.34, pose.leg_far, -0.2),
        (0.38, pose.arm_near, 0),
        (-0.26, pose.leg_near, 0),
    ):
        with pen.at(x, -0.34, -a):
            pen.cut(blob([(-0.1, 0), (0.12, 0), (0.12, 0.34), (-0.12, 0.34)]), c, by)
    pen.cut(limb(0.4, -0.4, 0.66, -0.56, 0.1, 0.1), c)
    pen.cut(oval(0.74, -0.64, 0.19, 0.17), c)
    ink_eye(pen, 0.79, -0.68, 0.04, pose)
    _small_mouth(pen, 0.82, -0.56, pose, 0.05)
    shell = blob([(-0.62, -0.28), (-0.5, -0.72), (0, -1.0), (0.46, -0.72), (0.58, -0.28)])
    pen.cut(shell, (150, 106, 66), lift=1.3)
    with pen.inside(shell):
        for x, y in ((-0.3, -0.46), (0.0, -0.5), (0.3, -0.46), (-0.15, -0.74), (0.15, -0.74)):
            pen.mark(oval(x, y, 0.13, 0.12, 0.06), (190, 146, 86))


def _frog(pen: Pen, pose: Pose, c: RGB) -> None:
    for s in (-1, 1):
        pen.cut(
            blob([(s * 0.2, -0.3), (s * 0.56, -0.4), (s * 0.6, -0.1), (s * 0.72, 0), (s * 0.3, 0)]), c, -0.14
        )
    pen.cut(
        blob([(0, -0.72), (0.34, -0.6), (0.42, -0.24), (0.2, 0), (-0.2, 0), (-0.42, -0.24), (-0.34, -0.6)]), c
    )
    pen.mark(oval(0, -0.2, 0.24, 0.2), mix(c, CREAM, 0.6))
    for s in (-1, 1):
        pen.cut(oval(s * 0.22, -0.8, 0.15), c)
        ink_eye(pen, s * 0.22 + 0.02, -0.82, 0.065, pose)
        pen.mark(oval(s * 0.3, -0.5, 0.07, 0.05), BLUSH, 0.6)
    _small_mouth(pen, 0.0, -0.52, pose, 0.16)


def _snail(pen: Pen, pose: Pose, c: RGB) -> None:
    s = 0.04 * pose.wag
    pen.cut(
        blob([(-0.7, 0), (-0.5, -0.14), (0.3, -0.16), (0.48, -0.5), (0.66, -0.56), (0.72, -0.3), (0.6, 0)]),
        c,
        0.2,
    )
    for x in (0.54, 0.66):
        pen.cut(limb(x, -0.5, x + 0.05 + s, -0.78, 0.02, 0.018), c, 0.2, lift=0.4)
        ink_eye(pen, x + 0.05 + s, -0.82, 0.035, pose)
    _small_mouth(pen, 0.63, -0.34, pose, 0.05)
    pen.cut(oval(-0.1, -0.46, 0.42), (198, 104, 74), lift=1.3)
    for r, k in ((0.3, (226, 150, 96)), (0.2, (198, 104, 74)), (0.1, (240, 190, 120))):
        pen.cut(oval(-0.08, -0.44, r), k, lift=0.5)


def _butterfly(pen: Pen, pose: Pose, c: RGB) -> None:
    for s in (-1, 1):
        with pen.at(0, -0.5, 0, s * (0.55 + 0.45 * pose.wag), 1):
            pen.cut(blob([(0.03, 0), (0.3, -0.48), (0.6, -0.46), (0.56, -0.12), (0.24, 0.04)]), c)
            pen.cut(blob([(0.03, 0.02), (0.34, 0.04), (0.48, 0.26), (0.28, 0.46), (0.08, 0.26)]), c, 0.2)
            pen.mark(oval(0.44, -0.32, 0.09), (60, 50, 70))
            pen.mark(oval(0.3, 0.24, 0.07), CREAM)
    pen.cut(limb(0, -0.74, 0, -0.24, 0.04, 0.025), (60, 46, 56))
    for s in (-1, 1):
        pen.stroke(blob([(0, -0.76), (s * 0.06, -0.92), (s * 0.14, -0.96)], closed=False), (60, 46, 56), 0.02)


def _bee(pen: Pen, pose: Pose, c: RGB) -> None:
    for x, a in ((-0.06, -30), (0.1, 10)):
        with pen.at(x, -0.66, a + 22 * pose.wag):
            pen.cut(blob([(0, 0), (0.16, -0.3), (0, -0.44), (-0.16, -0.3)]), (226, 236, 236))
    body = blob(
        [(-0.5, -0.4), (-0.3, -0.66), (0.1, -0.74), (0.46, -0.56), (0.48, -0.3), (0.1, -0.12), (-0.3, -0.18)]
    )
    pen.cut(body, c, lift=1.2)
    with pen.inside(body):
        for x in (-0.32, -0.1, 0.12):
            pen.mark(poly([(x, -0.9), (x + 0.11, -0.9), (x + 0.09, 0), (x - 0.02, 0)]), (58, 46, 52))
    ink_eye(pen, 0.36, -0.48, 0.05, pose)
    _small_mouth(pen, 0.4, -0.34, pose, 0.045)


def _dragon(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.cut(tube([(-0.1, -0.24), (-0.4, -0.12), (-0.64, -0.2), (-0.8, -0.38)], 0.13, 0.02), c, -0.06)
    pen.cut(poly([(-0.74, -0.34), (-0.94, -0.42), (-0.84, -0.56)]), (220, 96, 62))
    with pen.at(-0.04, -0.56, -20 + 34 * pose.wag):
        pen.cut(poly([(0.08, 0), (-0.1, -0.56), (-0.3, -0.4), (-0.46, -0.46), (-0.5, -0.22), (-0.62, -0.12),
            (-0.2, 0.06)]), (220, 130, 72))  # fmt: skip
    for x, a, by in ((-0.08, pose.leg_far, -0.2), (0.08, pose.leg_near, 0)):
        with pen.at(x, -0.26, -a):
            pen.cut(blob([(-0.1, -0.06), (0.1, -0.06), (0.1, 0.2), (0.2, 0.26), (-0.1, 0.26)]), c, by)
    body = blob([(0.06, -0.7), (0.24, -0.5), (0.22, -0.22), (0.02, -0.12), (-0.24, -0.2), (-0.2, -0.48)])
    pen.cut(body, c, lift=1.2)
    with pen.inside(body):
        pen.mark(oval(0.2, -0.34, 0.14, 0.26), (240, 208, 140))
    pen.cut(tube([(0.06, -0.58), (0.16, -0.74), (0.2, -0.86)], 0.13, 0.1), c)
    with pen.at(0.3, -0.78, 24 * pose.mouth):
        pen.cut(blob([(-0.12, -0.02), (0.24, 0.0), (0.22, 0.08), (-0.08, 0.1)]), c, -0.12)
    pen.cut(
        blob(
            [
                (0.04, -0.86),
                (0.16, -1.0),
                (0.34, -0.94),
                (0.58, -0.88),
                (0.58, -0.78),
                (0.3, -0.76),
                (0.1, -0.76),
            ]
        ),
        c,
    )
    pen.cut(poly([(0.12, -0.94), (0.0, -1.12), (0.2, -0.98)]), CREAM)
    ink_eye(pen, 0.28, -0.89, 0.036, pose)
    for i in range(4):
        x, y = -0.22 + i * 0.09, -0.5 - i * 0.1
        pen.cut(
            poly([(x - 0.05, y + 0.04), (x - 0.07, y - 0.09), (x + 0.06, y - 0.02)]), (220, 96, 62), lift=0.4
        )


DRAWN = {
    "fish": _fish, "shark": _shark, "whale": _whale, "dolphin": _dolphin, "octopus": _octopus,
    "jellyfish": _jellyfish, "turtle": _turtle, "frog": _frog, "snail": _snail, "butterfly": _butterfly,
    "bee": _bee, "dragon": _dragon,
}  # fmt: skip
