"""Sets of the open country: snow, desert, farm."""

from ..outline import blob, box, oval, poly
from ..paper import CREAM, Pen
from .diorama import Diorama
from .nature import GRASS, fence, flowers, rocks


def snow(d: Diorama) -> None:
    d.sky(0.6)
    with d.plane(0.6, 0.12, 0.3) as pen:
        d.range(pen, 0.58, 0.18, (166, 178, 204), 4, CREAM)
    with d.plane(0.34, 0.3, 0.44) as pen:
        d.hills(pen, 0.63, 0.03, (222, 228, 238), (1, 2), white=0.9)
        firs(d, pen, 0.65, 0.15, 0.16)
        d.prop(pen, "house", d.wide * 0.62, 0.655, 0.12)
    with d.plane(0.14, 0.6, 0.3) as pen:
        d.hills(pen, 0.71, 0.025, (236, 238, 244), (1, 2), white=0.9)
        firs(d, pen, 0.745, 0.3, 0.45)
    with d.plane(0.0, 1.0, 0.7) as pen:
        d.hills(pen, 0.785, 0.014, (248, 246, 244), (1, 2), white=0.9)
        for _ in range(14):
            x, y, w = d.rng.uniform(0, d.wide), d.rng.uniform(0.84, 1.0), d.rng.uniform(0.02, 0.06)
            pen.stroke(
                blob([(x - w, y), (x, y - 0.006), (x + w, y)], closed=False), (196, 206, 224), 0.003, 0.7
            )
    d.corner_leaves((232, 234, 242), size=0.1)


def firs(d: Diorama, pen: Pen, y: float, size: float, gap: float) -> None:
    """Firs with snow on their branches."""
    count = max(2, round(d.wide / gap))
    for i in range(count):
        x, s = (i + d.rng.uniform(-0.3, 0.3)) * d.wide / count, size * d.rng.uniform(0.8, 1.15)
        d.prop(pen, "fir", x, y, s)

        def paint(at: float, s: float = s) -> None:
            for dy, w in ((-0.5, 0.17), (-0.72, 0.12), (-0.93, 0.06)):
                pen.cut(blob([(at - w * s, y + (dy + 0.12) * s), (at, y + (dy - 0.05) * s), (at + w * s,
                    y + (dy + 0.12) * s), (at + w * 0.4 * s, y + (dy + 0.07) * s), (at - w * 0.4 * s,
                    y + (dy + 0.09) * s)]), (250, 250, 252), lift=0.4)  # fmt: skip

        d.each(x, 0.3, paint)


def desert(d: Diorama) -> None:
    d.sky(0.6)
    with d.plane(0.5, 0.12, 0.36) as pen:
        for k in range(3):
            x, w = (k + d.rng.random() * 0.5) * d.wide / 3, d.rng.uniform(0.1, 0.18)
            top = d.rng.uniform(0.42, 0.5)
            d.each(x, 0.3, lambda at, w=w, top=top: pen.cut(poly([(at - w, 0.64), (at - w * 0.6,
                top + 0.03), (at - w * 0.5, top), (at + w * 0.4, top + 0.005), (at + w * 0.6, top + 0.06),
                (at + w, 0.64)]), (196, 112, 78)))  # fmt: skip
        d.hills(pen, 0.61, 0.016, (222, 164, 108), (1, 2))
    with d.plane(0.24, 0.4, 0.5) as pen:
        d.hills(pen, 0.67, 0.04, (230, 176, 112), (1, 2))
        d.row(pen, "cactus", 0.69, 0.1, 0.4)
    with d.plane(0.0, 1.0, 0.5) as pen:
        d.row(pen, "cactus", 0.8, 0.2, 0.66)
        d.hills(pen, 0.775, 0.02, (238, 190, 124), (1, 2))
        rocks(d, pen, 4, (196, 132, 96))
    d.corner_leaves((150, 140, 84), size=0.1)


def farm(d: Diorama) -> None:
    d.sky(0.56)
    d.clouds(3)
    with d.plane(0.4, 0.2, 0.4) as pen:
        d.hills(pen, 0.58, 0.03, (166, 182, 104), (1, 2))
        d.row(pen, "tree", 0.6, 0.09, 0.2)
    with d.plane(0.18, 0.45, 0.36) as pen:
        d.hills(pen, 0.66, 0.02, (222, 190, 98), (1, 2))
        for x in (0.3, 0.85):
            d.each(x * d.wide, 0.3, lambda at: barn(pen, at, 0.7, 0.24))
    with d.plane(0.06, 0.8, 0.66) as pen:
        d.hills(pen, 0.745, 0.01, (176, 184, 96), (1, 2))
        fence(d, pen, 0.785, 0.07, (176, 126, 86))
    with d.plane(0.0, 1.0, 0.74) as pen:
        d.hills(pen, 0.79, 0.008, GRASS, (1, 2))
        flowers(d, pen, 14)
    d.corner_leaves((110, 130, 70))


def barn(pen: Pen, x: float, y: float, s: float) -> None:
    with pen.at(x, y, 0, s):
        pen.cut(
            poly(
                [
                    (-0.42, 0),
                    (-0.42, -0.5),
                    (-0.26, -0.78),
                    (0, -0.92),
                    (0.26, -0.78),
                    (0.42, -0.5),
                    (0.42, 0),
                ]
            ),
            (178, 66, 56),
        )
        pen.cut(box(-0.16, -0.36, 0.32, 0.36), (120, 48, 46), lift=-0.3)
        for a, b in (((-0.16, -0.36), (0.16, 0)), ((0.16, -0.36), (-0.16, 0))):
            pen.stroke(poly([a, b], closed=False), CREAM, 0.022)
        pen.cut(poly([(-0.5, -0.46), (-0.3, -0.82), (0, -0.99), (0.3, -0.82), (0.5, -0.46), (0.44, -0.44),
            (0.25, -0.75), (0, -0.88), (-0.25, -0.75), (-0.44, -0.44)]), CREAM)  # fmt: skip
        pen.cut(oval(0, -0.62, 0.08), CREAM)
