"""Who does what to whom: subjects and targets found by word order, German cases, joins and pronouns."""

from generation.engines.papertheatre import lexicon
from generation.engines.papertheatre.casting import Noun
from generation.engines.papertheatre.scene import Action, Scene
from generation.engines.papertheatre.speakers import NOBODY, Speakers

MOST_ACTIONS = 24
AIMED = frozenset("after to at towards toward against gegen nach zu zur zum".split())  # noqa: SIM905
RIDDEN = frozenset(("on", "in", "onto", "into", "over", "auf", "aufs", "in", "im", "ins", "über", "mit"))
RIDING = frozenset(("ride", "drive", "sail", "climb", "jump", "fly", "surf", "slide", "skate", "ski"))
GIVING = frozenset(("carry", "throw", "feed", "push"))
ON_IT = frozenset(
    [
        "eat",
        "nibble",
        "lick",
        "sniff",
        "chew",
        "gnaw",
        "smell",
        "taste",
        "bite",
        "pull",
        "write",
        "draw",
        "paint",
        "knock",
        "wait",
        "stir",
    ]
)
TOUCHED = frozenset("an am at on von vom auf für for in im".split())  # noqa: SIM905
STANDING = ("on", "in", "under", "behind", "beside", "in_front_of", "above", "between")
BEHIND = frozenset(("behind", "under", "hinter", "unter"))
TURNING = frozenset(("turn into", "turn_into"))
BECOMING = frozenset(("grow", "shrink", "turn into", "melt"))
UPON = frozenset(("on", "onto", "auf", "aufs"))
INTO = frozenset(("in", "into", "to", "zu", "zum", "zur"))
PASSING = frozenset(
    (
        "climb",
        "jump",
        "drive",
        "travel",
        "cross",
        "run",
        "walk",
        "stroll",
        "play",
        "juggle",
        "dance",
        "trip",
        "stumble",
        "leap",
        "hop",
        "fall",
        "vault",
    )
)
AGENTS = frozenset(("by", "von", "vom"))


class Clause:
    """The figures named so far in this clause and before, the verbs still waiting for a subject or a target."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.speakers = Speakers(scene)
        self.before: list[int] = []  # subjects of the clause before
        self.last: int | None = None  # figure named last
        self.named: list[int] = []  # all of them, in order
        self.orphans: list[Action] = []  # verbs nobody was found for
        self._clear()

    def _clear(self) -> None:
        self.subjects: list[int] = []
        self.fresh: list[int] = []  # figures after a finished verb: subjects of the next
        self.objects: list[int] = []  # figures before the verb that are not its subject
        self.open: list[int] = []  # actions that may still get a target
        self.waiting: list[int] = []  # actions without a subject
        self.resume: list[int] = []  # subjects of the clause around a relative one
        self.given: list[int] = []  # actions that have just got a target
        self.agent: int | None = None
        self.asides: set[str] = set()  # prepositions of this clause
        self.ahead: list[tuple[str, int]] = []  # relations of a figure still to come
        self.told = 0  # figures named in this clause
        self.aiming = False  # the camera looks at what comes next
        self.verb_seen = False
        self.just_did = False  # nobody was named since the verb
        self.joined = False
        self.after_comma = False

    @property
    def current(self) -> int | None:
        """Whom an adverb or a predicate speaks of."""
        return next(iter([*self.fresh, *self.subjects, *self.before]), self.last)

    @property
    def other(self) -> int | None:
        """Whom "it" or "ihn" means after a verb: the figure named last that is not its subject."""
        return next((at for at in reversed(self.named) if at not in self.subjects), None)

    def _turn_passive(self, agent: int) -> None:
        for i in self.open:
            action = self.scene.actions[i]
            if action.figure != agent:
                action.target, action.figure = action.figure, agent
        self.open = []

    def _give(self, at: int) -> None:
        """The second object: "throws the clown an apple" throws the apple."""
        for i in self.given:
            if self.scene.actions[i].verb in GIVING and self.scene.actions[i].figure != at:
                self.scene.actions[i].target = at
        self.given = []

    def _aim(self, at: int) -> None:
        self.given = self.open
        for i in self.open:
            if self.scene.actions[i].figure != at:
                self.scene.actions[i].target = at
        self.open = []

    def _add(self, figure: int, verb: str, called: str = "") -> int | None:
        if len(self.scene.actions) >= MOST_ACTIONS:
            return None
        self.scene.actions.append(Action(figure, verb, called=called or verb))
        return len(self.scene.actions) - 1

    def _mention_aside(self, at: int, preposition: str) -> None:
        if preposition in AGENTS:
            self.agent = at
            if preposition == "by" and self.open:
                self._turn_passive(at)
                return
        self.aside(preposition)
        told = {self.scene.actions[i].verb for i in self.open} | {
            self.scene.actions[i].called for i in self.open
        }
        if preposition in INTO and (turned := [i for i in self.given if self._turns(i, at)]):
            action = self.scene.actions[turned[0]]
            action.figure, action.verb, action.called = action.target or 0, "turn_into", "turn into"
            action.target = at
            return
        if told & BECOMING and preposition in INTO and (told & TURNING or preposition != "in"):
            self._aim(at)
            return
        carried = self.scene.figures[at].kind in ("vehicle", "animal")
        if "drive" in told and carried and preposition in ("on", "auf"):  # "fährt auf dem Fahrrad"
            self._relate(at, preposition)
        if told & ON_IT and preposition in TOUCHED:
            self._aim(at)
            return
        if not (told & PASSING) or preposition in BEHIND or (preposition in UPON and "climb" not in told):
            self._relate(at, preposition)
        riding = [i for i in self.open if self.scene.actions[i].verb in RIDING]
        if self.open and (preposition in AIMED or (preposition in RIDDEN and riding)):
            self._aim(at)

    def _turns(self, i: int, at: int) -> bool:
        """True for "turns a frog" before "into a prince" at `at`."""
        action = self.scene.actions[i]
        return action.called in ("spin", "turn", "turn into") and action.target not in (None, at)

    def aside(self, preposition: str) -> None:
        """This function will let "…, and the cat over the stream" share the verb of the dog's own "over"."""
        told = self.scene.actions[-1:]
        if self.fresh and preposition in self.asides and told:
            for at in self.fresh:
                self._add(at, told[0].verb, told[0].called)
            self.subjects, self.fresh = self.fresh, []
        self.asides.add(preposition)

    def _relate(self, at: int, preposition: str) -> None:
        relation = lexicon.relation(preposition, self.scene.lang)
        opens = not (self.told or self.verb_seen)
        if opens and relation in STANDING and not self.aiming:
            self.ahead.append((relation, at))  # "hinter einer Scheune landet ein Ufo": of who comes next
            return
        owner = self.last if self.last is not None and not self.just_did else self.current
        done = [i for i in self.given if self.scene.actions[i].target == owner]
        if done and relation in STANDING:  # "shares a strawberry under an oak": the one who does it is there
            owner = self.scene.actions[done[0]].figure
        if owner is not None and owner != at and relation:
            self.scene.relations.append((owner, relation, at))

    def _stand(self, at: int) -> None:
        """Who comes after "on a branch" is on it."""
        for relation, place in self.ahead:
            if place != at:
                self.scene.relations.append((at, relation, place))
        self.ahead = []


class Plot(Clause):
    """What each word that takes part in a clause does to it."""

    def mention(self, at: int, noun: Noun) -> None:
        """This function will give the figure its part in the clause."""
        for verb in noun.verbs:
            self._add(at, verb.shown_as, verb.lemma)
        if not noun.preposition:
            self._stand(at)
        if noun.preposition:
            self._mention_aside(at, noun.preposition)
        elif self.waiting:
            self._answer(at, noun.accusative)
        elif self.open and at not in self.subjects:
            self._aim(at)
        elif self.verb_seen and not self.joined and not self.fresh and self.given:
            self._give(at)
        elif self.verb_seen:
            self.fresh = [*self.fresh, at] if self.joined else [at]
        elif noun.accusative or (self.subjects and not self.joined):
            self.objects.append(at)
        elif at not in self.subjects:
            self.subjects.append(at)
        self.joined = self.just_did = False
        self.told += 1
        self.last = at
        self.named.append(at)

    def _answer(self, at: int, is_object: bool) -> None:
        """The figure after an inverted verb: its subject, or its target when the case says so."""
        who = (self.before or [NOBODY])[0] if is_object else at
        for i in self.waiting:
            self.scene.actions[i].figure = who
            self.scene.actions[i].target = at if is_object else next(iter(self.objects), None)
            self.speakers.settle(i)
        self.open = [] if is_object else self.waiting
        self.subjects = [who] if who != NOBODY else []
        self.waiting = []

    def verb(
        self,
        verb: str,
        called: str = "",
        *,
        nearest: bool = False,
        inherits: bool = True,
        inverted: bool = False,
    ) -> None:
        """This function will add the action for each subject, or let it wait for one.

        `nearest`: the figure just named is the subject; `inherits`: a verb without one takes that of the
        clause before; `inverted`: the subject comes next.
        """
        if self.fresh:
            self.subjects, self.fresh, self.objects = self.fresh, [], []
        if nearest and self.last is not None:
            self.subjects = [self.last]
        who = [] if inverted else self.subjects or (self.before if inherits else [])
        self.subjects = list(who)
        new = [i for figure in who or [NOBODY] if (i := self._add(figure, verb, called)) is not None]
        self.open, self.waiting = (new, []) if who else ([], self.waiting + new)
        if self.agent is not None and self.subjects and new:
            self._turn_passive(self.agent)
        elif self.objects and who:
            self._aim(self.objects.pop(0))
        self.verb_seen, self.joined, self.after_comma, self.just_did = True, False, False, True

    def become(self) -> None:
        """This function will turn the figure just named into the one that comes next."""
        if self.last is not None:
            self.subjects = [self.last]
            self.verb("turn_into", "turn into")

    def unsay(self) -> str | None:
        """This function will take back the verb just told ("läuft nicht") and return it."""
        last = [*self.open, *self.waiting]
        if not last:
            return None
        verb = self.scene.actions[last[-1]].verb
        self.scene.actions = [a for i, a in enumerate(self.scene.actions) if i not in last]
        self.speakers.forget(last)
        self.open, self.waiting = [], []
        for at in self.subjects:
            self._add(at, "stand")
        return verb

    def speaking(self) -> None:
        """This function will note that the verb just told is one of saying."""
        told = [*self.open, *self.waiting]
        self.speakers.verb(told[0] if told else None, waits=bool(self.waiting))

    def relative(self, as_object: bool = False) -> None:
        """This function will begin a clause about the figure just named ("…, der einen Ball jagt").

        `as_object`: it is not the one who does something there ("…, den der Hund jagt").
        """
        who = [self.last] if self.last is not None else []
        resume = (self.subjects or self.before) if self.verb_seen else who
        self.end(keep_speech=True)
        self.resume = resume
        self.subjects, self.objects = ([], list(who)) if as_object else (list(who), [])

    def join(self) -> None:
        self.joined, self.open, self.given = True, [], []

    def comma(self) -> None:
        if self.verb_seen:
            resume = self.resume
            self.end(keep_speech=True)
            self.before = resume or self.before
            self.after_comma = True
        self.joined = True
        self.ahead = []

    def end(self, keep_speech: bool = False) -> None:
        """This function will close the clause; verbs that found nobody go to the subject before."""
        for owner in self.before[:1]:
            self._stand(owner)
        for i in self.waiting:
            if self.before:
                self.scene.actions[i].figure = self.before[0]
                self.speakers.settle(i)
        self.before = self.fresh or self.subjects or self.before or self.objects
        if not keep_speech:
            self.speakers.saying = None
        self._clear()

    def finish(self) -> None:
        """This function will close the last clause of a shot and put verbs without a figure among the orphans."""
        self.end()
        self.orphans += [a for a in self.scene.actions if a.figure == NOBODY]
        self.scene.actions = [a for a in self.scene.actions if a.figure != NOBODY]
        for action in self.scene.actions:
            action.target = None if action.target == action.figure else action.target
        self.speakers.finish(self.before[0] if self.before else None)
        self.last = None
