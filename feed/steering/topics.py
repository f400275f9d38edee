"""Words into topics and moods, for sentences and for clips alike: topics.toml above the paper theatre's vocabulary."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from generation.engines.papertheatre import lexicon, words
from policy.prompts import categories_of
from policy.reasons import Category

KINDS = (
    "figure",
    "set",
    "sound",
    "weather",
    "season",
    "time",
    "action",
    "garment",
    "tempo",
)  # what can be a topic
LONGEST = 3  # words
SHORTEST = 5  # letters of a word whose slips are mended
ENDINGS = {"en": ("s", "es"), "de": ("n", "en", "e", "s", "er")}  # of plurals
CATEGORIES = {
    Category.POLITICS: "politics",
    Category.VIOLENCE: "violence",
    Category.ROMANCE: "romance",
    Category.RELIGION: "religion",
    Category.INTOXICANTS: "alcohol",
    Category.ADVERTISING: "advertising",
}
_LANGUAGES = ("en", "de")


@dataclass(frozen=True)
class Meaning:
    """What one or a few words mean: kind is topics, moods or looks."""

    kind: str
    name: str
    length: int = 1  # words it took


@cache
def _tables() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((Path(__file__).parent / "topics.toml").read_text("utf-8"))


def _listed(entry: Mapping[str, str], key: str) -> list[str]:
    return [word.strip() for word in entry.get(key, "").split(",") if word.strip()]


def holdings() -> Iterator[tuple[str, list[str]]]:
    """This function will give each topic and mood with what it holds."""
    for table in _tables().values():
        for name, entry in table.items():
            yield name, _listed(entry, "holds")


@cache
def _above() -> Mapping[str, frozenset[tuple[str, str]]]:
    """What stands directly above a concept: (kind, name) of topics and moods."""
    above: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for kind, table in _tables().items():
        for name, entry in table.items():
            for below in _listed(entry, "holds"):
                if below != name:
                    above[below].add((kind, name))
    return {name: frozenset(found) for name, found in above.items()}


@lru_cache(4096)
def with_above(name: str) -> frozenset[tuple[str, str]]:
    """This function will give a topic with every topic and mood that stands above it."""
    found, open_ = {("topics", name)}, [name]
    while open_:
        for kind, higher in _above().get(open_.pop(), ()):
            if (kind, higher) not in found:
                found.add((kind, higher))
                open_ += [higher] if kind == "topics" else []
    return frozenset(found)


@cache
def _index(lang: str) -> tuple[dict[tuple[str, ...], Meaning], dict[tuple[str, ...], Meaning]]:
    """The words of topics.toml as they are written, and by their dictionary forms."""
    written: dict[tuple[str, ...], Meaning] = {}
    by_lemma: dict[tuple[str, ...], Meaning] = {}
    for kind, table in _tables().items():
        for name, entry in table.items():
            for text in _listed(entry, lang):
                listed = tuple(text.lower().split())
                written.setdefault(listed, Meaning(kind, name, len(listed)))
                for form in _declined(text) if lang == "de" and kind == "moods" else ():
                    by_lemma.setdefault((form,), Meaning(kind, name))
                lemmas = tuple(words.lemma(word, lang) for word in text.split())
                by_lemma.setdefault(lemmas, Meaning(kind, name, len(listed)))
    return written, by_lemma


def meaning(texts: list[str], lang: str) -> Meaning | None:
    """This function will say what the words that `texts` begins with mean, the longest phrase first."""
    other = _LANGUAGES[lang == "en"]
    own, known = _own(texts, lang), _known(texts, lang)
    if own and known and known.length > own.length and _name_of(known) != _name_of(_known(texts[1:], lang)):
        return known  # "slow motion" is not slow; but a calm sea is calm
    return own or known or _own(texts, other) or _known(texts[:1], other)


def _name_of(found: Meaning | None) -> str:
    return found.name if found else ""


def _own(texts: list[str], lang: str) -> Meaning | None:
    written, by_lemma = _index(lang)
    for length in range(min(LONGEST, len(texts)), 0, -1):
        part = texts[:length]
        if found := written.get(tuple(text.lower() for text in part)):
            return found
        lemmas = tuple(words.lemma(text, lang) for text in part)
        if found := by_lemma.get(lemmas) or by_lemma.get(tuple(text.lower() for text in part)):
            return found
    return None


def group_named(texts: list[str]) -> str | None:
    """This function will name the topic or mood of topics.toml that these words call, in either language."""
    found = _own(texts, "en") or _own(texts, "de")
    return found.name if found and found.kind != "looks" else None


@cache
def _spellings(lang: str) -> Mapping[str, frozenset[str]]:
    """Every single word that means something here, by its first letter."""
    written, by_lemma = _index(lang)
    listed = {phrase[0] for phrase in (*written, *by_lemma) if len(phrase) == 1}
    listed |= {word.lower() for concept in lexicon.concepts() for word in _listed(concept.extra, lang)}
    listed |= {f"{word}s" for word in listed if lang == "en" and not word.endswith("s")}
    found: dict[str, set[str]] = defaultdict(set)
    for word in listed:
        if word.isalpha() and len(word) >= SHORTEST - 1:
            found[word[0]].add(word)
    return {letter: frozenset(some) for letter, some in found.items()}


def respelled(word: str, lang: str, also: Iterable[str] = ()) -> str:
    """This function will give the one word that somebody may have meant who wrote none there is; else nothing.

    :param also: words that may have been meant though they mean no thing
    """
    word = word.lower()
    if len(word) < SHORTEST or not word.isalpha() or any(words.is_word_of(word, one) for one in _LANGUAGES):
        return ""
    known = {*_spellings(lang).get(word[0], ()), *(one for one in also if one[0] == word[0])}
    for stem in (word, *(word.removesuffix(end) for end in ENDINGS[lang] if word.endswith(end))):
        near = {one for one in known if len(one) >= SHORTEST - 1 and _is_one_slip(stem, one)}
        near = {one for one in near if _undoubled(one) == _undoubled(stem)} or near
        if len({meaning([one], lang) or one for one in near}) == 1:
            return min(near)
    return ""


def _undoubled(word: str) -> str:
    """Nothing is got wrong as often as whether a letter stands twice."""
    return "".join(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)


def _is_one_slip(one: str, other: str) -> bool:
    """One letter too many, too few, another one, or two that have changed places."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    at = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    a, b = one[at:], other[at:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _declined(adjective: str) -> Iterator[str]:
    """German adjectives in all their endings, compared, too: the dictionary lacks those of rarer ones."""
    if adjective.isalpha() and adjective.islower():
        for step in ("", "er", "r"):
            yield from (adjective + step + ending for ending in ("", "e", "en", "em", "er", "es"))


def _known(texts: list[str], lang: str) -> Meaning | None:
    """A word of the theatre's vocabulary."""
    match = lexicon.find(texts, lang) if texts else None
    if match is None:
        return None
    content = {kind: concept for kind, concept in match.concepts.items() if concept.extra}
    for kind in KINDS:
        if kind in content:
            return Meaning("topics", _name(kind, content[kind]), match.length)
    for kind in ("mood", "style"):
        if kind in content:
            return Meaning(f"{kind}s" if kind == "mood" else "looks", content[kind].lemma, match.length)
    if attribute := content.get("attribute"):
        return next((Meaning("moods", name, match.length) for kind, name in with_above(attribute.lemma) if kind == "moods"),
                    None)  # fmt: skip
    return None


def _name(kind: str, concept: lexicon.Concept) -> str:
    """A thing by its own name; a synonym of a place, a weather or a doing by that of the concept."""
    if kind == "figure" and (concept.lemma in _above() or concept.says("kin")):
        return concept.lemma
    return _first_name(concept)


def _first_name(concept: lexicon.Concept) -> str:
    first = _listed(concept.extra, "en")
    named = str(concept.extra.get("lemma", ""))
    return named or (first[0] if first and concept.kind != "mood" else concept.lemma)


@dataclass(frozen=True)
class Read:
    """What a text is about."""

    topics: frozenset[str]
    moods: frozenset[str]
    looks: frozenset[str]
    words: frozenset[str]


def read(text: str, lang: str = "") -> Read:
    """This function will find every topic, mood and look a text touches, those above them, and its words."""
    lang = lang or lexicon.language(text)
    listed = [token.text for token in words.tokens(words.clean(text)) if token.kind == "word"]
    found = {"topics": set(), "moods": set(), "looks": set()}  # type: dict[str, set[str]]
    for one in _meanings(listed, lang):
        if one.kind == "topics":
            for kind, name in with_above(one.name):
                found[kind].add(name)
        else:
            found[one.kind].add(one.name)
    found["topics"] |= {CATEGORIES[one] for one in categories_of(text) if one in CATEGORIES}
    lemmas = {form for word in listed for form in forms(word)}
    about = {kind: frozenset(names) for kind, names in found.items()}
    return Read(**about, words=frozenset(lemmas))


def _meanings(listed: list[str], lang: str) -> Iterator[Meaning]:
    place = 0
    while place < len(listed):
        found = meaning(listed[place : place + 4], lang)
        if found:
            yield found
            yield from _near(listed[place], lang)
        place += found.length if found else 1


def _near(text: str, lang: str) -> Iterator[Meaning]:
    """A poodle is a dog: the concept a word of the kin file stands beside."""
    match = lexicon.find([text], lang)
    figure = match.concepts.get("figure") if match else None
    if figure and (near := figure.says("kin")):
        yield Meaning("topics", str(near))


@lru_cache(8192)
def forms(word: str) -> frozenset[str]:
    """This function will give a word as it is and its dictionary forms in both languages, small letters."""
    return frozenset(
        form.lower() for form in (word, *(words.lemma(word, lang) for lang in _LANGUAGES), *_singular(word))
    )


def _singular(word: str) -> Iterable[str]:
    return (word.removesuffix("s"),) if len(word) > 4 and word.endswith("s") else ()


def label(kind: str, name: str, lang: str) -> str:
    """This function will give the everyday word for a topic, mood or look; of an unknown one the name itself."""
    lang = "de" if lang.startswith("de") else "en"
    entry: Mapping[str, Any] = _tables().get(kind, {}).get(name, {}) or _vocabulary().get((kind, name), {})
    listed = _listed(entry, lang)
    return listed[0] if listed else name


@cache
def _vocabulary() -> Mapping[tuple[str, str], Mapping[str, Any]]:
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for concept in lexicon.concepts():
        kind = {"mood": "moods", "style": "looks"}.get(concept.kind, "topics")
        for name in (concept.lemma, _first_name(concept)):
            found.setdefault((kind, name), concept.extra)
    return found


@cache
def known_names() -> frozenset[str]:
    """This function will give every name of a topic or mood there is."""
    own = {name for kind in ("topics", "moods") for name in _tables()[kind]}
    return frozenset(own | {name for kind, name in _vocabulary() if kind != "looks"})


@cache
def mood_names() -> frozenset[str]:
    return frozenset(_tables()["moods"])
