"""The still pictures of a clip: poster, thumbhash, sprite sheet, previews, samples for the checks."""

import base64
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import thumbhash
from PIL import Image

from generation.engines.types import Frame

SAMPLE_SIDE = 180  # shorter side of a sample: enough to judge a picture, small enough to keep
SAMPLE_EVERY = 0.5  # seconds
SAMPLE_LIMIT = 120  # then every second one goes and the next come half as often
TILE_SIDE = 90
COLUMNS = 10
PREVIEW_LIMIT = 8 * 1024  # bytes, also what the manifest allows its thumbnail
POSTER_LIMIT = 46 * 1024  # bytes; with its seal it stays under 60 kB
POSTER_SIZE = (1280, 1280)


@dataclass(frozen=True)
class Sprites:
    """Where each tile of the sheet is: row by row, `columns` in a row, one for every `interval` seconds."""

    tile_width: int
    tile_height: int
    columns: int
    rows: int
    count: int
    interval: float


@dataclass
class Sampler:
    """Keeps small copies of some frames and one whole frame for the poster, however long the clip."""

    fps: int
    samples: list[Frame] = field(default_factory=list)
    poster: Frame | None = None
    step: int = 0  # frames from one sample to the next
    _best: float = -1.0

    def __post_init__(self) -> None:
        self.step = self.step or max(1, round(self.fps * SAMPLE_EVERY))

    @property
    def interval(self) -> float:
        return self.step / self.fps

    def see(self, index: int, frame: Frame) -> None:
        """This function will keep what is worth keeping of frame number `index`."""
        if index % self.step:
            return
        sample = shrink(frame, SAMPLE_SIDE)
        self.samples.append(sample)
        liveliness = _liveliness(sample)
        if liveliness > self._best * 1.05:  # a later frame has to be clearly better
            self.poster, self._best = frame.copy(), liveliness
        if len(self.samples) >= SAMPLE_LIMIT:
            self.samples = self.samples[::2]
            self.step *= 2


def shrink(frame: Frame, side: int) -> Frame:
    """This function will return a smaller copy whose shorter side is `side`; a small frame stays as it is."""
    height, width = frame.shape[:2]
    scale = side / min(width, height)
    if scale >= 1:
        return frame.copy()
    size = (round(width * scale), round(height * scale))
    return np.asarray(Image.fromarray(frame).resize(size, Image.Resampling.BOX)).copy()


def _liveliness(sample: Frame) -> float:
    """How much there is to see: spread of light plus half the spread of colour. A black frame has none."""
    values = sample[::3, ::3].astype(np.float32)
    light = values.mean(axis=2)
    return float(light.std() + 0.5 * (values - light[..., None]).std())


def preview_jpeg(frame: Frame) -> bytes:
    """This function will make a small JPEG, for a page that waits or as the thumbnail in a manifest."""
    return _within(
        PREVIEW_LIMIT, _ladder(Image.fromarray(shrink(frame, SAMPLE_SIDE)), "JPEG", (70, 55, 40, 25))
    )


def write_poster(frame: Frame, path: Path) -> None:
    """This function will write the still that stands in for the clip."""
    picture = Image.fromarray(frame)
    picture.thumbnail(POSTER_SIZE, Image.Resampling.BOX)
    path.write_bytes(_within(POSTER_LIMIT, _ladder(picture, "WEBP", (82, 72, 60, 45, 30))))


def write_sprites(samples: list[Frame], interval: float, path: Path) -> Sprites:
    """This function will write all samples as tiles of one sheet and tell how to find them in it."""
    tiles = [shrink(sample, TILE_SIDE) for sample in samples]
    height, width = tiles[0].shape[:2]
    columns, rows = min(COLUMNS, len(tiles)), math.ceil(len(tiles) / COLUMNS)
    sheet = np.zeros((rows * height, columns * width, 3), np.uint8)
    for number, tile in enumerate(tiles):
        top, left = number // columns * height, number % columns * width
        sheet[top : top + height, left : left + width] = tile
    Image.fromarray(sheet).save(path, "WEBP", quality=60, method=4)
    return Sprites(width, height, columns, rows, len(tiles), interval)


def thumbhash_of(frame: Frame) -> str:
    """This function will return the thumbhash in base64: the blur to show before the poster is there."""
    small = Image.fromarray(frame).convert("RGBA")
    small.thumbnail((32, 32), Image.Resampling.BOX)  # it keeps seven waves a side; more only costs time
    values = np.asarray(small).ravel().tolist()
    return base64.b64encode(bytes(thumbhash.rgba_to_thumb_hash(small.width, small.height, values))).decode()


def _ladder(picture: Image.Image, format_name: str, qualities: tuple[int, ...]) -> Iterator[bytes]:
    """The picture at falling quality, then at falling size."""
    for quality in qualities:
        yield _encoded(picture, format_name, quality)
    while min(picture.size) > 1:
        picture = picture.resize((picture.width * 3 // 4 or 1, picture.height * 3 // 4 or 1))
        yield _encoded(picture, format_name, qualities[-1])


def _encoded(picture: Image.Image, format_name: str, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, format_name, quality=quality, method=4)
    return out.getvalue()


def _within(limit: int, attempts: Iterator[bytes]) -> bytes:
    for data in attempts:
        if len(data) <= limit:
            break
    return data
