"""Nouns and what is said of them become figures: count, colour, size, clothes, cameo."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generation.engines.papertheatre.lexicon import Concept
from generation.engines.papertheatre.reading import Word
from generation.engines.papertheatre.repertoire import FIGURES
from generation.engines.papertheatre.scene import Figure, Scene
from generation.engines.papertheatre.words import lemma
from generation.engines.types import Likeness

LONGEST_CARD = 30  # letters
MOST_FIGURES = 12  # on stage, and of one kind
SOME = 3  # how many "dogs" are when no number is given
ALIKE = ("sheep", "fish", "deer")  # one or many: only the article tells
AGED = {"woman": "grandmother", "man": "grandfather"}
STAND_IN = "woman"  # the paper body of "a person" and of a cameo until the prompt says more


@dataclass
class Noun:
    """What has been said of the noun that is about to come."""

    preposition: str = ""
    definite: bool = False
    indefinite: bool = False
    accusative: bool = False
    count: int | None = None
    vague: bool = False
    role: bool = False  # "as an astronaut": a costume, not another figure
    predicate: bool = False  # "the ball is red"
    strange: bool = False  # an unknown word came after the qualities: they are probably its own
    qualities: list[tuple[Word, Concept]] = field(default_factory=list)
    name: str = ""  # a noun nobody knows: it comes on a lettered card
    verbs: list[Concept] = field(default_factory=list)  # "a dancing robot"

    @property
    def is_open(self) -> bool:
        """True after an article or a number."""
        return bool(self.definite or self.indefinite or self.count or self.vague)


class Cast:
    """The figures of a scene as they are named, and which of them is meant when one is named again."""

    def __init__(self, scene: Scene, cameos: Mapping[str, Likeness]) -> None:
        self.scene = scene
        self.cameos = cameos
        self.genders: dict[int, str] = {}  # German, by article

    def place(self, word: Word, noun: Noun) -> int | None:
        """This function will find or add the figure `word` names; None when the stage is full."""
        concept = word.concept
        assert concept is not None
        again = None if noun.indefinite or noun.count else self._named(concept)
        if again is not None:
            self.describe(again, noun.qualities)
            return again
        if len(self.scene.figures) >= MOST_FIGURES:
            return None
        kind = FIGURES.get(concept.shown_as, "card")
        figure = Figure(concept.shown_as if kind != "card" else "card", kind, called=concept.lemma)
        figure.colour, figure.size = concept.says("colour"), concept.says("size")
        if kind == "card" and self.scene.lang == "de":
            figure.lettered = str(concept.says("de") or "").split(",")[0].strip()[:LONGEST_CARD]
        self._count(figure, word, noun)
        self.scene.figures.append(figure)
        at = len(self.scene.figures) - 1
        self.describe(at, [*noun.qualities, *((word, part) for part in word.before)])
        return at

    def place_card(self, noun: Noun) -> int | None:
        """This function will put a word nobody knows on stage, lettered on a paper card."""
        called = lemma(noun.name, self.scene.lang)
        for at, figure in enumerate(self.scene.figures):
            if figure.kind == "card" and figure.called == called:
                return at
        if len(self.scene.figures) >= MOST_FIGURES or len(called) > LONGEST_CARD:
            return None
        vague = noun.vague or (called != noun.name.lower() and not (noun.count or noun.indefinite))
        count = max(1, min(MOST_FIGURES, noun.count or 1))
        self.scene.figures.append(Figure("card", "card", count, called=called, vague=vague))
        self.describe(len(self.scene.figures) - 1, noun.qualities)
        return len(self.scene.figures) - 1

    def place_cameo(self, handle: str) -> int | None:
        for at, figure in enumerate(self.scene.figures):
            if figure.cameo and figure.cameo.lower() == handle.lower():
                return at
        if len(self.scene.figures) >= MOST_FIGURES:
            return None
        known = self.cameos.get(handle.lower())
        name = known.handle if known else handle
        self.scene.figures.append(Figure(STAND_IN, "person", called="person", cameo=name))
        return len(self.scene.figures) - 1

    def dress(self, at: int, concept: Concept) -> bool:
        """This function will give a cameo the costume of `concept`; False when it is no person's."""
        figure = self.scene.figures[at]
        if not figure.cameo or FIGURES.get(concept.shown_as) != "person":
            return False
        figure.lemma, figure.called = concept.shown_as, concept.lemma
        return True

    def wear(self, at: int, garment: Word, noun: Noun) -> list[str]:
        """This function will dress a figure and return the words of `noun` that could not be shown."""
        figure = self.scene.figures[at]
        assert garment.concept is not None
        figure.attributes = _added(figure.attributes, garment.concept.shown_as)
        said = " ".join([*(quality.lemma for _, quality in noun.qualities), garment.concept.lemma])
        colour = next((q.lemma for _, q in noun.qualities if q.kind == "colour"), "")
        figure.worn = (*figure.worn, (garment.concept.shown_as, colour, said))
        if garment.concept.says("colours"):
            told = figure.told
            left = self.describe(at, noun.qualities)
            figure.told = told
            return left
        return []

    def describe(self, at: int, qualities: list[tuple[Word, Concept]]) -> list[str]:
        """This function will give the figure its qualities and return the words there was no place for."""
        figure = self.scene.figures[at]
        left = []
        for word, quality in qualities:
            if quality.kind in ("colour", "size", "attribute"):
                figure.told = _added(figure.told, quality.lemma)
            if quality.kind == "colour" and figure.colour in (None, quality.lemma):
                figure.colour = quality.lemma
            elif quality.kind == "size":
                figure.size = quality.lemma
            elif quality.kind == "attribute":
                if quality.lemma == "old" and not figure.cameo:
                    figure.lemma = AGED.get(figure.lemma, figure.lemma)
                figure.attributes = _added(figure.attributes, quality.shown_as)
                figure.size = figure.size or quality.says("size")
            elif quality.kind == "colour":
                left.append(word.text)
        return left

    def _named(self, concept: Concept) -> int | None:
        for at in range(len(self.scene.figures) - 1, -1, -1):
            if self.scene.figures[at].called == concept.lemma:
                return at
        for at in range(len(self.scene.figures) - 1, -1, -1):
            if self.scene.figures[at].lemma == concept.shown_as and not self.scene.figures[at].cameo:
                return at if concept.shown_as == concept.lemma else None
        return None

    def _count(self, figure: Figure, word: Word, noun: Noun) -> None:
        assert word.concept is not None
        possessive = word.text.endswith(("'s", "’s"))
        plural = word.concept.says("plural") or (word.inflected and not noun.indefinite and not possessive)
        plural = plural or (concept_of(word) in ALIKE and not noun.is_open and self.scene.lang == "en")
        figure.vague = noun.vague or bool(plural and not noun.count)
        if word.concept.says("group") and not figure.vague and not noun.count:
            figure.count, figure.group = word.concept.says("group"), True
            return
        count = noun.count or (SOME if figure.vague else 1)
        figure.count = max(1, min(MOST_FIGURES, count))


def concept_of(word: Word) -> str:
    return word.concept.shown_as if word.concept else ""


def _added(attributes: tuple[str, ...], new: str) -> tuple[str, ...]:
    return attributes if new in attributes else (*attributes, new)
