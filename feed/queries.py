"""What is read for pages: a clip as the stage shows it. Slates are in slates.py; every path asks
`Clip.objects`."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

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
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils.timezone import now

from accounts.ages import newest_birth_month
from accounts.models import Follow, User
from comments.models import Comment
from feed.cursors import Cursor
from feed.models import Like, Saved
from feed.prepared import MOST, SOME, SOMEBODY, Prepared, clip_id_of
from generation.models import CameoUse, Clip, Job
from generation.states import UNFINISHED, JobState

Viewer = User | AnonymousUser
_BESIDE = (
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
    return _with_cast(_counted(clips, viewer))


class Found:
    """A clip a list may show, as it was read: made only where somebody looks at it."""

    def __init__(self, row: tuple[Any, ...], query: Prepared) -> None:
        self._row, self._query = row, query
        self.title: str = row[_TITLE]

    @cached_property
    def clip(self) -> Clip:
        """Dressed but for its cast."""
        return _clip(self._query.read(self._row))


def standing(clip_ids: Sequence[uuid.UUID], viewer: Viewer) -> dict[uuid.UUID, Found]:
    """This function will give those of these clips that a list may show to the viewer."""
    query = _STANDING[viewer.is_authenticated]
    born = newest_birth_month(now().date())  # a part of the query that changes by the month
    parts = [clip_ids[start : start + MOST] for start in range(0, len(clip_ids), MOST)]
    rows = [row for part in parts for row in query.rows(who=viewer.pk or 0, clips=part, also=born)]
    return {clip_id_of(row[0]): Found(row, query) for row in rows}


def add_cast(clips: Sequence[Clip]) -> None:
    """This function will add who is cast, where somebody is, in one query."""
    for clip in clips:
        clip.cast = []  # type: ignore[attr-defined]
    prefetch_related_objects([clip for clip in clips if clip.is_cast], _CAST)  # type: ignore[attr-defined]


def _clip(row: tuple[Any, ...]) -> Clip:
    """A clip and whom and what it belongs to, of the columns _READ names."""
    values = iter(row)
    made = {
        way: model.from_db("default", names, list(islice(values, len(names))))
        for way, (model, names) in _READ.items()
    }
    for name, value in zip(_BESIDE, values, strict=True):
        setattr(made[""], name, value)
    clip: Clip = made[""]  # type: ignore[assignment]
    clip.author, clip.job = made["author"], made["job"]  # type: ignore[assignment]
    if clip.remix_of_id:
        clip.remix_of = made["remix_of"]  # type: ignore[assignment]
        clip.remix_of.author = made["remix_of__author"]  # type: ignore[assignment,union-attr]
    return clip


def _with_cast(clips: QuerySet[Clip]) -> QuerySet[Clip]:
    return clips.select_related("author", "job", "remix_of__author").prefetch_related(_CAST)


def _counted(clips: QuerySet[Clip], viewer: Viewer) -> QuerySet[Clip]:
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


def _standing(viewer: Viewer) -> QuerySet[Clip, tuple[Any, ...]]:
    clips = _counted(Clip.objects.published(viewer).filter(pk__in=SOME), viewer)
    columns = [f"{way}__{name}" if way else name for way, (_model, names) in _READ.items() for name in names]
    return clips.values_list(*columns, *_BESIDE)


_CAST = Prefetch(
    "uses",
    CameoUse.objects.select_related("cameo__owner", "receipt").order_by("cameo__handle"),
    to_attr="cast",
)
_READ: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "": (
        Clip,
        ("id", "job_id", "author_id", "remix_of_id", "title", "state", "engine", "source_type", "width", "height",
         "seconds", "thumbhash", "lines", "hides_prompt", "forbids_remix", "visibility", "topics", "credentials",
         "created_at", "published_at"),
    ),
    "author": (User, ("id", "handle", "name", "portrait")),
    "job": (Job, ("id", "kind", "prompt", "wanted", "understood")),
    "remix_of": (Clip, ("id", "author_id", "title")),
    "remix_of__author": (User, ("id", "handle")),
}  # fmt: skip
"""By the way from a clip: what of it a slate shows; less than half of all there is."""
_TITLE = _READ[""][1].index("title")
_STANDING = {
    True: Prepared(lambda: _standing(User(pk=SOMEBODY)), converts=False),
    False: Prepared(lambda: _standing(AnonymousUser()), converts=False),
}


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
