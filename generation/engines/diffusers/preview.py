"""A cheap look at what is being made: a few numbers of the latents as colour, without decoding anything.

What the numbers of a model mean as colour is learnt from its own clips: latents and decoded frames of the last
one give a straight line from one to the other. Before the first clip the three strongest patterns are shown.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np

SIDE = 180  # of the shorter side of a preview
ENOUGH = 20_000  # samples to learn from
PLANES = 8  # of the latents, to learn from
RIDGE = 1e-4  # share of the mean square: patterns that never occur get no colour


@dataclass(frozen=True)
class Look:
    """The middle plane of each clip's latents on its way off the device: nobody waits for it there."""

    planes: list[Any]  # float32 (height, width, channels) on the CPU, or None
    copied: Any = None  # the device's own mark that the planes are whole

    @property
    def is_there(self) -> bool:
        try:
            return self.copied is None or bool(self.copied.query())
        except RuntimeError:  # the device is lost; the model's thread will say so
            return False


class Lens:
    """Shows latents of one model as small pictures."""

    def __init__(self) -> None:
        self.factors: Any = None  # (channels + 1, 3) float32, on the CPU

    def look(self, latents: Any, ratio: tuple[int, int], parts: int = 1) -> Look:
        """This function will send the middle frame of each clip's latents on its way, and wait for nothing.

        `ratio` is width and height of the picture; packed latents need it to be unfolded again.
        """
        import torch

        aside = bool(latents.is_cuda)
        found = [_planes(latents, ratio, part) for part in range(parts)]
        planes = [
            None if one is None else one[len(one) // 2].float().to("cpu", non_blocking=aside) for one in found
        ]
        return Look(planes, torch.cuda.current_stream(latents.device).record_event() if aside else None)

    def learn(self, latents: Any, video: Any, ratio: tuple[int, int]) -> None:
        """This function will learn the colours from finished latents and their (frames, 3, height, width) picture."""
        import torch

        planes = _planes(latents, ratio, 0)
        if planes is None:
            return
        frames, height, width, channels = planes.shape
        taken = np.linspace(0, 1, min(frames, PLANES))
        shown = video[np.rint(taken * (len(video) - 1)).tolist()].float()
        small = torch.nn.functional.interpolate(shown, (height, width), mode="area")
        known = planes[np.rint(taken * (frames - 1)).tolist()].reshape(-1, channels).float()
        every = max(1, len(known) // ENOUGH)
        known = torch.nn.functional.pad(known[::every], (0, 1), value=1.0)
        colours = small.permute(0, 2, 3, 1).reshape(-1, 3)[::every]
        sums = (known.T @ torch.cat((known, colours), 1)).to("cpu").double().numpy()  # one small table leaves
        if np.isfinite(sums).all():
            self.factors = _line(sums[:, : channels + 1], sums[:, channels + 1 :])

    def jpeg(self, plane: Any) -> bytes:
        """This function will make a small JPEG of one plane of latents."""
        from PIL import Image

        picture = Image.fromarray(self._coloured(plane))
        scale = SIDE / min(picture.size)
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        out = io.BytesIO()
        picture.resize(size, Image.Resampling.BICUBIC).save(out, "JPEG", quality=70)
        return out.getvalue()

    def _coloured(self, plane: Any) -> Any:
        height, width, channels = plane.shape
        values = plane.reshape(-1, channels)
        if self.factors is not None and len(self.factors) == channels + 1:
            shown = values @ self.factors[:-1] + self.factors[-1]
        else:
            shown = _strongest(values)
        return (np.clip(shown, 0, 1) * 255).astype(np.uint8).reshape(height, width, 3)


def _line(squares: Any, products: Any) -> Any:
    """The straight line from numbers to colours, by least squares."""
    held = np.eye(len(squares)) * (RIDGE * np.trace(squares) / len(squares))
    return np.linalg.solve(squares + held, products).astype(np.float32)


def _strongest(values: Any) -> Any:
    """The three strongest patterns, each stretched to the whole range."""
    centred = values - values.mean(0)
    _values, vectors = np.linalg.eigh(centred.T @ centred)
    shown = centred @ vectors[:, -3:][:, ::-1]
    if shown.shape[1] < 3:
        shown = np.repeat(shown[:, :1], 3, axis=1)
    spread = shown.std(0) * 4 + 1e-6
    return shown / spread + 0.5


def _planes(latents: Any, ratio: tuple[int, int], part: int) -> Any:
    """(frames, height, width, channels) of one clip of the batch, from whichever layout the pipeline uses."""
    if latents.ndim == 5:
        clip = latents[part] if part < len(latents) else latents[0]
        frames_first = clip.shape[1] in (16, 4) and clip.shape[0] not in (
            16,
            4,
        )  # CogVideoX keeps frames first
        return clip.permute(0, 2, 3, 1) if frames_first else clip.permute(1, 2, 3, 0)
    if latents.ndim == 3:
        clip = latents[part] if part < len(latents) else latents[0]
        return _unfolded(clip, ratio)
    return None


def _unfolded(rows: Any, ratio: tuple[int, int]) -> Any:
    """Packed (frames × height × width, channels): the grid is the picture's, divided by what the VAE divides by."""
    for divisor in (32, 16, 8, 4, 2, 1):
        width, height = ratio[0] // divisor, ratio[1] // divisor
        if width and height and len(rows) % (width * height) == 0 and ratio[0] % divisor == 0:
            return rows.reshape(-1, height, width, rows.shape[-1])
    return None
