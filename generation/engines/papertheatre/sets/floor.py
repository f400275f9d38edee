"""What the floors of all sets seen from above are made of: a sheet, and pieces strewn on it."""

from collections.abc import Callable

from ..outline import box, oval
from ..paper import RGB, Pen, mix
from .diorama import Diorama

BLOOMS: tuple[RGB, ...] = ((214, 78, 68), (244, 196, 84), (238, 150, 160), (250, 244, 230), (140, 110, 170))


def sheet(d: Diorama, colour: RGB, speckle: RGB | None = None, count: int = 240, size: float = 0.004) -> None:
    """The whole floor, with small pieces strewn on it."""
    with d.plane(0.0, 1.0) as pen:
        pen.canvas.clear(0)
        pen.mark(box(-0.1, -0.1, d.wide + 0.2, 1.3), colour)
        for _ in range(count if speckle else 0):
            x, y, r = d.rng.uniform(0, d.wide), d.rng.uniform(0, 1), size * d.rng.uniform(0.5, 1.6)
            pen.mark(oval(x, y, r, r * 0.7), mix(colour, speckle or colour, d.rng.uniform(0.25, 0.8)), 0.8)


def strewn(
    d: Diorama, count: int, paint: Callable[[Pen, float, float, float], None], low: float = 0.0, high: float = 1.0,
    clear: tuple[float, float] = (0.5, 0.86), reach: float = 0.2,
) -> None:  # fmt: skip
    """Pieces all over, but for the strip on which is played."""
    with d.plane(0.0, 1.0) as pen:
        for k in range(count):
            x, y = (k + d.rng.uniform(-0.3, 0.3)) * d.wide / count, d.rng.uniform(low, high)
            if clear[0] < y < clear[1]:
                y = low + (y - clear[0]) * 0.6 if k % 2 else min(high, clear[1] + (y - clear[0]) * 0.4)
            grow = d.rng.uniform(0.75, 1.25)
            d.each(x, reach, lambda at, y=y, grow=grow: paint(pen, at, y, grow))
