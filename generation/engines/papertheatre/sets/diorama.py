"""The box of the paper stage: planes of scenery, each rasterised once, and the builder that fills them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random

import numpy as np
import skia

from ..figures.pose import Pose
from ..figures.props import Prop
from ..outline import Point, blob, oval, peaks, repeated, wavy
from ..paper import CREAM, RGB, Light, Pen, graded, grain_paint, mix, rgba_info, shade, skia_colour

GROUND = 0.835  # where feet stand, as a share of the frame height


@dataclass
class Plane:
    """One sheet of scenery. `speed`: how much of the camera's way it moves (0 far away, 1 with the figures)."""

    image: skia.Image
    top: int  # px
    period: int  # px after which it repeats; 0 for a sheet that does not move
    speed: float
    sway: float = 0.0  # px to and fro, as pulled by a stagehand
    bob: float = 0.0  # px up and down
    beat: float = 4.0  # seconds for one sway
    drift: float = 0.0  # px per second on its own
    solid: int = 1 << 20  # px: from this row down nothing shows through
    anchor: int | None = None  # px: what should be in the picture when the clip begins


@dataclass
class Backdrop:
    """A whole set: what stands behind the figures, what in front of them, and where they stand."""

    behind: list[Plane] = field(default_factory=list)
    front: list[Plane] = field(default_factory=list)
    ground: float = GROUND
    medium: str = "land"  # land | water (its surface) | deep | air
    curtain: bool = False
    from_above: bool = False  # the camera looks down on the floor


def _rows(pixels: np.ndarray) -> tuple[int, int]:
    """The first row with anything on it, and the row from which everything below is opaque."""
    alpha = pixels[..., 3]
    used = np.flatnonzero(alpha[:, ::2].any(axis=1))
    open_rows = np.flatnonzero((alpha < 255).any(axis=1))
    return int(used[0]) if len(used) else 0, int(open_rows[-1]) + 1 if len(open_rows) else 0


def trimmed(planes: list[Plane]) -> list[Plane]:
    """Every sheet without the rows that a nearer one hides for the whole clip."""
    limit, out = 1 << 20, []
    for plane in reversed(planes):
        below = max(1, min(plane.image.height(), limit + 2 - plane.top))
        image = plane.image.makeSubset(skia.IRect.MakeWH(plane.image.width(), below))
        out.append(replace(plane, image=image))
        if plane.solid < plane.top + plane.image.height():
            limit = min(limit, plane.solid + int(plane.bob + 1))
    return out[::-1]


class Sheets:
    """Makes planes and puts scenery on them. Units: frame heights; x from 0 to `wide`, then it repeats."""

    def __init__(self, width: int, height: int, light: Light, rng: Random) -> None:
        self.width, self.height, self.light, self.rng = width, height, light, rng
        self.aspect = width / height
        self.wide = max(1.3, self.aspect * 1.55)
        self.period_px = round(self.wide * height)
        self.wide = self.period_px / height
        self.backdrop = Backdrop()
        self.disc_size = 1.0

    @contextmanager
    def plane(
        self, depth: float, speed: float, top: float = 0.0, bottom: float = 1.0, front: bool = False,
        sway: float = 0.0, bob: float = 0.0, drift: float = 0.0, beat: float = 4.0, moves: bool = True,
        anchor: float | None = None,
    ) -> Iterator[Pen]:  # fmt: skip
        """Within: a pen on a new sheet between `top` and `bottom`. Afterwards it gets its grain."""
        wide = self.period_px if moves else self.width
        y0, y1 = int(top * self.height), int(min(1.06, bottom) * self.height)
        pixels = np.zeros((y1 - y0, wide, 4), np.uint8)
        surface = skia.Surface.MakeRasterDirect(rgba_info(wide, y1 - y0), pixels)
        canvas = surface.getCanvas()
        pen = Pen(canvas, self.light, self.height * 0.55, depth)
        pen.matrix = skia.Matrix.Concat(
            skia.Matrix.Translate(0, -y0), skia.Matrix.Scale(self.height, self.height)
        )
        yield pen
        look = self.light.look
        canvas.drawPaint(grain_paint(round((1.0 - 0.35 * depth) * look.grain, 2)))
        used, solid = _rows(pixels)
        image = surface.makeImageSnapshot(skia.IRect.MakeLTRB(0, used, wide, y1 - y0))
        image = graded(image, look.near if look.near and moves and speed >= 0.95 else look.planes)
        sheet = Plane(
            image, y0 + used, wide if moves else 0, speed, sway * self.height, bob * self.height, beat, drift * self.height,
            y0 + solid, None if anchor is None else round(anchor * self.height),
        )  # fmt: skip
        (self.backdrop.front if front else self.backdrop.behind).append(sheet)

    def each(self, x: float, reach: float, paint: Callable[[float], None]) -> None:
        """Paint at x, and again beyond the seam when the piece crosses it."""
        x %= self.wide
        paint(x)
        if x < reach:
            paint(x + self.wide)
        if x > self.wide - reach:
            paint(x - self.wide)

    def prop(
        self,
        pen: Pen,
        lemma: str,
        x: float,
        y: float,
        size: float,
        colour: str | None = None,
        flip: bool = False,
    ) -> None:
        """A prop of the repertoire as part of the scenery, `size` high, its foot at (x, y)."""
        piece = Prop(lemma, colour)
        pose = Pose(time=self.rng.uniform(0, 9))

        def paint(at: float) -> None:
            inner = Pen(pen.canvas, pen.light, size * self.height, pen.depth)
            inner.matrix = pen.matrix
            with inner.at(at, y, 0, -size if flip else size, size):
                piece.draw(inner, pose)

        self.each(x, size, paint)

    def row(
        self,
        pen: Pen,
        lemma: str,
        y: float,
        size: float,
        gap: float,
        colours: tuple[str | None, ...] = (None,),
    ) -> None:
        """Props side by side along a line, not quite evenly."""
        count = max(1, round(self.wide / gap))
        for i in range(count):
            x = (i + self.rng.uniform(-0.28, 0.28)) * self.wide / count
            self.prop(pen, lemma, x, y + self.rng.uniform(-0.008, 0.008), size * self.rng.uniform(0.8, 1.15),
                      colours[i % len(colours)], self.rng.random() < 0.5)  # fmt: skip

    def hills(
        self, pen: Pen, base: float, height: float, colour: RGB, waves: tuple[int, ...] = (1, 2, 3), tear: float = 0.0035,
        white: float = 0.5,
    ) -> list[Point]:  # fmt: skip
        line = wavy(self.rng, self.wide, base, height, waves)
        pen.torn(repeated(line, self.wide), 1.1, colour, self.rng, tear, white)
        return line

    def range(
        self, pen: Pen, base: float, height: float, colour: RGB, count: int, snow: RGB | None = None
    ) -> None:
        line = peaks(self.rng, self.wide, base, height, count)
        pen.torn(repeated(line, self.wide), 1.1, colour, self.rng, 0.004, 0.45)
        if snow:
            for i in range(count):
                x, y = line[2 + i * 4]
                (lx, ly), (rx, ry) = line[1 + i * 4], line[3 + i * 4]
                self._snowcap(pen, (x, y), (lx, ly), (rx, ry), snow)

    def _snowcap(self, pen: Pen, top: Point, left: Point, right: Point, snow: RGB) -> None:
        def toward(end: Point, t: float) -> Point:
            return (top[0] + (end[0] - top[0]) * t, top[1] + (end[1] - top[1]) * t)

        a, b = toward(left, 0.8), toward(right, 0.85)
        mid = [
            ((a[0] * (1 - t) + b[0] * t), max(a[1], b[1]) - (0.02 if k % 2 else -0.012))
            for k, t in enumerate((0.25, 0.5, 0.75))
        ]
        for shift in (-self.wide, 0.0, self.wide):
            pen.cut(blob([(x + shift, y) for x, y in (top, b, *mid[::-1], a)], tension=0.3), snow, lift=0.5)


class Diorama(Sheets):
    """Builds a Backdrop: what every set has, its sky and its near growth."""

    def sky(self, horizon: float = 0.66, disc: bool = True, stars: bool = True) -> None:
        """Torn bands from zenith to horizon, sun or moon with its rings, stars by night."""
        tones = self.light.sky
        x = min(self.aspect - 0.14, self.aspect * self.rng.uniform(0.24, 0.76))
        y = self.rng.uniform(0.15, 0.24) if self.light.night else self.rng.uniform(0.22, 0.34)
        self.disc_size = self.rng.uniform(0.72, 1.0)
        with self.plane(0.0, 0.0, moves=False) as pen:
            pen.light = _bare(self.light)
            pen.canvas.clear(skia_colour(tones[0]))
            for i, tone in enumerate(tones[1:], 1):
                base = horizon * (i / len(tones)) ** 0.9
                line = wavy(self.rng, self.aspect + 0.2, base, 0.02, (1, 2))
                pen.torn([(px - 0.1, py) for px, py in line], 1.1, tone, self.rng, 0.003, 0.22)
            if self.light.night and stars:
                self.stars(pen, 46, horizon * 0.85)
            if disc:
                self.disc(pen, x, y)

    def stars(self, pen: Pen, count: int, bottom: float) -> None:
        for i in range(count):
            x, y = self.rng.uniform(0, self.aspect), self.rng.uniform(0.02, bottom)
            r = self.rng.choice((0.0016, 0.002, 0.003))
            pen.mark(oval(x, y, r), CREAM, 0.9)
            if i % 6 == 0:
                pen.glow(x, y, 0.02, (255, 240, 210), 0.6)

    def disc(self, pen: Pen, x: float, y: float) -> None:
        colour, sky, k = self.light.disc, self.light.sky[3], self.disc_size
        if not self.light.night:
            for r, t in ((0.23, 0.16), (0.175, 0.32), (0.13, 0.55)):
                pen.cut(oval(x, y, r * k), mix(sky, colour, t), lift=0.5)
        pen.glow(x, y, 0.4 * k, colour, 0.42)
        pen.cut(oval(x, y, (0.088 if not self.light.night else 0.07) * k), colour, lift=1.0)
        if self.light.night:
            for dx, dy, r in ((-0.02, -0.02, 0.014), (0.025, 0.01, 0.018), (-0.012, 0.03, 0.01)):
                pen.mark(oval(x + dx * k, y + dy * k, r * k), shade(colour, -0.12), 0.8)

    def clouds(
        self,
        count: int = 4,
        top: float = 0.06,
        bottom: float = 0.42,
        drift: float = 0.006,
        depth: float = 0.5,
    ) -> None:
        colour = mix(CREAM, self.light.sky[-2], 0.25 if not self.light.night else 0.8)
        with self.plane(0.0, 0.12, 0.0, bottom + 0.1, drift=drift) as pen:
            pen.light = _bare(self.light)
            for i in range(count):
                x = (i + self.rng.uniform(0.1, 0.7)) * self.wide / count
                y, s = self.rng.uniform(top, bottom), self.rng.uniform(0.055, 0.1)
                self.each(x, 0.3, lambda at, y=y, s=s: cloud(pen, at, y, s, colour))

    def corner_leaves(self, colour: RGB, y: float = 1.0, size: float = 0.16) -> None:
        """Dark growth at the lower corners, nearer than the figures: frames the picture."""
        with self.plane(0.0, 1.45, 0.84, 1.06, front=True) as pen:
            for k in range(max(3, round(self.wide / 0.24))):
                x = (k + self.rng.uniform(-0.3, 0.3)) * 0.24
                tall = size * self.rng.uniform(0.35, 0.8)
                self.each(x, 0.2, lambda at, tall=tall: tuft(pen, at, y + 0.045, tall, colour))


def _bare(light: Light) -> Light:
    """The sky is light itself: no grading of its paper."""
    fields = dict(vars(light))
    fields.update(near=(1.0, 1.0, 1.0), far=(1.0, 1.0, 1.0))
    return Light(**fields)


def cloud(pen: Pen, x: float, y: float, s: float, colour: RGB) -> None:
    for dx, dy, r in ((-1.0, -0.1, 0.5), (0.95, -0.05, 0.55), (-0.35, -0.5, 0.65), (0.4, -0.42, 0.6)):
        pen.cut(oval(x + dx * s, y + dy * s, r * s, r * s * 0.82), colour, -0.06, lift=0.7)
    pen.cut(blob([(x - 1.6 * s, y + 0.1 * s), (x - 0.8 * s, y - 0.35 * s), (x + 0.3 * s, y - 0.45 * s),
        (x + 1.2 * s, y - 0.2 * s), (x + 1.65 * s, y + 0.14 * s), (x + 0.6 * s, y + 0.34 * s), (x - 0.8 * s,
        y + 0.34 * s)]), colour, lift=0.7)  # fmt: skip


def tuft(pen: Pen, x: float, y: float, s: float, colour: RGB) -> None:
    """Grass blades."""
    for i, (dx, lean, tall) in enumerate(
        ((-0.3, -0.35, 0.7), (0.25, 0.4, 0.75), (-0.12, -0.1, 1.0), (0.1, 0.16, 0.9))
    ):
        tip = (x + (dx + lean) * s, y - tall * s)
        pen.cut(blob([(x + (dx - 0.08) * s, y), (x + (dx * 1.2 + lean * 0.4) * s - 0.06 * s,
            y - tall * 0.5 * s), tip, (x + (dx * 1.2 + lean * 0.4) * s + 0.07 * s, y - tall * 0.45 * s),
            (x + (dx + 0.1) * s, y)]), colour, -0.1 + 0.06 * i)  # fmt: skip
