"""What is seen of what was asked: order of turns, spoken groups, one face, enough light; and what is cut out."""

import io
import wave

import numpy as np
import pytest
from PIL import Image

from generation.engines.papertheatre.espeak import Manner, utter
from policy import cutouts
from policy.faces import faces_in
from policy.liveness import Asked, findings, see, spoken_groups
from policy.recordings import RATE, Film
from tests.recordings import RATE as RECORDED
from tests.recordings import head, performance, steps_of

ORDER = ("LEFT", "UP", "RIGHT")


@pytest.fixture(scope="module")
def usual() -> tuple[Film, object]:
    frames, sound = performance(steps_of(), fps=5)
    times = np.arange(0, len(sound), RECORDED / RATE)
    heard = np.interp(times, np.arange(len(sound)), sound).astype(np.float32)
    film = Film(tuple(frames), tuple(place / 5 for place in range(len(frames))), heard, len(frames) / 5)
    return film, see(film)


def verdicts(film, seen, asked) -> dict[str, str]:
    return {one.code: str(one.verdict) for one in findings(film, seen, asked)}


def test_who_does_what_was_asked_passes(usual):
    assert verdicts(*usual, Asked(ORDER, (47, 12, 88))) == {
        "FACE_PRESENT": "PASSED", "ONE_FACE": "PASSED", "TURNS": "PASSED", "SPEECH": "PASSED", "LIGHT": "PASSED",
    }  # fmt: skip


def test_every_answer_has_a_confidence(usual):
    for one in findings(*usual, Asked(ORDER, (1, 2, 3))):
        assert 0 <= one.confidence <= 1


@pytest.mark.parametrize(("numbers", "verdict"), [(1, "UNSURE"), (3, "PASSED"), (5, "FAILED")])
def test_as_many_groups_as_numbers(usual, numbers, verdict):
    film, seen = usual
    assert verdicts(film, seen, Asked(ORDER, tuple(range(numbers))))["SPEECH"] == verdict


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
    for _time in range(6):
        both = np.concatenate([head(width=300, height=400), head(width=300, height=400, brow=18)], axis=1)
        frames.append(both)
    film = Film(tuple(frames), tuple(place / 5 for place in range(6)), np.zeros(RATE, np.float32), 1.2)
    assert verdicts(film, see(film), Asked((), ()))["ONE_FACE"] == "FAILED"


def test_an_empty_room_has_nobody():
    wall = np.full((400, 300, 3), 120, np.uint8)
    film = Film((wall,) * 6, tuple(place / 5 for place in range(6)), np.zeros(RATE * 4, np.float32), 4.0)
    seen = see(film)
    found = verdicts(film, seen, Asked(ORDER, (1, 2, 3)))
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
