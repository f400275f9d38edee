"""grammar.toml as tables: the phrases of a language, its small words, and how people write who write in haste."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "de")
LONGEST = 6  # words of a phrase
_GROUPS = ("operators", "verdicts", "degrees", "lengths", "people", "roles", "joints")
_RELATIVE = re.compile(r",\s+(?=(?:die|denen|was|who|whom|that|dass)\b)", re.IGNORECASE)
_SHORT = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}")  # "e.g.", "z. B."
_FREE = {  # "ad-free", "werbefrei": without
    "en": (
        re.compile(r"\b(?!feel|for|set|is|are)([a-z]{2,})[- ]?free\b(?! \w+s\b)", re.IGNORECASE),
        r" ; no \1 ; ",
    ),
    "de": (re.compile(r"\b([a-zäöüß]{4,})freie?[rnsm]?\b", re.IGNORECASE), r" ; keine \1 ; "),
}
_WORD = re.compile(r"[^\W_]+(?:['*:-][^\W_]+)*")


@dataclass(frozen=True)
class Grammar:
    """What one language has of small words, and what they do."""

    phrases: Mapping[tuple[str, ...], tuple[str, str]]  # -> (group, name)
    small: frozenset[str]
    lemmas: frozenset[str]  # small in all their forms
    haste: Mapping[str, str]  # "pls" -> "please"
    around: tuple[tuple[re.Pattern[str], str], ...]  # "keep politics out" -> "no politics"
    remarks: tuple[re.Pattern[str], ...]
    marks: Mapping[str, frozenset[str]]

    def is_own(self, word: str) -> bool:
        """Whether the word is one of grammar, not of things."""
        return word in self.small or (word,) in self.phrases or word in self.haste

    @property
    def spellings(self) -> frozenset[str]:
        single = (phrase[0] for phrase in self.phrases if len(phrase) == 1)
        return frozenset(word for word in (*single, *self.small) if word.isalpha())


@cache
def grammar(lang: str) -> Grammar:
    """This function will give the grammar of "en" or "de"."""
    table = tomllib.loads((Path(__file__).parent / "grammar.toml").read_text("utf-8"))[lang]
    phrases: dict[tuple[str, ...], tuple[str, str]] = {}
    for group in _GROUPS:
        for name, listed in table[group].items():
            for phrase in listed.split(","):
                phrases.setdefault(tuple(phrase.split()), (group, name))
    for phrase in table["small"]["fillers"].split(","):
        phrases.setdefault(tuple(phrase.split()), ("small", "filler"))
    haste = {word: instead for instead, listed in table["haste"].items() for word in listed.split()}
    remarks = tuple(re.compile(one) for one in table["remarks"]["begin"])
    small, lemmas = (frozenset(table["small"][name].split()) for name in ("words", "lemmas"))
    marks = {name: frozenset(listed.split(", ")) for name, listed in table["marks"].items()}
    return Grammar(phrases, small, lemmas, haste, tuple(_around(table)), remarks, marks)


def _around(table: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[re.Pattern[str], str]]:
    for instead, listed in table["around"].items():
        for phrase in listed.split(","):
            before, behind = phrase.strip().split(" … ")
            pattern = rf"\b{before}\s+(?P<it>[^,.;:!?]+?)\s+{behind}\b"
            yield re.compile(pattern, re.IGNORECASE), rf"{instead} \g<it>"


def is_small(word: str) -> bool:
    """This function will say whether a word is one of grammar in either language, so that it names nobody."""
    return any(grammar(lang).is_own(word) for lang in LANGUAGES)


def own_words(text: str, lang: str) -> int:
    """This function will count the words of a text that are grammar of a language."""
    return sum(grammar(lang).is_own(word) for word in _WORD.findall(text.lower()))


def written_out(text: str, lang: str) -> str:
    """This function will write out what was written in haste, and turn around what is said around a thing."""
    own = grammar(lang)
    free, without = _FREE[lang]
    text = free.sub(without, _SHORT.sub(" ", text))
    text = _WORD.sub(lambda word: own.haste.get(word[0].lower(), word[0]), _RELATIVE.sub(" ", text))
    for said, instead in own.around:
        text = said.sub(instead, text)
    return text
