"""The visible mark: a small paper tag that says AI, the instance and the creator, and never rests long."""

import functools
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

PAPER, INK, CURTAIN = (246, 239, 224), (24, 27, 38), (178, 46, 42)
SHARP = 4  # drawn this much larger, then shrunk: even edges at any size
REST = 2.5  # seconds in one place
SLIDE = 0.3  # seconds a tag takes to come in or to leave
# Side and top edge of each rest, as a part of the height. The middle third and the lowest fifth stay free:
# one is for faces, the other for captions and buttons. Opposite sides in turn, so no single crop takes all.
RESTS = (("left", 0.07), ("right", 0.25), ("left", 0.695), ("right", 0.09), ("left", 0.24), ("right", 0.675))
SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})

Pixels = NDArray[np.uint8]
_Placed = tuple[int, int]


@dataclass(frozen=True)
class _Tag:
    """The drawn tag, ready to blend: `ink` is colour times cover, `clear` what shows through, 0..255."""

    ink: NDArray[np.uint16]
    clear: NDArray[np.uint16]

    def blend(self, frame: Pixels, left: int, top: int) -> None:
        """This function will lay the tag over its place in the frame; what hangs over the edge is cut."""
        height, width = self.ink.shape[:2]
        x0, x1 = max(left, 0), min(left + width, frame.shape[1])
        y0, y1 = max(top, 0), min(top + height, frame.shape[0])
        if x0 >= x1 or y0 >= y1:
            return
        part = np.s_[y0 - top : y1 - top, x0 - left : x1 - left]
        under = frame[y0:y1, x0:x1]
        shown = under * self.clear[part]
        shown += self.ink[part]
        np.floor_divide(shown, 255, out=under, casting="unsafe")


@dataclass
class VisibleMark:
    """The mark of one clip. Drawn once; `apply` only blends a few thousand pixels a frame."""

    instance: str
    handle: str
    width: int
    height: int
    fps: int
    font: Path | None = None  # the built-in one knows Latin letters without accents
    _tag: _Tag = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._tag = _draw(self)

    def apply(self, frame: Pixels, index: int) -> None:
        """This function will mark frame number `index` in place.

        :raises ValueError: when the frame is of another size
        """
        if frame.shape != (self.height, self.width, 3):
            raise ValueError(f"the mark is for {self.width}x{self.height}, the frame is {frame.shape}")
        for left, top in self.places(index):
            self._tag.blend(frame, left, top)

    def places(self, index: int) -> list[_Placed]:
        """This function will say where the tag is (left, top): once as a rule, twice while it moves.

        The next tag is wholly in before the last one begins to leave, so no frame is without one.
        """
        stay, slide = round(REST * self.fps), max(1, round(SLIDE * self.fps))
        turn, step = divmod(index, stay)
        places = [self._place(turn, 1.0 if turn == 0 else step / slide)]
        if turn and step < 2 * slide:
            places.append(self._place(turn - 1, 2 - step / slide))
        return places

    def _place(self, turn: int, shown: float) -> _Placed:
        """`shown` 0 is outside the frame, 1 at rest; it slides like a stage flat, slower towards the end."""
        side, top = RESTS[turn % len(RESTS)]
        tag_height, tag_width = self._tag.ink.shape[:2]
        margin = round(min(self.width, self.height) * 0.035)
        out = round((tag_width + margin) * (1 - min(max(shown, 0.0), 1.0)) ** 2)
        left = margin - out if side == "left" else self.width - margin - tag_width + out
        lowest = 0.35 if top < 0.5 else 0.8  # above the middle, above the captions
        return left, min(round(top * self.height), int(self.height * lowest) - tag_height)


def _draw(mark: VisibleMark) -> _Tag:
    short = min(mark.width, mark.height)
    unit = max(short * 0.031, 8.0) * SHARP  # the height of the letters; all other measures follow from it
    first, second = _font(mark.font, unit), _font(mark.font, unit * 0.9)
    room = short * 0.46 * SHARP - 2.4 * unit
    lead = "AI · "
    name = _fit(mark.instance, first, room - first.getlength(lead), plain=mark.font is None)
    handle = _fit(f"@{mark.handle.lstrip('@')}", second, room, plain=mark.font is None)
    text_width = max(first.getlength(lead + name), second.getlength(handle))
    width, height = round(text_width + 2.2 * unit), round(3.1 * unit)
    pad = round(0.5 * unit)  # for the shadow
    shape = _cut(width, height, pad, unit)
    tag = Image.new("RGB", shape.size, PAPER)
    pen = ImageDraw.Draw(tag)
    pen.rectangle((pad, pad, pad + round(0.34 * unit), pad + height), fill=CURTAIN)
    left = pad + 1.15 * unit
    pen.text(
        (left, pad + 1.32 * unit), "AI", INK, first, anchor="ls", stroke_width=unit * 0.03, stroke_fill=INK
    )
    pen.text((left + first.getlength("AI"), pad + 1.32 * unit), f" · {name}", INK, first, anchor="ls")
    pen.text((left, pad + 2.46 * unit), handle, INK, second, anchor="ls")
    return _flatten(tag, shape, unit)


def _cut(width: int, height: int, pad: int, unit: float) -> Image.Image:
    """The outline, as scissors leave it: straight cuts, none quite parallel, one corner snipped."""
    shape = Image.new("L", (width + 2 * pad, height + 2 * pad), 0)
    wobble, snip = 0.1 * unit, 0.62 * unit
    corners = (
        (pad, pad + wobble),
        (pad + width * 0.55, pad),
        (pad + width - snip, pad + wobble * 0.6),
        (pad + width, pad + snip),
        (pad + width - wobble, pad + height - wobble * 0.4),
        (pad + width * 0.4, pad + height),
        (pad + wobble * 0.5, pad + height - wobble),
    )
    ImageDraw.Draw(shape).polygon(corners, fill=255)
    return shape


def _flatten(tag: Image.Image, shape: Image.Image, unit: float) -> _Tag:
    """Paper over its own shadow, a hair of ink all round: it stands on white as well as on black."""
    rim = shape.filter(ImageFilter.GaussianBlur(unit * 0.07)).point(lambda v: min(255, v * 3))
    shadow = ImageChops.offset(shape, 0, round(unit * 0.14)).filter(ImageFilter.GaussianBlur(unit * 0.2))
    under = ImageChops.lighter(rim.point(lambda v: v * 0.55), shadow.point(lambda v: v * 0.5))
    colour = Image.composite(tag, Image.new("RGB", tag.size, INK), shape)
    cover = ImageChops.lighter(shape, under)
    size = (round(tag.width / SHARP), round(tag.height / SHARP))
    alpha = np.asarray(cover.resize(size, Image.Resampling.BOX), np.uint16)[..., None]
    # Colour is shrunk already multiplied by its cover, or the rim would bleed into the paper.
    weighted = ImageChops.multiply(colour, Image.merge("RGB", (cover, cover, cover)))
    ink = np.asarray(weighted.resize(size, Image.Resampling.BOX), np.uint16) * 255
    clear = np.repeat(255 - alpha, 3, axis=2)
    return _Tag(ink + 127, np.ascontiguousarray(clear))


def _fit(text: str, font: ImageFont.FreeTypeFont, room: float, *, plain: bool) -> str:
    text = _spell(text) if plain else text
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip(' .-_')}…"


def _spell(text: str) -> str:
    """The built-in font has no accents: spell what German spells, take them off elsewhere, else a mark."""
    bare = unicodedata.normalize("NFKD", text.translate(SPELLED))
    return "".join(c if c.isascii() else "?" for c in bare if not unicodedata.combining(c))


@functools.cache
def _font(path: Path | None, size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(path, size) if path else ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font
