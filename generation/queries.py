"""Questions about many rows: who is next, where in the line, how long it takes, what a person may still do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import (
    Avg,
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from accounts.models import User
from cameos.models import Cameo
from cameos.queries import standing_with, terms_in_force
from cameos.rules import Decision, UseRequest, decide
from generation.models import CameoUse, Clip, Job
from generation.states import COSTS_QUOTA, FRUITLESS, UNFINISHED, ClipState, JobState, UseState
from policy.prompts import categories_of
from policy.restrictions import touches

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    MarkedUse = WithAnnotations[CameoUse, "Mark"]

DAY = timedelta(hours=24)
BY_THE_OWNER = (
    "LIKENESS_REVOKED",
    "LIKENESS_DECLINED",
    "LIKENESS_NO_ANSWER",
)  # why a likeness owner's draft was withdrawn


class Mark(TypedDict):
    mark: str  # asked | stands | ended


def next_waiting(pool: str) -> QuerySet[Job]:
    """This function will order the waiting jobs by fair share: who was served longest ago, then age.

    One person's hundred prompts do not starve another's first; what nobody waits for comes after both.
    """
    served = Job.objects.filter(author=OuterRef("author"), started_at__isnull=False).order_by("-started_at")
    return (
        Job.objects.waiting()
        .filter(pool=pool)
        .annotate(served_at=Subquery(served.values("started_at")[:1], output_field=DateTimeField()))
        .order_by("is_batch", F("served_at").asc(nulls_first=True), "created_at", "id")
    )


def place_in_line(job: Job) -> int:
    """This function will say how many jobs start before this one, were the line to stay as it is.

    The line goes round the people in the order of `next_waiting`; in each round everybody has one turn.
    """
    if job.state != JobState.QUEUED:
        return 0
    line = Job.objects.waiting().filter(pool=job.pool)
    before = line.filter(is_batch=False).count() if job.is_batch else 0
    waiting = line.filter(is_batch=job.is_batch)
    turn = waiting.filter(author=job.author_id, created_at__lt=job.created_at).count()
    lines: dict[int, dict[str, Any]] = {row["author"]: dict(row) for row in _lines(waiting)}
    mine = lines.pop(job.author_id, None)
    if mine is None:  # its likeness owner is still to be asked: it has no place yet
        return before + sum(int(row["jobs"]) for row in lines.values())
    key = _turn_key(mine)
    return before + turn + sum(min(int(row["jobs"]), turn + (_turn_key(row) < key)) for row in lines.values())


def _lines(waiting: QuerySet[Job]) -> Any:
    served = Job.objects.filter(author=OuterRef("author"), started_at__isnull=False).order_by("-started_at")
    return (
        waiting.order_by()
        .values("author")
        .annotate(
            jobs=Count("pk"), oldest=Min("created_at"), served_at=Subquery(served.values("started_at")[:1])
        )
    )


def _turn_key(row: dict[str, Any]) -> tuple[bool, datetime, datetime]:
    return row["served_at"] is not None, row["served_at"] or row["oldest"], row["oldest"]


def usual_seconds(job: Job) -> int | None:
    """This function will say how long jobs like this one took lately, in seconds; None when unknown."""
    done = Job.objects.filter(state=JobState.DONE, engine=job.engine, started_at__isnull=False)
    recent = done.filter(width=job.width, seconds=job.seconds).order_by("-finished_at")[:20]
    span = Job.objects.filter(pk__in=recent.values("pk")).aggregate(
        mean=Avg(F("finished_at") - F("started_at"))
    )["mean"]
    return max(1, round(span.total_seconds())) if span else None


def used_today(author: User, at: datetime) -> QuerySet[Job]:
    """This function will give the jobs that count against the day's limit, oldest first.

    A draft that a likeness owner ended or declined gives its place back.
    """
    since = at - DAY
    taken = Clip.objects.filter(job=OuterRef("pk"), published_at=None, withdrawn_for__in=BY_THE_OWNER)
    counted = author.jobs.filter(~Exists(taken), created_at__gt=since, state__in=COSTS_QUOTA)
    return counted.order_by("created_at")


def may_cast(*, cameo: Cameo, author: User, words: str, at: datetime, ahead: int = 0) -> Decision:
    """This function will ask the rules whether `author` may use `cameo` in a clip asked for in these words.

    `ahead` are the uses of the same breath that would come before.
    """
    today = CameoUse.objects.filter(
        cameo=cameo, job__author=author, asked_at__gt=at - DAY, job__state__in=COSTS_QUOTA
    ).count()
    return decide(terms_in_force(cameo), request_of(cameo, author, words, at, uses_today=today + ahead))


def request_of(cameo: Cameo, author: User, words: str, at: datetime, uses_today: int = 0) -> UseRequest:
    """This function will put into plain data who asks for what, as the rules take it."""
    stand = standing_with(cameo, author)
    categories, touched = categories_of(words), touches(words)
    return UseRequest(at=at, categories=categories, touches=touched, uses_today=uses_today, **stand)


def drafts_of(author: User) -> QuerySet[Clip]:
    """This function will list what the author has made and not published, newest first."""
    return (
        author.clips.visible_to(author)
        .exclude(state=ClipState.PUBLISHED)
        .with_asked()
        .select_related("job")
        .order_by("-created_at", "id")
    )


def unfinished_of(author: User) -> QuerySet[Job]:
    """This function will list the author's jobs that have no clip: those on their way, then the latest that ended."""
    lately = Q(state__in=UNFINISHED) | Q(state__in=[JobState.FAILED, JobState.REFUSED])
    return author.jobs.filter(lately, clip=None, deleted_at=None).order_by("-created_at", "id")


def jobs_of(author: User) -> QuerySet[Job]:
    """This function will list the author's jobs, newest first, without those they deleted."""
    return author.jobs.filter(deleted_at=None).prefetch_related("uses__cameo").order_by("-created_at", "id")


def variations_of(job: Job) -> QuerySet[Job]:
    """This function will list the jobs that were asked for in one breath with this one, itself among them, by seed."""
    if job.group is None:
        return Job.objects.none()
    alike = Job.objects.filter(group=job.group, author=job.author_id, deleted_at=None)
    return alike.select_related("clip").order_by("created_at", "seed", "id")


def latest_clips() -> QuerySet[Clip]:
    """This function will list what everybody may see, newest first, with what an item of a list needs."""
    return (
        Clip.objects.published()
        .select_related("author")
        .prefetch_related("uses__cameo")
        .order_by("-published_at", "id")
    )


def uses_of(owner: User) -> QuerySet[MarkedUse]:
    """This function will list every use of the owner's likenesses, newest first, with what a page needs.

    `mark` is what the promise says, not the row: "ended" from the commit that took the consent back, and for
    what has no clip any more; else "asked" or "stands".
    """
    uncovered = Exists(CameoUse.objects.filter(pk=OuterRef("pk")).uncovered(published=False))
    over = Q(uncovered) | Q(clip__state=ClipState.WITHDRAWN) | Q(job__state__in=FRUITLESS)
    asked = When(state=UseState.ASKED, then=Value("asked"))
    return (
        CameoUse.objects.filter(cameo__owner=owner)
        .select_related("cameo", "job__author", "clip", "receipt")
        .annotate(mark=Case(When(over, then=Value("ended")), asked, default=Value("stands")))
        .order_by("-asked_at", "id")
    )


def asks_of(owner: User) -> QuerySet[MarkedUse]:
    """This function will list the uses that wait for the owner's answer now, oldest first."""
    return uses_of(owner).filter(state=UseState.ASKED, mark="asked").order_by("asked_at", "id")


def makers_with(owner: User) -> QuerySet[User]:
    """This function will list the people who have used a likeness of `owner`, by handle."""
    used = CameoUse.objects.filter(cameo__owner=owner)
    return User.objects.filter(pk__in=used.values("job__author")).order_by("handle")
