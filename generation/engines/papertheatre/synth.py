"""The workshop of all sounds: filtered noise, envelopes, partials, voices with formants, a small room. Mono in, mono out."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generation.engines.types import SOUND_RATE as SOUND_RATE

Samples = NDArray[np.float32]  # (n,) mono or (n, 2) stereo
Rng = np.random.Generator
TURN = 2 * np.pi


def count(seconds: float) -> int:
    return max(1, round(seconds * SOUND_RATE))


def times(n: int) -> Samples:
    return np.arange(n, dtype=np.float32) / SOUND_RATE


@lru_cache(maxsize=64)
def fast_length(n: int) -> int:
    """The next length whose FFT is quick: only the factors 2, 3 and 5."""
    best = 1 << (n - 1).bit_length()
    for threes in (1, 3, 9, 27):
        for fives in (1, 5, 25, 125):
            rest = -(-n // (threes * fives))
            best = min(best, threes * fives * (1 << max(0, (rest - 1).bit_length())))
    return best


def shaped(samples: Samples, gain: Samples, size: int) -> Samples:
    return np.fft.irfft(np.fft.rfft(samples, size) * gain, size)[: len(samples)].astype(np.float32)


@lru_cache(maxsize=64)
def _bandpass(size: int, low: float, high: float, slope: float) -> Samples:
    f = np.fft.rfftfreq(size, 1 / SOUND_RATE).astype(np.float32) + 1e-3
    return (1 / np.sqrt((1 + (low / f) ** (2 * slope)) * (1 + (f / high) ** (2 * slope)))).astype(np.float32)


def band(samples: Samples, low: float, high: float, slope: float = 2) -> Samples:
    """What lies between `low` and `high` Hz; edges fall with `slope` × 6 dB per octave."""
    size = fast_length(len(samples) + 512)
    return shaped(samples, _bandpass(size, low, high, slope), size)


def noise(rng: Rng, n: int, low: float = 20, high: float = 20_000, slope: float = 2) -> Samples:
    """Filtered noise with an RMS of about 1."""
    made = band(rng.standard_normal(n, dtype=np.float32), low, high, slope)
    return made / (np.sqrt(np.mean(made**2)) + 1e-9)


def decay(n: int, attack: float, half: float) -> Samples:
    """Up in `attack` seconds, then half as loud every `half` seconds; the last 8 ms go to nothing."""
    t = times(n)
    envelope = np.minimum(1, t / max(attack, 1e-4)) * 0.5 ** (np.maximum(0, t - attack) / half)
    return (envelope * closing(n, 0.008)).astype(np.float32)


def hump(n: int, attack: float, release: float) -> Samples:
    """Up, steady, down, with round corners."""
    t = times(n)
    rise, fall = (
        np.clip(t / max(attack, 1e-4), 0, 1),
        np.clip((n / SOUND_RATE - t) / max(release, 1e-4), 0, 1),
    )
    return (np.sin(rise * np.pi / 2) * np.sin(fall * np.pi / 2)).astype(np.float32)


def closing(n: int, seconds: float) -> Samples:
    tail = min(n, count(seconds))
    envelope = np.ones(n, np.float32)
    envelope[n - tail :] = np.linspace(1, 0, tail, dtype=np.float32)
    return envelope


def curve(n: int, points: Sequence[float]) -> Samples:
    """The values in even steps over n samples, smoothly joined."""
    x = np.linspace(0, len(points) - 1, n, dtype=np.float32)
    left = np.minimum(x.astype(np.int32), len(points) - 2)
    part = x - left
    part = part * part * (3 - 2 * part)
    values = np.asarray(points, np.float32)
    return values[left] * (1 - part) + values[left + 1] * part


def wander(rng: Rng, n: int, every: float, low: float, high: float) -> Samples:
    """A slow random curve between `low` and `high`, with a new value each `every` seconds."""
    steps = max(2, int(n / SOUND_RATE / every) + 2)
    return curve(n, rng.uniform(low, high, steps).tolist())


def phase(frequency: Samples) -> Samples:
    return np.cumsum(frequency, dtype=np.float64) * (TURN / SOUND_RATE)


def tone(frequency: Samples, harmonics: Sequence[float] = (1,)) -> Samples:
    """A gliding tone; `harmonics` are the levels of 1×, 2×, 3× … its frequency."""
    turn = phase(frequency)
    parts = (level * np.sin(turn * (k + 1)) for k, level in enumerate(harmonics) if level)
    return sum(parts, np.zeros(len(frequency))).astype(np.float32)


def struck(n: int, partials: Sequence[tuple[float, float, float]], rng: Rng | None = None) -> Samples:
    """Something hit: (Hz, level, half-life in seconds) for each way it rings."""
    t = times(n)
    out = np.zeros(n, np.float32)
    for frequency, level, half in partials:
        if frequency < SOUND_RATE / 2.2:
            turn = rng.uniform(0, 0.4) if rng is not None else 0.0
            out += (level * np.sin(TURN * frequency * t + turn) * 0.5 ** (t / half)).astype(np.float32)
    attack = np.minimum(1, t / 0.0015)
    return out * attack * closing(n, 0.02)


def throat(
    pitch: Samples, formants: Sequence[tuple[float, float]], rough: float = 0.0, rng: Rng | None = None
) -> Samples:
    """A voice: harmonics of `pitch` as loud as a mouth with `formants` (Hz, width) lets them be."""
    turn = phase(pitch)
    top = min(28, int(9000 / max(60.0, float(pitch.min()))))
    out = np.zeros(len(pitch), np.float32)
    for k in range(1, top + 1):
        frequency = pitch * k
        level = sum(1 / (1 + ((frequency - centre) / width) ** 2) for centre, width in formants) / k**0.35
        out += (level * np.sin(turn * k)).astype(np.float32)
    if rough and rng is not None:
        out *= 1 + rough * noise(rng, len(out), 20, 90)
    return out / (float(np.max(np.abs(out))) + 1e-6)


def peak(samples: Samples, level: float = 1.0) -> Samples:
    return samples * np.float32(level / (float(np.max(np.abs(samples), initial=0)) + 1e-6))


def put(target: Samples, samples: Samples, at: int, gain: float = 1.0) -> None:
    """Adds `samples` from sample `at` on, as far as there is room."""
    start, skip = max(0, at), max(0, -at)
    length = min(len(target) - start, len(samples) - skip)
    if length > 0:
        target[start : start + length] += samples[skip : skip + length] * np.float32(gain)


def panned(samples: Samples, pan: float) -> Samples:
    """Stereo at equal power; -1 left … 1 right, never quite off the other ear."""
    angle = (np.clip(pan, -1, 1) * 0.85 + 1) * np.pi / 4
    return np.stack([samples * np.float32(np.cos(angle)), samples * np.float32(np.sin(angle))], axis=1)


@lru_cache(maxsize=4)
def _room(size: int, seconds: float) -> NDArray[np.complex64]:
    """The answer of a small wooden room: noise that dies away, the high parts first."""
    rng = np.random.default_rng(5)
    n = count(seconds)
    tails = []
    for _ in range(2):
        high = noise(rng, n, 1500, 6000) * decay(n, 0.002, seconds / 16)
        low = noise(rng, n, 150, 1500) * decay(n, 0.002, seconds / 8)
        tail = high + low
        tail[: count(0.012)] *= 0.2
        tails.append(tail / np.sqrt(np.sum(tail**2)))
    return np.fft.rfft(np.stack(tails, axis=1), size, axis=0).astype(np.complex64)


def room(samples: Samples, amount: float, seconds: float = 1.2) -> Samples:
    """Stereo samples with `amount` of a small room around them."""
    size = fast_length(len(samples) + count(seconds))
    wet = np.fft.irfft(np.fft.rfft(samples, size, axis=0) * _room(size, seconds), size, axis=0)
    return samples + np.float32(amount) * wet[: len(samples)].astype(np.float32)
