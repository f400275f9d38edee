"""Frames and sound to one MP4 (H.264, AAC), streamed; encoding runs in a thread beside the drawing."""

import contextlib
import errno
import os
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)
from av.video.stream import VideoStream

from generation.engines.types import SOUND_RATE, Frame, Sound, Take

WAITING = 22_200_000  # bytes of frames between drawing and encoding: 8 of 720x1280 smooth both, larger ones are fewer
PATIENCE = 0.5  # seconds between looks at whether the other side still lives
BIT_RATE = 128_000
X264 = {"preset": "veryfast", "crf": "23", "profile": "high"}
NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

OnFrame = Callable[[int, Frame], None]


class PipelineFailed(Exception):
    """No file could be made. `code` is UPPER_CASE, `detail` a sentence for the log."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class Mark(Protocol):
    """Anything that changes a frame in place: visible today, invisible beside it later."""

    def apply(self, frame: Frame, index: int) -> None: ...


@dataclass(frozen=True)
class Encoded:
    """What went into the file."""

    path: Path
    width: int
    height: int
    fps: int
    frames: int

    @property
    def seconds(self) -> float:
        return self.frames / self.fps


def encode(take: Take, target: Path, marks: tuple[Mark, ...], on_frame: OnFrame) -> Encoded:
    """This function will draw the take to its end, mark each frame, and write the film to `target`.

    `on_frame` gets each marked frame and may keep a copy, not the frame. `target` appears only when complete.

    :raises PipelineFailed: when the disk is full, the frames do not fit together or the encoder fails
    """
    aside = target.with_name(f".{target.name}.part")
    try:
        encoded = _encode_aside(take, aside, target, marks, on_frame)
        os.replace(aside, target)
        return encoded
    except OSError as error:  # FFmpeg's own errors with a number are OSErrors too
        raise failure(error) from error
    except av.FFmpegError as error:
        raise failure(error) from error
    finally:
        aside.unlink(missing_ok=True)


def failure(error: Exception) -> PipelineFailed:
    """This function will tell a full disk from everything else that can go wrong with a file."""
    if getattr(error, "errno", None) in NO_SPACE:
        return PipelineFailed("DISK_FULL", f"no room left to write the clip: {error}")
    return PipelineFailed("ENCODE_FAILED", f"the clip could not be encoded: {error}")


def _encode_aside(
    take: Take, aside: Path, target: Path, marks: tuple[Mark, ...], on_frame: OnFrame
) -> Encoded:
    frames = _marked(take.frames, marks, on_frame)
    first = next(frames, None)
    if first is None:
        raise PipelineFailed("NO_FRAMES", "the engine drew nothing")
    height, width = first.shape[:2]
    film = _Film(aside, width, height, take.fps, take.sound)
    with contextlib.closing(_Worker(film, room=max(2, WAITING // first.nbytes))) as worker:
        worker.put(first)
        for frame in frames:
            if frame.shape != first.shape:
                raise PipelineFailed("BAD_FRAME", f"a frame of {frame.shape} after one of {first.shape}")
            worker.put(frame)
        count = worker.finish()
    return Encoded(target, width, height, take.fps, count)


def _marked(frames: Iterator[Frame], marks: tuple[Mark, ...], on_frame: OnFrame) -> Iterator[Frame]:
    for index, drawn in enumerate(frames):
        frame = np.array(
            drawn, np.uint8, order="C"
        )  # a copy: engines may draw the next one into the same memory
        for mark in marks:
            mark.apply(frame, index)
        on_frame(index, frame)
        yield frame


class _Film:
    """The open file: pictures and sound go in side by side, so both end together."""

    def __init__(self, path: Path, width: int, height: int, fps: int, sound: Sound) -> None:
        self._fps, self._sound, self._count = fps, sound, 0
        self._container: OutputContainer = av.open(
            str(path), "w", format="mp4", options={"movflags": "+faststart"}
        )
        self._picture = _picture_stream(self._container, width, height, fps)
        self._audio: AudioStream = self._container.add_stream("aac", rate=SOUND_RATE, layout="stereo")
        self._audio.bit_rate = BIT_RATE
        self._reformatter = VideoReformatter()

    def add(self, frame: Frame) -> None:
        picture = self._reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(frame, "rgb24"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BILINEAR,
            threads=1,
        )
        picture.pts, picture.time_base = self._count, Fraction(1, self._fps)
        self._container.mux(self._picture.encode(picture))
        self._container.mux(self._audio.encode(self._sound_of(self._count)))
        self._count += 1

    def finish(self) -> int:
        self._container.mux(self._picture.encode(None))
        self._container.mux(self._audio.encode(None))
        self._container.close()
        return self._count

    def abandon(self) -> None:
        with contextlib.suppress(OSError, av.FFmpegError):
            self._container.close()

    def _sound_of(self, index: int) -> av.AudioFrame:
        """The stretch of sound under one frame; silence where the take has none."""
        start, end = (round(i * SOUND_RATE / self._fps) for i in (index, index + 1))
        heard = self._sound[start:end]
        stretch = np.zeros((2, end - start), np.float32)
        stretch[:, : len(heard)] = heard.T
        frame = av.AudioFrame.from_ndarray(np.clip(stretch, -1, 1), "fltp", "stereo")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
        return frame


def _picture_stream(container: OutputContainer, width: int, height: int, fps: int) -> VideoStream:
    stream: VideoStream = container.add_stream("libx264", rate=fps, options=X264)
    stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
    codec = stream.codec_context
    codec.color_range, codec.colorspace = ColorRange.MPEG, Colorspace.ITU709
    codec.color_primaries, codec.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
    # PyAV's default, slices, costs a quarter of the time and of the bytes; more threads only cost memory.
    codec.thread_type, codec.thread_count = "FRAME", min(os.cpu_count() or 1, 4)
    codec.gop_size = 2 * fps  # a swipe feed seeks to the start, scrubbing to within two seconds
    return stream


class _Worker:
    """Encodes in its own thread (FFmpeg lets go of the GIL), behind a queue that holds the drawing back."""

    def __init__(self, film: _Film, room: int) -> None:
        self._film = film
        self._frames: queue.Queue[Frame | None] = queue.Queue(room)
        self._error: Exception | None = None
        self._count = 0
        self._abandoned = threading.Event()
        self._thread = threading.Thread(target=self._work, name="encode", daemon=True)
        self._thread.start()

    def put(self, frame: Frame | None) -> None:
        """This function will hand over a frame, waiting for room.

        :raises Exception: what the encoder raised, if it has
        """
        while self._error is None:
            with contextlib.suppress(queue.Full):
                return self._frames.put(frame, timeout=PATIENCE)
        raise self._error

    def finish(self) -> int:
        """This function will wait for the last frame to be written and return how many there were."""
        self.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._count

    def close(self) -> None:
        """This function will end the thread, finished or not."""
        self._abandoned.set()
        self._thread.join()

    def _work(self) -> None:
        try:
            while not self._abandoned.is_set():
                with contextlib.suppress(queue.Empty):
                    frame = self._frames.get(timeout=PATIENCE)
                    if frame is None:
                        self._count = self._film.finish()
                        return
                    self._film.add(frame)
            self._film.abandon()
        except Exception as error:  # handed to the drawing thread, which raises it
            self._error = error
            self._film.abandon()
