"""The sound of a model's clip: its own, brought to our rate; else the paper theatre's sound stage laid under it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ..types import SOUND_RATE, Line, Request, Sound

LOUDEST = 0.98


def own_sound(audio: Any, rate: int, seconds: float) -> Sound:
    """This function will bring (samples,), (channels, samples) of any rate to stereo at ours, `seconds` long."""
    samples = np.asarray(audio.float().to("cpu") if hasattr(audio, "float") else audio, np.float32)
    samples = samples.reshape(1, -1) if samples.ndim == 1 else samples.reshape(-1, samples.shape[-1])
    stereo = np.repeat(samples, 2, axis=0) if len(samples) == 1 else samples[:2]
    stereo = np.nan_to_num(stereo, posinf=0.0, neginf=0.0)
    heard = resampled(stereo, rate).T
    wanted = round(seconds * SOUND_RATE)
    fitted = np.zeros((wanted, 2), np.float32)
    fitted[: min(wanted, len(heard))] = heard[:wanted]
    loudest = float(np.abs(fitted).max(initial=0))
    return fitted * np.float32(LOUDEST / loudest) if loudest > LOUDEST else fitted


def resampled(samples: Any, rate: int) -> Any:
    """This function will bring (channels, samples) to our rate, in the frequencies: exact for what both can hold."""
    if rate == SOUND_RATE or rate <= 0 or not samples.shape[-1]:
        return samples.astype(np.float32)
    count = round(samples.shape[-1] * SOUND_RATE / rate)
    waves = np.fft.rfft(samples.astype(np.float64), axis=-1)
    fitted = np.zeros((len(samples), count // 2 + 1), np.complex128)
    shared = min(fitted.shape[-1], waves.shape[-1])
    fitted[:, :shared] = waves[:, :shared]
    return (np.fft.irfft(fitted, count, axis=-1) * (count / samples.shape[-1])).astype(np.float32)


def laid_sound(request: Request) -> tuple[Sound, tuple[Line, ...]]:
    """This function will speak and sound the words as the paper theatre would; its pictures are never drawn.

    :raises EngineFailed: when no voice is installed
    """
    from ..papertheatre.theatre import PaperTheatre

    heard_only = replace(
        request,
        width=360,
        height=640,
        fps=24,
        picture=None,
        goes_on_from=None,
        scene=None,
        shots=(),
        sound=True,
    )
    take = PaperTheatre().render(heard_only, lambda done: None, lambda: False)
    return take.sound, take.lines


def shifted(lines: tuple[Line, ...], by: float) -> tuple[Line, ...]:
    """This function will move lines to a later shot."""
    return tuple(replace(line, start=line.start + by, end=line.end + by) for line in lines)
