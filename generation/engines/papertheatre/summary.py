"""A scene as the `direct` command prints it: only what the prompt asked for, by English lemma, ready for JSON."""

from functools import lru_cache

from generation.engines.papertheatre import lexicon
from generation.engines.papertheatre.scene import Action, Figure, Scene, Shot


def understood(scene: Scene) -> dict[str, object]:
    """This function will tell what was understood of the prompt.

    {"prompt": str, "lang": "en" | "de",
     "figures": [{"lemma", "count", "attributes": [colour, size, clothes, moods …], "drawn_as", "nearest", "cameo"}],
     "set", "time", "weather", "style", "camera": str | None,
     "actions": [{"figure": lemma, "verb", "target": lemma | None}], "relations": [[lemma, relation, lemma]],
     "speech": [{"text", "speaker": lemma | None, "lang"}], "sounds": [str], "absent": [lemma],
     "cameos": [handle], "shots": [], "unknown": [word as written]}

    `count` is None where the prompt gave no number ("birds"). What the director added by itself (a default
    set, a figure on an empty stage, what a figure does by nature) is in Scene, marked `assumed`, and not here.
    """
    return {
        "prompt": scene.prompt,
        "lang": scene.lang,
        "figures": [_figure(figure) for figure in scene.figures if not figure.assumed],
        **{kind: getattr(scene, kind) if kind in scene.asked else None for kind in lexicon.LOOKS},
        "actions": [
            {"figure": _name(scene, a.figure), "verb": a.verb, "target": _name(scene, a.target)}
            for a in scene.actions
            if not a.assumed
        ],
        "relations": [[_name(scene, a), relation, _name(scene, b)] for a, relation, b in scene.relations],
        "speech": [
            {"text": s.text, "speaker": _name(scene, s.speaker), "lang": s.lang} for s in scene.speech
        ],
        "sounds": list(scene.sounds),
        "absent": list(scene.absent),
        "cameos": [figure.cameo for figure in scene.figures if figure.cameo],
        "shots": [_shot(scene, shot) for shot in scene.shots],
        "unknown": list(scene.unknown),
    }


def heard(scene: Scene) -> dict[str, object]:
    """This function will tell, for people and for measuring, what was heard: all by English lemma.

    `manage.py direct` prints it. `time` is the light where a lamp was asked for; `shots` is empty for one shot.
    """
    words = scene.words
    looks = {kind: words.get(kind) for kind in ("set", "time", "weather", "style", "camera")}
    looks["time"] = looks["time"] or words.get("light")
    shown = [figure for figure in scene.figures if not figure.assumed and not figure.cameo]
    return {
        "prompt": scene.prompt,
        "lang": scene.lang,
        "figures": [
            {
                "lemma": f.called,
                "count": None if f.vague else 1 if f.group else f.count,
                "attributes": _attributes(f),
            }
            for f in shown
        ],
        **looks,
        "actions": list(dict.fromkeys([*_verbs(scene.actions), *scene.loose])),
        "relations": [
            [_who(scene, a), _how(scene, a, how, b), _who(scene, b)] for a, how, b in scene.relations
        ],
        "speech": [{"text": s.text, "speaker": _who(scene, s.speaker), "lang": s.lang} for s in scene.speech],
        "sounds": [sound for sound in scene.sounds if sound not in _calls(scene)],
        "absent": list(scene.absent),
        "cameos": [figure.cameo for figure in scene.figures if figure.cameo],
        "shots": [_shot(scene, shot) for shot in scene.shots],
        "unknown": list(scene.unknown),
    }


def _how(scene: Scene, a: int, how: str, b: int) -> str:
    """Somebody with a thing holds it."""
    holds = how == "with" and scene.figures[a].kind == "person" and scene.figures[b].kind in ("prop", "card")
    return "holding" if holds else how


def _shot(scene: Scene, shot: Shot) -> dict[str, object]:
    seen = [_who(scene, at) for at in shot.cast if not scene.figures[at].assumed]
    looks = {kind: shot.words.get(kind) for kind in ("set", "time", "weather", "style", "camera")}
    return {"transition": shot.transition, **looks, "figures": seen, "actions": _verbs(shot.actions)}


def _calls(scene: Scene) -> set[str]:
    """The sounds its doings make by themselves: who chirps, chirps."""
    verbs = {action.called for action in scene.actions} | set(scene.loose)
    calls = {c.lemma: c.says("sound") for c in lexicon.concepts() if c.kind == "action" and c.says("sound")}
    return {calls[verb] for verb in verbs if verb in calls}


def _verbs(actions: list[Action]) -> list[str]:
    """What is done, once each. Saying is in `speech`, holding in `relations`."""
    told = [a.called or a.verb for a in actions if not a.assumed]
    return list(dict.fromkeys(verb for verb in told if verb not in ("speak", "hold")))


def _attributes(figure: Figure) -> list[str]:
    return [*figure.told, *(said for _, _, said in figure.worn)]


def _who(scene: Scene, at: int | None) -> str | None:
    return None if at is None else scene.figures[at].cameo or _name(scene, at)


@lru_cache(maxsize=1)
def _implied() -> dict[str, tuple[str, ...]]:
    return {c.lemma: (c.says("colour"), c.says("size")) for c in lexicon.concepts() if c.kind == "figure"}


@lru_cache(maxsize=1)
def _nearest() -> dict[str, str]:
    return {c.lemma: c.shown_as for c in lexicon.concepts() if c.kind == "figure" and c.says("kin")}


def _figure(figure: Figure) -> dict[str, object]:
    implied = _implied().get(figure.called, ())  # a puppy is small without anybody asking
    attributes = [quality for quality in (figure.colour, figure.size) if quality and quality not in implied]
    return {
        "lemma": figure.called or figure.lemma,
        "count": None if figure.vague else figure.count,
        "attributes": [*attributes, *figure.attributes],
        "drawn_as": figure.lemma,
        "nearest": _nearest().get(figure.called)
        == figure.lemma,  # a word shown as the nearest figure there is
        "cameo": figure.cameo,
    }


def _name(scene: Scene, at: int | None) -> str | None:
    return None if at is None else scene.figures[at].called or scene.figures[at].lemma
