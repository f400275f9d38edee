"""The camera's lens: from the drawn RGBA to the frame handed on, nearer or further."""

import av
import numpy as np

from ..types import Frame

ZOOM = 0.2
NEAR = 1.3  # a close-up
ABOVE = (0.2, 0.46, 0.0)  # what the lens leaves out from above: at the upper corners aside and above, below


def zoom_at(camera: str, progress: float) -> float:
    """How much nearer the lens is, 1 or more; `progress` 0..1 through the shot."""
    if camera == "close_up":
        return NEAR + 0.05 * progress
    if camera not in ("zoom_in", "zoom_out", "dolly"):
        return 1.0
    eased = progress * progress * (3 - 2 * progress)
    return 1 + ZOOM * (1 - eased if camera == "zoom_out" else eased)


def through(pixels: np.ndarray, zoom: float, camera: str = "static") -> Frame:
    """This function will copy the drawing into a frame of its own, without alpha."""
    height, width = pixels.shape[:2]
    if camera == "from_above":
        return _from_above(pixels)
    if zoom > 1.0005:
        return _nearer(pixels, round(width * zoom), round(height * zoom))
    out = np.empty((height, width, 3), np.uint8)
    for channel in range(3):  # three strided copies are four times faster than one slice
        out[..., channel] = pixels[..., channel]
    return out


def _from_above(pixels: np.ndarray) -> Frame:
    """Tilted: what is high is near and wide, the feet are far, and the sky is out of the picture."""
    import cv2

    height, width = pixels.shape[:2]
    aside, above, below = ABOVE[0] * width, ABOVE[1] * height, (1 - ABOVE[2]) * height
    seen = np.array([(aside, above), (width - aside, above), (width, below), (0, below)], np.float32)
    whole = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    tilt = cv2.getPerspectiveTransform(seen, whole)
    tilted = cv2.warpPerspective(pixels, tilt, (width, height), flags=cv2.INTER_LINEAR)
    return np.ascontiguousarray(tilted[..., :3])


def _nearer(pixels: np.ndarray, wide: int, tall: int) -> Frame:
    """Enlarged by swscale, twice as fast as anything else at hand, and cut out at whole pixels."""
    height, width = pixels.shape[:2]
    picture = av.VideoFrame.from_ndarray(pixels, format="rgba")
    large = picture.reformat(wide, tall, "rgb24", interpolation="FAST_BILINEAR").to_ndarray()
    left, top = (wide - width) // 2, round((tall - height) * 0.62)
    return np.ascontiguousarray(large[top : top + height, left : left + width])
