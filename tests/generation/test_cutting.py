"""Cutting real films: which frames, where the sound is, what is said when, which frames carry a mark already."""

import itertools
from pathlib import Path

import av
import numpy as np
import pytest

from generation.engines.types import (
    ALGORITHMIC,
    COMPOSITE,
    COMPOSITE_TRAINED,
    SOUND_RATE,
    TRAINED,
    Line,
    Take,
)
from generation.pipeline.cutting import MarkWhereNeeded, Part, continued, cut, footage, source_type_of
from generation.pipeline.encode import encode

BITS, CLICK = 8, 480


def numbered(width: int, height: int, number: int) -> np.ndarray:
    """A frame that says its number in stripes of black and white."""
    frame = np.zeros((height, width, 3), np.uint8)
    for bit in range(BITS):
        if number >> bit & 1:
            frame[:, bit * width // BITS : (bit + 1) * width // BITS] = 230
    return frame


def number_of(frame: np.ndarray) -> int:
    width = frame.shape[1]
    middles = [round((bit + 0.5) * width / BITS) for bit in range(BITS)]
    row = frame[frame.shape[0] // 2]
    return sum(int(row[at].mean() > 110) << bit for bit, at in enumerate(middles))


def film(path: Path, *, fps=24, size=(160, 288), seconds=4.0, loud=0.4, clicks=True, first=0) -> Path:
    """Numbered frames, and a click at the beginning of each second."""
    count = round(fps * seconds)
    sound = np.zeros((round(seconds * SOUND_RATE), 2), np.float32)
    for second in range(int(seconds)) if clicks else ():
        at = second * SOUND_RATE
        sound[at : at + CLICK] = loud * np.sin(np.arange(CLICK) / 4)[:, None]
    if not clicks:
        sound[:] = (loud * np.sin(np.arange(len(sound)) / 20)).astype(np.float32)[:, None]
    frames = (numbered(*size, first + number) for number in range(count))
    take = Take(frames, count, fps, sound, ALGORITHMIC)
    encode(take, path, (), lambda index, frame: None)
    return path


def part(path: Path, start=0.0, end=4.0, lines=(), source_type=ALGORITHMIC) -> Part:
    return Part(path, start, end, source_type, tuple(lines))


def numbers(take: Take) -> list[int]:
    return [number_of(frame) for frame in take.frames]


def clicks(sound: np.ndarray) -> list[float]:
    loud = np.flatnonzero(np.abs(sound[:, 0]) > 0.08)
    starts = loud[np.flatnonzero(np.diff(loud, prepend=-SOUND_RATE) > SOUND_RATE // 10)]
    return [round(float(at) / SOUND_RATE, 3) for at in starts]


@pytest.fixture(scope="module")
def one(tmp_path_factory) -> Path:
    return film(tmp_path_factory.mktemp("films") / "one.mp4")


@pytest.mark.parametrize(
    ("spans", "wanted"),
    [
        ([(0, 4)], list(range(96))),
        ([(1, 2)], list(range(24, 48))),
        ([(1.0417, 1.1667)], [25, 26, 27]),
        ([(3, 4), (0, 0.5)], [*range(72, 96), *range(12)]),
        ([(2.5, 3), (2.5, 3)], [*range(60, 72)] * 2),
        ([(3.9583, 9)], [95]),
    ],
)
def test_the_very_frames_are_cut(one, spans, wanted):
    made = cut([part(one, *span) for span in spans], 160, 288)
    assert numbers(made.take) == wanted
    assert made.take.frame_count == len(wanted)


def test_an_encoded_cut_shows_the_same_frames(one, tmp_path):
    made = cut([part(one, 2, 3), part(one, 0.5, 1)], 160, 288)
    encode(made.take, tmp_path / "cut.mp4", (), lambda index, frame: None)
    assert footage(tmp_path / "cut.mp4").frames == 36
    with av.open(str(tmp_path / "cut.mp4")) as file:
        shown = [number_of(frame.to_ndarray(format="rgb24")) for frame in file.decode(video=0)]
    assert shown == [*range(48, 72), *range(12, 24)]


def test_the_sound_stays_within_a_frame_of_the_picture(one):
    made = cut([part(one, 1.5, 4), part(one, 0, 1.5)], 160, 288)
    heard = clicks(made.take.sound)
    assert len(heard) == 4
    for found, wanted in zip(heard, [0.5, 1.5, 2.5, 3.5], strict=True):
        assert abs(found - wanted) < 1 / 24
    assert len(made.take.sound) == 4 * SOUND_RATE


def test_sizes_and_rates_are_brought_together(one, tmp_path):
    wide = film(tmp_path / "wide.mp4", fps=30, size=(288, 160), seconds=2, first=100)
    made = cut([part(one, 0, 1), part(wide, 0, 1)], 160, 288)
    frames = list(made.take.frames)
    assert (made.take.fps, made.take.frame_count, len(frames)) == (30, 60, 60)
    assert {frame.shape for frame in frames} == {(288, 160, 3)}
    first = [number_of(frame) for frame in frames[:30]]
    assert (first[0], first[-1], len(set(first))) == (0, 23, 24)
    assert [number_of(frame) for frame in frames[30:]] == list(range(100, 130))
    assert int(frames[40][0].max()) < 40  # a dark stage above the wide picture


def test_a_join_that_melts_shares_frames_and_lines_move_with_it(one, tmp_path):
    other = film(tmp_path / "other.mp4", seconds=2, first=128)
    said = [Line("Wait", 0.5, 1.0), Line("Late", 1.6, 2.6)]
    made = cut([part(one, 0, 2), part(other, 0, 2, said)], 160, 288, dissolve=True)
    assert made.take.frame_count == 96 - 8
    frames = list(made.take.frames)
    assert len(frames) == 88
    assert [number_of(frame) for frame in frames[:40]] == list(range(40))
    assert [number_of(frame) for frame in frames[48:]] == list(range(136, 176))
    (wait, late) = made.take.lines
    assert wait.start == pytest.approx(0.5 + 40 / 24)
    assert late.end == pytest.approx(2 + 40 / 24)
    assert [made.needs_mark(index) for index in (39, 40, 47, 48)] == [False, True, True, False]


def test_three_parts_melt_one_after_the_other(one):
    made = cut([part(one, 0, 1), part(one, 1, 2), part(one, 3, 4)], 160, 288, dissolve=True)
    assert sum(1 for _frame in made.take.frames) == made.take.frame_count == 3 * 24 - 16


def test_lines_are_carried_with_their_times_or_left_out(one):
    said = [Line("One", 0.2, 0.8), Line("Two", 1.8, 2.4), Line("Three", 3.0, 3.5)]
    made = cut([part(one, 2, 4, said), part(one, 0, 1, said)], 160, 288)
    found = [(line.text, round(line.start, 2), round(line.end, 2)) for line in made.take.lines]
    assert found == [("Two", 0.0, 0.4), ("Three", 1.0, 1.5), ("One", 2.2, 2.8)]


def test_two_clips_come_to_one_level_and_one_clip_keeps_its_own(tmp_path):
    loud = film(tmp_path / "loud.mp4", seconds=1, loud=0.5, clicks=False)
    quiet = film(tmp_path / "quiet.mp4", seconds=1, loud=0.2, clicks=False)
    made = cut([part(loud, 0, 1), part(quiet, 0, 1)], 160, 288)
    halves = np.abs(made.take.sound[:, 0]).reshape(2, -1)[:, 4800:-4800].max(axis=1)
    assert 0.9 < halves[0] / halves[1] < 1.1
    alone = cut([part(quiet, 0, 0.5), part(quiet, 0.5, 1)], 160, 288)
    assert np.abs(alone.take.sound).max() == pytest.approx(0.2, abs=0.03)


def test_a_join_does_not_click(tmp_path):
    humming = film(tmp_path / "hum.mp4", seconds=2, loud=0.4, clicks=False)
    sound = cut([part(humming, 0, 0.7), part(humming, 1.3, 2)], 160, 288).take.sound[:, 0]
    joint = round(0.7083 * SOUND_RATE)
    assert np.abs(np.diff(sound[joint - 50 : joint + 50])).max() < 0.03


def test_a_silent_file_is_no_trouble(tiny_files):
    made = cut([part(tiny_files["video.mp4"], 0, 1)], 90, 160)
    assert not made.take.sound.any()
    assert sum(1 for _frame in made.take.frames) == 24


class Stamp:
    def apply(self, frame, index):
        frame[:] = 77


def test_frames_that_carry_a_mark_are_left_alone_and_all_others_get_one(one, tmp_path):
    bigger = film(tmp_path / "bigger.mp4", size=(320, 576), seconds=1)
    made = cut([part(one, 0, 1), part(bigger, 0, 1)], 160, 288)
    mark, marked = MarkWhereNeeded(Stamp(), made.needs_mark), []
    for index, frame in enumerate(itertools.islice(made.take.frames, 48)):
        mark.apply(frame, index)
        marked.append(int(frame[0, 0, 0]) == 77)
    assert marked == [False] * 24 + [True] * 24  # shown smaller, the old mark is smaller too
    assert made.needs_mark(10_000)  # more frames than anybody announced


def test_what_an_engine_goes_on_with_is_joined_and_marked(one):
    further = Take(
        (numbered(160, 288, 200 + n) for n in range(24)), 24, 24,
        np.zeros((SOUND_RATE, 2), np.float32), TRAINED, (Line("On", 0.1, 0.5),), {"a": 1}, ("word",),
    )  # fmt: skip
    made = continued(part(one, 0, 4, [Line("Wait", 0.2, 0.9)]), further, 160, 288)
    assert numbers(made.take) == [*range(96), *range(200, 224)]
    assert [(line.text, round(line.start, 2)) for line in made.take.lines] == [("Wait", 0.2), ("On", 4.1)]
    assert (made.take.source_type, made.take.understood, made.take.unknown) == (
        COMPOSITE_TRAINED, {"a": 1}, ("word",),
    )  # fmt: skip
    assert [made.needs_mark(index) for index in (0, 95, 96, 119, 500)] == [False, False, True, True, True]
    assert len(made.take.sound) == 5 * SOUND_RATE


def test_an_engine_of_another_size_and_rate_fits_itself_to_the_clip(one):
    frames = (numbered(168, 296, 200 + n) for n in range(12))
    further = Take(frames, 12, 12, np.zeros((SOUND_RATE, 2), np.float32), ALGORITHMIC)
    made = continued(part(one), further, 160, 288)
    shown = list(made.take.frames)
    assert (made.take.fps, made.take.frame_count, len(shown)) == (24, 120, 120)
    assert {frame.shape for frame in shown} == {(288, 160, 3)}
    assert [number_of(frame) for frame in shown[96:100]] == [200, 200, 201, 201]


@pytest.mark.parametrize(
    ("types", "wanted"),
    [
        ([ALGORITHMIC, ALGORITHMIC], ALGORITHMIC),
        ([TRAINED], TRAINED),
        ([ALGORITHMIC, COMPOSITE], COMPOSITE),
        ([ALGORITHMIC, TRAINED], COMPOSITE_TRAINED),
        ([COMPOSITE, COMPOSITE_TRAINED], COMPOSITE_TRAINED),
    ],
)
def test_the_source_type_is_that_of_all_of_them(types, wanted):
    assert source_type_of(types) == wanted
