"""Rooms of the working day: office and the inside of a train."""

from ..outline import blob, box, oval, poly, soft_box
from ..paper import CREAM, INK, LAMP, RGB, Pen, mix
from .diorama import Diorama
from .indoors import WOOD, clock, hanging_lamp
from .nature import MOSS
from .town import FACADES, boards


def office(d: Diorama) -> None:
    wall: RGB = d.rng.choice(((196, 196, 190), (206, 186, 164), (172, 186, 196)))
    with d.plane(0.4, 0.35, 0.05, 0.62) as pen:
        pen.cut(box(-0.1, 0.0, d.wide + 0.2, 0.7, 0), d.light.sky[-2], lift=0)
        count = round(d.wide / 0.12)
        for i in range(count):
            tall = d.rng.uniform(0.16, 0.42)
            d.each(
                i * d.wide / count,
                0.3,
                lambda at, t=tall, i=i: _block(pen, at, 0.62, 0.11, t, FACADES[i % 6]),
            )
    with d.plane(0.0, 0.85) as pen:
        office_wall(d, pen, wall)
    with d.plane(0.0, 1.0, 0.0, anchor=d.wide * 0.2) as pen:
        pen.cut(box(-0.1, 0.75, d.wide + 0.2, 0.4, 0), (112, 126, 138), lift=0.6)
        for _ in range(40):
            pen.mark(
                oval(d.rng.uniform(0, d.wide), d.rng.uniform(0.77, 1.0), 0.01, 0.003), (150, 162, 170), 0.5
            )
        for k in (0.16, 0.66):
            d.each(d.wide * k, 0.4, lambda at: workplace(d, pen, at, 0.8))
            hanging_lamp(d, pen, d.wide * k, 0.13, (74, 92, 110), 0.06)
        d.each(d.wide * 0.42, 0.2, lambda at: pot_plant(pen, at, 0.8))
        d.each(d.wide * 0.92, 0.2, lambda at: cabinet(pen, at, 0.795))


def _block(pen: Pen, x: float, base: float, w: float, tall: float, colour: RGB) -> None:
    pen.cut(box(x, base - tall, w, tall + 0.1), colour, lift=1.2)
    for row in range(int(tall / 0.04)):
        for col in range(4):
            lit = pen.light.lit and (row * 5 + col * 3 + int(x * 50)) % 3
            pen.mark(box(x + 0.012 + col * 0.025, base - tall + 0.02 + row * 0.04, 0.013, 0.02),
                     LAMP if lit else mix(colour, (110, 140, 160), 0.7), graded=not lit)  # fmt: skip


def office_wall(d: Diorama, pen: Pen, wall: RGB) -> None:
    """A wall with wide windows: below, above and between them."""
    for y, h in ((-0.1, 0.22), (0.54, 0.5)):
        pen.cut(box(-0.1, y, d.wide + 0.2, h, 0), wall, lift=1.2)
    pen.cut(box(-0.1, 0.53, d.wide + 0.2, 0.016, 0), CREAM, lift=1.2)
    pen.cut(box(-0.1, 0.722, d.wide + 0.2, 0.026, 0), mix(wall, INK, 0.4), lift=0.8)
    count = max(3, round(d.wide / 0.44))
    for i in range(count):
        x = i * d.wide / count
        d.each(x, 0.2, lambda at: pen.cut(box(at - 0.045, 0.1, 0.09, 0.46, 0), wall, lift=1.2))
        for k in (1 / 3, 2 / 3):
            mid = x + k * d.wide / count
            pen.cut(box(mid - 0.004, 0.11, 0.008, 0.43, 0), CREAM, lift=0.8)
        for row in range(4):
            left = x + 0.046
            pen.cut(
                box(left, 0.118 + row * 0.016, d.wide / count - 0.092, 0.011, 0),
                (238, 232, 220),
                -0.05 * row,
                lift=0.6,
            )
    d.each(d.wide / count, 0.2, lambda at: clock(pen, at, 0.62))


def workplace(d: Diorama, pen: Pen, x: float, y: float) -> None:
    for dx in (-0.15, 0.15):
        pen.cut(box(x + dx - 0.008, y - 0.13, 0.016, 0.13), (90, 98, 110))
    pen.cut(box(x + 0.07, y - 0.12, 0.075, 0.1), (206, 200, 188))
    for k in (0.09, 0.06):
        pen.cut(box(x + 0.095, y - k, 0.025, 0.006), (110, 116, 126), lift=0.3)
    pen.cut(box(x - 0.18, y - 0.145, 0.36, 0.02), WOOD, 0.1, lift=1.3)
    pen.cut(box(x - 0.045, y - 0.17, 0.03, 0.026), (70, 74, 84))
    pen.cut(soft_box(x - 0.11, y - 0.275, 0.16, 0.11, 0.008), (58, 62, 74), lift=1.2)
    screen = soft_box(x - 0.102, y - 0.267, 0.144, 0.092, 0.004)
    pen.cut(screen, (150, 198, 206), lift=-0.3)
    for k in range(4):
        pen.mark(box(x - 0.09, y - 0.255 + k * 0.02, 0.05 + 0.02 * (k % 3), 0.008), CREAM, 0.9)
    pen.cut(soft_box(x + 0.09, y - 0.18, 0.024, 0.034, 0.004), (201, 62, 54))
    for k in range(3):
        pen.cut(
            box(x - 0.165 + 0.003 * k, y - 0.156 - k * 0.01, 0.05, 0.01), (250, 244, 232), -0.06 * k, lift=0.5
        )


def pot_plant(pen: Pen, x: float, y: float) -> None:
    for k, (a, s) in enumerate(((-50, 0.12), (40, 0.13), (-22, 0.17), (18, 0.18), (-4, 0.2))):
        with pen.at(x, y - 0.05, a, s):
            pen.cut(blob([(0, 0), (-0.2, -0.5), (0, -1), (0.2, -0.5)]), MOSS, -0.12 + 0.06 * k)
    pen.cut(
        poly([(x - 0.036, y - 0.07), (x + 0.036, y - 0.07), (x + 0.026, y), (x - 0.026, y)]), (196, 108, 78)
    )


def cabinet(pen: Pen, x: float, y: float) -> None:
    pen.cut(box(x - 0.07, y - 0.3, 0.14, 0.3), (126, 142, 150), lift=1.2)
    for k in range(3):
        pen.cut(box(x - 0.06, y - 0.29 + k * 0.096, 0.12, 0.086), (150, 166, 172), lift=0.5)
        pen.cut(box(x - 0.02, y - 0.262 + k * 0.096, 0.04, 0.01), (80, 88, 98), lift=0.4)
    pen.cut(soft_box(x - 0.05, y - 0.35, 0.06, 0.05, 0.006), (201, 126, 74))


def train(d: Diorama) -> None:
    """Inside the carriage: the land runs past the windows even while the travellers sit."""
    with d.plane(0.0, 0.0, 0.0, 0.66, moves=False) as pen:
        for i, tone in enumerate(d.light.sky):
            pen.mark(box(-0.1, i * 0.09, d.aspect + 0.2, 0.7, 0), tone, graded=False)
        pen.cut(oval(d.aspect * 0.7, 0.24, 0.05), d.light.disc, lift=0.4)
    for depth, speed, y, tone, drift in ((0.6, 0.1, 0.48, (126, 150, 150), -0.05), (0.36, 0.2, 0.54, MOSS, -0.16),
                                         (0.1, 0.3, 0.6, (150, 176, 96), -0.5)):  # fmt: skip
        with d.plane(depth, speed, 0.3, 0.68, drift=drift) as pen:
            d.hills(pen, y, 0.03, tone, (1, 2, 3))
            if depth < 0.5:
                d.row(pen, "fir" if depth > 0.2 else "tree", y + 0.03, 0.08 if depth > 0.2 else 0.16, 0.3)
    with d.plane(0.0, 0.92) as pen:
        carriage(d, pen)
    with d.plane(0.0, 1.0, 0.4) as pen:
        boards(d, pen, 0.755, (130, 92, 78))
        count = max(2, round(d.wide / 0.66))
        for i in range(count):
            d.each((i + 0.5) * d.wide / count, 0.4, lambda at: bench(pen, at, 0.8))


def carriage(d: Diorama, pen: Pen) -> None:
    wall: RGB = (150, 74, 62)
    count = max(2, round(d.wide / 0.44))
    step = d.wide / count
    pen.cut(box(-0.1, -0.1, d.wide + 0.2, 0.32, 0), (226, 202, 160), lift=1.3)
    pen.cut(box(-0.1, 0.21, d.wide + 0.2, 0.02, 0), (140, 94, 64), lift=1.2)
    pen.cut(box(-0.1, 0.55, d.wide + 0.2, 0.5, 0), wall, lift=1.3)
    pen.cut(box(-0.1, 0.545, d.wide + 0.2, 0.02, 0), (196, 150, 98), lift=1.2)
    for i in range(count * 4):
        pen.stroke(
            poly([(i * step / 4, 0.58), (i * step / 4, 0.75)], closed=False), (110, 50, 46), 0.003, 0.6
        )
    for i in range(count):
        d.each(i * step, 0.2, lambda at: pen.cut(box(at - 0.06, 0.2, 0.12, 0.37, 0), wall, lift=1.3))
        for s in (-1, 1):
            d.each(i * step, 0.2, lambda at, s=s: pen.cut(blob([(at + s * 0.05, 0.225), (at + s * 0.115, 0.225),
                (at + s * 0.1, 0.36), (at + s * 0.08, 0.54), (at + s * 0.05, 0.54)], tension=0.6),
                (84, 128, 112)))  # fmt: skip
        d.each(i * step, 0.2, lambda at: wall_lamp(d, pen, at, 0.34))
        rack(pen, (i + 0.5) * step, 0.16, i)


def wall_lamp(d: Diorama, pen: Pen, x: float, y: float) -> None:
    pen.cut(oval(x, y, 0.02), (226, 176, 70))
    pen.cut(
        poly([(x - 0.03, y + 0.05), (x - 0.016, y), (x + 0.016, y), (x + 0.03, y + 0.05)]),
        LAMP if d.light.lit else CREAM,
    )
    if d.light.lit:
        pen.glow(x, y + 0.03, 0.22, LAMP, 0.55)


def rack(pen: Pen, x: float, y: float, i: int) -> None:
    pen.cut(soft_box(x - 0.1, y - 0.055, 0.09, 0.06, 0.01), FACADES[i * 2 % 6], -0.2)
    pen.cut(soft_box(x + 0.02, y - 0.04, 0.08, 0.045, 0.01), FACADES[(i * 2 + 3) % 6], -0.1)
    pen.cut(box(x - 0.15, y, 0.3, 0.009, 0), (196, 150, 98))
    for k in range(9):
        pen.stroke(
            poly([(x - 0.14 + k * 0.035, y), (x - 0.14 + k * 0.035, y - 0.018)], closed=False),
            (196, 150, 98),
            0.003,
        )


def bench(pen: Pen, x: float, y: float) -> None:
    """Two upholstered seats back to back."""
    c: RGB = (70, 112, 116)
    for s in (-1, 1):
        with pen.at(x + s * 0.015, y, 0, s, 1):
            pen.cut(box(0.02, -0.05, 0.14, 0.05), (110, 76, 60))
            pen.cut(soft_box(0.0, -0.22, 0.045, 0.2, 0.018), c, -0.04)
            pen.cut(soft_box(0.01, -0.095, 0.17, 0.05, 0.02), c, 0.08)
            pen.cut(soft_box(0.004, -0.245, 0.04, 0.05, 0.014), CREAM, lift=0.6)
