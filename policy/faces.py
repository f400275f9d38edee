"""Where human faces are in a picture, and whether one is out of a picture we know. Plain numpy and OpenCV.

A finder, not a recogniser: it says that there is a face, never whose. Small, turned or covered faces escape it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # shape (height, width, 3), RGB

SIDE = 640  # pixels of the longer side at which a picture is looked at
SMALLEST = 0.06  # of the shorter side: a face smaller than this is nobody
SAME = 0.9  # correlation from which a face is out of a known picture
_STENCIL = 48  # pixels of the square in which two faces are compared


@dataclass(frozen=True)
class Face:
    """A box in pixels of the picture; `side` is where the face looks: front, left or right, as the picture shows it."""

    x: int
    y: int
    width: int
    height: int
    side: str = "front"


def faces_in(picture: Picture) -> tuple[Face, ...]:
    """This function will find the human faces of an RGB picture, the largest first."""
    grey, scale = _grey(picture)
    found: list[Face] = []
    for side, name, mirrored in _LOOKS:
        seen = np.ascontiguousarray(grey[:, ::-1]) if mirrored else grey
        for x, y, width, height in _boxes(name, seen):
            left = grey.shape[1] - x - width if mirrored else x
            left, y, width, height = (round(value / scale) for value in (left, y, width, height))
            face = Face(left, y, width, height, side)
            if not any(_overlap(face, other) > 0.3 for other in found):
                found.append(face)
    return tuple(sorted(found, key=lambda face: -face.width * face.height))


def is_out_of(picture: Picture, face: Face, known: Picture) -> bool:
    """This function will say whether the face is that of a picture we know: the same one, cut or scaled.

    Another photograph of the same person is not: we compare pictures, not people.
    """
    wanted = _stencil(picture, face)
    return any(_likeness(wanted, _stencil(known, one)) >= SAME for one in faces_in(known))


_LOOKS = (  # side, cascade, whether the picture is mirrored for it (the profile cascade knows one side only)
    ("front", "frontalface_alt2", False),
    ("front", "frontalface_default", False),
    ("left", "profileface", False),
    ("right", "profileface", True),
)
_NEIGHBOURS = {"frontalface_alt2": 3, "frontalface_default": 6, "profileface": 6}


@cache
def _cascade(name: str) -> cv2.CascadeClassifier:
    return cv2.CascadeClassifier(str(Path(cv2.__file__).parent / "data" / f"haarcascade_{name}.xml"))


def _grey(picture: Picture) -> tuple[NDArray[np.uint8], float]:
    """The picture as the finder looks at it, and by how much it was scaled."""
    height, width = picture.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    grey = cv2.cvtColor(np.ascontiguousarray(picture[:, :, :3]), cv2.COLOR_RGB2GRAY)
    if scale < 1:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.equalizeHist(grey), np.uint8), scale


def _boxes(name: str, grey: NDArray[np.uint8]) -> list[tuple[int, int, int, int]]:
    least = max(24, round(SMALLEST * min(grey.shape)))
    found = _cascade(name).detectMultiScale(grey, 1.1, _NEIGHBOURS[name], minSize=(least, least))
    return [(int(x), int(y), int(width), int(height)) for x, y, width, height in found]


def _overlap(one: Face, other: Face) -> float:
    """Shared part of the smaller box, 0 to 1."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    smaller = min(one.width * one.height, other.width * other.height)
    return max(0, across) * max(0, down) / max(1, smaller)


def _stencil(picture: Picture, face: Face) -> NDArray[np.float64]:
    """The face as a small grey square of mean 0 and spread 1."""
    top, left = max(0, face.y), max(0, face.x)
    cut = np.ascontiguousarray(picture[top : face.y + face.height, left : face.x + face.width, :3])
    grey = cv2.resize(
        cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY), (_STENCIL, _STENCIL), interpolation=cv2.INTER_AREA
    )
    values = grey.astype(np.float64)
    return np.asarray((values - values.mean()) / max(1e-6, float(values.std())), np.float64)


def _likeness(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Correlation, -1 to 1. A few pixels of shift are forgiven: two looks at a face never box it alike."""
    best = -1.0
    for down in range(-3, 4):
        for across in range(-3, 4):
            moved = np.roll(other, (down, across), (0, 1))
            best = max(best, float((one[4:-4, 4:-4] * moved[4:-4, 4:-4]).mean()))
    return best
