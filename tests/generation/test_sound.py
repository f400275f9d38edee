"""The mix: as long as the clip, on time, at one loudness, the same for the same seed."""

import time

import numpy as np
import pytest

from generation.engines.papertheatre import effects, loudness, repertoire, sound, voice
from generation.engines.papertheatre.director import direct
from generation.engines.papertheatre.scene import Event
from generation.engines.types import SOUND_RATE

FRAME = SOUND_RATE // 24
STEPS = [Event(0.5 + 0.5 * i, "step", 0.6, -0.5 + 0.1 * i) for i in range(10)]


def mixed(prompt="A dog runs along the beach", events=STEPS, seconds=6.0, seed=1):
    scene = direct(prompt, seconds)
    return sound.mix(scene, voice.speak(scene, seed), events, seconds, seed)


def first_difference(one, other):
    """The sample at which two mixes part, after bringing both to one level."""
    early = slice(SOUND_RATE // 4, SOUND_RATE)
    scale = float(np.sum(one[early] * other[early]) / np.sum(other[early] ** 2))
    return int(np.flatnonzero(np.abs(one - scale * other).max(axis=1) > 0.003)[0])


@pytest.mark.parametrize("seconds", [0.1, 1, 4, 10.04, 20])
def test_is_as_long_as_the_clip(seconds):
    made = mixed(seconds=seconds)
    assert made.shape == (round(seconds * SOUND_RATE), 2)
    assert made.dtype == np.float32


@pytest.mark.parametrize("kind", sorted(repertoire.EVENT_KINDS))
def test_every_kind_of_event_is_heard_at_once(kind):
    made = effects.effect(kind, np.random.default_rng(1))
    assert kind in effects.RECIPES
    assert np.isfinite(made).all()
    assert np.flatnonzero(np.abs(made) > 0.1)[0] < FRAME
    assert abs(made[-1]) < 0.05  # no click at the end


@pytest.mark.parametrize("kind", ["bounce", "splash", "bark", "horn", "whoosh", "thunder", "bell"])
def test_an_event_sounds_within_a_frame_of_its_cause(kind):
    at = 2.34567
    without = mixed("A cat sleeps in the living room", events=[])
    with_it = mixed("A cat sleeps in the living room", events=[Event(at, kind)])
    early = 0.01 * SOUND_RATE  # the limiter makes room just before a loud one
    assert -early <= first_difference(with_it, without) - round(at * SOUND_RATE) < FRAME


def test_pan_puts_a_sound_to_its_side():
    without = mixed("A cat in space", events=[])
    for pan, louder in ((-1.0, 0), (1.0, 1)):
        part = (mixed("A cat in space", events=[Event(2, "hit", 1, pan)]) - without)[2 * SOUND_RATE :][:4000]
        energy = (part**2).sum(axis=0)
        assert energy[louder] > 2 * energy[1 - louder]


@pytest.mark.parametrize(
    "prompt",
    [
        'A dog chases a ball along the beach and says "Wait for me! I am coming."',
        "Ein Zug fährt nachts durch den Regen",
        "A cat sleeps in the living room",
        "storm at sea, thunder",
        "an astronaut floats in space",
        "a lighthouse, no music",
    ],
)
def test_loud_enough_and_never_clipping(prompt):
    made = mixed(prompt, seconds=8, events=[*STEPS, Event(3, "explosion"), Event(4, "bark")])
    assert np.isfinite(made).all()
    assert np.max(np.abs(made)) <= 0.9
    assert -17 <= loudness.lufs(made) <= -15
    assert np.abs(made[0]).max() < 0.01
    assert np.abs(made[-1]).max() < 0.01


def test_same_seed_same_sound_other_seed_another():
    assert np.array_equal(mixed(seed=3), mixed(seed=3))
    assert not np.array_equal(mixed(seed=3), mixed(seed=4))


def test_the_bed_steps_back_while_somebody_speaks():
    scene = direct('A dog says "Wait for me, I am coming as fast as I can!"', 6)
    (line,) = voice.speak(scene, 1)
    duck = sound._ducking([line], 6 * SOUND_RATE)
    assert duck[round((line.start + line.end) / 2 * SOUND_RATE)] > 0.95
    assert duck[0] < 0.1
    assert duck[-1] == 0


def test_no_music_means_none():
    def bed(prompt):
        return loudness.lufs(sound.music(direct(prompt, 6), 6 * SOUND_RATE, sound._rng(1, "music")))

    assert bed("a cat") > -30
    quiet, full = mixed("a cat in space, no music", events=[]), mixed("a cat in space", events=[])
    assert not np.array_equal(quiet, full)


def test_a_sound_asked_for_is_heard_though_nothing_makes_it():
    scene = direct("A church bell rings over the meadow", 6)
    assert scene.sounds == ["bell"]
    assert {event.kind for event in sound._asked(scene, [], 6, sound._rng(1, "asked"))} == {"bell"}
    assert sound._asked(scene, [Event(1, "bell")], 6, sound._rng(1, "asked")) == []


def test_odd_events_do_no_harm():
    events = [Event(-1, "step"), Event(99, "bark"), Event(1, "no such kind", 7, 9), Event(5.999, "thunder")]
    assert np.isfinite(mixed(events=events)).all()


def test_loudness_agrees_with_the_standard_on_a_tone():
    t = np.arange(4 * SOUND_RATE) / SOUND_RATE
    tone = np.sin(2 * np.pi * 997 * t).astype(np.float32)  # 0 dBFS in one channel is -3.01 LUFS
    one_ear = np.stack([tone, np.zeros_like(tone)], axis=1)
    assert loudness.lufs(one_ear) == pytest.approx(-3.01, abs=0.3)
    assert loudness.lufs(np.zeros_like(one_ear)) == -70


def test_ten_seconds_take_less_than_one():
    mixed(seconds=1)
    started = time.process_time()
    mixed('A dog in the rain says "Wait for me!"', seconds=10)
    assert time.process_time() - started < 1.5
