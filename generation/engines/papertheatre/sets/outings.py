"""Where people go to see something: market, concert, stadium."""

import math

from ..outline import blob, box, limb, oval, poly
from ..paper import CREAM, CURTAIN, INK, LAMP, RGB, Pen, mix
from .diorama import Diorama
from .legends import cobbles
from .nature import GRASS, MOSS
from .town import FACADES, boards, pavement, skyline


def market(d: Diorama) -> None:
    d.sky(0.6)
    d.clouds(3, bottom=0.26)
    with d.plane(0.5, 0.25, 0.2) as pen:
        skyline(d, pen, 0.74, 0.16, 0.28, 0.16)
    with d.plane(0.2, 0.6, 0.3) as pen:
        stalls(d, pen, 0.755, 0.24, 0.3, 0)
    with d.plane(0.0, 1.0, 0.0) as pen:
        pavement(d, pen)
        pen.cut(box(-0.1, 0.862, d.wide + 0.2, 0.3, 0), (196, 176, 152), lift=0)
        cobbles(d, pen, 0.8)
        stalls(d, pen, 0.81, 0.34, 0.65, 3)
        strings(d, pen, 0.2)


def stalls(d: Diorama, pen: Pen, y: float, s: float, gap: float, first: int) -> None:
    count = max(2, round(d.wide / gap))
    for i in range(count):
        d.each((i + 0.5) * d.wide / count, 0.4, lambda at, i=i: stall(pen, at, y, s, i + first))


def stall(pen: Pen, x: float, y: float, s: float, i: int) -> None:
    cloth: RGB = ((201, 62, 54), (74, 140, 140), (226, 150, 62), (96, 143, 86))[i % 4]
    goods: tuple[RGB, ...] = ((231, 129, 58), (201, 62, 54), (150, 176, 82), (241, 190, 74))
    with pen.at(x, y, 0, s):
        for dx in (-0.44, 0.44):
            pen.cut(limb(dx, 0, dx, -0.86, 0.014, 0.014), (140, 96, 66))
        pen.cut(box(-0.44, -0.36, 0.88, 0.36), (176, 122, 80))
        for k in range(6):
            pen.stroke(
                poly([(-0.36 + k * 0.146, -0.35), (-0.36 + k * 0.146, 0)], closed=False),
                (120, 78, 56),
                0.008,
                0.6,
            )
        for k in range(4):
            cx = -0.33 + k * 0.22
            for row in range(2):
                for n in range(3 - row):
                    pen.cut(
                        oval(cx - 0.06 + n * 0.06 + row * 0.03, -0.44 - row * 0.05, 0.036),
                        goods[(k + i) % 4],
                        0.06 * row,
                        lift=0.5,
                    )
            pen.cut(
                poly([(cx - 0.1, -0.43), (cx + 0.1, -0.43), (cx + 0.085, -0.34), (cx - 0.085, -0.34)]),
                (206, 160, 104),
            )
        for k in range(8):
            a, b = -0.52 + k * 0.13, -0.39 + k * 0.13
            tone = cloth if k % 2 else CREAM
            pen.cut(
                blob(
                    [(a * 0.86, -0.98), (b * 0.86, -0.98), (b, -0.78), ((a + b) / 2, -0.72), (a, -0.78)],
                    tension=0.5,
                ),
                tone,
            )
        pen.cut(box(-0.46, -1.0, 0.92, 0.035), cloth, -0.2)


def strings(d: Diorama, pen: Pen, y: float) -> None:
    """Lanterns on a line across the square."""
    count = round(d.wide / 0.1)
    points = [(i * d.wide / count, y + 0.05 * abs(math.sin(math.pi * i / 5))) for i in range(-1, count + 2)]
    pen.stroke(poly(points, closed=False), INK, 0.0022, 0.8)
    for i, (x, py) in enumerate(points):
        tone = FACADES[i % 6] if i % 2 else LAMP
        pen.cut(oval(x, py + 0.022, 0.016, 0.02), tone, lift=0.7)
        if d.light.lit:
            pen.glow(x, py + 0.022, 0.07, LAMP, 0.6)


def concert(d: Diorama) -> None:
    """A rock stage by lamplight: beams, towers of loudspeakers, hands in front."""
    with d.plane(0.1, 0.0, moves=False) as pen:
        pen.cut(box(-0.1, -0.1, d.aspect + 0.2, 1.2, 0), (44, 34, 66), lift=0)
        for i in range(4):
            r = 0.5 - i * 0.1
            pen.cut(
                oval(d.aspect / 2, 0.6, r * max(1, d.aspect), r),
                mix((62, 42, 92), (196, 84, 120), i / 4),
                lift=1.3,
            )
        lamps = max(5, round(d.aspect / 0.13))
        for i in range(lamps):
            spot(pen, d.aspect * (i + 0.5) / lamps, 0.13, d.aspect / 2, i)
        truss(pen, d.aspect, 0.09)
    with d.plane(0.0, 0.9, 0.3, anchor=d.wide * 0.26) as pen:
        for k in (0.07, 0.57):
            d.each(d.wide * k, 0.3, lambda at: speakers(pen, at, 0.78))
        d.each(d.wide * 0.33, 0.3, lambda at: drums(pen, at, 0.775))
        d.each(d.wide * 0.83, 0.3, lambda at: drums(pen, at, 0.775))
    with d.plane(0.0, 1.0, 0.7) as pen:
        boards(d, pen, 0.765, (112, 84, 92))
    with d.plane(0.0, 1.2, 0.8, 1.06, front=True, bob=0.008, beat=0.9) as pen:
        audience(d, pen, 1.0)


def truss(pen: Pen, aspect: float, y: float) -> None:
    for dy in (0.0, 0.04):
        pen.cut(box(-0.1, y + dy, aspect + 0.2, 0.008, 0), (150, 150, 164))
    for i in range(int(aspect / 0.05) + 2):
        pen.stroke(
            poly([(i * 0.05, y), (i * 0.05 + 0.025, y + 0.045), (i * 0.05 + 0.05, y)], closed=False),
            (150, 150, 164),
            0.0035,
        )


def spot(pen: Pen, x: float, y: float, middle: float, i: int) -> None:
    tone: RGB = ((255, 208, 122), (240, 120, 140), (120, 200, 220))[i % 3]
    aim = middle + (x - middle) * 0.2 + 0.1 * math.sin(i * 2.1)
    pen.mark(
        poly([(x - 0.012, y + 0.03), (x + 0.012, y + 0.03), (aim + 0.13, 0.86), (aim - 0.13, 0.86)]),
        tone,
        0.13,
        graded=False,
    )
    pen.cut(box(x - 0.017, y - 0.01, 0.034, 0.036), INK)
    pen.cut(oval(x, y + 0.03, 0.017, 0.009), tone, lift=0.3)
    pen.glow(x, y + 0.03, 0.09, tone, 0.7)


def speakers(pen: Pen, x: float, y: float) -> None:
    for k in range(3):
        top = y - 0.14 * (k + 1)
        pen.cut(box(x - 0.075, top, 0.15, 0.138), (58, 52, 66), 0.05 * k, lift=1.3)
        pen.cut(oval(x, top + 0.085, 0.042), (86, 80, 96), lift=0.5)
        pen.cut(oval(x, top + 0.085, 0.02), (40, 36, 48), lift=0.3)
        pen.cut(oval(x, top + 0.028, 0.018), (86, 80, 96), lift=0.5)


def drums(pen: Pen, x: float, y: float) -> None:
    for dx, dy in ((-0.15, -0.2), (0.15, -0.22)):
        pen.cut(limb(x + dx, y, x + dx, y + dy, 0.003, 0.003), (170, 170, 180))
        pen.cut(oval(x + dx, y + dy, 0.055, 0.01), (226, 176, 70))
    for dx in (-0.055, 0.055):
        pen.cut(oval(x + dx, y - 0.15, 0.044, 0.036), (201, 62, 54), -0.1)
        pen.cut(oval(x + dx, y - 0.165, 0.042, 0.016), CREAM, lift=0.3)
    pen.cut(oval(x, y - 0.065, 0.075), (201, 62, 54), lift=1.2)
    pen.cut(oval(x, y - 0.065, 0.06), CREAM, lift=0.4)
    pen.cut(oval(x, y - 0.065, 0.02), CURTAIN, lift=0.2)


def audience(d: Diorama, pen: Pen, y: float) -> None:
    """Heads and raised hands, dark against the stage."""
    dark: RGB = (34, 26, 48)
    count = round(d.wide / 0.1)
    for i in range(count):
        x, tall = (i + d.rng.uniform(-0.25, 0.25)) * d.wide / count, d.rng.uniform(0.07, 0.1)

        def paint(at: float, tall: float = tall, i: int = i) -> None:
            if i % 3 != 1:
                s = 1 if i % 2 else -1
                pen.cut(limb(at + s * 0.04, y + 0.03, at + s * 0.055, y - tall - 0.035, 0.017, 0.012), dark)
                pen.cut(oval(at + s * 0.056, y - tall - 0.045, 0.017, 0.021), dark)
            pen.cut(oval(at, y - tall + 0.03, 0.032, 0.036), dark, 0.06)
            pen.cut(
                blob(
                    [
                        (at - 0.06, y + 0.1),
                        (at - 0.05, y),
                        (at, y - 0.02),
                        (at + 0.05, y),
                        (at + 0.06, y + 0.1),
                    ]
                ),
                dark,
            )

        d.each(x, 0.2, paint)


def stadium(d: Diorama) -> None:
    d.sky(0.4)
    d.clouds(3, bottom=0.2)
    with d.plane(0.3, 0.4, 0.1) as pen:
        for k in (0.15, 0.65):
            d.each(d.wide * k, 0.3, lambda at: floodlight(d, pen, at, 0.5))
        tiers(d, pen)
    with d.plane(0.06, 0.8, 0.6) as pen:
        hoardings(d, pen, 0.7)
    with d.plane(0.0, 1.0, 0.55, anchor=d.wide * 0.9) as pen:
        turf(d, pen, 0.76)
        d.each(d.wide * 0.9, 0.4, lambda at: goal(pen, at, 0.79))
        d.each(d.wide * 0.42, 0.2, lambda at: corner_flag(pen, at, 0.79))


def tiers(d: Diorama, pen: Pen) -> None:
    """Rows of people as punched paper dots."""
    coats: tuple[RGB, ...] = (
        (201, 62, 54),
        (241, 190, 74),
        (74, 140, 158),
        (246, 239, 226),
        (122, 82, 140),
        (231, 140, 150),
    )
    skins: tuple[RGB, ...] = ((240, 200, 168), (206, 152, 112), (146, 98, 70), (96, 64, 50))
    pen.cut(box(-0.1, 0.34, d.wide + 0.2, 0.02, 0), (90, 96, 110), lift=1.4)
    for row in range(9):
        y = 0.37 + row * 0.038
        pen.cut(box(-0.1, y, d.wide + 0.2, 0.5, 0), (118, 124, 138), -0.1 + 0.02 * row, lift=0.8)
        count = round(d.wide / 0.04)
        for i in range(count):
            if d.rng.random() < 0.12:
                continue
            x = (i + 0.5 * (row % 2) + d.rng.uniform(-0.15, 0.15)) * d.wide / count
            pen.mark(box(x - 0.012, y + 0.012, 0.024, 0.026), d.rng.choice(coats))
            pen.mark(oval(x, y + 0.004, 0.0105), d.rng.choice(skins))


def floodlight(d: Diorama, pen: Pen, x: float, y: float) -> None:
    pen.cut(limb(x, y, x, 0.2, 0.008, 0.006), (110, 116, 130))
    pen.cut(box(x - 0.075, 0.13, 0.15, 0.08), (90, 96, 110))
    for k in range(8):
        cx, cy = x - 0.054 + (k % 4) * 0.036, 0.152 + (k // 4) * 0.036
        pen.cut(oval(cx, cy, 0.013), LAMP if d.light.lit else CREAM, lift=0.3)
    if d.light.lit:
        pen.glow(x, 0.17, 0.3, LAMP, 0.6)


def hoardings(d: Diorama, pen: Pen, y: float) -> None:
    count = round(d.wide / 0.26)
    for i in range(count):
        x, w = i * d.wide / count, d.wide / count
        pen.cut(box(x + 0.002, y, w - 0.004, 0.065), FACADES[(i * 2) % 6])
        for k in range(3):
            pen.mark(oval(x + w * (0.28 + 0.22 * k), y + 0.032, 0.018), CREAM, 0.9 if k == i % 3 else 0.5)


def turf(d: Diorama, pen: Pen, y: float) -> None:
    pen.cut(box(-0.1, y, d.wide + 0.2, 0.4, 0), GRASS, lift=0.6)
    count = max(4, 2 * round(d.wide / 0.32))
    for i in range(0, count, 2):
        x, w = i * d.wide / count, d.wide / count
        pen.mark(poly([(x, y), (x + w, y), (x + w, 1.1), (x, 1.1)]), mix(GRASS, MOSS, 0.6), 0.8)
    pen.cut(box(-0.1, y + 0.03, d.wide + 0.2, 0.005, 0), CREAM, lift=0)
    pen.cut(box(-0.1, 0.955, d.wide + 0.2, 0.009, 0), CREAM, lift=0)


def goal(pen: Pen, x: float, y: float) -> None:
    for k in range(9):
        pen.stroke(
            poly([(x - 0.16 + k * 0.04, y - 0.19), (x - 0.17 + k * 0.042, y)], closed=False),
            CREAM,
            0.0018,
            0.7,
        )
    for k in range(5):
        pen.stroke(
            poly([(x - 0.165, y - 0.18 + k * 0.042), (x + 0.165, y - 0.18 + k * 0.042)], closed=False),
            CREAM,
            0.0018,
            0.7,
        )
    for s in (-1, 1):
        pen.cut(limb(x + s * 0.17, y, x + s * 0.17, y - 0.195, 0.007, 0.007), CREAM)
    pen.cut(limb(x - 0.17, y - 0.195, x + 0.17, y - 0.195, 0.007, 0.007), CREAM)


def corner_flag(pen: Pen, x: float, y: float) -> None:
    pen.cut(limb(x, y, x, y - 0.13, 0.004, 0.003), CREAM)
    pen.cut(poly([(x, y - 0.13), (x + 0.06, y - 0.11), (x, y - 0.085)]), CURTAIN)
