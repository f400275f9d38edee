"""Where the heads are in the picture, frame by frame, and where a caption is off all of them."""

from collections.abc import Iterator, Sequence
from random import Random

from . import sets
from .figures.tops import DRAWN as FLAT
from .motion import Motion
from .placing import STEEP
from .scene import Spoken
from .shot import Shot
from .track import Track

Box = tuple[float, float, float, float]  # left, top, right, bottom, as shares of the picture

TOPS = (0.70, 0.58, 0.46, 0.10, 0.22, 0.34)  # where a caption may begin, the usual place first
TALL = 0.115  # of the height: two lines
SIDE = 0.07  # of the width that stays free left and right
LOOKS = 5  # times the faces are looked for while a line is said
SETTINGS = "position:50% size:86% align:center"
HEADS = {
    "biped": (0.36, 1.06, 0.62),
    "quad": (0.5, 1.05, 0.4),
    "fowl": (0.45, 1.0, 0.45),
    "fish": (0.8, 1.0, 0.1),
}


def ground_of(shot: Shot) -> float:
    """How high the floor of the shot's set lies, without painting it at its size."""
    light = sets.light_of(shot.scene)
    small = sets.build(shot.scene.set, light, 36, 64, Random(0), shot.scene.camera)  # noqa: S311
    return small[0].ground


def box_of(track: Track, motion: Motion, frame: int, ground: float, aspect: float) -> Box:
    """The whole figure; seen from above it is shorter."""
    actor = track.actor
    size = motion.pose(track, frame).size
    tall = 1.0 if not motion.from_above else 0.85 if actor.lemma in FLAT else STEEP
    foot = ground + actor.row - float(track.height[frame]) * (STEEP if motion.from_above else 1.0)
    middle, half = 0.5 + float(track.x[frame]) / aspect, actor.width * size / 2 / aspect
    return middle - half, foot - actor.height * size * tall, middle + half, foot


def heads(shot: Shot, frame: int, ground: float) -> Iterator[Box]:
    """The faces of one frame: of whoever has one."""
    aspect = shot.width / shot.height
    for track in shot.motion.tracks:
        actor = track.actor
        if actor.family not in HEADS or actor.figure.kind not in ("person", "animal"):
            continue
        left, top, right, bottom = box_of(track, shot.motion, frame, ground, aspect)
        rise = motion_rise(track, shot.motion, frame)
        half, high, low = HEADS[actor.family]
        tall, middle = bottom - top, (left + right) / 2
        wide = half * tall / aspect / 2
        yield middle - wide, bottom - high * tall - rise, middle + wide, bottom - low * tall - rise


def motion_rise(track: Track, motion: Motion, frame: int) -> float:
    return motion.pose(track, frame).rise * track.actor.height * (STEEP if motion.from_above else 1.0)


def caption_place(shot: Shot, line: Spoken) -> str:
    """This function will give the cue settings for a line of this shot, in the shot's own time."""
    ground = ground_of(shot)
    last = shot.frame_count - 1
    times = [line.start + (line.end - line.start) * k / (LOOKS - 1) for k in range(LOOKS)]
    seen = [box for t in times for box in heads(shot, max(0, min(last, round(t * shot.fps))), ground)]
    top = min(TOPS, key=lambda one: (round(covered(one, seen), 4), TOPS.index(one)))
    return f"line:{round(top * 100)}% {SETTINGS}"


def covered(top: float, seen: Sequence[Box]) -> float:
    """How much of the faces lies under a caption that begins at `top`."""
    return sum(
        max(0.0, min(right, 1 - SIDE) - max(left, SIDE)) * max(0.0, min(bottom, top + TALL) - max(upper, top))
        for left, upper, right, bottom in seen
    )
