"""Asking the index: which clips, best first. It hands out keys; whoever asks shows only what the viewer may see."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from search.normal import Span, folded, forms, is_small

NEWEST = 600  # matches that are weighed, the newest first: a word on every other clip is no reason to read them all
MOST = 480  # of them that are handed out
LATEST = 12_000  # entries that are looked through first on PostgreSQL
LONGEST = 12  # words of one question


def ranked(spans: Sequence[Span], at: datetime) -> list[uuid.UUID]:
    """This function will give the keys of clips that hold every span, by relevance times freshness.

    The last word may be the beginning of one: somebody is still typing it.
    """
    telling = [span for span in spans if not all(map(is_small, span.words))] or list(spans)
    if not telling:
        return []
    is_lite = connection.vendor == "sqlite"
    dialect = _lite if is_lite else _postgres
    question = (" AND " if is_lite else " & ").join(
        dialect(span, is_last=span is spans[-1]) for span in telling[:LONGEST]
    )
    with connection.cursor() as cursor:
        asked: dict[str, str | int] = {
            "question": question,
            "newest": NEWEST,
            "at": int(at.timestamp()),
            "most": MOST,
        }
        cursor.execute(_LITE if is_lite else _POSTGRES, asked)
        return [uuid.UUID(str(key)) for (key,) in cursor.fetchall()]


def speaking_of(senses: Sequence[str]) -> list[tuple[uuid.UUID, str]]:
    """This function will give the newest clips that speak of any of these, each with all that it speaks of."""
    if not senses:
        return []
    is_lite = connection.vendor == "sqlite"
    question = f"sense : ({_either(senses)})" if is_lite else " | ".join(f"'{sense}':D" for sense in senses)
    with connection.cursor() as cursor:
        asked: dict[str, str | int] = {"question": question, "newest": NEWEST}
        cursor.execute(_LITE_NEAR if is_lite else _POSTGRES_NEAR, asked)
        return [(uuid.UUID(str(key)), sense) for key, sense in cursor.fetchall()]


# One half of what counts is how new it is, and that halves in the first month.
_FRESH = "(0.5 + 0.5 / (1 + (%(at)s - at) / 2592000.0))"
_LITE = f"""
SELECT key FROM (
  SELECT entry.key, entry.at, -bm25(search_words, 5.0, 4.0, 2.0, 1.0) AS relevance
  FROM search_words JOIN search_entry entry ON entry.id = search_words.rowid
  WHERE search_words MATCH %(question)s ORDER BY search_words.rowid DESC LIMIT %(newest)s
) ORDER BY relevance * {_FRESH} DESC, key LIMIT %(most)s
"""  # noqa: S608  # nothing of a person's is in the text
_LITE_NEAR = """
SELECT entry.key, entry.sense FROM search_words JOIN search_entry entry ON entry.id = search_words.rowid
WHERE search_words MATCH %(question)s ORDER BY search_words.rowid DESC LIMIT %(newest)s
"""
# A common word has its fill among the latest entries, read backwards; for a rare one those few are read in vain and then
# the index is asked. PostgreSQL's own guess, from words it takes to be independent, read the whole table backwards.
_POSTGRES_NEWEST = f"""
WITH late AS MATERIALIZED (
  SELECT id, key, at, sense, lookup FROM search_entry
  WHERE id > (SELECT id FROM search_entry ORDER BY id DESC OFFSET {LATEST} LIMIT 1)
  AND lookup @@ to_tsquery('simple', %(question)s) ORDER BY id DESC LIMIT %(newest)s
),
matching AS MATERIALIZED (
  SELECT id, key, at, sense, lookup FROM search_entry
  WHERE (SELECT count(*) FROM late) < %(newest)s AND lookup @@ to_tsquery('simple', %(question)s)
),
newest AS (
  SELECT * FROM late WHERE (SELECT count(*) FROM late) >= %(newest)s
  UNION ALL (SELECT * FROM matching ORDER BY id DESC LIMIT %(newest)s)
)
"""  # noqa: S608
_POSTGRES_NEAR = f"{_POSTGRES_NEWEST} SELECT key, sense FROM newest ORDER BY id DESC"  # noqa: S608
_POSTGRES = f"""{_POSTGRES_NEWEST}
SELECT key FROM (
  SELECT key, at, ts_rank('{{0.1, 0.2, 0.4, 1.0}}', lookup, to_tsquery('simple', %(question)s), 1) AS relevance FROM newest
) weighed ORDER BY relevance * {_FRESH} DESC, key LIMIT %(most)s
"""  # noqa: S608


def _lite(span: Span, *, is_last: bool) -> str:
    words = " AND ".join(_lite_word(word, is_last and word is span.words[-1]) for word in span.words)
    asked = f"{{head maker body}} : ({words})"
    return f"({asked} OR sense : ({_either(span.senses)}))" if span.senses else f"({asked})"


def _lite_word(word: str, is_start: bool) -> str:
    start = f' OR "{folded(word)}" *' if is_start else ""
    return f"({_either(forms(word))}{start})"


def _either(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _postgres(span: Span, *, is_last: bool) -> str:
    words = " & ".join(_postgres_word(word, is_last and word is span.words[-1]) for word in span.words)
    senses = "".join(f" | '{sense}':D" for sense in span.senses)
    return f"(({words}){senses})"


def _postgres_word(word: str, is_start: bool) -> str:
    start = f" | '{folded(word)}':*ABC" if is_start else ""
    return "(" + " | ".join(f"'{form}':ABC" for form in forms(word)) + start + ")"
