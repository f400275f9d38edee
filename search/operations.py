"""Putting clips into the index, taking them out, renaming who made them. The only writers of these rows."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from search.models import Entry, Tag
from search.normal import normal

_TAG = re.compile(r"(?<![\w#&/])#(\w{2,40})(?![\w#])")
MOST_TAGS = 12  # of one clip


def tags_in(*texts: str) -> list[str]:
    """This function will find the #tags of texts, in small letters, each once; a number alone is none."""
    found = (name for text in texts for name in _TAG.findall(unicodedata.normalize("NFKC", text)))
    return list(dict.fromkeys(tag_name(name) for name in found if not name.isdecimal()))[:MOST_TAGS]


def tag_name(text: str) -> str:
    """This function will give a tag as it is kept."""
    return unicodedata.normalize("NFKC", text).casefold().removeprefix("#")[:40]


@dataclass(frozen=True)
class Page:
    """What everybody may read of one clip."""

    key: uuid.UUID
    author: int
    maker: str
    title: str
    texts: Sequence[str]
    senses: Sequence[str]
    tags: Sequence[str]
    at: datetime


@transaction.atomic
def put(*, pages: Iterable[Page]) -> None:
    """This function will put clips into the index, or anew where their words have changed."""
    pages = list(pages)
    Entry.objects.bulk_create(
        [_entry(page) for page in pages],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["author", "head", "maker", "body", "sense", "at"],
    )
    Tag.objects.filter(key__in=[page.key for page in pages]).delete()
    Tag.objects.bulk_create(
        Tag(name=name, key=page.key, at=int(page.at.timestamp())) for page in pages for name in page.tags
    )


def _entry(page: Page) -> Entry:
    return Entry(
        key=page.key,
        author=page.author,
        maker=normal(page.maker),
        head=normal(" ".join([page.title, *page.tags])),
        body=normal(" ".join(page.texts)),
        sense=" ".join(page.senses),
        at=int(page.at.timestamp()),
    )


@transaction.atomic
def drop(*, keys: Iterable[uuid.UUID]) -> int:
    """This function will take clips out of the index and count those that were in it."""
    gone = list(keys)
    Tag.objects.filter(key__in=gone).delete()
    return Entry.objects.filter(key__in=gone).delete()[0]


def rename(*, author: int, maker: str) -> int:
    """This function will file the clips of a person under their new name and count them."""
    return Entry.objects.filter(author=author).update(maker=normal(maker))


@transaction.atomic
def clear() -> None:
    """This function will empty the index; what it was made from stays."""
    Tag.objects.all().delete()
    Entry.objects.all().delete()
