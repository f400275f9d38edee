"""What the word lists find, measured on committed sets: prompts, and lines as they are heard.

`prompts` and `spoken` were written together with the lists, and `grown` made the lists grow (first heard it was found
with precision .92/.91 and recall .50/.45 in English/German): these say that nothing was lost. `held_out` was written
after that and nothing was changed for it: it says how a stranger's prompt fares. Harmless look-alikes are in each.
"""

from pathlib import Path

import pytest

from policy.prompts import categories_of, hard_rules
from policy.restrictions import touched_by_ear
from policy.results import Shut, check_speech

HERE = Path(__file__).parent
AT_LEAST = {  # precision, recall
    "prompts": (0.95, 0.97),
    "spoken": (0.95, 0.85),
    "grown": (0.95, 0.97),
    "held_out": (0.95, 0.65),  # measured: 1.0 and .80 in English, 1.0 and .67 in German
}


def rows(name: str, language: str) -> list[tuple[set[str], str]]:
    lines = (line.split("\t") for line in (HERE / f"{name}.tsv").read_text().splitlines())
    return [(set(wanted.split(",")) - {"-"}, text) for lang, wanted, text in lines if lang == language]


def found(name: str, text: str) -> set[str]:
    names = {"ROMANCE", "VIOLENCE", "POLITICS", "ADVERTISING", "RELIGION", "INTOXICANTS", "BODY", "SPEECH"}
    if name != "spoken":
        return set(map(str, categories_of(text)))
    return set(touched_by_ear([text]) & (names - {"SPEECH"}))


def measured(name: str, language: str) -> tuple[float, float]:
    """Precision and recall over every category of every row."""
    pairs = [(wanted, found(name, text)) for wanted, text in rows(name, language)]
    right = sum(len(wanted & got) for wanted, got in pairs)
    return right / sum(len(got) for _wanted, got in pairs), right / sum(len(wanted) for wanted, _got in pairs)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", AT_LEAST)
def test_the_sets_are_told_apart(name, language):
    precision, recall = measured(name, language)
    assert (precision >= AT_LEAST[name][0], recall >= AT_LEAST[name][1]) == (True, True), (precision, recall)


@pytest.mark.parametrize(
    "text",
    ["Weihnachtsmarkt", "A basketball player shoots a hoop", "Sie schießt ein Foto", "Er weint", "Ein Schwein",
     "Das war schön", "a war of words", "bald ist Sommer", "Auswahl", "Bewerbung", "a shooting star"],
)  # fmt: skip
def test_harmless_look_alikes_stay_harmless(text):
    assert not categories_of(text)
    assert not hard_rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "b.e.e.r",
        "b e e r",
        "b3er",
        "BEER",
        "beeeeer",
        "вeer",
        "ｂｅｅｒ",
        "b\u200beer",
        "𝓫𝓮𝓮𝓻",
        "🅱🅴🅴🆁",
        "be-er",
        "béer",
    ],
)
def test_a_mask_is_taken_off(text):
    assert "INTOXICANTS" in categories_of(f"@ben drinks {text} at home")


@pytest.mark.parametrize("text", ["n u d e", "n.u.d.3", "ɴᴜᴅᴇ", "пude", "nuuude", "splitternackt", "su1cide"])
def test_hard_rules_see_behind_masks(text):
    assert hard_rules(text)


@pytest.mark.parametrize("text", ["4k video in 3d", "2nd of May, 10am", "R2D2 style robot", "h2o"])
def test_numbers_are_no_mask(text):
    assert not categories_of(text)


@pytest.mark.parametrize(
    "line", ["Give me a bee ee ee are", "a glass of whine", "noch ein Bihr", "be er, please", "B. E. E. R."]
)
def test_what_is_heard_counts_not_how_it_is_written(line):
    shut = Shut("Ben", frozenset({"INTOXICANTS"}))
    assert [one.reason.code for one in check_speech([line], [shut])] == ["RESULT_SPEECH"]
    assert check_speech([line], [Shut("Ben", frozenset({"POLITICS"}))]) == ()


def test_a_rule_in_own_words_is_heard_too():
    (broken,) = check_speech(["Noch ein Bihr"], [Shut("Ben", rules={"beer": "kein Bier"})])
    assert (broken.reason.code, broken.facts["rule"]) == ("RESULT_RESTRICTION", "kein Bier")


def test_any_line_is_words_in_the_mouth_of_who_does_not_want_them():
    shut = [Shut("Ben", frozenset({"SPEECH"}))]
    assert [one.reason.code for one in check_speech(["Quak"], shut)] == ["RESULT_SPEECH"]
    assert check_speech([], shut) == check_speech(["  "], shut) == ()


def test_six_is_a_number_and_no_more():
    assert check_speech(["Er hat sechs Freunde"]) == ()
    assert [one.reason.code for one in check_speech(["Komm, wir machen sechs mit dir"])] == ["SEXUAL_CONTENT"]
