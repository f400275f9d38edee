"""A film that costs nothing: a gradient that wanders under a steady tone. For tests of what comes after an engine."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from generation.engines.types import ALGORITHMIC, SOUND_RATE, Frame, Line, Take
from generation.pipeline.encode import encode
from provenance.manifest import ClipFacts, ConsentFact

FPS = 24


@functools.cache
def gradient(width: int, height: int, index: int = 0) -> Frame:
    y, x = np.mgrid[0:height, 0:width]
    return np.roll(np.stack([x * 255 // width, y * 255 // height, (x + y) % 256], -1), index * 3, 1).astype(
        np.uint8
    )


def frames(width: int, height: int, count: int, black: int = 0) -> Iterator[Frame]:
    first = gradient(width, height)
    for index in range(count):
        yield np.zeros_like(first) if index < black else np.roll(first, index * 3, 1)


def tone(seconds: float) -> np.ndarray:
    t = np.arange(round(seconds * SOUND_RATE)) / SOUND_RATE
    return np.repeat((0.3 * np.sin(2 * np.pi * 440 * t)).astype(np.float32)[:, None], 2, axis=1)


def take(width=180, height=320, seconds=2.0, *, sound=None, lines=(), black=0) -> Take:
    count = round(seconds * FPS)
    heard = tone(seconds) if sound is None else sound
    return Take(frames(width, height, count, black), count, FPS, heard, ALGORITHMIC, tuple(lines))


def film(path: Path, seconds: float = 0.5) -> Path:
    return encode(take(seconds=seconds), path, (), lambda index, frame: None).path


def facts(**changes) -> ClipFacts:
    said = {
        "clip_id": "4f0c",
        "title": "A fox crosses the stage",
        "url": "https://kulisse.example/c/4f0c",
        "instance_name": "Kulisse am Hafen",
        "instance_url": "https://kulisse.example",
        "engine_name": "papertheatre",
        "engine_version": "1.0",
        "created_at": datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
        "source_type": ALGORITHMIC,
        "consents": (
            ConsentFact(
                "urn:uuid:7d1c", "sha256:1f2e", "https://kulisse.example/.well-known/kulisse/status/1"
            ),
        ),
    }
    return ClipFacts(**{**said, **changes})


@dataclass
class Still:
    """An engine with one film in it."""

    made: Take
    name: str = "still"
    version: str = "1"

    def understand(self, request):
        return {}, ()

    def render(self, request, on_progress, should_stop, on_preview=None) -> Take:
        return self.made


LINES = (
    Line("Tom & Jerry <3 --> you", 0.2, 0.9, "en", "mira"),
    Line("Guten Tag", 1.0, 9.0, "de"),
    Line("too late", 30.0, 31.0),
)
