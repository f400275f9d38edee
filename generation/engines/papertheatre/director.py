"""From a prompt in English or German to a Scene. Never fails: what it does not understand is in `unknown`."""

from collections.abc import Sequence
from functools import lru_cache

from generation.engines.papertheatre import lexicon, reading, storyboard, words
from generation.engines.papertheatre.lexicon import LOOKS, Concept
from generation.engines.papertheatre.manners import keep
from generation.engines.papertheatre.repertoire import FIGURES
from generation.engines.papertheatre.scene import Action, Figure, Scene, Shot
from generation.engines.papertheatre.telling import Telling
from generation.engines.types import Likeness

SAILING = ("boat", "ship", "sailboat", "submarine", "boat_of_paper")
FLYING = ("rocket", "airplane", "hot_air_balloon", "ufo")
DRIVING = ("car", "taxi", "bus", "truck", "tractor", "train")
MOUNTS = (
    "horse",
    "unicorn",
    "donkey",
    "elephant",
    "dragon",
    "camel",
    "dolphin",
    "whale",
    "turtle",
    "dinosaur",
)
TIES = {
    "chase": "chasing",
    "hunt": "chasing",
    "pursue": "chasing",
    "hold": "holding",
    "carry": "holding",
    "ride": "on",
}
CANINE = ("dog", "wolf", "fox")
DEFAULTS = {"time": "day", "weather": "clear", "camera": "static", "style": "paper"}
EMPTY_STAGE = "stage"
OUTDOORS = "meadow"


def direct(prompt: str, seconds: float, cameos: Sequence[Likeness] = ()) -> Scene:
    """This function will read the prompt and return the scene to play."""
    text, lines = words.take_quotes(words.clean(prompt))
    plain = text if any(c.isalpha() and c < words.OPEN for c in text) else " ".join(lines)
    scene = Scene(prompt, lexicon.language(plain), seconds, "", "", "")
    telling = Telling(scene, lines, {cameo.handle.lower(): cameo for cameo in cameos})
    telling.tell(reading.read(words.tokens(words.mark_shots(text)), scene.lang, _names(cameos)))
    _relate(scene.figures, scene)
    telling.unknown |= {word: word for word in keep(scene, cameos)}  # what gives way is reported
    scene.loose = [action.called for action in telling.plot.orphans]
    if len(telling.takes) > 1:
        _set_shots(scene, telling)
    else:
        found = telling.takes[0].found if telling.takes else telling.found
        _stage(scene, found, telling.takes[0].home if telling.takes else telling.home, telling)
    if len(prompt) > words.LONGEST:
        telling.unknown["…"] = "…"
    scene.unknown = tuple(telling.unknown.values())
    return scene


def _names(cameos: Sequence[Likeness]) -> dict[str, str]:
    return {cameo.name.lower(): cameo.handle for cameo in cameos if cameo.name.isalpha()}


def _stage(scene: Scene, found: dict[str, Concept], home: str | None, telling: Telling) -> None:
    """One shot: its looks, its cast, its set, and something to do for everybody."""
    _dress_stage(scene, found)
    _fill_cast(scene, telling)
    _choose_set(scene, found, home)
    _keep_busy(scene)


def _set_shots(scene: Scene, telling: Telling) -> None:
    """Every shot as a scene of its own; a shot that names no place stays where it was."""
    takes = telling.takes
    scene.shots = storyboard.shots(scene, takes, telling.plot.named)
    looks = storyboard.inherited(takes)
    for shot in scene.shots:
        _relate(scene.figures, shot)
    for shot, take in zip(scene.shots, takes, strict=True):
        if not shot.cast and "set" not in take.found and scene.shots[0] is not shot:
            shot.cast = list(scene.shots[scene.shots.index(shot) - 1].cast)
    everywhere: Concept | None = None
    for part, shot, found, take in zip(scene.parts(), scene.shots, looks, takes, strict=True):
        everywhere = take.found.get("set", everywhere)
        if everywhere and not take.home:
            found = {**found, "set": everywhere}
        _stage(part, found, take.home, telling)
        part.words = {kind: word for kind, word in part.words.items() if kind in take.found}
        storyboard.take_back(scene, shot, part)
    storyboard.gather(scene)
    scene.asked = tuple(kind for kind in LOOKS if any(kind in take.found for take in takes))


def _relate(figures: list[Figure], told: Scene | Shot) -> None:
    """What a verb says of two figures: who chases, who holds, who sits on what."""
    for action in told.actions:
        if action.target is None or action.target == action.figure:
            continue
        how = TIES.get(action.called)
        if how == "holding" and figures[action.target].kind not in ("prop", "card", "plant"):
            how = None
        pair = (action.figure, how or "", action.target)
        known = [relation for relation in told.relations if relation[::2] == pair[::2]]
        if how and not known:
            told.relations.append((action.figure, how, action.target))


def _dress_stage(scene: Scene, found: dict[str, Concept]) -> None:
    for kind in LOOKS:
        concept = found.get(kind)
        setattr(scene, kind, concept.shown_as if concept else DEFAULTS.get(kind, ""))
    scene.asked = tuple(kind for kind in LOOKS if kind in found)
    scene.words = {kind: found[kind].lemma for kind in scene.asked if not found[kind].says("implied")}
    implied = found["set"].says("weather") if "set" in found else None
    if implied and "weather" not in found:
        scene.weather = implied


def _fill_cast(scene: Scene, telling: Telling) -> None:
    """Somebody should be there, unless the prompt asks for a place and nothing else."""
    if not scene.figures and (telling.unknown or telling.plot.orphans or not scene.asked):
        lemma = next(w for w in ("child", "robot", "balloon") if not {w, FIGURES[w]} & set(scene.absent))
        scene.figures.append(Figure(lemma, FIGURES[lemma], called=lemma, assumed=True))
        scene.actions += [Action(0, a.verb, called=a.called) for a in telling.plot.orphans]
        telling.plot.orphans, scene.loose = [], []
        for speech in scene.speech:
            speech.speaker = 0 if lemma != "balloon" else None


def _choose_set(scene: Scene, found: dict[str, Concept], home: str | None) -> None:
    if scene.set:
        return
    homes = [_homes().get(figure.called) for figure in scene.figures]
    known = [home for home in (home, *homes) if home]
    if "weather" in found and scene.weather == "snow":
        scene.set = "snow"
    else:
        everyday = OUTDOORS if any(not figure.assumed for figure in scene.figures) else EMPTY_STAGE
        scene.set = next(iter(known), everyday)


def _keep_busy(scene: Scene) -> None:
    """Figures the prompt gives nothing to do, do what they do by nature; riders ride what they sit on."""
    for action in list(scene.actions):
        fitting = _fitting(scene, action)
        if fitting != action.verb and _renames(scene, action, fitting):
            action.called = fitting
        action.verb = fitting
        _let_fly(scene, action)
    busy = {action.figure for action in scene.actions} | {a.target for a in scene.actions}
    for owner, relation, at in scene.relations:
        if relation in ("on", "in") and _carries(scene.figures[at]) and owner not in busy:
            scene.actions.append(Action(owner, _riding(scene.figures[at]), at, assumed=True))
            busy |= {owner, at}
    for at, figure in enumerate(scene.figures):
        verb = _habits().get(figure.called)
        if at not in busy and verb and verb not in scene.absent:
            scene.actions.append(Action(at, verb, assumed=True))


def _renames(scene: Scene, action: Action, fitting: str) -> bool:
    """True where the fitting verb is also the word for it: one rides a bicycle, a wolf does not cry."""
    howls = scene.lang == "de" or scene.figures[action.figure].lemma in CANINE
    return action.called in ("drive", "travel") if fitting == "ride" else action.called == "cry" and howls


def _let_fly(scene: Scene, action: Action) -> None:
    """Who flies a kite stays on the ground; the kite flies."""
    flown = scene.figures[action.target].lemma if action.target is not None else ""
    if flown in ("kite", "balloon", "airplane") and action.verb in ("fly", "rise", "float"):
        scene.actions.append(
            Action(action.target or 0, "fly" if flown == "airplane" else "float", assumed=True)
        )
        action.verb = "play"


def _fitting(scene: Scene, action: Action) -> str:
    """The verb as the figure can do it: boats "swim" in German, and one "fährt" a bicycle by riding it."""
    doer = scene.figures[action.figure]
    ridden = scene.figures[action.target] if action.target is not None else None
    if ridden and _carries(ridden) and action.verb in ("drive", "ride", "sail", "fly"):
        return _riding(ridden)
    if doer.kind == "vehicle" and action.verb in ("run", "walk", "travel"):
        return _riding(doer)
    if doer.kind == "animal" and action.verb == "cry":
        return "howl"
    if doer.lemma in SAILING and action.verb in ("swim", "drive", "walk"):
        return "sail"
    return action.verb


def _carries(figure: Figure) -> bool:
    return figure.kind == "vehicle" or figure.lemma in MOUNTS


def _riding(figure: Figure) -> str:
    ways = {"sail": SAILING, "fly": FLYING, "drive": DRIVING}
    return next((verb for verb, carriers in ways.items() if figure.lemma in carriers), "ride")


@lru_cache(maxsize=1)
def _homes() -> dict[str, str]:
    return {c.lemma: c.says("home") for c in lexicon.concepts() if c.kind == "figure" and c.says("home")}


@lru_cache(maxsize=1)
def _habits() -> dict[str, str]:
    return {c.lemma: c.says("does") for c in lexicon.concepts() if c.kind == "figure" and c.says("does")}
