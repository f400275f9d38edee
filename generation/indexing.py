"""Which words of a clip can be searched for: what everybody may read of it, and no more. The index itself: search."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from generation.models import Clip
from generation.senses import senses
from generation.states import ClipState
from search import operations as index
from search.models import Entry

STEP = 200


def index_clip(clip_id: uuid.UUID) -> None:
    """This function will put a published clip into the index, or anew where what may be read of it has changed."""
    index.put(pages=[_page(Clip.objects.select_related("author", "job").get(pk=clip_id))])


def _page(clip: Clip) -> index.Page:
    author = clip.author
    prompt = "" if clip.hides_prompt else clip.job.prompt
    spoken = [str(line.get("text", "")) for line in clip.lines]
    return index.Page(
        key=clip.pk,
        author=author.pk,
        maker=f"{author.handle} {author.name}",
        title=clip.title,
        texts=[prompt, *spoken],
        senses=senses(clip.title, prompt, *spoken),
        tags=index.tags_in(clip.title, prompt),
        at=clip.published_at or clip.created_at,
    )


def unindex(ids: Iterable[uuid.UUID]) -> None:
    """This function will take clips out of the index."""
    index.drop(keys=ids)


def index_missing() -> int:
    """This function will bring the index in step with the published clips, oldest first, and count what it put in.

    Operations keep it in step; this mends what came in another way, and fills it the first time.
    """
    known, published = Entry.objects.values("key"), _published()
    index.drop(keys=list(Entry.objects.exclude(key__in=published.values("pk")).values_list("key", flat=True)))
    return _index(published.exclude(pk__in=known))


def rebuild() -> int:
    """This function will make the whole index anew and count the clips in it."""
    index.clear()
    return _index(_published())


def _published() -> QuerySet[Clip]:
    """For whomever: what one viewer may see is asked when they search."""
    return Clip.objects.filter(state=ClipState.PUBLISHED).consented()


def _index(clips: QuerySet[Clip]) -> int:
    ids = list(clips.order_by("published_at", "id").values_list("pk", flat=True))
    for start in range(0, len(ids), STEP):
        rows = Clip.objects.select_related("author", "job").in_bulk(ids[start : start + STEP])
        index.put(pages=[_page(rows[key]) for key in ids[start : start + STEP] if key in rows])
    return len(ids)
