"""Clips to measure with: real rows and real small files, made without waiting for a render."""

from __future__ import annotations

import hashlib
import os
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
