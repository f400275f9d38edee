"""Listening to words nobody knows: they are reported, and nouns among them come on a lettered card."""

from generation.engines.papertheatre.lexicon import LOOKS
from generation.engines.papertheatre.listening import Listener
from generation.engines.papertheatre.reading import QUALITIES, Word
from generation.engines.papertheatre.words import lemma

OPENING = ("definite", "indefinite", "numbers", "number", "many", "prepositions")


class StrangeListener(Listener):
    """One method for unknown words, and what tells a noun among them."""

    def _may_name(self, word: Word) -> bool:
        """True where an unknown word can only be a noun: after an article or number; in German, with a capital."""
        if self.denying or self.noun.role or not any(c.isalpha() for c in word.text):
            return False
        if self.scene.lang == "de":
            return word.text[0].isupper() and self._before() in (
                *OPENING,
                *QUALITIES,
                "unknown",
                "joins",
                "comma",
            )
        known = self.next is not None and self.next.kind in (*QUALITIES, "figure", "garment", *LOOKS)
        return not known and (self.noun.is_open or self._before() in OPENING)

    def _on_unknown(self, word: Word) -> None:
        self.noun.strange = True
        self._note_unknown(word.text)
        is_verb = self.noun.name and word.lower.endswith(("s", "ed"))  # "a quokka frobnicates"
        if word.kind == "unknown" and not is_verb and self._may_name(word):
            self.noun.name = word.text
        if self.denying:
            self.denied = True
            if self._before() == "negations" and self.words[-1].lower.endswith(("n't", "n’t", "cannot")):
                self.denying = self.denied = False  # "the cows don't care": a doing nobody knows
                return
            if self.scene.lang == "en" and word.kind == "unknown":
                self._deny(lemma(word.text, "en"))
