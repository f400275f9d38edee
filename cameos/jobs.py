"""What django-q2 calls here: look at a recording, and by the clock finish what a killed worker left."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now
from django_q.tasks import async_task

from cameos import checking, erasure
from cameos.models import Recording, RecordingState

log = logging.getLogger("kulisse.enrolment")
PATIENCE = timedelta(minutes=6)  # longer than django-q2 lets one task of the default pool run
MOST_TRIES = 3


def look_later(recording: Recording) -> None:
    """This function will have the `default` pool look at the recording once its row is committed."""
    put = lambda: async_task("cameos.jobs.look", str(recording.pk), cluster="default")  # noqa: E731
    if settings.REDIS_URL:  # Redis does not know our transaction; the ORM broker is part of it
        transaction.on_commit(put, robust=True)
    else:
        put()


def look(recording_id: str) -> bool:
    """This function will look at one recording, unless another worker does or has; it says whether it did."""
    return checking.look_at(recording_id=recording_id, at=now())


def sweep() -> int:
    """This function will take up what a killed worker left: recordings to look at, bytes to erase. It counts them."""
    left = Recording.objects.filter(state=RecordingState.CHECKING, created_at__lt=now() - PATIENCE)
    for recording in left.filter(attempts__lt=MOST_TRIES):
        checking.look_at(recording_id=recording.pk, at=now())
    for recording in left.filter(attempts__gte=MOST_TRIES):
        checking.refuse(recording=recording, code="RECORDING_LOST", at=now())
    return erasure.drop_left()
