"""Rigged motion: what hangs on strings, swings or lies at anchor gets its way, and its rope is hung for every frame."""

import math
from collections.abc import Callable

import numpy as np

from . import ropes
from .elements import Elements
from .figures.pose import Pose
from .rigging import AT_ANCHOR
from .ropes import Flown, Line
from .scene import Event
from .sizes import YOUNG
from .track import Track

ARM = 0.165  # of a person's height: upper arm, and lower
FLOWN = {"kite": Flown(0.04, 0.8, 0.7, 3.4), "balloon": Flown(0.05, 1.5, 1.0)}
TIED_AT = {"kite": 0.64, "balloon": 0.48}  # of its height, from the foot
LONG = {"kite": 0.4, "balloon": 0.2}
APEX, SEAT = 0.66, 0.14  # of a swing, frame heights above the ground
PoseAt = Callable[[Track, int], Pose]


def hand(track: Track, frame: int, pose: Pose) -> tuple[float, float]:
    """Where the near hand is: right of the middle of the picture, above the ground."""
    actor, side = track.actor, float(np.sign(track.facing[frame])) or 1.0
    hip, shoulder = (0.31, 0.555) if actor.lemma in YOUNG else (0.385, 0.64)
    a, b = math.radians(pose.arm_near), math.radians(pose.arm_near + pose.fore_near)
    x = 0.06 + ARM * (math.sin(a) + math.sin(b))
    y = shoulder - ARM * (math.cos(a) + math.cos(b))
    lean = math.radians(pose.lean)
    x, up = x * math.cos(lean) + (y - hip) * math.sin(lean), (y - hip) * math.cos(lean) - x * math.sin(lean)
    base = 0.2 if pose.seated else hip
    tall = actor.height * pose.size
    return float(track.x[frame]) + side * x * tall, float(track.height[frame]) + (
        base + up + pose.rise
    ) * tall


def swing(tracks: list[Track], frames: int, fps: int, half: float, events: list[Event]) -> None:
    """This function will seat everybody who swings on a swing and push off."""
    for track in tracks:
        actor = track.actor
        if not actor.swings:
            continue
        long = APEX - SEAT
        most = min(0.44, math.asin(min(0.9, 0.62 * half / long)))
        angle = ropes.swung(long, most, frames, fps)
        actor.home = float(np.clip(actor.home, -0.3 * half, 0.3 * half))
        track.x = actor.home + long * np.sin(angle)
        track.height = APEX - long * np.cos(angle) - 0.2 * actor.height
        track.tilt = -np.degrees(angle)
        track.facing = np.ones(frames)
        for at in np.flatnonzero(np.diff(np.sign(angle)) != 0):
            events.append(
                Event(int(at) / fps, "whoosh", 0.3, round(float(np.clip(actor.home / half, -1, 1)), 3))
            )


def rig(tracks: list[Track], elements: Elements, pose_at: PoseAt, fps: int, half: float) -> list[Line]:
    """This function will fly kites and balloons, lead dogs and moor boats; it returns the ropes to be drawn."""
    frames, lines = len(elements.wind), []
    for at, track in enumerate(tracks):
        actor = track.actor

        def held(frame: int, track: Track = track) -> tuple[float, float]:
            return hand(track, frame - frame % 2, pose_at(track, frame - frame % 2))

        if actor.swings:
            lines.append(Line(_seat_ropes(track, frames), actor.row, "swing", (at,)))
        elif actor.string is not None:
            lines.append(_fly(track, tracks, held, elements, fps, half, at))
        elif actor.leash == AT_ANCHOR:
            lines.append(_moor(track, elements, frames, fps, at))
        elif actor.leash is not None:
            lines.append(_lead(track, tracks[actor.leash], held, elements, frames, fps, (at, actor.leash)))
    return lines


def _fly(
    track: Track, tracks: list[Track], held: ropes.Ends, elements: Elements, fps: int, half: float, at: int
) -> Line:
    """What is on a string goes where hand, wind and its own lift take it."""
    number = track.actor.string or 0
    flown = tracks[number]
    lemma, tall, frames = flown.actor.lemma, flown.actor.height, len(elements.wind)
    speed = np.gradient(track.way) * fps if frames > 1 else np.zeros(frames)
    calm = 0.5 if lemma == "kite" else 0.0
    trail = 1.3 if lemma == "kite" else 0.4
    air = np.where(np.abs(speed) > 0.05, -trail * speed * np.sign(track.facing), calm + 0.6 * elements.wind)
    long = LONG[lemma]
    over = max(float(held(f)[0]) for f in range(0, frames, 6)) + 0.36 * long + 0.3 * tall - half
    if over > 0 and air[0] >= 0:  # room for it on the stage
        track.x = track.x - min(over, max(0.0, half - 0.4 * track.actor.width + float(track.x.min())))
    points = ropes.flown(held, FLOWN[lemma], long, frames, fps, Elements(_smoothed(air, fps)))
    flown.x = points[:, -1, 0].copy()
    flown.height = np.minimum(points[:, -1, 1] - TIED_AT[lemma] * tall, 0.82 - tall)
    points[:, -1, 1] = flown.height + TIED_AT[lemma] * tall
    along = points[:, -1] - points[:, -4]
    flown.tilt = 0.5 * np.degrees(np.arctan2(along[:, 0], np.maximum(along[:, 1], 0.01)))
    flown.actor.row = track.actor.row + 0.001
    return Line(points, track.actor.row, "string", (at,))


def _smoothed(air: np.ndarray, fps: int) -> np.ndarray:
    kernel = np.ones(max(1, fps)) / max(1, fps)
    return np.convolve(np.pad(air, fps, mode="edge"), kernel, "same")[fps:-fps]


def _lead(
    track: Track,
    beast: Track,
    held: ropes.Ends,
    elements: Elements,
    frames: int,
    fps: int,
    after: tuple[int, int],
) -> Line:
    """The leash from a hand to a collar."""
    tall = beast.actor.height

    def collar(frame: int) -> tuple[float, float]:
        side = float(np.sign(beast.facing[frame])) or 1.0
        return float(beast.x[frame]) + side * 0.36 * tall, float(beast.height[frame]) + 0.6 * tall

    return Line(ropes.hung(held, collar, frames, fps, 0.12, elements), track.actor.row, "leash", after)


def _moor(track: Track, elements: Elements, frames: int, fps: int, at: int) -> Line:
    """From the bow down into the water, where the anchor lies."""
    actor = track.actor
    bow = 0.4 * actor.width
    ground = actor.home + bow + 0.16, actor.hover - 0.02

    def cleat(frame: int) -> tuple[float, float]:
        lean = math.radians(float(track.tilt[frame])) if track.tilt is not None else 0.0
        return float(track.x[frame]) + bow, float(track.height[frame]) + 0.2 * actor.height - bow * math.sin(
            lean
        )

    return Line(ropes.hung(cleat, lambda _: ground, frames, fps, 0.08, elements), actor.row, "anchor", (at,))


def _seat_ropes(track: Track, frames: int) -> np.ndarray:
    """From the bar to the seat, taut, through the hands."""
    actor = track.actor
    seat = np.stack([track.x, track.height + 0.2 * actor.height], axis=1)
    apex = np.array([actor.home, APEX])
    u = np.linspace(0, 1, ropes.LINKS)[None, :, None]
    return apex + (seat[:, None, :] - apex) * u
