"""Questions about many rows: what a person made, may cast, is asked. The line before the workers: line.py, waits.py."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    Case,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from accounts.models import User
from cameos.models import Cameo
from cameos.queries import standing_with, terms_in_force
from cameos.rules import Decision, UseRequest, decide
from generation.models import CameoUse, Clip, ClipQuerySet, Job
from generation.states import COSTS_QUOTA, FRUITLESS, UNFINISHED, ClipState, JobState, UseState
from policy.prompts import categories_of
from policy.restrictions import touches

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    MarkedUse = WithAnnotations[CameoUse, "Mark"]

DAY = timedelta(hours=24)


class Mark(TypedDict):
    mark: str  # asked | stands | ended


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


def own_clips_of(author: User) -> ClipQuerySet:
    """This function will list what the author has made and may see, published or not, newest first."""
    mine = Clip.objects.visible_to(author).filter(author=author)
    return mine.select_related("job", "author").order_by("-created_at", "id")


def unfinished_of(author: User) -> QuerySet[Job]:
    """This function will list the author's jobs that have no clip: those on their way, then the latest that ended."""
    lately = Q(state__in=UNFINISHED) | Q(state__in=[JobState.FAILED, JobState.REFUSED])
    return author.jobs.filter(lately, clip=None, deleted_at=None).order_by("-created_at", "id")


def jobs_of(author: User) -> QuerySet[Job]:
    """This function will list the author's jobs, newest first, without those they deleted."""
    jobs = author.jobs.filter(deleted_at=None).prefetch_related("uses__cameo", "sources")
    return jobs.order_by("-created_at", "id")


def variations_of(job: Job) -> QuerySet[Job]:
    """This function will list the jobs that were asked for in one breath with this one, itself among them, by seed."""
    if job.group is None:
        return Job.objects.none()
    alike = Job.objects.filter(group=job.group, author=job.author_id, deleted_at=None)
    return alike.select_related("clip").order_by("created_at", "seed", "id")


def latest_clips(viewer: User | AnonymousUser) -> QuerySet[Clip]:
    """This function will list what the viewer may see and wants to, newest first, with what an item of a list needs."""
    return (
        Clip.objects.listed(viewer)
        .select_related("author", "job")
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
