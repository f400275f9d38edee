"""Fingerprints of picture and sound: is this recording one we had before, re-encoded, mirrored or dubbed?

Pictures by a difference hash of 256 bits twice a second, sound by landmarks (pairs of spectral peaks). Plain numpy.
Both forgive compression, scaling and brightness; neither says who is in the recording. Who looks for a mirrored one
takes the fingerprint of the mirrored pictures as well.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # shape (height, width, 3), RGB

MOVES = 10  # of 256 bits by which a picture differs from the usual one when something has moved
SAME_PICTURE = 0.35  # of those bits that may differ between two pictures that are one
LEAST_SAME = 5  # bits that compression alone may flip
AS_ONE = 0.75  # share of moving pictures that must fit at one shift in time
SAME_SOUND = 40  # landmarks that fit at one shift in time; unrelated sound has at most 26 in ten seconds
SOUND_ALONE = 120  # enough without any picture
MOST_LANDMARKS = 6000
_RATE, _WINDOW, _HOP = 8000, 1024, 256


@dataclass(frozen=True)
class Fingerprint:
    pictures: NDArray[np.uint8]  # shape (n, 32): 256 bits a picture
    sound: NDArray[np.uint32]  # shape (m, 2): landmark, when

    def to_bytes(self) -> bytes:
        file = io.BytesIO()
        np.savez_compressed(file, pictures=self.pictures, sound=self.sound)
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Fingerprint:
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            return cls(kept["pictures"], kept["sound"])


@dataclass(frozen=True)
class Match:
    """How much of one recording is another: share of the moving pictures, number of landmarks."""

    pictures: float
    sound: int

    @property
    def is_replay(self) -> bool:
        return (
            self.pictures >= AS_ONE
            or self.sound >= SOUND_ALONE
            or (self.pictures > 0.4 and self.sound >= SAME_SOUND)
        )


def fingerprint(frames: Sequence[Picture], sound: NDArray[np.float32], rate: int) -> Fingerprint:
    """This function will take the fingerprint of pictures (evenly spaced in time) and mono sound."""
    pictures = np.stack([_hash(frame) for frame in frames]) if frames else np.zeros((0, 32), np.uint8)
    return Fingerprint(pictures, _landmarks(sound, rate))


def compare(one: Fingerprint, other: Fingerprint) -> Match:
    """This function will lay one over the other at every shift in time and say how well they fit at best."""
    return Match(_fit(one.pictures, other.pictures), _aligned(one.sound, other.sound))


def _hash(frame: Picture) -> NDArray[np.uint8]:
    grey = cv2.resize(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), (17, 16), interpolation=cv2.INTER_AREA)
    values = grey.astype(np.int16)
    return np.packbits(values[:, 1:] > values[:, :-1] + 1)


def _distances(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.int64]:
    different = np.bitwise_xor(one[:, None, :], other[None, :, :])
    return np.asarray(np.bitwise_count(different).sum(axis=2, dtype=np.int64))


def _fit(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Only pictures in which something has moved count: two people before one wall are not one recording."""
    if len(one) < 6 or len(other) < 6:
        return 0.0
    usual = np.median(np.unpackbits(one, axis=1), axis=0) > 0.5
    still = _distances(np.packbits(usual)[None, :], one)[0]
    moving = still >= MOVES
    if moving.sum() < 4:
        return 0.0
    same = _distances(one, other) <= np.maximum(LEAST_SAME, SAME_PICTURE * still)[:, None]
    best = 0.0
    for shift in range(-len(one) + 5, len(other) - 4):
        rows = np.arange(max(0, -shift), min(len(one), len(other) - shift))
        counted = moving[rows]
        if counted.sum() >= 4 and counted.sum() >= 0.85 * moving.sum():
            best = max(best, float(same[rows, rows + shift][counted].mean()))
    return best


def _landmarks(sound: NDArray[np.float32], rate: int) -> NDArray[np.uint32]:
    if len(sound) < rate:
        return np.zeros((0, 2), np.uint32)
    x = np.interp(np.arange(int(len(sound) / rate * _RATE)) * rate / _RATE, np.arange(len(sound)), sound)
    count = 1 + (len(x) - _WINDOW) // _HOP
    places = np.arange(_WINDOW)[None, :] + _HOP * np.arange(count)[:, None]
    spectrum = np.log1p(np.abs(np.fft.rfft(x[places] * np.hanning(_WINDOW), axis=1)) * 50).astype(np.float32)
    peak = cv2.dilate(spectrum, np.ones((13, 25), np.uint8)) == spectrum
    loud = spectrum > max(0.3, float(np.quantile(spectrum, 0.8)))
    peaks = [(int(time), int(tone)) for time, tone in np.argwhere(peak & loud)]
    found = [
        ((tone << 20) | (second << 8) | (later - time), time)
        for place, (time, tone) in enumerate(peaks)
        for later, second in _partners(peaks, place)
    ]
    return np.array(found[:MOST_LANDMARKS], np.uint32).reshape(-1, 2)


def _partners(peaks: list[tuple[int, int]], place: int) -> list[tuple[int, int]]:
    near = [peak for peak in peaks[place + 1 : place + 40] if 2 <= peak[0] - peaks[place][0] <= 90]
    return near[:6]


def _aligned(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> int:
    """The most landmarks the two have in common at one shift in time."""
    if not len(one) or not len(other):
        return 0
    order = np.argsort(other[:, 0], kind="stable")
    keys, times = other[order, 0], other[order, 1].astype(np.int64)
    low, high = np.searchsorted(keys, one[:, 0], "left"), np.searchsorted(keys, one[:, 0], "right")
    shifts = [times[a:b] - int(when) for a, b, when in zip(low, high, one[:, 1], strict=True) if b > a]
    if not shifts:
        return 0
    counts = np.unique(np.concatenate(shifts) // 2, return_counts=True)[1]
    return int(counts.max())
