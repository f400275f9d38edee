"""The jointed person: one puppet of trunk, limbs and head, cut in many sizes and clothes (see wardrobe)."""

import math
from dataclasses import dataclass, field

import skia

from ..outline import blob, limb, oval, poly
from ..paper import CREAM, INK, RGB, Pen, shade
from . import held
from .cameo import CameoHead
from .head import Head, back_hair, draw_head, hat, star
from .pose import Pose


@dataclass
class Body:
    """One person as cut: lengths in figure heights, clothes and their paper."""

    head: Head = field(default_factory=Head)
    head_size: float = 0.138
    hip: float = 0.385
    shoulder: float = 0.662
    girth: float = 1.1
    outfit: str = (
        "trousers"  # trousers | shorts | dress | skirt | robe | suit | overalls | space | armour | tutu
    )
    top: RGB = (201, 62, 54)
    bottom: RGB = (62, 74, 110)
    shoes: RGB = (74, 50, 48)
    pattern: str = ""  # stripes | dots | check | stars
    extras: tuple[str, ...] = ()  # scarf | apron | cape | shawl | backpack | cane | belt
    accent: RGB = (241, 190, 74)


class Person:
    """Draws a Body in a Pose. Units: figure heights, feet at the origin, facing right."""

    def __init__(self, body: Body, cameo: CameoHead | None = None) -> None:
        self.body, self.cameo = body, cameo
        self.arm = (body.shoulder - body.hip) * 0.56 + 0.02
        self.leg = body.hip / 2

    def draw(self, pen: Pen, pose: Pose) -> None:
        drop = self.hip_height(pose)
        with pen.at(0, -pose.rise, 0, 1 + pose.squash * 0.5, 1 - pose.squash):
            with pen.at(0, -drop, pose.turn):
                self._limbs_and_trunk(pen, pose)

    def hip_height(self, pose: Pose) -> float:
        """So high that the lower foot stands on the ground."""
        if pose.seated:
            return self.leg * 1.06

        def reach(thigh: float, shin: float) -> float:
            a, b = math.radians(thigh), math.radians(thigh - shin)
            return self.leg * (math.cos(a) + math.cos(b))

        return max(reach(pose.leg_near, pose.shin_near), reach(pose.leg_far, pose.shin_far), self.leg * 0.5)

    def _limbs_and_trunk(self, pen: Pen, pose: Pose) -> None:
        b = self.body
        up = b.shoulder - b.hip
        skirted = b.outfit in ("dress", "robe", "skirt", "tutu")
        with pen.at(0, 0, pose.lean):
            with pen.at(0.0, -up - 0.045):
                if "cape" in b.extras:
                    cape(pen, b, pose, up)
                if not self.cameo:
                    with pen.at(0, 0, pose.head, b.head_size):
                        back_hair(pen, b.head, pose.wag)
            with pen.at(-0.062 * b.girth, -up + 0.02):
                self._arm(pen, pose.arm_far, pose.fore_far, -0.13)
        if pose.flying and b.head.hat == "witch":
            broom(pen, b)
        self._leg(pen, -0.022 * b.girth, pose.leg_far, pose.shin_far, -0.14)
        self._leg(pen, 0.022 * b.girth, pose.leg_near, pose.shin_near, 0.0)
        with pen.at(0, 0, pose.lean):
            if skirted:
                self._skirt(pen, pose)
            self._trunk(pen, up)
            with pen.at(0.008, -up - 0.045):
                self._head(pen, pose)
            if "scarf" in b.extras:
                scarf(pen, b, pose, up)
            with pen.at(0.07 * b.girth, -up + 0.026):
                self._arm(pen, pose.arm_near, pose.fore_near, 0.04, pose)

    def _head(self, pen: Pen, pose: Pose) -> None:
        b = self.body
        pen.cut(limb(0, 0.05, 0, -0.02, 0.034, 0.03), b.head.skin, -0.12, lift=0)
        with pen.at(0, 0, pose.head, b.head_size):
            if not self.cameo:
                draw_head(pen, b.head, pose)
                return
            with pen.at(0, 0, 0, -1 if mirrored(pen) else 1, 1):
                self.cameo.draw(pen, pose)
            if (b.head.hat and not pose.bare) or b.head.glasses:
                self._dress_head(pen, pose)

    def _dress_head(self, pen: Pen, pose: Pose) -> None:
        """Hat and glasses over a cut-out head, which is higher than a drawn one."""
        helmet = self.body.head.hat == "helmet"
        with pen.at(0, -0.1 if helmet else -0.44, 0, 1.16 if helmet else 1.04):
            if not pose.bare:
                hat(pen, self.body.head)
        if self.body.head.glasses:
            for x in (-0.34, 0.38):
                pen.stroke(oval(x + 0.16 * pose.yaw, -1.3, 0.3), (60, 50, 60), 0.07)

    def _sleeve(self) -> tuple[RGB, RGB]:
        b = self.body
        bare = b.outfit in ("tutu",)
        return (b.head.skin if bare else b.top), (
            b.top if b.outfit in ("suit", "robe", "space", "armour", "trousers") else b.head.skin
        )

    def _arm(self, pen: Pen, upper: float, fore: float, by: float, pose: Pose | None = None) -> None:
        b, length = self.body, self.arm
        sleeve, lower = self._sleeve()
        w = 0.031 * (0.5 + b.girth / 2) * (1.25 if b.outfit == "space" else 1)
        with pen.at(0, 0, -upper):
            with pen.at(0, length, -fore):
                pen.cut(limb(0, 0, 0, length * 0.8, w * 0.86, w * 0.74), lower, by)
                glove = CREAM if b.outfit in ("space",) else b.head.skin
                pen.cut(blob([(-0.026, length * 0.8), (0.0, length * 0.76), (0.03, length * 0.82), (0.026,
                    length * 0.98), (-0.012, length * 1.0)]), glove, by * 0.6, lift=0.6)  # fmt: skip
                if pose is not None and pose.holding:
                    with pen.at(0.005, length * 0.92):
                        held.draw(pen, pose)
            pen.cut(limb(0, 0, 0, length, w * 1.1, w * 0.95), sleeve, by)
            pen.mark(oval(0, length * 0.98, 0.007), shade(sleeve, -0.35), 0.7)

    def _leg(self, pen: Pen, x: float, thigh: float, shin: float, by: float) -> None:
        b, length = self.body, self.leg
        skirted = b.outfit in ("dress", "skirt", "tutu")
        cloth = b.head.skin if skirted else b.bottom
        lower = b.head.skin if b.outfit == "shorts" else cloth
        w = 0.042 * (0.4 + b.girth * 0.6) * (0.72 if skirted else 1) * (1.25 if b.outfit == "space" else 1)
        with pen.at(x, 0, -thigh):
            with pen.at(0, length, shin):
                pen.cut(limb(0, 0, 0, length * 0.84, w * 0.86, w * 0.66), lower, by)
                with pen.at(0, length * 0.92, (thigh - shin) * 0.6):
                    pen.cut(blob([(-0.036, -0.03), (0.012, -0.034), (0.05, -0.008), (0.088, 0.01), (0.086,
                        0.034), (-0.036, 0.034)]), b.shoes, by)  # fmt: skip
            pen.cut(limb(0, -0.01, 0, length, w * 1.12, w * 0.92), cloth, by)

    def _trunk(self, pen: Pen, up: float) -> None:
        b, g = self.body, self.body.girth
        low = 0.03 if b.outfit not in ("dress", "robe") else 0.0
        shape = blob([(-0.035, -up - 0.03), (0.04, -up - 0.03), (0.092 * g, -up + 0.012), (0.086 * g,
            -up * 0.5), (0.088 * g, low), (0.03, low + 0.018), (-0.035, low + 0.018), (-0.088 * g, low),
            (-0.082 * g, -up * 0.5), (-0.088 * g, -up + 0.012),])  # fmt: skip
        pen.cut(shape, b.top, lift=1.2)
        with pen.inside(shape):
            paper_pattern(pen, b.pattern, b.accent, (-0.13 * g, -up - 0.05, 0.26 * g, up + 0.12))
            details(pen, b, up)

    def _skirt(self, pen: Pen, pose: Pose) -> None:
        b = self.body
        length = {"robe": 0.96, "dress": 0.66, "skirt": 0.52, "tutu": 0.24}[b.outfit] * b.hip
        wide = {"robe": 0.13, "dress": 0.155, "skirt": 0.14, "tutu": 0.2}[b.outfit] * (0.6 + b.girth * 0.4)
        s = (
            math.sin(math.radians(pose.leg_near)) + math.sin(math.radians(pose.leg_far))
        ) * 0.08 - pose.wag * 0.02
        a = abs(math.sin(math.radians(pose.leg_near - pose.leg_far))) * 0.05
        colour = b.bottom if b.outfit == "skirt" else b.top
        hem = [
            (wide + a + s - t * (2 * wide + 2 * a) / 6, length + (0.012 if t % 2 else -0.006))
            for t in range(7)
        ]
        shape = blob([(-0.075 * b.girth, -0.05), (0.078 * b.girth, -0.05), (0.11 * b.girth + s * 0.3, 0.06),
            *hem, (-0.11 * b.girth + s * 0.3, 0.06)])  # fmt: skip
        pen.cut(shape, colour, -0.04, lift=1.3)
        with pen.inside(shape):
            paper_pattern(pen, b.pattern, b.accent, (-0.24, -0.06, 0.48, length + 0.1))
            for k in (-0.5, 0.05, 0.55):
                fold = poly(
                    [(k * 0.1, 0.0), (k * wide + s, length + 0.02), (k * wide + s + 0.022, length + 0.02)]
                )
                pen.mark(fold, shade(colour, -0.3), 0.35)
            pen.stroke(blob([(x, y - 0.022) for x, y in hem], closed=False), b.accent, 0.009)


def mirrored(pen: Pen) -> bool:
    """True for a figure that looks to the left: its sheet is turned over."""
    m = pen.matrix
    return bool(m.getScaleX() * m.getScaleY() < m.getSkewX() * m.getSkewY())


def broom(pen: Pen, body: Body) -> None:
    """What a witch sits on: along her way, twigs behind."""
    with pen.at(0, 0.06, -6):
        pen.cut(limb(-0.3, 0, 0.5, 0, 0.013, 0.011), (140, 96, 62))
        twigs = [
            (-0.26, -0.03),
            (-0.4, -0.075),
            (-0.6, -0.085),
            (-0.57, 0),
            (-0.6, 0.085),
            (-0.4, 0.075),
            (-0.26, 0.03),
        ]
        pen.cut(blob(twigs), (206, 158, 84))
        for y in (-0.04, 0.0, 0.04):
            pen.stroke(blob([(-0.34, y * 0.8), (-0.56, y * 1.5)], closed=False), (140, 96, 52), 0.007)
        pen.cut(limb(-0.29, -0.045, -0.29, 0.045, 0.014, 0.014), body.accent, lift=0.5)


def cape(pen: Pen, body: Body, pose: Pose, up: float) -> None:
    s = pose.wag * 0.05 - 0.03
    pen.cut(blob([(-0.07, 0.02), (0.07, 0.02), (0.06, up * 0.8), (0.02 + s, up + 0.2), (-0.14 + s, up + 0.22),
                  (-0.19 + s, up + 0.1)]), body.accent, -0.05)  # fmt: skip


def scarf(pen: Pen, body: Body, pose: Pose, up: float) -> None:
    colour, s = body.accent, pose.wag * 0.03
    pen.cut(blob([(-0.03, -up + 0.0), (-0.06, -up + 0.03), (-0.13 + s, -up + 0.12 - s), (-0.19 + s,
        -up + 0.11), (-0.15 + s, -up + 0.06), (-0.06, -up - 0.02)]), colour, -0.12)  # fmt: skip
    pen.cut(blob([(-0.075, -up - 0.045), (0.0, -up - 0.03), (0.085, -up - 0.05), (0.09, -up - 0.005), (0,
        -up + 0.02), (-0.08, -up)]), colour)  # fmt: skip


def paper_pattern(pen: Pen, kind: str, colour: RGB, area: tuple[float, float, float, float]) -> None:
    """Printed paper: only within the clip set by the caller."""
    x0, y0, w, h = area
    if kind == "stripes":
        for i in range(int(h / 0.044) + 1):
            pen.mark(poly([(x0, y0 + i * 0.044), (x0 + w, y0 + i * 0.044 - 0.004), (x0 + w,
                y0 + i * 0.044 + 0.014), (x0, y0 + i * 0.044 + 0.018)]), colour, 0.85)  # fmt: skip
    elif kind == "dots":
        for row in range(int(h / 0.036) + 1):
            for col in range(int(w / 0.04) + 1):
                pen.mark(oval(x0 + (col + row % 2 * 0.5) * 0.04, y0 + row * 0.036, 0.0085), colour, 0.9)
    elif kind == "check":
        for i in range(int(w / 0.05) + 1):
            pen.mark(_strip(x0 + i * 0.05, y0, 0.016, h), colour, 0.45)
        for i in range(int(h / 0.05) + 1):
            pen.mark(_strip(x0, y0 + i * 0.05, w, 0.016), colour, 0.45)
    elif kind == "stars":
        for row in range(int(h / 0.07) + 1):
            for col in range(int(w / 0.07) + 1):
                pen.mark(star(x0 + (col + row % 2 * 0.5) * 0.07, y0 + row * 0.07, 0.018), colour, 0.9)


def _strip(x: float, y: float, w: float, h: float) -> skia.Path:
    return poly([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])


def details(pen: Pen, b: Body, up: float) -> None:
    """Collars, buttons, belts and bibs on the trunk, inside its outline."""
    if b.outfit == "suit":
        pen.mark(poly([(-0.02, -up - 0.05), (0.06, -up - 0.05), (0.025, -up * 0.5)]), CREAM)
        pen.mark(poly([(0.012, -up - 0.03), (0.032, -up - 0.03), (0.036, -up * 0.62), (0.022, -up * 0.55),
                       (0.01, -up * 0.62)]), b.accent)  # fmt: skip
        pen.mark(oval(0.022, -up * 0.36, 0.007), shade(b.top, -0.4))
        pen.mark(oval(0.022, -up * 0.2, 0.007), shade(b.top, -0.4))
    elif b.outfit == "overalls":
        pen.cut(
            poly([(-0.06, 0.06), (-0.055, -up * 0.55), (0.075, -up * 0.57), (0.1, 0.06)]), b.bottom, lift=0.5
        )
        for x in (-0.045, 0.062):
            pen.cut(limb(x, -up * 0.5, x * 1.1, -up - 0.04, 0.011, 0.011), b.bottom, -0.1, lift=0.4)
            pen.mark(oval(x, -up * 0.52, 0.009), b.accent)
    elif b.outfit == "space":
        pen.cut(poly([(-0.045, -up * 0.3), (-0.045, -up * 0.66), (0.075, -up * 0.68), (0.075, -up * 0.3)]),
                (150, 160, 176), lift=0.5)  # fmt: skip
        for x, c in ((-0.015, (201, 62, 54)), (0.015, (241, 190, 74)), (0.045, (74, 158, 156))):
            pen.mark(oval(x, -up * 0.5, 0.012), c)
    elif b.outfit == "armour":
        pen.mark(
            poly([(-0.1, -up * 0.45), (0.1, -up * 0.5), (0.1, -up * 0.42), (-0.1, -up * 0.37)]), INK, 0.3
        )
        pen.mark(poly([(0.0, -up), (0.04, -up), (0.04, 0.05), (0.0, 0.05)]), b.accent, 0.8)
    elif b.outfit in ("trousers", "shorts", "skirt", "dress"):
        pen.mark(poly([(-0.03, -up - 0.05), (0.07, -up - 0.05), (0.026, -up + 0.045)]), shade(b.top, 0.45))
    if "belt" in b.extras:
        pen.mark(poly([(-0.13, -0.02), (0.13, -0.028), (0.13, 0.004), (-0.13, 0.012)]), (74, 50, 48))
        pen.mark(oval(0.02, -0.008, 0.015), (226, 176, 70))
    if "apron" in b.extras:
        pen.cut(blob([(-0.05, -up * 0.62), (0.075, -up * 0.64), (0.1, 0.1), (-0.08, 0.1)]), CREAM, lift=0.4)
    if "shawl" in b.extras:
        pen.cut(blob([(-0.13, -up - 0.04), (0.02, -up + 0.0), (0.13, -up - 0.04), (0.12, -up * 0.6), (0.02,
            -up * 0.32), (-0.12, -up * 0.58)]), b.accent, lift=0.6)  # fmt: skip
    if "backpack" in b.extras:
        for x in (-0.055, 0.07):
            pen.mark(limb(x, -up - 0.02, x * 1.2, -up * 0.35, 0.012, 0.012), b.accent)
