"""Which clips look the same: looks of all that were judged, held against those that come. Reads rows, decides nothing."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import numpy as np

from generation.models import Clip, ClipLook
from provenance.looks import VIEWS, Bits, is_near_copy, pictures_from, roughly_like

CHUNK = 5000
HELD_AGAINST = 200  # the likeliest that are looked at closely


@dataclass(frozen=True)
class Twin:
    """An older clip that looks the same."""

    clip_id: uuid.UUID
    author_id: int
    group: uuid.UUID  # the first clip of that look


class Looks:
    """The usual pictures of all judged clips; those that are judged join them."""

    def __init__(self) -> None:
        rows = ClipLook.objects.filter(clip__tally__is_judged=True).order_by().values_list("pk", "usual")
        self._ids: list[uuid.UUID] = []
        parts = []
        for clip_id, usual in rows.iterator(CHUNK):
            self._ids.append(clip_id)
            parts.append(bytes(usual))
        self._count = len(parts)
        self._usual = np.frombuffer(bytearray(b"".join(parts)), np.uint8).reshape(-1, VIEWS, 32)

    def add(self, look: ClipLook) -> None:
        """This function will let a clip be one that later ones are held against."""
        if self._count == len(self._usual):  # room for as many again
            room = np.zeros((max(64, self._count), VIEWS, 32), np.uint8)
            self._usual = np.concatenate([self._usual, room])
        self._usual[self._count] = _usual_of(look)
        self._ids.append(look.pk)
        self._count += 1

    def twins(self, look: ClipLook) -> list[Twin]:
        """This function will give the clips that look the same as this one, the nearest first."""
        places = roughly_like(_usual_of(look), self._usual[: self._count])[:HELD_AGAINST]
        ids = [self._ids[place] for place in places if self._ids[place] != look.pk]
        pictures = pictures_from(bytes(look.pictures))
        others = ClipLook.objects.select_related("clip__tally").in_bulk(ids)
        near = [one for one in ids if one in others and _near(pictures, others[one])]
        return [_twin(others[one].clip) for one in near]


def _near(pictures: Bits, other: ClipLook) -> bool:
    return is_near_copy(pictures, pictures_from(bytes(other.pictures)))


def _twin(clip: Clip) -> Twin:
    return Twin(clip.pk, clip.author_id, clip.tally.copy or clip.pk)


def _usual_of(look: ClipLook) -> Bits:
    return np.frombuffer(bytes(look.usual), np.uint8).reshape(VIEWS, 32)
