"""The camera's lens: from the drawn RGBA to the frame handed on, nearer or further."""

import numpy as np
from PIL import Image

from ..types import Frame

ZOOM = 0.2


def zoom_at(camera: str, progress: float) -> float:
    """How much nearer the lens is, 1 or more; `progress` 0..1 through the clip."""
    if camera not in ("zoom_in", "zoom_out"):
        return 1.0
    eased = progress * progress * (3 - 2 * progress)
    return 1 + ZOOM * (eased if camera == "zoom_in" else 1 - eased)


def through(pixels: np.ndarray, zoom: float) -> Frame:
    """This function will copy the drawing into a frame of its own, without alpha."""
    height, width = pixels.shape[:2]
    if zoom > 1.0005:
        w, h = width / zoom, height / zoom
        left, top = (width - w) / 2, (height - h) * 0.62
        picture = Image.frombuffer("RGBX", (width, height), pixels, "raw", "RGBX", 0, 1)
        box = (left, top, left + w, top + h)
        pixels = np.asarray(picture.resize((width, height), Image.Resampling.BILINEAR, box=box))
    out = np.empty((height, width, 3), np.uint8)
    for channel in range(3):  # three strided copies are four times faster than one slice
        out[..., channel] = pixels[..., channel]
    return out
