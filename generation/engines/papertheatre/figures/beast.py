"""The jointed four-legged beast: trunk, four legs in two parts, neck, head with hinged jaw, ears and tail."""

import math
from dataclasses import dataclass

from ..outline import blob, limb, oval, poly, tube
from ..paper import CREAM, INK, RGB, Pen, mix, shade
from .cameo import CameoHead
from .head import BLUSH, PLUM, eye
from .pose import Pose

PINK: RGB = (226, 150, 146)


@dataclass
class Beast:
    """One kind as cut. Lengths in figure heights (top of the standing head = 1)."""

    coat: RGB = (176, 116, 70)
    belly: RGB = (240, 214, 178)
    leg: float = 0.34
    leg_width: float = 0.06
    trunk: float = 0.62  # hip to shoulder
    deep: float = 0.3  # back to belly
    neck: float = 0.16
    neck_turn: float = 50.0  # degrees above the horizon
    head: float = 0.2  # head radius
    snout: float = 0.8  # in head radii
    snout_deep: float = 0.42
    ears: str = "flop"  # flop | point | round | long | leaf | huge
    tail: str = "up"  # up | bushy | thin | horse | curl | stub | puff | lizard
    sock: RGB | None = None  # lower legs
    mane: RGB | None = None
    marking: str = ""  # spots | stripes | patches
    mark: RGB = (70, 50, 46)
    crown: str = ""  # horn | antlers | horns | trunk | spikes
    collar: RGB | None = None
    nose: RGB = (52, 40, 48)


class Quadruped:
    """Draws a Beast in a Pose: arm_* are the fore legs, leg_* the hind legs."""

    def __init__(self, beast: Beast, cameo: CameoHead | None = None) -> None:
        self.beast, self.cameo = beast, cameo

    def draw(self, pen: Pen, pose: Pose) -> None:
        b = self.beast
        stand = self._stand(pose)
        with pen.at(0, -pose.rise, 0, 1 + pose.squash * 0.5, 1 - pose.squash):
            with pen.at(0, -stand - b.deep * 0.3, -pose.lean * 0.6 + pose.turn):
                self._parts(pen, pose)

    def _stand(self, pose: Pose) -> float:
        b = self.beast
        if pose.seated:
            return b.leg * 0.3
        half = b.leg / 2

        def reach(upper: float, lower: float) -> float:
            return half * (math.cos(math.radians(upper)) + math.cos(math.radians(upper - lower)))

        pairs = ((pose.arm_near, pose.fore_near), (pose.arm_far, pose.fore_far), (pose.leg_near,
            pose.shin_near), (pose.leg_far, pose.shin_far))  # fmt: skip
        return max(reach(*pair) for pair in pairs)

    def _parts(self, pen: Pen, pose: Pose) -> None:
        b = self.beast
        x = b.trunk / 2 - b.leg_width
        y = b.deep * 0.3
        self._tail(pen, pose)
        self._leg(pen, x * 0.86, y, pose.arm_far, pose.fore_far, -0.22, False)
        self._leg(pen, -x * 0.9, y, pose.leg_far, pose.shin_far, -0.22, True)
        self._ear_far(pen, pose)
        self._trunk(pen)
        self._leg(pen, x, y, pose.arm_near, pose.fore_near, 0.0, False)
        self._leg(pen, -x, y, pose.leg_near, pose.shin_near, 0.0, True)
        self._neck_and_head(pen, pose)

    def _trunk(self, pen: Pen) -> None:
        b = self.beast
        hl, d = b.trunk / 2, b.deep
        shape = blob([(-hl - d * 0.12, -d * 0.05), (-hl + d * 0.1, -d * 0.48), (0, -d * 0.46),
            (hl - d * 0.1, -d * 0.55), (hl + d * 0.2, -d * 0.2), (hl + d * 0.02, d * 0.42), (0, d * 0.46),
            (-hl + d * 0.15, d * 0.46),])  # fmt: skip
        pen.cut(shape, b.coat, lift=1.2)
        with pen.inside(shape):
            pen.mark(blob([(-hl * 0.8, d * 0.3), (0, d * 0.22), (hl * 1.1, d * 0.1), (hl * 1.3, d * 0.6),
                           (-hl * 0.7, d * 0.7)]), b.belly)  # fmt: skip
            markings(pen, b)

    def _leg(self, pen: Pen, x: float, y: float, upper: float, lower: float, by: float, hind: bool) -> None:
        b = self.beast
        half, w = b.leg / 2, b.leg_width
        wide = w * (1.75 if hind else 1.35)
        with pen.at(x, y, -upper):
            with pen.at(0, half, lower):
                foot = half * 0.92
                pen.cut(limb(0, 0, 0, foot - w * 0.5, w * 0.86, w * 0.66), b.sock or b.coat, by)
                with pen.at(0, foot, (upper - lower) * 0.7):
                    pen.cut(blob([(-w * 0.85, -w * 0.5), (w * 0.5, -w * 0.6), (w * 1.35, w * 0.05),
                        (w * 1.3, w * 0.5), (-w * 0.85, w * 0.5)]), b.sock or b.coat, by - 0.1)  # fmt: skip
            pen.cut(limb(0, -b.deep * 0.12, 0, half, wide, w * 0.9), b.coat, by, lift=0.7)

    def _head_place(self) -> tuple[float, float]:
        b = self.beast
        a = math.radians(b.neck_turn)
        return (
            b.trunk / 2 + math.cos(a) * b.neck,
            -b.deep * 0.28 - math.sin(a) * b.neck - b.head * 0.35,
        )

    def _neck_and_head(self, pen: Pen, pose: Pose) -> None:
        b = self.beast
        hx, hy = self._head_place()
        if b.mane and b.ears != "round":
            pen.cut(tube([(b.trunk * 0.3, -b.deep * 0.5), (hx - b.head * 0.9, hy), (hx - b.head * 0.5,
                hy - b.head * 1.1)], b.head * 0.5, b.head * 0.3), b.mane)  # fmt: skip
        pen.cut(limb(b.trunk / 2 - b.head * 0.25, -b.deep * 0.05, hx, hy + b.head * 0.1, b.deep * 0.38,
            b.head * 0.62), b.coat, lift=0.7)  # fmt: skip
        if b.collar:
            mx, my = (b.trunk / 2 + hx) / 2 + 0.01, (hy - b.deep * 0.05) / 2 + b.head * 0.25
            with pen.at(mx, my, 90 - b.neck_turn):
                pen.cut(
                    limb(-b.head * 0.66, 0, b.head * 0.56, 0.0, b.head * 0.13, b.head * 0.13),
                    b.collar,
                    lift=0.6,
                )
                pen.cut(oval(b.head * 0.5, b.head * 0.22, b.head * 0.15), (226, 176, 70), lift=0.5)
        with pen.at(hx, hy, pose.head, b.head):
            if self.cameo:
                mirrored = pen.matrix.getScaleX() * pen.matrix.getScaleY() < 0
                with pen.at(0.1, 1.2, 0, -1 if mirrored else 1, 1):
                    self.cameo.draw(pen, pose, 2.8)
            else:
                draw_muzzle(pen, b, pose)

    def _ear_far(self, pen: Pen, pose: Pose) -> None:
        if self.cameo:
            return
        hx, hy = self._head_place()
        with pen.at(hx, hy, pose.head, self.beast.head):
            with pen.at(0.42, 0.06):
                ear(pen, self.beast, pose, -0.25)
            if self.beast.crown == "antlers":
                _antler(pen, 0.25, -0.2)

    def _tail(self, pen: Pen, pose: Pose) -> None:
        b, w = self.beast, pose.wag
        with pen.at(-b.trunk / 2, -b.deep * 0.25, w * 14):
            draw_tail(pen, b, w)


def draw_tail(pen: Pen, b: Beast, w: float) -> None:
    n = b.trunk
    match b.tail:
        case "up":
            pen.cut(
                tube([(0.03, 0), (-0.09, -0.06), (-0.13, -0.18), (-0.09, -0.28)], 0.035, 0.018), b.coat, -0.05
            )
        case "bushy":
            pen.cut(blob([(0.03, 0.03), (-0.1, -0.08), (-0.32, -0.12), (-0.46, 0.02), (-0.4, 0.14), (-0.22,
                0.12)]), b.coat, -0.05)  # fmt: skip
            pen.cut(
                blob([(-0.33, -0.08), (-0.46, 0.02), (-0.4, 0.14), (-0.32, 0.06), (-0.35, 0.0)]),
                CREAM,
                lift=0.3,
            )
        case "thin":
            line = [(0.03, 0), (-0.1, -0.02), (-0.2, 0.1 * n), (-0.26, 0.04), (-0.34, -0.1 - 0.04 * w)]
            pen.cut(tube(line, 0.022, 0.014), b.coat, -0.05)
            if b.mane or b.crown == "horns":
                pen.cut(oval(-0.34, -0.12 - 0.04 * w, 0.036, 0.05), b.mane or b.mark)
        case "cat":
            pen.cut(tube([(0.05, 0.04), (-0.14, -0.02), (-0.24, -0.16), (-0.2, -0.36), (-0.28, -0.44)],
                0.036, 0.022), b.coat, -0.05)  # fmt: skip
        case "horse":
            pen.cut(blob([(0.03, -0.03), (-0.1, -0.06), (-0.2, 0.1), (-0.22 + w * 0.03, 0.34), (-0.12, 0.3),
                          (-0.06, 0.12)]), b.mane or b.mark)  # fmt: skip
        case "curl":
            line = [(0.02, 0), (-0.06, -0.03), (-0.1, 0.02), (-0.06, 0.06), (-0.03, 0.01), (-0.09, -0.04)]
            pen.stroke(blob(line, closed=False), b.coat, 0.028)
        case "puff":
            pen.cut(oval(-0.05, 0.02, 0.08), CREAM)
        case "lizard":
            pen.cut(
                tube([(0.14, 0.06), (-0.12, 0.06), (-0.34, 0.18), (-0.58, 0.2 - 0.03 * w)], 0.12, 0.012),
                b.coat,
            )
        case _:
            pen.cut(oval(-0.03, 0.02, 0.055, 0.045), b.coat, -0.05)


def draw_muzzle(pen: Pen, b: Beast, pose: Pose) -> None:
    """The head in head radii, looking right; the jaw turns about its corner."""
    s, d = b.snout, b.snout_deep
    if b.mane and b.ears == "round":
        for i in range(11):
            a = math.tau * i / 11
            pen.cut(oval(0.05 + math.cos(a) * 1.05, -0.1 + math.sin(a) * 1.05, 0.48), b.mane, -0.06 * (i % 2))
    with pen.at(0.2, 0.25, pose.mouth * 26):
        pen.cut(blob([(-0.1, -0.1), (0.3 + s, -0.02), (0.42 + s, 0.12), (0.2 + s * 0.8, 0.12 + d * 0.42),
            (0.0, 0.36)]), b.belly, -0.12)  # fmt: skip
        if pose.mouth > 0.12:
            pen.mark(blob([(0.1, -0.12), (0.24 + s, -0.08), (0.28 + s, 0.06), (0.2, 0.1)]), PLUM)
            pen.mark(blob([(0.3, 0.0), (0.1 + s, -0.02), (0.14 + s, 0.07), (0.3, 0.1)]), (226, 110, 104))
    skull = blob([
        (-0.86, -0.2), (-0.62, -0.8), (0.0, -1.0), (0.5, -0.78), (0.72, -0.34), (0.5 + s, 0.12 - d * 0.62),
        (0.68 + s, 0.12), (0.5 + s, 0.3), (0.3, 0.5), (-0.4, 0.62), (-0.78, 0.3),
    ])  # fmt: skip
    pen.cut(skull, b.coat, lift=1.1)
    with pen.inside(skull):
        pen.mark(blob([(0.28, 0.06), (0.5, 0.1 - d * 0.5), (0.6 + s, 0.0 - d * 0.4), (0.8 + s, 0.3), (0.3,
            0.8), (-0.1, 0.6)]), b.belly, 0.95)  # fmt: skip
        if b.marking == "stripes":
            for k in (-0.5, -0.25, 0.0):
                pen.mark(poly([(k, -1.1), (k + 0.12, -1.1), (k + 0.1, -0.6)]), b.mark)
        pen.mark(oval(0.12, 0.22, 0.24, 0.18), BLUSH, 0.35)
    if b.crown != "trunk":
        pen.cut(blob([(0.46 + s, 0.1 - d * 0.66), (0.64 + s, 0.04 - d * 0.6), (0.74 + s, 0.14 - d * 0.3),
                      (0.58 + s, 0.2 - d * 0.3)]), b.nose, lift=0.4)  # fmt: skip
    with pen.at(0.24, 0.55):
        eye(pen, 0.1, -0.82, pose, size=1.45)
    _crown(pen, b, pose)
    ear(pen, b, pose, 0.0)


def ear(pen: Pen, b: Beast, pose: Pose, by: float) -> None:
    swing = pose.wag * 5 + pose.lean * 0.8
    inner = mix(b.coat, PINK, 0.6)
    with pen.at(-0.36, -0.66, swing):
        match b.ears:
            case "flop":
                pen.cut(blob([(-0.16, -0.12), (0.14, -0.14), (0.12, 0.4), (-0.12, 0.9), (-0.46, 0.72),
                    (-0.42, 0.2)]), b.coat, -0.3 + by)  # fmt: skip
            case "point":
                pen.cut(poly([(-0.3, 0.12), (-0.22, -0.78), (0.34, -0.1)]), b.coat, by - 0.04)
                pen.mark(poly([(-0.16, 0.0), (-0.14, -0.5), (0.18, -0.08)]), inner)
            case "round":
                pen.cut(oval(-0.05, -0.22, 0.34), b.coat, by - 0.06)
                pen.mark(oval(-0.03, -0.2, 0.19), inner)
            case "long":
                pen.cut(
                    blob([(-0.16, 0.1), (-0.42, -0.8), (-0.22, -1.6), (0.08, -0.9), (0.16, 0.02)]), b.coat, by
                )
                pen.mark(blob([(-0.1, -0.1), (-0.28, -0.8), (-0.2, -1.3), (0.0, -0.8)]), inner)
            case "huge":
                pen.cut(blob([(0.1, -0.2), (-0.5, -0.5), (-1.25, -0.2), (-1.35, 0.7), (-0.7, 1.25), (-0.1,
                    0.8)]), b.coat, by - 0.1, lift=1.3)  # fmt: skip
                pen.mark(
                    blob([(-0.1, 0.0), (-0.5, -0.25), (-1.05, -0.02), (-1.1, 0.6), (-0.62, 0.95)]), inner, 0.8
                )
            case "none":
                pass
            case _:  # leaf
                pen.cut(blob([(0.06, -0.02), (-0.3, -0.34), (-0.72, -0.24), (-0.4, 0.06)]), b.coat, by - 0.08)
                pen.mark(blob([(-0.06, -0.06), (-0.3, -0.24), (-0.54, -0.2), (-0.3, 0.0)]), inner)


def _crown(pen: Pen, b: Beast, pose: Pose) -> None:
    match b.crown:
        case "horn":
            pen.cut(poly([(0.2, -0.86), (0.72, -1.9), (0.5, -0.74)]), (241, 200, 110))
            pen.stroke(poly([(0.34, -1.1), (0.52, -1.0)], closed=False), (214, 150, 60), 0.05)
            pen.stroke(poly([(0.46, -1.36), (0.6, -1.28)], closed=False), (214, 150, 60), 0.05)
        case "horns":
            pen.cut(tube([(-0.1, -0.8), (0.02, -1.2), (0.3, -1.3)], 0.14, 0.03), CREAM, -0.1)
        case "antlers":
            _antler(pen, -0.1, 0.0)
        case "trunk":
            m = pose.mouth * 0.5 + pose.wag * 0.1
            pen.cut(tube([(0.5, -0.1), (1.0, 0.2), (1.1, 0.9), (1.2 + m, 1.5 - m), (1.55 + m, 1.6 - m)],
                0.36, 0.15), b.coat, 0.04)  # fmt: skip
            pen.cut(tube([(0.5, 0.4), (0.8, 0.62), (1.1, 0.56)], 0.1, 0.03), CREAM)
        case "ossicones":
            for x in (-0.1, 0.22):
                pen.cut(limb(x, -0.8, x - 0.06, -1.24, 0.07, 0.06), b.coat)
                pen.cut(oval(x - 0.06, -1.28, 0.12), b.mark)


def _antler(pen: Pen, x: float, by: float) -> None:
    colour = shade((150, 108, 74), by)
    pen.cut(tube([(x, -0.8), (x - 0.3, -1.3), (x - 0.1, -1.9)], 0.09, 0.03), colour)
    pen.cut(tube([(x - 0.22, -1.2), (x - 0.62, -1.44), (x - 0.66, -1.74)], 0.07, 0.025), colour)
    pen.cut(tube([(x - 0.24, -1.5), (x + 0.14, -1.64)], 0.055, 0.025), colour)


def markings(pen: Pen, b: Beast) -> None:
    hl, d = b.trunk / 2, b.deep
    if b.marking == "spots":
        for i in range(16):
            x = -hl + (i % 6 + 0.5 * (i // 6 % 2)) * hl * 0.4
            pen.mark(oval(x, -d * 0.36 + (i // 6) * d * 0.24, d * 0.075, d * 0.06, 0.12), b.mark, 0.9)
    elif b.marking == "stripes":
        for i in range(6):
            x = -hl * 0.85 + i * hl * 0.36
            pen.mark(
                poly([(x, -d * 0.7), (x + d * 0.14, -d * 0.7), (x + d * 0.1, d * (0.0 + 0.12 * (i % 2)))]),
                b.mark,
            )
    elif b.marking == "patches":
        for x, y, r in (
            (-hl * 0.7, -d * 0.2, 0.34),
            (hl * 0.1, -d * 0.36, 0.28),
            (hl * 0.66, d * 0.12, 0.22),
        ):
            pen.mark(oval(x, y, d * r * 1.2, d * r, 0.12), b.mark)
    elif b.marking == "saddle":
        pen.mark(blob([(-hl * 0.9, -d * 0.7), (hl * 0.7, -d * 0.7), (hl * 0.5, -d * 0.1), (0, -d * 0.02),
                       (-hl * 0.8, -d * 0.05)]), b.mark)  # fmt: skip
    elif b.marking == "wool":
        for i in range(18):
            x, y = -hl + (i % 7) * hl * 0.36, -d * 0.45 + (i // 7) * d * 0.36
            pen.cut(oval(x, y, d * 0.2, d * 0.19), b.coat, 0.05 * (i % 2), lift=0.5)


def ink_eye(pen: Pen, x: float, y: float, r: float, pose: Pose) -> None:
    """A plain bead of an eye for birds, fish and small creatures."""
    if pose.blink > 0.5:
        pen.stroke(blob([(x - r, y), (x, y + r * 0.6), (x + r, y)], closed=False), INK, r * 0.5)
        return
    pen.mark(oval(x, y, r * 1.5), CREAM)
    pen.mark(oval(x + r * 0.25, y, r), INK)
    pen.mark(oval(x + r * 0.5, y - r * 0.4, r * 0.34), CREAM, graded=False)
