"""Real voices from espeak-ng: heard, in time, with a moving mouth."""

import ctypes
import os
import threading

import numpy as np
import pytest

from generation.engines.papertheatre import espeak, voice
from generation.engines.papertheatre.director import direct
from generation.engines.papertheatre.espeak import Manner
from generation.engines.types import SOUND_RATE, EngineFailed


def spoken(prompt, seconds=10.0, seed=1):
    return voice.speak(direct(prompt, seconds), seed)


@pytest.mark.parametrize("prompt", ['A dog says "Wait for me!"', "Ein Hund ruft „Warte auf mich!“"])
def test_a_line_is_heard_inside_the_clip(prompt):
    (line,) = spoken(prompt)
    assert 0.3 <= line.start < line.end < 10
    assert line.samples.dtype == np.float32
    assert len(line.samples) == pytest.approx((line.end - line.start) * SOUND_RATE, abs=2)
    assert np.sqrt(np.mean(line.samples**2)) > 0.05
    assert np.max(np.abs(line.samples)) <= 0.95


def test_the_mouth_opens_on_vowels_and_closes_on_lips():
    (line,) = spoken('A woman says "Mama, mama, mama, mama!"')
    assert len(line.mouth) == np.ceil((line.end - line.start) * 24)
    assert line.mouth.max() > 0.7
    assert line.mouth[-1] == 0
    closings = np.flatnonzero((line.mouth[1:-1] < line.mouth[:-2]) & (line.mouth[1:-1] < line.mouth[2:]))
    assert len(closings) >= 3


def test_the_mouth_moves_by_loudness_when_no_sounds_are_told():
    take = espeak.utter("Hello there", "en", Manner("f2"), 1)
    take.phonemes = []
    mouth = voice.mouth_curve(take, voice.resampled(take.samples, take.rate))
    assert mouth.max() > 0.7
    assert mouth.min() < 0.2


def test_german_and_english_sound_different():
    english, german = (espeak.utter("Hand in Hand", lang, Manner("f2"), 1) for lang in ("en", "de"))
    assert [name for _, name in english.phonemes] != [name for _, name in german.phonemes]


def test_each_kind_of_figure_has_its_own_voice():
    heard = [
        spoken(f'A {who} says "Good morning"')[0].samples
        for who in ("woman", "man", "child", "robot", "dog", "grandmother")
    ]
    assert len({samples.tobytes() for samples in heard}) == len(heard)
    assert len(heard[5]) > len(heard[0])  # grandmothers take their time


def test_every_manner_names_a_voice_that_is_there():
    for manner in {*voice.MANNERS.values(), *voice.BY_KIND.values(), voice.NARRATOR}:
        for lang in ("en", "de"):
            plain = espeak.utter(
                "Hallo", lang, Manner("no-such-variant", manner.pitch, manner.melody, manner.rate), 1
            )
            assert espeak.utter("Hallo", lang, manner, 1).samples.tobytes() != plain.samples.tobytes(), manner


def test_lines_follow_each_other():
    first, second = spoken('The fox asks "Where are you?" and the owl answers "Here, up in the tree!"')
    assert first.end < second.start < second.end < 10


@pytest.mark.parametrize("seconds", [2, 4, 8])
def test_too_much_text_is_said_faster_then_cut(seconds):
    text = "I will keep talking until the time is over and even then, really, on and on without any end. " * 3
    lines = spoken(f'A man says "{text}" and a cat says "No!"', seconds)
    assert lines
    assert all(0 <= line.start < line.end <= seconds for line in lines)
    assert abs(lines[-1].samples[-1]) < 0.01


def test_same_seed_same_samples_whatever_was_said_before():
    once = spoken('A dog says "Hello"', seed=5)[0].samples
    spoken("Ein Geist flüstert „Buh!“", seed=9)
    assert np.array_equal(spoken('A dog says "Hello"', seed=5)[0].samples, once)


def test_a_silent_scene_and_a_line_without_sound():
    assert spoken("A dog runs") == []
    assert spoken('A dog says "١"') is not None


def test_threads_take_turns():
    heard = {}

    def say(name):
        heard[name] = espeak.utter("Hello there", "en", Manner("f2"), 1).samples.tobytes()

    threads = [threading.Thread(target=say, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(heard) == 4
    assert len(set(heard.values())) == 1


def test_a_forked_worker_can_speak_while_the_parent_holds_the_voice():
    with espeak._lock:
        child = os.fork()
        if child == 0:
            samples = espeak.utter("Hello", "en", Manner("f2"), 1).samples
            os._exit(0 if len(samples) > 1000 else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_says_how_to_fix_a_missing_library(monkeypatch):
    def missing(path):
        raise OSError("cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", missing)
    with pytest.raises(EngineFailed, match="pip install espeakng-loader") as failed:
        espeak.utter("Hello", "en", Manner("f2"), 1)
    assert failed.value.code == "VOICE_MISSING"


def test_says_when_a_language_has_no_voice():
    with pytest.raises(EngineFailed, match="no voice for 'tlh-none'"):
        espeak.utter("Hello", "tlh-none", Manner("f2"), 1)


def test_resampling_keeps_a_tone():
    rate = 22_050
    tone = np.sin(2 * np.pi * 1000 * np.arange(rate) / rate).astype(np.float32)
    wanted = np.sin(2 * np.pi * 1000 * np.arange(SOUND_RATE) / SOUND_RATE)
    made = voice.resampled(tone, rate)
    assert np.max(np.abs(made - wanted)[2000:-2000]) < 1e-3
