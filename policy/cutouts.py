"""What a likeness is shown with, cut out of a recording: the head from the front and turned, and a voice sample."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from policy.faces import Face
from policy.headpose import SURE, turns_in
from policy.liveness import Seen, spoken_groups
from policy.recordings import RATE, Film, Frame, Sound

SIDE = 512  # pixels of a cut-out
VOICE_SECONDS = 12.0
# A head turned to its own left looks to the right of the picture.
_VIEWS = {"LEFT": "right", "RIGHT": "left", "UP": "up"}


def heads(film: Film, seen: Seen) -> dict[str, bytes]:
    """This function will cut out the head, as PNG with a soft edge: "face", and of "left", "right", "up" what is sure.

    Empty where there is no face from the front.
    """
    front = [
        (index, seen.faces[index][0])
        for index in seen.looked
        if seen.faces[index] and seen.faces[index][0].side == "front"
    ]
    if not front:
        return {}
    rest = np.median(seen.track[:, :2], axis=0)
    index, face = max(
        front,
        key=lambda one: (
            _sharpness(film.frames[one[0]], one[1]) / (0.05 + abs(seen.track[one[0], :2] - rest).max())
        ),
    )
    cut = {"face": cutout(film.frames[index], face)}
    for turn in sorted(turns_in(seen.track), key=lambda one: -one.sure):
        if turn.sure >= SURE:
            cut.setdefault(_VIEWS[turn.name], cutout(film.frames[turn.at], _main(seen, turn.at, face)))
    return cut


def cutout(frame: Frame, face: Face) -> bytes:
    """This function will cut a head out around the face: the mouth is at 70 % height, the edge is soft."""
    side = round(face.height * 1.5)
    left = face.x + face.width // 2 - side // 2
    top = round(face.y + face.height * 0.78 - side * 0.7)
    window = np.float32([[left, top], [left + side, top], [left, top + side]])  # type: ignore[arg-type]
    square = np.float32([[0, 0], [SIDE, 0], [0, SIDE]])  # type: ignore[arg-type]
    turned = cv2.getAffineTransform(np.asarray(window), np.asarray(square))
    picture = cv2.warpAffine(
        frame, turned, (SIDE, SIDE), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return _png(np.dstack([np.asarray(picture, np.uint8), _soft_oval()]))


def thing(picture: NDArray[np.uint8]) -> bytes:
    """This function will cut out the middle of a picture of a thing (RGB or RGBA); transparency is kept."""
    height, width = picture.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    square = np.ascontiguousarray(picture[top : top + side, left : left + side])
    square = np.asarray(cv2.resize(square, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    if square.shape[2] == 4 and square[:, :, 3].min() < 250:
        return _png(square)
    return _png(np.dstack([square[:, :, :3], _soft_oval(0.49, 0.49)]))


def voice_sample(sound: Sound) -> bytes:
    """This function will give what was spoken as a WAV (mono, 16 bit), without the pauses; empty where nothing was."""
    parts = [sound[int(a * RATE) : int(b * RATE)] for a, b in _widened(spoken_groups(sound))]
    if not parts:
        return b""
    voice = np.concatenate(parts)[: int(VOICE_SECONDS * RATE)]
    loudest = max(1e-6, float(np.abs(voice).max()))
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((voice / loudest * 0.9 * 32767).astype("<i2").tobytes())
    return data.getvalue()


def _widened(groups: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(max(0.0, begin - 0.08), end + 0.12) for begin, end in groups]


def _main(seen: Seen, at: int, otherwise: Face) -> Face:
    """The face found nearest to that frame, for its size and place."""
    near = sorted((index for index in seen.looked if seen.faces[index]), key=lambda index: abs(index - at))
    found = seen.faces[near[0]][0] if near else otherwise
    return found if found.height > otherwise.height * 0.7 else otherwise


def _sharpness(frame: Frame, face: Face) -> float:
    cut = frame[max(0, face.y) : face.y + face.height, max(0, face.x) : face.x + face.width]
    grey = cv2.cvtColor(np.ascontiguousarray(cut), cv2.COLOR_RGB2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_64F).var()) * face.width


def _soft_oval(across: float = 0.38, down: float = 0.47) -> NDArray[np.uint8]:
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE - 0.5
    inside = 1 - np.sqrt((x / across) ** 2 + (y / down) ** 2)
    return np.asarray(np.clip(inside / 0.08, 0, 1) * 255, np.uint8)


def _png(picture: NDArray[np.uint8]) -> bytes:
    data = io.BytesIO()
    Image.fromarray(picture, "RGBA").save(data, "PNG")
    return data.getvalue()
