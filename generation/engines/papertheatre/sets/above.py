"""Sets seen from above: the floor of each as a sheet the camera looks down on, with roofs, crowns and furniture tops."""

from collections.abc import Callable

from ..figures.tops import crown, palm, roof
from ..outline import blob, box, limb, oval, poly, repeated, soft_box, wavy
from ..paper import CREAM, RGB, Pen, mix, shade
from . import above_town
from .diorama import Diorama
from .floor import BLOOMS, sheet, strewn

FLOOR = 0.62  # where feet stand, as a share of the frame height
GRASS: RGB = (134, 168, 92)
SAND: RGB = (232, 204, 152)
WATER: RGB = (66, 130, 156)
SNOW: RGB = (236, 240, 246)
DUST: RGB = (196, 196, 204)
ROCK: RGB = (112, 92, 96)
NIGHT: RGB = (34, 32, 58)
STRAW: RGB = (214, 182, 108)


def seen(d: Diorama, name: str) -> None:
    """This function will lay out the floor of a set; what has none of its own gets the boards of the stage."""
    d.backdrop.ground, d.backdrop.from_above = FLOOR, True
    FLOORS.get(name, above_town.boards)(d)


def _blossom(d: Diorama) -> Callable[[Pen, float, float, float], None]:
    def paint(pen: Pen, x: float, y: float, grow: float) -> None:
        s, colour = 0.009 * grow, BLOOMS[round(x * 97 + y * 31) % len(BLOOMS)]
        pen.cut(oval(x, y, s * 2.1, s * 1.9, 0.2), mix(GRASS, (60, 104, 70), 0.6), lift=0.4)
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            pen.mark(oval(x + dx * s * 0.8, y + dy * s * 0.8, s * 0.75), colour)
        pen.mark(oval(x, y, s * 0.55), (244, 196, 84))

    return paint


def _tree(colour: RGB) -> Callable[[Pen, float, float, float], None]:
    return lambda pen, x, y, grow: crown(pen, x, y, 0.085 * grow, colour)


def _green(d: Diorama, trees: int = 3, tone: RGB = (92, 138, 84), flowers: int = 26) -> None:
    sheet(d, GRASS, (104, 146, 78))
    with d.plane(0.0, 1.0) as pen:
        for y in (0.56, 0.88):  # a path along which it goes
            line = wavy(d.rng, d.wide, y, 0.012, (1, 3))
            pen.torn(repeated(line, d.wide), 1.2, GRASS if y > 0.7 else (214, 190, 140), d.rng, 0.003, 0.3)
    strewn(d, flowers, _blossom(d))
    if trees:
        strewn(d, trees, _tree(tone), 0.06, 0.4, reach=0.3)
        strewn(d, 2, _tree(shade(tone, -0.08)), 0.97, 1.04, (2, 2), reach=0.3)


def _forest(d: Diorama) -> None:
    _green(d, 0, flowers=12)
    for low, high in ((0.02, 0.16), (0.2, 0.4), (0.96, 1.06)):
        strewn(d, 6, _tree((78, 124, 80)), low, high, (2, 2), reach=0.3)


def _garden(d: Diorama) -> None:
    _green(d, 2, flowers=14)
    with d.plane(0.0, 1.0) as pen:
        for x, y in ((0.2, 0.4), (0.62, 0.44), (0.4, 0.95), (0.86, 0.94)):
            d.each(x * d.wide, 0.3, lambda at, y=y: _bed(d, pen, at, y))


def _bed(d: Diorama, pen: Pen, x: float, y: float) -> None:
    pen.cut(soft_box(x - 0.13, y - 0.045, 0.26, 0.09, 0.03), (132, 92, 66))
    bloom = _blossom(d)
    for k in range(10):
        bloom(pen, x - 0.1 + (k % 5) * 0.05, y - 0.018 + (k // 5) * 0.036, 1.1)


def _farm(d: Diorama) -> None:
    sheet(d, STRAW, (178, 146, 84))
    with d.plane(0.0, 1.0) as pen:
        for top, tall, tone in (
            (-0.02, 0.2, (150, 176, 92)),
            (0.2, 0.18, (206, 176, 92)),
            (0.92, 0.12, (150, 176, 92)),
        ):
            pen.cut(box(-0.1, top, d.wide + 0.2, tall), tone)
            for k in range(1, int(tall / 0.03)):
                pen.stroke(
                    limb(-0.1, top + k * 0.03, d.wide + 0.1, top + k * 0.03, 0.001, 0.001),
                    shade(tone, -0.16),
                    0.006,
                )
        d.each(0.3 * d.wide, 0.4, lambda at: roof(pen, at, 0.28, 0.34, 0.22, (178, 66, 54)))


def _shore(d: Diorama) -> None:
    sheet(d, SAND, (206, 168, 118), 320)
    _sea_part(d, 0.34)
    with d.plane(0.0, 1.0) as pen:
        for k, (x, y) in enumerate(((0.16, 0.93), (0.52, 0.47), (0.88, 0.95))):
            tone = BLOOMS[k % 3]
            d.each(x * d.wide, 0.3, lambda at, y=y, tone=tone: _parasol(pen, at, y, tone))
        d.each(0.72 * d.wide, 0.3, lambda at: palm(pen, at, 0.44, 0.13))


def _sea_part(d: Diorama, shore: float) -> None:
    """Water above `shore`, with combs of foam that are pulled to and fro."""
    for i, (y, tone) in enumerate(((shore, 0.25), (shore - 0.03, 0.0), (shore - 0.12, -0.12))):
        with d.plane(0.0, 1.0, 0.0, shore + 0.08, sway=0.006 + 0.003 * i, bob=0.004, beat=3.6 + i) as pen:
            line = wavy(d.rng, d.wide, y, 0.01, (2, 5))
            top = [(x, -0.1) for x, _ in reversed(line)]
            colour = mix(shade(WATER, tone), CREAM, 0.35 if i == 0 else 0.0)
            for shift in (-d.wide, 0.0, d.wide):
                pen.cut(poly([(x + shift, py) for x, py in [*line, *top]]), colour, lift=0.6)
            for _ in range(14 if i else 0):
                x, py, w = d.rng.uniform(0, d.wide), d.rng.uniform(0, y - 0.04), d.rng.uniform(0.015, 0.05)
                arc = blob([(x - w, py), (x, py - 0.006), (x + w, py)], closed=False)
                pen.stroke(arc, mix(colour, CREAM, 0.45), 0.0026, 0.7)


def _lake(d: Diorama) -> None:
    sheet(d, GRASS, (104, 146, 78))
    _sea_part(d, 0.66)
    strewn(d, 16, _blossom(d), 0.76, 1.0, (2, 2))


def _open_water(d: Diorama) -> None:
    d.backdrop.medium = "water"
    sheet(d, WATER)
    for i, depth in enumerate((0.1, 0.2)):
        with d.plane(0.0, 1.0, sway=0.012, bob=0.005, beat=3.4 + 1.3 * i) as pen:
            for _ in range(46):
                x, y, w = d.rng.uniform(0, d.wide), d.rng.uniform(0, 1), d.rng.uniform(0.02, 0.07)
                arc = blob(
                    [(x - w, y), (x - w * 0.3, y - 0.009), (x + w * 0.4, y + 0.004), (x + w, y - 0.004)],
                    closed=False,
                )
                pen.stroke(arc, mix(WATER, CREAM, 0.3 + depth), 0.003, 0.75)


def _parasol(pen: Pen, x: float, y: float, tone: RGB) -> None:
    pen.cut(oval(x, y, 0.07), tone, lift=2.2)
    for k in range(4):
        with pen.at(x, y, k * 90):
            pen.mark(blob([(0, 0), (0.03, -0.064), (0.06, -0.034)], tension=0.4), CREAM, 0.9)
    pen.cut(oval(x, y, 0.006), (110, 80, 60), lift=0.5)


def _snow(d: Diorama) -> None:
    sheet(d, SNOW, (206, 216, 230))
    strewn(
        d,
        5,
        lambda pen, x, y, g: crown(pen, x, y, 0.06 * g, (120, 152, 138), tip=(244, 247, 250)),
        0.04,
        0.42,
        reach=0.3,
    )
    _tracks(d, (196, 208, 226))


def _tracks(d: Diorama, tone: RGB) -> None:
    with d.plane(0.0, 1.0) as pen:
        for y in (0.6, 0.635):
            for k in range(int(d.wide / 0.045)):
                x = k * d.wide / int(d.wide / 0.045)
                pen.mark(oval(x, y + 0.006 * (k % 2), 0.009, 0.005), tone, 0.9)


def _desert(d: Diorama) -> None:
    sheet(d, SAND, (212, 172, 112))
    with d.plane(0.0, 1.0) as pen:
        for k in range(9):
            y = 0.04 + k * 0.115
            line = wavy(d.rng, d.wide, y, 0.014, (1, 2, 4))
            pen.stroke(blob([*repeated(line, d.wide)], closed=False), (206, 164, 108), 0.006, 0.8)
    strewn(d, 4, lambda pen, x, y, g: crown(pen, x, y, 0.03 * g, (96, 152, 104)), 0.05, 0.42)


def _craters(d: Diorama, floor: RGB = DUST) -> None:
    sheet(d, floor, shade(floor, -0.2))

    def paint(pen: Pen, x: float, y: float, g: float) -> None:
        pen.cut(oval(x, y, 0.06 * g, 0.05 * g), shade(floor, 0.1), lift=0.8)
        pen.mark(oval(x + 0.004, y + 0.004, 0.048 * g, 0.038 * g), shade(floor, -0.22))

    strewn(d, 9, paint, clear=(0.54, 0.8))


def _lava(d: Diorama) -> None:
    sheet(d, ROCK, (72, 56, 66))
    with d.plane(0.0, 1.0) as pen:
        for tone, wide in (((206, 74, 44), 0.045), ((248, 176, 76), 0.02)):
            line = wavy(d.rng, d.wide, 0.3, 0.05, (1, 2))
            pen.stroke(blob(repeated(line, d.wide), closed=False), tone, wide)
        pen.glow(d.wide / 2, 0.3, 0.4, (255, 150, 60), 0.25)


def _peaks(d: Diorama) -> None:
    _green(d, 0, flowers=10)
    strewn(d, 7, lambda pen, x, y, g: crown(pen, x, y, 0.05 * g, (74, 116, 88)), 0.22, 0.46, reach=0.3)

    def top(pen: Pen, x: float, y: float, g: float) -> None:
        r = 0.12 * g
        pen.cut(poly([(x - r, y), (x - 0.3 * r, y - 0.9 * r), (x + 0.6 * r, y - 0.8 * r), (x + r, y + 0.1 * r),
                      (x + 0.2 * r, y + 0.8 * r), (x - 0.7 * r, y + 0.6 * r)]), ROCK, lift=1.6)  # fmt: skip
        pen.mark(
            poly([(x, y - 0.1 * r), (x + r, y + 0.1 * r), (x + 0.2 * r, y + 0.8 * r)]), shade(ROCK, -0.2)
        )
        pen.cut(
            poly(
                [(x - 0.3 * r, y - 0.2 * r), (x, y - 0.5 * r), (x + 0.3 * r, y - 0.1 * r), (x, y + 0.2 * r)]
            ),
            SNOW,
        )

    strewn(d, 4, top, 0.08, 0.2, (2, 2), reach=0.3)


def _heights(d: Diorama) -> None:
    """High over land, with clouds below."""
    d.backdrop.medium = "air"
    sheet(d, (150, 178, 120))
    with d.plane(0.0, 0.35) as pen:
        for k in range(18):
            x, y = (k % 6) * d.wide / 6, (k // 6) * 0.34
            tone = ((166, 188, 116), (206, 186, 120), (120, 156, 104), (186, 166, 110))[(k * 7) % 4]
            pen.mark(box(x + 0.006, y + 0.006, d.wide / 6 - 0.012, 0.328), tone)
    with d.plane(0.0, 0.8, drift=0.008) as pen:
        for _ in range(7):
            x, y, s = d.rng.uniform(0, d.wide), d.rng.uniform(0, 1), d.rng.uniform(0.05, 0.09)
            d.each(x, 0.3, lambda at, y=y, s=s: crown(pen, at, y, s, (248, 246, 240)))


def _seabed(d: Diorama) -> None:
    d.backdrop.medium = "deep"
    sheet(d, (86, 156, 168), (120, 186, 186))
    strewn(d, 9, lambda pen, x, y, g: crown(pen, x, y, 0.04 * g, (206, 112, 104)), clear=(0.52, 0.8))
    strewn(d, 9, lambda pen, x, y, g: crown(pen, x, y, 0.035 * g, (74, 134, 104)), clear=(0.52, 0.8))


def _stars(d: Diorama) -> None:
    d.backdrop.medium = "air"
    sheet(d, NIGHT, (230, 226, 250), 160, 0.0024)
    with d.plane(0.0, 0.3) as pen:
        pen.cut(oval(d.wide * 0.4, 1.02, 0.5), (86, 132, 160), lift=1.4)
        for x, y, r in ((0.3, 0.86, 0.16), (0.52, 0.9, 0.1), (0.4, 0.72, 0.07)):
            pen.cut(oval(d.wide * x, y, r, r * 0.7, 0.2), (134, 168, 112), lift=0.5)


FLOORS: dict[str, Callable[[Diorama], None]] = {
    "beach": _shore,
    "sea": _open_water,
    "underwater": _seabed,
    "lake": _lake,
    "forest": _forest,
    "city": above_town.road,
    "street": above_town.road,
    "meadow": _green,
    "garden": _garden,
    "mountain": _peaks,
    "room": above_town.furnished,
    "stage": above_town.boards,
    "moon": _craters,
    "space": _stars,
    "snow": _snow,
    "desert": _desert,
    "sky": _heights,
    "farm": _farm,
    "kitchen": above_town.tiles,
    "classroom": above_town.furnished,
    "office": above_town.furnished,
    "castle": above_town.market,
    "volcano": _lava,
    "train": above_town.rails,
    "concert": above_town.boards,
    "market": above_town.market,
    "stadium": above_town.pitch,
}
