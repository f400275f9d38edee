"""The face finder: it sees a face wherever it stands, none where none is, and knows a picture again."""

import numpy as np
import pytest

from policy.faces import faces_in, is_out_of
from tests.faces import drawn_face, meadow


def pixels(picture):
    return np.asarray(picture.convert("RGB"))


@pytest.mark.parametrize("size", [160, 480, 1600])
def test_a_face_is_found_at_any_size(size):
    faces = faces_in(pixels(drawn_face(size)))
    assert len(faces) == 1
    middle = faces[0].x + faces[0].width / 2
    assert abs(middle - size / 2) < size * 0.1


def test_a_face_in_a_corner_of_a_landscape_is_found():
    scene = meadow(1280, 720)
    scene.paste(drawn_face(200), (1000, 100))
    (face,) = faces_in(pixels(scene))
    assert face.x > 950
    assert face.y > 80


@pytest.mark.parametrize(
    "picture",
    [
        np.zeros((480, 640, 3), np.uint8),
        pixels(meadow()),
        np.random.default_rng(1).integers(0, 255, (300, 300, 3), np.uint8),
        np.full((1, 1, 3), 7, np.uint8),
    ],
    ids=["dark", "meadow", "noise", "one pixel"],
)
def test_nobody_is_seen_where_nobody_is(picture):
    assert faces_in(picture) == ()


def test_a_known_picture_is_known_again_cut_and_scaled():
    known = pixels(drawn_face(480))
    scene = meadow(1280, 960)
    scene.paste(drawn_face(300), (300, 300))
    shown = pixels(scene)
    (face,) = faces_in(shown)
    assert is_out_of(shown, face, known)


def test_somebody_else_is_not_taken_for_the_known_one():
    shown = pixels(drawn_face(480, long=True))
    face = faces_in(shown)[0]
    assert not is_out_of(shown, face, pixels(drawn_face(480)))
    assert not is_out_of(shown, face, pixels(meadow()))
