"""Blocking: how large each figure is, where it stands and what it does when. Before motion, without drawing."""

from random import Random

from . import partners, placing, rigging
from .actors import Actor, Turn
from .figures.menagerie import BEASTS
from .repertoire import TRAVEL
from .scene import Figure, Scene
from .sizes import FLOATERS, HOVER, OFFSHORE, PERSON, SIZES, SWIMMERS, TAKEN_ALONG

MOST = 9  # actors on one stage
STAYING = ("on", "in", "under", "behind", "beside", "above", "in_front_of")  # who only is there, stays there


def cast(scene: Scene, aspect: float, frames: int, medium: str, rng: Random) -> list[Actor]:
    """This function will put every figure of the scene on stage, large enough to matter and apart from the others."""
    actors: list[Actor] = []
    in_hand = partners.in_hand(scene)
    left_out = {*in_hand.values(), *rigging.tackle(scene)}
    for index, figure in enumerate(scene.figures):
        for copy in range(max(1, min(figure.count, 6))):
            if len(actors) < MOST and index not in left_out:
                actors.append(_actor(figure, index, copy, aspect, rng))
                if index in in_hand:
                    actors[-1].holding = scene.figures[in_hand[index]].lemma
    for actor in actors:
        actor.turns = _turns(scene, actor, actors, frames)
    for actor in actors:
        partners.hand_over(actor, actors)
    partners.play_ball(actors)
    rigging.tie(scene, actors)
    partners.mount(actors)
    partners.circle_and_change(scene, actors)
    room = aspect * (0.76 if scene.set == "stage" else 1.0)
    _fit_cards(actors, room)
    _fit(actors, room)
    _place(actors, room, rng)
    for actor in actors:
        actor.hover = _hover(actor, medium)
        actor.home -= 0.07 if actor.leash == rigging.AT_ANCHOR else 0.0
        actor.afloat = rigging.floats(actor, medium, scene.set)
        if scene.set in OFFSHORE and (actor.afloat or actor.lemma in SWIMMERS):
            actor.row, actor.hover = OFFSHORE[scene.set], min(0.0, actor.hover)
    if scene.set in ("city", "street"):
        _to_the_road(actors)
    if scene.camera == "from_above":
        placing.seen_from_above(actors)
    placing.relate(scene, actors, room)
    for actor in actors:
        if actor.replaces is not None:
            actor.home, actor.row = actors[actor.replaces].home, actors[actor.replaces].row
    _face_each_other(actors)
    return actors


def _actor(figure: Figure, index: int, copy: int, aspect: float, rng: Random) -> Actor:
    height, ratio = SIZES.get(figure.lemma, PERSON)
    if figure.cameo and figure.kind == "prop":
        height, ratio = PERSON
    height *= {"small": 0.66, "big": 1.3}.get(figure.size or "", 1.0) * (1.2 if aspect > 1 else 1.0)
    if copy:
        height *= rng.uniform(0.88, 1.0)
    height = min(height, 0.58)
    ratio += 0.2 if figure.lemma in BEASTS else 0.0  # heads and tails reach beyond the trunk
    actor = Actor(figure, index, copy, height, height * ratio)
    actor.tempo = max(0.75, min(1.7, (0.4 / height) ** 0.5))
    actor.offset = rng.random() if copy else 0.0
    return actor


def _turns(scene: Scene, actor: Actor, actors: list[Actor], frames: int) -> list[Turn]:
    placed = any(one == actor.index and how in STAYING for one, how, _ in scene.relations)
    carries = any(other == actor.index and how == "on" for _, how, other in scene.relations)
    told = [
        a
        for a in scene.actions
        if a.figure == actor.index
        and not (a.assumed and (carries or a.verb == "stand" or (placed and a.verb in TRAVEL)))
    ]
    prey = next((b for a, how, b in scene.relations if a == actor.index and how == "chasing"), None)
    hunted = next((k for k, other in enumerate(actors) if other.index == prey and other is not actor), None)
    if hunted is not None and not any(a.verb in ("chase", "follow") for a in told):
        return [Turn("chase", 0, frames, hunted)]
    if not told:
        return [Turn(_drawn_along(scene, actor), 0, frames)]
    told = told[: max(1, int(scene.seconds / 1.6))]
    turns = []
    for i, action in enumerate(told):
        target = next(
            (k for k, other in enumerate(actors) if other.index == action.target and other is not actor), None
        )
        turns.append(Turn(action.verb, frames * i // len(told), frames * (i + 1) // len(told), target))
    return turns


def _drawn_along(scene: Scene, actor: Actor) -> str:
    """What somebody does who is only chased, walked or taken along."""
    ties = [(a.verb, a.figure) for a in scene.actions if a.target == actor.index]
    for one, how, other in scene.relations:
        if how in ("with", "beside", "behind", "next_to") and actor.index in (one, other):
            ties += [(a.verb, a.figure) for a in scene.actions if a.figure in (one, other)]
    for verb, _ in ties:
        if verb in TAKEN_ALONG and actor.figure.kind in ("person", "animal"):
            return TAKEN_ALONG[verb]
        if verb in ("chase", "follow"):
            return (
                "bounce" if actor.lemma == "ball" else "drive" if actor.figure.kind == "vehicle" else "stand"
            )
    return "stand"


def _to_the_road(actors: list[Actor]) -> None:
    """Wheels keep off the pavement; two of them take two lanes."""
    lane = 0
    for actor in actors:
        if actor.figure.kind == "vehicle" and not actor.hover and actor.lemma != "train":
            actor.row = (0.055, 0.115)[lane % 2]
            lane += 1
    for actor in actors:
        if actor.mount is not None:
            actor.row = actors[actor.mount].row


def _fit_cards(actors: list[Actor], room: float) -> None:
    """Several cards are smaller, so that each can be read."""
    cards = [a for a in actors if a.figure.kind == "card"]
    share = min(1.0, 0.86 * room / sum(a.width for a in cards)) if len(cards) > 1 else 1.0
    for actor in cards:
        actor.height, actor.width = actor.height * share, actor.width * share


def _fit(actors: list[Actor], aspect: float) -> None:
    """Smaller when there are many, and never wider than the stage."""
    main = [a for a in actors if not a.stands_back and a.mount is None]
    total = sum(a.width for a in main)
    room = aspect * 1.02
    if any(a.figure.kind == "person" for a in main):
        for actor in main:
            if actor.figure.kind == "animal" and actor.height > 0.13:
                actor.height, actor.width = actor.height * 0.85, actor.width * 0.85
        total = sum(a.width for a in main)
    factor = min(1.0, max(0.52, (room / total) ** 0.9)) if total > room else 1.0
    if len(main) <= 2:
        for actor in main:
            if actor.lemma != "ball" and not any(a.mount is not None for a in actors):
                grown = max(actor.height, min(0.27 if len(main) == 1 else 0.2, actor.height * 1.55))
                actor.width, actor.height = actor.width * grown / actor.height, grown
    for actor in actors:
        k = factor if actor in main or actor.mount is not None else 1.0
        widest = aspect * (1.5 if actor.lemma == "train" else 0.86)
        k = min(k, widest / actor.width)
        if actor.mount is not None:
            k = min(k, 0.92)
        actor.height, actor.width = actor.height * k, actor.width * k


def _place(actors: list[Actor], aspect: float, rng: Random) -> None:
    main = [a for a in actors if not a.stands_back and a.mount is None and a.replaces is None]
    _spread(main, aspect, rng)
    back = [a for a in actors if a.stands_back]
    slots = [0.27, -0.27, 0.02, 0.4, -0.4, -0.12, 0.14] if main else [0.0, 0.3, -0.3, 0.16, -0.16]
    cards = [a for a in back if a.figure.kind == "card"]
    rest = [a for a in back if len(cards) < 2 or a not in cards]
    for actor in back:
        actor.home = slots[rest.index(actor) % len(slots)] * aspect if actor in rest else 0.0
        if len(cards) > 1 and actor in cards:
            actor.home = ((cards.index(actor) + 0.5) / len(cards) - 0.5) * aspect
        actor.row = -0.035 if main else 0.0
        if actor.figure.kind == "card":
            edge = max(0.0, aspect / 2 - actor.width / 2 - 0.01)
            actor.home = max(-edge, min(edge, actor.home))
    for actor in actors:
        if actor.mount is not None:
            actor.home = actors[actor.mount].home


def _spread(main: list[Actor], aspect: float, rng: Random) -> None:
    count = len(main)
    if count == 1:
        main[0].home = -0.02 * aspect
        return
    total = sum(a.width for a in main)
    span = max(aspect * 0.9 - total, -total * 0.35)
    at = -(total + span) / 2
    for i, actor in enumerate(main):
        gap = span / count
        actor.home = at + gap / 2 + actor.width / 2
        at += actor.width + gap
        edge = max(0.0, aspect / 2 - actor.width * 0.52)
        actor.home = max(-edge, min(edge, actor.home))
        actor.row = (0.024 if i % 2 else -0.008) if count > 2 or actor.family == "quad" else 0.0
        actor.faces = 1


def _hover(actor: Actor, medium: str) -> float:
    lemma, verbs = actor.lemma, {t.verb for t in actor.turns}
    if lemma in HOVER:
        return min(HOVER[lemma] + 0.03 * actor.copy, 0.8 - actor.height)
    if lemma in FLOATERS and medium != "air":
        return 0.0
    if medium == "air":
        return 0.12 + 0.05 * (actor.copy % 3)
    if medium == "water" and "surf" in verbs:
        return 0.05
    if medium == "water" and (lemma in SWIMMERS or "swim" in verbs):
        return -0.3 * actor.height if lemma in SWIMMERS else -0.16 * actor.height
    if lemma in SWIMMERS or (medium == "deep" and "swim" in verbs):
        return 0.14 + 0.12 * (actor.copy % 3)
    if verbs & {"fly", "float"} and not (medium == "water" and "fly" not in verbs):
        return 0.3 + 0.07 * (actor.copy % 3)
    return 0.0


def _face_each_other(actors: list[Actor]) -> None:
    """Two who stand and talk look at one another."""
    people = [a for a in actors if a.family in ("biped", "quad", "fowl") and a.mount is None]
    still = [
        a
        for a in people
        if all(
            t.verb not in ("walk", "run", "chase", "drive", "ride", "fly", "swim", "gallop") for t in a.turns
        )
    ]
    if len(still) >= 2 and len(still) == len(people):
        for actor in still:
            actor.faces = -1 if actor.home > 0.02 else 1
