"""What is known of a clip besides its pictures: where captions go, what is described, the same twice."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from generation.engines.papertheatre import faces, stage, voice
from generation.engines.papertheatre.director import direct
from generation.engines.papertheatre.flashes import is_calm
from generation.engines.papertheatre.theatre import PaperTheatre
from generation.engines.types import Line, Request
from generation.pipeline.captions import captions

TALKS = [
    'A girl says "Good morning, is anybody there?"',
    'A giraffe in the park says "I can see everything from up here"',
    'A whale says "Good evening, my friends" in the sea',
    "Zwei Hunde im Garten. Der Hund sagt „Guten Morgen, du da drüben!“",
]


@pytest.mark.parametrize("size", [(90, 160), (160, 90)], ids=["portrait", "landscape"])
@pytest.mark.parametrize("prompt", TALKS)
def test_no_caption_lies_on_a_face(prompt, size):
    scene = direct(prompt, 6)
    spoken = voice.speak(scene, 1)
    show = stage.perform(scene, spoken, {}, *size, 24, 1)
    ground = faces.ground_of(show.shots[0])
    for line, place in zip(spoken, show.caption_places(spoken), strict=True):
        top = int(place.split("%")[0].removeprefix("line:")) / 100
        frame = round((line.start + line.end) / 2 * 24)
        heads = list(faces.heads(show.shots[0], frame, ground))
        assert heads
        assert faces.covered(top, heads) <= min(faces.covered(one, heads) for one in faces.TOPS) + 1e-6


def test_the_place_is_in_the_captions():
    told = captions([Line("Hello", 0.2, 1.0, "en", "girl", place="line:10% position:50%")], 4)
    assert "--> 00:00:01.000 line:10% position:50%\n" in told


def test_a_fitted_voice_is_said_to_be_synthetic_in_the_captions():
    told = captions([Line("Hello", 0.2, 1.0, "en", "jonas", voice="synthetic, fitted")], 4)
    assert "NOTE voice of jonas: synthetic, fitted" in told


def test_everything_is_described():
    request = Request(
        'Shot 1: a dog chases a red ball on the beach. Shot 2: a girl says "Hi" at night.', 6, 90, 160
    )
    told = json.loads(json.dumps(PaperTheatre().describe(request)))
    assert (told["frames"], told["fps"], len(told["shots"])) == (144, 24, 2)
    assert [shot["first_frame"] for shot in told["shots"]] == [0, 72]
    dog = told["shots"][0]["cast"][0]
    assert dog["lemma"] == "dog"
    assert len(dog["boxes"]) == told["shots"][0]["frames"]
    assert all(left < right and top < bottom for left, top, right, bottom in dog["boxes"])
    assert {turn["verb"] for turn in dog["does"]} == {"chase"}
    assert told["lines"][0]["text"] == "Hi"
    assert all(0 <= sound["frame"] <= told["frames"] for sound in told["sounds"])


def test_the_box_is_where_the_figure_is_drawn():
    request = Request("a red balloon", 4, 180, 320, seed=2)
    told = PaperTheatre().describe(request)
    frame = next(iter(PaperTheatre().render(request, lambda _: None, lambda: False).frames)).astype(int)
    red = (frame[..., 0] > 150) & (frame[..., 1] < 90) & (frame[..., 2] < 90)
    rows, columns = np.nonzero(red)
    left, top, right, bottom = told["shots"][0]["cast"][0]["boxes"][0]
    assert left * 180 - 12 < columns.mean() < right * 180 + 12
    assert top * 320 - 12 < rows.mean() < bottom * 320 + 12


@pytest.mark.parametrize("place", ["meadow", "sea", "city", "kitchen", "space"])
def test_from_above_there_is_a_floor_and_no_horizon(place):
    played = direct(f"A woman walks in the {place}, seen from above", 4)
    level = replace(played, camera="static")
    above, before = (
        next(stage.perform(one, [], {}, 90, 160, 24, 1).frames()).astype(int) for one in (played, level)
    )
    assert np.abs(above - before).mean() > 8
    top, middle = above[10:30].mean(axis=(0, 1)), above[60:80].mean(axis=(0, 1))
    assert np.abs(top - middle).max() < 90


@pytest.mark.parametrize("rate", [24, 30])
def test_both_rates_last_as_long(rate):
    take = PaperTheatre().render(Request("a cat jumps", 4, 90, 160, fps=rate), lambda _: None, lambda: False)
    frames = list(take.frames)
    assert (len(frames), take.fps, len(take.sound)) == (4 * rate, rate, 4 * 48_000)
    assert is_calm(frames, rate)


TWICE = """
import hashlib
from generation.engines.papertheatre.theatre import PaperTheatre
from generation.engines.types import Request
prompt = 'A dog chases two balls in a storm and says "Wait!" Cut to: a robot dances in the city at night.'
take = PaperTheatre().render(Request(prompt, 4, 180, 320, seed=11), lambda _: None, lambda: False)
told = hashlib.sha256(take.sound.tobytes())
for frame in take.frames:
    told.update(frame.tobytes())
print(told.hexdigest())
"""


def test_two_processes_make_the_same_bit_for_bit():
    told = {
        subprocess.run([sys.executable, "-c", TWICE], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(told) == 1
    assert len(told.pop().strip()) == 64
