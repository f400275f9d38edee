"""A sentence about what somebody wants to see, into a Steering. No model, no network: grammar.toml and topics.toml.

What nobody could understand is given back in the person's own words, never dropped.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from feed.steering import topics
from feed.steering.building import Built, Question, Thing, Wish
from feed.steering.durations import durations
from feed.steering.steering import NEUTRAL, Steering
from generation.engines.papertheatre import lexicon

LONGEST_TEXT = 500  # characters that are read
LONGEST = 6  # words of a phrase of grammar.toml
_TOKEN = re.compile(
    r"@(?P<handle>[A-Za-z0-9_]{3,24})|(?P<word>[^\W_]+(?:['’*:-][^\W_]+)*)|(?P<stop>[.;!?\n]+)|(?P<comma>,|&)"
)
_RELATIVE = re.compile(r",\s+(?=(?:die|denen|was|who|whom|that|dass)\b)", re.IGNORECASE)
_FILMS = re.compile(r"(?<=\w{3})(?:videos?|clips?|filme?n?|sachen|szenen)$", re.IGNORECASE)
_LANGUAGES = ("en", "de")
BEFORE_NAMES = frozenset(
    {"with", "from", "by", "of", "von", "mit"}
)  # behind these a name may be written small
# "…, I have work to do": why somebody asks is no wish
_ASIDE = re.compile(
    r"^(?:and |und |denn |because |weil )?(?:i (?:have|need|got|must)\b|i've got\b|my \w+ (?:is|are|has|was)\b"
    r"|ich (?:hab|habe|muss)\b|meine? \w+ (?:ist|sind|hat|schaut|guckt|sitzt|schläft)\b)", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True)
class Parsed:
    """What was understood of a sentence, and what was not."""

    steering: Steering = NEUTRAL
    questions: tuple[Question, ...] = ()
    unknown: tuple[str, ...] = ()
    for_today: bool = False
    is_reset: bool = False
    reader: str = "RULES"  # | MODEL | INSTEAD: by rules, because the operator's model gave no answer of use


@dataclass
class _Clause:
    """What is known so far of the part of the sentence being read."""

    wish: Wish = field(default_factory=Wish)
    degree: int = 0
    things: list[tuple[Thing, Wish]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    trailing: Wish | None = None  # an operator nothing has followed yet
    prefers: bool = False  # "rather this than that"


@cache
def _grammar(lang: str) -> tuple[dict[tuple[str, ...], tuple[str, str]], frozenset[str]]:
    """Phrase -> (group, name) of one language, and its small words."""
    table = tomllib.loads((Path(__file__).parent / "grammar.toml").read_text("utf-8"))[lang]
    phrases: dict[tuple[str, ...], tuple[str, str]] = {}
    for group in ("operators", "degrees", "lengths", "people", "roles"):
        for name, listed in table[group].items():
            for phrase in listed.split(","):
                phrases.setdefault(tuple(phrase.split()), (group, name))
    for name in ("breaks", "fillers", "unclear", "my"):
        for phrase in table["small"][name].split(","):
            phrases.setdefault(tuple(phrase.split()), ("small", name))
    return phrases, frozenset(table["small"]["words"].split())


@cache
def _around(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is said around a thing, and what would be said before it: "keep politics out" is "no politics"."""
    table = tomllib.loads((Path(__file__).parent / "grammar.toml").read_text("utf-8"))[lang]["around"]
    return tuple(
        (re.compile(rf"\b{before}\s+(?P<it>[^,.;:!?]+?)\s+{behind}\b", re.IGNORECASE), rf"{instead} \g<it>")
        for instead, listed in table.items()
        for before, behind in (phrase.strip().split(" … ") for phrase in listed.split(","))
    )


def parse(
    text: str,
    lang: str = "en",
    *,
    names: Mapping[str, tuple[str, ...]] | None = None,
    known: Mapping[str, str] | None = None,
) -> Parsed:
    """This function will read a wish in English or German.

    :param lang: the language to assume where the words do not say it
    :param names: first name in small letters -> handles of those called so
    :param known: role or name -> handle, as answered before ("ex" -> "jonas")
    """
    text = _RELATIVE.sub(" ", text[:LONGEST_TEXT].replace("’", "'"))
    lang = lexicon.language(text, lang if lang in _LANGUAGES else "en")
    for said, instead in _around(lang):
        text = said.sub(instead, text)
    spans, rest = durations(text, lang)
    reader = _Reader(lang, names or {}, known or {})
    for tokens in _clauses(rest):
        reader.clause(tokens)
    return reader.parsed(spans.minutes, spans.most_seconds, spans.least_seconds)


def _clauses(text: str) -> Iterator[list[str]]:
    """The words between stops and commas; after a full stop comes an empty list: nothing is carried over it."""
    words: list[str] = []
    for token in _TOKEN.finditer(text):
        if token["word"] or token["handle"]:
            words.append(token[0])
        else:
            yield words
            words = []
            if token["stop"]:
                yield []
    yield words


def _operator(name: str, now: _Clause) -> None:
    now.prefers = now.prefers or name == "rather"
    if name == "than" and not now.prefers:
        return
    name = {"rather": "like", "instead": "less", "than": "less"}.get(name, name)
    if name == "like" and now.trailing and now.trailing.how in ("none", "less"):
        return  # "I don't like", "ich will nicht"
    if name == "like" and now.wish.is_said and now.trailing:
        return
    if name == "more" and now.trailing and now.trailing.how == "none":
        return  # "not any more"
    how, degree = {
        "more": ("more", 2),
        "less": ("less", 2),
        "hardly": ("less", 3),
        "tired": ("less", 3),
    }.get(name, ("more" if name == "like" else name, 2))
    if how in ("more", "less") and name != "like" and now.degree:
        degree = now.degree
    after_none = how == "more" and now.wish.how == "none" and now.wish.is_said and name == "more"
    if after_none and now.things:  # "keine Piraten mehr"
        return
    now.wish = now.trailing = Wish(how, degree, name != "like")
    now.degree = 0 if name != "like" else now.degree


def _add(now: _Clause, thing: Thing) -> None:
    wish = now.wish
    if wish.how == "fine":  # nothing against it is no wish
        now.degree, now.trailing = 0, None
        return
    if now.degree == 1 or (now.degree and wish.how in ("more", "less")):
        wish = Wish(wish.how if wish.how == "less" else "more", now.degree, wish.is_said)
    now.degree, now.trailing = 0, None
    before = now.things[-1][0] if now.things else None
    if wish.how == "none" and before and before.kind == "moods" and thing.kind in ("topics", "words"):
        now.things.pop()  # "no silly pranks" is about pranks
    now.things.append((thing, wish))


class _Reader:
    """Reads clause by clause; a clause without an operator of its own goes on with that of the one before."""

    def __init__(self, lang: str, names: Mapping[str, tuple[str, ...]], known: Mapping[str, str]) -> None:
        self.lang, self.names, self.known = lang, names, known
        self.phrases, self.small = _grammar(lang)
        self.things: list[tuple[Thing, Wish]] = []
        self.unknown: list[str] = []
        self.for_today = self.is_reset = False
        self.carried = Wish()

    def clause(self, tokens: list[str]) -> None:
        if not tokens:
            self.carried = Wish()
            return
        if _ASIDE.match(" ".join(tokens)) and not self._has_operator(tokens):
            return
        now = _Clause(self.carried)
        place = 0
        while place < len(tokens):
            place += self._step(tokens, place, now)
        self._close(now)

    def _has_operator(self, tokens: list[str]) -> bool:
        found = (self._phrase(tokens, place)[1:] for place in range(len(tokens)))
        return any(group == "operators" for group, _name in found)

    def _close(self, now: _Clause) -> None:
        if now.trailing and now.trailing.how == "fine":  # "Regen stört mich nicht"
            now.things = [(thing, wish) for thing, wish in now.things if wish.is_said]
        if now.trailing and now.trailing.how in ("none", "less"):  # "Hunde mag ich nicht"
            now.things = [(thing, now.trailing if not wish.is_said else wish) for thing, wish in now.things]
        self.things += now.things
        self.unknown += now.unknown
        if now.things:
            self.carried = now.things[-1][1]

    def _step(self, tokens: list[str], place: int, now: _Clause) -> int:
        """Reads what begins at this place and says how many words it took."""
        length, group, name = self._phrase(tokens, place)
        found = topics.meaning(tokens[place : place + 4], self.lang)
        if found and found.length > max(length, 1):
            group = ""
        if group:
            return self._phrase_read(tokens, place, length, group, name, now)
        return self._word_read(tokens, place, found, now)

    def _phrase(self, tokens: list[str], place: int) -> tuple[int, str, str]:
        for length in range(min(LONGEST, len(tokens) - place), 0, -1):
            said = tuple(token.lower() for token in tokens[place : place + length])
            found = self.phrases.get(said)
            if found and (found[0] != "roles" or self._is_role(tokens, place, found[1])):
                return (length, *found)
        return 0, "", ""

    def _is_role(self, tokens: list[str], place: int, name: str) -> bool:
        before = (token.lower() for token in tokens[max(0, place - 2) : place])  # "my old boss"
        return name == "ex" or any(self.phrases.get((one,)) == ("small", "my") for one in before)

    def _phrase_read(
        self, tokens: list[str], place: int, length: int, group: str, name: str, now: _Clause
    ) -> int:
        said = " ".join(tokens[place : place + length])
        if group == "operators":
            _operator(name, now)
        elif group == "degrees":
            now.degree = 1 if name == "little" else 3
        elif group == "lengths":
            _add(now, Thing("length", "", said, 1 if name == "long" else -1))
        elif group == "roles":
            _add(now, Thing("role", name, said))
        elif group == "people":
            self._person_phrase(name, said, now)
        elif name == "my" and self._phrase(tokens, place + length + 1)[1] == "roles":
            return length + 1
        elif name == "breaks":
            self._close(now)
            now.wish, now.degree, now.things, now.unknown, now.trailing = Wish(), 0, [], [], None
        elif name == "unclear":
            now.unknown.append(" ".join(tokens[place:]))
            return len(tokens) - place
        return length

    def _person_phrase(self, name: str, said: str, now: _Clause) -> None:
        if name == "today":
            self.for_today = True
        elif name == "reset":
            self.is_reset = True
        elif name in ("new", "known"):
            _add(now, Thing("novelty", "", said, 1 if name == "new" else -1))
        else:
            _add(now, Thing(name, "", said))

    def _word_read(self, tokens: list[str], place: int, found: topics.Meaning | None, now: _Clause) -> int:
        token = tokens[place]
        if token.startswith("@"):
            _add(now, Thing("people", token[1:].lower(), token))
            return 1
        before = tokens[place - 1] if place and found is None else ""
        if handles := self._called(token, before):
            alone = len(handles) == 1
            _add(now, Thing("people" if alone else "name", handles[0] if alone else token.lower(), token))
            return 1
        if found is None and (bare := _FILMS.sub("", token)) != token:  # "Partyvideos"
            found = topics.meaning([bare], self.lang)
        if (
            found is None
            and token.lower() not in self.small
            and (meant := topics.respelled(token, self.lang))
        ):
            found = topics.meaning([meant], self.lang)
        if token.lower() in self.small and not (found and (found.kind == "moods" or found.length > 1)):
            return 1
        if found:
            said = " ".join(tokens[place : place + found.length])
            _add(now, Thing(found.kind, found.name, said))
            return found.length
        if now.wish.is_said and token.isalpha() and len(token) > 2:
            _add(now, Thing("words", _plain(token, self.lang), token))
        else:
            now.unknown.append(token)
        return 1

    def _called(self, token: str, before: str) -> tuple[str, ...]:
        if not token[0].isupper() and before.lower() not in BEFORE_NAMES:
            return ()
        name = token.lower().removesuffix("'s")
        return (self.known[name],) if name in self.known else self.names.get(name, ())

    def parsed(self, minutes: int, most_seconds: float, least_seconds: float) -> Parsed:
        built = Built(minutes, most_seconds, least_seconds)
        for thing, wish in self.things:
            if thing.kind in ("role", "name") and thing.name not in self.known:
                choices = self.names.get(thing.name, ()) if thing.kind == "name" else ()
                built.questions.append(Question(thing.name, wish, choices))
            elif thing.kind in ("role", "name"):
                built.add(Thing("people", self.known[thing.name], thing.text), wish)
            elif thing.kind == "reset":
                self.is_reset = True
            else:
                built.add(thing, wish)
        return Parsed(
            built.steering(), tuple(built.questions), tuple(self.unknown), self.for_today, self.is_reset
        )


def _plain(token: str, lang: str) -> str:
    return topics.words.lemma(token, lang).lower()
