"""The sound under a cut film: taken out of the sealed files to the sample, softened and crossed where parts meet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np

from generation.engines.types import SOUND_RATE, Sound

SOFTEN = 0.008  # seconds of fade at a hard cut, so that the sound does not click


def heard_in(path: Path, start: float, end: float) -> Sound:
    """This function will give the sound between two moments of a file, silence where it has none."""
    first, count = round(start * SOUND_RATE), round((end - start) * SOUND_RATE)
    out = np.zeros((count, 2), np.float32)
    with av.open(str(path)) as file:
        if not file.streams.audio:
            return out
        stream = file.streams.audio[0]
        if start > 1 and stream.time_base:
            file.seek(int((start - 0.5) / stream.time_base), stream=stream)
        resampler = av.AudioResampler("fltp", "stereo", SOUND_RATE)
        for frame in file.decode(stream):
            if frame.time is None:
                continue
            at = round(frame.time * SOUND_RATE) - first
            if at >= count:
                break
            for piece in resampler.resample(frame):
                at += _laid(out, np.asarray(piece.to_ndarray().T, np.float32), at)
    return out


def _laid(out: Sound, piece: Sound, at: int) -> int:
    """Puts a piece where it belongs, as much of it as has room, and says how long it was."""
    skip = max(0, -at)
    room = min(len(piece), len(out) - at)
    if room > skip:
        out[at + skip : at + room] = piece[skip:room]
    return len(piece)


def mixed(heard: Sequence[Sound], starts: Sequence[float], shared: Sequence[float], seconds: float) -> Sound:
    """This function will lay every sound at its start, softened or melted where it meets another."""
    out = np.zeros((round(seconds * SOUND_RATE), 2), np.float32)
    for number, (sound, start) in enumerate(zip(heard, starts, strict=True)):
        faded = np.array(sound, np.float32)
        if number:
            _fade(faded, max(shared[number - 1], SOFTEN))
        if number < len(heard) - 1:
            _fade(faded[::-1], max(shared[number], SOFTEN))
        at = round(start * SOUND_RATE)
        room = min(len(faded), len(out) - at)
        out[at : at + room] += faded[:room]
    return np.clip(out, -1, 1)


def _fade(sound: Sound, seconds: float) -> None:
    """Comes in with equal power, in place."""
    length = min(len(sound), round(seconds * SOUND_RATE))
    sound[:length] *= np.sin(np.linspace(0, np.pi / 2, length, dtype=np.float32))[:, None]
