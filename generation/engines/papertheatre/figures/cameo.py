"""The cut-out head of a cameo: a face picture with a pasted paper rim and a paper jaw that opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import skia
from PIL import Image, ImageDraw, ImageFilter

from ..outline import blob, soft_box
from ..paper import CREAM, Pen, skia_colour
from .pose import Pose

SIDE = 384  # px: faces are prepared once at this size
VIEWS = ("left", "right", "up")
TURNED = 0.5  # of a turn: from here on the side is seen
JAW = 0.765  # where the jaw is hinged, as a share of the face height


Filter = skia.ColorFilter


class CameoHead:
    """Prepared once per clip; drawn in head radii like a drawn head (chin at the origin).

    It turns by what was recorded: a little by its front picture, which is narrowed and moved, then by that of its side.
    """

    def __init__(self, face: Path, views: Mapping[str, Path] | None = None) -> None:
        self.sheets = {"face": Sheet.of(face)}
        self.sheets |= {name: Sheet.of(path) for name, path in (views or {}).items() if name in VIEWS}

    def seen(self, pose: Pose) -> tuple["Sheet", float]:
        """The picture for this turn of the head, and how wide it stands (1 is as recorded)."""
        side = "right" if pose.yaw > 0 else "left"
        if pose.pitch > TURNED and "up" in self.sheets:
            return self.sheets["up"], 1.0
        if abs(pose.yaw) > TURNED and side in self.sheets:
            return self.sheets[side], 0.86 + 0.14 * abs(pose.yaw)
        return self.sheets["face"], 1.0 - 0.2 * abs(pose.yaw)

    def draw(self, pen: Pen, pose: Pose, height: float = 2.5) -> None:
        """The face, and in it a jaw that drops like a nutcracker's; behind it the dark of the mouth."""
        sheet, narrow = self.seen(pose)
        self.face, self.rim = sheet.face, sheet.rim
        w, top, gap = height * sheet.aspect * narrow, -height * 0.97, 0.34 * pose.mouth
        pen.canvas.save()
        pen.canvas.concat(pen.matrix)
        pen.canvas.translate(0.1 * pose.yaw, -0.07 * max(0.0, pose.pitch))
        tint = skia.ColorFilters.Blend(skia_colour(pen.light.tone(CREAM)), skia.BlendMode.kModulate)
        shade = skia.ColorFilters.Blend(skia_colour((30, 16, 40), 0.3), skia.BlendMode.kSrcIn)
        self._sheet(pen.canvas, w, top, height, tint, shade)
        if gap > 0.01:
            self._open(pen.canvas, w, top, height, gap, tint, shade)
        pen.canvas.restore()

    def _open(
        self, canvas: skia.Canvas, w: float, top: float, h: float, gap: float, tint: Filter, shade: Filter
    ) -> None:
        hinge, half = top + h * JAW, w * 0.23
        hole = skia.Paint(Color=skia_colour((66, 20, 34)), AntiAlias=True)
        canvas.drawPath(soft_box(-half, hinge - 0.03, 2 * half, gap + 0.16, 0.09), hole)
        teeth = skia.Paint(Color=skia_colour(CREAM), AntiAlias=True)
        canvas.drawPath(soft_box(-half * 0.8, hinge - 0.03, half * 1.6, min(0.09, gap * 0.4), 0.03), teeth)
        canvas.translate(0, gap)
        jaw = blob([(-half, hinge), (half, hinge), (half * 1.02, hinge + h * 0.12), (half * 0.8, top + h * 1.12),
                    (-half * 0.8, top + h * 1.12), (-half * 1.02, hinge + h * 0.12)], tension=0.5)  # fmt: skip
        edge = skia.Paint(
            Color=skia_colour((40, 14, 34), 0.5),
            AntiAlias=True,
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=0.035,
        )
        canvas.clipPath(jaw, doAntiAlias=True)
        self._sheet(canvas, w, top, h, tint, shade)
        for x in (-half, half):
            canvas.drawLine(x, hinge, x, top + h * 0.97, edge)

    def _sheet(
        self, canvas: skia.Canvas, w: float, top: float, h: float, tint: Filter, shade: Filter
    ) -> None:
        """Shadow, pasted rim and face."""
        for image, colour, off in ((self.rim, shade, 0.09), (self.rim, tint, 0.0), (self.face, tint, 0.0)):
            grow = 0.0 if image is self.face else 2 * MARGIN
            gw, gh = w * (1 + grow), h * (1 + grow)
            box = skia.Rect.MakeXYWH(-gw / 2 + off * 0.6, top - (gh - h) / 2 + off, gw, gh)
            sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
            canvas.drawImageRect(image, box, sampling, skia.Paint(ColorFilter=colour, AntiAlias=True))


@dataclass
class Sheet:
    """One recorded picture as cut: the face, the paper it is pasted on, its width by its height."""

    face: skia.Image
    rim: skia.Image
    aspect: float

    @classmethod
    def of(cls, path: Path) -> "Sheet":
        picture = _trimmed(Image.open(path).convert("RGBA"))
        aspect = picture.width / picture.height
        picture = picture.resize((max(8, round(SIDE * aspect)), SIDE), Image.Resampling.LANCZOS)
        return cls(_to_skia(picture), _to_skia(_rim(picture)), aspect)


MARGIN = 0.06  # of the side: room for the pasted rim


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
