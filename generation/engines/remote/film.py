"""A film that came over the wire: untrusted media, looked over before it is decoded, decoded as it is read.

What is taken: MP4 or WebM, one picture stream of a known codec, sides and length near what was asked for.
Frames come out at the wanted size and rate, sound at 48 kHz in stereo.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import numpy as np

from generation.engines.types import SOUND_RATE, EngineFailed, Frame, Request, ShouldStop, Sound, Stopped

PICTURES = {"h264", "hevc", "av1", "vp9", "vp8", "mpeg4"}
SOUNDS = {"aac", "mp3", "opus", "vorbis", "flac", "ac3", "pcm_s16le", "pcm_s16be", "pcm_f32le"}
LARGEST = 4096  # pixels a side
ASPECT, ENLARGED = 0.05, 1.26  # how far the picture may be from what was asked for
SHORTEST = 0.8  # of the wanted length
FASTEST = 120  # frames a second


@dataclass(frozen=True)
class Film:
    """What the looking over found."""

    has_sound: bool
    seconds: float


def broken(detail: str) -> EngineFailed:
    return EngineFailed("REMOTE_FILE", detail)


def looked_over(file: IO[bytes], request: Request) -> Film:
    """This function will say whether the file is the film that was asked for, without decoding it.

    :raises EngineFailed: saying what is wrong with it
    """
    import av

    try:
        with _opened(file) as container:
            if not container.streams.video:
                raise broken("it has no picture")
            video = container.streams.video[0]
            _check_picture(video.codec_context, request)
            sound = container.streams.audio[0] if container.streams.audio else None
            has_sound = sound is not None and sound.codec_context.name in SOUNDS
            seconds = _length(container, video, request)
    except (av.error.FFmpegError, ValueError, EOFError) as error:
        raise broken(f"it can not be read: {error}") from None
    if seconds < SHORTEST * request.seconds:
        raise broken(f"it lasts {seconds:.1f} s of {request.seconds:g} s")
    return Film(has_sound, seconds)


def _opened(file: IO[bytes]) -> Any:
    import av

    file.seek(0)
    head = file.read(12)
    file.seek(0)
    kind = "mp4" if head[4:8] == b"ftyp" else "matroska" if head[:4] == b"\x1aE\xdf\xa3" else ""
    if not kind:
        raise broken("it is neither MP4 nor WebM")
    return av.open(file, format=kind, metadata_errors="replace")


def _check_picture(codec: Any, request: Request) -> None:
    if codec.name not in PICTURES:
        raise broken(f"its codec is {codec.name}")
    _check_sides(codec.width, codec.height, request)


def _check_sides(width: int, height: int, request: Request) -> None:
    if not (16 <= width <= LARGEST and 16 <= height <= LARGEST):
        raise broken(f"its picture has {width}x{height}")
    aspect = (width / height) / (request.width / request.height)
    larger = max(request.width / width, request.height / height)
    if abs(aspect - 1) > ASPECT or larger > ENLARGED:
        raise broken(f"its picture has {width}x{height}, {request.width}x{request.height} was asked for")


def _length(container: Any, video: Any, request: Request) -> float:
    """From the packets, not from what the header says; a file without end is not read to its end."""
    count, last, most = 0, 0.0, FASTEST * (2 * request.seconds + 10)
    for packet in container.demux(video):
        if packet.pts is None:
            continue
        count += 1
        last = max(last, float((packet.pts + (packet.duration or 0)) * packet.time_base))
        if count > most:
            raise broken("it has more frames than it may")
    if not count:
        raise broken("it has no frames")
    return last


def frames_of(file: IO[bytes], request: Request, count: int, should_stop: ShouldStop) -> Iterator[Frame]:
    """This function will decode the film, one picture for each frame wanted, and close the file at the end.

    :raises EngineFailed: when it can not be decoded to its end
    :raises Stopped: when `should_stop` says so
    """
    import av

    given, picture = 0, None
    try:
        with _opened(file) as container:
            for frame in container.decode(container.streams.video[0]):
                if should_stop():
                    raise Stopped
                until = min(count, int((frame.time or 0.0) * request.fps + 0.5))
                while picture is not None and given < until:  # the one before stands until this one comes
                    yield picture
                    given += 1
                if given == count:
                    break
                picture = _fitted(frame, request)
        if picture is None or given < SHORTEST * count - request.fps:
            raise broken(f"it could be decoded for {given} of {count} frames only")
        while given < count:
            yield picture
            given += 1
    except (av.error.FFmpegError, ValueError, EOFError) as error:
        raise broken(f"it can not be decoded: {error}") from None
    finally:
        file.close()


def _fitted(frame: Any, request: Request) -> Frame:
    """The picture at the wanted size: scaled until it covers it, the rest cut off evenly."""
    _check_sides(frame.width, frame.height, request)  # a stream may change them on its way
    larger = max(request.width / frame.width, request.height / frame.height)
    width, height = (max(2, round(side * larger)) for side in (frame.width, frame.height))
    width, height = max(width, request.width), max(height, request.height)
    array = frame.reformat(width=width, height=height, format="rgb24").to_ndarray()
    left, top = (width - request.width) // 2, (height - request.height) // 2
    cut: Frame = np.ascontiguousarray(array[top : top + request.height, left : left + request.width])
    return cut


def sound_of(file: IO[bytes], request: Request) -> Sound:
    """This function will decode the sound, as long as the clip and no longer; silence where it ends too soon."""
    import av

    most = round(request.seconds * SOUND_RATE)
    sound = np.zeros((most, 2), np.float32)
    given = 0
    try:
        with _opened(file) as container:
            resampler = av.AudioResampler(format="flt", layout="stereo", rate=SOUND_RATE)
            for frame in container.decode(container.streams.audio[0]):
                for part in resampler.resample(frame):
                    piece = part.to_ndarray().reshape(-1, 2)[: most - given]
                    sound[given : given + len(piece)] = piece
                    given += len(piece)
                if given >= most:
                    break
    except (av.error.FFmpegError, ValueError, EOFError) as error:
        raise broken(f"its sound can not be decoded: {error}") from None
    return np.clip(np.nan_to_num(sound), -1, 1)
