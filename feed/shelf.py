"""From rows to what the ranking knows: the table of clips that may be chosen, and who looks. Few queries, no rules."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np
from django.contrib.auth.models import AnonymousUser
from django.db.models import IntegerField, QuerySet, Value

from accounts.models import Follow, User
from feed.models import Like, Watch
from feed.ranking import content
from feed.ranking.sources import Person
from feed.ranking.table import Clips, keys_of, table
from feed.tallies import TO_THE_END
from generation.models import CameoUse, Clip

Viewer = User | AnonymousUser
POOL = 300  # newest clips that are read for each page
ONCE_IN = timedelta(days=30)  # no clip twice
KEPT_VECTORS = 5000
_vectors: dict[uuid.UUID, content.Vectors] = {}
_COLUMNS = (
    "id", "author_id", "published_at", "author__date_joined", "seconds", "remix_of_id", "title", "job__prompt",
    "tally__likes", "tally__viewers", "tally__finished",
)  # fmt: skip


def newest(clips: QuerySet[Clip], at: datetime) -> Clips:
    """This function will read the newest of these clips into a table."""
    rows = list(clips.filter(published_at__lte=at).order_by("-published_at", "id").values(*_COLUMNS)[:POOL])
    return as_table(rows)


def as_table(rows: Sequence[Mapping[str, object]]) -> Clips:
    """This function will make a table of rows with what `_COLUMNS` names."""
    parents = {row["id"]: row["remix_of_id"] for row in rows}
    remixes: dict[object, int] = {}
    for parent in parents.values():
        remixes[parent] = remixes.get(parent, 0) + 1
    made = [
        {
            "id": row["id"],
            "author": row["author_id"],
            "at": row["published_at"].timestamp(),  # type: ignore[attr-defined]
            "joined": row["author__date_joined"].timestamp(),  # type: ignore[attr-defined]
            "seconds": row["seconds"],
            "likes": row["tally__likes"] or 0,
            "remixes": remixes.get(row["id"], 0),
            "viewers": row["tally__viewers"] or 0,
            "finished": row["tally__finished"] or 0,
            "root": _half(_root(row["id"], parents)),
            "copy": _half(row["id"]),
            "worth": 1.0,
        }
        for row in rows
    ]
    return table(made, _vectors_of(rows))


def _root(clip_id: object, parents: Mapping[object, object]) -> object:
    """The first clip of its chain, as far back as these rows reach."""
    met = {clip_id}
    while (parent := parents.get(clip_id)) and parent not in met:
        met.add(parent)
        clip_id = parent
    return clip_id


def _half(clip_id: object) -> int:
    return uuid.UUID(str(clip_id)).int >> 64


def _vectors_of(rows: Sequence[Mapping[str, object]]) -> content.Vectors:
    missing = [row for row in rows if row["id"] not in _vectors]
    if len(_vectors) + len(missing) > KEPT_VECTORS:
        _vectors.clear()
        missing = list(rows)
    found = content.vectors_of([f"{row['title']} {row['job__prompt']}" for row in missing], directions())
    _vectors.update(zip((uuid.UUID(str(row["id"])) for row in missing), found, strict=True))
    return np.array([_vectors[uuid.UUID(str(row["id"]))] for row in rows], np.float32).reshape(
        -1, content.WIDTH
    )


_directions: list[content.Vectors] = []


def directions() -> content.Vectors:
    if not _directions:
        _directions.append(content.fixed_directions())
    return _directions[0]


def who_looks(viewer: Viewer, clips: Clips, at: datetime) -> Person:
    """This function will gather what the feed knows of the viewer, in two queries; of a stranger, nothing."""
    if not viewer.is_authenticated:
        return Person()
    watched = Watch.objects.filter(who=viewer, created_at__gte=at - ONCE_IN).values_list(
        "clip_id", "created_at", "watched_ms", "loops"
    )
    liked = Like.objects.filter(who=viewer).values_list("clip_id", "created_at", _number(-1), _number(0))
    signals = sorted(watched.union(liked, all=True), key=lambda row: row[1], reverse=True)
    watches = [row for row in signals if row[2] >= 0]
    seen = keys_of(row[0] for row in watches)
    there = clips.find(seen)
    lasted = np.where(there >= 0, clips.seconds[there] if len(clips) else 0, np.inf)
    played = np.array([row[2] / 1000 for row in watches])
    again = np.array([row[3] > 0 for row in watches], bool)
    follows, shares = ties(viewer)
    return Person(
        id=viewer.pk,
        seen=seen,
        liked=keys_of(row[0] for row in signals if row[2] < 0),
        finished=seen[again | (played >= TO_THE_END * lasted)],
        follows=follows,
        shares=shares,
    )


def ties(viewer: User) -> tuple[frozenset[int], frozenset[int]]:
    """This function will name whom the viewer follows, and who they share a likeness with, in one query."""
    follows = Follow.objects.filter(who=viewer).values_list("whom_id", _number(0))
    standing = CameoUse.objects.filter(state="APPROVED", clip__state="PUBLISHED")
    cast = standing.filter(job__author=viewer).values_list("cameo__owner_id", _number(1))
    cast_me = standing.filter(cameo__owner=viewer).values_list("job__author_id", _number(1))
    rows = list(follows.union(cast, cast_me))
    by_kind = [frozenset(person for person, kind in rows if kind == wanted) for wanted in (0, 1)]
    return by_kind[0], by_kind[1] - {viewer.pk}


def _number(value: int) -> Value:
    return Value(value, output_field=IntegerField())
