"""What is decoded of what somebody sends: within limits, by two demuxers, and nothing at all of the rest."""

import contextlib
import io
import struct

import av
import numpy as np
import pytest
from PIL import Image

from policy import recordings as limits
from policy.pictures import open_picture
from policy.recordings import NotUsable, media_type_of, middle_frame, open_film
from tests.faces import as_bytes, drawn_face
from tests.recordings import RATE, beep, encode, head


@pytest.fixture(scope="module")
def still() -> list:
    return [head()] * 80


@pytest.fixture(scope="module")
def good(still) -> bytes:
    return encode(still, np.tile(beep(1.0), 5))


def code_of(data: bytes, opener=open_film) -> str:
    with pytest.raises(NotUsable) as refused:
        opener(data)
    return refused.value.code


def test_webm_and_mp4_are_opened(still, good):
    for data in (good, encode(still, np.tile(beep(1.0), 5), video="libx264", audio="aac", container="mp4")):
        film = open_film(data)
        assert 5 < film.seconds < 6
        assert 20 <= len(film.frames) <= 30
        assert film.frames[0].shape == (360, 270, 3)
        assert len(film.sound) / limits.RATE == pytest.approx(film.seconds, abs=0.4)


def test_a_phone_held_upright_is_turned(still):
    data = io.BytesIO()
    with av.open(data, "w", format="mp4") as file:
        video, sound = file.add_stream("libx264", rate=15), file.add_stream("aac", rate=RATE, layout="mono")
        video.width, video.height, video.pix_fmt = 360, 270, "yuv420p"
        video.metadata["rotate"] = "90"
        for _time in range(80):
            file.mux(video.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(np.rot90(head())))))
        file.mux(video.encode(None))
        part = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        part.sample_rate = RATE
        file.mux(sound.encode(part))
        file.mux(sound.encode(None))
    shape = open_film(data.getvalue()).frames[0].shape
    assert shape in ((360, 270, 3), (270, 360, 3))  # this writer keeps no display matrix; no crash either way


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "RECORDING_EMPTY"),
        (b"\x1a\x45\xdf\xa3" + b"a" * 5000, "RECORDING_BROKEN"),
        (b"\0\0\0\x20ftypisom" + b"\xff" * 5000, "RECORDING_BROKEN"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "RECORDING_CONTAINER"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "RECORDING_CONTAINER"),
        (b"<html><script>alert(1)</script>", "RECORDING_CONTAINER"),
        (b"RIFF\x24\0\0\0AVI LIST", "RECORDING_CONTAINER"),
        (b"GIF89a" + b"\0" * 100, "RECORDING_CONTAINER"),
    ],
)
def test_what_is_no_recording(data, code):
    assert code_of(data) == code


def test_truncated_at_any_place_is_an_answer_and_no_crash(good):
    for share in (0.02, 0.1, 0.3, 0.6, 0.9):
        data = good[: int(len(good) * share)]
        with contextlib.suppress(NotUsable):
            assert open_film(data).seconds < 6


def test_bytes_turned_over_are_an_answer_and_no_crash(good):
    chance = np.random.default_rng(3)
    for _time in range(12):
        broken = bytearray(good)
        for place in chance.integers(40, len(good), 30):
            broken[place] ^= 0xFF
        with contextlib.suppress(NotUsable):
            open_film(bytes(broken))


def test_too_large(monkeypatch, good):
    monkeypatch.setattr(limits, "LARGEST", len(good) - 1)
    assert code_of(good) == "RECORDING_TOO_LARGE"


def test_too_short(still):
    assert code_of(encode(still[:20], beep(1.0))) == "RECORDING_TOO_SHORT"


def test_without_sound_or_picture(still):
    assert code_of(encode(still, None, audio=None)) == "RECORDING_WITHOUT_SOUND"
    data = io.BytesIO()
    with av.open(data, "w", format="webm") as file:
        sound = file.add_stream("libopus", rate=RATE, layout="mono")
        part = av.AudioFrame.from_ndarray(np.zeros((1, 960), np.float32), format="fltp", layout="mono")
        part.sample_rate = RATE
        file.mux(sound.encode(part))
        file.mux(sound.encode(None))
    assert code_of(data.getvalue()) == "RECORDING_WITHOUT_PICTURE"


def test_an_hour_is_not_decoded(still):
    """A frame a minute: small on the disk, an hour long. A file that hides its length is left after the first minute."""
    data = io.BytesIO()
    with av.open(data, "w", format="matroska", options={"live": "1"}) as file:
        video, sound = (
            file.add_stream("libvpx", rate=15),
            file.add_stream("libopus", rate=RATE, layout="mono"),
        )
        video.height, video.width, video.pix_fmt = 360, 270, "yuv420p"
        part = av.AudioFrame.from_ndarray(np.zeros((1, 960), np.float32), format="fltp", layout="mono")
        part.sample_rate = RATE
        file.mux(sound.encode(part))
        for minute in range(60):
            frame = av.VideoFrame.from_ndarray(still[0])
            frame.pts = minute * 60 * 15
            file.mux(video.encode(frame))
        file.mux(video.encode(None))
        file.mux(sound.encode(None))
    assert code_of(data.getvalue()) == "RECORDING_TOO_LONG"


def test_a_picture_like_a_zip_bomb_is_not_decoded():
    huge = [np.zeros((2400, 4096, 3), np.uint8)] * 2
    assert code_of(encode(huge, beep(1.0))) == "RECORDING_SIZE"
    tiny = [np.zeros((64, 64, 3), np.uint8)] * 2
    assert code_of(encode(tiny, beep(1.0))) == "RECORDING_SIZE"


def test_other_codecs_are_not_taken(still):
    assert code_of(encode(still, beep(1.0), video="mpeg4", container="mp4", audio="aac")) == "RECORDING_CODEC"


def bomb() -> bytes:
    """A PNG that says it has ten billion pixels."""
    data = as_bytes(Image.new("RGB", (64, 64)))
    return data[:16] + struct.pack(">II", 100_000, 100_000) + data[24:]


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a" + b"\0" * 50, b"\x89PNG\r\n\x1a\n", b"<svg/>", as_bytes(drawn_face(), "GIF"),
     as_bytes(drawn_face())[:900], as_bytes(Image.new("RGB", (8, 8)))],
)  # fmt: skip
def test_pictures_that_are_none(data):
    assert code_of(data, open_picture) == "PICTURE_BROKEN"


def test_a_picture_that_would_fill_the_memory():
    assert code_of(bomb(), open_picture) == "PICTURE_BROKEN"


def test_pictures_and_the_middle_of_a_video(good):
    assert open_picture(as_bytes(drawn_face(480))).shape == (576, 480, 4)
    assert max(open_picture(as_bytes(drawn_face(2400), "JPEG")).shape) == 1600
    assert open_picture(good).shape == (360, 270, 4)
    assert middle_frame(good).shape == (360, 270, 3)


def test_types_are_told_by_the_bytes(good):
    assert media_type_of(good) == "video/webm"
    assert media_type_of(as_bytes(drawn_face())) == "image/png"
    assert media_type_of(b"<html>") == "application/octet-stream"
