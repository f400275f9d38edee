"""What a clip looks like: a film encoded anew, graded, mirrored or cropped is near, another of its kind is not."""

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from generation.engines.registry import engine_named
from generation.engines.types import Request
from generation.looking import seen_in
from generation.pipeline.encode import encode
from provenance.looks import Eye, distance, is_near_copy, pictures_from, roughly_like

FOX, AGAIN, CAT = (
    ("A fox runs through the forest", 1),
    ("A fox runs through the forest", 2),
    ("A cat in the city", 1),
)


@pytest.fixture(scope="module")
def films(tmp_path_factory) -> dict[tuple[str, int], Path]:
    """Clips of the paper theatre as they leave it, small."""
    folder, made = tmp_path_factory.mktemp("films"), {}
    for words, seed in (FOX, AGAIN, CAT):
        wanted = Request(words, 3, width=180, height=320, fps=12, seed=seed, sound=False)
        film = engine_named("papertheatre", "").render(wanted, lambda done: None, lambda: False)
        path = folder / f"{len(made)}.mp4"
        made[words, seed] = encode(film, path, (), lambda index, frame: None).path
    return made


def encoded_anew(path: Path, change, crf: int = 33) -> Path:
    """As somebody else's program would: other size, other rate, harder compression."""
    target = path.with_name(f"{change.__name__}.mp4")
    with av.open(str(path)) as source, av.open(str(target), "w") as file:
        stream = file.add_stream("libx264", rate=12, options={"crf": str(crf), "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 120, 214, "yuv420p"
        for picture in source.decode(video=0):
            frame = cv2.resize(change(picture.to_ndarray(format="rgb24")), (120, 214))
            file.mux(stream.encode(av.VideoFrame.from_ndarray(frame, "rgb24")))
        file.mux(stream.encode(None))
    return target


def smaller(frame):
    return frame


def cropped(frame):
    return frame[12:-12, 7:-7]


def warmer_and_darker(frame):
    return np.clip(frame * np.array([0.8, 0.7, 0.55]) + 6, 0, 255).astype(np.uint8)


def faded(frame):
    return np.clip((frame.astype(float) - 128) * 0.7 + 140, 0, 255).astype(np.uint8)


def mirrored(frame):
    return np.ascontiguousarray(frame[:, ::-1])


def mirrored_and_cropped(frame):
    return mirrored(frame[16:-16, 9:-9])


@pytest.mark.parametrize(
    "change", [smaller, cropped, warmer_and_darker, faded, mirrored, mirrored_and_cropped]
)
def test_the_same_film_encoded_anew_graded_mirrored_or_cropped_is_near(films, change):
    first, copy = seen_in(films[FOX]).look, seen_in(encoded_anew(films[FOX], change)).look
    assert is_near_copy(copy.pictures, first.pictures)
    others = np.stack([seen_in(films[CAT]).look.usual, first.usual])
    assert roughly_like(copy.usual, others).tolist()[0] == 1


def test_another_film_is_not_near_even_of_the_same_words(films):
    looks = [seen_in(path).look.pictures for path in films.values()]
    for one in looks:
        for other in looks:
            assert is_near_copy(one, other) == (one is other), distance(one, other)


def test_it_is_the_same_taken_from_the_file_or_while_it_is_drawn(films):
    look = seen_in(films[CAT]).look
    with av.open(str(films[CAT])) as file:
        eye = Eye(12)
        passed = list(eye.watch(picture.to_ndarray(format="rgb24") for picture in file.decode(video=0)))
    assert len(passed) == 36
    assert (eye.look().pictures == look.pictures).all()
    assert (pictures_from(look.to_bytes()) == look.pictures).all()
    assert look.light > 40
    assert 0.01 < look.movement <= 1


def test_plain_and_missing_pictures_are_like_nothing():
    plain, nothing = Eye(2), Eye(2)
    for _frame in plain.watch(np.full((40, 30, 3), shade, np.uint8) for shade in range(6)):
        pass
    look, empty = plain.look(), nothing.look()
    assert (look.light, look.movement) == (0.0, 0.0)
    assert not is_near_copy(look.pictures, look.pictures)
    assert not is_near_copy(empty.pictures, look.pictures)
    assert empty.usual.shape == (6, 32)
    assert not len(roughly_like(empty.usual, np.zeros((0, 6, 32), np.uint8)))
