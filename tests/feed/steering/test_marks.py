"""Marks: many clips at once are judged as each alone."""

import numpy as np
import pytest

from feed.steering.marks import Shown, as_marks, effects, marks_of, traits_of
from feed.steering.steering import Steering

TEXTS = [
    "Ein Fuchs schläft im Wald",
    "A robot gives a campaign speech",
    "Two cats dance in the snow",
    "xyzzy",
]
AUTHORS = ["ada", "noor", "ada", "cleo"]
SECONDS = [4.0, 8.0, 12.0, 20.0]
WISHES = [
    Steering(topics={"nature": 0.6, "politics": -1.0, "=robot": 0.3}),
    Steering(moods={"calm": 1.0}, length=-0.6, novelty=0.6),
    Steering(without_topics=frozenset({"animals"})),
    Steering(only_topics=frozenset({"calm", "robot"}), people={"ben": 0.6}, makers={"ada": -0.6}),
    Steering(only_people=frozenset({"ada", "ben"}), friends=0.6, speech=-1.0),
    Steering(without_people=frozenset({"ben"}), without_words=frozenset({"snow"}), most_seconds=12),
    Steering(only_friends=True, surprise=True, least_seconds=5),
    Steering(without_families=frozenset({"1"}), likenesses={"ben": -0.3}, looks={"noir": 1.0}),
]


@pytest.mark.parametrize("wish", WISHES)
def test_a_table_is_judged_as_each_clip_alone(wish):
    rows = [
        marks_of(text, "", readable=text, cast=["ben"] * (n == 1), is_spoken=n == 1)
        for n, text in enumerate(TEXTS)
    ]
    friends, novelty, chance = (
        np.array([True, False, True, False]),
        np.linspace(0, 1, 4),
        np.linspace(0.9, 0, 4),
    )
    made_by = {
        name: np.array([author == name for author in AUTHORS]) for name in ("ada", "noor", "cleo", "ben")
    }
    family = {"1": np.array([False, True, False, False])}
    shown = Shown(as_marks(rows), np.array(SECONDS), friends, novelty, chance, made_by, family)
    bonus, out = effects(wish, shown)
    for n, row in enumerate(rows):
        clip = traits_of(row, author=AUTHORS[n], seconds=SECONDS[n], family=str(n))
        alone = wish.effect(clip, is_friend=bool(friends[n]), novelty=novelty[n], chance=chance[n])
        assert alone.is_out == out[n], TEXTS[n]
        if not alone.is_out:
            assert alone.bonus == pytest.approx(bonus[n]), TEXTS[n]


def test_hidden_words_are_no_marks_but_what_they_show_is():
    marks = marks_of("A secret robot", "en", readable="Untold", cast=[], is_spoken=False)
    assert "t:robot" in marks
    assert "w:secret" not in marks
    assert "w:untold" in marks
