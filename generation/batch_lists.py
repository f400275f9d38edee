"""Lists for a batch: CSV or JSON into rows of named values, and templates with {{name}} filled from them. No database."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from generation.refused import JobRefused
from policy.reasons import refusal

LARGEST = 400_000  # bytes of a list
MOST_ROWS = 200
MOST_COLUMNS = 20
LONGEST_VALUE = 500  # characters
VARIABLE = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")

Row = dict[str, str]


def read_list(data: str | bytes) -> list[Row]:
    """This function will read a list: JSON when it begins like that, else CSV with a line of names on top.

    :raises JobRefused: naming the row and the column that can not be read
    """
    size = len(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    if size > LARGEST:
        raise _wrong("LIST_TOO_LARGE", limit=LARGEST // 1000)
    text = _decoded(data)
    if not text.strip():
        raise _wrong("LIST_EMPTY")
    rows = _from_json(text) if text.lstrip()[:1] in "[{" else _from_csv(text)
    return checked_rows(rows)


def checked_rows(rows: Sequence[Any]) -> list[Row]:
    """This function will hold rows, as a list or a program gave them, against the limits.

    :raises JobRefused: naming the row and the column
    """
    if not rows:
        raise _wrong("LIST_EMPTY")
    if len(rows) > MOST_ROWS:
        raise _wrong("LIST_TOO_LONG", rows=len(rows), limit=MOST_ROWS)
    return [_checked(row, number) for number, row in enumerate(rows, 1)]


def variables_of(template: str) -> list[str]:
    return list(dict.fromkeys(VARIABLE.findall(template)))


def fill(template: str, row: Mapping[str, str]) -> str:
    """This function will put the row's values into the template, once: a value is never a template itself."""
    return VARIABLE.sub(lambda found: row.get(found[1], ""), template)


def _wrong(code: str, field: str = "rows", **facts: object) -> JobRefused:
    return JobRefused([refusal(code, field, **facts)])


def _decoded(data: str | bytes) -> str:
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n")
        raise _wrong("LIST_UNREADABLE", row=max(1, line), problem="UTF-8") from wrong


def _from_json(text: str) -> list[Any]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        line = getattr(wrong, "lineno", 1)
        raise _wrong("LIST_UNREADABLE", row=line, problem="JSON") from wrong
    if isinstance(rows, dict):
        rows = rows.get("rows")
    if not isinstance(rows, list):
        raise _wrong("LIST_UNREADABLE", row=1, problem="JSON")
    return [{"prompt": row} if isinstance(row, str) else row for row in rows]


def _from_csv(text: str) -> list[Row]:
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        lines = list(
            csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=delimiter, strict=True)
        )
    except csv.Error as wrong:
        raise _wrong("LIST_UNREADABLE", row=1, problem="CSV") from wrong
    names = [name.strip() for name in lines[0]]
    if "" in names or len(set(names)) < len(names):
        raise _wrong("LIST_NAMES")
    rows: list[Row] = []
    for line in lines[1:]:
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(names):
            raise _wrong("LIST_CELLS", row=len(rows) + 1, cells=len(line), columns=len(names))
        rows.append(dict(zip(names, line, strict=True)))
    return rows


def _checked(row: Any, number: int) -> Row:
    if not isinstance(row, Mapping):
        raise _wrong("LIST_UNREADABLE", row=number, problem="JSON")
    if len(row) > MOST_COLUMNS:
        raise _wrong("LIST_COLUMNS", row=number, limit=MOST_COLUMNS)
    return {str(name).strip()[:60]: _value(value, number, str(name)) for name, value in row.items()}


def _value(value: Any, number: int, name: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise _wrong("LIST_VALUE", row=number, column=name[:60])
    text = "" if value is None else str(value).strip()
    if len(text) > LONGEST_VALUE:
        raise _wrong("LIST_VALUE_LONG", row=number, column=name[:60], limit=LONGEST_VALUE)
    return text
