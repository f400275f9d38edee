"""The blur that stands where a poster is still on its way: a thumbhash, drawn small, as an address of its own."""

from __future__ import annotations

import base64
import functools
import io
from collections.abc import Iterator

import numpy as np
from PIL import Image

LONG = 16  # pixels of the longer side: the browser makes a blur of it


@functools.lru_cache(4096)
def blur_of(thumbhash: str) -> str:
    """This function will give a data: address of the picture, or nothing where there is no thumbhash."""
    if not thumbhash:
        return ""
    file = io.BytesIO()
    Image.fromarray(decoded(base64.b64decode(thumbhash))).save(file, "WEBP", quality=30)
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()


def decoded(data: bytes) -> np.ndarray:
    """This function will draw a thumbhash without transparency, after its published format: height × width × 3."""
    head, more = int.from_bytes(data[:3], "little"), int.from_bytes(data[3:5], "little")
    side, is_wide = more & 7, bool(more >> 15)
    across, down = (7, max(3, side)) if is_wide else (max(3, side), 7)
    width, height = (LONG, round(LONG * down / across)) if is_wide else (round(LONG * across / down), LONG)
    nibbles = (nibble for byte in data[5:] for nibble in (byte & 15, byte >> 4))
    light = _waves(nibbles, across, down, (head >> 18 & 31) / 31, width, height) + (head & 63) / 63
    yellow = _waves(nibbles, 3, 3, (more >> 3 & 63) / 63 * 1.25, width, height) + (head >> 6 & 63) / 31.5 - 1
    red = _waves(nibbles, 3, 3, (more >> 9 & 63) / 63 * 1.25, width, height) + (head >> 12 & 63) / 31.5 - 1
    blue = light - 2 / 3 * yellow
    warm = (3 * light - blue + red) / 2
    return (np.stack([warm, warm - red, blue], -1).clip(0, 1) * 255).round().astype(np.uint8)


def _waves(
    nibbles: Iterator[int], across: int, down: int, scale: float, width: int, height: int
) -> np.ndarray:
    """One channel without its mean: cosines, their weights read in order from four bits each."""
    weights = np.zeros((down, across))
    for y in range(down):
        for x in range(0 if y else 1, across):
            if x * down < across * (down - y):
                weights[y, x] = (next(nibbles, 0) / 7.5 - 1) * scale
    rows = np.cos(np.pi / height * np.outer(np.arange(height) + 0.5, np.arange(down))) * 2
    columns = np.cos(np.pi / width * np.outer(np.arange(width) + 0.5, np.arange(across)))
    return rows @ weights @ columns.T
