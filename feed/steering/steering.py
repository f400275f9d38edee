"""What somebody asked the feed for, and what that says of one clip. Plain Python: no database, no words of a person.

A neutral `Steering` changes nothing. The ranker asks `effect` for each candidate and `steered` for the new order.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

STRENGTH = 1.5  # how much a whole wish counts against the whole width of the learned order
LESS = 1.4  # asking for less must be felt more: what stays away is noticed by nobody
MOST = 40  # wishes of one kind that are kept
SHORT, LONG = 6.0, 12.0  # seconds: what "short" and "long" mean here
Weights = Mapping[str, float]
T = TypeVar("T")


@dataclass(frozen=True)
class Traits:
    """What steering may know of one clip. Topics hold those above them, too: forest and nature."""

    author: str = ""  # handle
    cast: frozenset[str] = frozenset()  # handles of those whose likeness is in it
    topics: frozenset[str] = frozenset()
    moods: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()  # dictionary forms of what everybody may read of it
    look: str = ""
    seconds: float = 0.0
    family: str = ""  # the first clip of its remix chain
    is_spoken: bool = False


@dataclass(frozen=True)
class Because:
    """One wish that spoke for (or against) a clip, and how much."""

    kind: str  # topics | moods | people | makers | likenesses | looks | length | novelty | friends | speech | surprise
    name: str = ""
    share: float = 0.0


@dataclass(frozen=True)
class Effect:
    """What a steering does to one clip: left out, or moved by `bonus`, and why."""

    bonus: float = 0.0
    is_out: bool = False
    because: tuple[Because, ...] = ()

    @property
    def main(self) -> Because | None:
        """The wish that spoke most for it."""
        return max(self.because, key=lambda one: one.share, default=None)


NOTHING = Effect()


@dataclass(frozen=True)
class Steering:
    """Weights from -1 (much less) to 1 (much more), what is to be left out, and how long today may be."""

    topics: Weights = field(default_factory=dict)
    moods: Weights = field(default_factory=dict)
    people: Weights = field(default_factory=dict)  # handles: made by them, or with their likeness
    makers: Weights = field(default_factory=dict)  # handles: made by them
    likenesses: Weights = field(default_factory=dict)  # handles: with their likeness
    looks: Weights = field(default_factory=dict)
    length: float = 0.0  # shorter … longer
    novelty: float = 0.0  # what I know … what I do not know
    friends: float = 0.0
    speech: float = 0.0  # spoken lines
    without_topics: frozenset[str] = frozenset()  # moods, too
    without_people: frozenset[str] = frozenset()
    without_words: frozenset[str] = frozenset()
    without_families: frozenset[str] = frozenset()
    only_topics: frozenset[str] = frozenset()  # moods, too: any one of them
    only_people: frozenset[str] = frozenset()
    only_friends: bool = False
    surprise: bool = False
    most_seconds: float = 0.0  # 0: any length
    least_seconds: float = 0.0
    minutes: int = 0  # of watching today; 0: no end but that of the clips

    @property
    def is_neutral(self) -> bool:
        """Whether it changes the order; a time budget alone does not."""
        return replace(self, minutes=0) == NEUTRAL

    @property
    def wanted(self) -> tuple[str, ...]:
        """Topics and moods asked for, the most wanted first: what a candidate source looks for."""
        liked = {
            name: weight for one in (self.topics, self.moods) for name, weight in one.items() if weight > 0
        }
        liked |= dict.fromkeys(self.only_topics, 1.0)
        return tuple(sorted(liked, key=lambda name: (-liked[name], name)))

    def effect(
        self, clip: Traits, *, is_friend: bool = False, novelty: float = 0.5, chance: float = 0.5
    ) -> Effect:
        """This function will say what this steering does to one clip.

        :param is_friend: the viewer follows its author
        :param novelty: 0 for makers and topics the viewer knows well, 1 for those never seen
        :param chance: evenly between 0 and 1, from `chance_of`: what surprises
        """
        if self._leaves_out(clip, is_friend):
            return Effect(-math.inf, True)
        parts = [
            *_met("topics", self.topics, clip.topics | {f"={word}" for word in clip.words}),
            *_met("moods", self.moods, clip.moods),
            *_met("people", self.people, clip.cast | {clip.author}),
            *_met("makers", self.makers, {clip.author}),
            *_met("likenesses", self.likenesses, clip.cast),
            *_met("looks", self.looks, {clip.look}),
            Because("length", "", self.length * _longness(clip.seconds)),
            Because("novelty", "", self.novelty * (2 * novelty - 1)),
            Because("friends", "", self.friends if is_friend else 0.0),
            Because("speech", "", self.speech if clip.is_spoken else 0.0),
            Because("surprise", "", 1.5 * chance * (0.3 + novelty) if self.surprise else 0.0),
        ]
        told = tuple(replace(one, share=_felt(one.share)) for one in parts if one.share)
        return Effect(max(-3.0, min(3.0, sum(one.share for one in told))), False, told)

    def _leaves_out(self, clip: Traits, is_friend: bool) -> bool:
        shown, people = clip.topics | clip.moods, clip.cast | {clip.author}
        return bool(
            (self.only_friends and not is_friend)
            or (self.only_topics and self.only_topics.isdisjoint(shown))
            or (self.only_people and self.only_people.isdisjoint(people))
            or not self.without_topics.isdisjoint(shown)
            or not self.without_people.isdisjoint(people)
            or not self.without_words.isdisjoint(clip.words)
            or clip.family in self.without_families
            or (self.most_seconds and clip.seconds > self.most_seconds + 0.5)
            or (self.least_seconds and clip.seconds < self.least_seconds)
        )

    def merged(self, other: Steering) -> Steering:
        """This function will put what was said later over this: what both speak of, the later one decides."""
        changes: dict[str, Any] = {}
        for one in fields(self):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            if isinstance(theirs, frozenset):
                changes[one.name] = mine | theirs
            elif isinstance(theirs, Mapping):
                changes[one.name] = {**mine, **theirs}
            else:
                changes[one.name] = theirs or mine
        for wanted, kinds in (("topics", ("topics", "moods")), ("people", ("people",)), ("words", ())):
            _agree(changes, other, wanted, kinds)
        return Steering(**changes)


def _agree(changes: dict[str, Any], other: Steering, about: str, kinds: tuple[str, ...]) -> None:
    """Who wants again what was left out gets it back; who leaves out what they wanted does not want it any more."""
    out, only = f"without_{about}", f"only_{about}"
    wanted = {name for kind in kinds for name, weight in getattr(other, kind).items() if weight > 0}
    changes[out] = changes[out] - wanted - (getattr(other, only) if kinds else frozenset())
    for kind in kinds:
        gone = getattr(other, out)
        changes[kind] = {name: weight for name, weight in changes[kind].items() if name not in gone}
    if kinds:
        changes[only] = getattr(other, only) or changes[only] - getattr(other, out)


NEUTRAL = Steering()
SCALES = ("length", "novelty", "friends", "speech")
WEIGHTED = ("topics", "moods", "people", "makers", "likenesses", "looks")
LISTED = (
    "without_topics", "without_people", "without_words", "without_families", "only_topics", "only_people",
)  # fmt: skip


def _met(kind: str, weights: Weights, shown: Iterable[str]) -> list[Because]:
    return [Because(kind, name, weights[name]) for name in shown if name in weights]


def _felt(share: float) -> float:
    return share if share >= 0 else share * LESS


def _longness(seconds: float) -> float:
    """-1 for a short clip, 1 for a long one."""
    return max(-1.0, min(1.0, 2 * (seconds - SHORT) / (LONG - SHORT) - 1))


def chance_of(seed: str, name: str) -> float:
    """This function will give the same number between 0 and 1 for the same slate and clip."""
    return int.from_bytes(hashlib.blake2b(f"{seed}:{name}".encode(), digest_size=6).digest()) / 2**48


def steered(ordered: Sequence[T], effect_of: Callable[[T], Effect]) -> list[tuple[T, Effect]]:
    """This function will move what was asked for forward and leave out what was excluded.

    :param ordered: the best first; only the places count, so any score will do
    """
    width = max(len(ordered) - 1, 1)
    rated = [(1 - place / width + STRENGTH * effect.bonus, place, one, effect)
             for place, one in enumerate(ordered) if not (effect := effect_of(one)).is_out]  # fmt: skip
    rated.sort(key=lambda row: (-row[0], row[1]))
    return [(one, effect) for _rate, _place, one, effect in rated]


def packed(steering: Steering) -> dict[str, Any]:
    """This function will give what differs from the neutral one, as JSON can hold it."""
    told = {one.name: getattr(steering, one.name) for one in fields(steering)}
    kept = {name: value for name, value in told.items() if value != getattr(NEUTRAL, name)}
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in kept.items()}


def unpacked(data: Mapping[str, Any]) -> Steering:
    """This function will read what `packed` gave, or somebody sent; what is of no use is left out, too much is cut."""
    changes: dict[str, Any] = {}
    for name, value in data.items():
        if name in WEIGHTED and isinstance(value, Mapping):
            rows = list(value.items())[:MOST]
            changes[name] = {str(key)[:40]: weight for key, one in rows if (weight := _weight(one))}
        elif name in LISTED and isinstance(value, list | tuple | set | frozenset):
            changes[name] = frozenset(str(one)[:40] for one in list(value)[:MOST])
        elif name in SCALES:
            changes[name] = _weight(value)
        elif name in ("only_friends", "surprise"):
            changes[name] = value is True
        elif name in ("most_seconds", "least_seconds"):
            changes[name] = min(max(_number(value), 0.0), 3600.0)
        elif name == "minutes":
            changes[name] = int(min(max(_number(value), 0.0), 1440.0))
    return Steering(**changes)


def _weight(value: object) -> float:
    return round(min(max(_number(value), -1.0), 1.0), 2)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return 0.0
    return float(value)
