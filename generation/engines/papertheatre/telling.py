"""One pass over the words of a prompt: each kind of word has one method that says what it does to the scene."""

from dataclasses import replace

from generation.engines.papertheatre.casting import Noun
from generation.engines.papertheatre.doings import DoingListener
from generation.engines.papertheatre.lexicon import LOOKS
from generation.engines.papertheatre.nouns import NounListener
from generation.engines.papertheatre.reading import QUALITIES, Word
from generation.engines.papertheatre.storyboard import MOST_SHOTS, Take
from generation.engines.papertheatre.words import SHOTS

LATER = frozenset("then afterwards next later dann danach anschließend daraufhin später and then".split())  # noqa: SIM905
NOWHERE = frozenset("hintergrund vordergrund mitte ferne background foreground middle distance".split())  # noqa: SIM905
HANDS = frozenset("hand hands paw paws mouth beak claw claws händen maul schnabel pfote pfoten".split())  # noqa: SIM905
BARE = ("desert", "sea", "sky", "space", "moon", "underwater")  # empty of people by nature
SILENCED = {
    "sound": "sound",
    "sounds": "sound",
    "geräusch": "sound",
    "geräusche": "sound",
    "ton": "sound",
    "text": "text",
}
PLAIN = ("mood", "season")  # adjectives that leave the noun they stand before as it is


class Telling(NounListener, DoingListener):
    """Gives each word to its method; looks, sounds, negations and joins are here."""

    def tell(self, words: list[Word]) -> None:
        for at, word in enumerate(words):
            self.next = words[at + 1] if at + 1 < len(words) else None
            if word.lower in LATER and word.kind in ("breaks", "fillers") and self._goes_on(words[at + 1 :]):
                self._cut("cut")
            if not self._denies_on(word):
                self.denying = self.denied = False
            handler = "look" if word.kind in LOOKS else "quality" if word.kind in QUALITIES else word.kind
            if not self._rejoin(word):
                getattr(self, f"_on_{handler}", self._on_other)(word)
            self.words.append(word)
        self._cut("")

    def _goes_on(self, ahead: list[Word]) -> bool:
        """True if what comes next happens somewhere else."""
        here = self.found.get("set")
        anew = self._before() in ("end", "quote") and len(self.scene.actions) > self.take.actions
        for word in ahead:
            if word.kind == "shot" or word.lower in LATER:
                break
            if word.kind == "set" and word.concept is not None:
                return anew if here is None else word.concept.shown_as != here.shown_as
        return False

    def _on_shot(self, word: Word) -> None:
        self._cut(SHOTS[word.text])

    def _cut(self, transition: str) -> None:
        """This function will close a shot; `transition` leads into the next, "" when there is none."""
        self._close_noun()
        self.plot.finish()
        scene, take = self.scene, self.take
        take.actions, take.speech = len(scene.actions), len(scene.speech)
        take.relations, take.sounds = len(scene.relations), len(scene.sounds)
        take.named, take.found, take.home = len(self.plot.named), self.found, self.home
        done = self.takes[-1] if self.takes else Take()
        counts = ("actions", "speech", "relations", "named")
        told = (
            "set" in self.found
            or (self.takes and self.found)
            or any(getattr(take, c) > getattr(done, c) for c in counts)
        )
        if told and (not transition or len(self.takes) < MOST_SHOTS - 1):
            self.takes.append(take)
            self.take, self.found, self.home = replace(take, transition=transition), {}, None
        elif self.takes and not transition:
            self.takes[-1].found = {**self.found, **self.takes[-1].found}
        self.take.transition = transition if self.takes else "cut"

    def _denies_on(self, word: Word) -> bool:
        """True while "no" still holds: until something was denied and the list of it is over."""
        if not self.denied or word.kind in ("joins", *QUALITIES):
            return True
        joined = self.words[-1].kind == "joins"
        return joined and word.kind not in ("indefinite", "prepositions", "action", "says")

    def _hold(self) -> None:
        """ "With a banana in its hand" holds it."""
        relations = self.scene.relations
        if relations and relations[-1][1:] == ("with", self.plot.last):
            relations[-1] = (relations[-1][0], "holding", relations[-1][2])

    def _on_look(self, word: Word) -> None:
        concept = word.concept
        assert concept is not None
        if self._deny(concept.lemma):
            return
        first = self.found.setdefault(concept.kind, concept)
        also = (first.says("also"), first.lemma, first.shown_as)
        if concept.lemma not in also and concept.shown_as not in also:
            self._note_unknown(word.text)
        for part in word.before:
            self._imply_look(part)
        self.plot.aiming |= concept.kind == "camera"
        if concept.kind in PLAIN:
            return
        if self.noun.preposition and concept.kind == "set":
            self.plot.aside(self.noun.preposition)
        for quality, _ in self.noun.qualities:
            self._note_unknown(quality.text)
        self._remember_strange(word)
        self.noun = Noun()

    def _on_sound(self, word: Word) -> None:
        assert word.concept is not None
        if not self._deny(word.concept.lemma) and word.concept.lemma not in self.scene.sounds:
            self.scene.sounds.append(word.concept.lemma)
        self.noun.qualities = []  # "sad music": nobody is sad
        self._close_noun()

    def _on_negations(self, word: Word) -> None:
        ends = self.next is None or self.next.kind in ("end", "comma", "joins")
        if ends and self._before() in ("action", "fillers") and (verb := self.plot.unsay()):
            self.scene.absent.append(verb)
            return
        self._close_noun()
        self.denying, self.denied = True, False

    def _on_nobody(self, word: Word) -> None:
        self.denying = True
        self._deny("person")
        self.denying = self.denied = False

    def _on_empty(self, word: Word) -> None:
        """An empty street has nobody in it; an empty cup is only a cup."""
        place = self.next.concept if self.next is not None and self.next.kind == "set" else None
        if place is not None and place.shown_as in BARE:
            return
        if place is not None:
            self.scene.absent += [] if "person" in self.scene.absent else ["person"]
        else:
            self._on_unknown(word)

    def _on_joins(self, word: Word) -> None:
        if not self.noun.qualities or (self.next and self.next.kind not in QUALITIES):
            self._close_noun()
            self.plot.join()

    def _on_comma(self, word: Word) -> None:
        if not self.noun.qualities or (self.next and self.next.kind not in (*QUALITIES, "unknown")):
            self._close_noun()
            self.plot.comma()

    def _on_other(self, word: Word) -> None:
        """Fillers, colons and naming words change nothing; "no sound" and "no text" are wishes."""
        if word.lower in NOWHERE:
            self.noun = Noun()
        if word.lower in HANDS and self.noun.preposition == "in":
            self._hold()
        if self.denying and word.lower in SILENCED:
            self._deny(SILENCED[word.lower])
