"""Clips whose files are real and sealed by this instance, quicker than an engine makes them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as conf

from generation.engines.types import ALGORITHMIC, Line
from generation.files import RENDITIONS, store
from generation.models import Clip
from generation.pipeline import run as pipeline
from provenance.certificates import ensure_certificates
from provenance.manifest import ClipFacts
from provenance.signing import LocalSigner
from tests.films import FPS, Still, take

SAID = (Line("Wait for me!", 0.5, 1.2, "en", "dog"),)


@pytest.fixture
def sealed_clip(clip_of, tmp_path: Path) -> Callable[..., Clip]:
    """Like `clip_of`, with a film of `seconds` at 180x320 in it that is marked with nothing but sealed for real."""

    def make(author, *, seconds=2.0, width=180, height=320, source_type=ALGORITHMIC, **rest) -> Clip:
        clip = clip_of(author, **rest)
        certificates = ensure_certificates(conf.SEAL_FOLDER, conf.INSTANCE_NAME)
        facts = ClipFacts(
            str(clip.pk), f"Clip {clip.pk}", "https://kulisse.example", "Kulisse", "https://kulisse.example",
            "still", "1", clip.created_at, source_type,
        )  # fmt: skip
        film = take(width, height, seconds, lines=SAID)
        film.source_type = source_type
        folder = tmp_path / f"sealed-{clip.pk}"
        seal = pipeline.Seal(LocalSigner.from_certificates(certificates), certificates.root)
        pipeline.run(Still(film), None, folder, marks=(), facts_of=lambda drawn: facts, seal_with=seal)
        home = f"clips/{clip.pk}/sealed"
        found = store(home, {name: folder / name for name in RENDITIONS})
        shutil.rmtree(folder)
        lines = [
            {"text": one.text, "start": one.start, "end": one.end, "lang": "en", "speaker": "dog"}
            for one in SAID
        ]
        Clip.objects.filter(pk=clip.pk).update(
            folder=home, files=found, width=width, height=height, seconds=seconds, fps=FPS, lines=lines,
            source_type=source_type,
        )  # fmt: skip
        clip.refresh_from_db()
        return clip

    return make
