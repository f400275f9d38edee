"""What one person may have at once and in a day: the numbers, who has reached them, when a place frees up.

`request_job` asks here and nowhere else. How many of a person's jobs run at once is no refusal: the next one
waits, and the line goes on to others (generation.line asks for that number).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from generation.line import IN_LINE
from generation.models import Clip, Job
from generation.states import COSTS_QUOTA, JobState
from generation.waits import wait_of
from policy.reasons import Refusal, refusal

DAY = timedelta(hours=24)
BY_THE_OWNER = ("LIKENESS_REVOKED", "LIKENESS_DECLINED", "LIKENESS_NO_ANSWER")  # a draft its owner ended


def used_today(author: User, at: datetime) -> QuerySet[Job]:
    """This function will give the jobs that count against the day's limit, oldest first.

    A draft that a likeness owner ended or declined gives its place back.
    """
    since = at - DAY
    taken = Clip.objects.filter(job=OuterRef("pk"), published_at=None, withdrawn_for__in=BY_THE_OWNER)
    counted = author.jobs.filter(~Exists(taken), created_at__gt=since, state__in=COSTS_QUOTA)
    return counted.order_by("created_at")


def over_limits(*, author: User, at: datetime, more: int = 1) -> list[Refusal]:
    """This function will say which limit keeps `author` from asking for `more` clips now, and when it frees up."""
    if author.is_demo:
        return []
    return [*_of_the_day(author, at, more), *_of_the_line(author, at, more)]


def _of_the_day(author: User, at: datetime, more: int) -> list[Refusal]:
    limit = settings.JOBS_A_DAY
    used = list(used_today(author, at).values_list("created_at", flat=True))
    over = len(used) + more - limit
    if over <= 0:
        return []
    if over > len(used):  # more at once than a whole day holds
        return [refusal("QUOTA_TOO_MANY", limit=limit, wanted=more)]
    return [refusal("QUOTA_DAY", limit=limit, free_at=_moment(used[over - 1] + DAY))]


def _of_the_line(author: User, at: datetime, more: int) -> list[Refusal]:
    limit = settings.JOBS_WAITING
    waiting = author.jobs.filter(state=JobState.QUEUED)
    if waiting.count() + more <= limit:
        return []
    first = waiting.order_by(*IN_LINE).first()
    wait = wait_of(first, at) if first else None
    if wait is None or wait.usual is None:
        return [refusal("QUOTA_WAITING", limit=limit)]
    free_at = _moment(at + timedelta(seconds=wait.usual, minutes=1))
    return [refusal("QUOTA_WAITING_UNTIL", limit=limit, free_at=free_at)]


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
