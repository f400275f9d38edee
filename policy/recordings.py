"""Opens the recording of a person within limits: container, codecs, length, size, resolution. Plain PyAV.

What somebody sends is decoded only here, only in a worker, only by the two demuxers we name, and never further than
the limits. Nothing is written to disk.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import av
import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]  # shape (height, width, 3), RGB
Sound = NDArray[np.float32]  # shape (samples,), -1..1, at RATE

LARGEST = 19_000_000  # bytes; a request takes 20 million
SHORTEST, LONGEST = 4.0, 60.0  # seconds
LEAST_SIDE, MOST_SIDE = 180, 1920  # pixels
MOST_FRAMES = 60 * 61
RATE = 24_000  # Hz of the sound we listen to
LOOKS = 5.0  # pictures a second that are looked at
SIDE = 640  # pixels of the longer side of what is looked at
VIDEO_CODECS = {"vp8", "vp9", "av1", "h264", "hevc"}
SOUND_CODECS = {"opus", "vorbis", "aac", "mp3", "pcm_s16le", "pcm_f32le"}


class NotUsable(Exception):
    """The file is no recording we take; `code` is one of policy.reasons."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Film:
    """What is looked at: pictures at their times (seconds), the whole sound, the length."""

    frames: tuple[Frame, ...]
    times: tuple[float, ...]
    sound: Sound
    seconds: float


def container_of(data: bytes) -> str:
    """This function will name the demuxer by the first bytes, so that no other ever sees them.

    :raises NotUsable: when it is neither WebM nor MP4
    """
    if data[:4] == b"\x1a\x45\xdf\xa3":
        return "matroska"
    if data[4:8] == b"ftyp":
        return "mov"
    raise NotUsable("RECORDING_CONTAINER")


def media_type_of(data: bytes) -> str:
    """This function will name what the bytes are by themselves; what the sender says of them does not count."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    for start, place, name in _STARTS:
        if data[place : place + len(start)] == start:
            return name
    return "application/octet-stream"


_STARTS = (
    (b"\x1a\x45\xdf\xa3", 0, "video/webm"),
    (b"ftyp", 4, "video/mp4"),
    (b"\x89PNG", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
)


def open_film(data: bytes) -> Film:
    """This function will decode a recording, no further than the limits.

    :raises NotUsable: with the limit it breaks
    """
    if not data:
        raise NotUsable("RECORDING_EMPTY")
    if len(data) > LARGEST:
        raise NotUsable("RECORDING_TOO_LARGE")
    with _opened(data) as file:
        _check_streams(file)
        return _decode(file)


def middle_frame(data: bytes) -> Frame:
    """This function will give the picture in the middle of a video, with or without sound.

    :raises NotUsable: with the limit it breaks
    """
    with _opened(data) as file:
        if not file.streams.video:
            raise NotUsable("RECORDING_WITHOUT_PICTURE")
        video = file.streams.video[0].codec_context
        if video.name not in VIDEO_CODECS:
            raise NotUsable("RECORDING_CODEC")
        _check_size(video.width, video.height)
        kept: list[Frame] = []
        for counted, frame in enumerate(file.decode(video=0)):
            _check_size(frame.width, frame.height)
            time = frame.time or 0.0
            if counted > MOST_FRAMES or time > LONGEST:
                raise NotUsable("RECORDING_TOO_LONG", longest=round(LONGEST))
            if time >= len(kept) / 2:  # two a second
                kept.append(_small(frame))
        if not kept:
            raise NotUsable("RECORDING_BROKEN")
        return kept[len(kept) // 2]


@contextmanager
def _opened(data: bytes) -> Iterator[av.container.InputContainer]:
    try:
        with av.open(io.BytesIO(data), "r", format=container_of(data)) as file:
            yield file
    except (av.FFmpegError, EOFError, ValueError, IndexError, MemoryError) as error:
        raise NotUsable("RECORDING_BROKEN") from error


def _check_streams(file: av.container.InputContainer) -> None:
    if len(file.streams.video) != 1 or not file.streams.audio:
        raise NotUsable("RECORDING_WITHOUT_SOUND" if file.streams.video else "RECORDING_WITHOUT_PICTURE")
    video, sound = file.streams.video[0], file.streams.audio[0]
    if video.codec_context.name not in VIDEO_CODECS or sound.codec_context.name not in SOUND_CODECS:
        raise NotUsable("RECORDING_CODEC")
    _check_size(video.codec_context.width, video.codec_context.height)
    if file.duration and file.duration / 1_000_000 > LONGEST:
        raise NotUsable("RECORDING_TOO_LONG", longest=round(LONGEST))
    video.codec_context.thread_count = 1


def _check_size(width: int, height: int) -> None:
    if not width or not height or min(width, height) < LEAST_SIDE or max(width, height) > MOST_SIDE:
        raise NotUsable("RECORDING_SIZE", least=LEAST_SIDE, most=MOST_SIDE)


def _decode(file: av.container.InputContainer) -> Film:
    frames: list[Frame] = []
    times: list[float] = []
    sound: list[Sound] = []
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    counted, heard, last = 0, 0, 0.0
    for frame in file.decode(video=0, audio=0):
        if not isinstance(frame, av.VideoFrame | av.AudioFrame):
            continue
        time = frame.time or 0.0
        if time > LONGEST or heard > LONGEST * RATE or counted > MOST_FRAMES:
            raise NotUsable("RECORDING_TOO_LONG", longest=round(LONGEST))
        if isinstance(frame, av.AudioFrame):
            parts = [np.asarray(part.to_ndarray()[0], np.float32) for part in resampler.resample(frame)]
            sound.extend(parts)
            heard += sum(len(part) for part in parts)
        else:
            counted, last = counted + 1, max(last, time)
            _check_size(frame.width, frame.height)
            if not times or time - times[-1] >= 1 / LOOKS - 0.01:
                frames.append(_small(frame))
                times.append(time)
    seconds = max(last, heard / RATE)
    if len(frames) < 2 or seconds < SHORTEST:
        raise NotUsable("RECORDING_TOO_SHORT", shortest=round(SHORTEST))
    return Film(
        tuple(frames), tuple(times), np.concatenate(sound) if sound else np.zeros(0, np.float32), seconds
    )


def _small(frame: av.VideoFrame) -> Frame:
    """Upright, and no larger than what is looked at."""
    picture = frame.to_ndarray(format="rgb24")
    turns = {90: cv2.ROTATE_90_COUNTERCLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_CLOCKWISE}
    if (turn := turns.get(round(frame.rotation) % 360)) is not None:
        picture = np.asarray(cv2.rotate(picture, turn), np.uint8)
    scale = SIDE / max(picture.shape[:2])
    if scale < 1:
        size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
        picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
    return np.ascontiguousarray(picture, np.uint8)
