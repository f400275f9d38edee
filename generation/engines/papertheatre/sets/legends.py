"""Sets out of legends: castle and volcano."""

import math

from ..outline import blob, box, limb, oval, poly, tube
from ..paper import CREAM, CURTAIN, INK, LAMP, RGB, Pen, mix
from .diorama import Diorama, cloud
from .nature import MOSS, flowers, rocks

STONE: RGB = (176, 166, 158)
LAVA: RGB = (236, 104, 48)


def castle(d: Diorama) -> None:
    d.sky(0.56)
    d.clouds(3)
    with d.plane(0.6, 0.12, 0.36) as pen:
        d.range(pen, 0.58, 0.16, (138, 146, 168), 4, CREAM)
        d.hills(pen, 0.6, 0.03, (140, 160, 124), (1, 2))
    with d.plane(0.3, 0.3, 0.1, anchor=d.wide * 0.3) as pen:
        d.hills(pen, 0.67, 0.05, MOSS, (1,))
        d.each(d.wide * 0.3, 0.5, lambda at: keep(pen, at, 0.67, 0.46))
        d.row(pen, "fir", 0.69, 0.1, 0.16)
    with d.plane(0.1, 0.66, 0.4) as pen:
        rampart(d, pen, 0.6)
    with d.plane(0.0, 1.0, 0.5) as pen:
        d.hills(pen, 0.775, 0.008, (166, 168, 106), (1, 2))
        cobbles(d, pen, 0.8)
        for k in (0.1, 0.6):
            d.each(d.wide * k, 0.2, lambda at: banner(pen, at, 0.79))
        flowers(d, pen, 8)
    d.corner_leaves((74, 104, 72))


def keep(pen: Pen, x: float, base: float, s: float) -> None:
    """The castle on its hill: towers with pointed roofs round a gate."""
    with pen.at(x, base, 0, s):
        for dx, w, tall, by in ((-0.42, 0.15, 0.62, -0.12), (0.4, 0.16, 0.7, -0.12), (-0.2, 0.17, 0.86, -0.04),
                                (0.18, 0.15, 0.98, -0.06)):  # fmt: skip
            pen.cut(box(dx - w / 2, -tall, w, tall + 0.1), STONE, by, lift=1.3)
            pen.cut(
                poly([(dx - w * 0.68, -tall + 0.01), (dx, -tall - 0.26), (dx + w * 0.68, -tall + 0.01)]),
                (150, 66, 74),
                by,
            )
            pen.cut(limb(dx, -tall - 0.24, dx, -tall - 0.34, 0.006, 0.005), INK)
            pen.cut(poly([(dx, -tall - 0.34), (dx + 0.11, -tall - 0.31), (dx, -tall - 0.28)]), LAMP)
            for k in (0.2, 0.42):
                _window(pen, dx, -tall + k, 0.05)
        pen.cut(box(-0.4, -0.4, 0.8, 0.5), STONE, 0.06, lift=1.3)
        for k in range(8):
            pen.cut(box(-0.4 + k * 0.104, -0.45, 0.066, 0.06), STONE, 0.06, lift=0.8)
        for k in range(16):
            pen.mark(
                box(-0.36 + (k * 0.31) % 0.7, -0.34 + (k * 0.13) % 0.3, 0.05, 0.022),
                mix(STONE, INK, 0.25),
                0.4,
            )
        for dx in (-0.27, 0.27):
            _window(pen, dx, -0.22, 0.06)
        pen.cut(
            blob([(-0.1, 0.02), (-0.1, -0.16), (0, -0.27), (0.1, -0.16), (0.1, 0.02)], tension=0.8),
            (96, 62, 52),
            lift=-0.6,
        )
        for k in (-0.05, 0.0, 0.05):
            pen.stroke(poly([(k, 0.02), (k, -0.22)], closed=False), INK, 0.008, 0.7)


def _window(pen: Pen, x: float, y: float, s: float) -> None:
    lit = pen.light.lit
    arch = blob(
        [(x - s / 2, y + s), (x - s / 2, y), (x, y - s * 0.6), (x + s / 2, y), (x + s / 2, y + s)],
        tension=0.7,
    )
    if lit:
        pen.mark(arch, LAMP, graded=False)
    else:
        pen.cut(arch, (92, 86, 104), lift=-0.4)


def rampart(d: Diorama, pen: Pen, top: float) -> None:
    pen.cut(box(-0.1, top + 0.05, d.wide + 0.2, 0.4, 0), STONE, -0.1, lift=1.3)
    count = round(d.wide / 0.075)
    for i in range(count):
        pen.cut(box(i * d.wide / count, top, 0.046, 0.06), STONE, -0.1, lift=0.9)
    for i in range(round(d.wide / 0.045)):
        for row in range(4):
            if (i * 7 + row * 5) % 3:
                x = (i + 0.5 * (row % 2)) * 0.045
                pen.mark(box(x, top + 0.062 + row * 0.03, 0.034, 0.018), STONE, 0.0 if (i + row) % 2 else 1.0)
                pen.stroke(box(x, top + 0.062 + row * 0.03, 0.034, 0.018), mix(STONE, INK, 0.4), 0.0016, 0.4)


def cobbles(d: Diorama, pen: Pen, top: float) -> None:
    for row in range(6):
        y = top + 0.015 + row * 0.03
        count = round(d.wide / (0.07 + 0.01 * row))
        for i in range(count):
            x = (i + 0.5 * (row % 2)) * d.wide / count
            if d.rng.random() < 0.55:
                w = 0.028 + row * 0.004
                pen.mark(oval(x, y, w, 0.0085 + row * 0.001, 0.06), STONE, 0.8)
                pen.mark(oval(x - 0.003, y - 0.002, w * 0.7, 0.005), mix(STONE, CREAM, 0.4), 0.5)


def banner(pen: Pen, x: float, y: float) -> None:
    pen.cut(limb(x, y, x, y - 0.3, 0.005, 0.004), (120, 84, 62))
    pen.cut(
        poly(
            [
                (x, y - 0.29),
                (x + 0.075, y - 0.285),
                (x + 0.072, y - 0.15),
                (x + 0.038, y - 0.175),
                (x + 0.003, y - 0.15),
            ]
        ),
        CURTAIN,
    )
    pen.cut(oval(x + 0.038, y - 0.235, 0.018), LAMP, lift=0.4)
    pen.cut(oval(x, y - 0.305, 0.009), LAMP)


def volcano(d: Diorama) -> None:
    d.sky(0.6, stars=True)
    with d.plane(0.5, 0.1, 0.0, anchor=d.wide * 0.32) as pen:
        x = d.wide * 0.32
        d.each(x, 0.7, lambda at: plume(d, pen, at, 0.3))
        d.each(x, 0.7, lambda at: cone(pen, at, 0.28, 0.66, 0.5))
    with d.plane(0.3, 0.3, 0.5) as pen:
        d.hills(pen, 0.65, 0.03, (112, 92, 92), (1, 2), white=0.3)
        d.row(pen, "palm", 0.68, 0.13, 0.26)
    with d.plane(0.12, 0.62, 0.55) as pen:
        d.hills(pen, 0.715, 0.02, (92, 76, 82), (1, 3), white=0.3)
        for k in (0.2, 0.7):
            d.each(d.wide * k, 0.3, lambda at: lava_stream(pen, at, 0.715))
    with d.plane(0.0, 1.0, 0.66) as pen:
        d.hills(pen, 0.775, 0.014, (112, 92, 90), (1, 2), white=0.35)
        rocks(d, pen, 9, (84, 70, 78))
        for _ in range(12):
            cx, cy, w = d.rng.uniform(0, d.wide), d.rng.uniform(0.85, 0.99), d.rng.uniform(0.03, 0.07)
            crack = [(cx + i * w / 3, cy + (0.008 if i % 2 else -0.005)) for i in range(4)]
            pen.stroke(poly(crack, closed=False), LAVA, 0.004, 0.85)
            pen.glow(cx + w / 2, cy, 0.05, LAVA, 0.3)
    d.corner_leaves((70, 56, 62), size=0.09)


def plume(d: Diorama, pen: Pen, x: float, y: float) -> None:
    """Smoke in cut scallops, sparks of lamp yellow."""
    pen.glow(x, y, 0.4, LAVA, 0.6)
    for k in range(7):
        tone = mix((96, 82, 92), d.light.sky[1], 0.12 * k)
        cloud(pen, x + 0.03 * math.sin(k * 1.7) + 0.016 * k, y - 0.01 - 0.045 * k, 0.05 + 0.012 * k, tone)
    for k in range(16):
        a, r = -1.1 + 0.146 * k, 0.09 + 0.07 * ((k * 7) % 5) / 4
        pen.cut(
            oval(x + math.sin(a) * r, y - math.cos(a) * r, 0.0055 + 0.003 * (k % 3)),
            LAMP if k % 2 else LAVA,
            lift=0.5,
        )


def cone(pen: Pen, x: float, top: float, base: float, wide: float) -> None:
    rock: RGB = (118, 88, 92)
    slope = [(x - wide, base + 0.05), (x - wide * 0.5, base - 0.12), (x - 0.13, top + 0.09), (x - 0.07, top),
             (x + 0.07, top + 0.004), (x + 0.13, top + 0.1), (x + wide * 0.55, base - 0.1),
             (x + wide, base + 0.05)]  # fmt: skip
    pen.cut(poly(slope), rock, lift=1.6)
    shade = [
        (x + 0.02, top),
        (x + 0.07, top + 0.004),
        (x + 0.13, top + 0.1),
        (x + wide * 0.55, base - 0.1),
        (x + wide, base + 0.05),
        (x + 0.16, base + 0.05),
    ]
    pen.mark(poly(shade), (60, 40, 62), 0.3)
    pen.cut(blob([(x - 0.07, top), (x, top - 0.012), (x + 0.07, top + 0.004), (x, top + 0.016)]), LAVA)
    for dx, bend, long in ((-0.03, -0.08, 0.26), (0.01, 0.03, 0.34), (0.04, 0.12, 0.2)):
        line = [
            (x + dx, top + 0.004),
            (x + dx + bend * 0.4, top + long * 0.35),
            (x + dx + bend * 0.6, top + long * 0.7),
            (x + dx + bend, top + long),
        ]
        pen.cut(tube(line, 0.018, 0.009), LAVA, lift=0.6)
        pen.mark(tube(line[:3], 0.008, 0.003), LAMP, 0.9)
    pen.glow(x, top + 0.06, 0.22, LAVA, 0.5)


def lava_stream(pen: Pen, x: float, y: float) -> None:
    line = [(x, y - 0.01), (x + 0.03, y + 0.02), (x - 0.02, y + 0.05), (x + 0.03, y + 0.1)]
    pen.glow(x, y + 0.03, 0.16, LAVA, 0.5)
    pen.cut(tube(line, 0.012, 0.03), LAVA, lift=0.7)
    pen.mark(tube(line, 0.004, 0.012), LAMP, 0.9)
