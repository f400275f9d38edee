"""Tackle as drawn: strings and leashes as curves, the ropes and posts of a swing, an anchor's line, a hat in the wind."""

from typing import TYPE_CHECKING

import skia

from .figures import tackle as pieces
from .figures.head import hat as cut_hat
from .figures.person import Person
from .loose import Hat
from .outline import blob
from .paper import CREAM, Pen, skia_colour
from .rigged import APEX
from .ropes import Line

if TYPE_CHECKING:
    from .shot import Shot

THICK = {"string": 0.0014, "leash": 0.0024, "anchor": 0.003, "swing": 0.0034}  # frame heights
TONES = {"string": (96, 70, 62), "leash": (186, 54, 50), "anchor": (176, 142, 98), "swing": (188, 148, 98)}
APART = 0.016  # the two ropes of a swing


def rope(shot: "Shot", canvas: skia.Canvas, line: Line, frame: int) -> None:
    """This function will draw a rope of one frame as a curve, with a soft shade beside it."""
    points = _placed(shot, line, frame)
    wide = max(1.0, THICK[line.kind] * shot.height)
    if line.kind == "swing":
        for dx in (-APART / 2, APART / 2):
            _curve(shot, canvas, [(x + dx * shot.height, y) for x, y in points], wide, line.kind)
        return
    _curve(shot, canvas, points, wide, line.kind)
    if line.kind == "anchor":
        _ripple(shot, canvas, *points[-1])


def _placed(shot: "Shot", line: Line, frame: int) -> list[tuple[float, float]]:
    floor = shot.backdrop.ground + line.row
    return [
        (shot.width / 2 + float(x) * shot.height, (floor - float(y)) * shot.height)
        for x, y in line.points[frame]
    ]


def _curve(
    shot: "Shot", canvas: skia.Canvas, points: list[tuple[float, float]], wide: float, kind: str
) -> None:
    path = blob(points, closed=False)
    shade = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=wide * 1.5,
                       Color=skia_colour((30, 14, 44), 0.22))  # fmt: skip
    canvas.save()
    canvas.translate(wide * 0.9, wide * 0.9)
    canvas.drawPath(path, shade)
    canvas.restore()
    paint = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=wide, StrokeCap=skia.Paint.kRound_Cap,
                       Color=skia_colour(shot.light.tone(TONES[kind])))  # fmt: skip
    canvas.drawPath(path, paint)


def _ripple(shot: "Shot", canvas: skia.Canvas, x: float, y: float) -> None:
    """A ring on the water where the line goes in."""
    pen = Pen(canvas, shot.light, shot.height * 0.2)
    reach = 0.016 * shot.height
    ring = blob([(x - reach, y), (x, y - reach * 0.3), (x + reach, y), (x, y + reach * 0.3)])
    pen.stroke(ring, CREAM, max(1.0, 0.0018 * shot.height), 0.8)


def stand(shot: "Shot", canvas: skia.Canvas, line: Line) -> None:
    """The posts and the bar a swing hangs from."""
    apex = shot.motion.tracks[line.after[0]].actor.home
    pen = Pen(canvas, shot.light, APEX * shot.height)
    pen.matrix = skia.Matrix.Translate(
        shot.width / 2 + apex * shot.height, (shot.backdrop.ground + line.row) * shot.height
    )
    pen.matrix.preScale(APEX * shot.height, APEX * shot.height)
    pieces.frame(pen, pieces.COATS["swing"])


def fly_off(shot: "Shot", canvas: skia.Canvas, hat: Hat, frame: int) -> None:
    """A hat on its way, cut as it was on the head."""
    place = shot.motion.tracks.index(hat.track)
    puppet = shot.puppeteers[place].puppet
    if frame < hat.at * shot.fps or not isinstance(puppet, Person):
        return
    tall = hat.track.actor.height * shot.height
    floor = (shot.backdrop.ground + hat.track.actor.row) * shot.height
    pen = Pen(canvas, shot.light, tall)
    pen.matrix = skia.Matrix.Translate(
        shot.width / 2 + float(hat.x[frame]) * shot.height, floor - float(hat.height[frame]) * shot.height
    )
    size = puppet.body.head_size * tall
    with pen.at(0, -0.03 * tall, float(hat.spin[frame - frame % 2]), size):
        with pen.at(0, 1.95):
            cut_hat(pen, puppet.body.head)
