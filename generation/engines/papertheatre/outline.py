"""Outlines to cut along: smooth blobs, limbs, ridges and torn edges as skia paths. No colour, no canvas."""

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import skia

Point = tuple[float, float]


def poly(points: Sequence[Point], closed: bool = True) -> skia.Path:
    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in points], closed)
    return path


def blob(points: Sequence[Point], closed: bool = True, tension: float = 1.0) -> skia.Path:
    """A smooth curve through all points (Catmull-Rom)."""
    path = skia.Path()
    n = len(points)
    path.moveTo(*points[0])
    k = tension / 6
    for i in range(n if closed else n - 1):
        a, b = points[i], points[(i + 1) % n]
        before = points[(i - 1) % n] if closed or i else a
        after = points[(i + 2) % n] if closed or i + 2 < n else b
        path.cubicTo(
            a[0] + (b[0] - before[0]) * k,
            a[1] + (b[1] - before[1]) * k,
            b[0] - (after[0] - a[0]) * k,
            b[1] - (after[1] - a[1]) * k,
            *b,
        )
    if closed:
        path.close()
    return path


def oval(x: float, y: float, rx: float, ry: float | None = None, wobble: float = 0.014) -> skia.Path:
    """A circle as scissors cut it: never quite round."""
    ry = rx if ry is None else ry
    turns = (0.0, 0.9, -0.7, 0.4, 1.0, -0.5, 0.3, -0.9, 0.6, -0.2)
    count = len(turns)
    points = [
        (
            x + rx * (1 + wobble * w) * math.cos(math.tau * i / count),
            y + ry * (1 + wobble * w) * math.sin(math.tau * i / count),
        )
        for i, w in enumerate(turns)
    ]
    return blob(points)


def ring(x: float, y: float, outer: float, inner: float) -> skia.Path:
    path = oval(x, y, outer)
    path.addPath(oval(x, y, inner))
    path.setFillType(skia.PathFillType.kEvenOdd)
    return path


def limb(x0: float, y0: float, x1: float, y1: float, w0: float, w1: float) -> skia.Path:
    """A tapered strip with round ends from one joint to the next."""
    dx, dy = x1 - x0, y1 - y0
    length = math.hypot(dx, dy) or 1e-6
    ux, uy = dx / length, dy / length
    nx, ny = -uy, ux
    return blob(
        [
            (x0 + nx * w0, y0 + ny * w0),
            (x0 + dx * 0.5 + nx * (w0 + w1) * 0.5, y0 + dy * 0.5 + ny * (w0 + w1) * 0.5),
            (x1 + nx * w1, y1 + ny * w1),
            (x1 + ux * w1, y1 + uy * w1),
            (x1 - nx * w1, y1 - ny * w1),
            (x0 + dx * 0.5 - nx * (w0 + w1) * 0.5, y0 + dy * 0.5 - ny * (w0 + w1) * 0.5),
            (x0 - nx * w0, y0 - ny * w0),
            (x0 - ux * w0, y0 - uy * w0),
        ]
    )


def tube(points: Sequence[Point], w0: float, w1: float) -> skia.Path:
    """A strip of changing width along a bent line: tails, trunks, tentacles."""
    left, right = [], []
    for i, (x, y) in enumerate(points):
        a = points[max(0, i - 1)]
        b = points[min(len(points) - 1, i + 1)]
        length = math.hypot(b[0] - a[0], b[1] - a[1]) or 1e-6
        nx, ny = -(b[1] - a[1]) / length, (b[0] - a[0]) / length
        w = w0 + (w1 - w0) * i / max(1, len(points) - 1)
        left.append((x + nx * w, y + ny * w))
        right.append((x - nx * w, y - ny * w))
    return blob(left + right[::-1])


def box(x: float, y: float, w: float, h: float, skew: float = 0.012) -> skia.Path:
    """A rectangle cut by hand: corners a little off."""
    s = skew * min(w, h)
    return poly([(x + s, y - s), (x + w, y + s), (x + w - s, y + h), (x - s, y + h - s)])


def soft_box(x: float, y: float, w: float, h: float, r: float) -> skia.Path:
    path = skia.Path()
    path.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(x, y, w, h), r, r))
    return path


def rough(points: Sequence[Point], rng: Random, amount: float, step: float) -> list[Point]:
    """The same line as torn paper: subdivided, each new point a little beside it."""
    out: list[Point] = []
    for a, b in pairwise(points):
        count = max(1, int(math.hypot(b[0] - a[0], b[1] - a[1]) / step))
        for i in range(count):
            t = i / count
            x, y = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
            out.append((x + rng.uniform(-amount, amount), y + rng.uniform(-amount, amount)))
    out.append(points[-1])
    return out


def wavy(rng: Random, period: float, base: float, height: float, waves: Sequence[int]) -> list[Point]:
    """One period of a rolling line at `base`; starts and ends at the same height so that it can repeat."""
    phases = [(k, rng.uniform(0, math.tau), rng.uniform(0.6, 1.0) / (i + 1)) for i, k in enumerate(waves)]
    total = sum(w for _, _, w in phases)
    count = 48

    def level(t: float) -> float:
        return base - height * sum(w * math.sin(math.tau * k * t + p) for k, p, w in phases) / total

    return [(period * i / count, level(i / count)) for i in range(count + 1)]


def peaks(rng: Random, period: float, base: float, height: float, count: int) -> list[Point]:
    """One period of a jagged mountain line."""
    points: list[Point] = []
    width = period / count
    first = base - height * rng.uniform(0.1, 0.3)
    points.append((0.0, first))
    for i in range(count):
        x = width * i
        top = base - height * rng.uniform(0.65, 1.0)
        points.append((x + width * rng.uniform(0.3, 0.42), top + (first - top) * rng.uniform(0.25, 0.45)))
        points.append((x + width * rng.uniform(0.48, 0.58), top))
        points.append((x + width * rng.uniform(0.68, 0.8), top + (first - top) * rng.uniform(0.4, 0.6)))
        if i < count - 1:
            points.append((x + width, base - height * rng.uniform(0.05, 0.3)))
    points.append((period, first))
    return points


def repeated(points: Sequence[Point], period: float) -> list[Point]:
    """The line before, during and after its period, so that no seam shows when planes scroll."""
    return [(x + period * k, y) for k in (-1, 0, 1) for x, y in points[:-1]] + [
        (points[-1][0] + period, points[-1][1])
    ]


def under(line: Sequence[Point], bottom: float) -> list[Point]:
    """The area below a line, as a polygon."""
    return [*line, (line[-1][0], bottom), (line[0][0], bottom)]
