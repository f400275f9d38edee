"""Changing the key: everything recorded is opened with the key it names and sealed with the newest one."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from cameos.biometrics import context_of
from cameos.models import Piece, Recording
from cameos.vault import is_newest, seal, unseal


def reseal_all() -> int:
    """This function will seal anew whatever is under an older key, and count it. Run twice, it does nothing more.

    :raises CanNotOpen: when a key is missing
    """
    done = sum(_reseal_piece(piece) for piece in Piece.objects.select_related("recording").iterator())
    with_figures = Recording.objects.exclude(figures=None)
    return done + sum(_reseal_figures(recording) for recording in with_figures.iterator())


def _reseal_piece(piece: Piece) -> bool:
    """The new file is there before the row names it, and only then the old one goes."""
    context = context_of(piece.recording, piece.kind)
    with default_storage.open(piece.name) as file:
        sealed = file.read()
    if is_newest(sealed):
        return False
    old, new = (
        piece.name,
        default_storage.save(piece.name, ContentFile(seal(unseal(sealed, context), context))),
    )
    if Piece.objects.filter(pk=piece.pk, name=old).update(name=new):
        default_storage.delete(old)
        return True
    default_storage.delete(new)
    return False


def _reseal_figures(recording: Recording) -> bool:
    old = bytes(recording.figures or b"")
    if is_newest(old):
        return False
    context = context_of(recording, "figures")
    same = Recording.objects.filter(pk=recording.pk, figures=old)
    return bool(same.update(figures=seal(unseal(old, context), context)))
