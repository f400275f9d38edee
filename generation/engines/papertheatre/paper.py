"""Paper and light: palettes by time of day, grain, and the Pen that cuts, tears, pins and shades sheets."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

import numpy as np
import skia

from .looks import LOOKS, MOODS, PLAIN, Look, leaf
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
    look: Look = PLAIN
    season: str = ""
    rim: tuple[RGB, RGB] | None = None  # coloured dark at the left and right edge

    def tone(self, colour: RGB, depth: float = 0.0) -> RGB:
        if self.season:
            colour = leaf(colour, self.season)
        gain = [n + (f - n) * min(1.0, depth * 1.4) for n, f in zip(self.near, self.far, strict=True)]
        graded = tuple(min(255, round(c * g)) for c, g in zip(colour, gain, strict=True))
        return mix(graded, self.haze, depth * 0.72)  # type: ignore[arg-type]


LIGHTS: dict[str, Light] = {
    "dawn": Light(((132, 148, 184), (172, 168, 196), (214, 184, 196), (240, 202, 188), (250, 220, 190),
    (254, 234, 206)), (238, 208, 200), (1.0, 0.93, 0.9), (0.94, 0.84, 0.88), 0.26, (255, 240, 206),),
    "noon": Light(((64, 142, 196), (92, 164, 208), (128, 188, 216), (168, 210, 222), (206, 228, 224), (240,
    242, 222)), (214, 230, 224), (1.05, 1.03, 0.97), (1.0, 1.01, 0.98), 0.34, (255, 240, 170),),
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


LAMPS: dict[str, Light] = {
    "candle": Light(((26, 18, 30), (38, 24, 36), (54, 32, 38), (78, 44, 40), (110, 62, 44), (150, 90, 54)),
    (70, 38, 34), (0.92, 0.7, 0.47), (0.46, 0.3, 0.25), 0.5, (255, 214, 130), True, True,
    rim=((30, 12, 8), (30, 12, 8))),
    "neon": Light(((18, 12, 44), (30, 16, 66), (52, 20, 90), (86, 26, 112), (130, 40, 130), (176, 60, 140)),
    (72, 36, 116), (0.92, 0.8, 1.02), (0.5, 0.34, 0.78), 0.46, (255, 150, 220), True, True,
    rim=((236, 40, 140), (20, 170, 220))),
}  # fmt: skip


def light_for(
    time: str, weather: str, lamp: str = "", style: str = "", season: str = "", mood: str = ""
) -> Light:
    """The light of a time of day or a lamp, greyed by the weather, tinted by the mood, cut in a style."""
    light = _overcast(LAMPS.get(lamp) or LIGHTS.get(time, LIGHTS["day"]), weather)
    if mood in MOODS:
        gain, towards, by = MOODS[mood]
        light = replace(
            light,
            sky=tuple(mix(c, mix(towards, c, 0.5 if light.night else 0.0), by) for c in light.sky),
            near=tuple(a * b for a, b in zip(light.near, gain, strict=True)),
            far=tuple(a * b for a, b in zip(light.far, gain, strict=True)),
        )
    return replace(light, look=LOOKS.get(style, PLAIN), season=season)


def _overcast(light: Light, weather: str) -> Light:
    if weather not in GLOOM:
        return light
    grey, amount = GLOOM[weather]
    if light.night:
        grey = mix(grey, (24, 26, 56), 0.75)
    dim = 1 - 0.16 * (weather in ("rain", "storm")) - 0.1 * (weather == "storm")
    return replace(
        light,
        sky=tuple(mix(c, grey, amount) for c in light.sky),
        haze=mix(light.haze, grey, amount),
        near=tuple(v * (dim + 1) / 2 for v in light.near),
        far=tuple(v * dim for v in light.far),
        shadow=light.shadow * 0.8,
        disc=mix(light.disc, grey, amount * 0.6),
        lit=light.lit or weather == "storm",
    )


@lru_cache(maxsize=8)
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


def _line(colour: int, width: float) -> skia.Paint:
    return skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=width, Color=colour,
                      StrokeJoin=skia.Paint.kRound_Join)  # fmt: skip


@lru_cache(maxsize=2)
def texture(kind: str) -> skia.Paint:
    """Printed or painted paper that a style lays over every piece."""
    size = 256
    surface = new_surface(size, size)
    canvas, rng = surface.getCanvas(), Random(11)  # noqa: S311
    if kind == "newsprint":
        for row in range(32):
            x = -rng.uniform(0, 20)
            while x < size:
                w = rng.uniform(4, 22)
                canvas.drawRect(
                    skia.Rect.MakeXYWH(x, row * 8 + 2, w, 2.4), skia.Paint(Color=skia_colour(INK, 0.11))
                )
                x += w + rng.uniform(3, 6)
    else:
        for _ in range(60):
            x, y, r = rng.uniform(0, size), rng.uniform(0, size), rng.uniform(14, 56)
            tone = skia_colour((255, 255, 255) if rng.random() < 0.6 else (90, 90, 130), 0.035)
            for dx in (-size, 0, size):
                for dy in (-size, 0, size):
                    canvas.drawOval(skia.Rect.MakeXYWH(x + dx - r, y + dy - r * 0.7, 2 * r, 1.4 * r),
                                    skia.Paint(AntiAlias=True, Color=tone))  # fmt: skip
    tile = surface.makeImageSnapshot().makeRasterImage()
    return skia.Paint(AntiAlias=True, Shader=tile.makeShader(skia.TileMode.kRepeat, skia.TileMode.kRepeat))


def graded(image: skia.Image, matrix: tuple[float, ...] | None) -> skia.Image:
    """The same sheet with the colours of a style."""
    if matrix is None:
        return image
    surface = new_surface(image.width(), image.height())
    paint = skia.Paint(ColorFilter=skia.ColorFilters.Matrix(list(matrix)), BlendMode=skia.BlendMode.kSrc)
    surface.getCanvas().drawImage(image, 0, 0, skia.SamplingOptions(), paint)
    return surface.makeImageSnapshot().makeRasterImage()


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
        shape, look = self.placed(path), self.light.look
        lift *= look.lift
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
        if look.border:
            self.canvas.drawPath(shape, _line(skia_colour(self.tone(CREAM)), self.scale * look.border))
        self.canvas.drawPath(shape, skia.Paint(AntiAlias=True, Color=skia_colour(self.tone(colour, by))))
        if look.texture:
            self.canvas.drawPath(shape, texture(look.texture))
        if look.outline:
            self.canvas.drawPath(shape, _line(skia_colour(look.outline), max(0.7, self.scale * look.line)))

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
