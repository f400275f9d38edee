"""Jobs as clients of /v1 see them: the Video object, its id, its page. Nothing is written here."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from generation.compat_errors import BadCall, code_of, message_of
from generation.line import place_in_line
from generation.models import Clip, Job
from generation.queries import jobs_of
from generation.refusals import Said, said_of_code, said_of_job
from generation.states import FINISHED, JobState
from generation.waits import usual_seconds

SOONEST, LATEST, LOOKS = 500, 10_000, 10  # ms between two polls; how often a client looks at one job
MOST = 100
NOBODY = uuid.UUID(int=0)

Video = dict[str, object]


def video_id(pk: uuid.UUID) -> str:
    return f"video_{pk.hex}"


def read_id(text: str) -> uuid.UUID:
    """This function will give the id of the row behind `video_…`; what is none of ours gives an id nobody has."""
    try:
        return uuid.UUID(hex=text.removeprefix("video_"))
    except ValueError:
        return NOBODY


def videos_of(author: User) -> QuerySet[Job]:
    """This function will give the author's jobs with what a Video object needs, newest first."""
    seen = Clip.objects.visible_to(author).filter(pk=OuterRef("pk"))
    return (
        jobs_of(author)
        .prefetch_related(None)
        .prefetch_related("sources")
        .select_related("clip")
        .annotate(is_there=Exists(seen))
    )


def video(job: Job) -> Video:
    """This function will show a job of videos_of as a Video object."""
    error = _error(job)
    return {
        "id": video_id(job.pk),
        "object": "video",
        "model": job.alias or job.engine,
        "status": _status(job, error),
        "progress": 100 if job.is_done else job.percent,
        "created_at": _unix(job.created_at),
        "completed_at": _unix(job.finished_at) if job.is_done else None,
        "expires_at": None,
        "prompt": job.prompt,
        "seconds": str(job.whole_seconds),
        "size": f"{job.width}x{job.height}",
        "remixed_from_video_id": video_id(job.remix_of_id) if job.remix_of_id else None,
        "error": {"code": code_of(error), "message": message_of(error)} if error else None,
    }


def page(author: User, after: str, limit: str, order: str) -> dict[str, object]:
    """This function will give one page of the author's videos, as the SDK walks them.

    :raises BadCall: when a parameter makes no sense
    """
    if order not in ("asc", "desc"):
        raise BadCall(
            "Invalid value for 'order': expected 'asc' or 'desc'.", code="invalid_value", param="order"
        )
    if not (limit.isascii() and limit.isdigit() and len(limit) < 4 and 1 <= int(limit) <= MOST):
        raise BadCall(
            f"Invalid value for 'limit': expected 1 to {MOST}.", code="invalid_value", param="limit"
        )
    rows = list(_after(videos_of(author), author, after, order)[: int(limit) + 1])
    return _page(rows[: int(limit)], has_more=len(rows) > int(limit))


def poll_after(job: Job) -> int:
    """This function will advise how many milliseconds to wait between two looks; clients read it once."""
    if job.state in FINISHED:
        return SOONEST
    expected = (usual_seconds(job) or job.seconds) * (1 + place_in_line(job))
    return max(SOONEST, min(LATEST, expected * 1000 // LOOKS))


def _after(jobs: QuerySet[Job], author: User, after: str, order: str) -> QuerySet[Job]:
    step, sign = ("gt", "") if order == "asc" else ("lt", "-")
    jobs = jobs.order_by(f"{sign}created_at", f"{sign}id")
    if not after:
        return jobs
    last = Job.objects.filter(author=author, pk=read_id(after)).first()  # a deleted one still marks its place
    if last is None:
        raise BadCall("Invalid value for 'after': no such video.", code="invalid_value", param="after")
    tied = Q(created_at=last.created_at, **{f"id__{step}": last.pk})
    return jobs.filter(Q(**{f"created_at__{step}": last.created_at}) | tied)


def _page(rows: Sequence[Job], *, has_more: bool) -> dict[str, object]:
    return {
        "object": "list",
        "data": [video(job) for job in rows],
        "first_id": video_id(rows[0].pk) if rows else None,
        "last_id": video_id(rows[-1].pk) if rows else None,
        "has_more": has_more,
    }


def _status(job: Job, error: Said | None) -> str:
    if error:
        return "failed"
    if job.is_done:
        return "completed"
    return "queued" if job.state == JobState.QUEUED else "in_progress"


def _error(job: Job) -> Said | None:
    """A finished video that was withdrawn since reads as failed, so that nobody waits for its bytes."""
    if not job.is_done:
        return said_of_job(job) if job.is_finished else None
    is_there: bool = job.is_there  # type: ignore[attr-defined]  # annotated by videos_of
    return None if is_there else said_of_code(job.clip.withdrawn_for or "LIKENESS_REVOKED")


def _unix(at: datetime | None) -> int | None:
    return int(at.timestamp()) if at else None
