"""What django-q2 calls. Each is a few lines: take a row, hand it to operations, stop."""

from __future__ import annotations

import logging

from django.db.models import F
from django.utils.timezone import now

from cameos.models import Revocation
from generation import consent, files, running
from generation.models import Clip
from generation.rendering import render_job
from generation.states import ClipState

log = logging.getLogger("kulisse.stage")


def work(pool: str) -> int:
    """This function will render the waiting jobs of the pool, one after another, until none is left."""
    done = 0
    while job := running.claim_next(pool=pool, at=now()):
        render_job(job)
        done += 1
    return done


def sweep() -> int:
    """This function will put jobs of dead workers back into the line and close what revocations left open."""
    returned = running.sweep(at=now())
    if returned:
        log.warning("%s job(s) came back from dead workers", returned)
    open_uses = {"cameo__uses__state__in": ["ASKED", "APPROVED"], "cameo__uses__asked_at__lte": F("at")}
    for revocation in Revocation.objects.filter(**open_uses).distinct():
        consent.close_revoked(revocation=revocation, at=now())
    consent.refuse_expired(at=now())
    purge_withdrawn()
    return returned


def close_revoked(revocation_id: int) -> int:
    """This function will end the uses one revocation took back."""
    return consent.close_revoked(revocation=Revocation.objects.get(pk=revocation_id), at=now())


def purge_withdrawn() -> int:
    """This function will delete the bytes of withdrawn clips; a worker killed half-way leaves the rest to the next."""
    purged = 0
    for clip in Clip.objects.filter(state=ClipState.WITHDRAWN, purged_at=None).order_by("withdrawn_at", "id"):
        try:
            files.remove(clip.folder)
        except OSError:  # the others are not to wait for it; the next round tries again
            log.exception("clip %s: its files can not be deleted", clip.pk)
            continue
        purged += Clip.objects.filter(pk=clip.pk, purged_at=None).update(purged_at=now())
    return purged
