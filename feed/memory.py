"""From rows to what is learned from: all published clips, and who saw, stayed with and liked which, as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import CharField, Func, IntegerField, QuerySet

from accounts.models import Follow, User
from feed.models import Like, Watch
from feed.ranking.past import Numbers, Values
from feed.ranking.sources import Source
from feed.ranking.table import Clips, Keys
from feed.steering.models import Less
from generation.models import Clip, Job

DAYS = 37  # of showings that are learned from: a month and what the newest week adds
SOON = 3600  # seconds after a showing within which a follow or a remix counts as its fruit
CHUNK = 50_000


class Half(Func):
    """The first half of an id in sixteen hexadecimal signs, without making an object of each."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **rest: Any) -> Any:
        return self.as_sql(compiler, connection, template="SUBSTR(%(expressions)s, 1, 16)", **rest)

    def as_postgresql(self, compiler: Any, connection: Any, **rest: Any) -> Any:
        template = "REPLACE(SUBSTR(%(expressions)s::text, 1, 18), '-', '')"
        return self.as_sql(compiler, connection, template=template, **rest)


class Epoch(Func):
    """A moment in whole seconds since 1970."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **rest: Any) -> Any:
        template = "CAST(STRFTIME('%%s', %(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **rest)

    def as_postgresql(self, compiler: Any, connection: Any, **rest: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="EXTRACT(EPOCH FROM %(expressions)s)::bigint", **rest
        )


@dataclass(frozen=True)
class Showings:
    """One entry each, the oldest first. `who` is the id of a person, `item` the place of a clip."""

    who: Numbers
    item: Numbers
    at: Values
    ms: Values
    chance: Values
    drawn: np.ndarray

    def where(self, chosen: np.ndarray) -> Showings:
        return Showings(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def showings(clips: Clips, at: datetime) -> Showings:
    """This function will read what people were shown since DAYS ago, of these clips."""
    rows = (
        Watch.objects.filter(created_at__gt=at - timedelta(days=DAYS), created_at__lte=at)
        .annotate(key=Half("clip_id"), when=Epoch("created_at"))
        .values_list("who_id", "key", "when", "watched_ms", "chance", "source")
    )
    parts = [_showings(clips, chunk) for chunk in _chunks(rows)]
    if not parts:
        zero = np.zeros(0)
        return Showings(zero.astype(int), zero.astype(int), zero, zero, zero, zero.astype(bool))
    whole = Showings(
        *(np.concatenate([getattr(one, name) for one in parts]) for name in Showings.__dataclass_fields__)
    )
    return whole.where(np.argsort(whole.at, kind="stable"))


def _showings(clips: Clips, chunk: list[tuple[Any, ...]]) -> Showings:
    who, keys, when, ms, chance, source = zip(*chunk, strict=True)
    item = clips.find(from_hex(keys))
    made = Showings(
        np.array(who, np.int64), item, np.array(when, float), np.array(ms, float), np.array(chance, float),
        np.array([one == Source.FIRST for one in source], bool),
    )  # fmt: skip
    return made.where(item >= 0)


@dataclass(frozen=True)
class Deeds:
    """What people did with clips: who, with which, when."""

    who: Numbers
    item: Numbers
    at: Values

    def followed(self, shown: Showings, within: float = np.inf, before: float = np.inf) -> np.ndarray:
        """This function will say of each showing whether its person did this with its clip (`within` so long after)."""
        if not len(self.who) or not len(shown.who):
            return np.zeros(len(shown.who), bool)
        most = int(max(self.item.max(), shown.item.max())) + 1
        keys, wanted = self.who * most + self.item, shown.who * most + shown.item
        order = np.lexsort((self.at, keys))
        there = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
        met = order[there]
        late = self.at[met] - shown.at
        made: np.ndarray = (keys[met] == wanted) & (late <= within) & (late >= -before)
        return made


def likes(clips: Clips, at: datetime) -> Deeds:
    rows = Like.objects.filter(created_at__lte=at).annotate(key=Half("clip_id"), when=Epoch("created_at"))
    return _deeds(clips, rows.values_list("who_id", "key", "when"))


def remixes(clips: Clips, at: datetime) -> Deeds:
    jobs = Job.objects.filter(created_at__lte=at, remix_of__isnull=False)
    rows = jobs.annotate(key=Half("remix_of_id"), when=Epoch("created_at"))
    return _deeds(clips, rows.values_list("author_id", "key", "when"))


def less(clips: Clips, at: datetime) -> Deeds:
    rows = Less.objects.filter(created_at__lte=at, clip__isnull=False)
    rows = rows.annotate(key=Half("clip_id"), when=Epoch("created_at"))
    return _deeds(clips, rows.values_list("who_id", "key", "when"))


def follows(at: datetime) -> Deeds:
    """Here `item` is the id of the person who is followed."""
    rows = Follow.objects.filter(created_at__lte=at).annotate(when=Epoch("created_at"))
    found = np.array(list(rows.values_list("who_id", "whom_id", "when")), np.int64).reshape(-1, 3)
    return Deeds(found[:, 0], found[:, 1], found[:, 2].astype(float))


def _deeds(clips: Clips, rows: QuerySet[Any, tuple[Any, ...]]) -> Deeds:
    listed = list(rows.iterator(CHUNK))
    if not listed:
        return Deeds(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    who, keys, when = zip(*listed, strict=True)
    item = clips.find(from_hex(keys))
    made = Deeds(np.array(who, np.int64), item, np.array(when, float))
    there = item >= 0
    return replace(made, who=made.who[there], item=item[there], at=made.at[there])


def came(people: Numbers) -> Values:
    """This function will say when these people came, seconds since 1970."""
    joined = dict(User.objects.values_list("pk", "date_joined"))
    early = datetime(1970, 1, 1, tzinfo=UTC)
    return np.array([joined.get(int(one), early).timestamp() for one in people])


def published() -> QuerySet[Clip]:
    """This function will give the clips that are learned from; who may see each is asked when it is shown."""
    return Clip.objects.filter(state="PUBLISHED", published_at__isnull=False)


def from_hex(signs: tuple[str, ...] | list[str]) -> Keys:
    """This function will read keys of sixteen hexadecimal signs each."""
    return np.frombuffer(bytes.fromhex("".join(signs)), ">u8").astype(np.uint64)


def _chunks(rows: QuerySet[Any, tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    chunk = []
    for row in rows.iterator(CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
