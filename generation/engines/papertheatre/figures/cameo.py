"""The cut-out head of a cameo: a face picture with a pasted paper rim and a paper jaw that opens."""

from pathlib import Path

import numpy as np
import skia
from PIL import Image, ImageDraw, ImageFilter

from ..paper import CREAM, Pen, skia_colour
from .pose import Pose

SIDE = 384  # px: faces are prepared once at this size
JAW = 0.7  # where the jaw is cut, as a share of the face height


class CameoHead:
    """Prepared once per clip; drawn in head radii like a drawn head (chin at the origin)."""

    def __init__(self, face: Path) -> None:
        picture = _trimmed(Image.open(face).convert("RGBA"))
        self.aspect = picture.width / picture.height
        side = (max(8, round(SIDE * self.aspect)), SIDE)
        picture = picture.resize(side, Image.Resampling.LANCZOS)
        self.face = _to_skia(picture)
        self.rim = _to_skia(_rim(picture))

    def draw(self, pen: Pen, pose: Pose, height: float = 2.5) -> None:
        """Upper face fixed, jaw hinged below it; between them the dark of the mouth."""
        w = height * self.aspect
        top = -height * 0.97
        cut = top + height * JAW
        gap = 0.36 * pose.mouth
        if gap > 0.01:
            self._part(pen, w, top, height, JAW, 1.0, gap, hole=True)
        self._part(pen, w, top, height, JAW, 1.0, gap)
        self._part(pen, w, top, height, 0.0, JAW, 0.0)
        _lip(pen, w, cut, gap)

    def _part(
        self, pen: Pen, w: float, top: float, h: float, a: float, b: float, drop: float, hole: bool = False
    ) -> None:
        pen.canvas.save()
        pen.canvas.concat(pen.matrix)
        if hole:  # the throat behind the jaw: face shaped, plum
            pen.canvas.clipRect(
                skia.Rect.MakeLTRB(-w * 0.27, top + h * (a - 0.06), w * 0.27, top + h * a + drop + 0.1)
            )
            self._image(
                pen,
                self.face,
                w,
                top,
                h,
                skia.ColorFilters.Blend(skia_colour((72, 24, 38)), skia.BlendMode.kSrcIn),
            )
            pen.canvas.drawRect(
                skia.Rect.MakeLTRB(-w * 0.25, top + h * a - 0.02, w * 0.25, top + h * a + drop),
                skia.Paint(Color=skia_colour((72, 24, 38)), AntiAlias=True),
            )
            pen.canvas.restore()
            return
        pen.canvas.translate(0, drop)
        pen.canvas.clipRect(
            skia.Rect.MakeLTRB(
                -w, top + h * a - (0.3 if a == 0 else 0), w, top + h * b + (0.4 if b == 1 else 0)
            )
        )
        self._image(
            pen,
            self.rim,
            w,
            top,
            h,
            skia.ColorFilters.Blend(skia_colour((30, 16, 40), 0.3), skia.BlendMode.kSrcIn),
            0.09,
        )
        tint = skia.ColorFilters.Blend(skia_colour(pen.light.tone(CREAM)), skia.BlendMode.kModulate)
        self._image(pen, self.rim, w, top, h, tint)
        self._image(pen, self.face, w, top, h, tint)
        pen.canvas.restore()

    def _image(
        self,
        pen: Pen,
        image: skia.Image,
        w: float,
        top: float,
        h: float,
        tint: skia.ColorFilter,
        off: float = 0.0,
    ) -> None:
        grow = 1.0 if image is self.face else 1 + 2 * MARGIN
        gw, gh = w * grow, h * grow
        box = skia.Rect.MakeXYWH(-gw / 2 + off * 0.6, top - (gh - h) / 2 + off, gw, gh)
        paint = skia.Paint(ColorFilter=tint, AntiAlias=True)
        sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
        pen.canvas.drawImageRect(image, box, sampling, paint)


MARGIN = 0.06  # of the side: room for the pasted rim


def _lip(pen: Pen, w: float, y: float, gap: float) -> None:
    if gap < 0.01:
        return
    paint = skia.Paint(Color=skia_colour((40, 12, 30), 0.35), AntiAlias=True, StrokeWidth=0.05)
    pen.canvas.save()
    pen.canvas.concat(pen.matrix)
    pen.canvas.drawLine(-w * 0.25, y, w * 0.25, y, paint)
    pen.canvas.restore()


def _trimmed(picture: Image.Image) -> Image.Image:
    """The face alone: its own transparency when it has one, else an oval with a soft edge."""
    alpha = picture.getchannel("A")
    if alpha.getextrema()[0] > 250:
        mask = Image.new("L", picture.size, 0)
        w, h = picture.size
        ImageDraw.Draw(mask).ellipse((w * 0.1, h * 0.04, w * 0.9, h * 0.96), fill=255)
        picture.putalpha(mask.filter(ImageFilter.GaussianBlur(max(1.0, w * 0.012))))
    box = picture.getchannel("A").point(lambda v: 255 * (v > 24)).getbbox()
    return picture.crop(box) if box else picture


def _rim(picture: Image.Image) -> Image.Image:
    """The cream paper the face is glued on: its shape, a little larger and scissor-smooth."""
    pad = round(MARGIN * picture.height), round(MARGIN * picture.width)
    size = (picture.width + 2 * pad[1], picture.height + 2 * pad[0])
    mask = Image.new("L", size, 0)
    mask.paste(picture.getchannel("A"), (pad[1], pad[0]))
    spread = mask.filter(ImageFilter.GaussianBlur(SIDE * 0.016))
    spread = spread.point(lambda v: max(0, min(255, (v - 40) * 8)))
    rim = Image.new("RGBA", size, (*CREAM, 255))
    rim.putalpha(spread)
    return rim


def _to_skia(picture: Image.Image) -> skia.Image:
    pixels = np.ascontiguousarray(np.asarray(picture, np.uint8))
    info = skia.ImageInfo.Make(
        picture.width, picture.height, skia.kRGBA_8888_ColorType, skia.kUnpremul_AlphaType
    )
    return skia.Image.MakeRasterCopy(skia.Pixmap(info, pixels, pixels.strides[0]))
