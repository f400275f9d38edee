"""What django-q2 calls. Each is a few lines: take a row, hand it to operations, stop."""

from __future__ import annotations

import logging
import uuid

from django.utils.timezone import now

from cameos.models import Revocation
from generation import (
    asking,
    closing,
    consent,
    editing,
    firstpictures,
    indexing,
    narrowing,
    pools,
    purging,
    running,
)
from generation.rendering import render_jobs, room_beside

log = logging.getLogger("kulisse.stage")


def work(pool: str) -> int:
    """This function will render the waiting jobs of the pool, one after another, until none is left."""
    done = 0
    while job := running.claim_next(pool=pool, at=now()):
        jobs = [job, *running.claim_alike(job=job, most=room_beside(job), at=now())]
        render_jobs(jobs)
        done += len(jobs)
    return done


def sweep() -> int:
    """This function will put jobs of dead workers back into the line and close what revocations left open."""
    pools.reopen_due(at=now())
    returned = running.sweep(at=now())
    if returned:
        log.warning("%s job(s) came back from dead workers", returned)
    consent.end_of_minors(at=now())
    for revocation in Revocation.objects.filter(closed_at=None).order_by("pk"):
        closing.close_revoked(revocation=revocation, at=now())
    narrowing.end_narrowed(at=now())
    consent.refuse_expired(at=now())
    asking.decline_silent(at=now())
    firstpictures.forget_unused(at=now())
    editing.end_without_sources(at=now())
    purge_withdrawn()
    tell_caches()
    return returned


def close_revoked(revocation_id: int) -> int:
    """This function will end the uses one revocation took back."""
    return closing.close_revoked(revocation=Revocation.objects.get(pk=revocation_id), at=now())


def end_narrowed(cameo_id: str) -> int:
    """This function will end the uses of a likeness that its new terms were applied to."""
    return narrowing.end_narrowed(at=now(), cameo_id=uuid.UUID(cameo_id))


def purge_withdrawn() -> int:
    """This function will delete the bytes of withdrawn clips; a worker killed half-way leaves the rest to the next."""
    return purging.purge_withdrawn(at=now())


def tell_caches() -> int:
    """This function will tell the operator's cache what to forget."""
    return purging.tell_caches(at=now())


def index_missing() -> int:
    """This function will bring the search index in step with what is published."""
    return indexing.index_missing()
