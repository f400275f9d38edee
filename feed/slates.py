"""What is shown to whom, in which order: the slates of the stage. Every path asks `Clip.objects`."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
from django.utils.translation import gettext as _

from accounts.queries import muted_of
from feed import shelf
from feed.cursors import Cursor
from feed.models import PeopleList
from feed.queries import Rehearsal, Viewer, behind, dressed, rehearsal
from feed.ranking.arranging import Placed, arranged
from feed.ranking.rank import gathered, scored
from feed.ranking.reasons import Reason
from feed.ranking.sources import Person, Stock, free_of
from feed.words import why_words
from generation.models import Clip

SIZE = 6  # clips in one slate
LIST = "list-"  # a tab of the people on one of the viewer's lists: list-7
NOBODY = uuid.UUID(int=0)
SPARE = 4  # chosen besides, for those that turn out to be gone


@dataclass(frozen=True)
class Item:
    """One clip at one place of one slate, and what is known of how it came there."""

    clip: Clip
    place: int
    source: str  # a candidate source of the home slate | following | latest | clip
    why: str = ""
    reason: Reason | None = None
    chain: int = 0  # further clips of its chain of remixes, which do not come in this slate
    chance: float = 1.0
    scores: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Slate:
    items: list[Item]
    tab: str
    req_id: uuid.UUID
    after: str  # cursor of the next slate; empty at the end
    rehearsal: Rehearsal | None = None
    is_bare: bool = False  # there is nothing for this viewer to see, seen or not


def slate(*, viewer: Viewer, tab: str, cursor: Cursor, size: int = SIZE) -> Slate:
    """This function will give the next clips of a tab (home, following, latest) behind the cursor."""
    items, is_end, is_bare = (_chosen if tab == "home" else _in_time)(viewer, tab, cursor, size)
    last = items[-1].clip if items else None
    following = replace(
        cursor.past([item.clip.pk for item in items]),
        last_id=last.pk if last else None,
        last_at=last.published_at if last else None,
    )
    after = "" if is_end else str(following)
    return Slate(items, tab, cursor.req_id, after, rehearsal() if is_end else None, is_bare)


# ---------------------------------------------------------------- for you
def _chosen(viewer: Viewer, tab: str, cursor: Cursor, size: int) -> tuple[list[Item], bool, bool]:
    muted = muted_of(viewer)
    clips = shelf.newest(Clip.objects.published(viewer).heard(muted), cursor.at)
    person = shelf.who_looks(viewer, clips, cursor.at)
    before = clips.find_beginnings(cursor.shown)
    stock = Stock(clips, free_of(clips, person, before), person, cursor.at.timestamp())
    found = gathered(stock)
    seed = np.random.SeedSequence([cursor.req_id.int, cursor.place])
    placed = arranged(
        stock, found, scored(stock, found), count=size + SPARE, before=before,
        dice=np.random.default_rng(seed), explores=viewer.is_authenticated,
    )  # fmt: skip
    return _shown(viewer, stock, placed, cursor, size), len(placed) <= size, not len(clips)


def _shown(viewer: Viewer, stock: Stock, placed: list[Placed], cursor: Cursor, size: int) -> list[Item]:
    """The last word on what may be seen is this query's: what the table did not know is left out here."""
    ids = {one.place: stock.clips.id_of(one.place) for one in placed}
    reasons = {one.place: stock.clips.id_of(one.because) for one in placed if one.because >= 0}
    asked = {*ids.values(), *reasons.values()}
    clips = dressed(Clip.objects.published(viewer), viewer).in_bulk(list(asked))
    there = [one for one in placed if ids[one.place] in clips][:size]
    return [
        _item(clips[ids[one.place]], one, cursor.place + step, stock, clips.get(reasons.get(one.place, NOBODY)), cursor.at)
        for step, one in enumerate(there)
    ]  # fmt: skip


def _item(clip: Clip, one: Placed, place: int, stock: Stock, because: Clip | None, at: datetime) -> Item:
    reason = reason_of(clip, one, stock.person, because)
    return Item(
        clip, place, str(one.source), why_words(reason, at), reason, one.rest_of_chain, one.chance, one.scores
    )


def reason_of(clip: Clip, one: Placed, person: Person, because: Clip | None) -> Reason:
    """This function will gather the true facts of why a clip has its place."""
    return Reason(
        source=one.source,
        handle=clip.author.handle,
        published_at=clip.published_at,  # type: ignore[arg-type]  # what is published has a moment
        likes=clip.like_count,  # type: ignore[attr-defined]
        remixes=clip.remix_count,  # type: ignore[attr-defined]
        title=because.title if because else "",
        liked=bool(because and (because.pk.int >> 64) in person.liked),
    )


# ---------------------------------------------------------------- in the order of time
def _in_time(viewer: Viewer, tab: str, cursor: Cursor, size: int) -> tuple[list[Item], bool, bool]:
    clips = Clip.objects.published(viewer).filter(published_at__lte=cursor.at).heard(muted_of(viewer))
    if tab == "following":
        clips = clips.filter(author__followers__who=viewer.pk or 0)
    if tab.startswith(LIST):
        people = PeopleList.objects.filter(owner=viewer.pk or 0, pk=int(tab.removeprefix(LIST)))
        clips = clips.filter(author__in=people.values("people"))
    rows = list(dressed(behind(clips, cursor), viewer)[: size + 1])
    items = [
        Item(clip, cursor.place + step, tab, _why_in_time(tab, clip)) for step, clip in enumerate(rows[:size])
    ]
    return items, len(rows) <= size, not rows and not cursor.place


def _why_in_time(tab: str, clip: Clip) -> str:
    if tab.startswith(LIST):
        return _("@%(handle)s is on this list. The newest comes first.") % {"handle": clip.author.handle}
    if tab == "following":
        return _("You follow @%(handle)s. The newest comes first.") % {"handle": clip.author.handle}
    return _("The newest comes first. Nothing is sorted for you here.")


def single(*, viewer: Viewer, clip: Clip) -> Item:
    """This function will dress one clip the viewer may see, for a page of its own."""
    here = Clip.objects.visible_to(viewer).with_asked().select_related("job")
    return Item(dressed(here, viewer).get(pk=clip.pk), 0, "clip")
