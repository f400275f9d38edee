"""Listening to German verbs that come apart ("geht … auf", "kippt … um") or let something happen ("lässt … fallen")."""

from generation.engines.papertheatre import lexicon, words
from generation.engines.papertheatre.lexicon import Concept
from generation.engines.papertheatre.listening import Listener
from generation.engines.papertheatre.reading import Word

ENDS = ("end", "comma", "joins", "quote")
PARTICLES = frozenset("auf ab aus an ein zu weg vorbei los um her hin nach hoch hinterher zurück".split())  # noqa: SIM905
ONESELF = {"put": ("lie", "sleep"), "place": ("lie", "sleep")}  # "legt sich" lies down
LETTING = {"fall": ("drop", "drop"), "rise": ("fly", "float"), "steigen": ("fly", "float")}


class SeparableListener(Listener):
    """What a particle at the end of a clause, or "lässt", makes of its verb."""

    def _rejoin(self, word: Word) -> bool:
        """German verbs come apart: "geht … auf" rises. True if `word` is the rest of the verb."""
        if word.lower == "vorbei" and self.scene.relations and self.scene.relations[-1][1] == "beside":
            self.scene.relations.pop()  # "an der Tankstelle vorbei" is not beside it
        ends = self.next is None or self.next.kind in ("end", "comma", "joins", "shot", "breaks")
        if self.scene.lang != "de" or not ends or word.lower not in PARTICLES:
            return False
        if self.doing is None:
            return self._rejoin_stray(word)
        if word.lower == "her" and self.scene.relations and self.scene.relations[-1][1] == "behind":
            a, _, b = self.scene.relations.pop()
            self.scene.relations.append((a, "chasing", b))
            return True
        whole = word.lower + words.lemma(self.doing.text.lower(), "de")
        match = lexicon.find([whole], "de")
        concept = match.concepts.get("action") if match and not match.before else None
        if concept is None:
            return False
        for action in self.scene.actions[self.done :]:
            if action.called == self.doing.lemma:
                action.verb, action.called = concept.shown_as, concept.lemma
        self.doing = None
        return True

    def _rejoin_stray(self, word: Word) -> bool:
        """A verb known only with its particle: "kippt … um"."""
        stray = next((w for w in reversed(self.words[-6:]) if w.kind == "unknown" and w.text.islower()), None)
        match = lexicon.find([word.lower + words.lemma(stray.text, "de")], "de") if stray else None
        concept = match.concepts.get("action") if match and not match.before else None
        if stray is None or concept is None:
            return False
        self.unknown.pop(stray.lower, None)
        self._close_noun()
        self.plot.verb(concept.shown_as, concept.lemma)
        return True

    def _goes_to(self, word: Word) -> bool:
        """German "geht spazieren" strolls: the second verb is what is done."""
        going = self.doing is not None and words.lemma(self.doing.lower, "de") == "gehen"
        concept = word.concept
        if self.scene.lang != "de" or concept is None or not going or not word.lower.endswith("en"):
            return False
        walks = [action for action in self.scene.actions if action.called == "walk"]
        if not walks or self._before() in ("joins", "comma"):
            return False
        self._close_noun()
        walks[-1].verb, walks[-1].called, self.doing = concept.shown_as, concept.lemma, None
        return True

    def _of_oneself(self, word: Word, concept: Concept) -> tuple[str, str]:
        """Name and motion of the verb: German "legt" puts something, "sich … legt" lies down."""
        clause = [w.kind for w in self.words[-6:]]
        since = len(clause) - max((at for at, kind in enumerate(clause) if kind in ENDS), default=-1) - 1
        own = any(w.lower == "sich" for w in self.words[len(self.words) - since :])
        own |= self.next is not None and self.next.lower == "sich"
        if self.scene.lang == "de" and own and word.lemma in ONESELF:
            return ONESELF[word.lemma]
        return word.lemma, concept.shown_as

    def _is_let(self, word: Word) -> bool:
        """German "lässt … fallen" drops, "lässt … steigen" flies: the one who lets, does."""
        clause = self.words[-8:]
        let = self.scene.lang == "de" and any(w.lower in ("lässt", "lassen", "ließ") for w in clause)
        who = next(iter(self.plot.subjects or self.plot.before), None)
        if not let or word.lemma not in LETTING or who is None or not self._has_object():
            return False
        called, verb = LETTING[word.lemma]
        self._close_noun()
        if self.plot.fresh and who is not None:
            self.plot.objects, self.plot.fresh, self.plot.subjects = self.plot.fresh, [], [who]
        self.plot.verb(verb if called == "drop" else "fly", called)
        return True

    def _has_object(self) -> bool:
        """True when the clause has named more than its subject."""
        return bool(self.plot.objects or self.plot.fresh)
