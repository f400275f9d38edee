"""A sentence as a row of items: operators, degrees, things, small words. What they do to each other is said elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from feed.steering import topics
from feed.steering.building import Thing
from feed.steering.grammar import LONGEST, Grammar, grammar

BEFORE_NAMES = frozenset(
    {"with", "from", "by", "of", "von", "mit"}
)  # behind these a name may be written small
_TOKEN = re.compile(
    r"@(?P<handle>[A-Za-z0-9_]{3,24})|(?P<word>[^\W_]+(?:['*:-][^\W_]+)*)|(?P<stop>[.;!?\n…()]+)|(?P<comma>,|&|–|—| - |[/+])"
)
_FILMS = re.compile(
    r"(?<=\w{3})(?:videos?|clips?|filme?n?|sachen|szenen|zeug|kram|aufnahmen?|content|geschichten?|storys?|vibes?|feeling|stimmung)$",
    re.IGNORECASE,
)
_FOR = ("for", "für")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_COMPARED = {"en": re.compile(r"i?er$"), "de": re.compile(r"er(?:e[nrsm]?)?$")}
_UMLAUTS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("ss", "ß"))


@dataclass(frozen=True)
class Item:
    """One word or phrase. `group`: one of grammar.toml's, or thing, small, word, stop or comma."""

    group: str
    said: str
    name: str = ""
    thing: Thing | None = None
    is_compared: bool = False  # "calmer", "ruhigere": a wish of its own


class Lexer:
    """Reads the words of one language; who is called how is given."""

    def __init__(self, lang: str, names: Mapping[str, tuple[str, ...]], known: Mapping[str, str]) -> None:
        self.lang, self.names, self.known = lang, names, known
        self.grammar: Grammar = grammar(lang)

    def items(self, text: str) -> Iterator[Item]:
        """This function will give a text as items, in the order of its words."""
        words: list[str] = []
        for token in _TOKEN.finditer(text):
            if token["word"] or token["handle"]:
                words.append(self._mended(token[0]))
            else:
                yield from self._read(words)
                words = []
                yield Item("stop" if token["stop"] else "comma", token[0])
        yield from self._read(words)

    def _mended(self, token: str) -> str:
        """A word without its slips, if it is none as it stands."""
        if token.startswith("@") or token.lower().removesuffix("'s") in {*self.names, *self.known}:
            return token
        return _mended(token, self.lang)

    def _read(self, words: list[str]) -> Iterator[Item]:
        place = 0
        while place < len(words):
            length, item = self._at(words, place)
            yield item
            place += length

    def _at(self, words: list[str], place: int) -> tuple[int, Item]:
        length, group, name = self._phrase(words, place)
        found = _meaning(tuple(words[place : place + 4]), self.lang)
        if group and not (found and found.length > length):
            said = " ".join(words[place : place + length])
            if group == "roles" and words[max(0, place - 2)].lower() in _FOR:
                return length, Item("small", said)  # "something for my son"
            compared = group == "lengths" and "er" in said.lower()
            return length, Item(group, said, name, _thing_of(group, name, said), compared)
        return self._word(words, place, found)

    def _phrase(self, words: list[str], place: int) -> tuple[int, str, str]:
        for length in range(min(LONGEST, len(words) - place), 0, -1):
            said = tuple(word.lower() for word in words[place : place + length])
            found = self.grammar.phrases.get(said)
            if found and (found[0] != "roles" or self._is_role(words, place, found[1])):
                return (length, *found)
        return 0, "", ""

    def _is_role(self, words: list[str], place: int, name: str) -> bool:
        before = (word.lower() for word in words[max(0, place - 2) : place])  # "my old boss"
        return name == "ex" or any(self.grammar.phrases.get((one,)) == ("joints", "my") for one in before)

    def _word(self, words: list[str], place: int, found: topics.Meaning | None) -> tuple[int, Item]:
        word = words[place]
        if word.startswith("@"):
            return 1, Item("thing", word, thing=Thing("people", word[1:].lower(), word))
        if handles := self._called(word, words[place - 1] if place else "", found):
            alone = len(handles) == 1
            name = handles[0] if alone else word.lower()
            return 1, Item("thing", word, thing=Thing("people" if alone else "name", name, word))
        if self._is_small(word) and not (found and (found.kind == "moods" or found.length > 1)):
            return 1, Item("small", word)
        if found is None:
            return 1, Item("small" if word.isdigit() else "word", word)
        said = " ".join(words[place : place + found.length])
        compared = found.kind == "moods" and _is_compared(said.lower(), self.lang)
        return found.length, Item("thing", said, "", Thing(found.kind, found.name, said), compared)

    def _is_small(self, word: str) -> bool:
        own = self.grammar
        return word.lower() in own.small or topics.words.lemma(word, self.lang) in own.lemmas

    def _called(self, word: str, before: str, found: topics.Meaning | None) -> tuple[str, ...]:
        name = word.lower().removesuffix("'s")
        is_likely = word[0].isupper() or (found is None and name not in self.grammar.small)
        if not is_likely and not (found is None and before.lower() in BEFORE_NAMES):
            return ()
        return (self.known[name],) if name in self.known else self.names.get(name, ())


def _thing_of(group: str, name: str, said: str) -> Thing | None:
    if group == "lengths":
        return Thing("length", "", said, 1 if name == "long" else -1)
    if group == "roles":
        return Thing("role", name, said)
    if group != "people" or name in ("today", "reset", "undo", "same"):
        return None
    return (
        Thing("novelty", "", said, 1 if name == "new" else -1)
        if name in ("new", "known")
        else Thing(name, "", said)
    )


@lru_cache(8192)
def _meaning(words: tuple[str, ...], lang: str) -> topics.Meaning | None:
    """What words mean; who writes German nouns small means the noun: "spinnen" are spiders."""
    found = topics.meaning(list(words), lang)
    if lang == "de" and words[0].islower() and not (found and (found.kind == "moods" or found.length > 1)):
        found = topics.meaning([words[0].capitalize()], lang) or found
    if found or grammar(lang).is_own(words[0].lower()):
        return found
    bare = _FILMS.sub("", words[0])  # "Partyvideos"
    if bare != words[0]:
        return topics.meaning([bare], lang)
    return _by_its_head(words[0]) if lang == "de" else None


def _by_its_head(word: str) -> topics.Meaning | None:
    """German words built of a known word and one of topics.toml: "Wintersport" is sport."""
    for cut in range(3, len(word) - 3):
        first, head = word[:cut].strip("-"), word[cut:].strip("-").capitalize()
        if len(head) > 3 and (name := topics.group_named([head])) and _is_first_part(first):
            return topics.Meaning("moods" if name in topics.mood_names() else "topics", name)
    return None


def _is_first_part(first: str) -> bool:
    stems = (first, first.removesuffix("s"), first.removesuffix("n"))
    forms = (form for stem in stems if len(stem) > 2 for form in (stem.capitalize(), stem.lower()))
    return any(topics.words.is_word_of(form, "de") for form in forms)


def _is_compared(word: str, lang: str) -> bool:
    base = _COMPARED[lang].sub("", word)
    return base != word and any(
        topics.meaning([form], lang) for form in (base, base + "y", base + "e", base[:-1])
    )


@lru_cache(8192)
def _mended(word: str, lang: str) -> str:
    own = grammar(lang)
    if own.is_own(word.lower()) or topics.meaning([word], lang):
        return word
    for drawn_out in (_DRAWN_OUT.sub(r"\1\1", word), _DRAWN_OUT.sub(r"\1", word)):
        if drawn_out != word and (own.is_own(drawn_out.lower()) or topics.meaning([drawn_out], lang)):
            return drawn_out  # "sooo"
    if lang == "de":
        for written, meant in _UMLAUTS:
            with_umlaut = word.replace(written, meant)
            if with_umlaut != word and (
                own.is_own(with_umlaut.lower()) or topics.meaning([with_umlaut], lang)
            ):
                return with_umlaut
    return topics.respelled(word, lang, own.spellings) or word
