"""The sealed files of a clip in the media storage: put all of them there or none, and delete them for good."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from generation.models import Clip

RENDITIONS = {
    "video.mp4": "video/mp4",
    "poster.webp": "image/webp",
    "sprites.webp": "image/webp",
    "captions.vtt": "text/vtt; charset=utf-8",
}


def store(folder: str, paths: Mapping[str, Path]) -> dict[str, dict[str, object]]:
    """This function will copy the finished files into `folder` and give size and sha256 of each.

    :raises OSError: when one can not be written (a full disk); then none of them is left
    """
    try:
        return {name: _put(f"{folder}/{name}", path) for name, path in paths.items()}
    except OSError:
        remove(folder)
        raise


def _put(name: str, path: Path) -> dict[str, object]:
    default_storage.delete(name)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        default_storage.save(name, File(file))
    return {"bytes": path.stat().st_size, "sha256": digest}


def remove(folder: str) -> None:
    """This function will delete every rendition in `folder`; one that is gone already is no error."""
    for name in RENDITIONS:
        default_storage.delete(f"{folder}/{name}")


def name_of(clip: Clip, rendition: str) -> str:
    return f"{clip.folder}/{rendition}"


def fetch(name: str | None, to: Path) -> Path | None:
    """This function will copy a file of the storage, which may be elsewhere, to a place here; None if it is gone."""
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as source, to.open("wb") as target:
        shutil.copyfileobj(source, target)
    return to
