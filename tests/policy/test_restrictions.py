"""What an owner writes in their own words: which part the machine checks, and which a person has to judge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.restrictions import is_partly_unclear, rules_of, touched_among, touches, understood


def read(text: str) -> list[tuple[str, set[str]]]:
    return [(part.text, set(part.tokens)) for part in understood(text)]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("kein Bier", "beer"),
        ("not with dogs", "dog"),
        ("ohne Hunde", "dog"),
        ("never in a swimsuit", "swimwear"),
        ("Bitte nicht in Unterwäsche zeigen", "underwear"),
        ("nichts Politisches", "POLITICS"),
        ("No political stuff", "POLITICS"),
        ("keine Werbung", "ADVERTISING"),
        ("don't put me with @tom", "@tom"),
        ("Don't make me say anything", "SPEECH"),
        ("Keine Trompeten", "=trompete"),
        ("Zombies", "zombie"),
        ("don't change my body", "BODY"),
    ],
)
def test_a_plain_rule_becomes_a_check(text, token):
    ((said, tokens),) = read(text)
    assert said == text
    assert token in tokens


@pytest.mark.parametrize(
    "text",
    ["never near my old school", "only with music", "nur mit Hut", "no big dogs", "nothing without dogs",
     "not when I am asleep", "keine albernen Witze", "never"],
)  # fmt: skip
def test_what_has_a_condition_or_an_unknown_word_is_left_to_a_person(text):
    assert read(text) == [(text, set())]
    assert is_partly_unclear(text)
    assert rules_of(text) == {}


def test_each_part_is_told_apart():
    assert read("No alcohol, no silly jokes.\nNichts mit @tom") == [
        ("No alcohol", {"INTOXICANTS"}),
        ("no silly jokes", set()),
        ("Nichts mit @tom", {"@tom"}),
    ]
    assert rules_of("kein Bier; keine Hunde") == {"beer": "kein Bier", "dog": "keine Hunde"}
    assert read("") == []


@pytest.mark.parametrize(
    ("rule", "prompt"),
    [
        ("kein Bier", "@ben drinks beer"),
        ("no beer", "@ben trinkt ein Weizenbier"),
        ("not with dogs", "Ein Dackel und @ben"),
        ("no animals", "@ben feeds a kitten"),
        ("never in a swimsuit", "@ben im Bikini"),
        ("keine Trompete", "@ben spielt zwei Trompeten"),
        ("no violins", "@ben plays the violin"),
        ("nothing with @tom", "@ben and @Tom dance"),
        ("no weapons", "@ben with a sword"),
    ],
)
def test_a_rule_in_one_language_meets_a_prompt_in_the_other(rule, prompt):
    assert rules_of(rule).keys() & touches(prompt)


@pytest.mark.parametrize(
    ("rule", "prompt"),
    [
        ("not with dogs", "@ben pets a cat"),
        ("kein Bier", "@ben am Klavier"),
        ("nothing with @tom", "@tomas waves"),
    ],
)
def test_it_binds_nothing_else(rule, prompt):
    assert not rules_of(rule).keys() & touches(prompt)


@pytest.mark.parametrize(
    "text",
    [
        "@ben and @Tom dance with a kitten",
        "@ben sagt „Noch ein Bier“ und spielt Trompete",
        "A quiet beach",
        "vote for @ben",
    ],
)
def test_looking_for_some_finds_the_same_as_looking_for_all(text):
    asked = frozenset(
        {"animal", "cat", "dog", "beer", "INTOXICANTS", "SPEECH", "POLITICS", "@tom", "=trompete", "water"}
    )
    assert touched_among(text, asked) == touches(text) & asked


@given(st.text(max_size=300))
def test_nothing_an_owner_writes_is_lost_or_breaks_it(text):
    for part in understood(text):
        assert part.text in text
    if any(sign.isalnum() for sign in text):
        assert understood(text)
