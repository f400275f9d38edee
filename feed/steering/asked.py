"""What a viewer's steering does to the table of clips the slate is chosen from. Few queries; none without a steering."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.functional import cached_property

from accounts.models import User
from feed.ranking.sources import Person
from feed.ranking.table import Clips, Mask, Places, Values
from feed.steering import marks as marks_
from feed.steering.shelving import table_of
from feed.steering.steering import STRENGTH, Effect, Steering

BOOST = 1.2  # of the best score there is, for one whole wish


@dataclass(frozen=True)
class Asked:
    """The steering of one slate: what is left out, what comes forward, and why."""

    steering: Steering
    clips: Clips
    shown: marks_.Shown
    handles: dict[int, str]

    @cached_property
    def _judged(self) -> tuple[Values, Mask]:
        return marks_.effects(self.steering, self.shown)

    @property
    def out(self) -> Mask:
        return self._judged[1]

    @property
    def bonus(self) -> Values:
        return self._judged[0]

    def added(self, scores: Values, places: Places) -> Values:
        """This function will add what was asked for to the scores of some places, on their own scale."""
        width = float(np.ptp(scores)) if len(scores) else 0.0
        made: Values = scores + STRENGTH * max(width, BOOST) * self.bonus[places]
        return made

    def effect(self, place: int) -> Effect:
        """This function will say what the steering did to one clip, wish by wish."""
        row = self.shown.marks.matrix.getrow(place).indices
        names = list(self.shown.marks.columns)
        traits = marks_.traits_of(
            (names[column] for column in row),
            author=self.handles.get(int(self.clips.author[place]), ""),
            seconds=float(self.clips.seconds[place]),
        )
        return self.steering.effect(
            traits,
            is_friend=bool(self.shown.is_friend[place]),
            novelty=float(self.shown.novelty[place]),
            chance=float(self.shown.chance[place]),
        )


def asked_for(steering: Steering, clips: Clips, person: Person, seed: int) -> Asked | None:
    """This function will give what a steering says of these clips, or None where nothing was asked for."""
    if steering.is_neutral:
        return None
    named = {*steering.people, *steering.makers, *steering.without_people, *steering.only_people}
    handles = dict(User.objects.filter(handle__in=named).values_list("pk", "handle")) if named else {}
    authors = {handle: pk for pk, handle in handles.items()}
    made_by = {handle: clips.author == authors.get(handle, -1) for handle in named}
    family = {
        name: clips.root == np.uint64(int(name[:16], 16))
        for name in steering.without_families
        if _is_key(name)
    }
    family |= {name: np.zeros(len(clips), bool) for name in steering.without_families if not _is_key(name)}
    shown = marks_.Shown(
        table_of(clips), clips.seconds, np.isin(clips.author, sorted(person.follows)),
        _novelty(clips, person), np.random.default_rng(seed).random(len(clips)), made_by, family,
    )  # fmt: skip
    return Asked(steering, clips, shown, handles)


def _is_key(name: str) -> bool:
    return len(name) == 32 and all(sign in "0123456789abcdef" for sign in name)


def _novelty(clips: Clips, person: Person) -> Values:
    """0 for makers the viewer has watched, liked or follows, 1 for those they do not know yet."""
    met = clips.find(np.concatenate([person.seen, person.liked]))
    known = np.union1d(np.unique(clips.author[met[met >= 0]]), sorted(person.follows) or [0])
    made: Values = 1.0 - np.isin(clips.author, known).astype(np.float64)
    return made
