"""Prompts in both languages and what the director must find in them."""

import json
import time
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.engines.papertheatre import lexicon, repertoire
from generation.engines.papertheatre.director import direct
from generation.engines.papertheatre.scene import Scene
from generation.engines.papertheatre.summary import heard, understood
from generation.engines.types import Likeness

CHASE = {
    "lang": "en",
    "figures": ["dog", "red ball"],
    "actions": ["dog chase ball", "dog speak"],
    "set": "beach",
    "time": "sunset",
}
PROMPTS = [
    (
        'A dog chases a red ball along the beach at sunset and says "Wait for me!"',
        CHASE | {"says": "dog: Wait for me!"},
    ),
    (
        "Ein Hund jagt bei Sonnenuntergang einen roten Ball am Strand entlang und ruft „Warte auf mich!“",
        CHASE | {"lang": "de", "says": "dog: Warte auf mich!"},
    ),
    (
        "Two dogs and a cat dance on the stage",
        {"figures": ["2 dog", "cat"], "actions": ["dog dance", "cat dance"], "set": "stage"},
    ),
    (
        "Zwei Hunde und eine Katze tanzen auf der Bühne",
        {"figures": ["2 dog", "cat"], "actions": ["dog dance", "cat dance"], "set": "stage"},
    ),
    (
        "A girl rides a bicycle through the city in the rain, no people",
        {"actions": ["girl ride bicycle"], "set": "city", "weather": "rain", "absent": ["person"]},
    ),
    (
        "Ein Mädchen fährt Fahrrad im Regen durch die Stadt, ohne Menschen",
        {"actions": ["girl ride bicycle"], "set": "city", "weather": "rain", "absent": ["person"]},
    ),
    (
        "Ein Fuchs, der einen Ball jagt, läuft durch den verschneiten Wald",
        {"actions": ["fox chase ball", "fox run"], "set": "forest", "weather": "snow"},
    ),
    (
        "Der Ball, den der Hund jagt, ist blau",
        {"figures": ["blue ball", "dog"], "actions": ["dog chase ball"]},
    ),
    ("Am Strand jagt ein Hund einen Ball", {"actions": ["dog chase ball"], "set": "beach"}),
    (
        "Einen roten Ball jagt der kleine Hund",
        {"figures": ["red ball", "small dog"], "actions": ["dog chase ball"]},
    ),
    ("A red ball is chased by a dog", {"figures": ["red ball", "dog"], "actions": ["dog chase ball"]}),
    ("Ein Ball wird von einem Hund gejagt", {"actions": ["dog chase ball"]}),
    ("A dog chases a ball and a cat sleeps", {"actions": ["dog chase ball", "cat sleep"]}),
    ("Ein Hund jagt einen Ball und eine Katze schläft", {"actions": ["dog chase ball", "cat sleep"]}),
    (
        "The ball is red. A robot kicks it.",
        {"figures": ["red ball", "robot"], "actions": ["robot kick ball"]},
    ),
    (
        "A knight rides a white horse through the forest at dawn, the camera follows",
        {"actions": ["knight ride horse"], "time": "dawn", "camera": "follow"},
    ),
    (
        "Ein Ritter reitet bei Morgengrauen auf einem Pferd durch den Wald, Kamerafahrt",
        {"actions": ["knight ride horse"], "time": "dawn", "camera": "follow"},
    ),
    (
        "Three penguins slide on the ice and shout «Whee!»",
        {"figures": ["3 penguin"], "set": "snow", "says": "penguin: Whee!"},
    ),
    (
        "Drei Pinguine rutschen auf dem Eis. Sie rufen: »Juhu!«",
        {"figures": ["3 penguin"], "set": "snow", "says": "penguin: Juhu!"},
    ),
    ("“Where are you?” asks the fox.", {"actions": ["fox speak"], "says": "fox: Where are you?"}),
    ("„Wo bist du?“, fragt der Fuchs.", {"actions": ["fox speak"], "says": "fox: Wo bist du?"}),
    (
        "A snowman melts in the sun and says 'Oh no, it's warm!'",
        {"actions": ["snowman melt", "snowman speak"], "says": "snowman: Oh no, it's warm!"},
    ),
    ("Die Katze flüstert: ‚Psst, leise‘", {"says": "cat: Psst, leise"}),
    ('The robot: "Beep"', {"says": "robot: Beep"}),
    (
        "Close-up of a butterfly on a yellow flower",
        {
            "figures": ["butterfly", "yellow flower"],
            "camera": "close_up",
            "relations": ["butterfly on flower"],
        },
    ),
    (
        "Nahaufnahme: ein Schmetterling auf einer gelben Blume",
        {
            "figures": ["butterfly", "yellow flower"],
            "camera": "close_up",
            "relations": ["butterfly on flower"],
        },
    ),
    (
        "Five small yellow ducks swim on a lake in the morning fog",
        {"figures": ["5 yellow small duck"], "set": "lake", "weather": "fog", "time": "dawn"},
    ),
    (
        "Fünf kleine gelbe Enten schwimmen morgens im Nebel auf einem Teich",
        {"figures": ["5 yellow small duck"], "set": "lake", "weather": "fog", "time": "dawn"},
    ),
    ("A puppy plays in the garden", {"figures": ["puppy"], "actions": ["puppy play"], "set": "garden"}),
    ("Ein Hündchen spielt im Garten", {"figures": ["puppy"], "actions": ["puppy play"], "set": "garden"}),
    ("A woman in a red dress dances", {"figures": ["red dress woman"], "actions": ["woman dance"]}),
    ("Eine Frau im roten Kleid tanzt", {"figures": ["red dress woman"], "actions": ["woman dance"]}),
    (
        "Ein Papierboot schwimmt auf dem See",
        {"figures": ["paper_boat"], "actions": ["paper boat sail"], "set": "lake"},
    ),
    (
        "Ein Schneehase hüpft im Winterwald",
        {"figures": ["rabbit"], "actions": ["rabbit hop"], "set": "forest", "weather": "snow"},
    ),
    ("Ein tanzender Roboter und eine schlafende Katze", {"actions": ["robot dance", "cat sleep"]}),
    ("A dancing robot and a sleeping cat", {"actions": ["robot dance", "cat sleep"]}),
    ("Der Hund läuft nicht", {"actions": ["dog stand"], "absent": ["run"]}),
    (
        "A city without cars or people at night",
        {"figures": [], "set": "city", "time": "night", "absent": ["car", "person"]},
    ),
    (
        "Kein Hund, nur eine Katze schläft auf dem Sofa",
        {"figures": ["cat", "sofa"], "relations": ["cat on sofa"], "absent": ["dog"]},
    ),
    ("An empty street at night", {"figures": [], "set": "street", "absent": ["person"]}),
    (
        "A lighthouse in a storm, no music",
        {"figures": ["lighthouse"], "weather": "storm", "absent": ["music"]},
    ),
    ("Silhouette of a wolf howling", {"style": "silhouette", "actions": ["wolf howl"]}),
    (
        "The astronaut waves at the rocket as it lands on the moon",
        {"actions": ["astronaut wave rocket", "rocket land"], "set": "moon"},
    ),
    (
        "Der Astronaut winkt der Rakete, die auf dem Mond landet",
        {"actions": ["astronaut wave rocket", "rocket land"], "set": "moon"},
    ),
    ("A frog croaks in the pond", {"sounds": ["ribbit"], "set": "lake"}),
    ("Oma tanzt zu lauter Musik", {"figures": ["grandmother"], "sounds": ["music"]}),
    ("🐶⚽🏖", {"figures": ["dog", "ball"], "set": "beach"}),
    ("birds", {"figures": ["None bird"]}),
    ("The king throws the clown an apple", {"actions": ["king throw apple"]}),
    ("Der König wirft dem Clown einen Apfel zu", {"actions": ["king throw apple"]}),
    ("A girl brings him an umbrella and says “Hi”", {"says": "girl: Hi"}),
    ("Ein weißes Einhorn galoppiert", {"figures": ["white unicorn"]}),
    ("A penguin skates on the ice while snow falls", {"actions": ["penguin skate"], "weather": "snow"}),
    ("Ein Pinguin läuft Schlittschuh", {"actions": ["penguin skate"]}),
    ("A boy flies a kite in the meadow", {"actions": ["boy play kite"]}),
    ("Ein Kind lässt einen Drachen steigen", {"actions": ["child play kite"]}),
    (
        "Der Hund springt über den Zaun und die Katze über den Bach",
        {"actions": ["dog jump fence", "cat jump"]},
    ),
    ("Ein Mann trifft eine Frau. Sie tanzt.", {"actions": ["man greet woman", "woman dance"]}),
    ("Die Sonne geht auf", {"actions": ["sun rise"]}),
    ("A wizard turns a frog into a prince", {"actions": ["frog turn_into prince"]}),
    ("A girl holds a balloon behind a tree", {"relations": ["girl behind tree", "girl holding balloon"]}),
    ("A cat sleeps under the table", {"relations": ["cat under table"]}),
    ("Ein Junge spielt im Klassenzimmer", {"figures": ["boy"], "set": "classroom"}),
    ("A bird sits on the shoulder of a pirate", {"relations": ["bird on pirate"]}),
]


def told(scene):
    """The parts of `understood` as short sentences."""
    found = understood(scene)
    return found | {
        "figures": [_figure(f) for f in found["figures"]],
        "actions": [_sentence(a["figure"], a["verb"], a["target"]) for a in found["actions"]],
        "relations": [" ".join(r) for r in found["relations"]],
        "says": "; ".join(f"{s['speaker']}: {s['text']}" for s in found["speech"]),
    }


def _figure(figure):
    count = [] if figure["count"] == 1 else [str(figure["count"])]
    return " ".join([*count, *figure["attributes"], figure["lemma"].replace(" ", "_")])


def _sentence(*parts):
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("prompt", "expected"), PROMPTS, ids=[prompt[:50] for prompt, _ in PROMPTS])
def test_finds_what_the_prompt_asks_for(prompt, expected):
    found = told(direct(prompt, 10))
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("prompt", "expected"), PROMPTS[:40], ids=[prompt[:50] for prompt, _ in PROMPTS[:40]]
)
def test_understands_all_of_these(prompt, expected):
    assert direct(prompt, 10).unknown == ()


def test_one_clip_may_hold_two_languages():
    scene = direct('Ein Hund ruft „Warte auf mich!“ und eine Katze sagt "Where are you going?"', 10)
    assert scene.lang == "de"
    assert [(line.lang, scene.figures[line.speaker].lemma) for line in scene.speech] == [
        ("de", "dog"),
        ("en", "cat"),
    ]


def test_mentions_become_cameos_and_may_wear_a_costume():
    cameos = (Likeness("ada", "Ada"), Likeness("ben", "Ben"))
    scene = direct("@ada waves and @Ben dances as an astronaut. @ada says “Hello”", 10, cameos)
    assert [(f.cameo, f.lemma, f.kind) for f in scene.figures] == [
        ("ada", "woman", "person"),
        ("ben", "astronaut", "person"),
    ]
    assert scene.speech[0].speaker == 0
    assert understood(scene)["cameos"] == ["ada", "ben"]


def test_a_cameo_may_be_called_by_name():
    scene = direct("Ada umarmt einen Bären", 10, (Likeness("ada", "Ada"),))
    assert scene.figures[0].cameo == "ada"
    assert (scene.actions[0].verb, scene.actions[0].target) == ("hug", 1)


def test_what_is_not_understood_is_reported_as_written():
    scene = direct("A Quetzalcoatlus frobnicates the beach, a quetzalcoatlus", 10)
    assert scene.unknown == ("Quetzalcoatlus", "frobnicates")
    assert [(f.kind, f.called) for f in scene.figures] == [("card", "quetzalcoatlus")]


def test_part_of_a_compound_that_is_not_shown_is_reported():
    assert direct("Ein Piratenauto", 10).unknown == ("Piraten",)


def test_an_animal_nothing_resembles_comes_on_a_lettered_card():
    scene = direct("Ein Nilpferd schläft", 10)
    assert [(f.kind, f.called) for f in scene.figures] == [("card", "hippopotamus")]
    assert scene.actions[0].verb == "sleep"


@pytest.mark.parametrize("prompt", ["xyzzy quux", "", "…", "!!!", "I want a video"])
def test_an_empty_stage_gets_a_child(prompt):
    scene = direct(prompt, 10)
    assert [(f.lemma, f.assumed) for f in scene.figures] == [("child", True)]
    assert understood(scene)["figures"] == []


def test_verbs_without_anybody_go_to_the_child():
    scene = direct("dancing in the rain", 10)
    assert [(a.figure, a.verb) for a in scene.actions] == [(0, "dance")]
    assert scene.weather == "rain"


def test_a_quoted_title_is_not_spoken():
    scene = direct('A book called "Dune"', 10)
    assert scene.speech == []
    assert scene.unknown == ("Dune",)


def test_defaults_are_not_reported_as_asked():
    found = understood(direct("A dog", 10))
    assert [found[key] for key in ("set", "time", "weather", "camera", "style")] == [None] * 5
    assert found["actions"] == []


HOSTILE = [
    "",
    " \n\t",
    "\x00\x01\x7f\ud800",
    "🙂🙃🫠",
    "مرحبا بالعالم \u202e kniht \u202c",
    "dog " * 2500,
    "a" * 10_000,
    '"' * 9_999,
    "'" * 5000 + "„" * 5000,
    "@" * 3000,
    "-" * 10_000,
    "no " * 3000,
    "99999999999999999999999 dogs",
    "²³ ½ dogs",
    "\ue0000\ue001 dog",
    "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 100,
    "der die das " * 800,
    "Ein Hund, der " * 700,
    "says " * 2000,
    "@../../etc/passwd waves; <script>alert(1)</script>",
]


def assert_playable(scene):
    assert isinstance(scene, Scene)
    assert scene.set in repertoire.SETS
    assert scene.time in repertoire.TIMES
    assert scene.weather in repertoire.WEATHERS
    assert scene.camera in repertoire.CAMERAS
    for figure in scene.figures:
        assert repertoire.FIGURES.get(figure.lemma, "card") == figure.kind
        assert 1 <= figure.count <= 12
        assert figure.colour is None or figure.colour in repertoire.COLOURS
    places = range(len(scene.figures))
    for action in scene.actions:
        assert action.figure in places
        assert action.target is None or (action.target in places and action.target != action.figure)
        assert action.verb in repertoire.VERBS
    for line in scene.speech:
        assert line.speaker is None or line.speaker in places
        assert line.lang in ("en", "de")
    for part in scene.parts() if scene.shots else ():
        assert_playable(part)
    json.dumps(heard(scene))
    json.dumps(scene.as_json(), ensure_ascii=True)
    json.dumps(understood(scene))


@pytest.mark.parametrize("prompt", HOSTILE, ids=range(len(HOSTILE)))
def test_survives_anything_quickly(prompt):
    direct("Ein Hund and a dog", 10)  # dictionaries are loaded once
    started = time.perf_counter()
    scene = direct(prompt, 10)
    assert time.perf_counter() - started < 10  # it ends; how fast it is, the benchmarks say
    assert_playable(scene)


JUMBLE = """
    a dog the two red and or no not without who that der die das ein einen Hund Katze jagt ruft says rides on in by is
    , . : ; " „ “ ' @ada it er sie as an astronaut called
    Shot 1 : Schnitt: danach turns into quokka Wug aus her of old hat hut im roten Wald Strandhaus 3 🐶 then, mit
"""
WORDS = st.sampled_from(JUMBLE.split())


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_never_fails_on_jumbled_sentences(prompt):
    assert_playable(direct(prompt, 10))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_never_fails_on_any_text(prompt):
    assert_playable(direct(prompt, 10))


def test_every_concept_is_shown_by_something_the_stage_has():
    known = {
        "figure": (*repertoire.FIGURES, "card"),
        "set": repertoire.SETS,
        "action": repertoire.VERBS,
        "time": repertoire.TIMES,
        "weather": repertoire.WEATHERS,
        "camera": repertoire.CAMERAS,
        "colour": repertoire.COLOURS,
    }
    for concept in lexicon.concepts():
        assert concept.shown_as in known.get(concept.kind, [concept.shown_as]), concept
        assert concept.says("does") in (None, *repertoire.VERBS), concept
        assert concept.says("home") in (None, *repertoire.SETS), concept


def test_the_vocabulary_names_every_figure_set_and_verb_in_both_languages():
    shown = {(concept.kind, concept.shown_as) for concept in lexicon.concepts()}
    for kind, names in (
        ("figure", repertoire.FIGURES),
        ("set", repertoire.SETS),
        ("action", repertoire.VERBS),
    ):
        assert {name for name in names if (kind, name) not in shown} == set()
    for path in lexicon.FOLDER.glob("*.toml"):
        assert tomllib.loads(path.read_text("utf-8"))
    assert all(concept.says("en") and concept.says("de") for concept in lexicon.concepts())
    assert len({(concept.kind, concept.lemma) for concept in lexicon.concepts()}) >= 400
