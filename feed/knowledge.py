"""What is learned and in use: files under DATA/feed, read once a process and again when they change."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

from feed.ranking.heads import Head
from feed.ranking.snapshot import Snapshot, load_heads, load_snapshot, save_heads, save_snapshot

log = logging.getLogger("kulisse.feed")
SNAPSHOT, HEADS, NOTES = "snapshot.npz", "heads.json", "notes.json"
KEPT = 40  # notes of past learning
T = TypeVar("T")


@dataclass(frozen=True)
class Knowledge:
    """Nothing at all before anything was learned: the hand-made score stands alone then."""

    snapshot: Snapshot | None = None
    heads: Mapping[str, Head] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)


_read: dict[Path, tuple[tuple[int, int], Any]] = {}


def folder() -> Path:
    return Path(settings.DATA) / "feed"


def current() -> Knowledge:
    """This function will give what is in use; it looks at the files' times each time, and reads what is new."""
    snapshot = _fresh(folder() / SNAPSHOT, load_snapshot, None)
    nothing: tuple[dict[str, Head], dict[str, Any]] = ({}, {})
    heads, about = _fresh(folder() / HEADS, load_heads, nothing)
    return Knowledge(snapshot, heads, about)


def _fresh(path: Path, read: Callable[[Path], T], nothing: T) -> T:
    try:
        about = path.stat()
    except OSError:
        _read.pop(path, None)
        return nothing
    stamp = (about.st_mtime_ns, about.st_size)
    if path not in _read or _read[path][0] != stamp:
        try:
            _read[path] = stamp, read(path)
        except (OSError, ValueError, KeyError):  # half a file, or of another time: the feed goes on without
            log.exception("%s can not be read", path.name)
            _read[path] = stamp, nothing
    found: T = _read[path][1]
    return found


def put_snapshot(snapshot: Snapshot) -> None:
    """This function will put a snapshot in place of the one before, for all processes, at once."""
    _put(SNAPSHOT, lambda path: save_snapshot(snapshot, path))


def put_heads(heads: dict[str, Head], about: dict[str, object]) -> None:
    """This function will put heads in place of those before; these are kept beside."""
    standing = folder() / HEADS
    if standing.exists():
        os.replace(standing, folder() / f"before-{HEADS}")
    _put(HEADS, lambda path: save_heads(heads, path, about))


def note(what: dict[str, object]) -> None:
    """This function will remember what came of learning, the newest first."""
    _put(NOTES, lambda path: path.write_text(json.dumps([what, *notes()][:KEPT])))


def notes() -> list[dict[str, Any]]:
    """This function will list what came of learning so far."""
    try:
        found: list[dict[str, Any]] = json.loads((folder() / NOTES).read_text())
    except (OSError, ValueError):
        return []
    return found


def _put(name: str, write: Callable[[Path], object]) -> None:
    folder().mkdir(parents=True, exist_ok=True)
    aside = folder() / f"{name}.new"
    write(aside)
    os.replace(aside, folder() / name)
