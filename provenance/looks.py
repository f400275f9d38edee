"""What a clip looks like, to tell near-copies: the same film encoded anew, graded, mirrored, or cropped a little.

Difference hashes of 256 bits, up to twelve pictures a clip, each also of its middle 95 to 80 per cent, so that a
cropped one is found, and of its mirror image, by which a mirrored one finds what it was made from. Two films of one
set are not copies while what is on it differs by more than a tenth of the picture. It forgives brightness, colour and
scale; a picture cropped off its centre is another one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # shape (height, width, 3), RGB
Bits = NDArray[np.uint8]  # 256 of them in the last axis, packed into 32 bytes
Grey = NDArray[np.float32]
Places = NDArray[np.int64]

EVERY = 0.5  # seconds from one picture that is looked at to the next
MOST = 12  # pictures that are kept, evenly spaced
CROPS = (1.0, 0.95, 0.9, 0.85, 0.8)
VIEWS = len(CROPS) + 1  # of each picture: its crops, and behind them its whole mirrored
ASKED = (
    0,
    -1,
)  # the views of a newer one that are held against all crops of an older one: whole, and mirrored
SIDE = 90  # points of the shorter side of what is looked at
SAME = 24  # bits of 256 that may differ, in the mean over all pictures
OF_ITS_BITS = 0.3  # and no more than this share of the bits a picture has
ENCODED, ANOTHER = 8, 48  # bits that encoding alone changes; from which it is quite another film
PLAIN = 12  # a picture with fewer bits shows too little to be known again
ROUGHLY = 64  # bits by which the usual picture of a near-copy may differ
LIT = 128  # grey values between the dark and the light of an evenly lit picture
STEP = 2  # of these that two neighbours must lie apart to make a bit
GRID = (18, 32)  # cells in which is looked for light and movement
MOVED = 6  # grey values by which a cell has to change


@dataclass(frozen=True)
class Look:
    pictures: Bits  # shape (n, VIEWS, 32)
    light: float  # how far apart dark and light cells lie, at most, in grey values: 0 is a plain picture
    movement: float  # share of the cells in which something moved

    @property
    def usual(self) -> Bits:
        """What most of its pictures have in common; shape (VIEWS, 32)."""
        return usual_of(self.pictures)

    def to_bytes(self) -> bytes:
        file = io.BytesIO()
        np.save(file, self.pictures, allow_pickle=False)
        return file.getvalue()


def usual_of(pictures: Bits) -> Bits:
    """This function will say what most of these pictures have in common; shape (VIEWS, 32)."""
    if not len(pictures):
        return np.zeros((VIEWS, 32), np.uint8)
    return np.packbits(np.unpackbits(pictures, axis=-1).mean(axis=0) > 0.5, axis=-1)


def pictures_from(data: bytes) -> Bits:
    """This function will read the pictures of a look as `to_bytes` wrote them."""
    made: Bits = np.load(io.BytesIO(data), allow_pickle=False)
    return made


class Eye:
    """Looks at frames as they pass, twice a second, and keeps no picture."""

    def __init__(self, fps: float) -> None:
        self._step = max(1, round(fps * EVERY))
        self._pictures: list[Bits] = []
        self._low: NDArray[np.uint8] | None = None
        self._high: NDArray[np.uint8] | None = None
        self._light = 0.0

    def watch(self, frames: Iterator[Picture]) -> Iterator[Picture]:
        """This function will pass the frames on, having looked at some."""
        for index, frame in enumerate(frames):
            if index % self._step == 0:
                self._see(frame)
            yield frame

    def look(self) -> Look:
        """This function will say what all that passed looks like."""
        some = np.linspace(0, len(self._pictures) - 1, min(MOST, len(self._pictures))).round().astype(int)
        pictures = np.array([self._pictures[one] for one in some], np.uint8).reshape(-1, VIEWS, 32)
        moved = 0.0
        if self._low is not None and self._high is not None:
            moved = float((self._high.astype(int) - self._low > MOVED).mean())
        return Look(pictures, self._light, moved)

    def _see(self, frame: Picture) -> None:
        grey = np.asarray(cv2.cvtColor(_small(frame), cv2.COLOR_RGB2GRAY), np.uint8)
        even = _evenly_lit(grey)
        views = [_middle(even, share) for share in CROPS] + [even[:, ::-1]]
        self._pictures.append(np.stack([_hash(view) for view in views]))
        cells = np.asarray(cv2.resize(grey, GRID, interpolation=cv2.INTER_AREA), np.uint8)
        dark, light = np.quantile(cells, (0.05, 0.95))
        self._light = max(self._light, float(light - dark))
        self._low = cells if self._low is None else np.minimum(self._low, cells)
        self._high = cells if self._high is None else np.maximum(self._high, cells)


def distance(newer: Bits, older: Bits) -> float:
    """This function will say how many bits the pictures of one differ from the nearest of the other, in the mean.

    :param newer, older: pictures of a look; the newer one may be a cropped, mirrored or shorter one of the older
    """
    if not len(newer) or not len(older):
        return 256.0
    crops = older[:, : len(CROPS)].reshape(1, -1, 32)
    return min(float(_apart(newer[:, [view]], crops).min(axis=1).mean()) for view in ASKED)


def is_near_copy(newer: Bits, older: Bits) -> bool:
    """This function will say whether one looks like the other, encoded anew, graded, mirrored, or cropped a little."""
    if not len(newer):
        return False
    had = float(np.bitwise_count(newer[:, 0]).sum(axis=1).mean())
    shown = min(had, 256 - had)
    return shown >= PLAIN and distance(newer, older) <= min(SAME, OF_ITS_BITS * shown)


def likeness(newer: Bits, older: Bits) -> float:
    """This function will say how much one looks like the other: 1 is the same film, 0 another one."""
    return float(np.clip((ANOTHER - distance(newer, older)) / (ANOTHER - ENCODED), 0, 1))


def roughly_like(usual: Bits, known: Bits) -> Places:
    """This function will give the places of what may look the same, the nearest first.

    :param usual: of the newer one, shape (VIEWS, 32)
    :param known: the usual pictures of all others, shape (n, VIEWS, 32)
    """
    if not len(known):
        return np.zeros(0, np.int64)
    apart = np.full(len(known), 256, np.int64)
    for crop in range(len(CROPS)):
        others = np.ascontiguousarray(known[:, crop]).view(np.uint64)
        for view in ASKED:
            bits = np.bitwise_count(others ^ usual[view].view(np.uint64))
            apart = np.minimum(apart, bits.sum(axis=1, dtype=np.int64))
    near = np.flatnonzero(apart <= ROUGHLY)
    return near[np.argsort(apart[near], kind="stable")]


def _small(frame: Picture) -> Picture:
    height, width = frame.shape[:2]
    scale = SIDE / min(height, width)
    if scale >= 1:
        return frame
    size = (round(width * scale), round(height * scale))
    return np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), np.uint8)


def _evenly_lit(grey: NDArray[np.uint8]) -> Grey:
    """As if all were lit alike: a graded copy keeps its bits. What is nearly plain stays so."""
    dark, light = np.quantile(grey[::2, ::2], (0.05, 0.95))
    scale = LIT / max(float(light - dark), LIT / 8)
    return np.asarray((grey - float(dark)) * scale, np.float32)


def _middle(grey: Grey, share: float) -> Grey:
    height, width = grey.shape
    top, left = round(height * (1 - share) / 2), round(width * (1 - share) / 2)
    return grey[top : height - top, left : width - left]


def _hash(grey: Grey) -> Bits:
    values = cv2.resize(grey, (17, 16), interpolation=cv2.INTER_AREA)
    return np.packbits(values[:, 1:] > values[:, :-1] + STEP)


def _apart(one: Bits, other: Bits) -> NDArray[np.int64]:
    return np.asarray(np.bitwise_count(np.bitwise_xor(one, other)).sum(axis=-1, dtype=np.int64))
