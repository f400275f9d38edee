"""Ropes: strings, leashes, an anchor's line and swings, as chains and pendulums of a small pymunk world."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pymunk

from .elements import Elements

LINKS = 9
STEPS = 6  # of the world for each frame
SETTLING = 40  # frames before the first, in which a rope comes to hang
SWING_GRAVITY = 2.4
Ends = Callable[[int], tuple[float, float]]  # frame -> right of the middle, above the ground


@dataclass
class Flown:
    """What hangs in the air at the end of a string: how the air carries it, and how the wind takes it."""

    radius: float
    lift: float  # of its weight
    sail: float  # per second
    rises: float = 0.0  # how much of the wind becomes lift: a kite


@dataclass
class Line:
    """A rope as drawn: for each frame its points, right of the middle and above the ground, in frame heights."""

    points: np.ndarray  # frames × LINKS × 2
    row: float
    kind: str = "string"  # string | leash | anchor | swing
    after: tuple[int, ...] = ()  # places of the actors it is drawn in front of


def hung(start: Ends, end: Ends, frames: int, fps: int, slack: float, wind: Elements) -> np.ndarray:
    """This function will hang a rope between two moving hands, `slack` longer than their farthest distance."""
    span = max(np.hypot(*np.subtract(end(f), start(f))) for f in range(frames))
    space, chain = _chain(start(0), end(0), span * (1 + slack))
    chain[-1].body_type = pymunk.Body.KINEMATIC
    return _run(space, chain, start, end, frames, fps, wind)


def flown(start: Ends, what: Flown, length: float, frames: int, fps: int, wind: Elements) -> np.ndarray:
    """This function will fly something on a string from a hand; the last point is where it is tied."""
    x, y = start(0)
    aside = length * (0.45 if wind.wind[0] >= 0 else -0.45)
    space, chain = _chain((x, y), (x + aside, y + length * 0.85), length)
    chain[-1].mass = 1.0
    return _run(space, chain, start, None, frames, fps, wind, what)


def _chain(
    start: tuple[float, float], end: tuple[float, float], length: float
) -> tuple[pymunk.Space, list[pymunk.Body]]:
    """Small weights in a row, each tied to the next by a link that may be slack but not longer."""
    space = pymunk.Space()
    space.gravity, space.damping, space.iterations = (0, -1.5), 0.25, 24
    chain = []
    for k in range(LINKS):
        u = k / (LINKS - 1)
        knot = pymunk.Body(0.04, 1e-4)
        knot.position = (start[0] + (end[0] - start[0]) * u, start[1] + (end[1] - start[1]) * u)
        space.add(knot)
        chain.append(knot)
    chain[0].body_type = pymunk.Body.KINEMATIC
    for one, two in pairwise(chain):
        space.add(pymunk.SlideJoint(one, two, (0, 0), (0, 0), 0, length / (LINKS - 1)))
    return space, chain


def _run(
    space: pymunk.Space,
    chain: list[pymunk.Body],
    start: Ends,
    end: Ends | None,
    frames: int,
    fps: int,
    elements: Elements,
    what: Flown | None = None,
) -> np.ndarray:
    points = np.zeros((frames, LINKS, 2))
    for count in range(-SETTLING, frames):
        frame = max(0, count)
        air = float(elements.wind[frame])
        _lead(chain[0], start(frame))
        if end is not None:
            _lead(chain[-1], end(frame))
        if count >= 0:
            points[frame] = [tuple(knot.position) for knot in chain]
        for _step in range(STEPS):
            for knot in chain[1:-1]:
                knot.force = (knot.mass * 3.0 * (air - knot.velocity.x), 0.0)
            if what is not None:
                _carry(chain[-1], what, air)
            space.step(1 / fps / STEPS)
    return points


def _lead(knot: pymunk.Body, place: tuple[float, float]) -> None:
    knot.position, knot.velocity = place, (0.0, 0.0)


def _carry(body: pymunk.Body, what: Flown, air: float) -> None:
    right = what.sail * (air - body.velocity.x)
    up = what.lift * 1.5 + what.rises * abs(air - body.velocity.x) - 1.2 * body.velocity.y
    body.force = (right * body.mass, up * body.mass)


def swung(length: float, most: float, frames: int, fps: int, start: int = 0) -> np.ndarray:
    """This function will swing a seat on ropes of `length`: radians from the plumb line, forward positive.

    Whoever sits on it pumps at the lowest point until `most` is reached.
    """
    space = pymunk.Space()
    space.gravity = (0, -SWING_GRAVITY)
    seat = pymunk.Body(1.0, 1.0)
    angle = -most * 0.86
    seat.position = (length * float(np.sin(angle)), -length * float(np.cos(angle)))
    space.add(seat, pymunk.PinJoint(space.static_body, seat, (0, 0), (0, 0)))
    out = np.zeros(frames)
    highest, before = most * 0.86, 0.0
    for frame in range(frames):
        out[frame] = angle = float(np.arctan2(seat.position.x, -seat.position.y))
        if before * angle < 0 and highest < most:
            seat.apply_impulse_at_world_point(tuple(seat.velocity * 0.04), seat.position)
        highest = max(abs(angle), highest * 0.999)
        before = angle
        for _step in range(STEPS):
            space.step(1 / fps / STEPS)
    return np.roll(out, start)
