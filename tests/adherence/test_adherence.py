"""The director hears what a person hears: the figures the issue asks for."""

import pytest

from generation.engines.papertheatre.director import direct
from generation.engines.papertheatre.summary import heard

from .score import FRESH, HELD_OUT, PROMPTS, STRANGERS, prompts, score


@pytest.mark.parametrize(
    "path", [PROMPTS, HELD_OUT, FRESH, STRANGERS], ids=["prompts", "held out", "fresh", "strangers"]
)
def test_recall_and_precision(path):
    right, expected, told = score(lambda prompt: heard(direct(prompt, 10)), path)["all"]
    assert right / expected >= 0.92
    assert right / told >= 0.92


@pytest.mark.parametrize("path", [PROMPTS, HELD_OUT, STRANGERS], ids=["prompts", "held out", "strangers"])
def test_sixty_prompts_in_each_language_and_each_is_heard_in_its_own(path):
    told = [(expected["lang"], direct(expected["prompt"], 10).lang) for expected in prompts(path)]
    assert [lang for lang, _ in told].count("en") == [lang for lang, _ in told].count("de") == 60
    assert all(expected == heard for expected, heard in told)
