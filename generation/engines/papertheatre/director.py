"""From a prompt in English or German to a Scene. Never fails: what it does not understand is in `unknown`."""

from collections.abc import Sequence
from functools import lru_cache

from generation.engines.papertheatre import lexicon, reading, words
from generation.engines.papertheatre.lexicon import LOOKS
from generation.engines.papertheatre.repertoire import FIGURES
from generation.engines.papertheatre.scene import Action, Figure, Scene
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
DEFAULTS = {"time": "day", "weather": "clear", "camera": "static", "style": "paper"}
EMPTY_STAGE = "stage"
OUTDOORS = "meadow"


def direct(prompt: str, seconds: float, cameos: Sequence[Likeness] = ()) -> Scene:
    """This function will read the prompt and return the scene to play."""
    text, lines = words.take_quotes(words.clean(prompt))
    plain = text if any(c.isalpha() and c < words.OPEN for c in text) else " ".join(lines)
    scene = Scene(prompt, lexicon.language(plain), seconds, "", "", "")
    telling = Telling(scene, lines, {cameo.handle.lower(): cameo for cameo in cameos})
    telling.tell(reading.read(words.tokens(text), scene.lang, _names(cameos)))
    _dress_stage(scene, telling)
    _fill_cast(scene, telling)
    _choose_set(scene, telling)
    _keep_busy(scene)
    if len(prompt) > words.LONGEST:
        telling.unknown["…"] = "…"
    scene.unknown = tuple(telling.unknown.values())
    return scene


def _names(cameos: Sequence[Likeness]) -> dict[str, str]:
    return {cameo.name.lower(): cameo.handle for cameo in cameos if cameo.name.isalpha()}


def _dress_stage(scene: Scene, telling: Telling) -> None:
    for kind in LOOKS:
        concept = telling.found.get(kind)
        setattr(scene, kind, concept.shown_as if concept else DEFAULTS.get(kind, ""))
    scene.asked = tuple(kind for kind in LOOKS if kind in telling.found)
    implied = telling.found["set"].says("weather") if "set" in telling.found else None
    if implied and "weather" not in telling.found:
        scene.weather = implied


def _fill_cast(scene: Scene, telling: Telling) -> None:
    """Somebody should be there, unless the prompt asks for a place and nothing else."""
    if not scene.figures and (telling.unknown or telling.plot.orphans or not scene.asked):
        lemma = next(w for w in ("child", "robot", "balloon") if not {w, FIGURES[w]} & set(scene.absent))
        scene.figures.append(Figure(lemma, FIGURES[lemma], called=lemma, assumed=True))
        scene.actions += [Action(0, verb) for verb in telling.plot.orphans]
        for speech in scene.speech:
            speech.speaker = 0 if lemma != "balloon" else None


def _choose_set(scene: Scene, telling: Telling) -> None:
    if scene.set:
        return
    homes = [_homes().get(figure.called) for figure in scene.figures]
    known = [home for home in (telling.home, *homes) if home]
    if "weather" in telling.found and scene.weather == "snow":
        scene.set = "snow"
    else:
        everyday = OUTDOORS if any(not figure.assumed for figure in scene.figures) else EMPTY_STAGE
        scene.set = next(iter(known), everyday)


def _keep_busy(scene: Scene) -> None:
    """Figures the prompt gives nothing to do, do what they do by nature; riders ride what they sit on."""
    for action in list(scene.actions):
        action.verb = _fitting(scene, action)
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
