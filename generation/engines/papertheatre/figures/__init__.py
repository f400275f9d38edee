"""The puppets: `puppet` gives the drawable figure for a lemma of the repertoire."""

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Protocol

from ..paper import Pen
from ..repertoire import COLOURS
from ..scene import Figure
from .beast import Quadruped
from .birds import BIRDS, Bird, Fowl
from .cameo import CameoHead
from .card import Card
from .flyers import DRAWN as FLYERS
from .flyers import Flyer
from .head import Head
from .menagerie import BEASTS, beast
from .odd import COATS as ODD
from .odd import Odd
from .person import Person
from .pose import Pose
from .props import COATS as PROPS
from .props import Prop
from .swimmers import DRAWN as CREATURES
from .swimmers import Creature
from .tops import DRAWN as TOPS
from .tops import Top
from .vehicles import DRAWN as VEHICLES
from .vehicles import Vehicle
from .wardrobe import dress

__all__ = ["Pose", "Puppet", "puppet"]


class Puppet(Protocol):
    def draw(self, pen: Pen, pose: Pose) -> None: ...


def puppet(
    figure: Figure,
    rng: Random,
    face: Path | None = None,
    views: Mapping[str, Path] | None = None,
    from_above: bool = False,
) -> Puppet:
    """This function will cut the puppet for one figure; the same random source gives the same puppet.

    `face` and `views` are the recorded pictures of a cameo.
    """
    lemma, colour = figure.lemma, figure.colour
    if from_above and lemma in TOPS and figure.kind != "card":
        return Top(lemma, colour)
    cameo = CameoHead(face, views) if face else None
    if figure.kind == "card":
        return Card(figure.lettered or figure.called or lemma, colour)
    body = dress(figure, rng)
    if cameo:  # a face has its own hair, beard and glasses
        body.head.glasses = "glasses" in figure.attributes
        if lemma == "woman" and not {"dress", "skirt", "coat"} & {*figure.attributes}:
            body.outfit = "trousers"  # the body of everybody, until the prompt says more
    if cameo and lemma not in BEASTS:
        return Person(body, cameo)
    if lemma in BEASTS:
        return Quadruped(beast(lemma, colour), cameo)
    if lemma in BIRDS:
        return Fowl(_plumage(BIRDS[lemma], colour))
    for known, kind in ((CREATURES, Creature), (VEHICLES, Vehicle), (FLYERS, Flyer), (PROPS, Prop)):
        if lemma in known:
            return kind(lemma, colour)  # type: ignore[operator]
    if lemma in ODD:
        head = Head(body.head.skin, body.head.hair, "long", lashes=True)
        return Odd(lemma, colour, head)
    return Person(body, cameo)


def _plumage(bird: Bird, colour: str | None) -> Bird:
    if colour not in COLOURS:
        return bird
    return Bird(
        COLOURS[colour], bird.breast, bird.beak, None, bird.shape, bird.comb, bird.big_eyes, bird.hooked
    )
