"""Engagement bait by its wording. `bait.tsv` and `bait_held_out.tsv` were written before the patterns were."""

from pathlib import Path

import pytest

from policy.bait import bait_in

HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, str]]:
    return [tuple(line.split("\t")) for line in (HERE / name).read_text().splitlines()]


@pytest.mark.parametrize(("label", "text"), rows("bait.tsv"))
def test_bait_is_found_and_what_only_sounds_like_it_is_not(label, text):
    assert bool(bait_in(text)) == (label == "bait"), bait_in(text)


def test_on_words_nobody_tuned_it_by_no_honest_one_is_found_and_most_bait_is():
    held_out = rows("bait_held_out.tsv")
    assert [text for label, text in held_out if label == "honest" and bait_in(text)] == []
    missed = [text for label, text in held_out if label == "bait" and not bait_in(text)]
    assert len(missed) <= 4, missed


def test_the_words_are_named_as_they_were_written():
    assert bait_in("A dog", 'It says "Smash that like button!"') == "Smash that like"
    assert bait_in("", "") == ""
