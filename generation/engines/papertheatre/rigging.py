"""Rigging: who holds a string, leads a dog, sits on a swing, lies at anchor or floats. Before motion, without physics."""

from typing import TYPE_CHECKING

from .scene import Scene
from .sizes import FLOATERS, OFFSHORE, SWIMMERS

if TYPE_CHECKING:
    from .actors import Actor

TACKLE = ("leash", "swing", "anchor")  # what becomes a rope as soon as somebody uses it
AT_ANCHOR = -1
FLYING = ("kite", "balloon")
HOLDS = ("holding", "hold", "with")
ROWS = {"boat", "ship", "sailboat", "boat_of_paper"}
BUOYANT = ("ball", "apple", "box", "gift", "heart", "boat_of_paper")
IN_WATER = ("swim", "float", "sail", "dive")


def floats(actor: "Actor", medium: str, where: str) -> bool:
    """True for whatever lies in the water of this set: hulls and water birds, swimmers, what is thrown in."""
    verbs = {t.verb for t in actor.turns}
    if actor.mount is not None or verbs & {"fly", "surf"} or actor.tied:
        return False
    if where in OFFSHORE:
        wet = actor.lemma in FLOATERS or bool(verbs & {"swim", "sail"})
        wet |= actor.lemma in BUOYANT and bool(verbs & {*IN_WATER})
        return wet and actor.lemma not in SWIMMERS
    if medium != "water" or actor.lemma in (*SWIMMERS, "ufo", "rocket", "airplane"):
        return False
    return actor.lemma in (*FLOATERS, *BUOYANT) or "swim" in verbs


def tackle(scene: Scene) -> set[int]:
    """Figures that are not put on stage because they are drawn as ropes."""
    people = any(f.kind == "person" or f.cameo for f in scene.figures)
    beasts = any(f.kind == "animal" for f in scene.figures)
    boats = any(f.lemma in ROWS for f in scene.figures)
    used = {"leash": people and beasts, "swing": people, "anchor": boats}
    return {
        at for at, f in enumerate(scene.figures) if used.get(f.called if f.kind == "card" else f.lemma, False)
    }


def tie(scene: Scene, actors: "list[Actor]") -> None:
    """This function will tie together what hangs together, and let those on swings and at anchor stay there."""
    named = {f.called if f.kind == "card" else f.lemma for f in scene.figures}
    for one, how, other in scene.relations:
        holder = next((a for a in actors if a.index == one and a.family == "biped"), None)
        thing = next((k for k, a in enumerate(actors) if a.index == other and a.lemma in FLYING), None)
        if holder is not None and thing is not None and how in HOLDS:
            holder.string = thing
    for actor in actors:
        if actor.string is not None:
            actors[actor.string].tied = True
    _swing(scene, actors, named)
    _lead(scene, actors, named)
    if "anchor" in named or any(a.called == "anchor" for a in scene.actions):
        for actor in [a for a in actors if a.lemma in ROWS][:1]:
            actor.leash = AT_ANCHOR
            for turn in actor.turns:
                turn.verb, turn.target = "stand", None


def _swing(scene: Scene, actors: "list[Actor]", named: set[str]) -> None:
    on_it = {one for one, _how, other in scene.relations if _called(scene, other) == "swing"}
    for actor in actors:
        told = any(a.figure == actor.index and a.verb == a.called == "swing" for a in scene.actions)
        if actor.family in ("biped", "quad") and (told or actor.index in on_it):
            actor.swings = True
            for turn in actor.turns:
                if turn.verb not in ("speak", "sing", "wave", "laugh"):
                    turn.verb, turn.target = "swing", None


def _lead(scene: Scene, actors: "list[Actor]", named: set[str]) -> None:
    """Somebody walks a dog."""
    for actor in actors:
        if actor.family != "biped":
            continue
        walked = next((t.target for t in actor.turns if t.verb == "walk" and t.target is not None), None)
        if walked is None and "leash" in named:
            walked = next((k for k, a in enumerate(actors) if a.family == "quad"), None)
        if walked is None or actors[walked].family != "quad" or actors[walked].tied:
            continue
        actor.leash, actors[walked].tied = walked, True
        _together(actor, actors[walked])
        return


def _together(actor: "Actor", beast: "Actor") -> None:
    """Both go at one pace, the animal ahead."""
    if any(t.verb in ("walk", "run") for t in actor.turns):
        for turn in beast.turns:
            turn.verb, turn.target = "walk", None
        for turn in actor.turns:
            turn.target = None if turn.verb == "walk" else turn.target


def _called(scene: Scene, at: int) -> str:
    figure = scene.figures[at]
    return figure.called if figure.kind == "card" else figure.lemma
