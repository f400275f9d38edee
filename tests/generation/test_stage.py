"""The paper stage: it shows what it knows, repeats itself exactly, and streams."""

import inspect
import subprocess
import sys

import numpy as np
import pytest
import skia
from PIL import Image, ImageDraw

from generation.engines.papertheatre import flashes, repertoire, stage
from generation.engines.papertheatre.scene import Action, Figure, Scene, Shot, Speech, Spoken
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
    assert green(first(played, faces={"jonas": Likeness("jonas", "Jonas", face)})) > 150
    assert green(first(played, faces={"jonas": Likeness("jonas", "Jonas")})) < 20


def test_a_cameo_s_jaw_opens(face):
    played = scene("man", set="room")
    played.figures[0].cameo = "jonas"
    spoken = Spoken(Speech("Ho", "en", 0), 0.0, 1.0, np.zeros(48000, np.float32), np.ones(24, np.float32))
    faces = {"jonas": Likeness("jonas", "Jonas", face)}
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


def told(*figures, action=(), relation="", **looks):
    played = scene(*figures, actions=[action] if action else [])
    played.relations = [(0, relation, 1)] if relation else []
    for name, value in looks.items():
        setattr(played, name, value)
    return played


@pytest.mark.parametrize("style", repertoire.STYLES)
def test_every_style_looks_different(style):
    plain, styled = first(told("woman", set="meadow")), first(told("woman", set="meadow", style=style))
    assert np.abs(plain.astype(int) - styled).mean() > 3


@pytest.mark.parametrize(
    "look", [{"light": "candle"}, {"light": "neon"}, {"season": "autumn"}, {"mood": "spooky"}]
)
def test_lamps_seasons_and_moods_colour_the_picture(look):
    plain, lit = first(told("woman", set="forest")), first(told("woman", set="forest", **look))
    assert np.abs(plain.astype(int) - lit).mean() > 3


@pytest.mark.parametrize("seconds", [4, 8, 10, 12, 15, 20])
@pytest.mark.parametrize("fps", [24, 30])
def test_every_length_at_both_rates(seconds, fps):
    show = perform(scene("ball", actions=[(0, "bounce")], seconds=seconds), fps=fps, size=(36, 64))
    assert show.frame_count == seconds * fps
    assert len(show.motion.tracks[0].x) == seconds * fps
    assert all(0 <= event.at <= seconds for event in show.events)


@pytest.mark.parametrize("size", [(720, 1280), (1280, 720), (1080, 1920)])
def test_every_picture_size(size):
    assert first(scene("dog", set="castle"), size=size).shape == (size[1], size[0], 3)


def test_two_processes_draw_the_same():
    script = """
import hashlib
from generation.engines.papertheatre import stage
from generation.engines.papertheatre.scene import Action, Figure, Scene
cast = [Figure("girl", "person"), Figure("ball", "prop")]
s = Scene("", "en", 4.0, "volcano", "night", "rain", "zoom_in", "collage", cast)
s.actions = [Action(0, "throw", 1)]
show = stage.perform(s, [], {}, 90, 160, 24, 7)
print(hashlib.sha256(b"".join(frame.tobytes() for frame, _ in zip(show.frames(), range(30)))).hexdigest())
"""
    prints = {subprocess.check_output([sys.executable, "-c", script]) for _ in range(2)}
    assert len(prints) == 1


def storyboard(*transitions):
    played = scene("woman", "dog", seconds=4.0 * len(transitions))
    played.shots = [
        Shot(
            1 / len(transitions),
            name,
            "day",
            "clear",
            transition=how,
            cast=[0, 1],
            actions=[Action(0, "jump")],
        )
        for name, how in zip(("beach", "city", "room"), transitions, strict=False)
    ]
    return played


def test_shots_follow_one_another_with_their_own_sounds():
    show = perform(storyboard("cut", "cut"), size=(90, 160))
    frames = list(show.frames())
    assert len(frames) == show.frame_count == 192
    jump = np.abs(frames[96].astype(int) - frames[95]).mean()
    assert jump > 4 * np.abs(frames[95].astype(int) - frames[94]).mean()
    assert any(event.at < 4 for event in show.events)
    assert any(event.at > 4 for event in show.events)


@pytest.mark.parametrize("how", ["fade", "curtain", "page", "match"])
def test_transitions_join_two_shots(how):
    cut = list(perform(storyboard("cut", "cut"), size=(90, 160)).frames())
    joined = list(perform(storyboard("cut", how), size=(90, 160)).frames())
    assert len(joined) == len(cut)
    assert any((a != b).any() for a, b in zip(cut[96:112], joined[96:112], strict=True))
    assert (joined[-1] == cut[-1]).all()
    assert flashes.is_calm(joined, 24)


def test_a_line_is_spoken_in_its_own_shot():
    played = storyboard("cut", "cut")
    line = Spoken(Speech("Hi", "en", 0), 5.0, 6.0, np.zeros(48000, np.float32), np.ones(24, np.float32))
    line.shot = 1
    show = perform(played, spoken=[line], size=(36, 64))
    assert show.shots[0].motion.tracks[0].mouth is None
    assert show.shots[1].motion.tracks[0].mouth[26] == 1


def test_a_word_without_a_figure_stands_on_a_card():
    def with_card(word):
        played = scene(set="meadow")
        played.figures = [Figure("card", "card", called=word)]
        return first(played)

    assert (with_card("Trampolin") != with_card("Quitte")).any()
    assert with_card("Größe Ω 7").shape == (320, 180, 3)


@pytest.mark.parametrize("how", ["under", "behind", "in_front_of", "beside", "above", "on"])
def test_relations_change_places(how):
    placed = perform(told("cat", "table", relation=how)).shots[0].actors
    free = perform(told("cat", "table")).shots[0].actors
    assert [(a.home, a.row, a.hover) for a in placed] != [(a.home, a.row, a.hover) for a in free]


def test_who_goes_round_passes_behind_and_before():
    show = perform(told("dog", "house", action=(0, "run"), relation="around"))
    orders = {tuple(show.shots[0]._order(frame)) for frame in range(96)}
    assert len(orders) == 2


def test_who_passes_behind_comes_out_again_the_same():
    show = perform(told("dog", "house", action=(0, "run"), relation="around"))
    shot, canvas = show.shots[0], skia.Surface(*SIZE).getCanvas()
    shot.open({})
    hand, pose = shot.puppeteers[0], show.motion.pose(show.motion.tracks[0], 4)
    hand.redraw(pose, 1.0)
    before = hand.pixels.copy()
    orders = set()
    for frame in range(96):
        shot.draw(canvas, frame)
        orders.add(tuple(shot._order(frame)))
    hand.redraw(pose, 1.0)
    assert before.any()
    assert (hand.pixels == before).all()
    assert len(orders) == 2  # it was behind the house, and before it


def test_a_throw_leaves_the_hand_when_it_sounds():
    show = perform(told("girl", "ball", "boy", action=(0, "throw", 1)))
    girl, ball, boy = show.motion.tracks
    throws = [event for event in show.events if event.kind == "throw"]
    catches = [event for event in show.events if event.kind == "catch"]
    assert throws
    assert catches
    thrown, caught = (float(ball.x[round(event.at * 24)]) for event in (throws[0], catches[0]))
    assert abs(thrown - girl.x[0]) < abs(thrown - boy.x[0])
    assert abs(caught - boy.x[0]) < abs(caught - girl.x[0])


def test_a_hug_touches():
    show = perform(told("woman", "man", action=(0, "hug", 1)))
    one, two = show.motion.tracks
    assert abs(one.x[-1] - two.x[-1]) < 0.35 * two.actor.height < abs(one.x[0] - two.x[0])


def test_a_climb_goes_up_and_a_frog_becomes_a_prince():
    climber = perform(told("boy", "tree", action=(0, "climb", 1))).motion.tracks[0]
    assert climber.height[-1] > 0.1 > climber.height[0]
    show = perform(told("frog", "prince", action=(0, "turn_into", 1)))
    frog, prince = show.motion.tracks
    assert frog.bursts_at == prince.appears_at
    assert "sparkle" in {event.kind for event in show.events}


@pytest.mark.parametrize(
    "risky",
    [
        {"set": "sea", "weather": "storm"},
        {"set": "city", "weather": "storm", "time": "night"},
        {"set": "space", "action": (0, "explode")},
        {"set": "city", "light": "neon", "action": (0, "drive")},
        {"set": "concert", "style": "noir"},
    ],
)
def test_no_clip_flashes_more_than_three_times_a_second(risky):
    show = perform(told("car", "balloon", **risky), size=(90, 160))
    assert flashes.most_flashes(show.frames(), 24) <= 3


def blinking(every, colour=(255, 255, 255), count=48):
    for i in range(count):
        yield np.full((64, 64, 3), colour if i // every % 2 else (0, 0, 0), np.uint8)


def test_flashing_is_seen_and_calmed():
    assert flashes.most_flashes(blinking(12), 24) <= 1
    assert not flashes.is_calm(blinking(3), 24)
    assert not flashes.is_calm(blinking(3, (255, 0, 0)), 24)
    assert flashes.is_calm(flashes.calmed(blinking(3), 24), 24)
