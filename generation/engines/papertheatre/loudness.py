"""How loud a mix is (after ITU-R BS.1770) and bringing it to a level without clipping."""

import numpy as np

from generation.engines.papertheatre.synth import SOUND_RATE, Samples, count, fast_length

TARGET = -16.0  # LUFS
CEILING = 0.88  # -1.1 dBFS: leaves room for what AAC adds
MOST_GAIN = 24.0  # dB: an almost silent scene stays quiet
BLOCK, HOP = 0.4, 0.1
SHORT = 0.003  # seconds the limiter looks ahead


def lufs(samples: Samples) -> float:
    """Gated loudness of stereo samples; -70 for silence."""
    weighted = _weighted(samples)
    energy = np.concatenate([[0.0], np.cumsum((weighted.astype(np.float64) ** 2).sum(axis=1))])
    size, hop = min(len(samples), count(BLOCK)), count(HOP)
    starts = np.arange(0, len(samples) - size + 1, hop)
    blocks = (energy[starts + size] - energy[starts]) / size
    loud = blocks[blocks > _power(-70)]
    if not len(loud):
        return -70.0
    loud = loud[loud > loud.mean() * 0.1]
    return float(-0.691 + 10 * np.log10(loud.mean()))


def _power(level: float) -> float:
    return float(10 ** ((level + 0.691) / 10))


def _weighted(samples: Samples) -> Samples:
    """The K curve drawn in the spectrum: less below 60 Hz, 4 dB more above 2 kHz."""
    size = fast_length(len(samples))
    f = np.fft.rfftfreq(size, 1 / SOUND_RATE)
    low = f**2 / (f**2 + 38.0**2)
    gain = 10 ** (4 / 20)
    high = np.sqrt((1500.0**4 + gain**2 * f**4) / (1500.0**4 + f**4))
    curve = (low * high).astype(np.float32)[:, None]
    return np.fft.irfft(np.fft.rfft(samples, size, axis=0) * curve, size, axis=0)[: len(samples)]


def mastered(samples: Samples) -> Samples:
    """At TARGET, peaks held under CEILING. What limiting takes away is given back once."""
    for _ in range(2):
        gain = min(MOST_GAIN, TARGET - lufs(samples))
        samples = limited(samples * np.float32(10 ** (gain / 20)))
    return samples


def limited(samples: Samples) -> Samples:
    """Turned down smoothly around each peak, in time before it comes."""
    size = count(SHORT)
    blocks = -(-len(samples) // size)
    padded = np.zeros(blocks * size, np.float32)
    padded[: len(samples)] = np.abs(samples).max(axis=1)
    gain = np.minimum(1, CEILING / np.maximum(padded.reshape(blocks, size).max(axis=1), 1e-6))
    if gain.min() >= 1:
        return samples
    gain = _released(np.minimum.reduce([gain, np.append(gain[1:], 1), np.append(1, gain[:-1])]))
    middle = (np.arange(blocks) + 0.5) * size
    smooth = np.interp(np.arange(len(samples)), middle, gain).astype(np.float32)
    return np.clip(samples * smooth[:, None], -CEILING, CEILING)


def _released(gain: Samples) -> Samples:
    """Down at once, up again over about 80 ms."""
    out, level = gain.copy(), 1.0
    for i, wanted in enumerate(gain):
        level = min(wanted, level + (1 - level) * 0.06 + 0.002)
        out[i] = level
    return out
