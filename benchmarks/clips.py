"""Clips to measure with: real rows and real small files, made without waiting for a render."""

from __future__ import annotations

import functools
import hashlib
import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PIL import Image


def published(
    count: int, author: object, cast: str = "", film: Callable[[Path, float], None] | None = None
) -> list[object]:
    """This function will write `count` published clips of half a second, casting `@cast` where given.

    With `film=lifelike` they are as long and as heavy as what people make.
    """
    from django.utils.timezone import now

    from generation.files import store
    from generation.models import Clip
    from generation.moves import advance
    from generation.operations import request_job
    from generation.publishing import go_public
    from generation.states import JobState
    from tests.films import film as small

    with tempfile.TemporaryDirectory() as name:
        paths = _files(Path(name), film or small)
        if film:
            Image.effect_noise((720, 1280), 30).convert("RGB").save(paths["poster.webp"], quality=1)
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


@functools.cache
def _lifelike() -> bytes:
    """Six seconds of 720 by 1280 at 1.8 Mbit/s: what the clips of the demonstration weigh on average."""
    import av
    import numpy as np

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "film.mp4"
        with av.open(str(path), "w", options={"movflags": "+faststart"}) as file:
            video = file.add_stream("libx264", rate=24, options={"preset": "ultrafast"})
            video.width, video.height, video.pix_fmt, video.bit_rate = 720, 1280, "yuv420p", 1_800_000
            draw = np.random.default_rng(1)
            paper = draw.integers(60, 200, (40, 23, 3), np.uint8)
            grain = draw.integers(0, 24, (1280, 720, 1), np.uint8)
            for number in range(144):
                flat = np.roll(paper, number // 3, axis=(0, 1)).repeat(32, 0).repeat(32, 1)[:1280, :720]
                flat = flat + np.roll(grain, 97 * number, axis=1)
                file.mux(video.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(flat))))
            file.mux(video.encode(None))
        return path.read_bytes()


def lifelike(path: Path, _seconds: float) -> None:
    """This function will write a film as heavy as what people make."""
    path.write_bytes(_lifelike())


def many(count: int, author: object, cameo: object) -> list[object]:
    """This function will write `count` published clips casting `cameo` at once; each has real files of its own.

    The files are hard links, so a disk with room for one has room for all; each is deleted by itself.
    """
    from django.conf import settings
    from django.utils.timezone import now

    from cameos.models import Receipt
    from generation.files import store
    from generation.models import CameoUse, Clip, Job
    from tests.films import film

    with tempfile.TemporaryDirectory() as name:
        files = store("clips/one", _files(Path(name), film))
    permission, end = cameo.permission_in_force(), now()
    jobs, receipts, uses, clips = [], [], [], []
    last = cameo.receipts.count()
    for number in range(count):
        at = end - timedelta(seconds=count - number)
        job = Job(
            author=author, prompt=f"@{cameo.handle} takes {number}", title=f"Take {number}", engine="papertheatre",
            state="DONE", created_at=at, started_at=at, finished_at=at,
        )  # fmt: skip
        digest = hashlib.sha256(str(job.pk).encode()).hexdigest()
        receipt = Receipt(
            cameo=cameo, place=last + number + 1, body={"clip": str(job.pk)}, digest=digest, signature="",
            list_index=last + number, created_at=at,
        )  # fmt: skip
        folder = f"clips/many/{job.pk}"
        clip = Clip(
            id=job.pk, job=job, author=author, title=job.title, state="PUBLISHED", engine="papertheatre 1",
            source_type="http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic",
            width=180, height=320, seconds=0.5, fps=24, thumbhash="1QcSHQRnh493V4dIh4eXh1h4kJUI",
            folder=folder, files=files, created_at=at, published_at=at,
        )  # fmt: skip
        use = CameoUse(
            job=job,
            clip=clip,
            cameo=cameo,
            permission=permission,
            receipt=receipt,
            state="APPROVED",
            asked_at=at,
        )
        for row, rows in ((job, jobs), (receipt, receipts), (clip, clips), (use, uses)):
            rows.append(row)
        (settings.MEDIA_ROOT / folder).mkdir(parents=True)
        for file in files:
            os.link(settings.MEDIA_ROOT / "clips/one" / file, settings.MEDIA_ROOT / folder / file)
    for model, rows in ((Job, jobs), (Receipt, receipts), (Clip, clips), (CameoUse, uses)):
        model.objects.bulk_create(rows, batch_size=500)
    return clips
