"""What a clip looks and sounds like, kept beside it: taken while it is drawn, or from its file where it is older."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from generation import files
from generation.engines.types import EngineFailed, Frame
from generation.models import Clip, ClipLook
from generation.pipeline.cutting import footage
from generation.pipeline.levels import loudness
from generation.pipeline.soundtrack import heard_in
from generation.states import ClipState
from provenance.looks import EVERY, Eye, Look

log = logging.getLogger("kulisse.stage")
NOTHING = Look(Eye(1).look().pictures, 0.0, 0.0)  # of a file that can not be read


@dataclass(frozen=True)
class Seen:
    look: Look
    loudness: float  # LUFS


def keep_look(clip: Clip, seen: Seen) -> None:
    """This function will keep what was seen and heard of a clip."""
    look = seen.look
    ClipLook.objects.update_or_create(
        clip=clip,
        defaults={
            "pictures": look.to_bytes(), "usual": look.usual.tobytes(), "light": look.light, "movement": look.movement,
            "loudness": seen.loudness,
        },
    )  # fmt: skip


def look_missing(most: int = 20) -> int:
    """This function will look at published clips nobody has looked at yet, the oldest first, and count them."""
    clips = Clip.objects.filter(state=ClipState.PUBLISHED, look=None).order_by("published_at", "id")[:most]
    for clip in clips:
        with tempfile.TemporaryDirectory() as folder:
            path = files.fetch(files.name_of(clip, "video.mp4"), Path(folder) / "video.mp4")
            keep_look(clip, _seen_in(path))
    return len(clips)


def _seen_in(path: Path | None) -> Seen:
    try:
        return seen_in(path) if path else Seen(NOTHING, 0.0)
    except (EngineFailed, av.FFmpegError) as error:
        log.warning("%s can not be looked at: %s", path, error)
        return Seen(NOTHING, 0.0)


def seen_in(path: Path) -> Seen:
    """This function will look at a film as it would have been while it was drawn.

    :raises EngineFailed: when it is no film
    """
    film = footage(path)
    eye = Eye(film.fps)
    for _frame in eye.watch(_frames(path, max(1, round(film.fps * EVERY)))):
        pass
    return Seen(eye.look(), loudness(heard_in(path, 0.0, film.frames / film.fps)))


def _frames(path: Path, step: int) -> Iterator[Frame]:
    """All of them in number; those that nobody looks at are not turned into pictures."""
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        stream.thread_type = "AUTO"
        for number, picture in enumerate(file.decode(stream)):
            if number % step == 0:
                frame: Frame = np.asarray(picture.to_ndarray(format="rgb24"), np.uint8)
            yield frame
