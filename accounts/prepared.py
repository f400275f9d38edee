"""Queries whose SQL is written once a process: for a page, building them took longer than asking them.

A query is built by Django for a person and clips nobody is; what stands for them among its parameters is replaced when
it is asked. It is asked in the driver's own form, so that nothing of it is read or planned again: SQLite keeps it by its
text, PostgreSQL prepares it once a connection. Rows come as Django reads them, or, of queries of many rows, as the
database gives them.
"""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet, UUIDField

Row = tuple[Any, ...]
Converters = dict[int, tuple[Sequence[Callable[..., Any]], Any]]
SOMEBODY = 2**31 - 77
SOMETHING = "\ue000something\ue001"
SOMETIME, LATER = datetime(1881, 3, 1, tzinfo=UTC), datetime(1881, 3, 2, tzinfo=UTC)
MOST = 40  # clips one query asks of; fewer are asked of as so many
SOME = tuple(uuid.UUID(int=(0xC11B5 << 100) + number) for number in range(MOST))
_FIELD: UUIDField[Any, Any] = UUIDField()


class HoldsAMoment(Exception):
    """A moment among the parameters would stay what it was when the query was built."""


@dataclass(frozen=True)
class Written:
    """A query as Django writes it, and as the driver takes it."""

    sql: str
    given: Row
    raw: str
    raw_given: Row

    def folded(self, wanted: Sequence[int]) -> Written:
        """Each of these columns as one text of all rows, in their order, with commas."""
        names = ", ".join(f"c{number}" for number in range(1 + max(wanted)))
        texts = ", ".join(f"group_concat(c{number})" for number in wanted)
        around = f"WITH found({names}) AS (%s) SELECT {texts} FROM found"  # noqa: S608  # numbers alone are put in
        return replace(self, sql=around.replace("%s", self.sql), raw=around.replace("%s", self.raw))


class Prepared:
    """One query, built by `build` of SOMEBODY, the clips SOME, SOMETHING and the moments SOMETIME and LATER, or some."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]], *, converts: bool = True) -> None:
        self.build = build
        self.converts = converts
        self._converters: Converters = {}
        self._written: dict[Hashable, Written] = {}
        self._alone = threading.Lock()

    def rows(
        self,
        *,
        who: int = 0,
        clips: Sequence[uuid.UUID] = (),
        since: datetime = SOMETIME,
        text: str = "",
        also: Hashable = None,
    ) -> list[Row]:
        """This function will ask the query of a person, of at most MOST clips, since a moment, of a text.

        :param also: what else the query was built by, a day for example: another one, another query
        """
        there: dict[Any, Any] = {SOMEBODY: who, SOMETHING: text, _moment(SOMETIME): _moment(since)}
        if clips:
            filled = [*clips, *([clips[-1]] * (MOST - len(clips)))]
            there |= dict(zip(map(_written, SOME), map(_written, filled), strict=True))
        found = _asked(self._query(also), there)
        return [self.read(row) for row in found] if self.converts else found

    def columns(self, *wanted: int, who: int, since: datetime, until: datetime) -> list[list[Any]]:
        """This function will ask for many rows and give these columns, raw: bytes of PostgreSQL, texts of SQLite."""
        there = {SOMEBODY: who, _moment(SOMETIME): _moment(since), _moment(LATER): _moment(until)}
        return _asked_raw(self._query(None), there, wanted)

    def read(self, row: Row) -> Row:
        """This function will turn what the database gave into what Django reads from it."""
        values = list(row)
        for column in self._converters:
            values[column] = self.value(row, column)
        return tuple(values)

    def value(self, row: Row, column: int) -> Any:
        """This function will turn one value of a row into what Django reads from it."""
        value = row[column]
        convert, expression = self._converters.get(column, ((), None))
        for one in convert:
            value = one(value, expression, connection)
        return value

    def _query(self, also: Hashable) -> Written:
        key = connection.vendor, also
        with self._alone:
            if key not in self._written:
                self._written.clear()  # yesterday's is asked no more
                compiler = self.build().query.get_compiler(connection=connection)
                sql, parameters = compiler.as_sql()
                if any(map(_is_a_moment, parameters)):
                    raise HoldsAMoment
                self._converters = compiler.get_converters([one[0] for one in compiler.select or ()])
                self._written[key] = Written(sql, tuple(parameters), *_raw(sql, parameters))
            return self._written[key]


def _asked(query: Written, there: dict[Any, Any]) -> list[Row]:
    with _answered(query, there) as cursor:
        return list(cursor.fetchall())


def _asked_raw(query: Written, there: dict[Any, Any], wanted: Sequence[int]) -> list[list[Any]]:
    """Of SQLite as one row: each row gives way to other threads, and a page of some hundred waited for each of them."""
    if connection.vendor == "postgresql":
        with _answered(query, there, binary=True) as cursor:
            if isinstance(cursor, CursorWrapper):
                rows = cursor.fetchall()
                return [[row[one] for row in rows] for one in wanted]
            result = cursor.pgresult
            return [[result.get_value(row, one) for row in range(result.ntuples)] for one in wanted]
    with _answered(query.folded(wanted), there) as cursor:
        (row,) = cursor.fetchall()
        return [text.split(",") if text else [] for text in row]


@contextmanager
def _answered(query: Written, there: dict[Any, Any], *, binary: bool = False) -> Iterator[Any]:
    """The driver's cursor behind the answer; Django's own where somebody looks at queries, so that they see this one."""
    if connection.queries_logged or connection.execute_wrappers:
        with connection.cursor() as cursor:
            cursor.execute(query.sql, [there.get(one, one) for one in query.given])
            yield cursor
        return
    given = [there.get(one, one) for one in query.raw_given]
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            driver = connection.Database  # type: ignore[attr-defined]
            with driver.RawCursor(connection.connection) as cursor:
                yield cursor.execute(query.raw, given, prepare=True, binary=binary)
        else:
            yield connection.connection.execute(query.raw, given)


def _raw(sql: str, given: Sequence[Any]) -> tuple[str, Row]:
    """The query with the driver's own signs, for PostgreSQL with each value once."""
    if connection.vendor != "postgresql":
        return re.sub("%[s%]", lambda sign: "?" if sign[0] == "%s" else "%", sql), tuple(given)
    known: dict[tuple[type, Any], int] = {}
    left = iter(given)

    def sign(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%"
        value = next(left)
        return f"${known.setdefault((type(value), value), len(known) + 1)}"

    return re.sub("%[s%]", sign, sql), tuple(value for _type, value in known)


def _moment(at: datetime) -> object:
    """How the database is given a moment."""
    return connection.ops.adapt_datetimefield_value(at)


def _is_a_moment(given: object) -> bool:
    return given not in (_moment(SOMETIME), _moment(LATER)) and (
        isinstance(given, datetime) or bool(re.match(r"\d{4}-\d\d-\d\d \d", str(given)))
    )


def _written(clip_id: uuid.UUID) -> object:
    """How the database is given an id."""
    return _FIELD.get_db_prep_value(clip_id, connection)


def clip_id_of(given: object) -> uuid.UUID:
    """This function will read an id as the database gave it."""
    return given if isinstance(given, uuid.UUID) else uuid.UUID(hex=str(given))
