"""What workers do to jobs: claim under a lease, renew it, finish, fail, and sweep up after dead workers."""

from __future__ import annotations

import os
import shutil
import socket
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.live import nudge
from accounts.models import NotificationKind as Kind
from accounts.operations import notify
from generation import files, judging, line, queue
from generation.looking import Seen, keep_look
from generation.models import Clip, Job, Pool, Preview
from generation.moves import LostRace, NotAllowed, advance
from generation.operations import JobRefused, end_job, tell_owner
from generation.publishing import publish_clip
from generation.showing import spoken, topics_of, usual_of
from generation.states import RUNNING, JobState, PoolState
from policy.reasons import REASONS, Refusal


@dataclass
class Finished:
    """What a finished render is: plain data about the files in storage."""

    folder: str
    files: dict[str, dict[str, object]]
    source_type: str
    engine: str
    seconds: float
    fps: int
    thumbhash: str
    lines: list[dict[str, object]]
    sprites: dict[str, object]
    credentials: dict[str, object]
    unknown: list[str] = field(default_factory=list)
    seen: Seen | None = None


def worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def claim_next(*, pool: str, at: datetime) -> Job | None:
    """This function will take the next waiting job of the pool by fair share, under a fresh lease.

    Safe with any number of workers: each claim is one conditional UPDATE. A job that MAX_ATTEMPTS workers
    failed at is ended with the last one's reason instead of tried again. None when nothing waits, and while
    the pool is closed.
    """
    row, _made = Pool.objects.get_or_create(name=pool)
    while row.is_open(at) and (job := line.next_job(row)):
        try:
            if job.attempts >= settings.MAX_ATTEMPTS:
                give_up(job=job, at=at)
            elif judging.may_start(job=job, at=at):
                return _claim(job, at)
        except LostRace:
            pass
        row.refresh_from_db()
    return None


def claim_alike(*, job: Job, most: int, at: datetime) -> list[Job]:
    """This function will take up to `most` further waiting jobs of the same shape, to be rendered with `job`.

    In the order of the line, each under its own lease; those further back cost nobody time, for they ride along.
    One that failed before is tried alone: it may take the others with it.
    """
    claimed = []
    for other in line.alike(job, most):
        with suppress(LostRace):
            claimed.append(_claim(other, at))
    return claimed


def give_up(*, job: Job, at: datetime) -> None:
    """This function will end a job that was tried often enough, with the reason of the last try.

    :raises LostRace: when somebody else did
    """
    last = job.transitions.filter(subject="job", new_state=JobState.QUEUED).order_by("-pk").first()
    code = known_code(last.reason_code) if last and last.reason_code else "WORKER_LOST"
    fail_job(job=job, at=at, code=code, facts={"attempts": str(job.attempts)})


@transaction.atomic
def _claim(job: Job, at: datetime) -> Job:
    """:raises LostRace: when it, or the pool, was closed to us meanwhile"""
    still_open = Pool.objects.filter(Q(state=PoolState.OPEN) | Q(until__lte=at), name=job.pool)
    if not still_open.update(**line.started(job)):
        raise LostRace(f"pool {job.pool} is closed")
    advance(
        job,
        JobState.RENDERING,
        at=at,
        lease=uuid.uuid4(),
        lease_until=at + timedelta(seconds=settings.LEASE_SECONDS),
        worker=worker_name(),
        attempts=job.attempts + 1,
        started_at=at,
        percent=0,
        error_code="",
    )
    return job


def renew(*, job: Job, at: datetime, percent: int | None = None, preview: bytes | None = None) -> bool:
    """This function will prolong the lease and write the progress; False means: stop, it is no longer yours.

    It is not yours any more when it was cancelled, given to another worker, or a likeness in it was taken back.
    """
    changes: dict[str, object] = {"lease_until": at + timedelta(seconds=settings.LEASE_SECONDS)}
    if percent is not None:
        changes["percent"] = percent
    if preview is not None:
        changes["preview_at"] = at
    with transaction.atomic():
        mine = Job.objects.filter(pk=job.pk, lease=job.lease, state__in=RUNNING)
        if not (job.is_consented and mine.update(**changes)):
            return False
        if preview is not None:
            Preview.objects.update_or_create(job=job, defaults={"picture": preview})
    nudge()
    return True


def enter(*, job: Job, stage: JobState, at: datetime) -> None:
    """This function will move a job one stage on.

    :raises LostRace: when the lease is gone
    """
    until = at + timedelta(seconds=settings.LEASE_SECONDS)
    advance(job, stage, at=at, only_if={"lease": job.lease}, lease_until=until)


@transaction.atomic
def finish_job(*, job: Job, made: Finished, at: datetime) -> Clip:
    """This function will turn a sealed render into its author's draft and tell everybody concerned.

    :raises LostRace: when the lease is gone, or a likeness in it was taken back; the files are to be deleted then
    """
    Clip.objects.select_for_update().filter(
        used_in__job=job
    ).exists()  # none is withdrawn until this is through
    if job.uses.select_for_update().uncovered(published=False).exists() or job.sources.gone().exists():
        raise LostRace(f"{job.pk}: a likeness or a source was taken back")
    advance(
        job, JobState.DONE, at=at, only_if={"lease": job.lease}, lease=None, lease_until=None,
        percent=100, finished_at=at, unknown=made.unknown,
    )  # fmt: skip
    clip = Clip.objects.create(
        id=job.pk, job=job, author=job.author, remix_of=job.remix_of, title=job.title,
        engine=made.engine, source_type=made.source_type, width=job.width, height=job.height,
        seconds=made.seconds, fps=made.fps, thumbhash=made.thumbhash, lines=made.lines,
        sprites=made.sprites, folder=made.folder, files=made.files, credentials=made.credentials,
        visibility=usual_of(job), topics=topics_of(job.title, job.prompt, *spoken(made.lines)),
        created_at=at, **_wishes_of_maker(job),
    )  # fmt: skip
    if made.seen:
        keep_look(clip, made.seen)
    job.uses.update(clip=clip)
    Preview.objects.filter(job=job).delete()
    _tell(clip, at)
    if job.publish_when_done:
        with suppress(JobRefused):  # a likeness went this very moment: it stays a draft, which nobody sees
            publish_clip(clip=clip, by=job.author, at=at)
    return clip


def _wishes_of_maker(job: Job) -> dict[str, bool]:
    """Whether the words are hidden and remixes forbidden: as its maker set it, or one of its sources has it."""
    clips = Clip.objects.filter(used_in__job=job)
    return {
        "hides_prompt": job.author.hides_prompts or clips.filter(hides_prompt=True).exists(),
        "forbids_remix": job.author.forbids_remixes or clips.filter(forbids_remix=True).exists(),
    }


def _tell(clip: Clip, at: datetime) -> None:
    facts: dict[str, object] = {"title": clip.title or clip.job.prompt[:80]}
    if clip.job.origin != "demo":
        notify(to=clip.author, kind=Kind.JOB_DONE, at=at, url=clip.get_absolute_url(), facts=facts)
    for use in clip.uses.select_related("cameo__owner", "job__author"):
        tell_owner(use, Kind.LIKENESS_DRAFT, at)


@transaction.atomic
def fail_job(*, job: Job, at: datetime, code: str, facts: dict[str, str] | None = None) -> None:
    """This function will end a job as failed with its reason and tell its author; it costs no quota.

    :raises LostRace: when the lease is gone
    """
    end_job(job, JobState.FAILED, at=at, code=code, facts=facts, only_if={"lease": job.lease})
    told: dict[str, object] = {"reason": code, "title": job.prompt[:80]}
    notify(to=job.author, kind=Kind.JOB_FAILED, at=at, url=job.get_absolute_url(), facts=told)


@transaction.atomic
def refuse_job(*, job: Job, at: datetime, why: Refusal) -> None:
    """This function will end a job whose result breaks a rule, and tell its author which; it costs no quota.

    :raises LostRace: when the lease is gone
    """
    code = why.reason.code
    end_job(job, JobState.REFUSED, at=at, code=code, facts=dict(why.facts), only_if={"lease": job.lease})
    told: dict[str, object] = {"reason": code, "title": job.prompt[:80]}
    notify(to=job.author, kind=Kind.JOB_FAILED, at=at, url=job.get_absolute_url(), facts=told)


def sweep(*, at: datetime) -> int:
    """This function will give back every job whose lease ran out or whose worker on this host is dead."""
    lost = [job for job in Job.objects.running() if _is_lost(job, at)]
    returned = sum(_clean_up(job, at) for job in lost)
    _empty_work(at)
    wake_idle()
    return returned


def wake_idle() -> None:
    """This function will wake the workers that something waits for: a message that was lost is made up for."""
    for pool in (
        Job.objects.filter(state=JobState.QUEUED).order_by("pool").values_list("pool", flat=True).distinct()
    ):
        workers, running = settings.POOLS.get(pool, 1), Job.objects.running().filter(pool=pool).count()
        waiting = Job.objects.waiting().filter(pool=pool).order_by(*line.IN_LINE)[:workers].count()
        for _worker in range(min(waiting, max(1, workers - running))):
            queue.wake(pool)


def _empty_work(at: datetime) -> None:
    """What a worker left that was killed after its job had ended: faces lie in there too."""
    folders = list(settings.WORK_ROOT.glob("*-*"))
    running = {work_folder(job) for job in Job.objects.running()}  # asked after the look: a claim comes first
    for folder in folders:
        with suppress(FileNotFoundError):
            if folder not in running and at.timestamp() - folder.stat().st_mtime > settings.LEASE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _is_lost(job: Job, at: datetime) -> bool:
    if job.lease_until is None or job.lease_until < at:
        return True
    host, _colon, pid = job.worker.rpartition(":")
    return host == socket.gethostname() and not _is_alive(int(pid or 0))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _clean_up(job: Job, at: datetime) -> bool:
    folder, files_of, until = work_folder(job), home(job), job.lease_until
    if not give_back(job=job, at=at, reason="WORKER_LOST", only_if={"lease_until": until}):
        return False
    shutil.rmtree(folder, ignore_errors=True)  # only now: before, the lease might have been renewed
    files.remove(files_of)
    return True


@transaction.atomic
def give_back(
    *, job: Job, at: datetime, reason: str, counts: bool = True, only_if: dict[str, object] | None = None
) -> bool:
    """This function will put a running job back into the line, where it keeps its turn; False: it moved on.

    :param counts: whether this was one of the MAX_ATTEMPTS tries it has
    """
    attempts = job.attempts if counts else max(0, job.attempts - 1)
    try:
        advance(
            job, JobState.QUEUED, at=at, reason_code=reason, only_if={"lease": job.lease, **(only_if or {})},
            lease=None, lease_until=None, percent=0, attempts=attempts,
        )  # fmt: skip
    except (LostRace, NotAllowed):
        return False
    Preview.objects.filter(job=job).delete()
    return True


def home(job: Job) -> str:
    """Where this attempt's files go. Each lease has its own, so two workers never write over each other."""
    return f"clips/{job.pk}/{str(job.lease)[:8]}"


def work_folder(job: Job) -> Path:
    """Where the worker that holds this lease keeps its half-made files."""
    return settings.WORK_ROOT / f"{job.pk}-{job.lease}"


def known_code(code: str) -> str:
    """This function will give the code itself where people have a sentence for it."""
    return code if code in REASONS else "ENGINE_FAILED"
