"""What is seen of what was asked: order of turns, spoken groups, one face, enough light; and what is cut out."""

import io
import wave

import numpy as np
import pytest
from PIL import Image

from generation.engines.papertheatre.espeak import Manner, utter
from policy import cutouts
from policy.faces import faces_in
from policy.liveness import Asked, findings, see, spoken_groups, turns_in
from policy.recordings import RATE, Film, open_film
from tests.recordings import head, performance, recording, steps_of

ORDERS = (("LEFT", "UP", "RIGHT"), ("UP", "RIGHT", "LEFT"))


def of(steps, **rest) -> tuple[Film, object]:
    film = open_film(recording(steps, **rest))
    return film, see(film)


@pytest.fixture(scope="module")
def usual():
    return of(steps_of())


def verdicts(film, seen, asked) -> dict[str, str]:
    return {one.code: str(one.verdict) for one in findings(film, seen, asked)}


@pytest.mark.parametrize("order", ORDERS)
def test_turns_count_in_the_order_asked(order):
    film, seen = of(steps_of(order))
    found = verdicts(film, seen, Asked(order, (47, 12, 88)))
    assert found == {
        "FACE_PRESENT": "PASSED", "ONE_FACE": "PASSED", "TURNS": "PASSED", "SPEECH": "PASSED", "LIGHT": "PASSED",
    }  # fmt: skip
    assert verdicts(film, seen, Asked(order[::-1], (47, 12, 88)))["TURNS"] != "PASSED"


def test_every_answer_has_a_confidence(usual):
    for one in findings(*usual, Asked(ORDERS[0], (1, 2, 3))):
        assert 0 <= one.confidence <= 1


def test_who_keeps_still_turns_nowhere():
    film, seen = of([{"do": "SAY", "number": number} for number in (47, 12, 88)])
    assert turns_in(seen.track) == []
    assert verdicts(film, seen, Asked(ORDERS[0], (47, 12, 88)))["TURNS"] == "FAILED"


def test_a_camera_that_mirrors_is_never_sure():
    frames, sound = performance(steps_of())
    mirrored = Film(
        tuple(np.ascontiguousarray(one[:, ::-1]) for one in frames[::3]),
        tuple(place / 5 for place in range(len(frames[::3]))),
        sound[::2],
        len(frames) / 15,
    )
    assert verdicts(mirrored, see(mirrored), Asked(ORDERS[0], (47, 12, 88)))["TURNS"] == "UNSURE"


@pytest.mark.parametrize(("numbers", "verdict"), [(1, "UNSURE"), (3, "PASSED"), (5, "FAILED")])
def test_as_many_groups_as_numbers(usual, numbers, verdict):
    film, seen = usual
    assert verdicts(film, seen, Asked(ORDERS[0], tuple(range(numbers))))["SPEECH"] == verdict


def test_silence_and_hiss_are_no_speech():
    assert spoken_groups(np.zeros(RATE * 4, np.float32)) == []
    hiss = np.random.default_rng(1).normal(0, 0.001, RATE * 4).astype(np.float32)
    assert spoken_groups(hiss) == []


def test_a_synthetic_voice_speaks_in_groups():
    """espeak-ng says the numbers in English and in German: pauses inside a number do not split it."""
    spoken = {
        "en": ("forty-seven", "twelve", "eighty-eight"),
        "de": ("siebenundvierzig", "zwölf", "achtundachtzig"),
    }
    for lang, words in spoken.items():
        said = [np.zeros(RATE, np.float32)]
        for word in words:
            voice = utter(word, lang, Manner(""), 1)
            times = np.arange(0, len(voice.samples), voice.rate / RATE)
            said += [np.interp(times, np.arange(len(voice.samples)), voice.samples).astype(np.float32) * 0.3]
            said += [np.zeros(RATE, np.float32)]
        assert len(spoken_groups(np.concatenate(said))) == 3, lang


def test_two_faces_are_two():
    frames = []
    for _time in range(30):
        both = np.concatenate([head(width=300, height=400), head(width=300, height=400, brow=18)], axis=1)
        frames.append(both)
    film = Film(tuple(frames), tuple(place / 5 for place in range(30)), np.zeros(RATE * 6, np.float32), 6.0)
    assert verdicts(film, see(film), Asked((), ()))["ONE_FACE"] == "FAILED"


def test_an_empty_room_has_nobody():
    wall = np.full((400, 300, 3), 120, np.uint8)
    film = Film((wall,) * 20, tuple(place / 5 for place in range(20)), np.zeros(RATE * 4, np.float32), 4.0)
    seen = see(film)
    found = verdicts(film, seen, Asked(ORDERS[0], (1, 2, 3)))
    assert (found["FACE_PRESENT"], found["TURNS"], found["SPEECH"]) == ("FAILED", "FAILED", "FAILED")
    assert cutouts.heads(film, seen) == {}


def test_heads_are_cut_out_with_a_soft_edge(usual):
    cut = cutouts.heads(*usual)
    assert set(cut) == {"face", "left", "right", "up"}
    for data in cut.values():
        picture = Image.open(io.BytesIO(data))
        assert (picture.mode, picture.size) == ("RGBA", (512, 512))
        alpha = np.asarray(picture)[:, :, 3]
        assert (alpha[0, 0], alpha[256, 256]) == (0, 255)
        assert np.unique(alpha).size > 50
    front = np.asarray(Image.open(io.BytesIO(cut["face"])).convert("RGB"))
    assert len(faces_in(front)) == 1
    assert darkest_side(cut["left"]) == "left"  # eyes and nose go where the head looks
    assert darkest_side(cut["right"]) == "right"


def darkest_side(png: bytes) -> str:
    """On which side of the cut-out most of the mouth's red is."""
    picture = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    red = (picture[:, :, 0] - picture[:, :, 1] > 60) & (picture[:, :, 0] < 190)
    return "left" if np.flatnonzero(red.any(axis=0)).mean() < 256 else "right"


def test_the_voice_is_kept_without_the_pauses(usual):
    film, _seen = usual
    with wave.open(io.BytesIO(cutouts.voice_sample(film.sound))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        assert 2.0 < file.getnframes() / RATE < 4.0
    assert cutouts.voice_sample(np.zeros(RATE * 3, np.float32)) == b""


def test_a_thing_keeps_its_transparency():
    picture = np.zeros((300, 400, 4), np.uint8)
    picture[50:250, 100:300] = (200, 80, 40, 255)
    kept = np.asarray(Image.open(io.BytesIO(cutouts.thing(picture))))
    assert (kept[0, 0, 3], kept[256, 256, 3]) == (0, 255)
    opaque = np.full((300, 400, 3), 90, np.uint8)
    assert np.asarray(Image.open(io.BytesIO(cutouts.thing(opaque))))[0, 0, 3] == 0
