"""Questions about many rows: who is next, where in the line, how long it takes, what a person may still do."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Avg, Count, DateTimeField, F, OuterRef, QuerySet, Subquery

from accounts.models import User
from cameos.models import Cameo
from cameos.queries import standing_with, terms_in_force
from cameos.rules import Decision, UseRequest, decide
from generation.models import CameoUse, Clip, Job
from generation.states import COSTS_QUOTA, JobState
from policy.reasons import Category

DAY = timedelta(hours=24)


def next_waiting(pool: str) -> QuerySet[Job]:
    """This function will order the waiting jobs by fair share: who was served longest ago, then age.

    One person's hundred prompts do not starve another's first.
    """
    served = Job.objects.filter(author=OuterRef("author"), started_at__isnull=False).order_by("-started_at")
    return (
        Job.objects.waiting()
        .filter(pool=pool)
        .annotate(served_at=Subquery(served.values("started_at")[:1], output_field=DateTimeField()))
        .order_by(F("served_at").asc(nulls_first=True), "created_at", "id")
    )


def place_in_line(job: Job) -> int:
    """This function will say how many jobs start before this one, were the line to stay as it is."""
    if job.state != JobState.QUEUED:
        return 0
    waiting = Job.objects.waiting().filter(pool=job.pool)
    mine = waiting.filter(author=job.author_id, created_at__lt=job.created_at).count()
    others = waiting.exclude(author=job.author_id).order_by().values("author").annotate(jobs=Count("pk"))
    return mine + sum(min(row["jobs"], mine + 1) for row in others)


def usual_seconds(job: Job) -> int | None:
    """This function will say how long jobs like this one took lately, in seconds; None when unknown."""
    done = Job.objects.filter(state=JobState.DONE, engine=job.engine, started_at__isnull=False)
    recent = done.filter(width=job.width, seconds=job.seconds).order_by("-finished_at")[:20]
    span = Job.objects.filter(pk__in=recent.values("pk")).aggregate(
        mean=Avg(F("finished_at") - F("started_at"))
    )["mean"]
    return max(1, round(span.total_seconds())) if span else None


def used_today(author: User, at: datetime) -> QuerySet[Job]:
    """This function will give the jobs that count against the day's limit, oldest first."""
    since = at - DAY
    return author.jobs.filter(created_at__gt=since, state__in=COSTS_QUOTA).order_by("created_at")


def may_cast(*, cameo: Cameo, author: User, categories: frozenset[Category], at: datetime) -> Decision:
    """This function will ask the rules whether `author` may use `cameo` for something of these categories."""
    today = CameoUse.objects.filter(
        cameo=cameo, job__author=author, asked_at__gt=at - DAY, job__state__in=COSTS_QUOTA
    ).count()
    stand = standing_with(cameo, author)
    return decide(terms_in_force(cameo), UseRequest(at=at, categories=categories, uses_today=today, **stand))


def drafts_of(author: User) -> QuerySet[Clip]:
    return author.clips.visible_to(author).exclude(state="PUBLISHED").order_by("-created_at", "id")


def uses_of(owner: User) -> QuerySet[CameoUse]:
    """This function will list every use of the owner's likenesses, newest first, with what a page needs."""
    return (
        CameoUse.objects.filter(cameo__owner=owner)
        .select_related("cameo", "job__author", "clip", "receipt")
        .order_by("-asked_at", "id")
    )
