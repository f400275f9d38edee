"""One clause of a sentence: which wish each thing in it stands under. The scope of "no", "more", "not … but" is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from feed.steering import topics
from feed.steering.building import Thing, Wish
from feed.steering.lexing import Item

_SAID = {  # operator -> how, degree
    "more": ("more", 2), "adore": ("more", 3), "like": ("more", 2), "less": ("less", 2), "hardly": ("less", 3),
    "tired": ("less", 3),
}  # fmt: skip
_SAME_AS = {
    "rather": "like",
    "loves": "like",
    "instead": "less",
    "than": "less",
    "good": "like",
    "bad": "none",
}
_OF_PEOPLE = ("novelty", "friends", "people")
_ADJECTIVES = ("moods", "novelty", "length")
_QUALITIES = ("moods", "length")
_PLEASANT = frozenset(("calm", "funny", "happy", "dreamy", "festive", "lively"))


@dataclass
class Clause:
    """What is known so far of the clause being read."""

    lang: str
    wish: Wish = field(default_factory=Wish)
    degree: int = 0
    things: list[tuple[Thing, Wish]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    trailing: Wish | None = None  # an operator nothing has followed yet
    prefers: bool = False  # "rather this than that"
    replaces: bool = False  # "instead of this, …", "too loud, …": what follows is not meant by it
    _is_open: bool = True  # a noun may come: behind an operator, "and", "with"; not behind a noun
    _is_asked: bool = False  # an operator was read
    _strange: list[str] = field(default_factory=list)  # words side by side that nobody knows

    def read(self, items: Sequence[Item]) -> None:
        """This function will read a clause from its first item to its last."""
        for place, item in enumerate(items):
            rest = items[place + 1 :]
            if item.name == "unclear" or (item.name == "where" and not any(one.thing for one in rest)):
                self._settle()
                self.unknown.append(" ".join(one.said for one in items[place:]))
                break
            self._take(item, rest)
        self._settle()
        self._close()

    def _take(self, item: Item, rest: Sequence[Item]) -> None:
        if item.group == "word":
            self._strange.append(item.said)
            return
        if item.group == "small":
            return
        self._settle(item.thing)
        if item.thing:
            if not _is_subject(item, rest):
                self._add(item.thing, is_compared=item.is_compared)
        elif item.group == "operators":
            self._operate(item.name)
        elif item.group == "degrees":
            self.degree = 1 if item.name == "little" else 3
        elif is_too_much(item, rest):
            self._operate("less")
            self.replaces = True  # "too long, keep it short"
        elif item.group == "verdicts" and not any(one.thing or one.group == "word" for one in rest):
            if self.trailing and self.trailing.how in ("none", "less"):
                self.trailing = None  # "not bad", "but not disgusting"
            else:
                self._operate(item.name)
        elif item.group == "joints":
            self._is_open = item.name != "to"

    def _settle(self, thing: Thing | None = None) -> None:
        """Words nobody knows are what is wished where a noun may stand, else they were not understood."""
        strange, self._strange = self._strange, []
        nouns = [word for word in strange if word.isalpha() and len(word) > 2]
        if self.lang == "de":
            nouns = [word for word in nouns if word[0].isupper()] or nouns
        if not strange or self.wish.how == "fine":
            return
        if not (nouns and self._is_open and (self.wish.is_said or self._is_asked)):
            self.unknown.append(" ".join(strange))
        elif not (thing and self.wish.how in ("none", "less")):  # "no stupid pranks" is about pranks
            self._add(Thing("words", _singular(nouns[-1], self.lang), nouns[-1]))

    def _operate(self, name: str) -> None:
        self._is_open = self._is_asked = True
        self.prefers = self.prefers or name == "rather"
        self.replaces = name == "instead"
        if name == "than" and not self.prefers:
            return
        is_like = name in ("like", "loves", "rather", "good")
        name = _SAME_AS.get(name, name)
        if is_like and self.trailing and (self.trailing.how in ("none", "less") or self.wish.is_said):
            return  # "I don't like", "ich will nicht"
        if name == "more" and self.trailing and self.trailing.how == "none":
            return  # "not any more"
        if name == "more" and self.wish.how == "none" and self.wish.is_said and self.things:
            return  # "keine Piraten mehr"
        how, degree = _SAID.get(name, (name, 2))
        if how in ("more", "less") and not is_like and self.degree:
            degree = self.degree
        self.wish = self.trailing = Wish(how, degree, not is_like)
        self.degree = self.degree if is_like else 0

    def _add(self, thing: Thing, *, is_compared: bool = False) -> None:
        if is_compared and self.wish.how in ("none", "less", "only"):  # "less music and calmer", "not louder"
            self.wish = Wish("less" if self.trailing else "more", 2, self.trailing is not None)
        degree, self.degree, self.trailing = self.degree, 0, None
        self._is_open = thing.kind in _QUALITIES
        if self.wish.how == "fine":  # nothing against it is no wish
            return
        if degree and not self._is_asked and self.wish.how in ("none", "less"):
            self.wish = Wish()  # "hardly any people, lots of forest"
        wish = _by_degree(self.wish, degree)
        before, its = self.things[-1] if self.things else (Thing(""), Wish())
        if wish.how == its.how == "none" and before.kind in _ADJECTIVES and thing.kind in ("topics", "words"):
            self.things.pop()  # "no silly pranks" is about pranks
        if before.name == "people" and thing.kind in _OF_PEOPLE:
            self.things.pop()  # "people I do not know"
        if before.kind in _OF_PEOPLE and thing.name == "people":
            return  # "the same people"
        self.things.append((thing, wish))

    def _close(self) -> None:
        if self.trailing and self.trailing.how == "fine":  # "Regen stört mich nicht"
            self.things = [(thing, wish) for thing, wish in self.things if wish.is_said]
        self.things = self.referred(self.things)

    @property
    def carries(self) -> Wish:
        """The wish under which the next clause stands if it says none; what was said behind a thing is for that alone."""
        return Wish() if self.replaces or self.trailing or not self.things else self.things[-1][1]

    @property
    def refers(self) -> bool:
        """Whether it only says something of what was named before: "clowns? no thanks", "Hunde, ganz viele"."""
        return not self.things and not self.unknown and bool(self.trailing or self.degree)

    def referred(self, things: list[tuple[Thing, Wish]]) -> list[tuple[Thing, Wish]]:
        """This function will give things with what is said behind them: "Hunde mag ich nicht", "funnier, a lot"."""
        made = list(things)
        if self.trailing and (self.trailing.how in ("none", "less", "only") or self.trailing.is_said):
            made = [(thing, wish if self._keeps(wish) else self.trailing) for thing, wish in made]
        if self.degree and made:
            made[-1] = (made[-1][0], _by_degree(made[-1][1], self.degree))
        return made

    def _keeps(self, wish: Wish) -> bool:
        """What was said of a thing before holds, unless it is only made stronger: "less of it, best none"."""
        is_stronger = self.trailing and self.trailing.how == "none" and wish.how == "less"
        return wish.is_said and not (is_stronger and not self.things)


def is_anew(items: Sequence[Item], before: Sequence[tuple[Thing, Wish]]) -> bool:
    """This function will say whether a clause begins a wish of its own behind one that turns a thing down: what pleases
    is not turned down along with it, "no politics, funny animals".

    :param before: the things of the clause before
    """
    things = [item.thing for item in items if item.thing]
    is_pleasant = len(things) > 1 and things[0].kind == "moods" and things[0].name in _PLEASANT
    is_turned_down = bool(before) and before[-1][0].kind != "moods" and before[-1][1].how in ("none", "less")
    return is_pleasant and is_turned_down


def is_too_much(item: Item, rest: Sequence[Item]) -> bool:
    """This function will say whether an item is the "too" of "too scary", not that of "me too"."""
    return (
        item.name == "too" and bool(rest) and rest[0].thing is not None and rest[0].thing.kind in _QUALITIES
    )


def _by_degree(wish: Wish, degree: int) -> Wish:
    if degree == 1 or (degree and wish.how in ("more", "less")):
        return replace(wish, how=wish.how if wish.how == "less" else "more", degree=degree)
    return wish


def _is_subject(item: Item, rest: Sequence[Item]) -> bool:
    """Somebody of whom is told what they like is not meant to be seen: "my daughter loves horses"."""
    return item.group == "roles" and bool(rest) and rest[0].name == "loves"


def _singular(word: str, lang: str) -> str:
    """The dictionary form; of a word no dictionary has, that without its "s"."""
    found = topics.words.lemma(word.capitalize() if lang == "de" else word, lang).lower()
    is_plural = found == word.lower() and len(found) > 4 and found.endswith("s") and not found.endswith("ss")
    return found.removesuffix("s") if is_plural and not topics.words.is_word_of(word, lang) else found
