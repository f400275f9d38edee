"""No flashing beyond WCAG 2.3.1: counts general and red flashes in frames of a clip. Plain numpy."""

from collections import deque
from collections.abc import Iterable, Iterator

import numpy as np

from ..types import Frame

MOST = 3  # flashes within any second
STEP = 0.1  # change of relative luminance that counts …
DARKER = 0.8  # … where the darker image is below this
AREA = 0.25  # of the picture
GRID = 16  # blocks the picture is divided into, each way

_LINEAR = np.where(np.arange(256) / 255 <= 0.04045, np.arange(256) / 255 / 12.92,
                   ((np.arange(256) / 255 + 0.055) / 1.055) ** 2.4)  # fmt: skip


def _blocks(plane: np.ndarray) -> np.ndarray:
    height, width = plane.shape
    tall, wide = height // GRID, width // GRID
    return plane[: tall * GRID, : wide * GRID].reshape(GRID, tall, GRID, wide).mean(axis=(1, 3))


class _Swings:
    """Turning points of many values over time; a flash is a swing one way and back."""

    def __init__(self, step: float, ceiling: float) -> None:
        self.step, self.ceiling = step, ceiling
        self.low = self.high = self.way = None

    def see(self, values: np.ndarray) -> np.ndarray:
        """1 where a swing up is completed, -1 down, 0 elsewhere."""
        if self.low is None or self.high is None or self.way is None:
            self.low, self.high = values.copy(), values.copy()
            self.way = np.zeros(values.shape, np.int8)
            return self.way.copy()
        self.low, self.high = np.minimum(self.low, values), np.maximum(self.high, values)
        up = (values - self.low >= self.step) & (self.low < self.ceiling) & (self.way != 1)
        down = (self.high - values >= self.step) & (values < self.ceiling) & (self.way != -1)
        turned = np.where(up, 1, np.where(down, -1, 0)).astype(np.int8)
        self.way = np.where(turned != 0, turned, self.way)
        self.high = np.where((turned == -1) | (self.way == -1), values, self.high)
        self.low = np.where((turned == 1) | (self.way == 1), values, self.low)
        return turned


class Watch:
    """Counts the flashes of the last second as frames pass."""

    def __init__(self, fps: float) -> None:
        self.light, self.red = _Swings(STEP, DARKER), _Swings(20 / 320, 2.0)
        self.second: deque[np.ndarray] = deque(maxlen=max(1, round(fps)))

    def see(self, frame: Frame) -> float:
        """The number of flashes that a quarter of the picture has shown within one second."""
        linear = [_blocks(_LINEAR[frame[::4, ::4, c]]) for c in range(3)]
        total = sum(linear)
        saturated = np.where(
            linear[0] >= 0.8 * total, np.maximum(0.0, linear[0] - linear[1] - linear[2]), 0.0
        )
        bright = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        self.second.append(np.stack([np.abs(self.light.see(bright)), np.abs(self.red.see(saturated))]))
        swings = np.sum(self.second, axis=0)  # two swings are a flash
        return max(float(np.quantile(kind, 1 - AREA)) / 2 for kind in swings)


def most_flashes(frames: Iterable[Frame], fps: float) -> float:
    """This function will give the largest number of flashes within one second of a clip."""
    watch = Watch(fps)
    return max((watch.see(frame) for frame in frames), default=0.0)


def is_calm(frames: Iterable[Frame], fps: float) -> bool:
    return most_flashes(frames, fps) <= MOST


def calmed(frames: Iterable[Frame], fps: float) -> Iterator[Frame]:
    """This function will pass every frame on; where flashing nears the limit, the picture follows only slowly."""
    watch, level, last = Watch(fps), 0.0, None
    for frame in frames:
        if level >= MOST - 1 and last is not None:
            frame = ((last.astype(np.uint16) * 31 + frame) >> 5).astype(np.uint8)
        level = watch.see(frame)
        last = frame
        yield frame
