"""A recording we had before is known again, however it was packed; another one of the same person is not."""

import numpy as np
import pytest

from policy.recordings import RATE, open_film
from provenance.fingerprints import Fingerprint, compare, fingerprint
from tests.recordings import encode, performance, recording, steps_of


def print_of(data: bytes, mirrored: bool = False) -> Fingerprint:
    film = open_film(data)
    frames = [np.ascontiguousarray(one[:, ::-1]) if mirrored else one for one in film.frames[::2]]
    return fingerprint(frames, film.sound, RATE)


@pytest.fixture(scope="module")
def before() -> Fingerprint:
    return print_of(recording())


def test_it_survives_being_kept(before):
    kept = Fingerprint.from_bytes(before.to_bytes())
    assert np.array_equal(kept.pictures, before.pictures)
    assert compare(kept, before).is_replay
    assert len(before.to_bytes()) < 60_000


@pytest.mark.parametrize(
    "packed",
    [
        {"bit_rate": 150_000},
        {"video": "libx264", "audio": "aac", "container": "mp4"},
        {"light": 0.8},
        {"width": 180, "height": 240},
    ],
    ids=["harder", "another codec", "darker", "smaller"],
)
def test_the_same_is_known_again(before, packed):
    assert compare(print_of(recording(**packed)), before).is_replay


def test_old_pictures_under_new_words_are_known_again(before):
    frames, _sound = performance(steps_of())
    _frames, words = performance(steps_of(numbers=(31, 66, 75)), seed=9)
    assert compare(print_of(encode(frames, words)), before).is_replay


def test_old_words_under_new_pictures_are_known_again(before):
    frames, _sound = performance(steps_of(("UP", "LEFT", "RIGHT")), pace=1.0)
    _frames, words = performance(steps_of())
    assert compare(print_of(encode(frames, words)), before).is_replay


def test_a_mirrored_one_is_known_again(before):
    frames, sound = performance(steps_of())
    turned = encode([np.ascontiguousarray(one[:, ::-1]) for one in frames], sound)
    assert compare(print_of(turned, mirrored=True), before).is_replay


@pytest.mark.parametrize(
    "steps",
    [steps_of(("UP", "LEFT", "RIGHT"), (31, 66, 75)), steps_of(("RIGHT", "LEFT", "UP"), (19, 24, 52))],
)
def test_another_recording_of_the_same_person_is_another(before, steps):
    match = compare(print_of(recording(steps, pace=1.15, seed=5)), before)
    assert not match.is_replay
    assert match.sound < 26


def test_nothing_is_like_nothing():
    empty = fingerprint([], np.zeros(0, np.float32), RATE)
    assert not compare(empty, empty).is_replay
