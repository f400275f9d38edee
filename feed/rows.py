"""A grid as a stage: the clips of one list in its own order, from one of them on. Every list asks `Clip.objects`."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import people_for
from circles.models import Member
from circles.queries import member_of
from feed import profiles, saving
from feed.circles.queries import clips_in
from feed.cursors import Cursor
from feed.models import Collection
from feed.queries import Viewer
from feed.search.queries import found_for, tagged_for
from feed.slates import SIZE, Item, Slate
from feed.standing import add_cast, visible
from search.operations import tag_name

FAR = 2000  # clips of one list that can be swiped through
TAB = "row"


class NoSuchRow(LookupError):
    """There is no such list, or not for this viewer."""


@dataclass(frozen=True)
class Row:
    """The list behind a grid, as far as the viewer may see it."""

    name: str
    grid: str  # its address
    ids: list[uuid.UUID]

    begin: uuid.UUID | None = None  # the clip it was opened at

    def begun(self, cursor: Cursor) -> Cursor:
        """This function will move a new cursor right before the clip it was opened at, if that is still in it."""
        if cursor.last_id:
            return cursor
        place = self.ids.index(self.begin) if self.begin in self.ids else 0
        return replace(cursor, place=place, last_id=self.ids[place - 1] if place else None)


def row(*, viewer: Viewer, kind: str, key: str, begin: uuid.UUID) -> Row:
    """This function will find a list by its kind and what it is of.

    :raises NoSuchRow: when there is none, or it is none of the viewer's business
    """
    if kind not in KINDS:
        raise NoSuchRow(kind)
    try:
        return replace(KINDS[kind](viewer, key), begin=begin)
    except (User.DoesNotExist, Member.DoesNotExist, Collection.DoesNotExist, ValueError) as error:
        raise NoSuchRow(key) from error


def slate(*, row: Row, viewer: Viewer, cursor: Cursor, size: int = SIZE) -> Slate:
    """This function will give the next clips of a list behind the cursor."""
    there = cursor.last_id in row.ids if cursor.last_id else False
    start = row.ids.index(cursor.last_id) + 1 if there and cursor.last_id else cursor.place
    wanted = row.ids[start : start + size]
    seen = visible(wanted, viewer)
    add_cast(list(seen.values()))
    why = _("It is in the list you opened: %(name)s.") % {"name": row.name}
    items = [Item(seen[pk], start + step, TAB, why) for step, pk in enumerate(wanted) if pk in seen]
    past = replace(cursor.past([item.of.id for item in items]), place=start + len(wanted))
    if wanted:
        past = replace(past, last_id=wanted[-1], last_at=cursor.at)
    return Slate(items, TAB, cursor.req_id, str(past) if start + size < len(row.ids) else "")


def _of_person(tab: str) -> Callable[[Viewer, str], Row]:
    def found(viewer: Viewer, handle: str) -> Row:
        person = people_for(viewer).get(handle=handle)
        if tab == "likes" and not (person == viewer or person.shows_likes):
            raise NoSuchRow(handle)
        grid = person.get_absolute_url() + ("" if tab == "clips" else f"?tab={tab}")
        clips = (
            profiles.liked_by(person, viewer)
            if tab == "likes"
            else profiles.clips_by(person, viewer, tab).order_by("-published_at", "id")
        )
        return Row(f"@{handle}", grid, list(clips.values_list("pk", flat=True)[:FAR]))

    return found


def _tag(viewer: Viewer, name: str) -> Row:
    ids = tagged_for(viewer, name).values_list("pk", flat=True)[:FAR]
    return Row(f"#{tag_name(name)}", reverse("feed:tag", args=[tag_name(name)]), list(ids))


def _search(viewer: Viewer, words: str) -> Row:
    return Row(
        _("“%(text)s”") % {"text": words},
        f"{reverse('feed:search')}?{urlencode({'q': words})}",
        found_for(words, viewer, now())[:FAR],
    )


def _circle(viewer: Viewer, key: str) -> Row:
    if not isinstance(viewer, User):
        raise NoSuchRow(key)
    member = member_of(circle_id=uuid.UUID(key), person=viewer)
    ids = clips_in(member).values_list("pk", flat=True)[:FAR]
    return Row(member.circle.name, member.circle.get_absolute_url(), list(ids))


def _saved(viewer: Viewer, _key: str) -> Row:
    if not isinstance(viewer, User):
        raise NoSuchRow(_key)
    ids = saving.saved_by(viewer).values_list("pk", flat=True)[:FAR]
    return Row(_("Saved"), reverse("feed:saved"), list(ids))


def _collection(viewer: Viewer, key: str) -> Row:
    found = Collection.objects.get(pk=uuid.UUID(key))
    if not (found.is_shared or found.owner_id == viewer.pk):
        raise NoSuchRow(key)
    ids = saving.in_collection(found, viewer).values_list("pk", flat=True)[:FAR]
    return Row(found.name, found.get_absolute_url(), list(ids))


KINDS: dict[str, Callable[[Viewer, str], Row]] = {
    **{tab: _of_person(tab) for tab in ("clips", "remixes", "likes")},
    "tag": _tag, "search": _search, "circle": _circle, "saved": _saved, "collection": _collection,
}  # fmt: skip
