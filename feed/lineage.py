"""The tree of remixes around a clip: from the first one down to the latest, with gaps where one may not see."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from feed.queries import Viewer
from generation.models import Clip

HIGHEST = 40  # steps up to the first clip
DEEPEST = 12  # steps down from it
MOST = 200  # clips in one tree

Parents = dict[uuid.UUID, uuid.UUID | None]


@dataclass
class Branch:
    """One clip of the tree, or the gap of one that the viewer may not see, and what was made from it."""

    clip: Clip | None
    is_here: bool = False  # the clip one came from
    remixes: list[Branch] = field(default_factory=list)


def tree_around(clip: Clip, viewer: Viewer) -> Branch:
    """This function will give the tree the clip stands in. A gap is told only where something seen hangs below it."""
    first = _first_of(clip)
    parents = _below(first)
    parents.setdefault(clip.pk, clip.remix_of_id)  # deep down in a very large tree
    seen = Clip.objects.visible_to(viewer).select_related("author", "job").in_bulk(list(parents))
    children: dict[uuid.UUID | None, list[uuid.UUID]] = defaultdict(list)
    for pk, parent in parents.items():
        children[parent if parent in parents else None].append(pk)
    found = [_branch(pk, children, seen, clip.pk) for pk in children[None]]
    standing = [one for one in found if one]
    return standing[0] if len(standing) == 1 else Branch(None, remixes=standing)


def _first_of(clip: Clip) -> uuid.UUID:
    first, parent = clip.pk, clip.remix_of_id
    for _step in range(HIGHEST):
        if parent is None:
            break
        first, parent = parent, Clip.objects.values_list("remix_of", flat=True).get(pk=parent)
    return first


def _below(first: uuid.UUID) -> Parents:
    parents: Parents = {first: None}
    level = [first]
    for _step in range(DEEPEST):
        rows = Clip.objects.filter(remix_of__in=level).order_by("created_at", "id")
        level = []
        for pk, parent in rows.values_list("pk", "remix_of")[: MOST - len(parents)]:
            parents[pk] = parent
            level.append(pk)
        if not level:
            break
    return parents


def _branch(
    pk: uuid.UUID,
    children: dict[uuid.UUID | None, list[uuid.UUID]],
    seen: dict[uuid.UUID, Clip],
    here: uuid.UUID,
) -> Branch | None:
    below = [_branch(one, children, seen, here) for one in children[pk]]
    remixes = [one for one in below if one]
    if pk not in seen and not remixes:
        return None
    return Branch(seen.get(pk), pk == here, remixes)
