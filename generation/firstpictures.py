"""The picture a clip begins with: read within limits, drawn anew without its metadata, kept where no address leads.

A human face is refused, unless it is out of the recorded picture of a likeness the person may see and casts.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q
from numpy.typing import NDArray
from PIL import Image, ImageOps

from accounts.models import User
from cameos import biometrics
from cameos.models import Cameo, PieceKind, Purpose
from cameos.queries import offered_to
from generation.models import FirstPicture, Job
from generation.refused import JobRefused
from policy.faces import faces_in, is_out_of
from policy.prompts import mentions
from policy.reasons import Refusal, refusal

FOLDER = "first-pictures"
LARGEST = 8_000_000  # bytes
PIXELS = 24_000_000
SIDE = 1920  # pixels; no engine here draws more
KINDS = ("PNG", "JPEG", "WEBP")
UNUSED_FOR = timedelta(days=1)
MOST_KNOWN = 6  # likenesses a face is compared with

Pixels = NDArray[np.uint8]


def keep_picture(*, owner: User, file: IO[bytes], words: str, at: datetime) -> FirstPicture:
    """This function will read an uploaded picture, look for faces, and keep a clean copy.

    `words` is the prompt: a face passes that is out of the recorded picture of somebody it casts.

    :raises JobRefused: for what is no picture, is too large, or shows somebody; then nothing is kept
    """
    picture = read(file)
    shows = _known(owner, np.asarray(picture, np.uint8), words, at)
    key, data = uuid.uuid4(), io.BytesIO()
    picture.save(data, "PNG")
    kept = FirstPicture.objects.create(  # before its file: what has no row is swept away
        id=key,
        owner=owner,
        file=f"{FOLDER}/{key}.png",
        width=picture.width,
        height=picture.height,
        shows=shows,
        created_at=at,
    )
    default_storage.save(kept.file, ContentFile(data.getvalue()))
    return kept


def read(file: IO[bytes]) -> Image.Image:
    """This function will read a picture within our limits and draw it anew, upright and without its metadata.

    :raises JobRefused: for what is no picture or too large
    """
    data = file.read(LARGEST + 1)
    limits = {"megabytes": LARGEST // 1_000_000, "megapixels": PIXELS // 1_000_000}
    if len(data) > LARGEST:
        raise JobRefused([refusal("PICTURE_TOO_LARGE", "picture", **limits)])
    try:
        picture = Image.open(io.BytesIO(data), formats=KINDS)
        if picture.width * picture.height > PIXELS:
            raise JobRefused([refusal("PICTURE_TOO_LARGE", "picture", **limits)])
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except JobRefused:
        raise
    except Exception as broken:  # Pillow's readers fail in many ways on bytes made to break them
        raise JobRefused([refusal("PICTURE_UNREADABLE", "picture")]) from broken
    plain = Image.new("RGB", upright.size, "white")  # a new one: nothing of the old but its pixels
    plain.paste(upright, mask=upright)
    plain.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return plain


def _known(owner: User, pixels: Pixels, words: str, at: datetime) -> list[str]:
    """:raises JobRefused: when a face is nobody's whom the words cast"""
    faces = faces_in(pixels)
    if not faces:
        return []
    castable = offered_to(owner).filter(Q(handle__in=mentions(words)) | Q(owner=owner))[:MOST_KNOWN]
    recorded = [(cameo.handle, one) for cameo in castable for one in _recorded(cameo, owner, at)]
    shows = []
    for face in faces:
        whose = next((handle for handle, known in recorded if is_out_of(pixels, face, known)), None)
        if whose is None:
            raise JobRefused([refusal("PICTURE_FACE", "picture")])
        shows.append(whose)
    return sorted(set(shows))


def _recorded(cameo: Cameo, reader: User, at: datetime) -> Iterator[Pixels]:
    """The approved pictures of a likeness, on plain grey where they were cut out. The owner sees that we looked."""
    recording = cameo.recordings.filter(version=cameo.recording_version).first()
    if recording is None:
        return
    opened = biometrics.read(
        recording=recording,
        kinds=[PieceKind.FACE, *biometrics.VIEWS],
        purpose=Purpose.CHECK,
        at=at,
        reader=reader,
        about="first picture",
    )
    for data in opened.values():
        cut = Image.open(io.BytesIO(data)).convert("RGBA")
        plain = Image.new("RGB", cut.size, (128, 128, 128))
        plain.paste(cut, mask=cut)
        yield np.asarray(plain, np.uint8)


def own_picture(owner: User, key: object) -> FirstPicture:
    """This function will give a kept picture of one's own.

    :raises JobRefused: when there is none of that id
    """
    try:
        return FirstPicture.objects.get(pk=uuid.UUID(str(key)), owner=owner)
    except (ValueError, FirstPicture.DoesNotExist):
        raise JobRefused([refusal("PICTURE_GONE", "picture")]) from None


def refusals_of(owner: User, name: str, texts: Sequence[str]) -> list[Refusal]:
    """This function will say why a job can not begin with the picture of that name; nothing for no picture."""
    if not name:
        return []
    kept = FirstPicture.objects.filter(file=name, owner=owner).first()
    if kept is None or not default_storage.exists(name):
        return [refusal("PICTURE_GONE", "picture")]
    cast = {handle for text in texts for handle in mentions(text)}
    return [refusal("PICTURE_LIKENESS", "picture", handle=one) for one in kept.shows if one not in cast]


def fitted(name: str, width: int, height: int, to: Path) -> Path | None:
    """This function will put the kept picture, cut to the size of the clip, into a file here; None when it is gone."""
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        ImageOps.fit(Image.open(file).convert("RGB"), (width, height)).save(to, "PNG")
    return to


def forget_unused(*, at: datetime) -> int:
    """This function will delete the pictures no job begins with any more, a day after they came, and count them."""
    forgotten = 0
    for kept in FirstPicture.objects.filter(created_at__lt=at - UNUSED_FOR).order_by("created_at", "id"):
        if not Job.objects.filter(author=kept.owner_id, wanted__picture=kept.file, deleted_at=None).exists():
            default_storage.delete(kept.file)
            kept.delete()
            forgotten += 1
    return forgotten + _forget_strays()


def _forget_strays() -> int:
    """Files whose row went with its account."""
    if not default_storage.exists(FOLDER):
        return 0
    names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    strays = set(names) - set(FirstPicture.objects.filter(file__in=names).values_list("file", flat=True))
    for name in strays:
        default_storage.delete(name)
    return len(strays)
