"""One pass over the words of a prompt: each kind of word has one method that says what it does to the scene."""

from collections.abc import Mapping

from generation.engines.papertheatre import lexicon
from generation.engines.papertheatre.casting import Cast, Noun
from generation.engines.papertheatre.lexicon import LOOKS, Concept
from generation.engines.papertheatre.plot import Plot
from generation.engines.papertheatre.reading import QUALITIES, Word
from generation.engines.papertheatre.scene import Scene
from generation.engines.types import Likeness

MANNERS = ("fast", "slow")  # said of the doing, kept with the doer
MOST_UNKNOWN = 40
MOST_LINES = 8
FEW = {"few": 3, "couple": 2, "paar": 3}
MANY = 4


class Telling:
    """The state of reading: the noun being described, whether it is denied, the clause so far."""

    def __init__(self, scene: Scene, lines: list[str], cameos: Mapping[str, Likeness]) -> None:
        self.scene, self.lines = scene, lines
        self.cast, self.plot = Cast(scene, cameos), Plot(scene)
        self.found: dict[str, Concept] = {}  # set, time, … -> the first one named
        self.unknown: dict[str, str] = {}  # lower case -> as written
        self.noun = Noun()
        self.denying = self.denied = False
        self.words: list[Word] = []
        self.next: Word | None = None
        self.home: str | None = None  # the place a verb brings: swim → sea

    def tell(self, words: list[Word]) -> None:
        for at, word in enumerate(words):
            self.next = words[at + 1] if at + 1 < len(words) else None
            if not self._denies_on(word):
                self.denying = self.denied = False
            handler = "look" if word.kind in LOOKS else "quality" if word.kind in QUALITIES else word.kind
            getattr(self, f"_on_{handler}", self._on_other)(word)
            self.words.append(word)
        self._close_noun()
        self.plot.finish()

    def _denies_on(self, word: Word) -> bool:
        """True while "no" still holds: until something was denied and the list of it is over."""
        if not self.denied or word.kind in ("joins", *QUALITIES):
            return True
        joined = self.words[-1].kind == "joins"
        return joined and word.kind not in ("indefinite", "prepositions", "action", "says")

    def _before(self) -> str:
        return self.words[-1].kind if self.words else "end"

    # nouns and what is said of them

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
        self._remember_strange(word)
        self._imply(word.concept)
        for part in word.before:
            self._imply_look(part)
        self._appear(at, word)

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
        wearer = self.plot.last if self.plot.last is not None else self.plot.current
        if wearer is None:
            self._on_unknown(word)
            self._close_noun()
            return
        for text in self.cast.wear(wearer, word, self.noun):
            self._note_unknown(text)
        self.noun = Noun()

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
        return place or self.next.kind in ("definite", "indefinite", "prepositions", "action", "pronouns")

    def _on_prepositions(self, word: Word) -> None:
        self._close_noun()
        self.noun.preposition = word.lower

    _on_relations = _on_prepositions

    def _on_roles(self, word: Word) -> None:
        if self.next is not None and self.next.kind == "pronouns":
            self._on_end(word)
            return
        self._close_noun()
        self.noun.role = True

    def _on_copulas(self, word: Word) -> None:
        self._close_noun()
        self.noun.predicate = True

    def _begin_noun(self) -> None:
        """An article begins a new noun, unless a preposition or a role has just opened it."""
        if self._before() not in ("prepositions", "roles", "fillers"):
            keep = self.noun.role
            self._close_noun()
            self.noun.role = keep and self._before() == "roles"

    def _close_noun(self) -> None:
        """The noun never came: its qualities belong to whoever is spoken of, or to a word nobody knows."""
        noun, self.noun = self.noun, Noun()
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
            self.plot.verb(verb)

    # looks and sounds

    def _on_look(self, word: Word) -> None:
        concept = word.concept
        assert concept is not None
        if self._deny(concept.lemma):
            return
        first = self.found.setdefault(concept.kind, concept)
        if first.lemma != concept.lemma and concept.lemma not in str(first.says("also") or ""):
            self._note_unknown(word.text)
        for part in word.before:
            self._imply_look(part)
        for quality, _ in self.noun.qualities:
            self._note_unknown(quality.text)
        self._remember_strange(word)
        self.noun = Noun()

    def _imply(self, concept: Concept) -> None:
        for kind in ("time", "weather"):
            if concept.says(kind) and kind not in self.found:
                self.found[kind] = Concept(kind, concept.says(kind), concept.says(kind))

    def _imply_look(self, part: Concept) -> None:
        if part.kind in ("time", "weather"):
            self.found.setdefault(part.kind, part)

    def _on_sound(self, word: Word) -> None:
        assert word.concept is not None
        if not self._deny(word.concept.lemma) and word.concept.lemma not in self.scene.sounds:
            self.scene.sounds.append(word.concept.lemma)
        self._close_noun()

    # doing and saying

    def _on_action(self, word: Word) -> None:
        assert word.concept is not None
        if self._deny(word.concept.lemma):
            return
        if self._describes_noun(word):
            self.noun.verbs.append(word.concept.shown_as)
            return
        nearest = word.lower.endswith("ing") and self._before() in ("figure", "handle")
        self._close_noun()
        self.home = self.home or word.concept.says("home")
        sound = word.concept.says("sound")
        if sound and sound not in self.scene.sounds:
            self.scene.sounds.append(sound)
        self.plot.verb(word.concept.shown_as, nearest=nearest, inherits=self._inherits())

    def _on_says(self, word: Word) -> None:
        if self._deny("speak"):
            return
        self._close_noun()
        inverted = any(w.kind == "quote" for w in self.words[-2:]) and self._before() in ("quote", "comma")
        verb = word.lemma if word.lemma in ("sing", "whisper") else "speak"
        self.plot.verb("sing" if verb == "sing" else "speak", inherits=self._inherits(), inverted=inverted)
        self.plot.speaking()

    def _describes_noun(self, word: Word) -> bool:
        """True for "a dancing robot", "ein tanzender Roboter"."""
        if self.scene.lang == "de":
            return word.lower.endswith(("ende", "ender", "endes", "enden", "endem")) and word.inflected
        before = self._before() in ("definite", "indefinite", "numbers", "number", "many", *QUALITIES)
        return (
            word.lower.endswith("ing")
            and (before or not self.words or self._before() in ("end", "joins"))
            and (self.next is not None and self.next.kind in ("figure", *QUALITIES))
        )

    def _inherits(self) -> bool:
        """German puts the subject after the verb unless the verb follows "und" or a comma."""
        return self.scene.lang == "en" or self._before() in ("joins", "comma") or self.plot.after_comma

    def _on_quote(self, word: Word) -> None:
        line = self.lines[int(word.text)]
        self._close_noun()
        if any(w.kind == "naming" for w in self.words[-3:]) or len(self.scene.speech) >= MOST_LINES:
            self._note_unknown(line)
            return
        self.plot.line(line, lexicon.language(line, self.scene.lang), self._before() == "colon")

    # what holds the sentence together

    def _on_pronouns(self, word: Word) -> None:
        self._close_noun()
        if word.lower in ("who", "which"):
            self.plot.relative()
            return
        if self.plot.open:
            meant = [self.plot.other()]
        elif self.plot.subjects or self.plot.waiting:
            meant = list(self.plot.before[:1])
        else:
            meant = [*self._fitting_pronoun(word.lower)]
        for at in meant:
            if at is not None and at not in self.plot.subjects:
                self.plot.mention(at, Noun())
                self.plot.joined = True

    def _fitting_pronoun(self, pronoun: str) -> list[int]:
        """The subjects of the clause before; but English "it" is no person and "she" is one."""
        if pronoun not in ("it", "he", "she") or not self.plot.before:
            return self.plot.before
        told = [*reversed(self.plot.named), *self.plot.before]
        fits = [at for at in told if (self.scene.figures[at].kind == "person") != (pronoun == "it")]
        return [at for at in self.plot.before if at in fits] or fits[:1] or self.plot.before

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
        if self.next is not None and self.next.kind == "set":
            self.scene.absent.append("person")
        else:
            self._on_unknown(word)

    def _deny(self, lemma: str) -> bool:
        """This function will put `lemma` among the absent if it stands under a negation."""
        if not self.denying:
            return False
        if lemma not in self.scene.absent:
            self.scene.absent.append(lemma)
        self.denied, self.noun = True, Noun()
        return True

    def _on_joins(self, word: Word) -> None:
        if not self.noun.qualities or (self.next and self.next.kind not in QUALITIES):
            self._close_noun()
            self.plot.join()

    def _on_comma(self, word: Word) -> None:
        if not self.noun.qualities or (self.next and self.next.kind not in (*QUALITIES, "unknown")):
            self._close_noun()
            self.plot.comma()

    def _on_end(self, word: Word) -> None:
        self._close_noun()
        self.plot.end()

    _on_breaks = _on_end

    def _on_unknown(self, word: Word) -> None:
        self.noun.strange = True
        self._note_unknown(word.text)
        if self.denying:
            self.denied = True

    def _on_other(self, word: Word) -> None:
        """Fillers, colons and naming words change nothing."""

    def _remember_strange(self, word: Word) -> None:
        if word.strange:
            self._note_unknown(word.strange)

    def _note_unknown(self, text: str) -> None:
        if len(self.unknown) < MOST_UNKNOWN and any(c.isalpha() or ord(c) > 0x2190 for c in text):
            self.unknown.setdefault(text.lower(), text[:60])
