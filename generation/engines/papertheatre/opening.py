"""A first picture as a painted flat: it stands on the stage when the clip begins, then is drawn up like a curtain."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from ..types import Frame

STANDS, RISES = 0.9, 0.7  # seconds
EDGE = 6  # pixels of shade under its lower edge


def opened(frames: Iterator[Frame], picture: Path, width: int, height: int, fps: int) -> Iterator[Frame]:
    """This function will lay the picture over the first frames; the very first one is the picture alone."""
    with Image.open(picture) as file:
        flat = np.asarray(ImageOps.fit(file.convert("RGB"), (width, height)), np.uint8)
    for at, frame in enumerate(frames):
        risen = (at / fps - STANDS) / RISES
        hidden = height - round(height * max(0.0, risen) ** 2)
        if hidden <= 0:
            yield frame
            continue
        shown = frame.copy()
        shown[:hidden] = flat[height - hidden :]
        if hidden < height:
            shade = shown[hidden : hidden + EDGE]
            shown[hidden : hidden + EDGE] = (shade * 0.6).astype(np.uint8)
        yield shown
