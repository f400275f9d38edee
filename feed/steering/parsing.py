"""A sentence about what somebody wants to see, into a Steering. No model, no network: grammar.toml and topics.toml.

What of a wish nobody could understand is given back in the person's own words; why they wish it is no wish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from feed.steering.building import Built, Question, Thing, Wish
from feed.steering.clauses import Clause, is_anew, is_too_much
from feed.steering.clocks import minutes_until
from feed.steering.durations import Durations, durations
from feed.steering.grammar import LANGUAGES, grammar, own_words, written_out
from feed.steering.lexing import Item, Lexer
from feed.steering.steering import NEUTRAL, Steering
from generation.engines.papertheatre import lexicon

LONGEST_TEXT = 500  # characters that are read
_WISHING = ("operators", "verdicts", "people")
_PIECES = re.compile(r"[,.;!?\n]+")


@dataclass(frozen=True)
class Parsed:
    """What was understood of a sentence, and what was not."""

    steering: Steering = NEUTRAL
    questions: tuple[Question, ...] = ()
    unknown: tuple[str, ...] = ()
    for_today: bool = False
    is_reset: bool = False
    is_undo: bool = False  # the last change is to be taken back, and nothing else is wished
    has_clock: bool = False  # the minutes are those until a time of day
    reader: str = "RULES"  # | MODEL | INSTEAD: by rules, because the operator's model gave no answer of use


def parse(
    text: str,
    lang: str = "en",
    *,
    at: datetime | None = None,
    names: Mapping[str, tuple[str, ...]] | None = None,
    known: Mapping[str, str] | None = None,
) -> Parsed:
    """This function will read a wish in English or German.

    :param lang: the language to assume where the words do not say it
    :param at: now, where the person is; without it no time of day is read
    :param names: first name in small letters -> handles of those called so
    :param known: role or name -> handle, as answered before ("ex" -> "jonas")
    """
    text = text[:LONGEST_TEXT].replace("’", "'")
    lang = _language(text, lang if lang in LANGUAGES else "en")
    rest = written_out(text, lang)
    until, rest = minutes_until(rest, lang, at) if at else (0, rest)
    spans, rest = durations(rest, lang)
    reader = _Reader(lang, names or {}, known or {}, has_minutes=bool(until or spans.minutes))
    reader.read(list(Lexer(lang, reader.names, reader.known).items(rest)))
    return reader.parsed(text, spans, until)


def _language(text: str, fallback: str) -> str:
    english, german = (own_words(text, lang) for lang in LANGUAGES)
    if english != german and " " in text:
        return "en" if english > german else "de"
    return lexicon.language(text, fallback)


def _segments(items: Sequence[Item], lang: str) -> Iterator[tuple[str, list[Item]]]:
    """The clauses, each with what stands before it: "", "comma", "stop", "break" ("but") or "reason" ("because")."""
    before, now = "stop", list[Item]()
    for item in items:
        mark = item.group if item.group in ("comma", "stop") else item.name
        begins = _begins(item, now, before, lang)
        if begins or mark in ("comma", "stop", "break", "reason"):
            yield before, now
            before, now = begins or mark, [item] if begins in ("comma", "stop") else []
        else:
            now.append(item)
    yield before, now


def _begins(item: Item, now: Sequence[Item], before: str, lang: str) -> str:
    """What a clause without a comma begins with: "no alcohol please I'm sober", "it's late so only calm things"."""
    marks, said = grammar(lang).marks, item.said.lower()
    last = now[-1] if now else None
    if before == "reason" and said in marks["asking"]:
        return "stop"
    if last and said in marks["subject"] and (last.thing or last.said.lower() in marks["please"]):
        return "comma"
    return "break" if last and said in marks["so"] and last.said.lower() not in marks["copula"] else ""


class _Reader:
    """Reads clause by clause; a clause without an operator of its own goes on with that of the one before."""

    def __init__(
        self, lang: str, names: Mapping[str, tuple[str, ...]], known: Mapping[str, str], *, has_minutes: bool
    ) -> None:
        self.lang, self.names, self.known, self.has_minutes = lang, names, known, has_minutes
        self.things: list[tuple[Thing, Wish]] = []
        self.last: list[tuple[Thing, Wish]] = []  # of the clause before
        self.unknown: list[str] = []
        self.for_today = self.is_reset = self.is_undo = self.is_fine = False
        self.carried = Wish()

    def read(self, items: Sequence[Item]) -> None:
        for before, segment in _segments(items, self.lang):
            if before in ("stop", "break"):
                self.carried = Wish()
            if segment and before != "reason":
                self._clause(segment)
        self.things += self.last

    def _clause(self, items: list[Item]) -> None:
        is_remark = self._is_remark(items)
        named = {item.name for item in items if item.group == "people"}
        self.for_today |= "today" in named and (not is_remark or self.has_minutes)
        self.is_reset |= "reset" in named
        self.is_undo |= "undo" in named
        self.is_fine |= "same" in named or any(item.name == "fine" for item in items)
        if is_remark:
            return
        now = Clause(self.lang, Wish() if is_anew(items, self.last) else self.carried)
        now.read(items)
        if now.refers:
            self.last = now.referred(self.last)
            return
        self.unknown += now.unknown
        if now.things:
            self.things += self.last
            self.last = now.things
            self.carried = now.carries

    def _is_remark(self, items: Sequence[Item]) -> bool:
        """Why somebody asks, or how they are, is no wish: "they freak me out", "hab ne Allergie"."""
        wishes = any(item.group in _WISHING and item.name != "today" for item in items)
        wishes |= any(is_too_much(item, items[place + 1 :]) for place, item in enumerate(items))
        said = " ".join(item.said.lower() for item in items)
        return not wishes and any(one.match(said) for one in grammar(self.lang).remarks)

    def parsed(self, text: str, spans: Durations, until: int) -> Parsed:
        built = Built(until or spans.minutes, spans.most_seconds, spans.least_seconds)
        for thing, wish in self.things:
            if thing.kind in ("role", "name") and thing.name not in self.known:
                choices = self.names.get(thing.name, ()) if thing.kind == "name" else ()
                built.questions.append(Question(thing.name, wish, choices))
            elif thing.kind in ("role", "name"):
                built.add(Thing("people", self.known[thing.name], thing.text), wish)
            else:
                built.add(thing, wish)
        steering = built.steering()
        is_undo = self.is_undo and steering == NEUTRAL and not built.questions
        is_understood = steering != NEUTRAL or built.questions or self.for_today or self.is_reset or is_undo
        unknown = self.unknown
        if not is_understood and not self.is_fine:
            unknown = [piece.strip() for piece in _PIECES.split(text) if any(c.isalnum() for c in piece)]
        return Parsed(
            steering,
            tuple(built.questions),
            tuple(unknown),
            self.for_today,
            self.is_reset,
            is_undo,
            bool(until),
        )
