"""Heads: hair, hats, faces with a mouth that opens, and the cut-out head of a cameo with its hinged jaw."""

import math
from dataclasses import dataclass

import skia

from ..outline import blob, oval, poly, ring, tube
from ..paper import CREAM, INK, LAMP, RGB, Pen, mix, shade
from .pose import Pose

BLUSH: RGB = (226, 106, 92)
PLUM: RGB = (92, 32, 48)


@dataclass
class Head:
    """Proportions of a drawn head in head radii, and what grows and sits on it."""

    skin: RGB = (240, 196, 160)
    hair: RGB = (74, 48, 42)
    style: str = "short"
    hat: str = ""
    hat_colour: RGB = (201, 62, 54)
    glasses: bool = False
    beard: str = ""
    lashes: bool = False
    nose: RGB | None = None
    wrinkles: bool = False


def back_hair(pen: Pen, head: Head, sway: float) -> None:
    """What hangs behind neck and shoulders; drawn before the trunk. Units: head radii, origin at the chin."""
    c, s = head.hair, sway * 0.16
    if head.style == "long":
        pen.cut(
            blob([(-0.2, -2.1), (0.85, -1.7), (1.1, -0.8), (1.0 + s, 0.5), (0.5 + s, 0.95), (-0.9 + s, 1.1),
                  (-1.35 + s, 0.6), (-1.15, -0.7), (-1.0, -1.6)]), c, -0.16,
        )  # fmt: skip
    elif head.style == "ponytail":
        pen.cut(
            blob([(-0.7, -1.6), (-1.5, -1.5), (-2.0 + s, -0.5), (-1.75 + s * 2, 0.6), (-1.5, -0.2)]), c, -0.1
        )
        pen.cut(oval(-0.98, -1.42, 0.2), head.hat_colour)
    elif head.style == "braids":
        for x in (-1.0, 0.86):
            for i in range(4):
                pen.cut(oval(x + s * i * 0.3, -0.5 + i * 0.42, 0.3 - i * 0.03, 0.28), c, -0.08)
            pen.cut(oval(x + s, 1.0, 0.16), head.hat_colour)
    elif head.style == "bob":
        pen.cut(blob([(0, -2.15), (0.95, -1.7), (1.18, -0.7), (0.95, 0.02), (-1.0, 0.1), (-1.25, -0.7),
                      (-1.05, -1.7)]), c, -0.16)  # fmt: skip
    elif head.style == "curly":
        for i in range(9):
            a = math.pi * (0.9 + 1.2 * i / 8)
            pen.cut(oval(math.cos(a) * 1.0, -1.0 + math.sin(a) * 0.95, 0.46), c, -0.1)
        pen.cut(oval(-1.05, -0.5, 0.42), c, -0.1)
        pen.cut(oval(1.02, -0.5, 0.36), c, -0.14)


def draw_head(pen: Pen, head: Head, pose: Pose) -> None:
    """The head in head radii: chin at the origin, crown at (0, -2)."""
    pen.cut(oval(-0.98, -0.92, 0.2, 0.26), head.skin, -0.08)
    pen.cut(blob([(0.05, -2.0), (0.72, -1.8), (0.98, -1.1), (0.86, -0.42), (0.3, 0.0), (-0.25, 0.0), (-0.84,
        -0.42), (-0.96, -1.1), (-0.7, -1.8)]), head.skin, lift=1.3,)  # fmt: skip
    face(pen, head, pose)
    if head.beard:
        beard(pen, head, pose)
    front_hair(pen, head)
    if head.glasses:
        for x in (-0.14, 0.56):
            pen.stroke(oval(x, -0.98, 0.27), (60, 50, 60), 0.06)
        pen.stroke(blob([(0.13, -1.0), (0.21, -1.04), (0.29, -1.0)], closed=False), (60, 50, 60), 0.06)
    if not pose.bare:
        hat(pen, head)


def face(pen: Pen, head: Head, pose: Pose) -> None:
    look = 0.2 + pose.gaze * 0.14
    for x in (look - 0.4, look + 0.42):
        eye(pen, x, -0.98, pose, head.lashes)
    for x in (look - 0.58, look + 0.6):
        pen.mark(oval(x, -0.6, 0.22, 0.16), BLUSH, 0.42)
    tip = head.nose or shade(head.skin, -0.2)
    pen.mark(blob([(look + 0.02, -0.95), (look + 0.2, -0.66), (look + 0.02, -0.6)]), tip, 0.75)
    if head.wrinkles:
        for x in (look - 0.4, look + 0.42):
            pen.stroke(
                blob([(x - 0.16, -0.76), (x, -0.72), (x + 0.16, -0.76)], closed=False), tip, 0.035, 0.7
            )
    mouth(pen, look + 0.04, -0.36, pose)


def eye(pen: Pen, x: float, y: float, pose: Pose, lashes: bool = False, size: float = 1.0) -> None:
    r = 0.125 * size
    brow = (0.3 + 0.05 * pose.joy) * size
    if pose.blink > 0.5:
        pen.stroke(
            blob([(x - r * 1.2, y), (x, y + r * 0.7), (x + r * 1.2, y)], closed=False), INK, 0.06 * size
        )
    else:
        pen.mark(oval(x, y, r, r * 1.35 * (1 - 0.6 * pose.blink)), INK)
        pen.mark(oval(x + r * 0.3, y - r * 0.5, r * 0.34), CREAM, graded=False)
        if lashes:
            line = blob(
                [(x - r * 1.3, y - r * 0.7), (x, y - r * 1.5), (x + r * 1.7, y - r * 1.5)], closed=False
            )
            pen.stroke(line, INK, 0.05 * size)
    tilt = -pose.joy * 0.07 if pose.joy < 0 else 0.0
    line = blob(
        [(x - 0.17, y - brow + tilt), (x, y - brow - 0.05), (x + 0.17, y - brow - tilt)], closed=False
    )
    pen.stroke(line, INK, 0.05 * size, 0.8)


def mouth(pen: Pen, x: float, y: float, pose: Pose, width: float = 0.3) -> None:
    """Closed it is a cut line that smiles with joy; open it is a plum hole with a tongue."""
    if pose.mouth < 0.08:
        bend = 0.14 * pose.joy
        pen.stroke(
            blob([(x - width, y - bend), (x, y + bend * 0.8), (x + width, y - bend)], closed=False),
            PLUM,
            0.07,
        )
        return
    h = 0.08 + 0.3 * pose.mouth
    w = width * (1.0 - 0.22 * pose.mouth)
    hole = blob([(x - w, y - h * 0.25), (x, y - h * 0.45), (x + w, y - h * 0.25), (x + w * 0.62,
        y + h * 0.75), (x, y + h), (x - w * 0.62, y + h * 0.75)])  # fmt: skip
    pen.mark(hole, PLUM)
    with pen.inside(hole):
        pen.mark(oval(x, y + h * 0.95, w * 0.8, h * 0.5), (222, 96, 92))
        pen.mark(oval(x, y - h * 0.5, w * 0.75, h * 0.26), CREAM)


def beard(pen: Pen, head: Head, pose: Pose) -> None:
    drop = 0.16 * pose.mouth
    if head.beard == "moustache":
        pen.cut(blob([(0.22, -0.52), (0.6, -0.5), (0.78, -0.36), (0.24, -0.38), (-0.34, -0.36), (-0.16,
            -0.5)]), head.hair, lift=0.5)  # fmt: skip
        return
    long = 1.5 if head.beard == "long" else 0.35
    pen.cut(blob([(-0.94, -0.9), (-0.7, -0.5), (-0.3, -0.5 + drop), (0.24, -0.18 + drop), (0.74,
        -0.5 + drop), (0.96, -0.9), (0.92, -0.1), (0.5, long * 0.7 + drop), (0.15, long + drop), (-0.4,
        long * 0.7 + drop), (-0.86, -0.1)]), head.hair, lift=0.7,)  # fmt: skip
    if head.beard == "long":
        pen.cut(blob([(0.22, -0.56), (0.66, -0.5), (0.8, -0.32), (0.24, -0.42), (-0.38, -0.32), (-0.2,
            -0.5)]), head.hair, 0.1, lift=0.4)  # fmt: skip


def front_hair(pen: Pen, head: Head) -> None:
    c = head.hair
    if head.style == "bald":
        pen.cut(blob([(-1.04, -1.3), (-0.86, -1.3), (-0.8, -0.7), (-1.08, -0.8)]), c)
    elif head.style in ("short", "ponytail"):
        pen.cut(
            blob([(-1.06, -0.85), (-1.1, -1.6), (-0.5, -2.2), (0.35, -2.24), (0.98, -1.85), (1.05, -1.3),
                  (0.72, -1.55), (0.2, -1.52), (-0.35, -1.72), (-0.72, -1.4), (-0.86, -0.85)]), c,
        )  # fmt: skip
    elif head.style == "bun":
        pen.cut(oval(-0.2, -2.3, 0.46, 0.42), c, -0.08)
        pen.cut(blob([(-1.05, -0.8), (-1.08, -1.6), (-0.4, -2.14), (0.4, -2.14), (1.0, -1.7), (1.02, -1.05),
                      (0.8, -1.45), (0.2, -1.66), (-0.5, -1.5), (-0.84, -0.95)]), c)  # fmt: skip
    elif head.style == "curly":
        for x, y, r in ((-0.75, -1.72, 0.4), (-0.2, -2.0, 0.44), (0.42, -1.96, 0.42), (0.85, -1.6, 0.34)):
            pen.cut(oval(x, y, r), c, 0.04)
    elif head.style == "tuft":
        pen.cut(tube([(0.0, -1.95), (0.12, -2.2), (0.3, -2.25), (0.34, -2.1)], 0.1, 0.03), c)
    elif head.style:  # long, bob, braids: a parting and two sides
        pen.cut(
            blob([(-1.08, -0.55), (-1.14, -1.5), (-0.55, -2.18), (0.3, -2.22), (0.98, -1.85), (1.12, -1.2),
                  (1.04, -0.5), (0.88, -1.0), (0.62, -1.5), (-0.1, -1.78), (-0.66, -1.45), (-0.9, -0.95)]), c,
        )  # fmt: skip


def hat(pen: Pen, head: Head) -> None:
    c = head.hat_colour
    match head.hat:
        case "straw":
            pen.cut(blob([(-1.75, -1.5), (-0.8, -1.75), (0.9, -1.75), (1.85, -1.45), (0.9, -1.4), (-0.8,
                -1.4)]), (232, 196, 120), -0.08)  # fmt: skip
            pen.cut(
                blob([(-0.9, -1.62), (-0.72, -2.4), (0, -2.6), (0.72, -2.4), (0.92, -1.62)]), (232, 196, 120)
            )
            pen.cut(poly([(-0.9, -1.62), (-0.86, -1.86), (0.88, -1.86), (0.92, -1.62)]), c, lift=0.4)
        case "cap":
            pen.cut(blob([(-1.06, -1.45), (-0.9, -2.1), (0, -2.36), (0.85, -2.1), (1.02, -1.45)]), c)
            pen.cut(blob([(0.2, -1.5), (1.1, -1.62), (1.75, -1.36), (1.0, -1.34)]), c, -0.18)
        case "beanie":
            pen.cut(blob([(-1.08, -1.4), (-0.95, -2.1), (0, -2.5), (0.92, -2.1), (1.06, -1.4)]), c)
            pen.cut(
                blob([(-1.12, -1.3), (-1.1, -1.62), (0, -1.74), (1.08, -1.62), (1.1, -1.3), (0, -1.45)]),
                c,
                0.3,
            )
            pen.cut(oval(0, -2.5, 0.27), CREAM)
        case "crown":
            pen.cut(poly([(-0.85, -1.6), (-0.98, -2.5), (-0.45, -2.05), (0.02, -2.7), (0.48, -2.05), (1.0,
                -2.5), (0.86, -1.6)]), (226, 176, 70))  # fmt: skip
            for x in (-0.5, 0.02, 0.52):
                pen.mark(oval(x, -1.82, 0.11), c)
        case "witch":
            pen.cut(blob([(-1.8, -1.45), (-0.6, -1.72), (0.7, -1.72), (1.85, -1.45), (0, -1.3)]), c, -0.12)
            pen.cut(poly([(-0.85, -1.58), (-0.4, -2.9), (-0.75, -3.6), (0.25, -3.0), (0.88, -1.58)]), c)
            pen.cut(
                poly([(-0.86, -1.58), (-0.76, -1.88), (0.8, -1.88), (0.88, -1.58)]), (214, 164, 66), lift=0.4
            )
        case "chef":
            for x, r in ((-0.6, 0.55), (0.6, 0.55), (0, 0.66)):
                pen.cut(oval(x, -2.6, r), CREAM)
            pen.cut(poly([(-0.9, -1.5), (-0.86, -2.4), (0.88, -2.4), (0.94, -1.5)]), CREAM, lift=0.5)
        case "pirate":
            pen.cut(blob([(-1.7, -1.75), (-0.9, -2.2), (0, -2.85), (0.9, -2.2), (1.75, -1.75), (0.9, -1.5),
                          (-0.9, -1.5)]), (52, 46, 58))  # fmt: skip
            pen.mark(oval(0.02, -2.1, 0.24), CREAM)
            pen.mark(poly([(-0.3, -1.8), (0.34, -1.66), (0.34, -1.74), (-0.3, -1.72)]), CREAM)
        case "knight":
            pen.cut(blob([(-1.08, -0.6), (-1.1, -1.8), (-0.2, -2.4), (0.8, -2.1), (1.08, -1.2), (0.2, -1.35),
                          (-0.6, -1.2), (-0.8, -0.4)]), (178, 184, 194))  # fmt: skip
            pen.cut(
                blob([(-0.3, -2.3), (-1.0, -3.1), (-1.7, -2.6), (-1.3, -2.3), (-1.5, -1.9), (-0.8, -2.1)]), c
            )
        case "wizard":
            pen.cut(poly([(-1.1, -1.45), (0.1, -3.7), (1.12, -1.45), (0.0, -1.3)]), c)
            for x, y in ((-0.3, -1.9), (0.3, -2.1), (0.05, -2.7)):
                pen.mark(star(x, y, 0.17), LAMP)
        case "helmet":
            pen.stroke(ring(0, -1.0, 1.42, 1.38), (230, 234, 238), 0.12)
            pen.mark(oval(0, -1.0, 1.4), (200, 226, 236), 0.2)
            pen.mark(blob([(-0.9, -1.7), (-0.5, -2.05), (-0.3, -2.0), (-0.75, -1.55)]), CREAM, 0.55)


def star(x: float, y: float, r: float, points: int = 5, inner: float = 0.45) -> skia.Path:
    corners = []
    for i in range(points * 2):
        a = math.pi * i / points - math.pi / 2
        d = r if i % 2 == 0 else r * inner
        corners.append((x + d * math.cos(a), y + d * math.sin(a)))
    return poly(corners)


def skin_shadow(skin: RGB) -> RGB:
    return mix(skin, (150, 70, 70), 0.22)
