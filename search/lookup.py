"""The full-text index that stands beside the table of entries, and how it is put back where it was lost.

Only SQLite can lose it: Django rebuilds a table there for most changes, and its triggers go with the old one, without
a word. On PostgreSQL the index is a column of the table itself (the first migration).
"""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

_TAKE_OUT = """INSERT INTO search_words(search_words, rowid, head, maker, body, sense)
  VALUES ('delete', old.id, old.head, old.maker, old.body, old.sense);"""
_PUT_IN = (
    "INSERT INTO search_words(rowid, head, maker, body, sense) "
    "VALUES (new.id, new.head, new.maker, new.body, new.sense);"
)
PARTS = {
    "search_words": """CREATE VIRTUAL TABLE search_words USING fts5(
  head, maker, body, sense, content='search_entry', content_rowid='id', detail='column', prefix='2 3',
  tokenize="unicode61 remove_diacritics 0"
)""",
    "search_entry_added": f"""CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
  {_PUT_IN}
END""",
    "search_entry_gone": f"""CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN
  {_TAKE_OUT}
END""",
    "search_entry_changed": f"""CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
  {_TAKE_OUT}
  {_PUT_IN}
END""",
}


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """This function will name the parts of the index that are not there; without a table of entries, none."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return []
    there = _made(connection)
    return [name for name in PARTS if name not in there] if "search_entry" in there else []


def put_back(*, using: str = DEFAULT_DB_ALIAS, **_signal: object) -> list[str]:
    """This function will make the missing parts again, fill the index from its table, and name them."""
    lost = missing(using)
    if lost:
        with connections[using].cursor() as cursor:
            for name in lost:
                cursor.execute(PARTS[name])
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")
    return lost


def _made(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """This function will give what SQLite has of search, each with the words it was made by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'search%'")
        return dict(cursor.fetchall())
