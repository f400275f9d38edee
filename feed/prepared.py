"""Queries whose SQL is written once a process: for a page, building them took longer than asking them.

A query is built by Django for a person and clips nobody is; what stands for them among its parameters is replaced when
it is asked. Rows come as Django reads them, or, of queries of many rows, as the database gives them.
"""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import QuerySet, UUIDField

from feed.ranking.table import Keys, keys_of

Converters = dict[int, tuple[list[Callable[..., Any]], Any]]
Query = tuple[str, tuple[Any, ...]]
SOMEBODY = 2**31 - 77
MOST = 40  # clips one query asks of; fewer are asked of as so many
SOMETIME = datetime(1881, 3, 1, tzinfo=UTC)
SOME = tuple(uuid.UUID(int=(0xC11B5 << 100) + number) for number in range(MOST))
_FIELD: UUIDField[Any, Any] = UUIDField()


class HoldsAMoment(Exception):
    """A moment among the parameters would stay what it was when the query was built."""


class Prepared:
    """One query, built by `build` of the person SOMEBODY, the clips SOME and the moment SOMETIME, or some of these."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]], *, converts: bool = True) -> None:
        self.build = build
        self.converts = converts
        self._converters: Converters = {}
        self._written: dict[Hashable, Query] = {}
        self._alone = threading.Lock()

    def rows(
        self,
        *,
        who: int = 0,
        clips: Sequence[uuid.UUID] = (),
        since: datetime = SOMETIME,
        also: Hashable = None,
    ) -> list[tuple[Any, ...]]:
        """This function will ask the query of a person, of at most MOST clips, since a moment.

        :param also: what else the query was built by, a day for example: another one, another query
        """
        sql, parameters = self._query(also)
        there: dict[Any, Any] = {SOMEBODY: who, _moment(SOMETIME): _moment(since)}
        if clips:
            filled = [*clips, *([clips[-1]] * (MOST - len(clips)))]
            there |= dict(zip(map(_written, SOME), map(_written, filled), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [there.get(one, one) for one in parameters])
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return [self.read(row) for row in found] if self.converts else found

    def read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """This function will turn what the database gave into what Django reads from it."""
        values = list(row)
        for column, (convert, expression) in self._converters.items():
            for one in convert:
                values[column] = one(values[column], expression, connection)
        return tuple(values)

    def _query(self, also: Hashable) -> Query:
        key = connection.vendor, also
        with self._alone:
            if key not in self._written:
                self._written.clear()  # yesterday's is asked no more
                compiler = self.build().query.get_compiler(connection=connection)
                sql, parameters = compiler.as_sql()
                if any(map(_is_a_moment, parameters)):
                    raise HoldsAMoment
                self._converters = compiler.get_converters([one[0] for one in compiler.select or ()])
                self._written[key] = sql, tuple(parameters)
            return self._written[key]


def _moment(at: datetime) -> object:
    """How the database is given a moment."""
    return connection.ops.adapt_datetimefield_value(at)


def _is_a_moment(given: object) -> bool:
    return given != _moment(SOMETIME) and (
        isinstance(given, datetime) or bool(re.match(r"\d{4}-\d\d-\d\d \d", str(given)))
    )


def _written(clip_id: uuid.UUID) -> object:
    """How the database is given an id."""
    return _FIELD.get_db_prep_value(clip_id, connection)


def clip_id_of(given: object) -> uuid.UUID:
    """This function will read an id as the database gave it."""
    return given if isinstance(given, uuid.UUID) else uuid.UUID(hex=str(given))


def keys_of_given(given: Sequence[Any]) -> Keys:
    """This function will read the keys of ids as the database gave them."""
    if not given or isinstance(given[0], uuid.UUID):
        return keys_of(given)
    return np.frombuffer(bytes.fromhex("".join([one[:16] for one in given])), ">u8").astype(np.uint64)
