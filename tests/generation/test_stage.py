"""The paper stage: it shows what it knows, repeats itself exactly, and streams."""

import inspect

import numpy as np
import pytest
from PIL import Image, ImageDraw

from generation.engines.papertheatre import repertoire, stage
from generation.engines.papertheatre.scene import Action, Figure, Scene, Speech, Spoken
from generation.engines.papertheatre.theatre import PaperTheatre
from generation.engines.types import COMPOSITE, Likeness, Request, Stopped

SIZE = (180, 320)


def scene(*figures, actions=(), set="room", time="day", weather="clear", camera="static", seconds=4.0):
    cast = [Figure(lemma, repertoire.FIGURES[lemma]) for lemma in figures]
    told = [Action(*action) for action in actions]
    return Scene("", "en", seconds, set, time, weather, camera, figures=cast, actions=told)


def perform(played, spoken=(), faces=None, size=SIZE, fps=24, seed=1):
    return stage.perform(played, list(spoken), faces or {}, *size, fps, seed)


def first(played, **more):
    return next(perform(played, **more).frames())


def take(show, count):
    return [frame for frame, _ in zip(show.frames(), range(count), strict=False)]


@pytest.mark.parametrize("lemma", repertoire.FIGURES)
def test_every_figure_can_be_seen(lemma):
    empty = first(scene(set="space"))
    shown = first(scene(lemma, set="space"))
    changed = (np.abs(shown.astype(int) - empty) > 12).any(axis=2)
    assert changed.mean() > 0.002


@pytest.mark.parametrize("name", repertoire.SETS)
def test_every_set_has_depth_at_every_time(name):
    seen = [first(scene(set=name, time=time)) for time in repertoire.TIMES]
    for frame in seen:
        assert frame.shape == (320, 180, 3)
        assert frame.dtype == np.uint8
        assert frame.std() > 12


@pytest.mark.parametrize("weather", repertoire.WEATHERS[1:])
def test_weather_shows(weather):
    clear = first(scene("woman", set="street"))
    assert np.abs(first(scene("woman", set="street", weather=weather)).astype(int) - clear).mean() > 1


@pytest.mark.parametrize("verb", repertoire.VERBS)
def test_every_verb_can_be_played(verb):
    show = perform(scene("child", "ball", actions=[(0, verb, 1)], set="space"), size=(54, 96))
    frames = take(show, 10)
    assert any((frames[0] != frame).any() for frame in frames[1:])
    assert {event.kind for event in show.events} <= set(repertoire.EVENT_KINDS)


def test_same_seed_same_frames_another_seed_another_clip():
    told = {"actions": [(0, "run"), (1, "jump")], "weather": "snow"}
    one, two, other = (take(perform(scene("dog", "girl", **told), seed=seed), 12) for seed in (5, 5, 6))
    assert all((a == b).all() for a, b in zip(one, two, strict=True))
    assert any((a != b).any() for a, b in zip(one, other, strict=True))


def test_a_ball_sounds_when_it_is_lowest():
    show = perform(scene("ball", actions=[(0, "bounce")], seconds=5))
    height = show.motion.tracks[0].height
    bounces = [event for event in show.events if event.kind == "bounce"]
    floor = [round(event.at * 24) for event in bounces if height[round(event.at * 24)] < 0.1]
    assert len(floor) >= 3
    for frame in floor:
        around = height[max(0, frame - 4) : frame + 5]
        assert height[frame] <= around.min() + 0.03


@pytest.mark.parametrize("lemma", ["woman", "dog", "bird", "robot", "cat"])
def test_a_mouth_opens_with_the_voice(lemma):
    line = Speech("Hello", "en", 0)
    mouth = np.ones(24, np.float32)
    spoken = Spoken(line, 0.0, 1.0, np.zeros(48000, np.float32), mouth)
    silent = first(scene(lemma))
    speaking = first(scene(lemma), spoken=[spoken])
    assert (silent != speaking).any()


def test_frames_are_drawn_as_they_are_read():
    frames = perform(scene("woman")).frames()
    assert inspect.isgenerator(frames)
    kept = next(frames)
    before = kept.copy()
    next(frames)
    assert (kept == before).all()


@pytest.mark.parametrize("size", [(320, 180), (180, 320)])
@pytest.mark.parametrize("camera", repertoire.CAMERAS)
def test_any_size_and_camera(size, camera):
    frame = first(scene("man", "car", camera=camera, actions=[(1, "drive")]), size=size)
    assert frame.shape == (size[1], size[0], 3)


@pytest.fixture
def face(tmp_path):
    picture = Image.new("RGBA", (120, 160), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((8, 4, 112, 156), fill=(20, 230, 60, 255))
    path = tmp_path / "face.png"
    picture.save(path)
    return path


def green(frame):
    r, g, b = (frame[..., i].astype(int) for i in range(3))
    return int(((g > 150) & (r < 90) & (b < 120)).sum())


@pytest.mark.parametrize("lemma", ["woman", "astronaut", "dog"])
def test_a_cameo_wears_the_face(lemma, face):
    played = scene(lemma, set="room")
    played.figures[0].cameo = "jonas"
    assert green(first(played, faces={"jonas": face})) > 150
    assert green(first(played, faces={"jonas": None})) < 20


def test_a_cameo_s_jaw_opens(face):
    played = scene("man", set="room")
    played.figures[0].cameo = "jonas"
    spoken = Spoken(Speech("Ho", "en", 0), 0.0, 1.0, np.zeros(48000, np.float32), np.ones(24, np.float32))
    faces = {"jonas": face}
    assert (first(played, faces=faces) != first(played, faces=faces, spoken=[spoken])).any()


def test_the_engine_can_be_stopped():
    request = Request("A dog runs on the beach", 4.0, 90, 160)
    answers = iter([False, False, False, True])
    done = []
    take = PaperTheatre().render(request, done.append, lambda: next(answers))
    with pytest.raises(Stopped):
        list(take.frames)
    assert 1 <= len(done) < 8


def test_the_engine_gives_a_whole_take(face):
    request = Request(
        '@jonas says "Good evening" in the street at night',
        4.0,
        90,
        160,
        cameos=(Likeness("jonas", "Jonas", face),),
    )
    progress = []
    take = PaperTheatre().render(request, progress.append, lambda: False)
    assert sum(1 for _ in take.frames) == take.frame_count == 96
    assert take.sound.shape == (4 * 48000, 2)
    assert take.source_type == COMPOSITE
    assert take.lines[0].text == "Good evening"
    assert progress[-1] == 1.0
    assert progress == sorted(progress)
