"""Birds: standing, hopping and flying; wings hinge at the shoulder, beaks open. Units: figure heights."""

from dataclasses import dataclass

from ..outline import blob, limb, oval, poly, tube
from ..paper import CREAM, RGB, Pen, shade
from .beast import ink_eye
from .head import BLUSH
from .pose import Pose


@dataclass
class Bird:
    coat: RGB = (74, 128, 170)
    breast: RGB = (240, 178, 110)
    beak: RGB = (232, 150, 56)
    wing: RGB | None = None
    shape: str = "song"  # song | round | long | upright
    comb: RGB | None = None
    big_eyes: bool = False
    hooked: bool = False


BIRDS: dict[str, Bird] = {
    "bird": Bird(), "seagull": Bird((244, 240, 232), (250, 246, 238), (236, 176, 66), (168, 176, 186)),
    "owl": Bird((140, 102, 74), (226, 196, 156), (232, 170, 80), (110, 78, 62), "round", None, True),
    "duck": Bird((250, 226, 150), (252, 238, 190), (236, 140, 50), (240, 204, 116), "long"),
    "chicken": Bird((248, 240, 226), (240, 222, 200), (236, 166, 60), (226, 206, 184), "round", (200, 58,
    50)), "penguin": Bird((52, 56, 78), (248, 242, 230), (236, 150, 60), (42, 46, 66), "upright"),
    "parrot": Bird((206, 62, 52), (240, 190, 80), (60, 52, 60), (60, 120, 160), "song", None, False, True),
    "eagle": Bird((112, 76, 56), (96, 64, 50), (240, 184, 70), (88, 58, 48), "song", None, False, True),
    "swan": Bird((250, 246, 238), (252, 250, 244), (236, 140, 50), (238, 230, 220), "swan"),
}  # fmt: skip


class Plumage:
    """What all birds are made of: feet, wings that hinge, a beak that opens."""

    def __init__(self, bird: Bird) -> None:
        self.bird = bird

    def _feet(self, pen: Pen, pose: Pose, top: float, spread: float = 0.05) -> None:
        for x, angle, by in ((-spread, pose.leg_far, -0.2), (spread, pose.leg_near, 0.0)):
            with pen.at(x, top, -angle * 0.8):
                pen.cut(limb(0, 0, 0, -top - 0.03, 0.014, 0.012), self.bird.beak, by, lift=0.4)
                pen.cut(
                    poly([(-0.04, -top), (0.0, -top - 0.06), (0.1, -top - 0.02), (0.1, -top)]),
                    self.bird.beak,
                    by,
                )

    def _wing(
        self, pen: Pen, x: float, y: float, size: float, pose: Pose, flying: bool, by: float = 0.0
    ) -> None:
        colour = self.bird.wing or shade(self.bird.coat, -0.18)
        if flying:
            angle = 55 * pose.wag
            with pen.at(x, y, -28 + angle if by == 0 else -8 + angle, size):
                feathers = blob([(0.2, 0.06), (0.0, -0.12), (-0.3, -0.62), (-0.62, -0.98), (-0.6, -0.7),
                    (-0.74, -0.62), (-0.6, -0.42), (-0.66, -0.26), (-0.44, -0.12), (-0.3, 0.1)],
                    tension=0.7)  # fmt: skip
                pen.cut(feathers, colour, by)
                pen.mark(blob([(0.1, 0.0), (-0.05, -0.14), (-0.3, -0.5), (-0.34, -0.2), (-0.18, 0.02)]),
                         shade(colour, 0.22), 0.8)  # fmt: skip
            return
        if by:
            return
        with pen.at(x, y, 6 * pose.wag, size):
            pen.cut(
                blob([(0.16, -0.14), (-0.2, -0.18), (-0.66, 0.16), (-0.7, 0.26), (-0.2, 0.26), (0.14, 0.1)]),
                colour,
            )
            for k in (0.0, 0.1):
                line = blob([(-0.1, 0.02 + k), (-0.3, 0.1 + k), (-0.52, 0.16 + k)], closed=False)
                pen.stroke(line, shade(colour, -0.3), 0.02, 0.7)

    def _beak(self, pen: Pen, x: float, y: float, s: float, pose: Pose) -> None:
        c = self.bird.beak
        with pen.at(x, y, 0, s):
            with pen.at(0, 0.04, pose.mouth * 24):
                pen.cut(poly([(-0.1, -0.02), (0.5, 0.02), (-0.06, 0.2)]), c, -0.16, lift=0.5)
            if self.bird.hooked:
                pen.cut(
                    blob([(-0.1, -0.24), (0.34, -0.2), (0.52, 0.16), (0.36, 0.26), (0.3, 0.06), (-0.1, 0.1)]),
                    c,
                )
            else:
                pen.cut(poly([(-0.1, -0.24), (0.64, 0.04), (-0.08, 0.1)]), c, lift=0.6)


class Fowl(Plumage):
    """Draws a Bird in a Pose."""

    def draw(self, pen: Pen, pose: Pose) -> None:
        flying = pose.flying and self.bird.shape != "upright"
        with pen.at(0, -pose.rise, -pose.turn * 0.5, 1 + pose.squash * 0.5, 1 - pose.squash):
            match self.bird.shape:
                case "upright":
                    self._penguin(pen, pose)
                case "round":
                    self._round(pen, pose, flying)
                case "swan" | "long":
                    self._swimmer(pen, pose, flying)
                case _:
                    self._song(pen, pose, flying)

    def _song(self, pen: Pen, pose: Pose, flying: bool) -> None:
        b = self.bird
        if not flying:
            self._feet(pen, pose, -0.2)
        self._wing(pen, 0.06, -0.5, 0.8, pose, flying, -0.2)
        pen.cut(poly([(-0.24, -0.42), (-0.72, -0.4), (-0.74, -0.3), (-0.62, -0.26), (-0.2, -0.26)]),
                b.wing or b.coat, -0.24)  # fmt: skip
        body = blob([(-0.34, -0.38), (-0.1, -0.6), (0.1, -0.86), (0.32, -0.94), (0.48, -0.78), (0.44, -0.5),
            (0.24, -0.24), (-0.08, -0.18)])  # fmt: skip
        pen.cut(body, b.coat, lift=1.2)
        with pen.inside(body):
            pen.mark(
                blob([(0.5, -0.7), (0.36, -0.6), (0.1, -0.36), (-0.1, -0.22), (0.1, -0.1), (0.5, -0.3)]),
                b.breast,
            )
            if b.hooked and b.beak[0] > 200:
                pen.mark(oval(0.32, -0.84, 0.24, 0.2), CREAM)
            pen.mark(oval(0.28, -0.68, 0.06, 0.045), BLUSH, 0.5)
        self._beak(pen, 0.47, -0.76, 0.26, pose)
        ink_eye(pen, 0.33, -0.79, 0.042, pose)
        self._wing(pen, 0.08, -0.48, 0.62 if not flying else 0.84, pose, flying)

    def _round(self, pen: Pen, pose: Pose, flying: bool) -> None:
        b = self.bird
        if not flying:
            self._feet(pen, pose, -0.16, 0.08)
        self._wing(pen, -0.04, -0.5, 0.9, pose, flying, -0.2)
        if b.comb:
            pen.cut(
                blob([(-0.26, -0.4), (-0.56, -0.72), (-0.62, -0.5), (-0.52, -0.34), (-0.3, -0.24)]),
                b.wing or b.coat,
            )
            for x, y in ((0.08, -0.98), (0.2, -1.02), (0.31, -0.95)):
                pen.cut(oval(x, y, 0.07, 0.09), b.comb)
        else:
            for x in (-0.2, 0.24):
                pen.cut(
                    poly([(x - 0.1, -0.84), (x + (0.0 if x > 0 else -0.06), -1.0), (x + 0.1, -0.88)]),
                    b.coat,
                    -0.1,
                )
        body = blob([(-0.36, -0.3), (-0.3, -0.66), (-0.14, -0.92), (0.16, -0.95), (0.34, -0.76), (0.38,
            -0.4), (0.2, -0.14), (-0.16, -0.13)])  # fmt: skip
        pen.cut(body, b.coat, lift=1.2)
        with pen.inside(body):
            pen.mark(oval(0.1, -0.3, 0.25, 0.26), b.breast)
            for i in range(9):
                pen.stroke(blob([(-0.06 + i % 3 * 0.12, -0.42 + i // 3 * 0.1), (-0.02 + i % 3 * 0.12,
                    -0.39 + i // 3 * 0.1), (0.02 + i % 3 * 0.12, -0.42 + i // 3 * 0.1)], closed=False),
                    b.coat, 0.014, 0.6)  # fmt: skip
        if b.big_eyes:
            for x in (-0.06, 0.2):
                pen.cut(oval(x, -0.72, 0.135), CREAM, lift=0.4)
                ink_eye(pen, x + 0.02, -0.72, 0.062, pose)
            with pen.at(0.075, -0.66):
                pen.cut(poly([(-0.05, 0), (0.05, 0), (0.01, 0.1 + 0.04 * pose.mouth)]), b.beak, lift=0.4)
        else:
            self._beak(pen, 0.34, -0.72, 0.26, pose)
            ink_eye(pen, 0.2, -0.76, 0.04, pose)
            if b.comb:
                pen.cut(blob([(0.32, -0.62), (0.4, -0.54), (0.35, -0.44), (0.28, -0.52)]), b.comb, lift=0.4)
        self._wing(pen, -0.08, -0.46, 0.5 if not flying else 0.8, pose, flying)

    def _swimmer(self, pen: Pen, pose: Pose, flying: bool) -> None:
        b, swan = self.bird, self.bird.shape == "swan"
        if not flying:
            self._feet(pen, pose, -0.12)
        self._wing(pen, -0.06, -0.36, 0.8, pose, flying, -0.2)
        pen.cut(blob([(-0.5, -0.5), (-0.4, -0.18), (-0.1, -0.08), (0.26, -0.14), (0.4, -0.34), (0.2, -0.46),
            (-0.2, -0.4)]), b.coat, lift=1.2)  # fmt: skip
        if swan:
            pen.cut(
                tube([(0.28, -0.24), (0.42, -0.5), (0.26, -0.74), (0.3, -0.9), (0.44, -0.92)], 0.11, 0.06),
                b.coat,
            )
            pen.cut(oval(0.44, -0.9, 0.095), b.coat, lift=0.4)
            self._beak(pen, 0.52, -0.89, 0.2, pose)
            ink_eye(pen, 0.45, -0.93, 0.026, pose)
        else:
            pen.cut(limb(0.26, -0.34, 0.3, -0.6, 0.12, 0.11), b.coat, lift=0.5)
            pen.cut(oval(0.32, -0.74, 0.21), b.coat, lift=0.6)
            pen.mark(oval(0.36, -0.66, 0.06, 0.04), BLUSH, 0.5)
            with pen.at(0.5, -0.7, 0, 0.34):
                with pen.at(0, 0.08, pose.mouth * 22):
                    pen.cut(
                        blob([(-0.1, -0.06), (0.5, 0.0), (0.52, 0.12), (-0.1, 0.16)]), b.beak, -0.16, lift=0.4
                    )
                pen.cut(
                    blob([(-0.1, -0.2), (0.2, -0.16), (0.6, -0.04), (0.58, 0.1), (-0.1, 0.1)]),
                    b.beak,
                    lift=0.5,
                )
            ink_eye(pen, 0.38, -0.8, 0.04, pose)
        self._wing(pen, 0.02, -0.34, 0.62 if not flying else 0.84, pose, flying)

    def _penguin(self, pen: Pen, pose: Pose) -> None:
        b = self.bird
        for x, a in ((-0.12, pose.leg_far), (0.12, pose.leg_near)):
            pen.cut(
                blob(
                    [(x - 0.1, -0.06), (x + 0.04, -0.08 - abs(a) * 0.001), (x + 0.2, -0.01), (x - 0.1, 0.0)]
                ),
                b.beak,
            )
        with pen.at(0, 0, pose.lean * 0.4 + (pose.leg_near - pose.leg_far) * 0.12):
            pen.cut(
                blob([(-0.28, -0.6), (-0.48, -0.36 + pose.wag * 0.06), (-0.4, -0.28), (-0.24, -0.4)]),
                b.coat,
                -0.1,
            )
            pen.cut(blob([(0, -1.0), (0.24, -0.92), (0.3, -0.68), (0.36, -0.3), (0.22, -0.04), (-0.22, -0.04),
                          (-0.36, -0.3), (-0.3, -0.68), (-0.24, -0.92)]), b.coat, lift=1.2)  # fmt: skip
            pen.mark(blob([(0.06, -0.92), (0.26, -0.8), (0.22, -0.62), (0.3, -0.3), (0.16, -0.08), (-0.1,
                -0.08), (-0.22, -0.3), (-0.14, -0.62), (-0.1, -0.82)]), b.breast)  # fmt: skip
            pen.mark(oval(0.2, -0.68, 0.06, 0.045), BLUSH, 0.5)
            self._beak(pen, 0.14, -0.74, 0.22, pose)
            ink_eye(pen, 0.0, -0.8, 0.04, pose)
            ink_eye(pen, 0.19, -0.81, 0.036, pose)
            with pen.at(-0.2, -0.6, -pose.arm_near * 0.5):
                pen.cut(
                    blob([(-0.04, 0), (0.1, 0.02), (0.08, 0.3), (-0.06, 0.4), (-0.12, 0.2)]), b.coat, -0.06
                )
