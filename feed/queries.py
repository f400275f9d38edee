"""What is read for pages: a clip as the stage shows it. Slates are in slates.py; every path asks
`Clip.objects`."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    Count,
    Exists,
    IntegerField,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from accounts.models import Follow, User
from comments.models import Comment
from feed.cursors import Cursor
from feed.models import Like, Saved
from generation.models import CameoUse, Clip, Job
from generation.states import UNFINISHED, JobState

Viewer = User | AnonymousUser
BESIDE = (
    "like_count", "comment_count", "remix_count", "is_liked", "is_saved", "is_followed", "parent_stands",
    "is_cast",
)  # fmt: skip


@dataclass(frozen=True)
class Rehearsal:
    """The demo clips that are still being made."""

    ready: int
    total: int


def behind(clips: QuerySet[Clip], cursor: Cursor) -> QuerySet[Clip]:
    """This function will give the clips older than the last one shown, the newest first."""
    if cursor.last_at and cursor.last_id:
        older = Q(published_at__lt=cursor.last_at)
        clips = clips.filter(older | Q(published_at=cursor.last_at, id__gt=cursor.last_id))
    return clips.order_by("-published_at", "id")


def dressed(clips: QuerySet[Clip], viewer: Viewer) -> QuerySet[Clip]:
    """This function will add what the stage shows beside a clip, in the same query and one more for the cast."""
    cast = Prefetch("uses", CAST, to_attr="cast")
    return counted(clips, viewer).select_related("author", "job", "remix_of__author").prefetch_related(cast)


def counted(clips: QuerySet[Clip], viewer: Viewer) -> QuerySet[Clip]:
    """This function will add what stands beside a clip on the stage, as BESIDE names it, in the same query."""
    person = viewer.pk or 0
    return clips.annotate(
        like_count=_number(Like.objects.filter(clip=OuterRef("pk"))),
        comment_count=_number(Comment.objects.standing().filter(clip=OuterRef("pk"))),
        remix_count=_number(Clip.objects.published(viewer).filter(remix_of=OuterRef("pk")), "remix_of"),
        is_liked=Exists(Like.objects.filter(clip=OuterRef("pk"), who=person)),
        is_saved=Exists(Saved.objects.filter(clip=OuterRef("pk"), who=person)),
        is_followed=Exists(Follow.objects.filter(who=person, whom=OuterRef("author"))),
        parent_stands=Exists(Clip.objects.published(viewer).filter(pk=OuterRef("remix_of"))),
        is_cast=Exists(CameoUse.objects.filter(clip=OuterRef("pk"))),
    )


CAST = CameoUse.objects.select_related("cameo__owner", "receipt").order_by("cameo__handle")


def _number(rows: QuerySet[Model], by: str = "clip") -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


@dataclass(frozen=True)
class Part:
    """A clip another was cut from, or the gap it left."""

    title: str = ""
    url: str = ""


def parts_made_of(clip: Clip, viewer: Viewer) -> list[Part]:
    """This function will list what a clip was cut from, each once; what the viewer may not see is a gap."""
    ids = list(dict.fromkeys(clip.job.sources.order_by("place").values_list("clip", flat=True)))
    seen = Clip.objects.visible_to(viewer).in_bulk([pk for pk in ids if pk])
    found = [seen.get(pk) if pk else None for pk in ids]
    return [Part(one.title, one.get_absolute_url()) if one else Part() for one in found]


def rehearsal() -> Rehearsal | None:
    """This function will say how far the demo clips are, or None when all are made."""
    if not settings.DEMO:
        return None
    demo = Job.objects.filter(origin="demo").aggregate(
        ready=Count("pk", filter=Q(state=JobState.DONE)), missing=Count("pk", filter=Q(state__in=UNFINISHED))
    )
    return Rehearsal(demo["ready"], demo["ready"] + demo["missing"]) if demo["missing"] else None
