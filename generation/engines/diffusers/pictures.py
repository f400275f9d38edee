"""Pictures on their way in and out: faces, first pictures, the end of a film, the frames that were made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..types import EngineFailed, Frame, Likeness

if TYPE_CHECKING:
    from PIL.Image import Image

GREY = (128, 128, 128)
BLACK = 6 / 255  # brighter than this nowhere: a black picture
FLAT = 0.004  # spread of light below which there is nothing to see
AT_ONCE = 16  # frames converted together


def opened(path: Path) -> Image:
    """This function will open a picture without its transparency: on grey, as a photo studio has it."""
    from PIL import Image

    with Image.open(path) as picture:
        picture.load()
        if picture.mode in ("RGBA", "LA", "P"):
            layer = picture.convert("RGBA")
            ground = Image.new("RGBA", layer.size, (*GREY, 255))
            return Image.alpha_composite(ground, layer).convert("RGB")
        return picture.convert("RGB")


def covering(picture: Image, width: int, height: int) -> Image:
    """This function will scale a picture to cover the size and cut off what sticks out, evenly."""
    from PIL import ImageOps

    return ImageOps.fit(picture, (width, height))


def faces_of(cameo: Likeness) -> list[Path]:
    """This function will list the pictures of a likeness, the plain one first."""
    return [path for path in (cameo.face, *cameo.views.values()) if path]


def portrait(cameo: Likeness, width: int, height: int) -> Image:
    """This function will set a face on a canvas as a first frame shows a person: in the upper half, whole.

    :raises EngineFailed: when the likeness has no picture
    """
    from PIL import Image

    paths = faces_of(cameo)
    if not paths:
        raise EngineFailed("PICTURE_NEEDED", f"@{cameo.handle} has no picture of the face")
    face = opened(paths[0])
    scale = min(width * 0.7 / face.width, height * 0.7 / face.height)
    face = face.resize((max(1, round(face.width * scale)), max(1, round(face.height * scale))))
    ground = Image.new("RGB", (width, height), GREY)
    ground.paste(face, ((width - face.width) // 2, max(0, (height - face.height) // 3)))
    return ground


def end_of(film: Path, frames: int) -> list[Image]:
    """This function will read the last frames of a film, in order."""
    import av
    from PIL import Image

    last: list[np.ndarray] = []
    with av.open(str(film)) as file:
        for frame in file.decode(video=0):
            last.append(frame.to_ndarray(format="rgb24"))
            del last[:-frames]
    if not last:
        raise EngineFailed("PICTURE_NEEDED", f"{film.name} has no picture to go on from")
    return [Image.fromarray(one) for one in last]


def as_bytes(video: Any) -> Any:
    """This function will turn (frames, 3, height, width), 0..1, into uint8 (frames, height, width, 3) on the CPU.

    :raises EngineFailed: RESULT_BROKEN for numbers that are none, RESULT_BLANK for a black or empty picture
    """
    import torch

    made = torch.empty((len(video), *video.shape[2:], 3), dtype=torch.uint8)
    noted = []
    for start in range(0, len(video), AT_ONCE):  # all sums on the device; a quarter of the numbers leaves it
        part = video[start : start + AT_ONCE].float()
        noted.append(torch.stack((part.min(), part.max(), part.std(dim=(2, 3)).max())))
        small = part.mul(255).round_().clamp_(0, 255).to(torch.uint8)
        made[start : start + AT_ONCE].copy_(small.permute(0, 2, 3, 1).contiguous())
    low, high, spread = torch.stack(noted).to("cpu").unbind(1)
    if not (torch.isfinite(low).all() and torch.isfinite(high).all()):
        raise EngineFailed("RESULT_BROKEN", "the model's numbers ran out of range (NaN)")
    if high.max() < BLACK or spread.max() < FLAT:
        raise EngineFailed("RESULT_BLANK", "the model drew a black or empty picture")
    return made


def frames_of(made: Any, width: int, height: int) -> Iterator[Frame]:
    """This function will hand the frames on one by one, each covering the size that was asked for."""
    from PIL import Image

    for one in made:
        frame: Frame = one.numpy()
        if frame.shape[:2] != (height, width):
            frame = np.asarray(covering(Image.fromarray(frame), width, height))
        yield frame
