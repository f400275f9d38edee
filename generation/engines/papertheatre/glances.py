"""Where a cameo looks: the turn of its head, frame by frame, out of what it does and who speaks."""

import numpy as np

from .actors import Actor
from .repertoire import TRAVEL, WITH_ANOTHER
from .scene import Spoken
from .track import Track

TURNING = 0.22  # seconds a head takes
UPWARD = ("fly", "rise", "climb", "jump", "float", "cheer", "catch", "hop", "bounce")
ABOUT = ("look", "think", "dance", "sneak")
AUDIENCE = 0.68  # of the time one looks where one goes; then to the audience


def glance(tracks: list[Track], spoken: list[Spoken], frames: int, fps: int) -> None:
    """This function will give every cameo its `yaw` (-1 left .. 1 right) and `pitch` (1 up)."""
    for track in tracks:
        if not track.actor.figure.cameo:
            continue
        yaw, pitch = np.zeros(frames), np.zeros(frames)
        for turn in track.actor.turns:
            at = slice(turn.start, min(turn.end, frames))
            yaw[at], pitch[at] = _aim(track, turn.verb, np.arange(frames)[at] / fps, at)
        for line in spoken:
            _converse(track, tracks, line, yaw, pitch, fps)
        track.yaw, track.pitch = _smooth(yaw, fps), _smooth(pitch, fps)


def _aim(track: Track, verb: str, t: np.ndarray, at: slice) -> tuple[np.ndarray, np.ndarray]:
    beat = (t * 0.27 + track.actor.offset + 0.19 * track.actor.index) % 1
    ahead = np.sign(track.facing[at]) * 0.95
    if verb in UPWARD:
        return ahead * 0.4, np.where(beat < 0.5, 0.9, 0.0)
    if verb in ABOUT:
        return np.sin(t * 1.7 + track.actor.index), np.zeros(len(t))
    if verb in TRAVEL or verb in WITH_ANOTHER or track.actor.mount is not None:
        return np.where(beat < AUDIENCE, ahead, ahead * 0.1), np.zeros(len(t))
    return 0.28 * np.sin(t * 0.8 + track.actor.index * 2), np.zeros(len(t))


def _converse(
    track: Track, tracks: list[Track], line: Spoken, yaw: np.ndarray, pitch: np.ndarray, fps: int
) -> None:
    """One looks at who speaks; who speaks looks at the other and at the audience by turns."""
    at = slice(max(0, int(line.start * fps)), min(len(yaw), int(line.end * fps)))
    speaks = track.actor.index == line.speech.speaker
    other = next((o for o in tracks if o is not track and _hears(o.actor, line, speaks)), None)
    if at.start >= at.stop:
        return
    aside = 0.0 if other is None else float(np.sign(np.mean(other.x[at] - track.x[at])))
    t = np.arange(at.start, at.stop) / fps
    yaw[at] = np.where((t * 0.45) % 1 < 0.5, aside * 0.8, 0.0) if speaks else aside * 0.9
    pitch[at] = 0.0


def _hears(actor: Actor, line: Spoken, speaks: bool) -> bool:
    if speaks:
        return actor.figure.kind in ("person", "animal")
    return actor.index == line.speech.speaker


def _smooth(values: np.ndarray, fps: int) -> np.ndarray:
    wide = max(1, round(TURNING * fps))
    return np.convolve(np.pad(values, wide, mode="edge"), np.ones(wide) / wide, "same")[wide:-wide]
