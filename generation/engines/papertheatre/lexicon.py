"""The vocabulary files as concepts, looked up by phrase; and which of the two languages a text is in."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from generation.engines.papertheatre import words
from generation.engines.papertheatre.repertoire import CAMERAS, SETS

FOLDER = Path(__file__).parent / "vocabulary"
LANGUAGES = ("en", "de")
_NAMES = "figure set action sound time light season mood weather camera style colour size attribute garment"
KINDS = {f"{kind}s": kind for kind in (*_NAMES.split(), "tempo")}  # one file per kind
LONGEST_PHRASE = 4  # words
LOOKS = ("set", "time", "weather", "camera", "style", "light", "season", "mood")
LINKS = ("", "s", "es", "n", "en", "er", "e")  # what German puts between the parts of a compound
ARTICLES = frozenset(("der", "die", "das", "den", "dem", "the", "a"))
ADJECTIVE_ENDINGS = ("e", "en", "em", "er", "es")
VERB_ENDINGS = ("t", "et", "te", "ete", "ten", "st", "e")
SHORT_HEADS = frozenset(("zug", "bär", "hut", "kuh", "hai", "wal", "bus", "see", "ufo"))
HEAD_KINDS = frozenset(("figure", "set", "garment", "time", "weather", "sound", "light", "style"))
NEAREST = {"kitchen": "room", "classroom": "room", "office": "room", "concert": "stage", "dolly": "follow"}
ENDINGS = {  # regular endings -> what stands there in the dictionary form
    "en": (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e")),
    "de": (("n", ""), ("en", ""), ("s", ""), ("es", ""), ("e", ""), ("er", ""), ("ern", "")),
}
NAMED = ("figure", "action", "garment", "set", "attribute")  # kinds whose words keep their own names
OF_ITS_OWN = frozenset(("lemma", "emoji", "shown_as", "en", "de", "group", "plural"))
_THINGS = frozenset(("figure", "set", "garment", "action", "sound"))
_DOINGS = frozenset(("action",))
STEMMED = {
    "ies": _THINGS,
    "es": _THINGS,
    "s": _THINGS,
    "ing": _DOINGS,
    "ed": _DOINGS,
    "nouns": _THINGS - _DOINGS,
}

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Concept:
    """One thing the prompt may mean. `kind` is a vocabulary kind or a part of grammar."""

    kind: str
    lemma: str
    shown_as: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False, compare=False)

    def says(self, key: str) -> Any:
        return self.extra.get(key)


@dataclass(frozen=True)
class Match:
    """What was found at one place: its concepts by kind, how many tokens it took, and the inflection."""

    concepts: Mapping[str, Concept]
    length: int
    inflected: bool = False  # found by lemma: for a noun, most likely a plural
    before: tuple[Concept, ...] = ()  # what the first part of a compound says
    strange: str = ""  # the first part of a compound, when it says nothing known


def _split(listed: str) -> list[str]:
    return [word.strip() for word in listed.split(",") if word.strip()]


@lru_cache(maxsize=1)
def _files() -> dict[str, dict[str, Any]]:
    names = (*KINDS, "grammar", "kin")
    return {name: tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")) for name in names}


def _entries() -> Iterator[tuple[Concept, dict[str, Any]]]:
    """Every concept with its words; a word of the kin file keeps its own name wherever another lists it too."""
    yield from _kin()
    yield from _own_entries()


def _kin() -> Iterator[tuple[Concept, dict[str, Any]]]:
    """Words shown as the nearest concept there is: all it says of itself holds for them too."""
    known = {(c.kind, key): c for c, _ in _own_entries() for key in (c.lemma, c.lemma.replace(" ", "_"))}
    for kind, table in _files()["kin"].items():
        for near, lines in table.items():
            like = known.get((kind, near)) or Concept(kind, near, near)
            own = {key: value for key, value in like.extra.items() if key not in OF_ITS_OWN}
            for line in lines:
                english, _, german = line.partition("|")
                entry = {**own, "en": english, "de": german, "kin": near}
                yield Concept(kind, _split(english)[0], like.shown_as, entry), entry


def _own_entries() -> Iterator[tuple[Concept, dict[str, Any]]]:
    for name, kind in KINDS.items():
        for key, entry in _files()[name].items():
            yield _concept(kind, key, entry), entry


def _concept(kind: str, key: str, entry: dict[str, Any]) -> Concept:
    name = str(entry.get("lemma", key))
    name = name.replace("_", " ") if kind in ("figure", "set", "action") else name
    return Concept(kind, name, _on_stage(kind, str(entry.get("shown_as", key))), entry)


def _on_stage(kind: str, shown: str) -> str:
    """What is shown for a set or camera the stage does not have yet."""
    known = {"set": SETS, "camera": CAMERAS}.get(kind)
    return shown if not known or shown in known else NEAREST.get(shown, known[0])


@lru_cache(maxsize=1)
def _concepts() -> list[Concept]:
    return [concept for concept, _ in _entries()]


def concepts() -> list[Concept]:
    return list(_concepts())


def _grammar(lang: str) -> Iterator[tuple[str, Concept]]:
    for role, listed in _files()["grammar"][lang].items():
        for word in _split(listed):
            text, _, value = word.partition("=")
            yield text, Concept(role, text.lower(), value)


def relation(preposition: str, lang: str) -> str | None:
    """in, on, under, behind, … for a preposition of either language; None when it tells no place."""
    found = _surfaces(lang).by_surface.get(_phrase(preposition), {}).get("relations")
    return found.shown_as if found else None


@dataclass
class _Index:
    by_surface: dict[Phrase, dict[str, Concept]] = field(default_factory=lambda: defaultdict(dict))
    by_lemma: dict[Phrase, dict[str, Concept]] = field(default_factory=lambda: defaultdict(dict))
    whole: frozenset[str] = frozenset()


@lru_cache(maxsize=2)
def _surfaces(lang: str) -> _Index:
    """The index without lemmas: cheap, for guessing the language and for borrowed words."""
    index = _Index(whole=frozenset(w.lower() for w in _split(_files()["grammar"]["whole"][lang])))
    for text, concept in _grammar(lang):
        index.by_surface[_phrase(text)].setdefault(concept.kind, concept)
    for concept, entry in _entries():
        emoji = words.EMOJI.findall(entry.get("emoji", ""))
        for text in _split(entry[lang]):
            index.by_surface[_phrase(text)].setdefault(concept.kind, _by_its_name(concept, text, lang))
        for sign in emoji:
            index.by_surface[_phrase(words.plain_emoji(sign))].setdefault(concept.kind, concept)
    return index


def _by_its_name(concept: Concept, text: str, lang: str) -> Concept:
    """An English word keeps its own name in reports ("gown" is no "dress"), unless it only varies the first one."""
    own = lang == "en" and concept.kind in NAMED and " " not in text and text.isalpha()
    if not own or text.lower() in _variants() or text.lower() == concept.lemma:
        return concept
    return replace(concept, lemma=text.lower())


@lru_cache(maxsize=1)
def _variants() -> frozenset[str]:
    return frozenset(_split(_files()["grammar"]["variants"]["en"]))


@lru_cache(maxsize=2)
def _index(lang: str) -> _Index:
    index = _surfaces(lang)
    for concept, entry in _entries():
        for text in _split(entry[lang]):
            if ARTICLES & set(text.lower().split()):  # "die See" is no form of "den See"
                continue
            named = _by_its_name(concept, text, lang)
            index.by_lemma[_lemmas(text, lang)].setdefault(concept.kind, named)
    if lang == "de":
        _conjugate(index)
        _decline(index)
    for text, concept in _grammar(lang):
        if concept.kind in ("says", "copulas"):
            index.by_lemma[_lemmas(text, lang)].setdefault(concept.kind, concept)
    return index


def _conjugate(index: _Index) -> None:
    """Regular German forms ("umarmt"), because the dictionary lacks those of rarer verbs."""
    for concept, entry in _entries():
        for verb in _split(entry["de"]) if concept.kind == "action" else ():
            stem = re.sub("(?<=[rl])n$|en$", "", verb)
            for ending in VERB_ENDINGS if stem != verb and " " not in verb else ():
                index.by_lemma[(stem + ending,)].setdefault("action", concept)


def _decline(index: _Index) -> None:
    """German adjectives in all their endings ("weißes")."""
    for concept, entry in _entries():
        for word in _split(entry["de"]) if concept.kind in ("colour", "size", "attribute") else ():
            for ending in ADJECTIVE_ENDINGS if " " not in word and word.islower() else ():
                index.by_lemma[(word.removesuffix("e") + ending,)].setdefault(concept.kind, concept)


def _phrase(text: str) -> Phrase:
    return tuple(text.lower().split())


def _lemmas(text: str, lang: str) -> Phrase:
    return tuple(words.lemma(word, lang) for word in text.split())


def find(texts: list[str], lang: str) -> Match | None:
    """The longest phrase of the vocabulary that `texts` begins with, by form first, then by lemma."""
    index = _index(lang)
    for length in range(min(LONGEST_PHRASE, len(texts)), 0, -1):
        surface = tuple(text.lower() for text in texts[:length])
        exact = index.by_surface.get(surface, {})
        base = tuple(words.lemma(text, lang) for text in texts[:length])
        lemma = index.by_lemma.get(base) or index.by_lemma.get(surface, {})
        if exact or lemma:
            return Match({**lemma, **exact}, length, inflected=not exact and surface != base)
    return (
        _without_s(texts[0], lang)
        or _participle(texts[0], lang)
        or _stemmed(texts[0], lang)
        or _compound(texts[0], lang)
        or _borrowed(texts[0], lang)
    )


def _without_s(text: str, lang: str) -> Match | None:
    stem = re.sub("['’]s?$", "", text)
    return None if stem == text else find([stem], lang)


def _stemmed(text: str, lang: str) -> Match | None:
    """Regular forms the dictionary does not have: "crosses", "sitting", "Bergen"."""
    word, index = text.lower(), _index(lang)
    for ending, instead in ENDINGS[lang]:
        stem = word.removesuffix(ending) + instead
        if stem == word or not word.endswith(ending) or len(stem) < 3:
            continue
        twice = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
        for form in (stem, twice) if ending in ("ing", "ed") else (stem,):
            found = index.by_surface.get((form,)) or index.by_lemma.get((form,)) or {}
            kinds = STEMMED["nouns" if lang == "de" else ending]
            if content := {k: c for k, c in found.items() if c.extra and k in kinds}:
                return Match(content, 1, inflected=True)
    return None


def _participle(text: str, lang: str) -> Match | None:
    """German "tanzende" is not a form of "tanzen" to the dictionary, but it is to us."""
    base = words.lemma(text, lang)
    stem = re.match("(.{3,}e[nr]?n?)d(e[rsnm]?)?$", base if base.endswith("end") else text.lower())
    if lang != "de" or not stem:
        return None
    verb = _index(lang).by_surface.get((stem[1],)) or _index(lang).by_lemma.get((stem[1],)) or {}
    return Match({"action": verb["action"]}, 1, inflected=True) if "action" in verb else None


def _compound(text: str, lang: str) -> Match | None:
    """German words built of known ones: the last part says what it is, the first what it is like."""
    word = text.lower()
    if (
        lang != "de"
        or not 6 <= len(word) <= words.LONGEST_WORD
        or words.lemma(text, lang) in _index(lang).whole
    ):
        return None
    for cut in range(3, len(word) - 2):
        head, first = word[cut:], word[:cut]
        if len(head) < 4 and head not in SHORT_HEADS:
            continue
        found = {k: c for k, c in _single(head.capitalize(), lang).items() if k in HEAD_KINDS}
        if found and (part := _first_part(first, lang)) is not None:
            known = tuple(part.values())
            inflected = (head,) not in _index(lang).by_surface
            told = any(concept.kind != "figure" for concept in known)
            return Match(found, 1, inflected, known, "" if told else text[:cut])
    return None


def _first_part(first: str, lang: str) -> dict[str, Concept] | None:
    """What the first part of a compound means, {} if it is only a word, None if it is none."""
    stems = [
        first.removesuffix(link) for link in LINKS if first.endswith(link) and len(first) - len(link) > 2
    ]
    for stem in stems:
        if found := _single(stem.capitalize(), lang):
            return found
    return {} if any(words.is_word_of(stem.capitalize(), lang) for stem in stems) else None


def _single(text: str, lang: str) -> dict[str, Concept]:
    index = _index(lang)
    found = index.by_surface.get((text.lower(),)) or index.by_lemma.get((words.lemma(text, lang),)) or {}
    return {kind: concept for kind, concept in found.items() if concept.extra}


def _borrowed(text: str, lang: str) -> Match | None:
    """A word of the other language, unless this one has it too."""
    if words.is_word_of(text, lang) or words.is_word_of(text.lower(), lang):
        return None
    other = LANGUAGES[lang == "en"]
    found = _surfaces(other).by_surface.get((text.lower(),), {})
    content = {kind: concept for kind, concept in found.items() if concept.extra}
    return Match(content, 1) if content else None


def language(text: str, fallback: str = "en") -> str:
    """`en` or `de`: by small words and umlauts, then by vocabulary, then by dictionary."""
    found = [token.text for token in words.tokens(text[:2000]) if token.kind == "word"]
    marks = {lang: _marks(found, lang) for lang in LANGUAGES}
    marks["de"] += 2 * len(re.findall("[äöüß]", text[:2000], re.IGNORECASE))
    for score in (
        lambda lang: marks[lang],
        lambda lang: _known(found, lang) + _spelled(found, lang),
    ):
        if score("en") != score("de"):
            return "en" if score("en") > score("de") else "de"
    return fallback


def _marks(found: list[str], lang: str) -> int:
    listed = frozenset(_split(_files()["grammar"]["marks"][lang]))
    small = _surfaces(lang).by_surface
    score = 0
    for text in found:
        kinds = small.get((text.lower(),), {})
        grammar = any(not concept.extra for concept in kinds.values())
        score += 2 * (text.lower() in listed) + grammar
    return score


def _known(found: list[str], lang: str) -> int:
    return sum((text.lower(),) in _surfaces(lang).by_surface for text in found)


def _spelled(found: list[str], lang: str) -> int:
    return sum(words.is_word_of(text, lang) for text in found[:40])
