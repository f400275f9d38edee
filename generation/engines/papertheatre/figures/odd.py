"""Persons that are not the jointed person: robot, ghost, snowman, mermaid. Units: figure heights."""

import math

from ..outline import blob, box, limb, oval, poly, soft_box, tube
from ..paper import CREAM, INK, LAMP, RGB, Pen, shade
from ..repertoire import COLOURS
from .head import BLUSH, Head, back_hair, draw_head, mouth
from .pose import Pose

COATS: dict[str, RGB] = {
    "robot": (142, 170, 178), "ghost": (246, 242, 236), "snowman": (250, 248, 244), "mermaid": (70, 156, 148),
}  # fmt: skip


class Odd:
    def __init__(self, lemma: str, colour: str | None, head: Head) -> None:
        self.lemma, self.head = lemma, head
        self.coat = COLOURS.get(colour or "", COATS[lemma])

    def draw(self, pen: Pen, pose: Pose) -> None:
        with pen.at(0, -pose.rise, 0, 1 + pose.squash * 0.5, 1 - pose.squash):
            with pen.at(0, -0.4, pose.turn):
                with pen.at(0, 0.4):
                    getattr(self, f"_{self.lemma}")(pen, pose)

    def _robot(self, pen: Pen, pose: Pose) -> None:
        c, dark = self.coat, (96, 108, 122)
        for x, thigh, knee, by in (
            (-0.07, pose.leg_far, pose.shin_far, -0.2),
            (0.07, pose.leg_near, pose.shin_near, 0),
        ):
            with pen.at(x, -0.27, -thigh):
                with pen.at(0, 0.13, knee):
                    pen.cut(limb(0, 0, 0, 0.1, 0.026, 0.026), dark, by)
                    pen.cut(soft_box(-0.06, 0.08, 0.15, 0.055, 0.025), c, by - 0.12)
                pen.cut(limb(0, 0, 0, 0.13, 0.03, 0.028), dark, by)
        with pen.at(0, -0.27, pose.lean):
            self._robot_arm(pen, -0.16, pose.arm_far, pose.fore_far, -0.2)
            pen.cut(soft_box(-0.155, -0.34, 0.31, 0.36, 0.04), c, lift=1.3)
            pen.cut(soft_box(-0.1, -0.27, 0.2, 0.15, 0.02), (70, 84, 98), lift=0.4)
            for i, k in enumerate(((226, 92, 76), (241, 190, 74), (120, 182, 120))):
                on = 0.3 * (math.sin(pose.time * 5 + i * 2) > 0)
                pen.cut(oval(-0.055 + i * 0.055, -0.19, 0.02), k, on, lift=0.3)
            for x in (-0.12, 0.12):
                for y in (-0.31, -0.02):
                    pen.mark(oval(x, y, 0.011), dark)
            pen.cut(box(-0.04, -0.39, 0.08, 0.06), dark)
            with pen.at(0, -0.38, pose.head):
                self._robot_head(pen, pose, c, dark)
            self._robot_arm(pen, 0.165, pose.arm_near, pose.fore_near, 0.0)

    def _robot_head(self, pen: Pen, pose: Pose, c: RGB, dark: RGB) -> None:
        pen.cut(limb(0.02, -0.27, 0.03 + 0.01 * pose.wag, -0.37, 0.01, 0.008), dark)
        pen.cut(
            oval(0.03 + 0.01 * pose.wag, -0.385, 0.028), (226, 92, 76), 0.2 * (math.sin(pose.time * 6) > 0)
        )
        pen.cut(soft_box(-0.15, -0.28, 0.31, 0.27, 0.055), c, 0.08, lift=1.3)
        for x in (-0.17, 0.145):
            pen.cut(soft_box(x, -0.19, 0.03, 0.09, 0.012), dark)
        pen.cut(soft_box(-0.11, -0.24, 0.25, 0.19, 0.04), (48, 58, 72), lift=0.3)
        for x in (-0.04, 0.08):
            if pose.blink > 0.5:
                pen.mark(box(x - 0.03, -0.165, 0.06, 0.012), LAMP)
            else:
                pen.mark(oval(x, -0.165, 0.034), LAMP)
                pen.mark(oval(x + 0.008, -0.165, 0.015), INK)
        h = 0.012 + 0.05 * pose.mouth
        pen.mark(soft_box(-0.03, -0.098 - h / 2, 0.1, h, 0.006), (226, 120, 84))

    def _robot_arm(self, pen: Pen, x: float, upper: float, fore: float, by: float) -> None:
        with pen.at(x, -0.29, -upper):
            with pen.at(0, 0.14, -fore):
                pen.cut(limb(0, 0, 0, 0.12, 0.024, 0.022), (96, 108, 122), by)
                pen.cut(blob([(-0.04, 0.1), (0.04, 0.1), (0.05, 0.17), (0.02, 0.15), (0, 0.13), (-0.02, 0.15),
                              (-0.05, 0.17)]), self.coat, by)  # fmt: skip
            pen.cut(limb(0, 0, 0, 0.14, 0.034, 0.028), self.coat, by)

    def _ghost(self, pen: Pen, pose: Pose) -> None:
        hem = [
            (0.32 - i * 0.08, -0.06 - 0.08 * (i % 2) + 0.02 * math.sin(pose.time * 5 + i)) for i in range(9)
        ]
        pen.cut(
            blob([(-0.34, -0.5), (-0.24, -0.86), (0.0, -1.0), (0.24, -0.86), (0.34, -0.5), *hem]),
            self.coat,
            lift=1.6,
        )
        for s, a in ((-1, pose.arm_far), (1, pose.arm_near)):
            with pen.at(s * 0.3, -0.52, -s * abs(a) * 0.4):
                pen.cut(
                    blob([(-0.06, -0.06), (0.06, -0.06), (0.08 * s + 0.02, 0.14), (-0.04, 0.12)]),
                    self.coat,
                    -0.04,
                )
        for x in (-0.06, 0.16):
            pen.mark(oval(x, -0.68, 0.048, 0.07 * (1 - 0.8 * pose.blink)), INK)
            pen.mark(oval(x, -0.55, 0.05, 0.034), BLUSH, 0.5)
        with pen.at(0.05, -0.5, 0, 0.22):
            mouth(pen, 0, 0, pose)

    def _snowman(self, pen: Pen, pose: Pose) -> None:
        c, bark = self.coat, (110, 78, 60)
        for s, a in ((-1, pose.arm_far), (1, pose.arm_near)):
            with pen.at(s * 0.17, -0.52, -s * (40 + abs(a) * 0.4)):
                pen.cut(tube([(0, 0), (0, 0.16), (s * 0.02, 0.28)], 0.014, 0.008), bark)
                pen.cut(limb(0, 0.18, s * 0.07, 0.24, 0.009, 0.006), bark)
        pen.cut(oval(0, -0.21, 0.27, 0.22), c, -0.04, lift=1.4)
        with pen.at(0, 0, pose.lean * 0.4):
            pen.cut(oval(0, -0.52, 0.2, 0.18), c, -0.02, lift=1.4)
            for y in (-0.6, -0.52, -0.44, -0.24):
                pen.cut(oval(0.04, y, 0.02), (62, 54, 62), lift=0.3)
            with pen.at(0, -0.64, pose.head):
                self._snow_head(pen, pose)

    def _snow_head(self, pen: Pen, pose: Pose) -> None:
        pen.cut(oval(0, -0.12, 0.155, 0.15), self.coat, lift=1.3)
        pen.cut(blob([(-0.17, 0.0), (0, 0.04), (0.17, -0.01), (0.17, 0.05), (0.06, 0.08), (0.1, 0.22),
            (0.03, 0.22), (0.0, 0.08), (-0.16, 0.06)]), (196, 58, 52))  # fmt: skip
        for x in (-0.03, 0.08):
            pen.mark(oval(x, -0.15, 0.018, 0.024 * (1 - 0.7 * pose.blink)), INK)
        with pen.at(0.03, -0.055, 0, 0.12):
            mouth(pen, 0, 0, pose)
        pen.cut(poly([(0.02, -0.13), (0.2, -0.1), (0.03, -0.085)]), (232, 130, 54))
        pen.cut(box(-0.17, -0.27, 0.34, 0.04), (58, 52, 64))
        pen.cut(box(-0.11, -0.42, 0.22, 0.16), (58, 52, 64))
        pen.mark(box(-0.11, -0.31, 0.22, 0.04), (196, 58, 52))

    def _mermaid(self, pen: Pen, pose: Pose) -> None:
        c, w = self.coat, pose.wag * 0.07
        with pen.at(-0.02 + w, -0.1, 14 * pose.wag):
            pen.cut(blob([(0, -0.06), (0.2, -0.02), (0.26, 0.1), (0.08, 0.05), (0.0, 0.03), (-0.1, 0.06),
                (-0.28, 0.08), (-0.18, -0.04)]), c, 0.14)  # fmt: skip
        tail = tube([(0, -0.46), (0.05, -0.32), (0.0 + w * 0.5, -0.18), (-0.02 + w, -0.08)], 0.11, 0.03)
        with pen.at(0, -0.66, pose.head, 0.135):
            back_hair(pen, self.head, pose.wag)
        pen.cut(limb(-0.05, -0.62, -0.12, -0.44, 0.03, 0.022), self.head.skin, -0.1)
        pen.cut(blob([(-0.08, -0.66), (0.08, -0.66), (0.085, -0.52), (0.1, -0.42), (-0.1, -0.42), (-0.085,
            -0.52)]), self.head.skin)  # fmt: skip
        pen.cut(
            blob([(-0.085, -0.61), (0.0, -0.585), (0.085, -0.61), (0.06, -0.53), (-0.06, -0.53)]),
            (226, 134, 150),
        )
        pen.cut(tail, c)
        with pen.inside(tail):
            for i in range(24):
                pen.stroke(
                    oval(-0.12 + i % 4 * 0.075 + (i // 4 % 2) * 0.035, -0.46 + i // 4 * 0.065, 0.036),
                    shade(c, 0.3),
                    0.008,
                )
        pen.cut(limb(0, -0.64, 0, -0.7, 0.03, 0.03), self.head.skin, -0.1, lift=0)
        with pen.at(0, -0.69, pose.head, 0.135):
            draw_head(pen, self.head, pose)
        with pen.at(0.075, -0.63, -pose.arm_near):
            pen.cut(limb(0, 0, 0, 0.22, 0.03, 0.024), self.head.skin)
            pen.mark(oval(0, 0.24, 0.026), CREAM, 0.0)
