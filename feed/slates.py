"""What is shown to whom, in which order: the slates of the stage. Every path asks `Clip.objects`."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.muting import Muted
from accounts.queries import muted_of
from feed import knowledge, shelf
from feed.cursors import KEPT, Cursor
from feed.knowledge import Knowledge
from feed.models import PeopleList
from feed.queries import Rehearsal, Viewer, behind, dressed, rehearsal
from feed.ranking.arranging import CONSIDERED, Placed, arranged
from feed.ranking.rank import Candidates, gathered, scored
from feed.ranking.reasons import Reason
from feed.ranking.serving import Standing, learned, value
from feed.ranking.snapshot import Snapshot
from feed.ranking.sources import Person, Source, Stock, free_of
from feed.ranking.table import Places, Values, keys_of
from feed.standing import Found, add_cast, found_in, listed
from feed.steering.asked import Asked, asked_for
from feed.steering.queries import Wishes, wishes_of
from feed.steering.words import asked_words
from feed.words import why_words
from generation.models import Clip

SIZE, MOST = 6, 10  # clips in one slate, and where more are asked for
LIST = "list-"  # a tab of the people on one of the viewer's lists: list-7
ROUNDS = 6  # of choosing again, where what was chosen turns out to be gone or muted by its words
SPARE = 2  # chosen besides, for those that turn out to be gone


@dataclass(frozen=True)
class Item:
    """One clip at one place of one slate, and what is known of how it came there."""

    of: Found | Clip
    place: int
    source: str  # a candidate source of the home slate | following | latest | clip
    why: str = ""
    reason: Reason | None = None
    chain: int = 0  # further clips of its chain of remixes, which do not come in this slate
    chance: float = 1.0
    scores: dict[str, float] = field(default_factory=dict)

    @property
    def clip(self) -> Clip:
        return self.of if isinstance(self.of, Clip) else self.of.clip

    @property
    def slip(self) -> str:
        """What comes back with the beacon, so that what is learned from can be attributed: chance and scores."""
        told = [f"{name}:{score}" for name, score in self.scores.items()]
        return " ".join([f"{self.chance:.4g}", *told]) if told or self.chance < 1 else ""


@dataclass(frozen=True)
class Slate:
    items: list[Item]
    tab: str
    req_id: uuid.UUID
    after: str  # cursor of the next slate; empty at the end
    rehearsal: Rehearsal | None = None
    is_bare: bool = False  # there is nothing for this viewer to see, seen or not


def slate(
    *, viewer: Viewer, tab: str, cursor: Cursor, size: int = SIZE, wishes: Wishes | None = None
) -> Slate:
    """This function will give the next clips of a tab (home, following, latest) behind the cursor."""
    if tab == "home":
        wishes = wishes or wishes_of(viewer, cursor.at)
        items, is_end, is_bare = _chosen(viewer, cursor, size, wishes)
    else:
        items, is_end, is_bare = _in_time(viewer, tab, cursor, size)
    last = items[-1].of if items else None
    following = replace(
        cursor.past([item.of.id for item in items]),
        last_id=last.id if last else None,
        last_at=last.published_at if last else None,
    )
    after = "" if is_end else str(following)
    return Slate(items, tab, cursor.req_id, after, rehearsal() if is_end else None, is_bare)


def closed(tab: str, cursor: Cursor) -> Slate:
    """This function will give the end of the feed: today's time is used up."""
    return Slate([], tab, cursor.req_id, "")


# ---------------------------------------------------------------- for you
def _chosen(viewer: Viewer, cursor: Cursor, size: int, wishes: Wishes) -> tuple[list[Item], bool, bool]:
    known, muted = knowledge.current(), muted_of(viewer)
    clips = shelf.everything(known, viewer, cursor.at)
    until = cursor.at if cursor.place < KEPT else None
    person, standing = shelf.who_looks(viewer, clips, known, cursor.at, muted.people, until)
    before = clips.find_beginnings(cursor.shown)
    wish = asked_for(wishes.steering, clips, person, cursor.req_id.int)
    free = free_of(clips, person, before, cursor.at.timestamp())
    if not wishes.ways.personal:
        person, standing = Person(id=person.id, seen=person.seen, muted=person.muted), None
    stock = Stock(
        clips,
        free & ~wish.out if wish else free,
        person,
        cursor.at.timestamp(),
        standing.match if standing else None,
        shelf.neighbours(known),
        wish.bonus if wish else None,
    )
    items: list[Item] = []
    for again in range(ROUNDS):
        count = min((size - len(items) + SPARE) * 4**again, CONSIDERED)
        placed = _placed(stock, known, standing, cursor, count, before, again, wish)
        items += _shown(
            viewer,
            stock,
            placed,
            replace(cursor, place=cursor.place + len(items)),
            size - len(items),
            muted,
            wish,
        )
        if len(items) >= size or len(placed) <= size - len(items):
            break
        gone = np.array([one.place for one in placed])
        stock.free[gone] = False
        before = np.concatenate([before, clips.find(keys_of(item.of.id for item in items))])
    return items, len(items) < size or len(placed) <= size, not len(clips)


def _placed(
    stock: Stock,
    known: Knowledge,
    standing: Standing | None,
    cursor: Cursor,
    count: int,
    before: Places,
    again: int,
    wish: Asked | None,
) -> list[Placed]:
    found = gathered(stock)
    score = scored(stock, found)
    score = wish.added(score, found.places) if wish else score
    chances: dict[str, Values] = {}
    if known.snapshot and known.heads and standing and len(found.places):
        found, score, chances = _learned(stock, known, known.snapshot, standing, found, score)
        score = wish.added(score, found.places) if wish else score
    dice = np.random.default_rng(np.random.SeedSequence([cursor.req_id.int, cursor.place, again]))
    placed = arranged(
        stock, found, score, count=count, before=before, dice=dice, explores=stock.person.is_known
    )
    row = {int(place): number for number, place in enumerate(found.places)}
    return [
        replace(one, scores={name: round(float(chance[row[one.place]]), 4) for name, chance in chances.items()})
        if one.place in row else one
        for one in placed
    ]  # fmt: skip


def _learned(
    stock: Stock, known: Knowledge, snapshot: Snapshot, standing: Standing, found: Candidates, score: Values
) -> tuple[Candidates, Values, dict[str, Values]]:
    """The best by the hand-made score, ordered by what was learned; spam sinks here, too."""
    best = np.sort(np.argsort(-score, kind="stable")[:CONSIDERED])
    found = Candidates(found.places[best], found.strength[best], found.because[best])
    chances = learned(snapshot, known.heads, stock.clips, found.places, standing, stock.at)
    worth = value(chances, settings.FEED_WEIGHTS)
    return (
        found,
        worth - (1 - stock.clips.worth[found.places]) * (np.abs(worth) + float(np.ptp(worth))),
        chances,
    )


def _shown(
    viewer: Viewer,
    stock: Stock,
    placed: list[Placed],
    cursor: Cursor,
    size: int,
    muted: Muted,
    wish: Asked | None,
) -> list[Item]:
    """The last word on what may be seen is this query's: what the table did not know is left out here."""
    ids = {one.place: stock.clips.id_of(one.place) for one in placed}
    reasons = {one.place: stock.clips.id_of(one.because) for one in placed if one.because >= 0}
    stand = listed(list({*ids.values(), *reasons.values()}), viewer)
    heard = {pk: one for pk, one in stand.items() if not (muted and _is_muted(one, muted))}
    there = [one for one in placed if ids[one.place] in heard][:size]
    found = [heard[ids[one.place]] for one in there]
    add_cast(found)
    titles = {place: heard[clip_id]["title"] for place, clip_id in reasons.items() if clip_id in heard}
    items = [
        _item(clip, one, cursor.place + step, stock, titles.get(one.place, ""), cursor.at)
        for step, (one, clip) in enumerate(zip(there, found, strict=True))
    ]  # fmt: skip
    return [_with_wish(item, one, wish) for item, one in zip(items, there, strict=True)] if wish else items


def _is_muted(found: Found, muted: Muted) -> bool:
    topics = found["topics"].strip("|").split("|")
    return any(muted.hides(found[words], found["author_id"], topics) for words in ("title", "job__prompt"))


def _with_wish(item: Item, one: Placed, wish: Asked) -> Item:
    """What the viewer asked for in words says more than any source."""
    said = asked_words(wish.effect(one.place), wish.steering)
    return replace(item, why=said) if said and one.source != Source.FIRST else item


def _item(found: Found, one: Placed, place: int, stock: Stock, title: str, at: datetime) -> Item:
    reason = reason_of(found, one, stock, title)
    return Item(
        found,
        place,
        str(one.source),
        why_words(reason, at),
        reason,
        one.rest_of_chain,
        one.chance,
        one.scores,
    )


def reason_of(found: Found, one: Placed, stock: Stock, title: str) -> Reason:
    """This function will gather the true facts of why a clip has its place.

    :param title: of the clip it is shown for; empty where the viewer may not see that one
    """
    return Reason(
        source=one.source,
        handle=found["author__handle"],
        published_at=found.published_at,
        likes=found["like_count"],
        remixes=found["remix_count"],
        title=title,
        liked=bool(title and int(stock.clips.key[one.because]) in stock.person.liked),
    )


# ---------------------------------------------------------------- in the order of time
def _in_time(viewer: Viewer, tab: str, cursor: Cursor, size: int) -> tuple[list[Item], bool, bool]:
    clips = Clip.objects.published(viewer).filter(published_at__lte=cursor.at).heard(muted_of(viewer))
    if tab == "following":
        clips = clips.filter(author__followers__who=viewer.pk or 0)
    if tab.startswith(LIST):
        people = PeopleList.objects.filter(owner=viewer.pk or 0, pk=int(tab.removeprefix(LIST)))
        clips = clips.filter(author__in=people.values("people"))
    found = found_in(behind(clips, cursor)[: size + 1], viewer)
    add_cast(found[:size])
    items = [
        Item(one, cursor.place + step, tab, _why_in_time(tab, one)) for step, one in enumerate(found[:size])
    ]
    return items, len(found) <= size, not found and not cursor.place


def _why_in_time(tab: str, found: Found) -> str:
    if tab.startswith(LIST):
        return _("@%(handle)s is on this list. The newest comes first.") % {"handle": found["author__handle"]}
    if tab == "following":
        return _("You follow @%(handle)s. The newest comes first.") % {"handle": found["author__handle"]}
    return _("The newest comes first. Nothing is sorted for you here.")


def single(*, viewer: Viewer, clip: Clip) -> Item:
    """This function will dress one clip the viewer may see, for a page of its own."""
    here = Clip.objects.visible_to(viewer).with_asked().select_related("job")
    why = _("You opened it yourself: nothing was chosen for you here.")
    return Item(dressed(here, viewer).get(pk=clip.pk), 0, "clip", why)
