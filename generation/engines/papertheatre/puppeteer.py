"""One puppet held into the light: its own sheet, redrawn on twos, set down at whole pixels with its shadow."""

import numpy as np
import skia

from .actors import Actor
from .figures import Puppet, held
from .figures.pose import Pose
from .outline import blob
from .paper import CREAM, Light, Pen, grain_paint, mix, rgba_info, skia_colour
from .placing import STEEP

NEARING = 0.2  # how much wider a head is than feet are, seen from above
STEP = 8  # px: how finely the empty margin of a sheet is found
HUNG = ("moon", "star", "sun", "cloud", "lantern", "heart", "rainbow", "airplane", "ufo")  # on a thread


class Puppeteer:
    """Draws one actor. Sizes in pixels of the frame."""

    def __init__(
        self, actor: Actor, puppet: Puppet, light: Light, frame_height: int, from_above: bool = False
    ) -> None:
        self.from_above, self.is_flat = (
            from_above,
            actor.lemma == "ball" or bool(getattr(puppet, "flat", False)),
        )
        self.actor, self.puppet, self.light = actor, puppet, light
        self.scale = actor.height * frame_height
        self.wide = int(max(1.7 * self.scale, actor.width * frame_height * 1.5 + 0.5 * self.scale)) + 16
        self.foot = int(1.42 * self.scale) + 8
        self.tall = self.foot + int(0.42 * self.scale) + 8
        self.pixels = np.zeros((self.tall, self.wide, 4), np.uint8)
        self.surface = skia.Surface.MakeRasterDirect(rgba_info(self.wide, self.tall), self.pixels)
        self.box = skia.Rect.MakeWH(self.wide, self.tall)
        self.image: skia.Image | None = None
        self.afloat = False  # what lies under the water is not seen
        self.grain = grain_paint(round(0.9 * light.look.grain, 2))
        grade = light.look.figures
        self.grade = skia.ColorFilters.Matrix(list(grade)) if grade else None

    def redraw(self, pose: Pose, facing: float) -> None:
        canvas = self.surface.getCanvas()
        canvas.clear(0)  # all of it: the box is found on a grid and may miss the finest edge
        pen = Pen(canvas, self.light, self.scale)
        pen.matrix = skia.Matrix.Translate(self.wide / 2, self.foot)
        pen.matrix.preScale(self.scale, self.scale)
        turned = facing if abs(facing) > 0.15 else (0.15 if facing >= 0 else -0.15)
        with pen.at(0, 0, 0, turned * pose.size, pose.size):
            if pose.under == "pillow":
                held.under(pen, pose)
            self.puppet.draw(pen, pose.but(rise=0.0))
            if pose.under != "pillow":
                held.under(pen, pose)
        if pose.dozes:
            with pen.at(0, 0, 0, 1 if facing >= 0 else -1, 1):
                held.doze(pen, *self._head(pose), pose.time)
        self.box = self._bounds()
        canvas.save()
        canvas.clipRect(self.box)
        canvas.drawPaint(self.grain)
        if self.grade is not None:
            plain = self.surface.makeImageSnapshot()
            paint = skia.Paint(ColorFilter=self.grade, BlendMode=skia.BlendMode.kSrc)
            canvas.drawImage(plain, 0, 0, skia.SamplingOptions(), paint)
        canvas.restore()
        self.image = self.surface.makeImageSnapshot()

    def _head(self, pose: Pose) -> tuple[float, float]:
        """Where the letters of sleep begin, in figure heights."""
        if pose.under == "pillow":
            return -0.46, -0.56
        return {"quad": (0.42, -0.86), "fowl": (0.3, -0.9)}.get(self.actor.family, (0.2, -0.86))

    def _bounds(self) -> skia.Rect:
        seen = self.pixels[::STEP, ::STEP, 3] > 0
        rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
        if not len(rows):
            return skia.Rect.MakeWH(self.wide, self.tall)
        return skia.Rect.MakeLTRB(max(0, (columns[0] - 1) * STEP), max(0, (rows[0] - 1) * STEP),
            min(self.wide, (columns[-1] + 2) * STEP), min(self.tall, (rows[-1] + 2) * STEP),)  # fmt: skip

    def show(self, canvas: skia.Canvas, x: int, y: int, rise: float) -> None:
        """Set the sheet down with its foot at (x, y), lifted by `rise` pixels, its shadow on what is behind."""
        if self.image is None:
            return
        left, top = x - self.wide // 2, round(y - rise) - self.foot
        off = max(1.0, self.scale * 0.012)
        paint = skia.Paint(
            ColorFilter=skia.ColorFilters.Blend(
                skia_colour((30, 14, 44), self.light.shadow * 0.3), skia.BlendMode.kSrcIn
            )
        )
        for k in (1.0, 2.1):
            self._put(canvas, left + round(off * k), top + round(off * 0.9 * k), paint)
        self._put(canvas, left, top, None)

    def _put(self, canvas: skia.Canvas, left: int, top: int, paint: skia.Paint | None) -> None:
        canvas.save()
        canvas.translate(left, top)
        canvas.clipRect(self.box)
        if self.afloat:
            canvas.clipRect(skia.Rect.MakeWH(self.wide, self.foot + 0.05 * self.scale))
        canvas.drawImage(self.image, 0, 0, skia.SamplingOptions(), paint)
        canvas.restore()

    def lie_under(self, canvas: skia.Canvas, x: int, y: int, rise: float) -> None:
        """Set the sheet down as a camera far above sees it: head near and wide, feet far; its shadow lies on the floor."""
        if self.image is None:
            return
        shade = skia.ColorFilters.Blend(
            skia_colour((30, 14, 44), self.light.shadow * 0.34), skia.BlendMode.kSrcIn
        )
        paint = skia.Paint(ColorFilter=shade, AntiAlias=True)
        far = 1 + 0.5 * rise / self.scale  # what flies high throws its shadow further off
        if self.is_flat:
            self._laid(
                canvas, skia.Matrix.Translate(x + 0.05 * self.scale * far, y + 0.06 * self.scale * far), paint
            )
            self._laid(canvas, skia.Matrix.Translate(x, y - rise), None)
            return
        lying = skia.Matrix()
        lying.setAll(1, -0.62, x + 0.5 * rise, 0, 0.3, y + 0.3 * rise, 0, 0, 1)
        self._laid(canvas, lying, paint)
        steep = skia.Matrix()
        steep.setAll(1, 0, 0, 0, STEEP, 0, 0, NEARING / self.scale, 1)
        self._laid(canvas, skia.Matrix.Concat(skia.Matrix.Translate(x, y - rise), steep), None)

    def _laid(self, canvas: skia.Canvas, matrix: skia.Matrix, paint: skia.Paint | None) -> None:
        """The sheet through a matrix whose origin is its foot."""
        canvas.save()
        canvas.concat(matrix)
        canvas.translate(-self.wide / 2, -self.foot)
        canvas.clipRect(self.box)
        canvas.drawImage(self.image, 0, 0, skia.SamplingOptions(skia.FilterMode.kLinear), paint)
        canvas.restore()

    def contact(self, canvas: skia.Canvas, x: int, y: int, above: float) -> None:
        """The shadow on the floor, fainter and wider the higher the puppet is."""
        reach = self.actor.width * self.scale / self.actor.height * 0.46
        reach *= 0.3 if self.actor.figure.kind == "card" else 1.0
        fade = max(0.0, 1 - above / (self.scale * 1.2))
        for k in (1.0, 0.92, 0.84, 0.75, 0.65, 0.54):
            rx, ry = reach * k * (1.15 - 0.3 * fade), reach * k * 0.17
            paint = skia.Paint(
                AntiAlias=True, Color=skia_colour((34, 16, 44), self.light.shadow * 0.18 * fade)
            )
            canvas.drawOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry), paint)


def float_in(hand: Puppeteer, canvas: skia.Canvas, x: int, y: int) -> None:
    """A crest of paper water before the hull, so that it lies in the water and not on it."""
    reach, s = hand.actor.width * hand.scale / hand.actor.height * 0.68, hand.scale
    tone = mix((74, 142, 158), (40, 84, 120), 0.3)
    pen = Pen(canvas, hand.light, s)
    pen.matrix = skia.Matrix.Translate(x, y)
    steps = max(6, int(reach / (0.07 * s)))
    crest = [
        (reach * (k / steps * 2 - 1), -0.055 * s + (0.012 * s if k % 2 else 0.0)) for k in range(steps + 1)
    ]
    crest[0], crest[-1] = (-reach * 1.1, 0.015 * s), (reach * 1.1, 0.015 * s)
    sheet = blob([*crest, (reach * 0.85, 0.06 * s), (-reach * 0.85, 0.06 * s)], tension=0.8)
    grade = hand.grade
    if grade is not None:
        canvas.saveLayer(None, skia.Paint(ColorFilter=grade))
    pen.cut(sheet, tone, lift=0.0)
    foam = blob([(px, py + 0.006 * s) for px, py in crest], closed=False)
    pen.stroke(foam, CREAM, 0.014 * s, 0.85)
    if grade is not None:
        canvas.restore()


def thread(hand: Puppeteer, canvas: skia.Canvas, x: int, y: int, floor: int) -> None:
    """The thread a moon or a cloud hangs from; the rope somebody climbs."""
    if any(t.verb == "climb" and t.target is None for t in hand.actor.turns):
        rope = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=max(1.5, hand.scale * 0.022),
                          Color=skia_colour((176, 132, 88)))  # fmt: skip
        at = x + hand.scale * 0.2
        canvas.drawPath(blob([(at, -4), (at + 1, floor / 2), (at, floor)], closed=False), rope)
    if hand.actor.lemma not in HUNG:
        return
    top = y - hand.scale * 0.9
    line = blob([(x, -4), (x + 1, top / 2), (x, top)], closed=False)
    paint = skia.Paint(
        AntiAlias=True,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=max(0.7, hand.scale * 0.004),
        Color=skia_colour((60, 40, 60), 0.5),
    )
    canvas.drawPath(line, paint)
