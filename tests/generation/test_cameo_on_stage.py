"""A cameo on stage: the head that turns by its recorded views, the owner's manner, the voice fitted to a sample."""

import wave
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from PIL import Image

from generation.engines.papertheatre import stage, tuning, voice
from generation.engines.papertheatre.director import direct
from generation.engines.papertheatre.espeak import Manner, utter
from generation.engines.papertheatre.figures import puppet
from generation.engines.papertheatre.figures.cameo import CameoHead
from generation.engines.papertheatre.figures.pose import Pose
from generation.engines.papertheatre.manners import wishes
from generation.engines.papertheatre.repertoire import VERBS
from generation.engines.papertheatre.scene import Action, Figure, Scene
from generation.engines.papertheatre.theatre import PaperTheatre
from generation.engines.papertheatre.voice import resampled
from generation.engines.types import SOUND_RATE, Likeness, Request

COLOURS = {"face": (20, 200, 40), "left": (230, 30, 30), "right": (30, 30, 230), "up": (230, 220, 30)}


@pytest.fixture
def views(tmp_path):
    for name, colour in COLOURS.items():
        Image.new("RGBA", (60, 80), (*colour, 255)).save(tmp_path / f"{name}.png")
    return {name: tmp_path / f"{name}.png" for name in COLOURS}


def likeness(views, handle="jonas", **more):
    sides = {name: path for name, path in views.items() if name != "face"}
    return Likeness(handle, handle.capitalize(), views["face"], sides, **more)


def test_the_head_turns_by_what_was_recorded(views):
    head = CameoHead(views["face"], views)
    for pose, name in (
        (Pose(), "face"), (Pose(yaw=-0.9), "left"), (Pose(yaw=0.9), "right"), (Pose(pitch=0.9), "up"),
        (Pose(yaw=0.3), "face"),
    ):  # fmt: skip
        assert head.seen(pose)[0] is head.sheets[name]


def test_without_a_side_the_front_is_narrowed(views):
    head = CameoHead(views["face"], {"left": views["left"]})
    sheet, wide = head.seen(Pose(yaw=0.9))
    assert sheet is head.sheets["face"]
    assert wide < 0.9


def seen(frame, colour):
    near = np.abs(frame.astype(int) - np.array(colour)).sum(axis=2) < 120
    return int(near.sum())


def test_who_walks_to_the_right_looks_to_the_right(views):
    scene = direct("@jonas walks", 4, [likeness(views)])
    scene.set, scene.style = "snow", "paper"
    show = stage.perform(scene, [], {"jonas": likeness(views)}, 180, 320, 24, 1)
    frames = list(show.frames())
    assert max(seen(frame, COLOURS["right"]) for frame in frames) > 150
    assert max(seen(frame, COLOURS["left"]) for frame in frames) < 40


@pytest.mark.parametrize("verb", list(VERBS))
def test_two_cameos_in_every_action(views, verb):
    figures = [Figure("woman", "person", cameo=handle) for handle in ("jonas", "lena")]
    scene = Scene("", "en", 0.5, "meadow", "day", "clear", figures=figures, actions=[Action(0, verb, 1)])
    cast = {handle: likeness(views, handle) for handle in ("jonas", "lena")}
    show = stage.perform(scene, [], cast, 72, 128, 24, 1)
    frames = list(show.frames())
    faces = [sum(seen(frame, colour) for colour in COLOURS.values()) for frame in frames]
    assert max(faces) > 12


MANNERS = [
    ("always with a green hat, never in red", [("hat", "green", "green hat")], ["red"]),
    ("Immer mit Brille, trägt nie Rot", [("glasses", "", "glasses")], ["red"]),
    ("never with a hat", [], ["hat"]),
    ("", [], []),
    ("ganz egal, ich bin mit allem zufrieden", [], []),
]


@pytest.mark.parametrize(("text", "worn", "avoids"), MANNERS, ids=[one[0][:20] for one in MANNERS])
def test_a_manner_is_read(text, worn, avoids):
    told = wishes(text)
    assert told.worn == worn
    assert set(avoids) <= set(told.avoids)
    assert bool(avoids) == bool(told.avoids)


def test_the_owner_s_wish_goes_before_the_prompt(views):
    mine = likeness(views, manner="always with a hat, never in red")
    scene = direct("@jonas in a red coat waves", 4, [mine])
    figure = scene.figures[0]
    assert "hat" in figure.attributes
    assert figure.colour is None
    assert not any("red" in worn for worn in figure.worn)
    assert any("red" in word for word in scene.unknown)  # it is said, not swallowed


def test_nothing_the_owner_avoids_is_cut_by_chance(views):
    for seed in range(40):
        figure = Figure("woman", "person", cameo="jonas", avoids=("red", "green"))
        body = puppet(figure, Random(seed), views["face"]).body
        assert body.top not in ((196, 70, 58), (110, 146, 92))


@pytest.fixture(scope="session")
def samples(tmp_path_factory):
    """Voices of known pitch and tempo, as recordings."""
    folder = tmp_path_factory.mktemp("voices")
    made = {}
    for name, manner in {"deep": Manner("m3", 15, 50, 130), "high": Manner("f2", 70, 50, 210)}.items():
        take = utter("One two three, I stand here and I say what comes to my mind today.", "en", manner, 4)
        sound = resampled(take.samples, take.rate)
        path = folder / f"{name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(SOUND_RATE)
            file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
        made[name] = (path, tuning.pitch_of(tuning._read(path)))
    return made


def test_the_voice_is_fitted_in_pitch_and_tempo(samples):
    fitted = {name: tuning.tuned(path) for name, (path, _) in samples.items()}
    assert fitted["high"].rate > fitted["deep"].rate
    for name, (_, pitch) in samples.items():
        take = utter(tuning.REFERENCE, "en", fitted[name], 1)
        reached = tuning.pitch_of(tuning._at_rate(take.samples, take.rate))
        assert abs(np.log2(reached / pitch)) < 0.25  # a quarter of an octave


def test_silence_and_broken_files_are_no_voice(tmp_path):
    (tmp_path / "broken.wav").write_bytes(b"RIFF what")
    assert tuning.tuned(tmp_path / "broken.wav") is None
    assert tuning.tuned(tmp_path / "missing.wav") is None


def test_a_granted_voice_is_used_and_said_to_be_synthetic(views, samples):
    request = Request(
        '@jonas says "Good evening"', 4, 90, 160, cameos=(likeness(views, voice=samples["high"][0]),)
    )
    take = PaperTheatre().render(request, lambda _: None, lambda: False)
    assert take.lines[0].voice.startswith("synthetic")
    assert take.understood["voices"] == {"jonas": take.lines[0].voice}
    kept = replace(request, cameos=(likeness(views),))
    other = PaperTheatre().render(kept, lambda _: None, lambda: False)
    assert other.lines[0].voice == ""
    assert other.sound.shape == take.sound.shape
    assert np.abs(other.sound - take.sound).max() > 0.01


def test_one_voice_per_cameo_is_kept_apart_from_others(samples):
    scene = direct('@jonas says "One". @lena says "Two".', 6)
    own = {"jonas": tuning.tuned(samples["deep"][0])}
    told = voice.speak(scene, 1, own)
    assert len(told) == 2


def test_an_edited_scene_can_not_get_round_the_owner_s_wish(views):
    mine = likeness(views, manner="never in red")
    told = {"figures": [{"lemma": "man", "cameo": "jonas", "colour": "red"}]}
    said, unknown = PaperTheatre().understand(Request("@jonas waves", 4, cameos=(mine,), scene=told))
    assert said["scene"]["figures"][0]["colour"] is None
    assert unknown == ("red",)
