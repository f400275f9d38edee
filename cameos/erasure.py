"""A likeness ends for good: biometrics, terms and names go at once; what receipts hang on stays, as nobody's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from cameos import biometrics
from cameos.models import Cameo, CameoState, Recording, RecordingState
from cameos.operations import take_back

NOBODY = "-gone-"  # no handle anybody can sign up with
UNFINISHED = ("QUEUED", "RENDERING", "CHECKING", "SEALING")  # of the jobs of a later stage


def nobody() -> User:
    """This function will give the account that owns what is left of deleted likenesses. Nobody can enter it."""
    return User.objects.get_or_create(handle=NOBODY, defaults={"is_active": False, "password": "!"})[0]


def erase_cameo(*, cameo: Cameo, at: datetime) -> None:
    """This function will delete the likeness: every use ends, every byte recorded is gone when it returns.

    Its row, the versions of its recordings and terms, and its receipts stay without a word about a person, so that
    receipts and their status still verify.
    """
    recordings = list(cameo.recordings.all())
    with transaction.atomic():
        take_back(cameo=cameo, at=at)
        Recording.objects.filter(cameo=cameo).update(
            state=RecordingState.DELETED, challenge=None, note="", figures=None
        )
        cameo.permissions.update(restrictions="", preferences="")
        cameo.grants.all().delete()
        cameo.blocks.all().delete()
        cameo.readings.all().delete()
        Cameo.objects.filter(pk=cameo.pk).update(
            state=CameoState.DELETED, handle=f"-{cameo.pk.hex[:22]}", name="", owner=nobody()
        )
    for recording in recordings:  # rows first: a worker that reads them now finds nothing to open
        biometrics.erase(recording)


def erase_person(*, person: User, at: datetime) -> int:
    """This function will delete every likeness of the person, so that their account can be deleted; it counts them."""
    cameos = list(Cameo.objects.filter(owner=person))
    for cameo in cameos:
        erase_cameo(cameo=cameo, at=at)
    person.challenges.all().delete()
    return len(cameos)


def drop_left() -> int:
    """This function will erase recordings that are over, once no job on its way needs them, and count them."""
    over = Recording.objects.exclude(pieces=None).filter(
        state__in=[RecordingState.DELETED, RecordingState.REFUSED, RecordingState.DECLINED]
    )
    replaced = Recording.objects.exclude(pieces=None).filter(state=RecordingState.REPLACED)
    done = 0
    for recording in [*over.distinct(), *(one for one in replaced.distinct() if not _is_needed(one))]:
        biometrics.erase_pieces(
            recording
        ) if recording.state == RecordingState.DECLINED else biometrics.erase(recording)
        done += 1
    return done


def _is_needed(recording: Recording) -> bool:
    uses = recording.cameo.uses.filter(recording_version=recording.version)
    return uses.filter(job__state__in=UNFINISHED, state__in=["ASKED", "APPROVED"]).exists()
