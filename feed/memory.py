"""From rows to what is learned from: all published clips, and who saw, stayed with and liked which, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from django.conf import settings
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    ExpressionWrapper,
    Func,
    IntegerField,
    Q,
    QuerySet,
)
from django.db.models.functions import Cast
from django.utils.module_loading import import_string

from accounts.models import Follow, User
from feed.columns import read
from feed.models import Like, Watch
from feed.ranking.past import Numbers, Values
from feed.ranking.sources import Source
from feed.ranking.table import Clips
from feed.steering.models import Less
from generation.models import Clip, Job

DAYS = 37  # of showings that are learned from: a month and what the newest week adds
SOON = 3600  # seconds after a showing within which a follow or a remix counts as its fruit


class Half(Func):
    """The first half of an id: in sixteen hexadecimal signs, or whole where the database sends ids as bytes."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **rest: Any) -> Any:
        return self.as_sql(compiler, connection, template="SUBSTR(%(expressions)s, 1, 16)", **rest)

    def as_postgresql(self, compiler: Any, connection: Any, **rest: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s", **rest)


class Epoch(Func):
    """A moment in whole seconds since 1970."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **rest: Any) -> Any:
        template = "CAST(STRFTIME('%%%%s', %(expressions)s) AS INTEGER)"  # once for the template, once for parameters
        return self.as_sql(compiler, connection, template=template, **rest)

    def as_postgresql(self, compiler: Any, connection: Any, **rest: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint", **rest
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
    """This function will read what people were shown since DAYS ago, of these clips; of a mere list nobody knows."""
    is_first = ExpressionWrapper(Q(source=Source.FIRST), output_field=BooleanField())
    rows = (
        Watch.objects.filter(created_at__gt=at - timedelta(days=DAYS), created_at__lte=at, watched_ms__gt=0)
        .annotate(key=Half("clip_id"), when=Epoch("created_at"), drawn=is_first, ms=Cast("watched_ms", BigIntegerField()))
        .values_list("who_id", "key", "when", "ms", "chance", "drawn")
    )  # fmt: skip
    who, key, when, ms, chance, drawn = read(rows, "nktnfb")
    item = clips.find(key)
    del key
    order = np.argsort(when, kind="stable")
    order = order[item[order] >= 0]
    return Showings(
        who[order],
        item[order],
        when[order].astype(float),
        ms[order].astype(float),
        chance[order],
        drawn[order],
    )


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
    """This function will read who asked for less of something in a clip, or reported it."""
    rows = Less.objects.filter(created_at__lte=at, clip__isnull=False)
    rows = rows.annotate(key=Half("clip_id"), when=Epoch("created_at"))
    complaints = import_string(settings.FEED_COMPLAINTS)().filter(created_at__lte=at)
    complaints = complaints.annotate(key=Half("about"), when=Epoch("created_at"))
    both = (
        _deeds(clips, rows.values_list("who_id", "key", "when")),
        _deeds(clips, complaints.values_list("person", "key", "when")),
    )
    return Deeds(*(np.concatenate([getattr(one, name) for one in both]) for name in ("who", "item", "at")))


def follows(at: datetime) -> Deeds:
    """Here `item` is the id of the person who is followed."""
    rows = Follow.objects.filter(created_at__lte=at).annotate(when=Epoch("created_at"))
    who, whom, when = read(rows.values_list("who_id", "whom_id", "when"), "nnt")
    return Deeds(who, whom, when.astype(float))


def _deeds(clips: Clips, rows: QuerySet[Any, tuple[Any, ...]]) -> Deeds:
    who, key, when = read(rows, "nkt")
    item = clips.find(key)
    there = item >= 0
    return Deeds(who[there], item[there], when[there].astype(float))


def came(people: Numbers) -> Values:
    """This function will say when these people came, seconds since 1970."""
    joined = dict(User.objects.values_list("pk", "date_joined"))
    early = datetime(1970, 1, 1, tzinfo=UTC)
    return np.array([joined.get(int(one), early).timestamp() for one in people])


def published() -> QuerySet[Clip]:
    """This function will give the clips that are learned from; who may see each is asked when it is shown."""
    return Clip.objects.filter(state="PUBLISHED", published_at__isnull=False)
