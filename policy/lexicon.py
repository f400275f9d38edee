"""The word lists of lexicon.toml and concepts.toml as patterns, and what they find in a text.

An entry is a few words. Each may end in `*` (what begins like this), begin with `*` (what ends like this), begin
with `?` (may be there), or end in `=` (this form alone); any other stands for itself and its endings. `!` after an
entry: it counts only where the text is in the language of its list.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from policy.text import SOMEBODY, folded, spelled, tongue, unmasked, words

LANGUAGES = ("en", "de")
_ENDINGS = "(?:s|es|e|en|n|er|em|ed|d|ing|ern|in|innen)?"


@dataclass(frozen=True)
class Words:
    """What one rule or concept is called: the patterns, and those that ask for a language."""

    everywhere: re.Pattern[str]
    only: Mapping[str, re.Pattern[str]]

    def found_in(self, text: str, language: str) -> bool:
        if self.everywhere.search(text):
            return True
        return language in self.only and bool(self.only[language].search(text))


@lru_cache(4096)
def pattern(entry: str) -> str:
    """This function will give the regular expression of one entry."""
    parts = []
    for word in entry.removesuffix("!").split():
        optional = word.startswith("?")
        parts.append(f"(?:{_word(word.lstrip('?'))} )?" if optional else _word(word) + " ")
    return "".join(parts)


def _word(word: str) -> str:
    if word == SOMEBODY:
        return SOMEBODY
    bare = re.escape(spelled(folded(word.strip("*="))))
    front = r"\w*" if word.startswith("*") else ""
    inside = r"\w*".join(bare.split(r"\*"))
    if word.endswith("="):
        return front + inside
    return front + inside + (r"\w*" if word.endswith("*") else _ENDINGS)


def _any(entries: Iterable[str]) -> re.Pattern[str]:
    listed = sorted(entries, key=len, reverse=True)
    return re.compile("(?<= )(?:" + "|".join(map(pattern, listed)) + ")") if listed else re.compile(r"(?!)")


def compiled(lists: Mapping[str, list[str]]) -> Words:
    """This function will compile the lists of one rule, by language."""
    free = [entry for name in lists for entry in lists[name] if not entry.endswith("!")]
    tied = {name: [entry for entry in lists[name] if entry.endswith("!")] for name in lists}
    return Words(_any(free), {name: _any(entries) for name, entries in tied.items() if entries})


@cache
def table(file: str) -> dict[str, object]:
    with (Path(__file__).parent / file).open("rb") as source:
        return tomllib.load(source)


@cache
def rules(group: str) -> dict[str, Words]:
    """This function will give the compiled rules of a group: hard, categories, names, or concepts."""
    return {name: compiled(lists) for name, lists in _group(group).items()}


def _group(group: str) -> dict[str, dict[str, list[str]]]:
    named = table("concepts.toml" if group == "concepts" else "lexicon.toml")
    return named["things" if group == "concepts" else group]  # type: ignore[return-value]


@cache
def minors() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = table("lexicon.toml")["minors"]
    return _any(lists["words"]), _any(lists["sexual"])  # type: ignore[index, call-overload]


@cache
def _harmless() -> re.Pattern[str]:
    return _any(entry for entries in _group("harmless").values() for entry in entries)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Reading:
    """A text as the lists are asked about it: as written and without masks, harmless phrases taken out."""

    views: tuple[str, ...]
    language: str

    def has(self, rule: Words) -> bool:
        return any(rule.found_in(view, self.language) for view in self.views)

    def matches(self, one: re.Pattern[str]) -> bool:
        return any(one.search(view) for view in self.views)


@lru_cache(512)
def reading(text: str) -> Reading:
    """This function will read a text once for all lists."""
    written, bare = words(text), unmasked(text)
    views = [_view(written)] + ([_view(bare)] if list(bare) != written else [])
    return Reading(tuple(views), tongue(written))


def _view(listed: Iterable[str]) -> str:
    return re.sub(_harmless(), "· ", f" {' '.join(listed)} ")


@lru_cache(512)
def found(group: str, text: str) -> frozenset[str]:
    """This function will name the rules of the group whose words are in the text."""
    read = reading(text)
    return frozenset(name for name, rule in rules(group).items() if read.has(rule))


def taken_out(group: str, listed: list[str]) -> tuple[frozenset[str], list[str]]:
    """This function will name the rules found in plain words, and give the words none of them accounts for."""
    text, language = f" {' '.join(listed)} ", tongue(listed)
    named, rest = set(), text
    for name, rule in rules(group).items():
        if rule.found_in(text, language):
            named.add(name)
            rest = rule.everywhere.sub("· ", rest)
            rest = rule.only[language].sub("· ", rest) if language in rule.only else rest
    return frozenset(named), re.findall(r"[^\W_]+", rest)


def with_above(named: frozenset[str]) -> frozenset[str]:
    """This function will add the concepts that stand above others: a dog is an animal."""
    above: dict[str, list[str]] = table("concepts.toml")["above"]  # type: ignore[assignment]
    return named | {name for name, below in above.items() if not named.isdisjoint(below)}


def with_below(concept: str) -> tuple[str, ...]:
    """This function will give a concept and those it stands above."""
    above: dict[str, list[str]] = table("concepts.toml")["above"]  # type: ignore[assignment]
    return (concept, *above.get(concept, ()))


def label(concept: str, language: str) -> str:
    """This function will give the everyday word for a concept, with a second one where there is."""
    lists = _group("concepts")[concept]
    plain = dict.fromkeys(entry.strip("*=!") for entry in lists[language if language in lists else "en"])
    return ", ".join(list(plain)[:2])


def plain_entries(group: str, *, stems: bool = False) -> Iterator[tuple[str, str, str]]:
    """This function will give (rule, language, word) of each entry that is one whole word, or one stem: what sounds."""
    apart = set(table("lexicon.toml")["sound"]["apart"])  # type: ignore[index, call-overload]
    for name, lists in _group(group).items():
        for language in LANGUAGES:
            for entry in lists[language]:
                bare = entry.rstrip("!" + "*=" if stems else "!=")
                fits = entry.endswith("*") == stems and bare.isalpha() and len(bare) > 2
                if fits and spelled(bare) not in apart:
                    yield name, language, spelled(bare)
