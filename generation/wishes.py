"""What can be asked for beside words, length and size: one shape for page, API, batch, shell and the job's row."""

from __future__ import annotations

from typing import Any, TypedDict


class ShotWish(TypedDict):
    prompt: str
    seconds: float


class Wanted(TypedDict, total=False):
    """Job.wanted. A key that is not there was not asked for."""

    fps: int
    negative: str
    style: str
    camera: str
    sound: bool
    shots: list[ShotWish]
    scene: dict[str, Any]  # an edited scene
    picture: str  # name of the first picture in the media storage
