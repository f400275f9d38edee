"""From clips to their marks and back: rows written by the `default` pool, kept in this process while it runs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from feed.ranking.table import Clips
from feed.steering.marks import Marks, as_marks, marks_of
from feed.steering.models import ClipTraits
from generation.models import CameoUse, Clip

AT_ONCE = 60  # clips read while a page waits: what came since the pool was last there
MANY = 900  # ids that are asked for one by one; above that all rows are read
KEPT = 200_000  # clips whose marks this process keeps
_kept: dict[uuid.UUID, list[str]] = {}
_tables: dict[int, Marks] = {}


def marks_of_clip(clip: Clip) -> list[str]:
    """This function will give the marks of one clip."""
    return _marks([clip.pk]).get(clip.pk, [])


def family_of(clip: Clip) -> str:
    """This function will name the chain of remixes a clip belongs to, by its first clip."""
    met, one = {clip.pk}, clip
    while (parent := one.remix_of) and parent.pk not in met:
        met.add(parent.pk)
        one = parent
    return one.pk.hex


def table_of(clips: Clips) -> Marks:
    """This function will give the marks of every clip of a table, in its order."""
    known = hash(clips.key.tobytes())
    if known not in _tables:
        ids = [clips.id_of(place) for place in range(len(clips))]
        found = _marks(ids)
        if len(_tables) > 2:
            _tables.clear()
        rows = [found.get(clip_id, []) for clip_id in ids]
        if not all(clip_id in found for clip_id in ids):
            return as_marks(rows)  # more of them next time
        _tables[known] = as_marks(rows)
    return _tables[known]


def _marks(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    if len(_kept) > KEPT:
        _kept.clear()
    missing = [clip_id for clip_id in ids if clip_id not in _kept]
    if missing:
        rows = ClipTraits.objects.all()
        rows = rows if len(missing) > MANY else rows.filter(pk__in=missing)
        _kept.update(rows.values_list("pk", "marks"))
    unread = [clip_id for clip_id in missing if clip_id not in _kept][:AT_ONCE]
    if unread:
        _kept.update(read_clips(unread))
    return {clip_id: _kept[clip_id] for clip_id in ids if clip_id in _kept}


def read_clips(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """This function will read what clips are about from the words they were made with."""
    wanted = list(ids)
    cast: dict[uuid.UUID, set[str]] = {}
    for clip_id, handle in CameoUse.objects.filter(clip__in=wanted).values_list(
        "clip_id", "cameo__owner__handle"
    ):
        cast.setdefault(clip_id, set()).add(handle)
    clips = Clip.objects.filter(pk__in=wanted).select_related("job")
    return {clip.pk: _read(clip, cast.get(clip.pk, set())) for clip in clips}


def _read(clip: Clip, cast: set[str]) -> list[str]:
    spoken = " ".join(str(line.get("text", "")) for line in clip.lines)
    readable = f"{clip.title}. {spoken}" if clip.hides_prompt else f"{clip.title}. {clip.job.prompt}"
    whole = f"{clip.title}. {clip.job.prompt}"
    return marks_of(whole, "", readable=readable, cast=cast, is_spoken=bool(clip.lines))


def write_missing(most: int = 2000) -> int:
    """This function will write the marks of published clips that have none yet, and count them."""
    ids = list(
        Clip.objects.filter(state="PUBLISHED", traits=None)
        .order_by("-published_at", "id")
        .values_list("pk", flat=True)[:most]
    )
    for start in range(0, len(ids), 200):
        read = read_clips(ids[start : start + 200])
        rows = [ClipTraits(clip_id=clip_id, marks=marks) for clip_id, marks in read.items()]
        ClipTraits.objects.bulk_create(rows, ignore_conflicts=True)
    return len(ids)
