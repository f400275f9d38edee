"""Things of the air: rocket, airplane, balloons, kite, ufo, sun, moon, star, cloud, rainbow. Figure heights."""

import math

from ..outline import blob, box, limb, oval, poly
from ..paper import CREAM, LAMP, RGB, Pen, mix
from ..repertoire import COLOURS
from .head import BLUSH, mouth, star
from .pose import Pose

COATS: dict[str, RGB] = {
    "rocket": (248, 240, 226), "airplane": (240, 234, 222), "hot_air_balloon": (206, 78, 62), "ufo": (150,
    170, 180), "balloon": (206, 66, 60), "kite": (226, 110, 66), "moon": (250, 232, 176), "sun": (248, 194,
    86), "star": (248, 206, 104), "cloud": (250, 247, 240), "rainbow": (206, 78, 62), "heart": (206, 58,
    62),
}  # fmt: skip


class Flyer:
    def __init__(self, lemma: str, colour: str | None) -> None:
        self.lemma = lemma
        self.coat = COLOURS.get(colour or "", COATS[lemma])

    def draw(self, pen: Pen, pose: Pose) -> None:
        with pen.at(0, -pose.rise, 0, 1 + pose.squash * 0.5, 1 - pose.squash):
            with pen.at(0, -0.5, pose.turn):
                with pen.at(0, 0.5):
                    DRAWN[self.lemma](pen, pose, self.coat)


def flame(pen: Pen, x: float, y: float, size: float, t: float) -> None:
    """Three papers of fire, flickering gently."""
    for k, colour in ((1.0, (214, 82, 52)), (0.68, (240, 146, 60)), (0.38, (252, 214, 120))):
        f = 1 + 0.12 * math.sin(t * 13 + k * 9)
        s = math.sin(t * 9 + k * 5) * 0.08
        pen.cut(
            blob([(x - 0.3 * k * size, y), (x - 0.34 * k * size, y + 0.3 * k * size),
                  (x + s * size, y + 1.0 * k * f * size), (x + 0.34 * k * size, y + 0.3 * k * size),
                  (x + 0.3 * k * size, y)]), colour, lift=0.5,
        )  # fmt: skip
    pen.glow(x, y + 0.4 * size, size * 1.3, LAMP, 0.4)


def _rocket(pen: Pen, pose: Pose, c: RGB) -> None:
    if pose.wag > 0.1:
        flame(pen, 0, -0.16, 0.34 * pose.wag, pose.time)
    for s in (-1, 1):
        pen.cut(
            blob([(s * 0.15, -0.46), (s * 0.34, -0.26), (s * 0.34, -0.06), (s * 0.13, -0.2)], tension=0.6),
            (206, 66, 60),
        )
    pen.cut(poly([(-0.1, -0.2), (0.1, -0.2), (0.14, -0.12), (-0.14, -0.12)]), (92, 84, 92))
    body = blob(
        [
            (0, -1.0),
            (0.13, -0.84),
            (0.19, -0.56),
            (0.13, -0.18),
            (-0.13, -0.18),
            (-0.19, -0.56),
            (-0.13, -0.84),
        ]
    )
    pen.cut(body, c, lift=1.4)
    with pen.inside(body):
        pen.mark(box(-0.3, -1.0, 0.6, 0.2), (206, 66, 60))
        pen.mark(box(-0.3, -0.36, 0.6, 0.05), (74, 158, 156))
        pen.mark(poly([(0.06, -1), (0.3, -1), (0.3, 0), (0.09, 0)]), (120, 90, 110), 0.14)
    pen.cut(oval(0, -0.62, 0.09), (214, 164, 66), lift=0.5)
    pen.cut(oval(0, -0.62, 0.062), (112, 176, 190), lift=-0.3)
    pen.mark(blob([(-0.03, -0.66), (0.01, -0.67), (-0.03, -0.61)]), CREAM, 0.8)


def _airplane(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, 0, -4):
        pen.cut(poly([(-0.9, -0.9), (-0.66, -0.9), (-0.5, -0.5), (-0.8, -0.5)]), (206, 66, 60))
        pen.cut(poly([(0.16, -0.5), (-0.2, -0.86), (-0.36, -0.84), (-0.16, -0.48)]), (206, 66, 60), -0.2)
        pen.cut(
            blob([(-0.9, -0.52), (-0.6, -0.64), (0.5, -0.66), (0.92, -0.46), (0.6, -0.28), (-0.5, -0.3)]),
            c,
            lift=1.3,
        )
        for i in range(6):
            pen.cut(oval(-0.46 + i * 0.17, -0.5, 0.05), LAMP if pen.light.lit else (150, 200, 210), lift=0.3)
        pen.cut(poly([(0.2, -0.4), (-0.4, -0.02), (-0.56, -0.04), (-0.16, -0.4)]), (206, 66, 60), lift=1.4)
        with pen.at(0.93, -0.47, 0, 1, math.cos(pose.time * 21)):
            pen.cut(limb(0, -0.3, 0, 0.3, 0.03, 0.03), (92, 70, 62))


def _hot_air_balloon(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, -0.6, 2.5 * math.sin(pose.time * 1.3)):
        for x in (-0.1, 0.1):
            line = blob([(x * 2, 0.1), (x, 0.42)], closed=False)
            pen.stroke(line, (110, 80, 60), 0.008)
        pen.cut(blob([(-0.12, 0.42), (0.12, 0.42), (0.09, 0.6), (-0.09, 0.6)], tension=0.4), (180, 124, 74))
        for y in (0.47, 0.52):
            pen.stroke(blob([(-0.1, y), (0.1, y)], closed=False), (130, 84, 54), 0.01)
        envelope = blob([(0, -0.42), (0.26, -0.34), (0.37, -0.08), (0.26, 0.16), (0.1, 0.3), (-0.1, 0.3),
            (-0.26, 0.16), (-0.37, -0.08), (-0.26, -0.34)])  # fmt: skip
        pen.cut(envelope, c, lift=1.6)
        with pen.inside(envelope):
            for k, tone in ((0.3, CREAM), (0.11, (241, 190, 74))):
                pen.mark(
                    blob([(0, -0.44), (k, -0.08), (k * 0.3, 0.32), (-k * 0.3, 0.32), (-k, -0.08)]), tone, 0.95
                )
                pen.mark(
                    blob(
                        [(0, -0.44), (k * 0.6, -0.08), (k * 0.2, 0.32), (-k * 0.2, 0.32), (-k * 0.6, -0.08)]
                    ),
                    c,
                )
            pen.mark(
                blob([(-0.4, -0.02), (0, 0.05), (0.4, -0.02), (0.4, 0.04), (0, 0.11), (-0.4, 0.04)]),
                (62, 100, 150),
            )
        pen.glow(0, 0.26, 0.2, LAMP, 0.5)


def _ufo(pen: Pen, pose: Pose, c: RGB) -> None:
    beam = poly([(-0.16, -0.3), (0.16, -0.3), (0.5, 0.1), (-0.5, 0.1)])
    pen.mark(beam, (200, 240, 190), 0.22, graded=False)
    pen.cut(blob([(-0.3, -0.55), (-0.2, -0.9), (0.2, -0.9), (0.3, -0.55)]), (170, 218, 220))
    pen.cut(oval(0, -0.66, 0.12, 0.14), (132, 186, 96))
    for x in (-0.04, 0.06):
        pen.mark(oval(x, -0.68, 0.028, 0.04 * (1 - 0.7 * pose.blink)), (40, 34, 48))
    pen.cut(
        blob([(-0.8, -0.44), (-0.3, -0.6), (0.3, -0.6), (0.8, -0.44), (0.3, -0.26), (-0.3, -0.26)]),
        c,
        lift=1.4,
    )
    for i in range(5):
        glow = 0.4 * (math.sin(pose.time * 4 - i) > 0.2)
        pen.cut(oval(-0.5 + i * 0.25, -0.42, 0.055), (241, 190, 74), glow, lift=0.3)


def _balloon(pen: Pen, pose: Pose, c: RGB) -> None:
    s = 0.05 * math.sin(pose.time * 1.6)
    if not pose.tied:
        line = blob([(0, -0.5), (0.04 + s, -0.3), (-0.04, -0.12), (s, 0.02)], closed=False)
        pen.stroke(line, (110, 84, 70), 0.01)
    pen.cut(blob([(0, -1.0), (0.23, -0.92), (0.27, -0.74), (0.12, -0.55), (0, -0.5), (-0.12, -0.55), (-0.27,
        -0.74), (-0.23, -0.92)]), c, lift=1.3)  # fmt: skip
    pen.cut(poly([(0, -0.52), (0.05, -0.46), (-0.05, -0.46)]), c, -0.2, lift=0.4)
    pen.mark(blob([(-0.14, -0.88), (-0.06, -0.93), (-0.08, -0.84), (-0.15, -0.76)]), CREAM, 0.7)


def _kite(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, -0.66, 12 + 10 * pose.wag):
        tail = [(0, 0.3)]
        for i in range(1, 6):
            tail.append((0.07 * math.sin(pose.time * 4 - i), 0.3 + i * 0.09))
        pen.stroke(blob(tail, closed=False), (110, 84, 70), 0.01)
        for i, (x, y) in enumerate(tail[1:]):
            k = (241, 190, 74) if i % 2 else (74, 158, 156)
            pen.cut(poly([(x, y), (x - 0.06, y - 0.03), (x - 0.05, y + 0.04)]), k, lift=0.4)
            pen.cut(poly([(x, y), (x + 0.06, y - 0.04), (x + 0.06, y + 0.03)]), k, lift=0.4)
        pen.cut(poly([(0, -0.34), (0.26, -0.06), (0, 0.32), (-0.26, -0.06)]), c, lift=1.5)
        pen.mark(poly([(0, -0.34), (0.26, -0.06), (0, -0.06)]), (241, 190, 74))
        pen.mark(poly([(0, 0.32), (-0.26, -0.06), (0, -0.06)]), CREAM)


def _smile(pen: Pen, pose: Pose, y: float, size: float) -> None:
    with pen.at(0, y, 0, size):
        for x in (-0.42, 0.42):
            eyelid = blob(
                [(x - 0.16, 0), (x, -0.12 if pose.blink < 0.5 else 0.1), (x + 0.16, 0)], closed=False
            )
            pen.stroke(eyelid, (120, 70, 50), 0.08)
            pen.mark(oval(x * 1.5, 0.26, 0.2, 0.14), BLUSH, 0.5)
        mouth(pen, 0, 0.34, pose)


def _sun(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, -0.5, pose.time * 7):
        for i in range(12):
            with pen.at(0, 0, i * 30):
                pen.cut(
                    poly([(-0.07, -0.33), (0, -0.5 - 0.03 * (i % 2)), (0.07, -0.33)]),
                    (236, 150, 70) if i % 2 else c,
                )
    pen.cut(oval(0, -0.5, 0.33), c, lift=1.3)
    _smile(pen, pose, -0.54, 0.26)
    pen.glow(0, -0.5, 0.8, (255, 214, 130), 0.3)


def _moon(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.glow(0, -0.5, 0.9, (250, 232, 190), 0.3)
    crescent = blob([(0.1, -1.0), (-0.28, -0.88), (-0.46, -0.5), (-0.28, -0.12), (0.1, 0.0), (0.34, -0.1),
        (0.04, -0.24), (-0.1, -0.5), (0.04, -0.76), (0.34, -0.9)], tension=0.9)  # fmt: skip
    pen.cut(crescent, c, lift=1.4)
    with pen.at(-0.25, -0.5, 0, 0.13):
        pen.stroke(blob([(-0.1, 0), (0.14, 0.14), (0.4, 0)], closed=False), (120, 84, 60), 0.12)
        pen.mark(oval(0.0, 0.6, 0.36, 0.26), BLUSH, 0.5)


def _star(pen: Pen, pose: Pose, c: RGB) -> None:
    pen.glow(0, -0.5, 0.8, (255, 226, 160), 0.34 + 0.1 * math.sin(pose.time * 3))
    with pen.at(0, -0.48, 8 * math.sin(pose.time * 1.3)):
        pen.cut(star(0, 0, 0.5, 5, 0.48), c, lift=1.3)
        _smile(pen, pose, -0.04, 0.17)


def _cloud(pen: Pen, pose: Pose, c: RGB) -> None:
    for x, y, r, by in ((-0.42, -0.34, 0.26, -0.1), (0.42, -0.32, 0.28, -0.08), (0.0, -0.5, 0.4, 0.0)):
        pen.cut(oval(x, y, r, r * 0.86), c, by)
    pen.cut(
        blob(
            [
                (-0.7, -0.2),
                (-0.4, -0.42),
                (0.1, -0.5),
                (0.5, -0.38),
                (0.72, -0.18),
                (0.4, -0.04),
                (-0.4, -0.04),
            ]
        ),
        c,
        lift=0.5,
    )
    _smile(pen, pose, -0.36, 0.16)


def _rainbow(pen: Pen, pose: Pose, c: RGB) -> None:
    bands = (c, (236, 140, 66), (243, 196, 90), (110, 156, 96), (70, 120, 166), (126, 86, 146))
    for i, colour in enumerate(bands):
        r = 1.0 - i * 0.09
        pen.cut(blob([(-r, 0), (-r * 0.72, -r * 0.7), (0, -r), (r * 0.72, -r * 0.7), (r, 0), (r - 0.1, 0),
            ((r - 0.1) * 0.72, -(r - 0.1) * 0.7), (0, -r + 0.1), (-(r - 0.1) * 0.72, -(r - 0.1) * 0.7),
            (-r + 0.1, 0)], tension=0.9), colour, lift=0.6)  # fmt: skip
    for x in (-0.75, 0.75):
        for dx, r in ((-0.16, 0.14), (0.02, 0.19), (0.18, 0.14)):
            pen.cut(oval(x + dx, -0.08, r, r * 0.8), CREAM)


def _heart(pen: Pen, pose: Pose, c: RGB) -> None:
    with pen.at(0, -0.45, 0, 1 + 0.06 * math.sin(pose.time * 5)):
        pen.cut(blob([(0, 0.44), (-0.42, 0.02), (-0.46, -0.3), (-0.24, -0.46), (0, -0.26), (0.24, -0.46),
            (0.46, -0.3), (0.42, 0.02)]), c, lift=1.4)  # fmt: skip
        pen.mark(blob([(-0.32, -0.28), (-0.2, -0.36), (-0.24, -0.24), (-0.34, -0.12)]), mix(c, CREAM, 0.6))
        _smile(pen, pose, -0.1, 0.15) if pose.mouth > 0.05 else None


DRAWN = {
    "rocket": _rocket, "airplane": _airplane, "hot_air_balloon": _hot_air_balloon, "ufo": _ufo,
    "balloon": _balloon, "kite": _kite, "sun": _sun, "moon": _moon, "star": _star, "cloud": _cloud,
    "rainbow": _rainbow, "heart": _heart,
}  # fmt: skip
