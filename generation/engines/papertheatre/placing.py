"""Placing: on, under, behind, in front of, beside, around: where a relation puts one actor to another."""

from typing import TYPE_CHECKING

from .scene import Scene
from .sizes import TOPS

if TYPE_CHECKING:
    from .actors import Actor

APART = 1.02  # of both half widths

FROM_ABOVE = 0.86  # of the usual size
STEEP = 0.66  # how much of its height a standing figure shows to a camera far above it
DEPTHS = (0.05, -0.07, 0.17, -0.02, 0.11, -0.12)


def relate(scene: Scene, actors: "list[Actor]", room: float) -> None:
    """This function will move actors to where the prompt says they are."""
    for one, told, other in scene.relations:
        how = told.replace(" ", "_")
        below = next((a for a in actors if a.index == other), None)
        for above in [a for a in actors if a.index == one]:
            if below is None or above is below or above.mount is not None or below.mount is not None:
                continue
            PLACES.get(how, _nowhere)(above, below, room)
    _between(scene, actors, room)


def _between(scene: Scene, actors: "list[Actor]", room: float) -> None:
    """In the middle, one at each side."""
    for one in actors:
        sides = [b for a, how, b in scene.relations if a == one.index and how == "between"]
        if len(sides) == 1:  # "between a tree and a house": the house is the one named next
            sides.append(sides[0] + 1)
        posts = [a for a in actors if a.index in sides and a.index != one.index and a.mount is None]
        if len(posts) < 2:
            continue
        posts.sort(key=lambda a: a.home)
        one.home = 0.0
        for side, post in ((-1, posts[0]), (1, posts[-1])):
            edge = max(0.0, room / 2 - post.width * 0.4)
            post.home = side * min(edge, (one.width + post.width) / 2 * APART)
        one.row = max(one.row, *(post.row + 0.004 for post in posts))


def _nowhere(one: "Actor", other: "Actor", room: float) -> None:
    """A relation that changes no place."""


def _on(one: "Actor", other: "Actor", room: float) -> None:
    if other.lemma == "ball" and other.height < 0.5 * one.height:  # an elephant needs a large one
        one.height, one.width = one.height * 0.75, one.width * 0.75
        grown = 0.55 * one.height / other.height
        other.height, other.width = other.height * grown, other.width * grown
        other.home, other.hover = 0.0, 0.0
    edge = max(0.0, room / 2 - one.width / 2)  # nobody sits half off the stage
    other.home = max(-edge, min(edge, other.home))
    if other.lemma in TOPS:
        one.home, one.row = other.home + 0.02 * one.copy, other.row + 0.004
        one.hover = other.hover + TOPS[other.lemma] * other.height


def _above(one: "Actor", other: "Actor", room: float) -> None:
    one.home = other.home
    one.hover = min(0.78 - one.height, other.hover + other.height + 0.03)


def _under(one: "Actor", other: "Actor", room: float) -> None:
    one.home, one.row, one.hover = other.home, other.row + 0.003, 0.0
    if other.lemma in ("table", "chair", "box"):
        clear = 0.72 * other.height
        if one.height > clear:  # a table that one can sit under
            k = min(1.5, one.height / clear, room * 0.8 / other.width)
            other.height, other.width = other.height * k, other.width * k
            k = min(1.0, 0.72 * other.height / one.height)
            one.height, one.width = one.height * k, one.width * k
        one.row = other.row - 0.012
        one.layer = other.layer = 2
    elif other.hover > 0:
        other.hover = max(other.hover, one.height + 0.05)


def _behind(one: "Actor", other: "Actor", room: float) -> None:
    side = -1.0 if other.home > 0 else 1.0
    one.home = other.home + side * 0.42 * other.width
    one.row, one.layer = other.row - 0.03, 0 if other.is_scenery else 2
    if one.height < 0.6 * other.height:
        one.home = other.home + side * (0.5 * other.width + 0.05 * one.width)


def _in_front(one: "Actor", other: "Actor", room: float) -> None:
    one.home = other.home + (0.06 if other.home < 0 else -0.06) * room
    one.row = max(one.row, other.row + 0.03)
    one.layer = 2


def _beside(one: "Actor", other: "Actor", room: float) -> None:
    side = 1.0 if one.home >= other.home else -1.0
    reach = (one.width + other.width) / 2 * APART
    edge = max(0.0, room / 2 - one.width * 0.45)
    if abs(other.home + side * reach) > edge:
        side = -side
    one.home = max(-edge, min(edge, other.home + side * reach))


def _around(one: "Actor", other: "Actor", room: float) -> None:
    other.home *= 0.2
    one.home = other.home


PLACES = {
    "on": _on, "in": _on, "on_top_of": _on, "above": _above, "over": _above, "under": _under, "below": _under,
    "behind": _behind, "in_front_of": _in_front, "beside": _beside, "next_to": _beside, "near": _beside,
    "around": _around,
}  # fmt: skip


def seen_from_above(actors: "list[Actor]") -> None:
    """A little smaller, and all over the floor instead of in a line."""
    for at, actor in enumerate(actors):
        actor.height, actor.width = actor.height * FROM_ABOVE, actor.width * FROM_ABOVE
        if actor.mount is None and not actor.hover and not actor.stands_back:
            actor.row = min(0.19, actor.row + DEPTHS[at % len(DEPTHS)])
    for actor in actors:
        if actor.mount is not None:
            actor.row = actors[actor.mount].row
