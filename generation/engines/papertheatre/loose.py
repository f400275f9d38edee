"""Loose things in the wind: leaves that whirl over the stage, and hats that fly off heads."""

import math
from dataclasses import dataclass
from random import Random

import numpy as np
import pymunk

from . import physics
from .elements import Elements
from .scene import Event
from .track import Track

STEPS = 4  # of the world for each frame
FLOOR, LEAF = 1, 2
LEAVES = 14
OVER = 0.16  # how far beyond the edge a leaf turns up again on the other side


@dataclass
class Hat:
    """One that has left its head at `at` seconds: its middle at each frame."""

    track: Track
    at: float
    x: np.ndarray
    height: np.ndarray
    spin: np.ndarray


def leaves(elements: Elements, frames: int, fps: int, aspect: float, rng: Random) -> np.ndarray:
    """This function will let leaves whirl: frames × leaves × (right of the middle, above the ground, degrees)."""
    space = pymunk.Space()
    space.gravity = (0, -0.5)
    floor = pymunk.Segment(space.static_body, (-30, -0.56), (30, -0.56), 0.5)
    floor.elasticity, floor.friction, floor.collision_type = 0.4, 0.5, FLOOR
    space.add(floor)
    edge = aspect / 2 + OVER / 2
    flying = []
    for _ in range(LEAVES):
        leaf = pymunk.Body(1.0, 0.0006)
        leaf.position = rng.uniform(-edge, edge), rng.uniform(0.0, 0.75)
        leaf.velocity = rng.uniform(0.1, 0.4), 0.0
        leaf.angle = rng.uniform(0, math.tau)
        shape = pymunk.Circle(leaf, 0.012)
        shape.elasticity, shape.friction, shape.filter = 0.3, 0.5, pymunk.ShapeFilter(group=1)
        space.add(leaf, shape)
        flying.append((leaf, rng.random()))
    out = np.zeros((frames, LEAVES, 3))
    for frame in range(frames):
        out[frame] = [(leaf.position.x, leaf.position.y, -math.degrees(leaf.angle)) for leaf, _ in flying]
        for step in range(STEPS):
            now = (frame + step / STEPS) / fps
            for leaf, own in flying:
                _whirl(leaf, own, float(elements.wind[frame]), now, edge)
            space.step(1 / fps / STEPS)
    return out


def _whirl(leaf: pymunk.Body, own: float, air: float, now: float, edge: float) -> None:
    """Wind and the flutter of a thin sheet; beyond the edge it comes back on the other side."""
    if leaf.position.x > edge:
        leaf.position = -edge, 0.1 + 0.65 * own
    flutter = math.sin(math.tau * (now * (0.7 + 0.8 * own) + own * 7))
    rise = 0.62 * air + 0.7 * air * flutter - 0.5 * max(0.0, leaf.position.y - 0.55)
    leaf.force = 2.4 * (air * (0.8 + 0.4 * own) - leaf.velocity.x), rise - 1.6 * leaf.velocity.y
    leaf.torque = leaf.moment * (9 * flutter - 1.5 * leaf.angular_velocity)


def hats(tracks: list[Track], elements: Elements, fps: int, half: float, events: list[Event]) -> list[Hat]:
    """This function will let the wind take each hat that somebody was said to wear, at its first strong gust."""
    if not elements.blows:
        return []
    frames, found = len(elements.wind), []
    for track in tracks:
        actor = track.actor
        worn = (
            actor.family == "biped"
            and "hat" in actor.figure.attributes
            and "helmet" not in actor.figure.attributes
        )
        strong = np.flatnonzero(elements.wind > 0.9 * elements.wind.max())
        strong = strong[strong > 1.4 * fps]
        if not worn or not len(strong):
            continue
        frame = int(strong[0]) + 5 * actor.index
        if frame >= frames - fps:
            continue
        at, tall = frame / fps, actor.height
        body = physics.Body(
            0.05 * tall, float(track.x[frame]), float(track.height[frame]) + 0.94 * tall, 0.12, 0.55, 0.35, "land",
            release=at, sail=1.9, lift=0.55,
        )  # fmt: skip
        flight = physics.simulate([body], frames, fps, half + 0.6, elements)[0]
        found.append(Hat(track, at, flight.x, flight.height, flight.spin + _tumble(frames, fps, frame)))
        events.append(Event(at, "whoosh", 0.5, 0.0))
        events += [e for e in physics.events(flight, "land", half, fps) if e.at > at]
    return found


def _tumble(frames: int, fps: int, since: int) -> np.ndarray:
    t = np.clip((np.arange(frames) - since) / fps, 0, 3)
    return 150 * t - 20 * t * t
