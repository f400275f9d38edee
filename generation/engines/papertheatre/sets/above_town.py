"""Floors of towns and rooms seen from above: roads between roofs, boards, tiles, rails, a pitch."""

from ..figures.tops import crown, roof, table
from ..outline import box, limb, oval, soft_box
from ..paper import CREAM, RGB, Pen, shade
from .diorama import Diorama
from .floor import BLOOMS, sheet

ASPHALT: RGB = (104, 100, 112)
PAVING: RGB = (206, 190, 172)
WOOD: RGB = (190, 138, 92)


def road(d: Diorama) -> None:
    sheet(d, PAVING, (186, 168, 150))
    with d.plane(0.0, 1.0) as pen:
        pen.cut(box(-0.1, 0.5, d.wide + 0.2, 0.34), ASPHALT, lift=0.6)
        for y in (0.5, 0.835):
            pen.cut(box(-0.1, y - 0.006, d.wide + 0.2, 0.014), (224, 212, 196), lift=0.5)
        for k in range(int(d.wide / 0.11)):
            pen.mark(box(k * d.wide / int(d.wide / 0.11), 0.664, 0.055, 0.011), CREAM, 0.9)
        for k in range(7):
            d.each(
                0.12 * d.wide,
                0.2,
                lambda at, k=k: pen.mark(box(at, 0.52 + k * 0.045, 0.09, 0.024), CREAM, 0.85),
            )
        tones: tuple[RGB, ...] = (
            (186, 92, 74),
            (150, 134, 126),
            (206, 150, 92),
            (120, 130, 142),
            (170, 80, 72),
        )
        for k in range(5):
            x, tone, deep = (k + 0.5) * d.wide / 5, tones[k], 0.3 + 0.05 * (k % 2)
            d.each(x, 0.3, lambda at, tone=tone, deep=deep: roof(pen, at, 0.36, d.wide / 5.4, deep, tone))
            d.each(x, 0.3, lambda at, tone=tone: roof(pen, at, 1.12, d.wide / 5.4, 0.2, shade(tone, -0.1)))
        for k in range(6):
            d.each((k + 0.2) * d.wide / 6, 0.2, lambda at: crown(pen, at, 0.43, 0.04, (96, 140, 84)))


def market(d: Diorama) -> None:
    sheet(d, PAVING, (176, 156, 140), 400, 0.006)
    with d.plane(0.0, 1.0) as pen:
        for k in range(4):
            for y in (0.3, 1.02):
                d.each((k + 0.5) * d.wide / 4, 0.3, lambda at, y=y, k=k: _awning(pen, at, y, BLOOMS[k % 3]))


def _awning(pen: Pen, x: float, y: float, tone: RGB) -> None:
    pen.cut(box(x - 0.13, y - 0.12, 0.26, 0.15), tone, lift=1.6)
    for k in range(3):
        pen.mark(box(x - 0.09 + k * 0.075, y - 0.12, 0.036, 0.15), CREAM, 0.92)


def boards(d: Diorama) -> None:
    """A wooden floor, its planks along the way, and a carpet."""
    sheet(d, WOOD)
    with d.plane(0.0, 1.0) as pen:
        for k in range(17):
            y = k * 0.062
            pen.mark(box(-0.1, y, d.wide + 0.2, 0.06), shade(WOOD, d.rng.uniform(-0.09, 0.07)))
            for j in range(3):
                x = ((j + 0.37 * k) % 3) * d.wide / 3
                pen.stroke(limb(x, y, x, y + 0.06, 0.001, 0.001), shade(WOOD, -0.35), 0.003)
        d.each(d.wide * 0.4, 0.6, lambda at: _carpet(pen, at, 0.68))


def _carpet(pen: Pen, x: float, y: float) -> None:
    for grow, tone in ((1.0, (166, 60, 62)), (0.88, (236, 210, 160)), (0.8, (82, 104, 138))):
        pen.cut(soft_box(x - 0.32 * grow, y - 0.16 * grow, 0.64 * grow, 0.32 * grow, 0.02), tone, lift=0.4)


def furnished(d: Diorama) -> None:
    boards(d)
    with d.plane(0.0, 1.0) as pen:
        for k, x in enumerate((0.2, 0.66)):
            d.each(x * d.wide, 0.4, lambda at, k=k: table(pen, at, 0.36, 0.3, 0.12, (150, 100, 66), k))
        pen.cut(box(-0.1, -0.1, d.wide + 0.2, 0.16), (206, 186, 160))


def tiles(d: Diorama) -> None:
    sheet(d, (232, 222, 204))
    with d.plane(0.0, 1.0) as pen:
        count = round(d.wide / 0.09)
        for i in range(count):
            for j in range(12):
                if (i + j) % 2:
                    pen.mark(box(i * d.wide / count, j * 0.09, d.wide / count, 0.09), (178, 196, 190))
        pen.cut(box(-0.1, -0.1, d.wide + 0.2, 0.34), (170, 120, 84))
        for k in range(5):
            d.each(
                (k + 0.4) * d.wide / 5, 0.2, lambda at: pen.cut(oval(at, 0.12, 0.05), (74, 70, 80), lift=0.6)
            )


def rails(d: Diorama) -> None:
    sheet(d, (156, 146, 138), (110, 100, 98), 500, 0.006)
    with d.plane(0.0, 1.0) as pen:
        count = round(d.wide / 0.05)
        for k in range(count):
            pen.cut(box(k * d.wide / count, 0.53, 0.022, 0.22), (110, 82, 66))
        for y in (0.575, 0.695):
            pen.cut(box(-0.1, y, d.wide + 0.2, 0.014), (186, 190, 198))


def pitch(d: Diorama) -> None:
    sheet(d, (112, 160, 92))
    with d.plane(0.0, 1.0) as pen:
        for k in range(8):
            pen.mark(box(k * d.wide / 8, -0.1, d.wide / 16, 1.2), (122, 170, 98))
        pen.stroke(oval(d.wide * 0.4, 0.66, 0.17, 0.14), CREAM, 0.006)
        for x in (0.4, 0.9):
            pen.stroke(limb(d.wide * x, 0.34, d.wide * x, 1.1, 0.001, 0.001), CREAM, 0.006)
        pen.cut(box(-0.1, -0.1, d.wide + 0.2, 0.4), (186, 92, 70))
        for k in range(3):
            pen.stroke(
                limb(-0.1, 0.08 + k * 0.07, d.wide + 0.1, 0.08 + k * 0.07, 0.001, 0.001), CREAM, 0.004, 0.8
            )
