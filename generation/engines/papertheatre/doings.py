"""Listening to verbs, speech and pronouns: who does what, who says what."""

from generation.engines.papertheatre import lexicon
from generation.engines.papertheatre.casting import Noun
from generation.engines.papertheatre.reading import QUALITIES, Word
from generation.engines.papertheatre.separable import SeparableListener

MOST_LINES = 8
DRESSED = ("garment", "set", "sound", "weather")  # what a participle before it only describes
SHINING = ("sun", "moon", "star", "lamp", "lantern", "lighthouse", "candle")
GENDERS = {"er": "m", "sie": "fp", "es": "n"}


class DoingListener(SeparableListener):
    """One method per kind of word that tells what happens."""

    def _on_action(self, word: Word) -> None:
        assert word.concept is not None
        if self._deny(word.concept.lemma):
            return
        if self._before() == "weather" and word.lemma in ("fall", "drop", "howl", "roar"):
            return  # "snow falls": the weather does it
        if self._describes_noun(word):
            if (
                self.next is not None and self.next.kind not in DRESSED
            ):  # "shining armour", "a sleeping village"
                self.noun.verbs.append(word.concept)
            return
        if self._goes_to(word):
            return
        self.doing, self.done = word, len(self.scene.actions)
        if self._is_let(word):
            return
        nearest = word.lower.endswith("ing") and self._before() in ("figure", "handle")
        if nearest and self.scene.relations and self.scene.relations[-1][1:] == ("with", self.plot.last):
            self.scene.relations.pop()  # "with pigeons cooing" is no company
        self._close_noun()
        self.home = self.home or word.concept.says("home")
        sound = word.concept.says("sound")
        if sound and sound not in self.scene.sounds:
            self.scene.sounds.append(sound)
        called, verb = self._of_oneself(word, word.concept)
        self.plot.verb(verb, called, nearest=nearest, inherits=self._inherits())

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
        before |= self._before() == "prepositions" and self.next is not None and self.next.kind in DRESSED
        return (
            word.lower.endswith("ing")
            and (before or not self.words or self._before() in ("end", "joins"))
            and (self.next is not None and self.next.kind in ("figure", *DRESSED, *QUALITIES))
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
        named = self._before_colon() if self._before() == "colon" else None
        self.plot.speakers.line(line, lexicon.language(line, self.scene.lang), named)

    def _before_colon(self) -> int | None:
        """Who speaks: the figure named last, unless it is a thing and somebody else is spoken of."""
        last, current = self.plot.last, self.plot.current
        mute = last is not None and self.scene.figures[last].kind not in ("person", "animal")
        return current if mute and current is not None else last

    def _on_pronouns(self, word: Word) -> None:
        self._close_noun()
        if word.lower in ("who", "which"):
            self.plot.relative()
            return
        if self.plot.open:
            meant = [self.plot.other]
        elif self.plot.subjects or self.plot.waiting:
            meant = list(self.plot.before[:1])
        else:
            meant = [*self._fitting_pronoun(word.lower)]
        several = False
        for at in meant:
            if at is not None and at not in self.plot.subjects:
                self.plot.joined = self.plot.joined or several
                self.plot.mention(at, Noun())
                several = True

    def _fitting_pronoun(self, pronoun: str) -> list[int]:
        """The subjects of the clause before; but English "it" is no person and "she" is one."""
        told = [*reversed(self.plot.named), *self.plot.before]
        if self.scene.lang == "de" and pronoun in GENDERS and self.plot.before:
            same = [at for at in told if set(self.cast.genders.get(at, "")) & set(GENDERS[pronoun])]
            return [at for at in self.plot.before if at in same] or same[:1] or self.plot.before
        if pronoun not in ("it", "he", "she") or not self.plot.before:
            return self.plot.before
        fits = [at for at in told if (self.scene.figures[at].kind == "person") != (pronoun == "it")]
        return [at for at in self.plot.before if at in fits] or fits[:1] or self.plot.before

    def _on_copulas(self, word: Word) -> None:
        self._close_noun()
        last = self.plot.last
        if (
            word.lower in ("scheint", "scheinen")
            and last is not None
            and self.scene.figures[last].lemma in SHINING
        ):
            self.plot.verb("shine", "shine")
            return
        if word.lower in ("wird", "werden", "wurde", "wurden") and "aus" in self.plot.asides:
            self.plot.become()  # "aus einer Raupe wird ein Schmetterling"
            return
        self.noun.predicate = True

    def _on_end(self, word: Word) -> None:
        self._close_noun()
        self.plot.end()

    _on_breaks = _on_end

    def _on_roles(self, word: Word) -> None:
        if self.next is not None and self.next.kind == "pronouns":
            self._on_end(word)
            return
        self._close_noun()
        self.noun.role = True
