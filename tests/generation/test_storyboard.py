"""Several shots in one prompt: where they begin, what they keep, how they sound."""

import numpy as np
import pytest

from generation.engines.papertheatre import sound
from generation.engines.papertheatre.director import direct
from generation.engines.papertheatre.scene import Scene


def shots(prompt):
    scene = direct(prompt, 10)
    return [
        (part.set, [f.called for f in part.figures], [a.called for a in part.actions if not a.assumed])
        for part in scene.parts()
    ]


@pytest.mark.parametrize(
    "prompt",
    [
        "Shot 1: a dog runs in the forest. Shot 2: a cat sleeps in the kitchen.",
        "Szene 1: Ein Hund rennt im Wald. Szene 2: Eine Katze schläft in der Küche.",
        "A dog runs in the forest, then cut to a cat sleeping in the kitchen",
        "Ein Hund rennt im Wald. Schnitt: Eine Katze schläft in der Küche.",
        "A dog runs in the forest, then a cat sleeps in the kitchen",
        "Ein Hund rennt im Wald, danach schläft eine Katze in der Küche",
    ],
)
def test_a_cut_is_a_new_place_with_its_own_cast(prompt):
    assert shots(prompt) == [("forest", ["dog"], ["run"]), ("kitchen", ["cat"], ["sleep"])]


@pytest.mark.parametrize(
    "prompt", ["A dog runs, then sleeps", "Ein Hund rennt, danach schläft er", "A dog", ""]
)
def test_one_place_is_one_shot(prompt):
    scene = direct(prompt, 10)
    assert scene.shots == []
    assert scene.parts() == [scene]


def test_who_was_there_comes_again_and_is_the_same_figure():
    scene = direct("Shot 1: A red fox runs in the forest. Shot 2: It swims in the sea.", 12)
    first, second = scene.parts()
    assert first.cast == second.cast == (0,)
    assert first.figures[0] is second.figures[0]
    assert (second.starts, second.seconds) == (6, 6)


def test_style_and_weather_stay_until_another_is_named():
    parts = direct(
        "Noir, rain. Shot 1: a man on the street. Shot 2: a cat in the city. Shot 3: fog.", 12
    ).parts()
    assert [(p.style, p.weather) for p in parts] == [("noir", "rain"), ("noir", "rain"), ("noir", "fog")]


@pytest.mark.parametrize(
    ("word", "transition"), [("fade to", "fade"), ("match cut to", "match"), ("cut to", "cut")]
)
def test_the_transition_is_heard(word, transition):
    assert [s.transition for s in direct(f"A dog runs, {word} a cat in the forest", 10).shots] == [
        "cut",
        transition,
    ]


def test_lines_are_said_in_their_own_shot_each_in_its_language():
    scene = direct(
        'Shot 1: A dog says "Hello there". Shot 2: In the forest a cat says "Guten Tag, wie geht es dir?"', 10
    )
    assert [(s.speaker, s.lang) for s in scene.speech] == [(0, "en"), (1, "de")]
    assert [[line.text for line in part.speech] for part in scene.parts()] == [[s.text] for s in scene.speech]


def test_too_many_shots_are_held_together():
    scene = direct(" ".join(f"Shot {i}: a dog jumps." for i in range(40)), 10)
    assert 1 < len(scene.shots) <= 6
    assert sum(part.seconds for part in scene.parts()) == pytest.approx(10)


def test_the_air_changes_with_the_shot():
    def bed(prompt):
        return sound.mix(direct(prompt, 8), [], [], 8.0, 1)

    both, sea = bed("Shot 1: the desert. Shot 2: the sea."), bed("Shot 1: the sea. Shot 2: the desert.")
    half = len(both) // 2
    assert both.shape == sea.shape
    assert not np.allclose(both[:half], both[half:])
    assert not np.allclose(both[half:], sea[half:])


def test_sad_and_festive_music_differ_in_scale_and_tempo():
    from generation.engines.papertheatre.music import MINOR, mood

    sad, party = (mood(direct(p, 8)) for p in ("A sad clown", "A festive market"))
    assert sad.scale == MINOR
    assert sad.tempo < party.tempo


def test_a_scene_is_plain_data():
    scene = direct("Shot 1: a dog in the forest. Shot 2: a cat.", 10)
    assert isinstance(scene, Scene)
    assert len(scene.as_json()["shots"]) == 2
