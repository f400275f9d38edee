"""A voice of espeak-ng tuned to a recorded sample: its pitch and its tempo, measured; it stays a synthetic voice."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generation.engines.papertheatre import espeak
from generation.engines.papertheatre.espeak import Manner

Samples = NDArray[np.float32]

RATE = 16_000  # Hz everything is measured at
LONGEST = 20  # seconds of the sample that are listened to
LOWEST, HIGHEST = 65.0, 420.0  # Hz of a speaking voice
VOICED = 0.5  # of the energy that repeats with the pitch
DEEP = 155.0  # Hz: below, a deeper voice is the nearer one
REFERENCE = "This is how my voice sounds when I tell you something, and then something else."
PITCHES = (5, 50, 95)
SLOWEST, FASTEST = 110, 230  # words a minute
SAMPLE_SEED = 1


def tuned(sample: Path) -> Manner | None:
    """This function will give the manner nearest to the recorded voice; None when nobody speaks in the sample.

    :raises EngineFailed: VOICE_MISSING when espeak-ng is not there
    """
    heard = _read(sample)
    pitch, tempo = pitch_of(heard), tempo_of(heard)
    if pitch is None or tempo is None:
        return None
    variant = "m3" if pitch < DEEP else "f2"
    spoken = [_spoken(Manner(variant, value, 50, 160)) for value in PITCHES]
    reached = [pitch_of(one) or 0.0 for one in spoken]
    value = float(np.interp(pitch, reached, PITCHES))
    natural = tempo_of(spoken[1]) or tempo
    rate = float(np.clip(160 * tempo / natural, SLOWEST, FASTEST))
    return Manner(variant, round(value), 52, round(rate))


def _spoken(manner: Manner) -> Samples:
    take = espeak.utter(REFERENCE, "en", manner, SAMPLE_SEED)
    return _at_rate(take.samples, take.rate)


def _read(path: Path) -> Samples:
    """Mono samples of a WAV file (8, 16 or 32 bit); silence when it is none."""
    try:
        with wave.open(str(path), "rb") as file:
            rate, width, channels = file.getframerate(), file.getsampwidth(), file.getnchannels()
            data = file.readframes(rate * LONGEST)
    except (wave.Error, EOFError, OSError):
        return np.zeros(0, np.float32)
    kinds = {1: ("u1", 128.0, 128.0), 2: ("<i2", 0.0, 32768.0), 4: ("<i4", 0.0, 2147483648.0)}
    if width not in kinds:
        return np.zeros(0, np.float32)
    kind, middle, top = kinds[width]
    raw = np.frombuffer(data[: len(data) // (width * channels) * width * channels], kind).astype(np.float32)
    return _at_rate(((raw - middle) / top).reshape(-1, channels).mean(axis=1), rate)


def _at_rate(samples: Samples, rate: int) -> Samples:
    if not len(samples):
        return samples
    at = np.arange(int(len(samples) * RATE / rate)) * (rate / RATE)
    return np.interp(at, np.arange(len(samples)), samples).astype(np.float32)


def pitch_of(samples: Samples) -> float | None:
    """The median pitch in Hz of what is voiced, by autocorrelation; None where nothing is."""
    size, step = RATE // 20, RATE // 100
    low, high = int(RATE / HIGHEST), int(RATE / LOWEST)
    found = []
    loud = float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0
    for at in range(0, len(samples) - size, step):
        part = samples[at : at + size] - np.mean(samples[at : at + size])
        if float(np.sqrt(np.mean(part**2))) < 0.5 * loud:
            continue
        spectrum = np.fft.rfft(part, 2 * size)
        same = np.fft.irfft(np.abs(spectrum) ** 2)[: high + 1]
        lag = low + int(np.argmax(same[low : high + 1]))
        if same[0] > 0 and same[lag] / same[0] > VOICED:
            found.append(RATE / lag)
    return float(np.median(found)) if len(found) >= 5 else None


def tempo_of(samples: Samples) -> float | None:
    """Syllables a second while somebody speaks: peaks of loudness."""
    step = RATE // 100
    if len(samples) < RATE // 2:
        return None
    loud = np.sqrt(np.mean(samples[: len(samples) // step * step].reshape(-1, step) ** 2, axis=1))
    soft = np.convolve(loud, np.hanning(9) / np.hanning(9).sum(), "same")
    floor = 0.25 * float(np.quantile(soft, 0.95))
    inner = soft[1:-1]
    peaks = (inner > soft[:-2]) & (inner >= soft[2:]) & (inner > floor)
    spoken = float(np.sum(soft > 0.4 * floor)) / 100
    return float(np.sum(peaks)) / spoken if spoken > 0.3 and np.sum(peaks) >= 3 else None
