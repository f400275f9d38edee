"""The clips a job goes on from or is cut from: their files fetched, joined, and named in its seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generation import files
from generation.engines.types import EngineFailed, Line, Take
from generation.models import Clip, Job, JobKind, Source
from generation.moves import LostRace
from generation.pipeline import cutting
from generation.pipeline.cutting import Cut, Part
from generation.pipeline.run import File
from provenance.manifest import ParentFact, Relationship

MOST_GENERATIONS = 12  # of words that are read back from clip to clip


@dataclass(frozen=True)
class CuttingTable:
    """Who made a clip that no engine rendered, as the seal and the page say it."""

    name: str = "cutting table"
    version: str = "1"


@dataclass(frozen=True)
class Fetched:
    """One part with its clip and the sealed file of it on this machine."""

    source: Source
    clip: Clip
    path: Path

    def part(self) -> Part:
        lines = tuple(Line(**line) for line in self.clip.lines)
        return Part(self.path, self.source.start, self.source.end, self.clip.source_type, lines)


def fetched(job: Job, folder: Path) -> list[Fetched]:
    """This function will bring the sealed files of the job's sources into `folder`, in their order.

    :raises LostRace: when one of them is gone
    :raises EngineFailed: when its file was changed since it was sealed
    """
    found: list[Fetched] = []
    for source in job.sources.select_related("clip").order_by("place"):
        clip = source.clip
        path = (
            files.fetch(files.name_of(clip, "video.mp4"), folder / f"source-{clip.pk}.mp4") if clip else None
        )
        if clip is None or path is None:
            raise LostRace(f"{job.pk}: a source is gone")
        if File.at(path).sha256 != clip.files["video.mp4"]["sha256"]:
            raise EngineFailed("SOURCE_GONE", f"the file of {clip.pk} is not the one that was sealed")
        found.append(Fetched(source, clip, path))
    return found


def put_together(job: Job, parts: Sequence[Fetched]) -> Cut:
    """This function will join the parts of a recut or of several clips."""
    dissolve = job.wanted.get("join") == "dissolve"
    return cutting.cut([one.part() for one in parts], job.width, job.height, dissolve=dissolve)


def gone_on(job: Job, parts: Sequence[Fetched], further: Take) -> Cut:
    """This function will join a clip and what an engine made from its end on."""
    return cutting.continued(parts[0].part(), further, job.width, job.height)


def words_before(clip: Clip) -> list[str]:
    """This function will give the words a clip was made of, those of what it goes on from first."""
    words: list[str] = []
    found: Clip | None = clip
    while found is not None and len(words) < MOST_GENERATIONS:
        words.insert(0, found.job.prompt)
        first = found.job.sources.select_related("clip__job").order_by("place").first()
        found = first.clip if first and found.job.kind == JobKind.EXTEND else None
    return words


def parents(job: Job, parts: Sequence[Fetched]) -> list[tuple[ParentFact, Path]]:
    """This function will name each clip once, as the seal does: the parent that was opened, or the components."""
    relationship: Relationship = "componentOf" if job.kind == JobKind.STITCH else "parentOf"
    clips = {one.clip.pk: one.path for one in parts}
    return [(ParentFact(f"Clip {pk}", relationship), path) for pk, path in clips.items()]


def said_by(clip: Clip) -> list[str]:
    """This function will give the words a clip was made of and those that are spoken in it."""
    return [clip.job.prompt, *(str(line.get("text", "")) for line in clip.lines)]


def said_by_sources(job: Job) -> list[str]:
    """This function will give the words of every clip a job is made from: what is cut still shows what they say."""
    clips = Clip.objects.filter(used_in__job=job).distinct().select_related("job")
    return [text for clip in clips.order_by("pk") for text in said_by(clip)]
