"""The paper tag is on every frame, keeps out of the way, moves, and can be read on any ground."""

import numpy as np
import pytest

from provenance.visible import INK, PAPER, VisibleMark
from tests.films import FPS, gradient

SIZES = [(180, 320), (720, 1280), (1080, 1920), (1280, 720), (480, 480)]


def mark(width=720, height=1280, instance="kulisse.example", handle="mira"):
    return VisibleMark(instance, handle, width, height, FPS)


def changed(mark, index):
    """Where the mark changes a frame, as a mask."""
    before = gradient(mark.width, mark.height)
    after = before.copy()
    mark.apply(after, index)
    return (after != before).any(axis=2)


def test_every_frame_has_a_whole_tag():
    tag = mark(360, 640)
    least = changed(tag, 0).sum()
    for index in range(16 * FPS):
        assert changed(tag, index).sum() > 0.95 * least, index


def test_it_moves_to_both_sides_and_both_ends():
    tag = mark()
    seen = [changed(tag, index) for index in range(FPS, 15 * FPS, round(2.5 * FPS))]
    halves = {(bool(m[:, :360].sum() > m[:, 360:].sum()), bool(m[:640].any())) for m in seen}
    assert len(halves) == 4
    assert not np.logical_and.reduce(seen).any()  # no spot is covered all the time


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_middle_and_the_captions_stay_free(width, height):
    tag = mark(width, height, "a-very-long-instance-name.example.org", "somebody_with_a_long_handle")
    for index in range(0, 16 * FPS, 5):
        rows = np.nonzero(changed(tag, index).any(axis=1))[0]
        middle = (rows > height * 0.36) & (rows < height * 0.64)
        assert not middle.any()
        assert rows.max() < height * 0.8


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_long_name_is_shortened_not_the_picture_covered(width, height):
    short, long = (mark(width, height, instance=name) for name in ("kulisse.example", "x" * 80))
    columns = np.nonzero(changed(long, 0).any(axis=0))[0]
    assert columns.max() - columns.min() < 0.55 * width
    assert changed(short, 0).any()


@pytest.mark.parametrize("level", [0, 128, 255])
def test_paper_and_ink_on_any_ground(level):
    frame = np.full((1280, 720, 3), level, np.uint8)
    tag = mark()
    tag.apply(frame, 0)
    left, top = tag.places(0)[0]
    patch = frame[top + 20 : top + 60, left + 30 : left + 200].reshape(-1, 3).astype(int)
    assert (np.abs(patch - PAPER).max(axis=1) <= 2).mean() > 0.4
    assert (np.abs(patch - INK).max(axis=1) <= 12).any()


def test_what_the_built_in_letters_lack_is_spelled_out():
    assert (changed(mark(instance="Bühne"), 0) == changed(mark(instance="Buehne"), 0)).all()


def test_refuses_a_frame_of_another_size():
    with pytest.raises(ValueError, match="720x1280"):
        mark().apply(np.zeros((320, 180, 3), np.uint8), 0)
