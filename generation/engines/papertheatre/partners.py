"""Partners: who has what in the hand, hands it on, rides on whom, goes round whom and turns into whom."""

from .actors import Actor, Turn
from .repertoire import TRAVEL
from .scene import Scene
from .sizes import HOLDABLE


def in_hand(scene: Scene) -> dict[int, int]:
    """Who holds what: figure -> prop, when the prompt ties a person to something that fits in a hand."""
    ties = [(a.figure, a.target) for a in scene.actions if a.target is not None]
    ties += [(one, other) for one, how, other in scene.relations if how in ("with", "holding", "hold")]
    held = {i for i, figure in enumerate(scene.figures) if figure.lemma in HOLDABLE and figure.count == 1}
    return {who: what for who, what in ties if what in held and scene.figures[who].kind == "person"}


def hand_over(actor: Actor, actors: list[Actor]) -> None:
    """A ball is bounced, a kite flown: what the verb says happens to the thing, not to the person."""
    for turn in actor.turns:
        if turn.target is None or actor.figure.kind != "person":
            continue
        other = actors[turn.target]
        if turn.verb in ("bounce", "juggle", "drop", "roll", "play") and other.lemma == "ball":
            other.turns = [
                Turn("roll" if turn.verb == "roll" else "bounce", t.start, t.end) for t in other.turns
            ]
            turn.verb = "dribble"
        elif other.lemma in ("kite", "balloon"):
            actor.string = turn.target
            turn.verb = "hold"
        elif turn.verb in ("bounce", "fall", "drop", "rise", "explode") and other.figure.kind == "prop":
            other.turns = [Turn(turn.verb, t.start, t.end) for t in other.turns]
            turn.verb = "cheer"


def mount(actors: list[Actor]) -> None:
    """Who rides or drives sits on it, and it goes."""
    for actor in actors:
        for turn in actor.turns:
            if turn.verb in ("ride", "drive", "sail", "fly", "surf") and turn.target is not None:
                ridden = actors[turn.target]
                if (
                    ridden.figure.kind in ("vehicle", "animal")
                    and ridden.mount is None
                    and actor.mount is None
                ):
                    actor.mount = turn.target
                    ridden.turns = [Turn("drive" if ridden.figure.kind == "vehicle" else "run", t.start,
                        t.end) if t.target == turn.target else Turn("stand", t.start,
                        t.end) for t in actor.turns]  # fmt: skip


def circle_and_change(scene: Scene, actors: list[Actor]) -> None:
    """Who goes round whom, and who turns into whom."""
    for one, how, other in scene.relations:
        centre = next((k for k, a in enumerate(actors) if a.index == other), None)
        for actor in actors:
            moves = any(t.verb in TRAVEL for t in actor.turns)
            if (
                how == "around"
                and actor.index == one
                and centre is not None
                and moves
                and actor.mount is None
            ):
                actor.orbits = centre
    for k, actor in enumerate(actors):
        for turn in actor.turns:
            if turn.verb == "turn_into" and turn.target is not None:
                actors[turn.target].replaces = k


def play_ball(actors: list[Actor]) -> None:
    """Who plays while a ball is there, and names no instrument, plays with the ball."""
    ball = next((k for k, a in enumerate(actors) if a.lemma == "ball"), None)
    if ball is None:
        return
    for actor in actors:
        for turn in actor.turns:
            if turn.verb == "play" and turn.target is None and actor.figure.kind in ("person", "animal"):
                turn.verb, turn.target = "throw", ball
