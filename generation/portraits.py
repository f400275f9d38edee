"""Paper-cut portraits of the demo people, drawn here: no real person is shown. Skia only, no Django."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import skia

SIDE = 512  # px of a portrait, and of a face cut-out
INK = "#221f2b"
PAPER = "#f6efe2"
Colour = str


@dataclass(frozen=True)
class Look:
    """How one person is cut: colours as #rrggbb, the rest by name."""

    skin: Colour
    hair: Colour
    cut: str  # bun | short | bob | curls | fringe | bald
    clothes: Colour
    backdrop: Colour
    eyes: Colour = INK
    glasses: Colour = ""
    beard: Colour = ""
    scarf: Colour = ""
    freckles: bool = False
    earrings: Colour = ""


LOOKS: dict[str, Look] = {
    "mira": Look("#d79a6b", "#3a2320", "bun", "#2f5d62", "#f0bf58", scarf="#c93e36", earrings="#f0bf58"),
    "jonas": Look("#efc6a2", "#a9562b", "short", "#60854f", "#a9c3cf", beard="#b9622f", eyes="#2d5066"),
    "lena": Look("#f3d3b8", "#b9bcc4", "bob", "#3e689e", "#e7a99a", glasses="#c93e36", freckles=True),
    "tom": Look("#7d4d33", "#1d1a20", "curls", "#e7813a", "#8fb08a", eyes="#1d1512"),
    "mona": Look("#e8bd95", "#221b26", "fringe", "#f6efe2", "#c9685c", earrings="#60854f"),
    "admin": Look("#c98f69", "#55504e", "bald", "#3b3a44", "#cfc6b6", beard="#55504e", glasses="#221f2b"),
}


def portrait(look: Look) -> bytes:
    """This function will draw the person from the shoulders up on coloured paper, as PNG, opaque."""
    sheet = _Sheet()
    sheet.canvas.clear(_colour(look.backdrop))
    sheet.cut(_disc(0.5, 0.47, 0.4), _lighter(look.backdrop, 0.2), lift=0.004)
    sheet.canvas.save()
    _place(sheet, left=0.22, top=0.14, scale=0.56)
    _shoulders(sheet, look)
    _head(sheet, look)
    sheet.canvas.restore()
    return sheet.png()


TURNS = {"face": (0.0, 0.0), "left": (-0.095, 0.0), "right": (0.095, 0.0), "up": (0.0, -0.075)}


def face(look: Look, turn: str = "face") -> bytes:
    """This function will draw the head alone on nothing, as PNG with transparency; the mouth is at 70 % height.

    :param turn: one of TURNS; "left" looks to the left edge of the picture
    """
    sheet = _Sheet()
    _place(sheet, left=0.01, top=0.01, scale=0.98)
    _head(sheet, look, TURNS[turn])
    return sheet.png()


def faces(look: Look) -> dict[str, bytes]:
    """This function will draw the head as it would be recorded: from the front and turned, by direction."""
    return {turn: face(look, turn) for turn in TURNS}


class _Sheet:
    """A picture of side 1 onto which paper is laid, each piece with its shadow."""

    def __init__(self) -> None:
        self.surface = skia.Surface.MakeRaster(
            skia.ImageInfo.Make(SIDE, SIDE, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
        )
        self.canvas = self.surface.getCanvas()
        self.canvas.scale(SIDE, SIDE)
        self.pieces = 0

    def cut(self, path: skia.Path, colour: Colour, lift: float = 0.008, rough: float = 0.0022) -> None:
        """This function will lay a piece with scissor edges, `lift` above what is below it."""
        self.pieces += 1
        edge = skia.DiscretePathEffect.Make(0.035, rough, self.pieces) if rough else None
        if lift:
            shadow = skia.Paint(Color=skia.ColorSetARGB(70, 30, 16, 40), AntiAlias=True, PathEffect=edge)
            shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, lift * 0.9))
            self.canvas.save()
            self.canvas.translate(lift * 0.6, lift)
            self.canvas.drawPath(path, shadow)
            self.canvas.restore()
        self.canvas.drawPath(path, skia.Paint(Color=_colour(colour), AntiAlias=True, PathEffect=edge))

    def line(self, path: skia.Path, colour: Colour, width: float) -> None:
        paint = skia.Paint(Color=_colour(colour), AntiAlias=True, StrokeWidth=width)
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        self.canvas.drawPath(path, paint)

    def png(self) -> bytes:
        return bytes(self.surface.makeImageSnapshot().encodeToData())


def _place(sheet: _Sheet, *, left: float, top: float, scale: float) -> None:
    """The head is drawn in a box of 1 by 1: x 0 to 1, hair at 0, chin at 1, mouth at 0.7."""
    sheet.canvas.translate(left, top)
    sheet.canvas.scale(scale, scale)


def _shoulders(sheet: _Sheet, look: Look) -> None:
    neck = skia.Path().addRoundRect(skia.Rect.MakeLTRB(0.37, 0.8, 0.63, 1.25), 0.08, 0.08)
    sheet.cut(neck, _darker(look.skin, 0.14))
    body = skia.Path()
    body.moveTo(-0.3, 1.7).cubicTo(-0.28, 1.2, 0.1, 1.12, 0.3, 1.08)
    body.quadTo(0.5, 1.26, 0.7, 1.08).cubicTo(0.9, 1.12, 1.28, 1.2, 1.3, 1.7).close()
    sheet.cut(body, look.clothes, lift=0.014)
    if look.scarf:
        scarf = skia.Path()
        scarf.moveTo(0.2, 1.06).quadTo(0.5, 1.26, 0.8, 1.06).lineTo(0.86, 1.2).quadTo(0.5, 1.44, 0.14, 1.2)
        sheet.cut(scarf.close(), look.scarf, lift=0.012)
        tail = _poly((0.56, 1.24), (0.74, 1.2), (0.84, 1.6), (0.66, 1.62))
        sheet.cut(tail, _darker(look.scarf, 0.1), lift=0.012)


def _head(sheet: _Sheet, look: Look, turn: tuple[float, float] = (0.0, 0.0)) -> None:
    _BACKS[look.cut](sheet, look)
    for x in (0.16, 0.84):
        sheet.cut(_oval(x, 0.55, 0.06, 0.085), _darker(look.skin, 0.08))
        if look.earrings:
            sheet.cut(_disc(x, 0.665, 0.03), look.earrings, lift=0.004)
    skull = skia.Path()
    skull.moveTo(0.17, 0.42).cubicTo(0.17, 0.02, 0.83, 0.02, 0.83, 0.42)
    skull.cubicTo(0.86, 0.78, 0.68, 0.99, 0.5, 0.99).cubicTo(0.32, 0.99, 0.14, 0.78, 0.17, 0.42).close()
    sheet.cut(skull, look.skin, lift=0.012)
    sheet.canvas.save()
    sheet.canvas.translate(*turn)  # a flat face turns by its features going to one side
    _cheeks(sheet, look)
    if look.beard:
        sheet.canvas.save()
        sheet.canvas.translate(-turn[0] * 0.6, -turn[1] * 0.6)  # it hangs on the jaw, which turns less
        _beard(sheet, look)
        sheet.canvas.restore()
    _features(sheet, look)
    if look.glasses:
        _glasses(sheet, look)
    sheet.canvas.restore()
    _FRONTS[look.cut](sheet, look)


def _cheeks(sheet: _Sheet, look: Look) -> None:
    for x in (0.31, 0.69):
        sheet.cut(_disc(x, 0.63, 0.062), _mixed(look.skin, "#d8604f", 0.32), lift=0)


def _features(sheet: _Sheet, look: Look) -> None:
    for x, tilt in ((0.36, -0.012), (0.64, 0.012)):
        sheet.cut(_oval(x, 0.475, 0.066, 0.05), "#fdf8ee", lift=0.004, rough=0.001)
        sheet.cut(_disc(x + 0.008, 0.48, 0.036), look.eyes, lift=0, rough=0)
        sheet.cut(_disc(x + 0.02, 0.466, 0.011), "#ffffff", lift=0, rough=0)
        brow = skia.Path().moveTo(x - 0.075, 0.392 - tilt)
        brow.quadTo(x, 0.352, x + 0.075, 0.392 + tilt)
        sheet.line(brow, look.hair if look.cut != "bald" else look.beard, 0.026)
    sheet.cut(_poly((0.5, 0.48), (0.562, 0.614), (0.47, 0.62)), _darker(look.skin, 0.1), lift=0.005)
    smile = skia.Path().moveTo(0.385, 0.69).quadTo(0.5, 0.745, 0.615, 0.69)
    smile.quadTo(0.5, 0.79, 0.385, 0.69).close()
    sheet.cut(smile, _mixed("#a8332f", look.skin, 0.18), lift=0.003, rough=0.001)
    if look.freckles:
        for x, y in ((0.29, 0.6), (0.33, 0.58), (0.35, 0.63), (0.66, 0.59), (0.7, 0.62), (0.72, 0.58)):
            sheet.cut(_disc(x, y, 0.008), _darker(look.skin, 0.3), lift=0, rough=0)


def _beard(sheet: _Sheet, look: Look) -> None:
    beard = skia.Path().moveTo(0.165, 0.5).cubicTo(0.14, 0.85, 0.34, 1.0, 0.5, 1.0)
    beard.cubicTo(0.66, 1.0, 0.86, 0.85, 0.835, 0.5).cubicTo(0.8, 0.62, 0.72, 0.66, 0.62, 0.645)
    beard.quadTo(0.5, 0.62, 0.38, 0.645).cubicTo(0.28, 0.66, 0.2, 0.62, 0.165, 0.5).close()
    sheet.cut(beard, look.beard, lift=0.007, rough=0.004)


def _glasses(sheet: _Sheet, look: Look) -> None:
    for x in (0.35, 0.65):
        sheet.line(_disc(x, 0.48, 0.11), look.glasses, 0.022)
    sheet.line(skia.Path().moveTo(0.46, 0.465).quadTo(0.5, 0.445, 0.54, 0.465), look.glasses, 0.022)


def _no_back(sheet: _Sheet, look: Look) -> None:
    pass


def _bun_back(sheet: _Sheet, look: Look) -> None:
    sheet.cut(_disc(0.5, 0.1, 0.115), look.hair)
    sheet.cut(_oval(0.5, 0.42, 0.375, 0.38), _darker(look.hair, 0.15))


def _bob_back(sheet: _Sheet, look: Look) -> None:
    bob = skia.Path().moveTo(0.09, 0.86).cubicTo(0.0, 0.3, 0.2, 0.0, 0.5, 0.0)
    bob.cubicTo(0.8, 0.0, 1.0, 0.3, 0.91, 0.86).lineTo(0.72, 0.93).lineTo(0.28, 0.93).close()
    sheet.cut(bob, _darker(look.hair, 0.16))


def _curls_back(sheet: _Sheet, look: Look) -> None:
    for step in range(11):
        angle = math.pi * (1.08 + step * 0.084 * 1.0)
        sheet.cut(_disc(0.5 + 0.36 * math.cos(angle), 0.4 + 0.3 * math.sin(angle), 0.1), look.hair)


def _bun_front(sheet: _Sheet, look: Look) -> None:
    for side in (-1, 1):
        lock = (
            skia.Path()
            .moveTo(0.5, 0.13)
            .cubicTo(0.5 + side * 0.16, 0.3, 0.5 + side * 0.3, 0.3, 0.5 + side * 0.36, 0.5)
        )
        lock.cubicTo(0.5 + side * 0.42, 0.2, 0.5 + side * 0.22, 0.03, 0.5, 0.045).close()
        sheet.cut(lock, look.hair)


def _short_front(sheet: _Sheet, look: Look) -> None:
    hair = skia.Path().moveTo(0.14, 0.46).cubicTo(0.08, 0.1, 0.34, 0.0, 0.58, 0.03)
    hair.cubicTo(0.86, 0.04, 0.92, 0.28, 0.86, 0.46).lineTo(0.8, 0.33).quadTo(0.74, 0.2, 0.62, 0.22)
    hair.quadTo(0.42, 0.27, 0.26, 0.2).quadTo(0.2, 0.3, 0.14, 0.46).close()
    sheet.cut(hair, look.hair, rough=0.004)
    sheet.cut(_poly((0.4, 0.05), (0.74, 0.02), (0.64, 0.2)), _lighter(look.hair, 0.08), rough=0.004)


def _bob_front(sheet: _Sheet, look: Look) -> None:
    fringe = skia.Path().moveTo(0.12, 0.5).cubicTo(0.08, 0.1, 0.3, 0.02, 0.5, 0.02)
    fringe.cubicTo(0.72, 0.02, 0.92, 0.1, 0.88, 0.5).quadTo(0.8, 0.3, 0.62, 0.2)
    fringe.quadTo(0.36, 0.36, 0.12, 0.5).close()
    sheet.cut(fringe, look.hair)


def _curls_front(sheet: _Sheet, look: Look) -> None:
    for x, y, size in (
        (0.24, 0.26, 0.09),
        (0.37, 0.18, 0.1),
        (0.51, 0.15, 0.1),
        (0.65, 0.18, 0.1),
        (0.77, 0.26, 0.09),
    ):
        sheet.cut(_disc(x, y, size), _lighter(look.hair, 0.06), lift=0.006)


def _fringe_front(sheet: _Sheet, look: Look) -> None:
    fringe = skia.Path().moveTo(0.11, 0.62).cubicTo(0.06, 0.08, 0.3, 0.0, 0.5, 0.0)
    fringe.cubicTo(0.7, 0.0, 0.94, 0.08, 0.89, 0.62).lineTo(0.81, 0.62).lineTo(0.8, 0.34)
    fringe.lineTo(0.2, 0.34).lineTo(0.19, 0.62).close()
    sheet.cut(fringe, look.hair)


def _bald_front(sheet: _Sheet, look: Look) -> None:
    for x in (0.165, 0.835):
        sheet.cut(_oval(x, 0.43, 0.04, 0.09), look.hair, lift=0.005, rough=0.004)
    moustache = skia.Path().moveTo(0.34, 0.68).quadTo(0.42, 0.62, 0.5, 0.645).quadTo(0.58, 0.62, 0.66, 0.68)
    sheet.cut(moustache.quadTo(0.5, 0.7, 0.34, 0.68).close(), _darker(look.beard, 0.15), lift=0.005)


_BACKS = {
    "bun": _bun_back,
    "short": _no_back,
    "bob": _bob_back,
    "curls": _curls_back,
    "fringe": _bob_back,
    "bald": _no_back,
}
_FRONTS = {
    "bun": _bun_front,
    "short": _short_front,
    "bob": _bob_front,
    "curls": _curls_front,
    "fringe": _fringe_front,
    "bald": _bald_front,
}


def _disc(x: float, y: float, radius: float) -> skia.Path:
    return skia.Path().addCircle(x, y, radius)


def _oval(x: float, y: float, rx: float, ry: float) -> skia.Path:
    return skia.Path().addOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry))


def _poly(*points: tuple[float, float]) -> skia.Path:
    path = skia.Path().moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    return path.close()


@cache
def _channels(colour: Colour) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _colour(colour: Colour) -> int:
    return int(skia.ColorSetRGB(*_channels(colour)))


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _darker(colour: Colour, share: float) -> Colour:
    return _mixed(colour, INK, share)


def _lighter(colour: Colour, share: float) -> Colour:
    return _mixed(colour, PAPER, share)
