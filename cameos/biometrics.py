"""The only way to the recorded bytes of a likeness: keep, read, lay out for a job, erase. Each reading is logged."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from cameos.models import Cameo, Piece, PieceKind, Purpose, Reading, Recording, RecordingState
from cameos.vault import seal, unseal

VIEWS = (PieceKind.LEFT, PieceKind.RIGHT, PieceKind.UP)


class PieceMissing(Exception):
    """There is no such piece, or its bytes are gone."""


@dataclass(frozen=True)
class LaidOut:
    """What a job may show of a likeness, as files in its own work folder."""

    face: Path | None = None
    views: Mapping[str, Path] = field(default_factory=dict)
    voice: Path | None = None


def keep(*, recording: Recording, kind: str, data: bytes, media_type: str) -> Piece:
    """This function will encrypt the bytes and store them as this piece; plain they touch no disk."""
    name = f"biometrics/{recording.pk}/{kind}-{uuid.uuid4().hex[:8]}"
    stored = default_storage.save(name, ContentFile(seal(data, context_of(recording, kind))))
    try:
        with transaction.atomic():
            _drop(recording.pieces.filter(kind=kind))
            return Piece.objects.create(
                recording=recording, kind=kind, name=stored, media_type=media_type, size=len(data)
            )
    except BaseException:
        default_storage.delete(stored)
        raise


def read(
    *,
    recording: Recording,
    kinds: Iterable[str],
    purpose: Purpose,
    at: datetime,
    reader: User | None = None,
    about: str = "",
    again_within: timedelta | None = None,
) -> dict[str, bytes]:
    """This function will decrypt those of the pieces that are there, and log that they were read.

    :param again_within: the same reading so shortly before counts for this one, too
    """
    wanted = sorted({str(kind) for kind in kinds})
    found = {piece.kind: piece for piece in recording.pieces.filter(kind__in=wanted)}
    if not found:
        return {}
    row = {
        "cameo_id": recording.cameo_id,
        "version": recording.version,
        "kinds": [kind for kind in wanted if kind in found],
        "purpose": purpose,
        "reader": reader,
        "about": about,
    }
    if again_within is None or not Reading.objects.filter(at__gt=at - again_within, **row).exists():
        Reading.objects.create(at=at, **row)
    opened = {kind: _open(piece, recording) for kind, piece in found.items()}
    return {kind: data for kind, data in opened.items() if data is not None}


def read_one(
    *,
    recording: Recording,
    kind: str,
    purpose: Purpose,
    at: datetime,
    reader: User | None,
    about: str = "",
    again_within: timedelta | None = None,
) -> tuple[bytes, str]:
    """This function will decrypt one piece, log it, and give it with its media type.

    :raises PieceMissing: when there is none
    """
    piece = recording.pieces.filter(kind=kind).first()
    opened = read(
        recording=recording, kinds=[kind], purpose=purpose, at=at, reader=reader, about=about,
        again_within=again_within,
    )  # fmt: skip
    if piece is None or kind not in opened:
        raise PieceMissing(kind)
    return opened[kind], piece.media_type


def lay_out(
    *,
    cameo: Cameo,
    version: int,
    folder: Path,
    with_voice: bool,
    at: datetime,
    by: User | None = None,
    about: str = "",
) -> LaidOut:
    """This function will decrypt into `folder` what a job may show: face and views, the voice where it is granted.

    The named version is taken while it is there, else the one in force. The folder is the caller's to empty.
    """
    recordings = cameo.recordings.filter(state__in=[RecordingState.APPROVED, RecordingState.REPLACED])
    with_bytes = recordings.filter(pieces__kind=PieceKind.FACE)
    recording = (
        with_bytes.filter(version=version).first()
        or with_bytes.filter(version=cameo.recording_version).first()
    )
    if recording is None:
        return LaidOut()
    kinds = [PieceKind.FACE, *VIEWS, *([PieceKind.VOICE] if with_voice else [])]
    opened = read(
        recording=recording, kinds=kinds, purpose=Purpose.RENDER, at=at, reader=by, about=about
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    paths = {kind: _written(folder / _file_name(cameo, kind), data) for kind, data in opened.items()}
    voice = paths.pop(PieceKind.VOICE, None)
    return LaidOut(face=paths.pop(PieceKind.FACE, None), views=paths, voice=voice)


def erase(recording: Recording) -> None:
    """This function will delete every byte of the recording, the derived figures too; its row stays."""
    _drop(recording.pieces.all())
    Recording.objects.filter(pk=recording.pk).update(figures=None)


def erase_pieces(recording: Recording) -> None:
    """This function will delete what was recorded and keep only the encrypted figures it is known again by."""
    _drop(recording.pieces.all())


def seal_figures(recording: Recording, data: bytes) -> bytes:
    return seal(data, context_of(recording, "figures"))


def log_figures(*, recording: Recording, reader: User, at: datetime, about: str) -> None:
    """This function will log that a reviewer reads what the machine found, once in ten minutes."""
    row = {"cameo_id": recording.cameo_id, "version": recording.version, "kinds": ["figures"], "about": about}
    if not Reading.objects.filter(reader=reader, at__gt=at - timedelta(minutes=10), **row).exists():
        Reading.objects.create(reader=reader, purpose=Purpose.REVIEW, at=at, **row)


def open_figures(recording: Recording) -> bytes | None:
    return unseal(bytes(recording.figures), context_of(recording, "figures")) if recording.figures else None


def _open(piece: Piece, recording: Recording) -> bytes | None:
    try:
        with default_storage.open(piece.name) as file:
            return unseal(file.read(), context_of(recording, piece.kind))
    except FileNotFoundError:  # erased between our look and our hand
        return None


def _drop(pieces: Iterable[Piece]) -> None:
    """The bytes first: a piece whose file is gone is harmless, a file without its row is not."""
    for piece in pieces:
        default_storage.delete(piece.name)
        piece.delete()


def context_of(recording: Recording, kind: str) -> str:
    return f"{recording.pk}/{kind}"


def _file_name(cameo: Cameo, kind: str) -> str:
    return f"{cameo.pk}-{kind}.{'wav' if kind == PieceKind.VOICE else 'png'}"


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
