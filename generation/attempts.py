"""One try of a worker at a job: what it holds, and how it ends when it does not end with a clip."""

from __future__ import annotations

import logging
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.timezone import now

from generation import files, running
from generation.heartbeat import Heartbeat
from generation.models import Clip, Job
from generation.moves import LostRace, NotAllowed
from policy.reasons import Refusal

log = logging.getLogger("kulisse.stage")
WITH_THE_WORKER = {"DEVICE_LOST"}  # failures after which this process can render nothing more


class WorkerBroken(SystemExit):
    """What this process needs is gone, its graphics card say: it ends, and its cluster starts another."""


@dataclass
class Attempt:
    """What a worker claimed, kept aside: a last step that is rolled back leaves other words on the job in hand."""

    job: Job
    lease: uuid.UUID | None
    folder: Path
    home: str
    heart: Heartbeat
    began: float = field(default_factory=time.monotonic)
    is_broken: bool = False

    @classmethod
    def of(cls, job: Job) -> Attempt:
        return cls(job, job.lease, running.work_folder(job), running.home(job), Heartbeat(job))


def failed_at(attempt: Attempt, code: str) -> None:
    """A card that is gone is no fault of the job: it goes back into the line, and this worker ends."""
    if code not in WITH_THE_WORKER:
        return end(attempt, code)
    attempt.is_broken = True
    remove_files(attempt)
    attempt.job.lease = attempt.lease
    running.give_back(job=attempt.job, at=now(), reason=code)


def end(attempt: Attempt, why: Refusal | str) -> None:
    """The job ends with its reason while the lease is still ours; what was stored of it goes in any case."""
    remove_files(attempt)
    job = Job.objects.select_related("author").get(pk=attempt.job.pk)
    job.lease = attempt.lease
    try:
        if isinstance(why, str):
            running.fail_job(job=job, at=now(), code=why)
        else:
            running.refuse_job(job=job, at=now(), why=why)
    except (LostRace, NotAllowed):
        log.info("job %s had ended before it failed", job.pk)


def remove_files(attempt: Attempt) -> None:
    """Never those of a clip: when the connection broke at the commit, only the database knows what came of it."""
    if not Clip.objects.filter(pk=attempt.job.pk, folder=attempt.home).exists():
        files.remove(attempt.home)
