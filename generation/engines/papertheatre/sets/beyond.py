"""Sets where nobody walks home: sea, underwater, sky, moon, space."""

import math

from ..outline import blob, limb, oval, poly, tube
from ..paper import CREAM, RGB, Light, Pen, mix, skia_colour
from .diorama import Diorama, _bare, cloud
from .nature import rocks, sea_strip

SPACE: tuple[RGB, ...] = ((22, 20, 50), (34, 30, 72), (54, 42, 98), (84, 54, 118), (118, 66, 126))


def sea(d: Diorama) -> None:
    d.backdrop.medium, d.backdrop.ground = "water", 0.77
    d.sky(0.6)
    d.clouds(4)
    for i, (y, depth) in enumerate(((0.58, 0.5), (0.635, 0.34), (0.69, 0.18), (0.735, 0.08))):
        sea_strip(d, y, depth, 0.12 + 0.24 * i, i)
    sea_strip(d, 0.765, 0.02, 1.0, 4, front=True)
    sea_strip(d, 0.86, 0.0, 1.4, 5, front=True, deep=0.25)


def underwater(d: Diorama) -> None:
    d.backdrop.medium, d.backdrop.ground = "deep", 0.86
    tones: tuple[RGB, ...] = ((150, 214, 206), (104, 186, 192), (70, 152, 174), (48, 118, 152), (36, 88, 126))
    dim = 0.5 if d.light.night else 0.0
    with d.plane(0.0, 0.0, moves=False) as pen:
        pen.light = _bare(d.light)
        pen.canvas.clear(skia_colour(mix(tones[0], (18, 28, 66), dim)))
        for i, tone in enumerate(tones[1:], 1):
            line = [
                ((x * 1.2 / 24 - 0.1) * d.aspect, 0.02 + i * 0.17 + 0.015 * math.sin(x * 0.9 + i * 2))
                for x in range(25)
            ]
            pen.torn(line, 1.1, mix(tone, (18, 28, 66), dim), d.rng, 0.003, 0.2)
        for k in range(4):
            x = d.aspect * (0.1 + 0.26 * k)
            pen.mark(poly([(x, -0.02), (x + 0.06, -0.02), (x + 0.02, 0.8), (x - 0.14, 0.8)]), CREAM, 0.09)
    with d.plane(0.4, 0.3, 0.4) as pen:
        d.hills(pen, 0.72, 0.05, (70, 124, 140), (1, 2, 3))
        weeds(d, pen, 0.74, 0.2, (70, 132, 120), 9)
    with d.plane(0.12, 0.7, 0.5, sway=0.004) as pen:
        weeds(d, pen, 0.84, 0.26, (88, 152, 108), 6)
        corals(d, pen, 0.83)
    with d.plane(0.0, 1.0, 0.74) as pen:
        d.hills(pen, 0.83, 0.014, (226, 200, 150), (1, 2, 3))
        rocks(d, pen, 4, (120, 128, 140))
    with d.plane(0.0, 1.4, 0.7, front=True, sway=0.006) as pen:
        weeds(d, pen, 1.05, 0.2, (40, 96, 90), 5)


def weeds(d: Diorama, pen: Pen, y: float, tall: float, colour: RGB, count: int) -> None:
    for i in range(count):
        x, t = (i + d.rng.uniform(-0.3, 0.3)) * d.wide / count, tall * d.rng.uniform(0.5, 1.0)
        bend = d.rng.uniform(0.012, 0.024)

        def paint(at: float, t: float = t, bend: float = bend) -> None:
            for k in (-1, 0, 1):
                line = [
                    (at + k * 0.022 + math.sin(s * 1.5 + k) * bend, y - t * (1 - abs(k) * 0.3) * s / 5)
                    for s in range(6)
                ]
                pen.cut(tube(line, 0.012, 0.003), colour, 0.08 * k)

        d.each(x, 0.2, paint)


def corals(d: Diorama, pen: Pen, y: float) -> None:
    colours: tuple[RGB, ...] = ((226, 108, 96), (236, 160, 84), (206, 110, 150), (240, 196, 120))
    for i in range(max(4, round(d.wide / 0.3))):
        x, s = (i + d.rng.random()) * 0.3, d.rng.uniform(0.06, 0.11)
        colour = colours[i % 4]

        def paint(at: float, s: float = s, colour: RGB = colour) -> None:
            for a in (-0.7, -0.25, 0.2, 0.65):
                tip = (at + math.sin(a) * s, y - math.cos(a) * s)
                pen.cut(limb(at, y + 0.01, *tip, s * 0.14, s * 0.1), colour, a * 0.12)
                pen.cut(
                    limb(
                        (at + tip[0]) / 2,
                        (y + tip[1]) / 2,
                        tip[0] + s * 0.3,
                        tip[1] + s * 0.1,
                        s * 0.09,
                        s * 0.08,
                    ),
                    colour,
                    a * 0.12,
                )

        d.each(x, 0.2, paint)


def sky(d: Diorama) -> None:
    d.backdrop.medium, d.backdrop.ground = "air", 0.8
    d.sky(0.9)
    d.clouds(4, top=0.05, bottom=0.4)
    colour = mix(CREAM, d.light.sky[-2], 0.25 if not d.light.night else 0.75)
    for speed, y, s, front in ((0.35, 0.72, 0.1, False), (0.7, 0.86, 0.14, False), (1.4, 1.01, 0.17, True)):
        with d.plane(0.0, speed, y - 0.25, front=front, drift=-0.004 * speed, sway=0.004) as pen:
            pen.light = _bare(d.light)
            count = max(3, round(d.wide / (s * 2.4)))
            for i in range(count):
                x = (i + d.rng.uniform(-0.2, 0.2)) * d.wide / count
                at_y, size = y + d.rng.uniform(-0.03, 0.03), s * d.rng.uniform(0.8, 1.1)
                tone = mix(colour, d.light.sky[-1], 0.4 * (1 - speed / 1.4))
                d.each(x, 0.4, lambda at, at_y=at_y, size=size, tone=tone: cloud(pen, at, at_y, size, tone))


def _cosmos(d: Diorama) -> None:
    with d.plane(0.0, 0.0, moves=False) as pen:
        pen.light = _bare(d.light)
        pen.canvas.clear(skia_colour(SPACE[0]))
        for i, tone in enumerate(SPACE[1:], 1):
            a = d.rng.uniform(0.2, 0.5)
            line = [
                (x * d.aspect / 18 - 0.08, 0.16 * i + a * 0.3 * math.sin(x * 0.24 + i)) for x in range(22)
            ]
            pen.torn(line, 1.1, tone if i < 3 else mix(tone, SPACE[2], 0.4), d.rng, 0.004, 0.14)
        d.stars(pen, 90, 0.98)


def planet(pen: Pen, x: float, y: float, r: float, colour: RGB, ring: bool = False) -> None:
    back = blob(
        [(x - r * 1.8, y + r * 0.36), (x, y - r * 0.34), (x + r * 1.8, y - r * 0.36), (x, y + r * 0.04)]
    )
    if ring:
        pen.cut(back, (236, 196, 136))
    globe = oval(x, y, r)
    pen.cut(globe, colour, lift=1.4)
    with pen.inside(globe):
        for k in (-0.5, 0.0, 0.45):
            pen.mark(blob([(x - r, y + k * r), (x, y + (k + 0.1) * r), (x + r, y + (k - 0.06) * r), (x + r,
                y + (k + 0.12) * r), (x, y + (k + 0.3) * r), (x - r, y + (k + 0.16) * r)]), mix(colour,
                CREAM, 0.35), 0.8)  # fmt: skip
        pen.mark(blob([(x + r * 0.3, y - r), (x + r * 1.1, y - r), (x + r * 1.1, y + r), (x - r * 0.2,
            y + r), (x + r * 0.5, y + r * 0.2)]), (20, 12, 50), 0.28)  # fmt: skip
    if ring:
        pen.cut(blob([(x - r * 1.8, y + r * 0.36), (x - r * 0.8, y + r * 0.34), (x, y + r * 0.34),
            (x + r * 1.0, y + r * 0.06), (x + r * 1.8, y - r * 0.36), (x + r * 1.1, y + r * 0.2), (x,
            y + r * 0.58), (x - r, y + r * 0.6)]), (246, 214, 156))  # fmt: skip


def space(d: Diorama) -> None:
    d.backdrop.medium, d.backdrop.ground = "air", 0.74
    _cosmos(d)
    d.light = _starlit(d.light)
    with d.plane(0.0, 0.2, drift=-0.003) as pen:
        planet(pen, d.wide * 0.2, 0.2, 0.085, (226, 134, 92), True)
        planet(pen, d.wide * 0.72, 0.34, 0.05, (110, 168, 170))
    with d.plane(0.0, 0.6, drift=-0.006, sway=0.002) as pen:
        planet(pen, d.wide * 0.55, 0.92, 0.19, (150, 110, 170))
        for k in range(5):
            x, y, s = d.wide * (k + 0.3) / 5, 0.5 + 0.1 * (k % 3), 0.018 + 0.006 * (k % 2)
            pen.cut(
                poly(
                    [
                        (x - s, y),
                        (x - s * 0.4, y - s),
                        (x + s * 0.7, y - s * 0.7),
                        (x + s, y + s * 0.3),
                        (x, y + s),
                    ]
                ),
                (130, 118, 136),
            )


def moon(d: Diorama) -> None:
    _cosmos(d)
    d.light = _starlit(d.light)
    with d.plane(0.0, 0.08, 0.0, 0.6) as pen:
        earth(pen, d.wide * 0.24, 0.25, 0.12)
    for depth, speed, y, tone in (
        (0.3, 0.3, 0.64, (150, 142, 160)),
        (0.12, 0.6, 0.71, (186, 178, 186)),
        (0.0, 1.0, 0.78, (214, 206, 206)),
    ):
        with d.plane(depth, speed, y - 0.14) as pen:
            d.hills(pen, y, 0.024, tone, (1, 2, 3))
            craters(d, pen, y, tone)
    with d.plane(0.0, 1.4, 0.86, front=True) as pen:
        d.hills(pen, 0.965, 0.02, (110, 100, 126), (1, 2))


def craters(d: Diorama, pen: Pen, y: float, tone: RGB) -> None:
    for _ in range(7):
        x, dy, s = d.rng.uniform(0, d.wide), d.rng.uniform(0.05, 0.2), d.rng.uniform(0.02, 0.05)

        def paint(at: float, dy: float = dy, s: float = s) -> None:
            pen.cut(oval(at, y + dy, s, s * 0.36), mix(tone, (70, 56, 96), 0.4), lift=0)
            pen.mark(oval(at + s * 0.08, y + dy + s * 0.09, s * 0.86, s * 0.26), mix(tone, (70, 56, 96), 0.2))

        d.each(x, 0.1, paint)


def earth(pen: Pen, x: float, y: float, r: float) -> None:
    pen.glow(x, y, r * 2, (150, 200, 230), 0.4)
    globe = oval(x, y, r)
    pen.cut(globe, (72, 136, 176), lift=1.2)
    with pen.inside(globe):
        for dx, dy, s in ((-0.4, -0.3, 0.5), (0.35, 0.1, 0.42), (-0.1, 0.6, 0.3), (0.5, -0.6, 0.24)):
            pen.mark(oval(x + dx * r, y + dy * r, s * r, s * r * 0.8, 0.12), (124, 168, 104))
        for dy in (-0.55, 0.1, 0.5):
            pen.mark(
                blob(
                    [
                        (x - r, y + dy * r),
                        (x, y + (dy - 0.08) * r),
                        (x + r * 0.8, y + dy * r),
                        (x, y + (dy + 0.1) * r),
                    ]
                ),
                CREAM,
                0.85,
            )


def _starlit(light: Light) -> Light:
    """Above the air nothing fades into haze; shadows fall hard."""
    fields = dict(vars(light))
    fields.update(
        haze=(70, 58, 110), near=(0.96, 0.93, 1.0), far=(0.8, 0.76, 0.92), shadow=0.4, night=True, lit=True
    )
    return Light(**fields)
