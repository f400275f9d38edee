"""The clips of a slate as they were read: rows, of which a clip is made only where somebody looks at more of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property, partial
from itertools import islice
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.utils.timezone import now

from accounts.ages import newest_birth_month
from accounts.models import User
from accounts.prepared import MOST, SOME, SOMEBODY, Prepared, Row, clip_id_of
from feed.queries import BESIDE, CAST, Viewer, counted
from generation.models import CameoUse, Clip, Job

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
_COLUMNS = [f"{way}__{name}" if way else name for way, (_model, names) in _READ.items() for name in names]
_PLACE = {name: place for place, name in enumerate([*_COLUMNS, *BESIDE])}


class Found:
    """A clip the viewer may see: its row as the database gave it (as `query` reads it), and who is cast in it."""

    def __init__(self, row: Row, query: Prepared | None = None) -> None:
        self.row, self._query = row, query
        self.id = clip_id_of(row[0])
        self.cast: list[CameoUse] = []

    def __getitem__(self, column: str) -> Any:
        """A text or a number; what the database writes in its own way has a name of its own here."""
        return self.row[_PLACE[column]]

    @property
    def published_at(self) -> datetime:
        place = _PLACE["published_at"]
        moment: datetime = self._query.value(self.row, place) if self._query else self.row[place]
        return moment

    @cached_property
    def clip(self) -> Clip:
        """It, whom and what it belongs to, and what stands beside it on the stage."""
        values = iter(self._query.read(self.row) if self._query else self.row)
        made = {
            way: model.from_db("default", names, list(islice(values, len(names))))
            for way, (model, names) in _READ.items()
        }
        clip: Clip = made[""]  # type: ignore[assignment]
        for name, value in zip(BESIDE, values, strict=True):
            setattr(clip, name, value)
        clip.author, clip.job = made["author"], made["job"]  # type: ignore[assignment]
        if clip.remix_of_id:
            clip.remix_of = made["remix_of"]  # type: ignore[assignment]
            clip.remix_of.author = made["remix_of__author"]  # type: ignore[assignment,union-attr]
        clip.cast = self.cast  # type: ignore[attr-defined]
        return clip


def listed(clip_ids: Sequence[uuid.UUID], viewer: Viewer) -> dict[uuid.UUID, Found]:
    """This function will give those of these clips that a list may show to the viewer, but for who is cast."""
    return _asked(_LISTED[viewer.is_authenticated], clip_ids, viewer)


def visible(clip_ids: Sequence[uuid.UUID], viewer: Viewer) -> dict[uuid.UUID, Found]:
    """This function will give those of these clips that the viewer may see, but for who is cast."""
    kind = viewer.is_authenticated, bool(isinstance(viewer, User) and viewer.is_moderator)
    return _asked(_VISIBLE[kind], clip_ids, viewer)


def found_in(clips: QuerySet[Clip], viewer: Viewer) -> list[Found]:
    """This function will read clips as they were asked for: in their order, no others, but for who is cast."""
    return [Found(row) for row in counted(clips, viewer).values_list(*_COLUMNS, *BESIDE)]


def add_cast(found: Sequence[Found]) -> None:
    """This function will add who is cast, where somebody is, in one query."""
    by_id = {one.id: one for one in found if one["is_cast"]}
    for use in CAST.filter(clip__in=by_id) if by_id else ():
        by_id[use.clip_id].cast.append(use)  # type: ignore[index]


def _asked(query: Prepared, clip_ids: Sequence[uuid.UUID], viewer: Viewer) -> dict[uuid.UUID, Found]:
    born = newest_birth_month(now().date())  # a part of the query that changes by the month
    parts = [clip_ids[start : start + MOST] for start in range(0, len(clip_ids), MOST)]
    rows = [row for part in parts for row in query.rows(who=viewer.pk or 0, clips=part, also=born)]
    found = [Found(row, query) for row in rows]
    return {one.id: one for one in found}


def _built(among: Callable[[Viewer], QuerySet[Clip]], viewer: Viewer) -> QuerySet[Clip, Row]:
    return counted(among(viewer).filter(pk__in=SOME), viewer).values_list(*_COLUMNS, *BESIDE)


def _prepared(among: Callable[[Viewer], QuerySet[Clip]], viewer: Viewer) -> Prepared:
    return Prepared(partial(_built, among, viewer), converts=False)


_LISTED = {
    True: _prepared(lambda viewer: Clip.objects.published(viewer), User(pk=SOMEBODY)),
    False: _prepared(lambda viewer: Clip.objects.published(viewer), AnonymousUser()),
}
_VISIBLE = {
    (True, False): _prepared(lambda viewer: Clip.objects.visible_to(viewer), User(pk=SOMEBODY)),
    (True, True): _prepared(
        lambda viewer: Clip.objects.visible_to(viewer), User(pk=SOMEBODY, is_moderator=True)
    ),
    (False, False): _prepared(lambda viewer: Clip.objects.visible_to(viewer), AnonymousUser()),
}
