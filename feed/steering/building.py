"""From the wishes of a sentence to a Steering. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from feed.steering.steering import Steering

DEGREES = (0.0, 0.3, 0.6, 1.0)


@dataclass(frozen=True)
class Wish:
    """How much of something: sign and degree, or "none" or "only"."""

    how: str = "more"  # more | less | none | only
    degree: int = 2
    is_said: bool = False  # an operator said so; else it is what a bare word means

    @property
    def weight(self) -> float:
        return DEGREES[self.degree] * (1 if self.how in ("more", "only") else -1)


@dataclass(frozen=True)
class Thing:
    """Something in a sentence that a wish is about."""

    kind: str  # topics | moods | looks | words | people | role | length | novelty | friends | speech | surprise | reset
    name: str = ""
    text: str = ""
    sign: int = 1


@dataclass(frozen=True)
class Question:
    """A person that has to be named: whom somebody calls "my ex", or which of several of one name."""

    who: str  # a role of grammar.toml, or a name
    wish: Wish
    choices: tuple[str, ...] = ()  # handles


def asked(question: Question, handle: str) -> Steering:
    """This function will give the steering a question leads to once the person is named."""
    built = Built()
    built.add(Thing("people", handle), question.wish)
    return built.steering()


class Built:
    """A Steering in the making."""

    def __init__(self, minutes: int = 0, most_seconds: float = 0.0, least_seconds: float = 0.0) -> None:
        self.numbers = {"minutes": minutes, "most_seconds": most_seconds, "least_seconds": least_seconds}
        self.weights: dict[str, dict[str, float]] = {"topics": {}, "moods": {}, "looks": {}, "people": {}}
        self.lists: dict[str, set[str]] = {name: set() for name in ("without_topics", "without_people",
                                           "without_words", "only_topics", "only_people")}  # fmt: skip
        self.scales: dict[str, float] = {"length": 0.0, "novelty": 0.0, "friends": 0.0, "speech": 0.0}
        self.switches: dict[str, bool] = {"only_friends": False, "surprise": False}
        self.questions: list[Question] = []

    def add(self, thing: Thing, wish: Wish) -> None:
        if thing.kind == "surprise":
            self.switches["surprise"] = wish.how != "none"
        elif thing.kind == "friends" and wish.how == "only":
            self.switches["only_friends"] = True
        elif thing.kind in self.scales:
            whole = 1.0 if wish.how in ("none", "only") else abs(wish.weight)
            said = thing.sign if wish.how in ("more", "only") else -thing.sign
            is_neither = wish.how in ("none", "less") and self.scales[thing.kind] * said < 0
            self.scales[thing.kind] = 0.0 if is_neither else whole * said  # "neither too long nor too short"
        else:
            self._named(thing, wish)

    def _named(self, thing: Thing, wish: Wish) -> None:
        kind = "people" if thing.kind == "people" else "words" if thing.kind == "words" else "topics"
        if wish.how == "none":
            self.lists["without_" + kind].add(thing.name)
        elif wish.how == "only" and thing.kind != "looks" and kind != "words":
            self.lists["only_" + kind].add(thing.name)
        else:
            name = f"={thing.name}" if kind == "words" else thing.name
            self.weights["topics" if kind == "words" else thing.kind][name] = wish.weight

    def steering(self) -> Steering:
        lists = {name: frozenset(found) for name, found in self.lists.items()}
        return Steering(**self.weights, **lists, **self.scales, **self.switches, **self.numbers)  # type: ignore[arg-type]
