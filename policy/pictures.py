"""Opens a picture somebody sent, or the middle of a video, within limits. Only in a worker. Plain Pillow and PyAV."""

from __future__ import annotations

import io
import warnings

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from policy.recordings import NotUsable, middle_frame

MOST_PIXELS = 40_000_000
SIDE = 1600  # pixels of the longer side of what is kept
KINDS = ("JPEG", "PNG", "WEBP")


def open_picture(data: bytes) -> NDArray[np.uint8]:
    """This function will decode a picture (RGBA, upright, at most SIDE wide or high); of a video its middle.

    :raises NotUsable: when it is none we take
    """
    if data[:4] == b"\x1a\x45\xdf\xa3" or data[4:8] == b"ftyp":
        frame = middle_frame(data)
        return np.dstack([frame, np.full(frame.shape[:2], 255, np.uint8)])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=KINDS)
            if picture.width * picture.height > MOST_PIXELS or min(picture.size) < 32:
                raise NotUsable("PICTURE_BROKEN")
            picture.draft("RGB", (SIDE, SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError, Warning) as error:
        raise NotUsable("PICTURE_BROKEN") from error
    upright.thumbnail((SIDE, SIDE))
    return np.asarray(upright, np.uint8)
