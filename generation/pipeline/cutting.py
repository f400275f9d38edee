"""From sealed clips to a new film: parts decoded to the frame, fitted to one size, joined, as a Take.

There is no clean copy of a clip anywhere, so what is cut is the sealed file. Its visible mark is in the picture
already: it says AI, this instance and the maker, and it goes along. Every other frame gets a fresh mark: those of
an engine, those blended from two clips, and those shown smaller than they were made.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from PIL import Image, ImageOps

from generation.engines.types import (
    COMPOSITE,
    COMPOSITE_TRAINED,
    TRAINED,
    EngineFailed,
    Frame,
    Line,
    Sound,
    Take,
)
from generation.pipeline.encode import Mark
from generation.pipeline.levels import level
from generation.pipeline.soundtrack import heard_in, mixed

DISSOLVE = 0.33  # seconds two parts share where they melt into each other
STAGE_BLACK = 16  # the bars beside a part of another shape
HEARD = 0.15  # seconds of a spoken line that have to be left for it to be a caption


@dataclass(frozen=True)
class Part:
    """These seconds of one sealed clip. `lines` are the clip's own, `source_type` what its seal says."""

    path: Path
    start: float
    end: float
    source_type: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Footage:
    """What a file holds, as its header says."""

    width: int
    height: int
    fps: int
    frames: int


@dataclass
class Cut:
    """A film made of parts, and which of its frames carry the mark of the clip they come from."""

    take: Take
    carrying: list[range] = field(default_factory=list)

    def needs_mark(self, index: int) -> bool:
        return not any(index in frames for frames in self.carrying)


@dataclass(frozen=True)
class MarkWhereNeeded:
    """A mark that leaves alone the frames that carry one."""

    mark: Mark
    needs_mark: Callable[[int], bool]

    def apply(self, frame: Frame, index: int) -> None:
        if self.needs_mark(index):
            self.mark.apply(frame, index)


def footage(path: Path) -> Footage:
    """This function will say what a clip's file holds.

    :raises EngineFailed: when it is no film
    """
    try:
        with av.open(str(path)) as file:
            stream = file.streams.video[0]
            rate = stream.average_rate or Fraction(24)
            return Footage(stream.width, stream.height, round(rate), stream.frames)
    except (av.FFmpegError, IndexError) as error:
        raise EngineFailed("ENGINE_FAILED", f"{path.name} can not be read: {error}") from error


def cut(parts: Sequence[Part], width: int, height: int, *, dissolve: bool = False) -> Cut:
    """This function will join the parts in their order; with `dissolve` each melts into the next.

    The rate is that of the quickest part, so no picture is lost; sounds of different clips come to one level.
    """
    films = [footage(part.path) for part in parts]
    fps = max(film.fps for film in films)
    spans = [_span(part, film) for part, film in zip(parts, films, strict=True)]
    counts = [round(len(span) * fps / film.fps) for span, film in zip(spans, films, strict=True)]
    shared = _shared(counts, fps) if dissolve else [0] * (len(parts) - 1)
    starts = _starts(counts, shared)
    total = starts[-1] + counts[-1]
    reels = [
        _frames(part.path, span, film.fps, fps, count, (width, height))
        for part, span, film, count in zip(parts, spans, films, counts, strict=True)
    ]
    heard = _sounds(parts, spans, films)
    take = Take(
        frames=_joined(reels, counts, shared),
        frame_count=total,
        fps=fps,
        sound=mixed(heard, [start / fps for start in starts], [one / fps for one in shared], total / fps),
        source_type=source_type_of([part.source_type for part in parts]),
        lines=tuple(
            line
            for part, span, film, start in zip(parts, spans, films, starts, strict=True)
            for line in _carried(part.lines, span, film.fps, start / fps)
        ),
    )
    return Cut(take, _carrying(films, starts, counts, shared, (width, height)))


def continued(part: Part, further: Take, width: int, height: int) -> Cut:
    """This function will join a whole clip and what an engine made to go on from it, at the quicker one's rate."""
    film = footage(part.path)
    span, fps = _span(part, film), max(film.fps, further.fps)
    count, more = round(len(span) * fps / film.fps), round(further.frame_count * fps / further.fps)
    before = _frames(part.path, span, film.fps, fps, count, (width, height))
    after = _paced(further, fps, (width, height))
    seconds = (count + more) / fps
    heard = [_sounds([part], [span], [film])[0], further.sound]
    later = tuple(
        replace(one, start=one.start + count / fps, end=one.end + count / fps) for one in further.lines
    )
    take = replace(
        further,
        frames=_joined([before, after], [count, more], [0]),
        frame_count=count + more,
        fps=fps,
        sound=mixed(heard, [0.0, count / fps], [0.0], seconds),
        source_type=source_type_of([part.source_type, further.source_type]),
        lines=(*_carried(part.lines, span, film.fps, 0.0), *later),
    )
    return Cut(take, _carrying([film], [0], [count], [], (width, height)))


def source_type_of(types: Sequence[str]) -> str:
    """This function will name the source type that is true of films of these types put together."""
    kinds = set(types)
    if len(kinds) == 1:
        return types[0]
    return COMPOSITE_TRAINED if kinds & {TRAINED, COMPOSITE_TRAINED} else COMPOSITE


def _span(part: Part, film: Footage) -> range:
    """The frames of a part, by their numbers in the file."""
    first = min(round(part.start * film.fps), max(film.frames - 1, 0))
    return range(first, max(first + 1, min(round(part.end * film.fps), film.frames)))


def _shared(counts: Sequence[int], fps: int) -> list[int]:
    """How many frames neighbours share: never more than a third of either."""
    return [min(round(DISSOLVE * fps), one // 3, other // 3) for one, other in pairwise(counts)]


def _starts(counts: Sequence[int], shared: Sequence[int]) -> list[int]:
    starts = [0]
    for count, overlap in zip(counts[:-1], shared, strict=True):
        starts.append(starts[-1] + count - overlap)
    return starts


def _carrying(
    films: Sequence[Footage], starts: Sequence[int], counts: Sequence[int], shared: Sequence[int],
    size: tuple[int, int],
) -> list[range]:  # fmt: skip
    """The frames that show one clip alone, at its own size or larger."""
    rows = zip(films, starts, counts, [0, *shared], [*shared, 0], strict=True)
    return [
        range(start + before, start + count - after)
        for film, start, count, before, after in rows
        if min(size[0] / film.width, size[1] / film.height) >= 1
    ]


def _frames(
    path: Path, span: range, own_fps: int, fps: int, count: int, size: tuple[int, int]
) -> Iterator[Frame]:
    """`count` frames at `fps` out of the frames `span` of the file; a slower file shows some twice."""
    wanted = (span[min(index * own_fps // fps, len(span) - 1)] for index in range(count))
    number = next(wanted, None)
    for index, picture in _decoded(path, span.start, own_fps):
        fitted: Frame | None = None
        while number is not None and number <= index:
            fitted = _fitted(picture, size) if fitted is None else fitted
            yield fitted
            number = next(wanted, None)
        if number is None:
            return
    if number is not None:
        raise EngineFailed("ENGINE_FAILED", f"{path.name} ends before frame {number}")


def _decoded(path: Path, first: int, fps: int) -> Iterator[tuple[int, av.VideoFrame]]:
    """Pictures with their numbers, from the key frame before `first` on."""
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        stream.thread_type = "AUTO"
        begins = stream.start_time or 0
        if first and stream.time_base:
            file.seek(begins + int(first / fps / stream.time_base), stream=stream)
        for picture in file.decode(stream):
            if picture.pts is None or stream.time_base is None:
                continue
            yield round(float((picture.pts - begins) * stream.time_base) * fps), picture


def _paced(take: Take, fps: int, size: tuple[int, int]) -> Iterator[Frame]:
    """An engine's frames at another rate, and in the size of what they follow."""
    shown = 0
    for index, drawn in enumerate(take.frames):
        frame = drawn if drawn.shape[1::-1] == size else _sized(drawn, size)
        until = round((index + 1) * fps / take.fps)
        for _copy in range(until - shown):
            yield frame
        shown = until


def _sized(frame: Frame, size: tuple[int, int]) -> Frame:
    """Filled to the edge: an engine rounds its sizes, by a few pixels as a rule."""
    return np.asarray(ImageOps.fit(Image.fromarray(frame), size, Image.Resampling.LANCZOS))


def _fitted(picture: av.VideoFrame, size: tuple[int, int]) -> Frame:
    """The picture whole, as large as it goes, on a dark stage."""
    width, height = size
    scale = min(width / picture.width, height / picture.height)
    inner = (max(2, round(picture.width * scale)), max(2, round(picture.height * scale)))
    drawn = VideoReformatter().reformat(
        picture,
        width=inner[0],
        height=inner[1],
        format="rgb24",
        src_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=Interpolation.BICUBIC,
    )
    frame = np.asarray(drawn.to_ndarray(), np.uint8)
    if inner == size:
        return frame
    stage = np.full((height, width, 3), STAGE_BLACK, np.uint8)
    left, top = (width - inner[0]) // 2, (height - inner[1]) // 2
    stage[top : top + inner[1], left : left + inner[0]] = frame
    return stage


def _joined(
    reels: Sequence[Iterator[Frame]], counts: Sequence[int], shared: Sequence[int]
) -> Iterator[Frame]:
    """One reel after the other; where two share frames, the first melts into the second."""
    kept: deque[Frame] = deque()
    overlaps = [*shared, 0]
    for reel, count, overlap in zip(reels, counts, overlaps, strict=True):
        melting = len(kept)  # what the reel before has left over, to be seen through this one's first frames
        for index, frame in enumerate(reel):
            shown = frame
            if index < melting:
                shown = _melted(kept.popleft(), frame, (index + 1) / (melting + 1))
            if index < count - overlap:
                yield shown
            else:
                kept.append(np.array(shown))


def _melted(one: Frame, other: Frame, share: float) -> Frame:
    blended = one.astype(np.float32) * (1 - share) + other.astype(np.float32) * share
    return blended.round().astype(np.uint8)


def _sounds(parts: Sequence[Part], spans: Sequence[range], films: Sequence[Footage]) -> list[Sound]:
    """The sound of each part; different files come to one level, one file keeps its own."""
    rows = zip(parts, spans, films, strict=True)
    sounds = [heard_in(part.path, span.start / film.fps, span.stop / film.fps) for part, span, film in rows]
    return sounds if len({part.path for part in parts}) == 1 else level(sounds)


def _carried(lines: Sequence[Line], span: range, fps: int, start: float) -> Iterator[Line]:
    """What is spoken in a part, at its new time; a line cut short keeps what is heard of it."""
    opens, closes = span.start / fps, span.stop / fps
    for line in lines:
        begins, ends = max(line.start, opens), min(line.end, closes)
        if ends - begins >= min(HEARD, line.end - line.start):
            yield replace(line, start=start + begins - opens, end=start + ends - opens)
