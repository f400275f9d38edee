"""Paper and light: palettes by time of day, grain, and the Pen that cuts, tears, pins and shades sheets."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np
import skia

from .outline import Point, poly, rough

RGB = tuple[int, int, int]

INK: RGB = (44, 40, 58)
CREAM: RGB = (250, 241, 222)
CURTAIN: RGB = (166, 44, 48)
LAMP: RGB = (255, 208, 122)


def mix(a: RGB, b: RGB, t: float) -> RGB:
    return tuple(round(x + (y - x) * t) for x, y in zip(a, b, strict=True))  # type: ignore[return-value]


def shade(colour: RGB, by: float) -> RGB:
    """Lighter for by > 0 (towards cream), darker for by < 0 (towards warm ink)."""
    return mix(colour, (255, 248, 232), by) if by >= 0 else mix(colour, (40, 24, 48), -by)


def skia_colour(colour: RGB, alpha: float = 1.0) -> int:
    return skia.Color(*colour, max(0, min(255, round(alpha * 255))))


@dataclass(frozen=True)
class Light:
    """The light of one time of day and weather: how any colour looks near by and far off."""

    sky: tuple[RGB, ...]  # top to horizon
    haze: RGB  # what distance fades into
    near: tuple[float, float, float]  # lamp light on the figures, per channel
    far: tuple[float, float, float]
    shadow: float
    disc: RGB  # sun or moon
    night: bool = False
    lit: bool = False  # windows and lamps are on

    def tone(self, colour: RGB, depth: float = 0.0) -> RGB:
        gain = [n + (f - n) * min(1.0, depth * 1.4) for n, f in zip(self.near, self.far, strict=True)]
        graded = tuple(min(255, round(c * g)) for c, g in zip(colour, gain, strict=True))
        return mix(graded, self.haze, depth * 0.72)  # type: ignore[arg-type]


LIGHTS: dict[str, Light] = {
    "dawn": Light(((132, 148, 184), (172, 168, 196), (214, 184, 196), (240, 202, 188), (250, 220, 190),
    (254, 234, 206)), (238, 208, 200), (1.0, 0.93, 0.9), (0.94, 0.84, 0.88), 0.26, (255, 240, 206),),
    "day": Light(((94, 164, 190), (122, 184, 202), (152, 202, 210), (184, 218, 214), (212, 230, 216), (236,
    238, 214)), (204, 224, 214), (1.0, 0.985, 0.95), (0.96, 0.98, 0.96), 0.25, (255, 226, 138),),
    "sunset": Light(((70, 42, 88), (122, 54, 98), (182, 72, 92), (224, 104, 84), (243, 150, 88), (252, 198,
    118)), (226, 122, 98), (1.0, 0.86, 0.78), (0.86, 0.6, 0.62), 0.32, (255, 226, 150), False, True,),
    "night": Light(((20, 22, 52), (26, 32, 70), (34, 44, 90), (46, 60, 110), (62, 78, 130), (84, 98, 146)),
    (56, 70, 120), (0.86, 0.82, 0.86), (0.36, 0.42, 0.66), 0.42, (246, 236, 204), True, True,),
}  # fmt: skip
GLOOM: dict[str, tuple[RGB, float]] = {
    "rain": ((116, 128, 146), 0.5),
    "storm": ((66, 70, 94), 0.62),
    "snow": ((204, 212, 224), 0.42),
    "fog": ((206, 206, 204), 0.6),
    "wind": ((180, 196, 196), 0.18),
}


def light_for(time: str, weather: str) -> Light:
    light = LIGHTS.get(time, LIGHTS["day"])
    if weather not in GLOOM:
        return light
    grey, amount = GLOOM[weather]
    if light.night:
        grey = mix(grey, (24, 26, 56), 0.75)
    dim = 1 - 0.16 * (weather in ("rain", "storm")) - 0.1 * (weather == "storm")
    return Light(
        tuple(mix(c, grey, amount) for c in light.sky),
        mix(light.haze, grey, amount),
        tuple(v * (dim + 1) / 2 for v in light.near),  # type: ignore[arg-type]
        tuple(v * dim for v in light.far),  # type: ignore[arg-type]
        light.shadow * 0.8,
        mix(light.disc, grey, amount * 0.6),
        light.night,
        light.lit or weather == "storm",
    )


@lru_cache(maxsize=4)
def grain(size: int = 384, strength: float = 1.0) -> skia.Image:
    """A tile of paper: fine tooth, soft clouds and a few fibres, as lighter and darker specks."""
    rng = np.random.default_rng(1851)
    tooth = rng.normal(0, 1, (size, size))
    clouds = np.fft.irfft2(
        np.fft.rfft2(rng.normal(0, 1, (size, size)))
        * np.exp(-((np.fft.fftfreq(size)[:, None] ** 2 + np.fft.rfftfreq(size)[None] ** 2) * size * 5)),
        s=(size, size),
    )
    weave = np.roll(tooth, 1, 0) + np.roll(tooth, 1, 1) + tooth
    value = 0.5 * tooth + 0.55 * weave + 0.75 * clouds / clouds.std()
    alpha = np.clip(np.abs(value) * 6.2 * strength, 0, 34).astype(np.uint8)
    tile = np.zeros((size, size, 4), np.uint8)
    tile[..., 3] = alpha
    for channel, (light, dark) in enumerate(((255, 40), (250, 24), (236, 40))):
        tile[..., channel] = np.where(value > 0, light, dark) * (alpha / 255.0)
    surface = skia.Surface.MakeRasterDirect(rgba_info(size, size), tile)
    _draw_fibres(surface.getCanvas(), size, strength)
    return surface.makeImageSnapshot().makeRasterImage()


def _draw_fibres(canvas: skia.Canvas, size: int, strength: float) -> None:
    rng = Random(7)  # noqa: S311
    for _ in range(90):
        x, y = rng.uniform(0, size), rng.uniform(0, size)
        tone = rng.choice(((255, 250, 235), (70, 50, 60)))
        paint = skia.Paint(
            AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=rng.uniform(0.5, 1.0),
            Color=skia_colour(tone, 0.13 * strength),
        )  # fmt: skip
        path = skia.Path()
        path.moveTo(x, y)
        path.quadTo(
            x + rng.uniform(-9, 9), y + rng.uniform(-9, 9), x + rng.uniform(-14, 14), y + rng.uniform(-14, 14)
        )
        canvas.drawPath(path, paint)


def rgba_info(width: int, height: int) -> skia.ImageInfo:
    return skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)


def new_surface(width: int, height: int) -> skia.Surface:
    return skia.Surface.MakeRaster(rgba_info(max(1, width), max(1, height)))


def grain_paint(strength: float = 1.0) -> skia.Paint:
    tile = grain(strength=strength)
    paint = skia.Paint(Shader=tile.makeShader(skia.TileMode.kRepeat, skia.TileMode.kRepeat))
    paint.setBlendMode(skia.BlendMode.kSrcATop)
    return paint


class Pen:
    """Cuts pieces in its own units onto a canvas. Light and shadow stay upright however a piece turns."""

    def __init__(self, canvas: skia.Canvas, light: Light, scale: float, depth: float = 0.0) -> None:
        self.canvas, self.light, self.scale, self.depth = canvas, light, scale, depth
        self.matrix = skia.Matrix.Scale(scale, scale)
        self.drop = max(0.6, scale * 0.0065)  # px: how far a piece stands off what lies under it
        self.rim = max(0.35, min(1.6, scale * 0.0026))

    @contextmanager
    def at(
        self, x: float = 0, y: float = 0, turn: float = 0, sx: float = 1, sy: float | None = None
    ) -> Iterator["Pen"]:
        """Within: the origin is at (x, y), turned by degrees, scaled."""
        before = self.matrix
        self.matrix = skia.Matrix.Concat(before, skia.Matrix.Translate(x, y))
        if turn:
            self.matrix.preRotate(turn)
        if sx != 1 or sy is not None:
            self.matrix.preScale(sx, sx if sy is None else sy)
        try:
            yield self
        finally:
            self.matrix = before

    def placed(self, path: skia.Path) -> skia.Path:
        moved = skia.Path(path)
        moved.transform(self.matrix)
        return moved

    def tone(self, colour: RGB, by: float = 0.0) -> RGB:
        return self.light.tone(shade(colour, by) if by else colour, self.depth)

    def cut(self, path: skia.Path, colour: RGB, by: float = 0.0, lift: float = 1.0) -> None:
        """A piece of paper: shadow under it, a light upper edge, its colour."""
        shape = self.placed(path)
        if lift:
            shadow = skia.Paint(AntiAlias=True, Color=skia_colour((34, 18, 44), self.light.shadow * 0.42))
            for k in (1.0, 1.9):
                self.canvas.save()
                self.canvas.translate(self.drop * 0.6 * k * lift, self.drop * k * lift)
                self.canvas.drawPath(shape, shadow)
                self.canvas.restore()
            edge = skia.Paint(AntiAlias=True, Color=skia_colour(self.tone(shade(colour, by), 0.42)))
            self.canvas.save()
            self.canvas.translate(-self.rim * 0.7, -self.rim)
            self.canvas.drawPath(shape, edge)
            self.canvas.restore()
        self.canvas.drawPath(shape, skia.Paint(AntiAlias=True, Color=skia_colour(self.tone(colour, by))))

    def mark(self, path: skia.Path, colour: RGB, alpha: float = 1.0, graded: bool = True) -> None:
        """Flat colour, as painted or glued without thickness."""
        tone = self.light.tone(colour, self.depth) if graded else colour
        self.canvas.drawPath(self.placed(path), skia.Paint(AntiAlias=True, Color=skia_colour(tone, alpha)))

    def stroke(self, path: skia.Path, colour: RGB, width: float, alpha: float = 1.0) -> None:
        paint = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=max(0.6,
            self.matrix.mapRadius(width)), StrokeCap=skia.Paint.kRound_Cap,
            StrokeJoin=skia.Paint.kRound_Join, Color=skia_colour(self.light.tone(colour, self.depth),
            alpha),)  # fmt: skip
        self.canvas.drawPath(self.placed(path), paint)

    @contextmanager
    def inside(self, path: skia.Path) -> Iterator["Pen"]:
        """Within: only what falls inside the path is kept (patterned paper)."""
        self.canvas.save()
        self.canvas.clipPath(self.placed(path), doAntiAlias=True)
        try:
            yield self
        finally:
            self.canvas.restore()

    def torn(
        self,
        line: list[Point],
        bottom: float,
        colour: RGB,
        rng: Random,
        tear: float = 0.004,
        white: float = 0.5,
    ) -> None:
        """A sheet torn along `line` and hanging down to `bottom`: the pale core of the paper shows at the tear."""
        core = rough(line, rng, tear, tear * 3.2)
        face = [(x, y + tear * rng.uniform(0.5, 2.4)) for x, y in core]
        tail = [(line[-1][0], bottom), (line[0][0], bottom)]
        sheet = poly([*core, *tail])
        self._halo(sheet)
        self.cut(sheet, mix(colour, CREAM, white), lift=0)
        self.mark(poly([*face, *tail]), colour)

    def _halo(self, sheet: skia.Path) -> None:
        """The soft shade a standing sheet throws on the one behind it, above its edge."""
        shape = self.placed(sheet)
        paint = skia.Paint(AntiAlias=True, Color=skia_colour((30, 14, 44), self.light.shadow * 0.2))
        for k in (0.7, 1.5, 2.5, 3.8):
            self.canvas.save()
            self.canvas.translate(self.drop * 0.35 * k, -self.drop * k * 0.55)
            self.canvas.drawPath(shape, paint)
            self.canvas.restore()

    def glow(self, x: float, y: float, radius: float, colour: RGB, alpha: float) -> None:
        """Lamplight: brightens what is already there."""
        centre = self.matrix.mapXY(x, y)
        r = self.matrix.mapRadius(radius)
        paint = skia.Paint(Shader=skia.GradientShader.MakeRadial(centre, r, [skia_colour(colour, alpha),
            skia_colour(colour, alpha * 0.35), skia_colour(colour, 0)], [0.0, 0.4, 1.0],),
            BlendMode=skia.BlendMode.kScreen,)  # fmt: skip
        self.canvas.drawCircle(centre, r, paint)

    def grain(self, strength: float = 1.0) -> None:
        """Tooth and fibres over everything cut so far; bare places stay bare."""
        self.canvas.drawPaint(grain_paint(strength))
