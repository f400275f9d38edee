"""The stages from a Take to a sealed clip, in order, as plain functions over one work folder.

A worker calls `draw`, `finish` and `seal` with its own checks between them; a shell calls `run`.
"""

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generation.engines.types import (
    Engine,
    Frame,
    Line,
    OnPreview,
    OnProgress,
    Request,
    ShouldStop,
    Stopped,
    Take,
)
from generation.pipeline.captions import write_captions
from generation.pipeline.encode import Mark, PipelineFailed, encode, failure
from generation.pipeline.pictures import (
    Sampler,
    Sprites,
    preview_jpeg,
    thumbhash_of,
    write_poster,
    write_sprites,
)
from provenance.manifest import ClipFacts
from provenance.reading import Credentials
from provenance.signing import ClaimSigner, SealBroken, SealFailed, read_back, sign_file

UNSEALED, VIDEO = "unsealed.mp4", "video.mp4"  # nothing under the second name is ever without its seal
POSTER, SPRITES, CAPTIONS = "poster.webp", "sprites.webp", "captions.vtt"
PREVIEW_EVERY = 0.5  # seconds on the clock, not of the clip: so that one is there at least each second


@dataclass(frozen=True)
class Drawn:
    """The clip as a marked but unsealed file, and small samples of it for the checks."""

    video: Path
    width: int
    height: int
    fps: int
    seconds: float
    source_type: str
    lines: tuple[Line, ...]
    samples: list[Frame]
    interval: float  # seconds from one sample to the next
    still: Frame  # the whole frame the poster is made of


@dataclass(frozen=True)
class Rendition:
    """The files that go with the video, and what a page needs to show them."""

    poster: Path
    sprites: Path
    captions: Path
    tiles: Sprites
    thumbhash: str
    thumbnail: bytes


@dataclass(frozen=True)
class Seal:
    """Who signs, whom we trust (PEM roots), and the files of the parents, in the order of `ClipFacts.parents`."""

    signer: ClaimSigner
    roots: str
    parents: tuple[Path, ...] = ()


@dataclass(frozen=True)
class File:
    """A finished file."""

    path: Path
    size: int
    sha256: str

    @classmethod
    def at(cls, path: Path) -> "File":
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return cls(path, path.stat().st_size, digest)


@dataclass(frozen=True)
class Sealed:
    """A clip that may leave this machine. `credentials` is what its seal says, as read back from the file."""

    video: File
    poster: File
    sprites: File
    captions: File
    tiles: Sprites
    thumbhash: str
    seconds: float
    width: int
    height: int
    fps: int
    credentials: Credentials


def draw(
    take: Take,
    folder: Path,
    marks: tuple[Mark, ...],
    *,
    on_progress: OnProgress = lambda done: None,
    should_stop: ShouldStop = lambda: False,
    on_preview: OnPreview = lambda jpeg: None,
) -> Drawn:
    """This function will draw the take frame by frame into `folder`, marked, with its sound.

    `on_progress` hears each new percent, `on_preview` a small JPEG about once a second.

    :raises PipelineFailed: when no file could be made; none is left then
    :raises Stopped: when `should_stop` says so
    :raises EngineFailed: when the engine can not go on
    """
    sampler = Sampler(take.fps)
    previews = _Previews(on_preview)
    percent = _Rising(on_progress)

    def on_frame(index: int, frame: Frame) -> None:
        if should_stop():
            raise Stopped
        sampler.see(index, frame)
        previews.see(frame)
        percent((index + 1) / max(take.frame_count, 1))

    folder.mkdir(parents=True, exist_ok=True)
    encoded = encode(take, folder / UNSEALED, marks, on_frame)
    if sampler.poster is None:
        raise PipelineFailed("NO_FRAMES", "the engine drew nothing")
    return Drawn(
        video=encoded.path,
        width=encoded.width,
        height=encoded.height,
        fps=encoded.fps,
        seconds=encoded.seconds,
        source_type=take.source_type,
        lines=take.lines,
        samples=sampler.samples,
        interval=sampler.interval,
        still=sampler.poster,
    )


def finish(drawn: Drawn, folder: Path) -> Rendition:
    """This function will write poster, sprite sheet and captions.

    :raises PipelineFailed: when one could not be written; none of them is left then
    """
    poster, sprites, captions = (folder / name for name in (POSTER, SPRITES, CAPTIONS))
    with _nothing_left_of(poster, sprites, captions):
        write_poster(drawn.still, poster)
        tiles = write_sprites(drawn.samples, drawn.interval, sprites)
        write_captions(drawn.lines, drawn.seconds, captions)
    return Rendition(poster, sprites, captions, tiles, thumbhash_of(drawn.still), preview_jpeg(drawn.still))


def seal(drawn: Drawn, rendition: Rendition, folder: Path, facts: ClipFacts, seal: Seal) -> Sealed:
    """This function will sign the video and its pictures, read each back, and remove the unsealed video.

    The pictures are signed too, as works of the same making, without parents and thumbnail. A film with a
    likeness in it has no thumbnail either: a remix carries those of its ancestors, also when they are taken back.

    :raises PipelineFailed: when the seal could not be made or does not hold; what was drawn stays for a retry
    :raises ValueError: when the facts name another source type than the engine did
    """
    if facts.source_type != drawn.source_type:
        raise ValueError(f"the engine made {drawn.source_type}, the facts say {facts.source_type}")
    video = folder / VIDEO
    alone = Seal(seal.signer, seal.roots)
    of_picture = replace(facts, parents=())
    with _nothing_left_of(video):
        thumbnail = b"" if facts.consents else rendition.thumbnail
        credentials = _sign_and_read(drawn.video, video, facts, seal, thumbnail)
        for picture in (rendition.poster, rendition.sprites):
            _sign_and_read(picture, picture, of_picture, alone)
    drawn.video.unlink()
    return Sealed(
        video=File.at(video),
        poster=File.at(rendition.poster),
        sprites=File.at(rendition.sprites),
        captions=File.at(rendition.captions),
        tiles=rendition.tiles,
        thumbhash=rendition.thumbhash,
        seconds=drawn.seconds,
        width=drawn.width,
        height=drawn.height,
        fps=drawn.fps,
        credentials=credentials,
    )


def run(
    engine: Engine,
    request: Request,
    folder: Path,
    *,
    marks: tuple[Mark, ...],
    facts_of: Callable[[Drawn], ClipFacts],
    seal_with: Seal,
    check: Callable[[Drawn], None] = lambda drawn: None,
    on_progress: OnProgress = lambda done: None,
    should_stop: ShouldStop = lambda: False,
    on_preview: OnPreview = lambda jpeg: None,
) -> Sealed:
    """This function will take a request through every stage; `check` raises to refuse what was drawn.

    Whatever is raised, no file is left in `folder`.

    :raises PipelineFailed: when a stage fails
    :raises EngineFailed: when the engine does
    :raises Stopped: when `should_stop` says so
    """
    percent = _Rising(on_progress)  # the engine and the drawing both report; the further one counts
    names = (UNSEALED, VIDEO, POSTER, SPRITES, CAPTIONS)
    with _nothing_left_of(*(folder / name for name in names)):
        take = engine.render(request, percent, should_stop, on_preview)
        drawn = draw(take, folder, marks, on_progress=percent, should_stop=should_stop, on_preview=on_preview)
        check(drawn)
        rendition = finish(drawn, folder)
        return seal(drawn, rendition, folder, facts_of(drawn), seal_with)


def _sign_and_read(
    source: Path, target: Path, facts: ClipFacts, seal: Seal, thumbnail: bytes = b""
) -> Credentials:
    sign_file(source, target, facts, seal.signer, thumbnail=thumbnail, parents=seal.parents, roots=seal.roots)
    return read_back(target, seal.roots, facts)


@contextlib.contextmanager
def _nothing_left_of(*paths: Path) -> Iterator[None]:
    """A stage that fails leaves none of its files, and says why in one kind of exception."""
    try:
        yield
    except BaseException as error:
        for path in paths:
            path.unlink(missing_ok=True)
        if isinstance(error, SealBroken):
            raise PipelineFailed("SEAL_BROKEN", str(error)) from error
        if isinstance(error, SealFailed):
            raise _seal_failure(error) from error
        if isinstance(error, OSError):
            raise failure(error) from error
        raise


def _seal_failure(error: SealFailed) -> PipelineFailed:
    if isinstance(error.__cause__, OSError) and (found := failure(error.__cause__)).code == "DISK_FULL":
        return found
    return PipelineFailed("SEAL_FAILED", str(error))


class _Rising:
    """Passes progress on in whole percents, and never backwards."""

    def __init__(self, on_progress: OnProgress) -> None:
        self._on_progress, self._percent = on_progress, -1

    def __call__(self, done: float) -> None:
        percent = min(int(done * 100), 100)
        if percent > self._percent:
            self._percent = percent
            self._on_progress(percent / 100)


class _Previews:
    """Sends a preview of the first frame, then at least one a second."""

    def __init__(self, on_preview: OnPreview) -> None:
        self._on_preview, self._next = on_preview, 0.0

    def see(self, frame: Frame) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + PREVIEW_EVERY
            self._on_preview(preview_jpeg(frame))
