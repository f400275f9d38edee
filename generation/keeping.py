"""How a maker keeps their clips: folders, what they have looked at, who may read the words and remix."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from accounts.models import User
from generation import indexing, queries
from generation.models import Clip, Folder
from generation.moves import LostRace, NotAllowed
from generation.operations import JobRefused
from generation.publishing import delete_draft
from generation.showing import set_visibility
from generation.states import ClipState
from policy.reasons import refusal

MOST_FOLDERS = 100


@dataclass(frozen=True)
class Search:
    """Which drafts: with these words in title or prompt, in this folder ("none": in no folder), not looked at yet."""

    words: str = ""
    folder: str = ""
    is_unread: bool = False


def drafts_found(author: User, search: Search) -> QuerySet[Clip]:
    """This function will list the author's drafts that the search asks for, newest first."""
    drafts = queries.drafts_of(author).select_related("job", "kept_in")
    words = search.words.replace("\0", "").strip()
    if words:
        drafts = drafts.filter(Q(title__icontains=words) | Q(job__prompt__icontains=words))
    if search.folder == "none":
        drafts = drafts.filter(kept_in=None)
    elif search.folder.isdecimal() and len(search.folder) < 19:
        drafts = drafts.filter(kept_in=int(search.folder), kept_in__owner=author)
    elif search.folder:
        drafts = drafts.none()
    return drafts.filter(seen_at=None) if search.is_unread else drafts


def folders_of(owner: User) -> QuerySet[Folder]:
    """This function will list somebody's folders by name, each with the `number` of drafts in it."""
    drafts = Q(clips__state__in=[ClipState.DRAFT, ClipState.HELD])
    return owner.folders.annotate(number=Count("clips", filter=drafts)).order_by("name", "id")


@transaction.atomic
def make_folder(*, owner: User, name: str, at: datetime) -> Folder:
    """This function will make a folder.

    :raises JobRefused: when the name is empty, too long or taken, or there are too many
    """
    User.objects.select_for_update().get(pk=owner.pk)
    name = _checked(owner, name)
    if owner.folders.count() >= MOST_FOLDERS:
        raise JobRefused([refusal("FOLDER_TOO_MANY", "name", limit=MOST_FOLDERS)])
    return Folder.objects.create(owner=owner, name=name, created_at=at)


@transaction.atomic
def rename_folder(*, folder: Folder, name: str) -> None:
    """This function will give a folder another name.

    :raises JobRefused: as `make_folder` does
    """
    User.objects.select_for_update().get(pk=folder.owner_id)
    Folder.objects.filter(pk=folder.pk).update(name=_checked(folder.owner, name, besides=folder.pk))


def delete_folder(*, folder: Folder) -> None:
    """This function will delete a folder; the clips in it stay, in no folder."""
    folder.delete()


def move_clips(*, owner: User, ids: Iterable[uuid.UUID], folder: Folder | None) -> int:
    """This function will put clips of the owner into a folder of theirs, or into none, and count them."""
    if folder is not None and folder.owner_id != owner.pk:
        raise NotAllowed("a folder of somebody else")
    return Clip.objects.filter(pk__in=list(ids), author=owner).update(kept_in=folder)


def delete_drafts(*, owner: User, ids: Iterable[uuid.UUID], at: datetime) -> int:
    """This function will delete these drafts, leave what was published or is gone, and count."""
    deleted = 0
    for clip in queries.drafts_of(owner).filter(pk__in=list(ids)):
        try:
            delete_draft(clip=clip, by=owner, at=at)
        except (LostRace, NotAllowed):
            continue
        deleted += 1
    return deleted


def mark_seen(*, clip: Clip, at: datetime) -> None:
    """This function will note that the maker has looked at a clip of theirs."""
    Clip.objects.filter(pk=clip.pk, seen_at=None).update(seen_at=at)


@transaction.atomic
def set_wishes(
    *,
    clip: Clip,
    at: datetime,
    visibility: str | None = None,
    hides_prompt: bool | None = None,
    forbids_remix: bool | None = None,
) -> None:
    """This function will set who sees a clip, who may read its words, and whether others may remix it.

    :raises JobRefused: as `set_visibility` does
    """
    if visibility:
        set_visibility(clip=clip, visibility=visibility, at=at)
    wishes = {"hides_prompt": hides_prompt, "forbids_remix": forbids_remix}
    changes = {name: value for name, value in wishes.items() if value is not None}
    if changes:
        Clip.objects.filter(pk=clip.pk).update(**changes)
        if hides_prompt is not None and clip.is_published:
            indexing.index_clip(clip.pk)


def _checked(owner: User, name: str, besides: int = 0) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not name or len(name) > 60:
        raise JobRefused([refusal("FOLDER_NAME", "name", limit=60)])
    if owner.folders.filter(name=name).exclude(pk=besides).exists():
        raise JobRefused([refusal("FOLDER_TAKEN", "name", name=name)])
    return name
