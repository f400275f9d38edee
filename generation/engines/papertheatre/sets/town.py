"""Sets with walls: city, street, living room, theatre stage."""

from ..outline import blob, box, limb, oval, poly, soft_box
from ..paper import CREAM, CURTAIN, INK, LAMP, RGB, Pen, mix
from .diorama import Diorama

GLASS: RGB = (120, 152, 168)
FACADES: tuple[RGB, ...] = (
    (214, 122, 92),
    (236, 196, 132),
    (150, 170, 150),
    (196, 148, 140),
    (142, 158, 180),
    (226, 164, 112),
)


def city(d: Diorama) -> None:
    d.sky(0.66)
    d.clouds(3, bottom=0.3)
    for depth, speed, base, low, high, wide in ((0.7, 0.1, 0.74, 0.24, 0.42, 0.09), (0.46, 0.25, 0.76, 0.2, 0.38, 0.11),
                                                (0.22, 0.5, 0.78, 0.16, 0.3, 0.15)):  # fmt: skip
        with d.plane(depth, speed, 0.16) as pen:
            skyline(d, pen, base, low, high, wide)
    with d.plane(0.0, 1.0, 0.36) as pen:
        pavement(d, pen)
        for i in range(max(2, round(d.wide / 0.6))):
            d.prop(pen, "lamp", (i + 0.35) * d.wide / max(2, round(d.wide / 0.6)), 0.79, 0.24)
        d.row(pen, "tree", 0.795, 0.16, 0.55)


def skyline(d: Diorama, pen: Pen, base: float, low: float, high: float, wide: float) -> None:
    count = round(d.wide / wide)
    for i in range(count):
        x, w = i * d.wide / count, wide * d.rng.uniform(0.84, 1.08)
        tall, kind, seed = d.rng.uniform(low, high), d.rng.randrange(4), d.rng.random()
        colour = FACADES[(i * 3 + int(low * 100)) % len(FACADES)]
        d.each(x, 0.3, lambda at, w=w, t=tall, k=kind, c=colour, s=seed: tower(pen, at, base, w, t, k, c, s))


def tower(
    pen: Pen, x: float, base: float, w: float, tall: float, kind: int, colour: RGB, seed: float
) -> None:
    top = base - tall
    if kind == 0:
        pen.cut(
            poly([(x + w * 0.2, top + 0.01), (x + w * 0.5, top - w * 0.5), (x + w * 0.8, top + 0.01)]),
            colour,
            -0.2,
        )
    elif kind == 1:
        pen.cut(limb(x + w * 0.5, top, x + w * 0.5, top - 0.06, 0.003, 0.002), INK)
        pen.cut(box(x + w * 0.2, top - 0.018, w * 0.6, 0.03), colour, -0.12)
    elif kind == 2:
        pen.cut(box(x + w * 0.55, top - 0.03, w * 0.25, 0.04), colour, -0.2)
    pen.cut(box(x, top, w, tall + 0.2), colour, lift=1.3)
    cols = max(2, int(w / 0.028))
    step = w / cols
    for row in range(int(tall / 0.036)):
        for col in range(cols):
            lit = pen.light.lit and ((row * 7 + col * 13 + int(seed * 97)) * 2654435761 >> 7) % 5 < 3
            pen.mark(box(x + step * (col + 0.28), top + 0.018 + row * 0.036, step * 0.46, 0.02),
                     LAMP if lit else mix(colour, GLASS, 0.75), 0.95, graded=not lit)  # fmt: skip


def pavement(d: Diorama, pen: Pen) -> None:
    d.hills(pen, 0.782, 0.002, (186, 172, 160), (3,), white=0.4)
    pen.cut(box(-0.1, 0.87, d.wide + 0.2, 0.3, 0), (106, 98, 108), lift=0)
    pen.cut(box(-0.1, 0.862, d.wide + 0.2, 0.014, 0), (214, 202, 186), lift=0.8)
    for i in range(int(d.wide / 0.08)):
        x = i * d.wide / int(d.wide / 0.08)
        pen.stroke(poly([(x, 0.79), (x - 0.02, 0.86)], closed=False), (150, 136, 128), 0.0025, 0.7)
    count = round(d.wide / 0.2)
    for i in range(count):
        pen.mark(box(i * d.wide / count, 0.945, d.wide / count * 0.55, 0.012), CREAM, 0.75)


def street(d: Diorama) -> None:
    d.sky(0.6)
    d.clouds(2, bottom=0.24)
    with d.plane(0.5, 0.25, 0.2) as pen:
        skyline(d, pen, 0.74, 0.2, 0.34, 0.14)
    with d.plane(0.08, 0.8, 0.24) as pen:
        count = max(3, round(d.wide / 0.26))
        for i in range(count):
            w = d.wide / count
            tall, k = d.rng.uniform(0.28, 0.4), d.rng.randrange(3)
            d.each(
                i * w,
                0.4,
                lambda at, t=tall, k=k, i=i, w=w: town_house(
                    pen, at, 0.79, w, t, FACADES[(i * 2 + k) % 6], k, i
                ),
            )
    with d.plane(0.0, 1.0, 0.36) as pen:
        pavement(d, pen)
        lamps = max(2, round(d.wide / 0.62))
        for i in range(lamps):
            d.prop(pen, "lamp", (i + 0.3) * d.wide / lamps, 0.8, 0.25)


def town_house(
    pen: Pen, x: float, base: float, w: float, tall: float, colour: RGB, kind: int, i: int
) -> None:
    top = base - tall
    gable = [(x, top), (x + w * 0.5, top - 0.1), (x + w, top)]
    if kind == 1:
        gable = [(x, top), (x + w * 0.2, top), (x + w * 0.2, top - 0.04), (x + w * 0.35, top - 0.04),
            (x + w * 0.35, top - 0.08), (x + w * 0.65, top - 0.08), (x + w * 0.65, top - 0.04),
            (x + w * 0.8, top - 0.04), (x + w * 0.8, top), (x + w, top)]  # fmt: skip
    pen.cut(poly([(x + 0.002, base), *gable, (x + w - 0.002, base)]), colour, lift=1.3)
    if kind != 1:
        pen.cut(poly([(x - 0.012, top + 0.008), (x + w * 0.5, top - 0.118), (x + w + 0.012, top + 0.008),
            (x + w, top + 0.02), (x + w * 0.5, top - 0.088), (x, top + 0.02)]), (140, 70, 62))  # fmt: skip
    for row in range(2 if tall < 0.33 else 3):
        for col in range(2):
            wx, wy = x + w * (0.16 + col * 0.42), top + 0.03 + row * 0.095
            lit = pen.light.lit and (row * 3 + col * 5 + i) % 3 != 0
            pen.cut(box(wx - 0.006, wy - 0.006, w * 0.26 + 0.012, 0.068), CREAM, lift=0.5)
            pen.cut(box(wx, wy, w * 0.26, 0.056), LAMP if lit else (132, 166, 176), lift=-0.3)
            pen.mark(box(wx + w * 0.122, wy, w * 0.018, 0.056), CREAM)
            pen.cut(box(wx - 0.01, wy + 0.06, w * 0.26 + 0.02, 0.012), (150, 84, 66), lift=0.5)
    pen.cut(soft_box(x + w * 0.36, base - 0.1, w * 0.28, 0.11, 0.02), (110, 66, 58), lift=0.5)
    awning = poly(
        [
            (x + w * 0.28, base - 0.1),
            (x + w * 0.72, base - 0.1),
            (x + w * 0.78, base - 0.075),
            (x + w * 0.22, base - 0.075),
        ]
    )
    pen.cut(awning, (206, 78, 62) if i % 2 else (74, 140, 140))


def room(d: Diorama) -> None:
    wall: RGB = d.rng.choice(((206, 160, 120), (150, 170, 150), (196, 140, 126), (140, 158, 170)))
    with d.plane(0.0, 0.85) as pen:
        pen.cut(box(-0.1, -0.1, d.wide + 0.2, 1.2, 0), wall, lift=0)
        wallpaper(d, pen, wall)
        for k in (0.3, 0.82):
            d.each(d.wide * k, 0.3, lambda at: room_window(d, pen, at, 0.34))
        for k, w, h in ((0.06, 0.1, 0.13), (0.56, 0.12, 0.1)):
            d.each(d.wide * k, 0.2, lambda at, w=w, h=h: picture(pen, at, 0.3, w, h))
        pen.cut(box(-0.1, 0.715, d.wide + 0.2, 0.03, 0), CREAM, -0.04, lift=1.2)
    with d.plane(0.0, 1.0, 0.2) as pen:
        boards(d, pen, 0.745, (178, 124, 84))
        for k in (0.56,):
            d.each(d.wide * k, 0.4, lambda at: sofa(pen, at, 0.79))
        d.each(d.wide * 0.12, 0.3, lambda at: shelf(d, pen, at, 0.775))
        floor_lamp(d, pen, d.wide * 0.34)
        pen.cut(oval(d.wide * 0.5, 0.905, d.wide * 0.42, 0.05), (166, 62, 60), lift=0.5)
        pen.cut(oval(d.wide * 0.5, 0.905, d.wide * 0.38, 0.041), (226, 178, 120), lift=0.2)
        pen.cut(oval(d.wide * 0.5, 0.905, d.wide * 0.33, 0.033), (166, 62, 60), lift=0.2)


def wallpaper(d: Diorama, pen: Pen, wall: RGB) -> None:
    count = round(d.wide / 0.075)
    for i in range(count):
        x = (i + 0.5) * d.wide / count
        pen.mark(box(x - 0.014, -0.05, 0.028, 0.8, 0), mix(wall, CREAM, 0.22))
        for row in range(9):
            y = 0.04 + row * 0.085 + 0.04 * (i % 2)
            pen.mark(
                blob([(x, y - 0.012), (x + 0.008, y), (x, y + 0.012), (x - 0.008, y)]),
                mix(wall, (120, 50, 50), 0.35),
                0.8,
            )


def room_window(d: Diorama, pen: Pen, x: float, y: float) -> None:
    sky = d.light.sky
    pen.cut(soft_box(x - 0.13, y - 0.19, 0.26, 0.38, 0.01), CREAM, lift=1.2)
    pane = soft_box(x - 0.112, y - 0.172, 0.224, 0.344, 0.006)
    with pen.inside(pane):
        for i, tone in enumerate(sky):
            pen.mark(box(x - 0.12, y - 0.18 + i * 0.06, 0.24, 0.4, 0), tone, graded=False)
        pen.cut(oval(x + 0.04, y - 0.07, 0.035), d.light.disc, lift=0.4)
        pen.cut(
            blob(
                [
                    (x - 0.13, y + 0.1),
                    (x - 0.04, y + 0.07),
                    (x + 0.13, y + 0.12),
                    (x + 0.13, y + 0.2),
                    (x - 0.13, y + 0.2),
                ]
            ),
            (104, 138, 96),
        )
    for shape in (box(x - 0.004, y - 0.17, 0.008, 0.34), box(x - 0.11, y - 0.03, 0.22, 0.008)):
        pen.cut(shape, CREAM, lift=0.5)
    pen.cut(box(x - 0.15, y + 0.185, 0.3, 0.018), CREAM, -0.08, lift=1.3)
    for s in (-1, 1):
        pen.cut(blob([(x + s * 0.05, y - 0.22), (x + s * 0.16, y - 0.22), (x + s * 0.165, y + 0.17),
            (x + s * 0.125, y + 0.18), (x + s * 0.12, y - 0.02)], tension=0.6), (190, 84, 72), lift=1.3)  # fmt: skip
    pen.cut(limb(x - 0.19, y - 0.222, x + 0.19, y - 0.222, 0.005, 0.005), (120, 78, 56))


def picture(pen: Pen, x: float, y: float, w: float, h: float) -> None:
    pen.cut(box(x - w / 2, y - h / 2, w, h), (150, 100, 62), lift=1.2)
    inner = box(x - w * 0.4, y - h * 0.4, w * 0.8, h * 0.8)
    pen.cut(inner, CREAM, lift=-0.3)
    with pen.inside(inner):
        pen.mark(oval(x + w * 0.12, y - h * 0.12, w * 0.12), (226, 130, 80))
        pen.mark(
            blob(
                [
                    (x - w, y + h * 0.1),
                    (x, y + h * 0.02),
                    (x + w, y + h * 0.2),
                    (x + w, y + h),
                    (x - w, y + h),
                ]
            ),
            (96, 140, 130),
        )


def boards(d: Diorama, pen: Pen, top: float, colour: RGB) -> None:
    pen.cut(box(-0.1, top, d.wide + 0.2, 0.4, 0), colour, lift=0.6)
    y = top
    for row in range(7):
        step = 0.016 + row * 0.011
        for k in range(4):
            x = (k + (row % 2) * 0.5 + 0.13 * row) * d.wide / 4
            pen.stroke(poly([(x, y), (x, y + step)], closed=False), mix(colour, INK, 0.35), 0.002, 0.6)
        y += step
        pen.stroke(poly([(-0.1, y), (d.wide + 0.1, y)], closed=False), mix(colour, INK, 0.4), 0.0025, 0.7)


def sofa(pen: Pen, x: float, y: float) -> None:
    c: RGB = (84, 132, 130)
    pen.cut(soft_box(x - 0.2, y - 0.17, 0.4, 0.15, 0.03), c, -0.08)
    pen.cut(soft_box(x - 0.19, y - 0.09, 0.38, 0.075, 0.02), c, 0.06)
    for s in (-1, 1):
        pen.cut(soft_box(x + s * 0.205 - 0.03, y - 0.12, 0.06, 0.12, 0.025), c, 0.02)
    pen.cut(
        poly([(x - 0.12, y - 0.09), (x - 0.07, y - 0.15), (x - 0.02, y - 0.1), (x - 0.07, y - 0.05)]),
        (232, 176, 84),
    )


def shelf(d: Diorama, pen: Pen, x: float, y: float) -> None:
    pen.cut(box(x - 0.09, y - 0.3, 0.18, 0.3), (146, 98, 66), lift=1.2)
    for row in range(3):
        pen.cut(box(x - 0.08, y - 0.285 + row * 0.095, 0.16, 0.082), (104, 68, 52), lift=-0.4)
        at = x - 0.075
        while at < x + 0.06:
            w, h = d.rng.uniform(0.01, 0.02), d.rng.uniform(0.045, 0.072)
            pen.cut(
                box(at, y - 0.205 + row * 0.095 - h, w, h),
                d.rng.choice((*FACADES, (74, 110, 140), (166, 52, 52))),
                lift=0.4,
            )
            at += w + 0.002


def floor_lamp(d: Diorama, pen: Pen, x: float) -> None:
    def paint(at: float) -> None:
        pen.cut(limb(at, 0.79, at, 0.52, 0.004, 0.004), (80, 62, 58))
        pen.cut(
            poly([(at - 0.035, 0.53), (at - 0.022, 0.46), (at + 0.022, 0.46), (at + 0.035, 0.53)]),
            LAMP if d.light.lit else CREAM,
        )
        if d.light.lit:
            pen.glow(at, 0.5, 0.24, LAMP, 0.55)

    d.each(x, 0.2, paint)


def stage(d: Diorama) -> None:
    d.backdrop.curtain = True
    with d.plane(0.1, 0.0, moves=False) as pen:
        pen.cut(box(-0.1, -0.1, d.aspect + 0.2, 1.2, 0), (84, 46, 66), lift=0)
        for i in range(5):
            r = 0.52 - i * 0.085
            pen.cut(
                oval(d.aspect / 2, 0.56, r * max(1, d.aspect), r),
                mix((120, 58, 72), (240, 176, 96), i / 4.2),
                lift=1.4,
            )
        for i in range(9):
            pen.glow(d.aspect * (i + 0.5) / 9, 0.1 + 0.03 * (i % 2), 0.05, LAMP, 0.8)
            pen.cut(oval(d.aspect * (i + 0.5) / 9, 0.1 + 0.03 * (i % 2), 0.008), LAMP, lift=0.4)
    with d.plane(0.0, 1.0, 0.7) as pen:
        boards(d, pen, 0.765, (186, 124, 78))
    with d.plane(0.0, 0.0, front=True, moves=False) as pen:
        proscenium(d, pen)


def proscenium(d: Diorama, pen: Pen) -> None:
    """Curtains at both sides, a scalloped valance, footlights."""
    for s, x0 in ((1, 0.0), (-1, d.aspect)):
        for i in range(4, -1, -1):
            w = d.aspect * (0.035 + 0.03 * i)
            pen.cut(blob([(x0 - s * 0.02, -0.05), (x0 + s * w, -0.05),
                (x0 + s * w * (0.9 if i < 3 else 0.72), 0.45), (x0 + s * w * (0.6 if i < 3 else 0.45),
                0.62), (x0 + s * w * 0.95, 0.9), (x0 - s * 0.02, 0.92)], tension=0.7), CURTAIN, (-0.22, 0.0,
                -0.16, 0.06, -0.1)[i], lift=1.5)  # fmt: skip
        pen.cut(limb(x0, 0.6, x0 + s * d.aspect * 0.1, 0.635, 0.007, 0.009), (226, 176, 70))
    count = max(4, round(d.aspect / 0.12))
    for i in range(count):
        x, w = i * d.aspect / count, d.aspect / count
        pen.cut(blob([(x - 0.005, -0.05), (x + w + 0.005, -0.05), (x + w, 0.05), (x + w * 0.5, 0.085), (x,
            0.05)], tension=0.8), CURTAIN, 0.04 if i % 2 else -0.1, lift=1.6)  # fmt: skip
        line = blob([(x, 0.05), (x + w * 0.5, 0.083), (x + w, 0.05)], closed=False)
        pen.stroke(line, (226, 176, 70), 0.006)
    pen.cut(box(-0.1, 0.94, d.aspect + 0.2, 0.2, 0), (92, 54, 48), lift=1.5)
    pen.stroke(poly([(-0.1, 0.945), (d.aspect + 0.1, 0.945)], closed=False), (226, 176, 70), 0.006)
    for i in range(count):
        x = (i + 0.5) * d.aspect / count
        pen.glow(x, 0.93, 0.09, LAMP, 0.55)
        pen.cut(blob([(x - 0.02, 0.95), (x, 0.925), (x + 0.02, 0.95)]), (226, 176, 70))
