"""What every listener shares: the scene so far, the noun being described, what is denied, what nobody knows."""

from collections.abc import Mapping

from generation.engines.papertheatre.casting import Cast, Noun
from generation.engines.papertheatre.lexicon import Concept
from generation.engines.papertheatre.plot import Plot
from generation.engines.papertheatre.reading import Word
from generation.engines.papertheatre.scene import Scene
from generation.engines.papertheatre.storyboard import Take
from generation.engines.types import Likeness

MANNERS = ("fast", "slow")  # said of the doing, kept with the doer
MOST_UNKNOWN = 40


class Listener:
    """The state of reading."""

    def __init__(self, scene: Scene, lines: list[str], cameos: Mapping[str, Likeness]) -> None:
        self.scene, self.lines = scene, lines
        self.cast, self.plot = Cast(scene, cameos), Plot(scene)
        self.found: dict[str, Concept] = {}  # set, time, … -> the first one named
        self.unknown: dict[str, str] = {}  # lower case -> as written
        self.take, self.takes = Take(), list[Take]()
        self.noun = Noun()
        self.denying = self.denied = False
        self.words: list[Word] = []
        self.next: Word | None = None
        self.doing: Word | None = None  # the verb told last
        self.done = 0  # actions told before it
        self.home: str | None = None  # the place a verb brings: swim → sea

    def _before(self) -> str:
        return self.words[-1].kind if self.words else "end"

    def _deny(self, lemma: str) -> bool:
        """This function will put `lemma` among the absent if it stands under a negation."""
        if not self.denying:
            return False
        if lemma not in self.scene.absent:
            self.scene.absent.append(lemma)
        self.denied, self.noun = True, Noun()
        return True

    def _close_noun(self) -> None:
        """The noun never came: its qualities belong to whoever is spoken of, or to a word nobody knows."""
        noun, self.noun = self.noun, Noun()
        if noun.name and not noun.verbs and (card := self.cast.place_card(noun)) is not None:
            self.plot.mention(card, noun)
            return
        at = self.plot.current if noun.predicate else self.plot.last
        for word, quality in noun.qualities:
            manner = quality.lemma in MANNERS and self.plot.current is not None
            owner = self.plot.current if manner else at
            left = [word.text]
            if owner is not None and (manner or not noun.strange):
                left = self.cast.describe(owner, [(word, quality)])
            for text in left:
                self._note_unknown(text)
        for verb in noun.verbs:
            self.plot.verb(verb.shown_as, verb.lemma)

    def _remember_strange(self, word: Word) -> None:
        if word.strange:
            self._note_unknown(word.strange)

    def _note_unknown(self, text: str) -> None:
        if len(self.unknown) < MOST_UNKNOWN and any(c.isalpha() or ord(c) > 0x2190 for c in text):
            self.unknown.setdefault(text.lower(), text[:60])

    def _imply(self, concept: Concept) -> None:
        for kind in ("time", "weather"):
            if concept.says(kind) and kind not in self.found:
                self.found[kind] = Concept(kind, concept.says(kind), concept.says(kind), {"implied": True})

    def _imply_look(self, part: Concept) -> None:
        if part.kind in ("time", "weather", "light", "season"):
            self.found.setdefault(part.kind, part)
