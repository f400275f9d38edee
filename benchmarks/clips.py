"""Clips to measure with: real rows and real small files, made without waiting for a render."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from PIL import Image


def published(count: int, author: object, cast: str = "") -> list[object]:
    """This function will write `count` published clips of half a second, casting `@cast` where given."""
    from django.utils.timezone import now

    from generation.files import store
    from generation.models import Clip
    from generation.moves import advance
    from generation.operations import request_job
    from generation.publishing import go_public
    from generation.states import JobState
    from tests.films import film

    with tempfile.TemporaryDirectory() as name:
        paths = _files(Path(name), film)
        made = []
        for number in range(count):
            at = now() - timedelta(minutes=count - number)
            words = f"A fox in the snow, take {number}" + (f" with @{cast}" if cast else "")
            job = request_job(author=author, prompt=words, at=at, seconds=4, title=f"Take {number}")
            for step in (JobState.RENDERING, JobState.CHECKING, JobState.SEALING, JobState.DONE):
                advance(job, step, at=at, started_at=at, finished_at=at)
            folder = f"clips/{job.pk}"
            clip = Clip.objects.create(
                id=job.pk, job=job, author=author, title=job.title, engine="papertheatre 1",
                source_type="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia",
                width=180, height=320, seconds=0.5, fps=24, thumbhash="1QcSHQRnh493V4dIh4eXh1h4kJUI",
                folder=folder, files=store(folder, paths), created_at=at,
            )  # fmt: skip
            job.uses.update(clip=clip)
            go_public(clip=clip, at=at, by=author)
            made.append(clip)
    return made


def _files(folder: Path, film: object) -> dict[str, Path]:
    paths = {name: folder / name for name in ("video.mp4", "poster.webp", "sprites.webp", "captions.vtt")}
    film(paths["video.mp4"], 0.5)
    Image.new("RGB", (180, 320), (120, 60, 40)).save(paths["poster.webp"])
    Image.new("RGB", (360, 320), (60, 90, 40)).save(paths["sprites.webp"])
    paths["captions.vtt"].write_text("WEBVTT\n")
    return paths
