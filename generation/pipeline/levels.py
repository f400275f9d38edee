"""Bringing the sounds of several clips to one level, so that a join does not make anybody jump."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generation.engines.papertheatre.loudness import CEILING, lufs
from generation.engines.types import SOUND_RATE, Sound

SILENCE = -60.0  # LUFS: quieter than this is left as it is
MOST = 9.0  # dB up or down: a whisper beside a brass band stays the quieter one


def loudness(sound: Sound) -> float:
    """This function will say how loud a sound is in LUFS; -70 is silence."""
    return lufs(sound) if len(sound) > SOUND_RATE // 100 else -70.0


def level(sounds: Sequence[Sound]) -> list[Sound]:
    """This function will bring sounds to the level of the middle one among those that are not silent."""
    levels = [loudness(sound) for sound in sounds]
    audible = [one for one in levels if one > SILENCE]
    if len(audible) < 2:
        return list(sounds)
    target = float(np.median(audible))
    return [
        _turned(sound, target - one) if one > SILENCE else sound
        for sound, one in zip(sounds, levels, strict=True)
    ]


def _turned(sound: Sound, decibels: float) -> Sound:
    """Turned up or down; where peaks would be cut off, as far as there is room."""
    gain = 10 ** (float(np.clip(decibels, -MOST, MOST)) / 20)
    peak = float(np.abs(sound).max())
    if gain > 1 and peak * gain > CEILING:
        gain = max(1.0, CEILING / peak)
    return (sound * np.float32(gain)).astype(np.float32)
