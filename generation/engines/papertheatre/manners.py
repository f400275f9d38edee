"""A cameo's manner: what its owner wishes to be shown with, and never with, put on the figure like attributes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generation.engines.papertheatre import lexicon, reading, words
from generation.engines.papertheatre.scene import Figure, Scene
from generation.engines.types import Likeness

NEVER = frozenset((
    "never", "no", "not", "without", "avoid", "nor", "don't", "nie", "niemals", "nicht", "ohne", "weder",
    "kein", "keine", "keinen", "keinem", "keiner",
))  # fmt: skip


@dataclass
class Wishes:
    """By lemma. `worn`: garment as the wardrobe calls it, its colour or "", the words for it."""

    worn: list[tuple[str, str, str]] = field(default_factory=list)
    colour: str | None = None
    attributes: list[str] = field(default_factory=list)
    avoids: list[str] = field(default_factory=list)


def wishes(manner: str) -> Wishes:
    """This function will read "always with a green hat, never in red", in either language."""
    told = Wishes()
    lang = lexicon.language(manner)
    never, colour = False, ""
    for word in reading.read(words.tokens(words.clean(manner[:1000])), lang, {}):
        if word.kind in ("end", "comma", "colon"):
            never, colour = False, _loose(told, colour)
        elif word.lower in NEVER or word.kind == "negations":
            never = True
        elif word.concept is None:
            continue
        elif never and word.kind in ("colour", "garment", "attribute"):
            told.avoids += {word.concept.lemma, word.concept.shown_as} - {*told.avoids}
        elif word.kind == "colour":
            colour = _loose(told, colour) or word.concept.lemma
        elif word.kind == "garment":
            told.worn.append((word.concept.shown_as, colour, f"{colour} {word.concept.lemma}".strip()))
            colour = ""
        elif word.kind == "attribute":
            told.attributes.append(word.concept.lemma)
    _loose(told, colour)
    return told


def _loose(told: Wishes, colour: str) -> str:
    """A colour without a garment is that of the clothes."""
    told.colour = told.colour or colour or None
    return ""


def keep(scene: Scene, cameos: Iterable[Likeness]) -> list[str]:
    """This function will put the wishes of every owner on their figures and return the words that had to give way."""
    known = {cameo.handle.lower(): cameo.manner for cameo in cameos}
    lost = []
    for at, figure in enumerate(scene.figures):
        if figure.cameo and (manner := known.get(figure.cameo.lower())):
            scene.figures[at], gone = respected(figure, manner)
            lost += gone
    return lost


def respected(figure: Figure, manner: str) -> tuple[Figure, list[str]]:
    """This function will dress the figure as its owner wishes; with it, what of the prompt had to give way."""
    told = wishes(manner)
    worn = [one for one in figure.worn if one[0] not in told.avoids and one[1] not in told.avoids]
    gone = [said for _, _, said in set(figure.worn) - set(worn)]
    gone += [word for word in (figure.colour, *figure.attributes) if word in told.avoids and word not in gone]
    lost = {garment for garment, _, _ in figure.worn} - {garment for garment, _, _ in worn}
    kept = [word for word in figure.attributes if word not in told.avoids and word not in lost]
    worn += [one for one in told.worn if one[0] not in {garment for garment, _, _ in worn}]
    attributes = dict.fromkeys([*kept, *(garment for garment, _, _ in told.worn), *told.attributes])
    colour = None if figure.colour in told.avoids else figure.colour
    return (
        replace(
            figure,
            colour=colour or told.colour,
            attributes=tuple(attributes),
            worn=tuple(worn),
            avoids=tuple(sorted(told.avoids)),
        ),
        [word for word in gone if word],
    )
