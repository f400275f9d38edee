"""Sets out of doors: beach, lake, meadow, garden, forest, mountain."""

import math

from ..outline import blob, box, limb, oval, poly, repeated, wavy
from ..paper import CREAM, RGB, Pen, mix
from .diorama import Diorama, tuft

GRASS: RGB = (134, 168, 92)
MOSS: RGB = (92, 132, 84)
WATER: RGB = (74, 142, 158)


def beach(d: Diorama) -> None:
    d.sky(0.56)
    d.clouds(3)
    for i, (y, depth) in enumerate(((0.545, 0.5), (0.6, 0.32), (0.66, 0.16))):
        sea_strip(d, y, depth, 0.1 + 0.14 * i, i)
    with d.plane(0.05, 0.85, 0.66) as pen:
        d.hills(pen, 0.735, 0.016, (236, 206, 154), (1, 2), white=0.75)
        for _ in range(26):
            x, y = d.rng.uniform(0, d.wide), d.rng.uniform(0.77, 1.0)
            pen.mark(oval(x, y, 0.006, 0.0022), (206, 168, 118), 0.7)
    with d.plane(0.0, 1.0, 0.2) as pen:
        d.prop(pen, "palm", d.wide * 0.5, 0.79, 0.52)
        d.prop(pen, "palm", d.wide * 0.06, 0.785, 0.4, flip=True)
        d.prop(pen, "umbrella", d.wide * 0.76, 0.79, 0.19, flip=True)
        for x in (0.16, 0.62, 0.9):
            shell(pen, d, x * d.wide, 0.88 + 0.05 * d.rng.random())
    d.corner_leaves((146, 152, 92), size=0.13)


def sea_strip(
    d: Diorama, y: float, depth: float, speed: float, i: int, front: bool = False, deep: float = 0.5
) -> None:
    """One comb of paper waves, pulled to and fro."""
    colour = mix(WATER, (40, 84, 120), 0.5 - depth * 0.4)
    with d.plane(
        depth,
        speed,
        y - 0.05,
        min(1.06, y + deep),
        front,
        sway=0.012 + 0.006 * i,
        bob=0.003,
        beat=3.4 + i * 0.8,
    ) as pen:
        count = max(5, round(d.wide / (0.09 + 0.03 * i)))
        crest = wavy(d.rng, d.wide, y, 0.008 + 0.003 * i, (count, count // 2))
        pen.torn(repeated(crest, d.wide), 1.1, colour, d.rng, 0.0022, 0.75)
        for _ in range(10 + 4 * i):
            x, dy = d.rng.uniform(0, d.wide), d.rng.uniform(0.015, min(deep, 0.2))
            w = d.rng.uniform(0.012, 0.04)
            arc = blob([(x - w, y + dy), (x, y + dy - 0.005), (x + w, y + dy)], closed=False)
            pen.stroke(arc, mix(colour, CREAM, 0.5), 0.0024, 0.7)


def shell(pen: Pen, d: Diorama, x: float, y: float) -> None:
    d.each(x, 0.05, lambda at: pen.cut(blob([(at - 0.016, y - 0.008), (at, y - 0.022), (at + 0.016,
        y - 0.008), (at + 0.004, y), (at - 0.004, y)]), (240, 178, 160)))  # fmt: skip


def lake(d: Diorama) -> None:
    d.sky(0.52)
    d.clouds(3)
    with d.plane(0.62, 0.12, 0.3) as pen:
        d.range(pen, 0.52, 0.16, (126, 142, 162), 4, CREAM)
    with d.plane(0.42, 0.22, 0.42) as pen:
        d.hills(pen, 0.535, 0.03, MOSS)
        d.row(pen, "fir", 0.56, 0.1, 0.09)
    for i, (y, depth) in enumerate(((0.585, 0.3), (0.65, 0.16), (0.71, 0.08))):
        sea_strip(d, y, depth, 0.35 + 0.15 * i, i, deep=0.4)
    with d.plane(0.0, 1.0, 0.66) as pen:
        d.hills(pen, 0.775, 0.012, GRASS, (1, 3))
        reeds(d, pen, 0.79)
        flowers(d, pen, 14)
    d.corner_leaves((74, 112, 76))


def reeds(d: Diorama, pen: Pen, y: float) -> None:
    for k in range(6):
        x = (k + d.rng.random()) * d.wide / 6
        tall = d.rng.uniform(0.06, 0.11)

        def paint(at: float, tall: float = tall) -> None:
            pen.cut(limb(at, y, at + 0.008, y - tall, 0.003, 0.002), (120, 140, 76))
            pen.cut(limb(at + 0.006, y - tall * 0.75, at + 0.008, y - tall, 0.0065, 0.006), (128, 84, 60))

        d.each(x, 0.05, paint)


def flowers(d: Diorama, pen: Pen, count: int) -> None:
    colours: tuple[RGB, ...] = (
        (214, 78, 68),
        (244, 196, 84),
        (238, 150, 160),
        (250, 244, 230),
        (140, 110, 170),
    )
    for _ in range(count):
        x, y, s = d.rng.uniform(0, d.wide), d.rng.uniform(0.82, 0.99), d.rng.uniform(0.006, 0.011)
        colour = d.rng.choice(colours)

        def paint(at: float, y: float = y, s: float = s, colour: RGB = colour) -> None:
            tuft(pen, at, y + s * 2.2, s * 3, MOSS)
            for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                pen.mark(oval(at + dx * s * 0.7, y + dy * s * 0.7, s * 0.7), colour)
            pen.mark(oval(at, y, s * 0.45), (110, 74, 52) if colour[2] < 100 else (244, 196, 84))

        d.each(x, 0.05, paint)


def meadow(d: Diorama) -> None:
    d.sky(0.58)
    d.clouds(4)
    with d.plane(0.6, 0.12, 0.4) as pen:
        d.hills(pen, 0.56, 0.05, (140, 170, 130), (1, 2))
    with d.plane(0.36, 0.28, 0.36) as pen:
        d.hills(pen, 0.63, 0.04, (142, 176, 102), (1, 3))
        d.row(pen, "tree", 0.65, 0.12, 0.3)
        d.prop(pen, "house", d.wide * 0.7, 0.64, 0.09)
    with d.plane(0.16, 0.55, 0.58) as pen:
        d.hills(pen, 0.7, 0.03, (156, 186, 98), (1, 2))
        d.row(pen, "bush", 0.73, 0.06, 0.35)
    with d.plane(0.0, 1.0, 0.68) as pen:
        d.hills(pen, 0.775, 0.016, GRASS, (1, 2))
        flowers(d, pen, 26)
    d.corner_leaves((84, 124, 74))


def garden(d: Diorama) -> None:
    d.sky(0.56)
    d.clouds(3)
    with d.plane(0.34, 0.3, 0.3) as pen:
        d.hills(pen, 0.6, 0.02, MOSS, (1, 2))
        d.prop(pen, "house", d.wide * 0.3, 0.66, 0.26)
        d.row(pen, "tree", 0.66, 0.24, 0.42)
    with d.plane(0.14, 0.62, 0.6) as pen:
        d.row(pen, "bush", 0.76, 0.11, 0.15)
        fence(d, pen, 0.755, 0.075)
    with d.plane(0.0, 1.0, 0.64) as pen:
        d.hills(pen, 0.775, 0.01, GRASS, (1, 2))
        d.row(pen, "sunflower", 0.79, 0.13, 0.36)
        d.row(pen, "flower", 0.795, 0.08, 0.2, ("pink", "orange", "purple", "red"))
        flowers(d, pen, 14)
    d.corner_leaves((78, 118, 74))


def fence(d: Diorama, pen: Pen, y: float, tall: float, colour: RGB = (246, 236, 216)) -> None:
    for dy in (0.3, 0.7):
        pen.cut(box(-0.1, y - tall * dy, d.wide + 0.2, tall * 0.11, 0.0), colour, -0.08)
    for i in range(int(d.wide / 0.04) + 1):
        x = i * d.wide / int(d.wide / 0.04)
        pen.cut(
            poly(
                [
                    (x - 0.01, y),
                    (x - 0.01, y - tall * 0.9),
                    (x, y - tall),
                    (x + 0.01, y - tall * 0.9),
                    (x + 0.01, y),
                ]
            ),
            colour,
        )


def forest(d: Diorama) -> None:
    d.sky(0.7, disc=True)
    for depth, speed, base, wide, tone in (
        (0.66, 0.14, 0.64, 0.016, 0.4),
        (0.44, 0.3, 0.68, 0.026, 0.2),
        (0.2, 0.55, 0.73, 0.04, 0.0),
    ):
        with d.plane(depth, speed) as pen:
            d.hills(pen, base, 0.014, mix((98, 136, 88), (70, 104, 84), tone), (1, 2))
            trunks(d, pen, base + 0.02, wide)
            canopy(d, pen, 0.2 - tone * 0.2, mix((92, 138, 84), (64, 104, 82), tone))
    with d.plane(0.0, 1.0, 0.66) as pen:
        d.hills(pen, 0.78, 0.012, (116, 138, 80), (1, 2))
        d.row(pen, "mushroom", 0.8, 0.05, 0.34)
        d.row(pen, "bush", 0.795, 0.05, 0.5)
        flowers(d, pen, 8)
    d.corner_leaves((52, 84, 62), size=0.2)


def trunks(d: Diorama, pen: Pen, base: float, wide: float) -> None:
    count = max(3, round(d.wide / (wide * 8)))
    for i in range(count):
        x = (i + d.rng.uniform(-0.3, 0.3)) * d.wide / count
        lean, bark = d.rng.uniform(-0.02, 0.02), d.rng.choice(((124, 88, 68), (108, 78, 64), (146, 108, 82)))

        def paint(at: float, lean: float = lean, bark: RGB = bark) -> None:
            pen.cut(blob([(at - wide * 1.7, base + 0.01), (at - wide * 0.7, base - 0.08),
                (at - wide * 0.6 + lean, -0.05), (at + wide * 0.6 + lean, -0.05), (at + wide * 0.7,
                base - 0.08), (at + wide * 1.8, base + 0.01)], tension=0.6), bark, lift=1.4)  # fmt: skip
            for k in range(7):
                y, dx = base - 0.06 - k * 0.085, wide * (0.34 * math.sin(k * 2.4))
                grain = blob(
                    [(at + dx, y), (at + dx + 0.002, y - 0.02), (at + dx - 0.001, y - 0.04)], closed=False
                )
                pen.stroke(grain, mix(bark, (40, 24, 30), 0.4), 0.0026, 0.6)

        d.each(x, 0.2, paint)


def canopy(d: Diorama, pen: Pen, bottom: float, colour: RGB) -> None:
    """Leaves in tiers from the lowest up, until the top of the picture is closed."""
    for row in range(int(bottom / 0.08) + 2):
        for i in range(int(d.wide / 0.1)):
            x = (i + 0.5 * row + d.rng.uniform(-0.2, 0.2)) * d.wide / int(d.wide / 0.1)
            y, r = bottom - 0.06 - row * 0.08, d.rng.uniform(0.07, 0.1)
            by = d.rng.uniform(-0.1, 0.04) - row * 0.03
            d.each(x, 0.16, lambda at, y=y, r=r, by=by: pen.cut(oval(at, y, r, r * 0.82, 0.05), colour, by))


def mountain(d: Diorama) -> None:
    d.sky(0.58)
    d.clouds(4, top=0.1, bottom=0.4)
    with d.plane(0.64, 0.1, 0.1) as pen:
        d.range(pen, 0.58, 0.34, (134, 142, 168), 3, CREAM)
    with d.plane(0.4, 0.24, 0.2) as pen:
        d.range(pen, 0.66, 0.26, (108, 118, 142), 4, CREAM)
    with d.plane(0.2, 0.5, 0.44) as pen:
        d.hills(pen, 0.7, 0.03, (104, 138, 96), (1, 2))
        d.row(pen, "fir", 0.73, 0.15, 0.1)
    with d.plane(0.0, 1.0, 0.68) as pen:
        d.hills(pen, 0.78, 0.014, (146, 160, 104), (2, 3))
        rocks(d, pen, 6)
        flowers(d, pen, 12)
    d.corner_leaves((76, 104, 78))


def rocks(d: Diorama, pen: Pen, count: int, colour: RGB = (150, 142, 140)) -> None:
    for _ in range(count):
        x, y, s = d.rng.uniform(0, d.wide), d.rng.uniform(0.78, 0.8), d.rng.uniform(0.02, 0.045)

        def paint(at: float, y: float = y, s: float = s) -> None:
            pen.cut(
                poly(
                    [
                        (at - s, y),
                        (at - s * 0.7, y - s * 0.7),
                        (at - s * 0.1, y - s),
                        (at + s * 0.6, y - s * 0.6),
                        (at + s, y),
                    ]
                ),
                colour,
            )
            pen.mark(
                poly([(at - s * 0.1, y - s), (at + s * 0.6, y - s * 0.6), (at + s, y), (at + s * 0.1, y)]),
                (90, 80, 96),
                0.25,
            )

        d.each(x, 0.1, paint)
