"""What somebody does not want in their lists: people, words, topics, as one pure object. Rows and verbs: distance.py."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from policy.reasons import Category
from policy.text import folded

TOPICS = tuple(one for one in Category if one not in (Category.SPEECH, Category.BODY))
"""What a clip can be about, as the policy tells it from words; speech and a changed body are no topics."""


@dataclass(frozen=True)
class Muted:
    """Empty for who has muted nothing, and for nobody."""

    people: frozenset[int] = frozenset()
    words: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.people or self.words or self.topics)

    def patterns(self) -> tuple[str, ...]:
        """This function will give a regular expression for each word, as both databases and Python read it."""
        return tuple(_pattern(word) for word in self.words)

    def hides(self, text: str, author_id: int | None = None, topics: Iterable[str] = ()) -> bool:
        """This function will say whether something by this author, in these words, about this, is not wanted."""
        if author_id in self.people or not self.topics.isdisjoint(topics):
            return True
        plain = folded(text)
        return any(_compiled(pattern).search(plain) for pattern in self.patterns())


def _pattern(word: str) -> str:
    """As a word of its own, however many blanks lie between its parts."""
    parts = [re.sub(r"([^\w])", r"\\\1", part) for part in folded(word).split()]
    return r"(^|\W)" + r"\W+".join(parts) + r"(\W|$)"


@lru_cache(512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
