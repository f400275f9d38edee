"""Listening to nouns: who and what is there, how many, what like, in what relation."""

from generation.engines.papertheatre import lexicon
from generation.engines.papertheatre.casting import Noun
from generation.engines.papertheatre.lexicon import LOOKS
from generation.engines.papertheatre.reading import Word
from generation.engines.papertheatre.strangers import StrangeListener

FEW = {"few": 3, "couple": 2, "paar": 3}
MANY = 4
ARTICLES = {"der": "m", "ein": "mn", "einen": "m", "den": "m", "die": "f", "eine": "f", "das": "n"}
PAIRED = ("shoe", "boot", "sock", "glove", "mitten", "slipper", "schuh", "stiefel", "socke", "handschuh")
OUT_OF = ("out of", "into", "from", "aus", "ins", "off")
NEUTER = ("girl", "child", "horse", "pig", "sheep", "rabbit", "car", "boat", "ship")


class NounListener(StrangeListener):
    """One method per kind of word that stands around a noun."""

    def _on_figure(self, word: Word) -> None:
        assert word.concept is not None
        if self._deny(word.concept.lemma):
            return
        if self._is_modifier(word):
            self._note_unknown(word.text)
            return
        if self.noun.role and self.plot.last is not None and self.cast.dress(self.plot.last, word.concept):
            self.noun = Noun()
            return
        at = self.cast.place(word, self.noun)
        if at is not None:
            self.cast.genders.setdefault(at, self._gender(at))
        self._remember_strange(word)
        self._imply(word.concept)
        for part in word.before:
            self._imply_look(part)
        self._appear(at, word)

    def _gender(self, at: int) -> str:
        """Of a German noun, by its article: m, f, n or p; "" where it does not show."""
        if self.scene.figures[at].count > 1:
            return "p"
        for word in reversed(self.words[-4:]):
            if word.kind in ("definite", "indefinite"):
                neuter = self.scene.figures[at].called in NEUTER
                return "n" if neuter else ARTICLES.get(word.lower, "")
        return ""

    def _is_modifier(self, word: Word) -> bool:
        """True for "pirate" of "pirate ship": what is shown is a ship."""
        return (
            self.scene.lang == "en"
            and word.text.isascii()
            and not word.inflected
            and self.next is not None
            and self.next.kind == "figure"
        )

    def _on_handle(self, word: Word) -> None:
        self._appear(self.cast.place_cameo(word.text), word)

    def _appear(self, at: int | None, word: Word) -> None:
        if at is None:
            self._on_unknown(word)
        else:
            self.plot.mention(at, self.noun)
        self.noun = Noun()

    def _on_garment(self, word: Word) -> None:
        assert word.concept is not None
        if self._deny(word.concept.lemma):
            return
        if self._is_place(word) and (at := self.cast.place(word, self.noun)) is not None:
            self._appear(at, word)  # "pulls a rabbit out of his hat"
            return
        wearer = self.plot.last if self.plot.last is not None else self.plot.current
        if wearer is None:
            self._on_unknown(word)
            self._close_noun()
            return
        for text in self.cast.wear(wearer, word, self.noun):
            self._note_unknown(text)
        self.noun = Noun()

    def _is_place(self, word: Word) -> bool:
        """True for "out of his hat", "under a coat" and "in a shoe": nobody wears one shoe."""
        how, lang = self.noun.preposition, self.scene.lang
        single = self.noun.indefinite and not word.inflected and word.lower in PAIRED
        beside = lexicon.relation(how, lang) in ("on", "under", "behind", "in_front_of") if how else False
        return how in OUT_OF or beside or (how in ("in", "im") and single)

    def _on_quality(self, word: Word) -> None:
        assert word.concept is not None
        if not self.denying:
            self.noun.qualities.append((word, word.concept))

    def _on_number(self, word: Word) -> None:
        self.noun.count = min(int(word.text[:6]), 999_999)

    def _on_numbers(self, word: Word) -> None:
        assert word.concept is not None
        self.noun.count = int(word.concept.shown_as)

    def _on_many(self, word: Word) -> None:
        self.noun.vague = True
        self.noun.count = next((n for w, n in FEW.items() if w in word.lower), MANY)

    def _on_definite(self, word: Word) -> None:
        if self._opens_relative(word):
            self.plot.relative(as_object=word.lower == "den")
            return
        self._begin_noun()
        self.noun.definite = True
        self.noun.accusative = self._is_accusative(word)

    def _on_indefinite(self, word: Word) -> None:
        self._begin_noun()
        self.noun.indefinite = True
        self.noun.accusative = self._is_accusative(word)

    def _is_accusative(self, word: Word) -> bool:
        return "accusative" in word.options and not self.noun.preposition

    def _opens_relative(self, word: Word) -> bool:
        if "relatives" in word.options:
            return self._before() == "comma" and self._is_clause_ahead() and self.plot.last is not None
        return (
            word.lower == "that" and self.next is not None and self.next.kind in ("action", "copulas", "says")
        )

    def _is_clause_ahead(self) -> bool:
        """True if no noun follows, but an article, a preposition or a verb."""
        if self.next is None:
            return False
        place = self.next.kind in LOOKS and " " in self.next.text  # "auf dem Mond"
        return place or self.next.kind in (
            "quote",
            "definite",
            "indefinite",
            "prepositions",
            "action",
            "pronouns",
        )

    def _on_prepositions(self, word: Word) -> None:
        part = self.noun.name or (self.noun.preposition and self._before() == "fillers")
        if word.lower == "of" and part:  # "on the shoulder of a sailor": on the sailor
            self.noun = Noun(preposition=self.noun.preposition or "of")
            return
        self._close_noun()
        self.noun.preposition = word.lower

    _on_relations = _on_prepositions

    def _begin_noun(self) -> None:
        """An article begins a new noun, unless a preposition or a role has just opened it."""
        if self._before() not in ("prepositions", "roles", "fillers"):
            keep = self.noun.role
            self._close_noun()
            self.noun.role = keep and self._before() == "roles"
