"""Who looks at a recording before a person does: a Protocol, and the checker that needs no download.

KULISSE_RECORDING_CHECKER names another by its dotted path. None of them identifies anybody; a person decides.
"""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from policy.liveness import Asked, Finding, Seen, findings
from policy.recordings import Film


class RecordingChecker(Protocol):
    def check(self, film: Film, seen: Seen, asked: Asked) -> tuple[Finding, ...]:
        """This function will say what the recording shows of what was asked, each with a confidence."""
        ...


class EmbeddedChecker:
    """Faces by cascades, turns by optical flow, spoken groups by loudness. It knows no words and no person."""

    def check(self, film: Film, seen: Seen, asked: Asked) -> tuple[Finding, ...]:
        return findings(film, seen, asked)


def checker() -> RecordingChecker:
    """This function will make the checker of this instance.

    :raises ImportError: when the setting names none
    """
    made: RecordingChecker = import_string(settings.RECORDING_CHECKER)()
    return made
