"""A checker that knows words and faces, with weights on this host: KULISSE_ASR_MODEL, KULISSE_FACE_MODEL.

It adds findings to those of the embedded checker. A person still decides; nothing here proves an identity.
"""

from __future__ import annotations

from django.conf import settings

from cameos.checker import EmbeddedChecker
from policy.liveness import Asked, Finding, Seen
from policy.models_of_recordings import numbers_heard, one_face_throughout
from policy.recordings import Film


class TransformersChecker(EmbeddedChecker):
    def check(self, film: Film, seen: Seen, asked: Asked) -> tuple[Finding, ...]:
        found = list(super().check(film, seen, asked))
        if settings.ASR_MODEL:
            found.append(numbers_heard(film.sound, asked.numbers, settings.ASR_MODEL))
        if settings.FACE_MODEL:
            found.append(one_face_throughout(film, seen, settings.FACE_MODEL))
        return tuple(found)
