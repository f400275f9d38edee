"""What an owner writes in their own words, turned into what can be checked; the rest is named for a person to judge.

A token is what both sides are compared by: a category ("POLITICS"), a concept of concepts.toml ("dog"), a word that
is none ("=trumpet"), or a person ("@tom").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import simplemma

from policy import lexicon, sounds
from policy.prompts import QUOTED, categories_of, mentions
from policy.reasons import Category
from policy.text import MENTION, folded, spelled

_SENTENCES = re.compile(r"[\n.;!?•]+|\s[-–—]\s")
_PIECES = re.compile(r",|/|&|\b(?:and|or|nor|und|oder|sowie|noch)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_NO = """no not never nothing none nobody dont don avoid stop please nicht nichts nie niemals keinesfalls bitte nirgends
kein keine keinen keinem keiner keines vermeide"""
_SMALL = """a an the t do me i in on at with to of into as any anything something ever be being am is are put show make
let use see want have having seen appear together wearing wear holding hold drinking drink eating kind sort stuff scene
scenes clip clips video videos picture pictures theme themes topic topics content things about for from by it and or
ein eine einen einem einer eines der die das den dem des mich mir ich im am an auf mit zu von vor bei als etwas irgendwas
irgendwelche zeig zeige zeigen steck stecke setz setze lass lasst will moechte sehen sein haben bin werde werden zusammen
tragen trage trinken trinke szene szenen bild bilder thema themen inhalte dinge ueber fuer es gezeigt gesehen auftreten
kommen vorkommen sachen und oder"""
_CONDITION = """only unless except if when while near before after my our mine too more than less always must should like
likes nur ausser wenn falls waehrend nahe naehe neben bevor nachdem mein meine meinem meinen meiner unser unsere mehr
weniger immer muss soll sollte gern gerne mag zuviel"""
NO, SMALL, CONDITION = (frozenset(listed.split()) for listed in (_NO, _SMALL, _CONDITION))
WITHOUT = frozenset(("without", "ohne"))
MINE = frozenset(("my", "mein", "meine", "meinen"))  # "change my body" is no condition


@dataclass(frozen=True)
class Part:
    """A piece of what the owner wrote. Without tokens a person will have to judge it."""

    text: str
    tokens: frozenset[str] = frozenset()

    @property
    def is_clear(self) -> bool:
        return bool(self.tokens)


@lru_cache(1024)
def understood(text: str) -> tuple[Part, ...]:
    """This function will read restrictions: the parts a machine can check, and those it can not, in order."""
    sentences = (one.strip(" -–—*\t\r") for one in _SENTENCES.split(text))
    return tuple(part for one in sentences if one for part in _parts(one))


def rules_of(text: str) -> dict[str, str]:
    """This function will give token → the owner's words, for every part that can be checked."""
    return {token: part.text for part in reversed(understood(text)) for token in sorted(part.tokens)}


def is_partly_unclear(text: str) -> bool:
    return any(not part.is_clear for part in understood(text))


def _parts(sentence: str) -> list[Part]:
    if whole := _tokens(sentence):
        return [Part(sentence, whole)]
    pieces = [one.strip() for one in _PIECES.split(sentence) if one.strip()]
    if len(pieces) < 2 or set(_plain(sentence)) & CONDITION:  # a condition binds the whole sentence
        return [Part(sentence)]
    return [Part(one, _tokens(one)) for one in pieces]


def _plain(text: str) -> list[str]:
    return [spelled(word) for word in _WORD.findall(folded(MENTION.sub(" ", text)))]


def _tokens(piece: str) -> frozenset[str]:
    """The tokens of one piece; none where a word of it is not accounted for."""
    people = frozenset(f"@{handle}" for handle in mentions(piece))
    named, rest = lexicon.taken_out("names", _plain(piece))
    things, rest = lexicon.taken_out("concepts", rest)
    left = set(rest) - (MINE if named else frozenset())
    if left & CONDITION or (left & WITHOUT and left & NO):
        return frozenset()
    content = left - NO - SMALL - WITHOUT
    if content and (named or things or people or len(content) > 1):
        return frozenset()
    alone = (word for word in _WORD.findall(piece) if content and spelled(folded(word)) in content)
    return named | things | people | frozenset(f"={lemma}" for word in alone for lemma in _lemmas(word))


@lru_cache(8192)
def _lemmas(word: str) -> frozenset[str]:
    """A word and its dictionary forms in both languages; German nouns are known by their capital."""
    forms = (simplemma.lemmatize(form, lang=lang) for form in {word, word.lower()} for lang in ("en", "de"))
    return frozenset(spelled(folded(form)) for form in (word, *forms))


@lru_cache(256)
def touches(text: str) -> frozenset[str]:
    """This function will give every token a prompt touches: categories, concepts, single words, people."""
    alone = (f"={lemma}" for word in _WORD.findall(MENTION.sub(" ", text)) for lemma in _lemmas(word))
    people = (f"@{handle.lower()}" for handle in MENTION.findall(text))
    things = lexicon.with_above(lexicon.found("concepts", text))
    return frozenset((*map(str, categories_of(text)), *things, *alone, *people))


def touched_among(text: str, tokens: frozenset[str]) -> frozenset[str]:
    """This function will give those of `tokens` that the text touches: as `touches`, but nothing else is looked for."""
    read = lexicon.reading(text)
    return frozenset(token for token in tokens if _is_touched(token, text, read))


def _is_touched(token: str, text: str, read: lexicon.Reading) -> bool:
    if token.startswith("@"):
        return token[1:] in {handle.lower() for handle in MENTION.findall(text)}
    if token.startswith("="):
        return any(f"={lemma}" == token for word in _WORD.findall(text) for lemma in _lemmas(word))
    if token == Category.SPEECH:
        return bool(QUOTED.search(text))
    categories, concepts = lexicon.rules("categories"), lexicon.rules("concepts")
    if token in categories:
        return read.has(categories[token])
    return any(read.has(concepts[name]) for name in lexicon.with_below(token) if name in concepts)


def touched_by_ear(lines: Iterable[str]) -> frozenset[str]:
    """This function will give every token spoken lines touch, by spelling and by sound; any line is SPEECH."""
    said = " ".join(lines)
    if not said.strip():
        return frozenset()
    by_ear = sounds.heard("categories", said) | lexicon.with_above(sounds.heard("concepts", said))
    return touches(said) | by_ear | {"SPEECH"}
