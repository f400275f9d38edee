"""Rooms for a purpose: kitchen and classroom."""

import math

from ..outline import blob, box, limb, oval, poly, soft_box
from ..paper import CREAM, INK, LAMP, RGB, Pen, mix
from .diorama import Diorama
from .town import FACADES, boards, picture, room_window

CHALK: RGB = (228, 232, 222)
WOOD: RGB = (168, 114, 74)


def _wall(d: Diorama, pen: Pen, colour: RGB, skirting: RGB = CREAM) -> None:
    pen.cut(box(-0.1, -0.1, d.wide + 0.2, 1.2, 0), colour, lift=0)
    pen.cut(box(-0.1, 0.715, d.wide + 0.2, 0.03, 0), skirting, -0.04, lift=1.2)


def hanging_lamp(d: Diorama, pen: Pen, x: float, y: float, colour: RGB, s: float = 0.05) -> None:
    def paint(at: float) -> None:
        pen.cut(limb(at, -0.05, at, y - s, 0.002, 0.002), INK)
        pen.cut(oval(at, y + 0.004, s * 0.4, s * 0.3), LAMP, lift=0.3)
        pen.cut(blob([(at - s, y), (at - s * 0.6, y - s * 0.75), (at, y - s), (at + s * 0.6, y - s * 0.75),
                      (at + s, y), (at, y - s * 0.1)]), colour)  # fmt: skip
        if d.light.lit:
            pen.glow(at, y + 0.03, 0.3, LAMP, 0.5)

    d.each(x, 0.3, paint)


def kitchen(d: Diorama) -> None:
    wall: RGB = d.rng.choice(((232, 206, 160), (176, 196, 182), (222, 184, 160)))
    front: RGB = d.rng.choice(((92, 138, 136), (190, 92, 72), (110, 132, 164)))
    with d.plane(0.0, 0.85) as pen:
        _wall(d, pen, wall)
        tiles(d, pen, 0.4, 0.6, mix(wall, CREAM, 0.65), mix(wall, (130, 90, 70), 0.25))
        d.each(d.wide * 0.42, 0.3, lambda at: room_window(d, pen, at, 0.27))
        d.each(d.wide * 0.12, 0.3, lambda at: plates(d, pen, at, 0.27))
        d.each(d.wide * 0.78, 0.3, lambda at: plates(d, pen, at, 0.27))
    with d.plane(0.0, 0.92, 0.3, anchor=d.wide * 0.2) as pen:
        counter(d, pen, front)
    with d.plane(0.0, 1.0, 0.0) as pen:
        chequered(d, pen, 0.765, (236, 222, 196), (190, 120, 92))
        for k in (0.2, 0.7):
            hanging_lamp(d, pen, d.wide * k, 0.16, front)


def tiles(d: Diorama, pen: Pen, top: float, bottom: float, face: RGB, joint: RGB) -> None:
    pen.cut(box(-0.1, top, d.wide + 0.2, bottom - top, 0), face, lift=0.5)
    rows, count = 5, round(d.wide / 0.06)
    step = (bottom - top) / rows
    for row in range(1, rows):
        pen.stroke(
            poly([(-0.1, top + row * step), (d.wide + 0.1, top + row * step)], closed=False),
            joint,
            0.0016,
            0.5,
        )
    for i in range(count):
        x = i * d.wide / count
        pen.stroke(poly([(x, top), (x, bottom)], closed=False), joint, 0.0016, 0.5)
        if d.rng.random() < 0.2:
            y = top + (d.rng.randrange(rows) + 0.5) * step
            pen.mark(blob([(x + 0.03, y - 0.014), (x + 0.044, y), (x + 0.03, y + 0.014), (x + 0.016, y)]),
                     (196, 108, 84), 0.7)  # fmt: skip


def plates(d: Diorama, pen: Pen, x: float, y: float) -> None:
    """A shelf: jars on it, pans and ladles under it."""
    for k, (w, h) in enumerate(((0.034, 0.06), (0.03, 0.045), (0.036, 0.07), (0.03, 0.05))):
        at = x - 0.1 + k * 0.06
        pen.cut(soft_box(at - w / 2, y - h, w, h, 0.008), FACADES[(k * 2 + int(x * 9)) % 6])
        pen.cut(box(at - w * 0.4, y - h - 0.012, w * 0.8, 0.014), (120, 84, 62), lift=0.5)
    pen.cut(box(x - 0.15, y, 0.3, 0.016), WOOD, lift=1.4)
    for k in range(4):
        at, long = x - 0.11 + k * 0.07, 0.04 + 0.012 * (k % 2)
        pen.cut(limb(at, y + 0.016, at, y + long, 0.0035, 0.0035), INK)
        pen.cut(
            oval(at, y + long + 0.02, 0.026 if k % 2 else 0.018), (92, 96, 108) if k % 2 else (206, 146, 82)
        )


def counter(d: Diorama, pen: Pen, colour: RGB) -> None:
    count = round(d.wide / 0.17)
    wide = d.wide / count
    for i in range(count):
        x = i * wide
        if i == 1:
            stove(d, pen, x, wide)
            continue
        pen.cut(box(x + 0.002, 0.6, wide - 0.004, 0.18), colour, -0.02)
        pen.cut(soft_box(x + 0.014, 0.648, wide - 0.028, 0.105, 0.006), colour, 0.1, lift=0.5)
        pen.cut(soft_box(x + 0.014, 0.615, wide - 0.028, 0.025, 0.006), colour, 0.1, lift=0.5)
        for dy in (0.628, 0.662):
            pen.cut(oval(x + wide / 2, dy, 0.006), (226, 176, 70), lift=0.4)
    pen.cut(box(-0.1, 0.588, d.wide + 0.2, 0.022, 0), (234, 224, 208), lift=1.3)
    pen.cut(box(-0.1, 0.77, d.wide + 0.2, 0.014, 0), INK, 0.1, lift=0)
    bread, x = d.wide * 0.62, d.wide * 0.3
    pen.cut(blob([(bread - 0.05, 0.586), (bread - 0.046, 0.562), (bread, 0.55), (bread + 0.046, 0.562),
                  (bread + 0.05, 0.586)]), (204, 142, 80))  # fmt: skip
    for k, c in enumerate(((201, 62, 54), (241, 190, 74), (96, 143, 86))):
        pen.cut(oval(d.wide * 0.86 + k * 0.03, 0.575 - 0.008 * (k % 2), 0.018), c)
    pen.cut(
        blob([(x, 0.586), (x, 0.53), (x + 0.03, 0.515), (x + 0.045, 0.54)], closed=False),
        (150, 156, 164),
        lift=0,
    )
    pen.stroke(
        blob([(x, 0.588), (x, 0.535), (x + 0.028, 0.52), (x + 0.04, 0.55)], closed=False),
        (160, 166, 174),
        0.008,
    )


def stove(d: Diorama, pen: Pen, x: float, w: float) -> None:
    pen.cut(box(x + 0.002, 0.598, w - 0.004, 0.182), (236, 230, 220))
    pen.cut(soft_box(x + 0.016, 0.645, w - 0.032, 0.1, 0.008), (70, 64, 74), lift=-0.4)
    pen.mark(soft_box(x + 0.026, 0.66, w - 0.052, 0.07, 0.006), (232, 138, 70), 0.75)
    for k in range(4):
        pen.cut(oval(x + w * (0.2 + 0.2 * k), 0.622, 0.007), (201, 62, 54), lift=0.4)
    pot = x + w * 0.42
    pen.cut(soft_box(pot - 0.042, 0.54, 0.084, 0.05, 0.008), (178, 66, 56))
    pen.cut(soft_box(pot - 0.048, 0.53, 0.096, 0.014, 0.006), (200, 90, 74), lift=0.6)
    pen.cut(oval(pot, 0.526, 0.008), INK, lift=0.3)
    for k, y in enumerate((0.5, 0.46, 0.42)):
        pen.mark(
            oval(pot + 0.01 * math.sin(k * 2), y, 0.02 + 0.008 * k, 0.016 + 0.006 * k), CREAM, 0.3 - 0.07 * k
        )


def chequered(d: Diorama, pen: Pen, top: float, one: RGB, two: RGB) -> None:
    """A floor of squares that widen towards us."""
    pen.cut(box(-0.1, top, d.wide + 0.2, 0.4, 0), one, lift=0.6)
    y, count = top, round(d.wide / 0.11)
    for row in range(6):
        step = 0.022 + row * 0.011
        for i in range(count):
            if (i + row) % 2:
                pen.mark(box(i * d.wide / count, y, d.wide / count, step, 0), two, 0.85)
        y += step


def classroom(d: Diorama) -> None:
    wall: RGB = d.rng.choice(((226, 206, 152), (178, 196, 190), (214, 190, 170)))
    with d.plane(0.0, 0.85, anchor=d.wide * 0.34) as pen:
        _wall(d, pen, wall, WOOD)
        pen.cut(box(-0.1, 0.54, d.wide + 0.2, 0.18, 0), mix(wall, (150, 110, 80), 0.35), lift=0.6)
        d.each(d.wide * 0.36, 0.4, lambda at: blackboard(d, pen, at, 0.36))
        d.each(d.wide * 0.84, 0.3, lambda at: room_window(d, pen, at, 0.3))
        d.each(d.wide * 0.05, 0.2, lambda at: clock(pen, at, 0.2))
        for k, w in ((0.02, 0.1), (0.64, 0.09)):
            d.each(d.wide * k, 0.2, lambda at, w=w: picture(pen, at, 0.42, w, 0.11))
        bunting(d, pen, 0.09)
    with d.plane(0.0, 1.0, 0.4) as pen:
        boards(d, pen, 0.745, (186, 136, 92))
        for i in range(3):
            d.each(d.wide * (0.08 + i / 3), 0.3, lambda at, i=i: desk(pen, at, 0.805, i))
        d.each(d.wide * 0.56, 0.2, lambda at: globe(pen, at, 0.79))


def blackboard(d: Diorama, pen: Pen, x: float, y: float) -> None:
    pen.cut(box(x - 0.25, y - 0.15, 0.5, 0.3), WOOD, lift=1.3)
    slate = box(x - 0.235, y - 0.135, 0.47, 0.27)
    pen.cut(slate, (58, 86, 78), lift=-0.4)
    with pen.inside(slate):
        pen.mark(oval(x - 0.1, y + 0.1, 0.22, 0.04), CHALK, 0.06)
        for k, row in enumerate(("0 0", "00", "0")):
            for i, c in enumerate(row):
                if c == "0":
                    pen.stroke(
                        oval(x - 0.17 + i * 0.035 + k * 0.017, y + 0.06 - k * 0.035, 0.013),
                        CHALK,
                        0.0035,
                        0.85,
                    )
        house = [
            (x + 0.07, y + 0.08),
            (x + 0.07, y),
            (x + 0.12, y - 0.05),
            (x + 0.17, y),
            (x + 0.17, y + 0.08),
        ]
        pen.stroke(poly(house), CHALK, 0.004, 0.9)
        pen.stroke(oval(x + 0.19, y - 0.085, 0.022), (244, 214, 120), 0.004, 0.9)
        for k in range(3):
            line = [
                (x - 0.2 + i * 0.016, y - 0.09 + k * 0.035 + 0.006 * math.sin(i * 2.2 + k))
                for i in range(11 - 2 * k)
            ]
            pen.stroke(blob(line, closed=False), CHALK, 0.0034, 0.8)
    pen.cut(box(x - 0.25, y + 0.15, 0.5, 0.014), WOOD, -0.12)
    for k, c in enumerate((CHALK, (244, 190, 120), (180, 214, 226))):
        pen.cut(box(x - 0.1 + k * 0.04, y + 0.142, 0.026, 0.008), c, lift=0.3)


def clock(pen: Pen, x: float, y: float) -> None:
    pen.cut(oval(x, y, 0.05), (150, 66, 58), lift=1.2)
    pen.cut(oval(x, y, 0.041), CREAM, lift=-0.3)
    for k in range(12):
        a = math.tau * k / 12
        pen.mark(oval(x + 0.034 * math.sin(a), y - 0.034 * math.cos(a), 0.0028), INK)
    pen.mark(limb(x, y, x + 0.004, y - 0.026, 0.003, 0.002), INK)
    pen.mark(limb(x, y, x + 0.02, y + 0.008, 0.003, 0.002), INK)


def bunting(d: Diorama, pen: Pen, y: float) -> None:
    count = round(d.wide / 0.07)
    for i in range(count):
        x, step = i * d.wide / count, d.wide / count
        sag = y + 0.02 * abs(math.sin(math.pi * i / 6))
        pen.cut(poly([(x, sag), (x + step * 0.8, sag), (x + step * 0.4, sag + 0.05)]), FACADES[i % 6])
        pen.stroke(
            poly([(x, sag), (x + step, y + 0.02 * abs(math.sin(math.pi * (i + 1) / 6)))], closed=False),
            INK,
            0.002,
        )


def desk(pen: Pen, x: float, y: float, i: int) -> None:
    for dx in (-0.07, 0.07):
        pen.cut(limb(x + dx, y, x + dx * 0.9, y - 0.08, 0.006, 0.006), (96, 104, 116))
    pen.cut(box(x - 0.085, y - 0.07, 0.17, 0.03), WOOD, -0.18)
    pen.cut(
        poly([(x - 0.095, y - 0.082), (x + 0.095, y - 0.082), (x + 0.1, y - 0.066), (x - 0.1, y - 0.066)]),
        WOOD,
        0.12,
    )
    pen.cut(box(x - 0.05, y - 0.098, 0.06, 0.016), FACADES[i * 2 % 6], lift=0.6)
    pen.cut(box(x - 0.045, y - 0.11, 0.052, 0.013), FACADES[(i * 2 + 3) % 6], lift=0.6)
    if i % 2 == 0:
        pen.cut(oval(x + 0.05, y - 0.1, 0.017), (201, 62, 54))


def globe(pen: Pen, x: float, y: float) -> None:
    pen.cut(limb(x, y, x, y - 0.06, 0.006, 0.005), (120, 84, 62))
    pen.cut(box(x - 0.03, y - 0.01, 0.06, 0.012), (120, 84, 62))
    ball = oval(x, y - 0.1, 0.045)
    pen.cut(ball, (92, 150, 178))
    with pen.inside(ball):
        for dx, dy, s in ((-0.02, -0.02, 0.022), (0.02, 0.012, 0.018), (0.0, 0.035, 0.012)):
            pen.mark(oval(x + dx, y - 0.1 + dy, s, s * 0.8, 0.1), (136, 168, 96))
