"""/ws/stage: what changes on the clips somebody has before them, what is written under them, and what people they
follow have just published.

The browser says which clips those are; each is asked for with the eyes of the person, when it says so and when it is told.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from accounts.live import Key, Subscription, Watermark, hub
from accounts.models import Follow
from accounts.queries import muted_of
from accounts.sockets import LONGEST_MESSAGE, NOTHING_TO_SAY, TOO_LONG, LiveConsumer, Message
from comments.models import Comment, CommentState
from comments.queries import heard
from feed.models import Like
from feed.queries import dressed
from feed.templatetags.stage import short_number
from generation.models import Clip, Transition
from generation.states import ClipState

MOST_CLIPS = 8  # before somebody at once
MOST_HELD = 500  # comments that wait, and are looked after
PAUSE = 0.2  # seconds from one change of clips to the next
KIND = "stage"
COUNTED = {"likes": "like_count", "remixes": "remix_count", "comments": "comment_count"}


class StageSource:
    """Watched clips that were liked, remixed, talked about or withdrawn; and who of the listeners follows whom publishes.

    The key of a clip is its id, that of a listener ("person", user id).
    """

    kind = KIND

    def __init__(self) -> None:
        self.likes, self.comments, self.moves = Watermark(), Watermark(), Watermark()
        self.held: dict[int, uuid.UUID] = {}  # comments that wait for the maker of their clip

    def begin(self) -> None:
        held = Comment.objects.filter(state=CommentState.HELD).order_by("-pk")
        self.held = dict(held.values_list("pk", "clip_id")[:MOST_HELD])
        self.likes.begin(Like.objects.all())
        self.comments.begin(Comment.objects.all())
        self.moves.begin(Transition.objects.all())

    def look(self, watched: frozenset[Any]) -> Iterator[tuple[Hashable, Any]]:
        touched = {clip for _pk, clip in self.likes.fresh(Like.objects.all(), "clip_id")}
        written = self.written(watched)
        touched |= {clip for _pk, clip in written}
        yield from ((clip, ("written", pk)) for pk, clip in written if clip in watched)
        moved = self.moves.fresh(Transition.objects.all(), "subject", "subject_id", "new_state")
        touched |= {pk for _pk, what, pk, _state in moved if what == "clip"}
        published = [pk for _pk, what, pk, state in moved if what == "clip" and state == ClipState.PUBLISHED]
        if published:
            parents = Clip.objects.filter(pk__in=published, remix_of__isnull=False)
            touched |= set(parents.values_list("remix_of", flat=True))
            yield from _told_of(published, {key[1] for key in watched if isinstance(key, tuple)})
        for clip in touched & watched:
            yield clip, ("changed", clip)

    def written(self, watched: frozenset[Any]) -> list[tuple[int, uuid.UUID]]:
        """New comments, and those that waited until now, with their clips."""
        new = self.comments.fresh(Comment.objects.all(), "clip_id", "state")
        waited = [pk for pk, clip in self.held.items() if clip in watched]
        if waited:
            decided = Comment.objects.filter(pk__in=waited).exclude(state=CommentState.HELD)
            new += decided.values_list("pk", "clip_id", "state")
        for pk, clip, state in new:
            self.held.pop(pk, None)
            if state == CommentState.HELD and len(self.held) < MOST_HELD:
                self.held[pk] = clip
        return [(pk, clip) for pk, clip, _state in new]


def _told_of(published: list[uuid.UUID], listeners: set[int]) -> Iterator[tuple[Hashable, Any]]:
    authors = dict(Clip.objects.filter(pk__in=published).values_list("pk", "author_id"))
    follows = Follow.objects.filter(who__in=listeners, whom__in=set(authors.values()))
    for who, whom in follows.values_list("who_id", "whom_id"):
        for clip in (pk for pk, author in authors.items() if author == whom):
            yield ("person", who), ("published", clip)


class StageConsumer(LiveConsumer):
    subscription: Subscription | None = None
    watching: frozenset[Key] = frozenset()
    wanted: list[uuid.UUID] | None = None
    turning: asyncio.Task[None] | None = None

    def key(self) -> Key:
        return (KIND, ("person", self.user.pk))

    def greeting(self) -> list[Message]:
        return [{"type": "ready"}]

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """The one thing a page says: which clips are before somebody now."""
        try:
            self.wanted = read_clips(text_data or "")
        except ValueError:
            if self.follower is not None:
                self.follower.cancel()
            await self._end(TOO_LONG if len(text_data or "") > LONGEST_MESSAGE else NOTHING_TO_SAY)
        else:
            if self.subscription and not (self.turning and not self.turning.done()):
                self.turning = asyncio.create_task(self._turn(self.subscription))

    async def _talk(self, subscription: Subscription) -> int:
        self.subscription = subscription
        try:
            self.turning = asyncio.create_task(self._turn(subscription))
            return await super()._talk(subscription)
        finally:
            self.subscription = None
            if self.turning:
                self.turning.cancel()
            hub.turn(subscription, self.watching, frozenset())

    async def _turn(self, subscription: Subscription) -> None:
        """However often a page says it, the newest counts, and the tables are asked five times a second at most."""
        while (wanted := self.wanted) is not None:
            self.wanted = None
            await hub.ready()
            asked = frozenset((KIND, pk) for pk in wanted)
            hub.turn(subscription, self.watching, asked)  # before it is read: nothing falls between the two
            self.watching = asked
            told = await hub.ask(self._in_language, self.tell, [("changed", pk) for pk in wanted])
            seen = frozenset((KIND, uuid.UUID(str(one["clip"]))) for one in told if one["type"] == "counts")
            hub.turn(subscription, self.watching, seen)
            self.watching = seen
            await self._send_all(told)
            await asyncio.sleep(PAUSE)

    def tell(self, news: list[Any]) -> list[Message]:
        changed, published, written = (
            {pk for what, pk in news if what == kind} for kind in ("changed", "published", "written")
        )
        return [*self._counts(changed), *self._published(published), *self._written(written)]

    def _counts(self, changed: Iterable[uuid.UUID]) -> list[Message]:
        """One that can not be seen (any more) is gone, whether it ever was there or not."""
        seen = dressed(Clip.objects.visible_to(self.user), self.user).in_bulk(list(changed))
        return [
            {"type": "counts", "clip": str(pk), "counts": counts_of(seen[pk])}
            if pk in seen
            else {"type": "gone", "clip": str(pk)}
            for pk in changed
        ]

    def _written(self, written: Iterable[int]) -> list[Message]:
        """Which comments of others are new under a clip, of those this person reads."""
        if not written:
            return []
        clips = Clip.objects.visible_to(self.user)
        rows = Comment.objects.shown_to(self.user).filter(pk__in=written, clip__in=clips.values("pk"))
        rows = heard(rows, muted_of(self.user), self.user).exclude(author=self.user)
        new: dict[str, list[int]] = {}
        for pk, clip in rows.order_by("id").values_list("pk", "clip_id"):
            new.setdefault(str(clip), []).append(pk)
        return [{"type": "comments", "clip": clip, "ids": ids} for clip, ids in new.items()]

    def _published(self, published: Iterable[uuid.UUID]) -> list[Message]:
        clips = Clip.objects.published(self.user).heard(muted_of(self.user)).filter(pk__in=published)
        return [
            {
                "type": "published",
                "url": clip.get_absolute_url(),
                "text": _("@%(handle)s has just published “%(title)s”.")
                % {"handle": clip.author.handle, "title": clip.title or _("Untitled")},
            }
            for clip in clips.select_related("author")
        ]


def counts_of(clip: Clip) -> dict[str, list[object]]:
    """This function will give each number of a dressed clip, as it is and as the stage writes it."""
    numbers = {name: getattr(clip, field, 0) for name, field in COUNTED.items()}
    return {name: [number, short_number(number)] for name, number in numbers.items()}


def read_clips(text: str) -> list[uuid.UUID]:
    """This function will read {"clips": [id, …]}.

    :raises ValueError: when it is anything else, or too much
    """
    try:
        said = json.loads(text) if len(text) <= LONGEST_MESSAGE else None
    except RecursionError:
        said = None
    clips = said.get("clips") if isinstance(said, dict) else None
    if (
        not isinstance(clips, list)
        or len(clips) > MOST_CLIPS
        or not all(isinstance(one, str) for one in clips)
    ):
        raise ValueError("expected a short list of clips")
    return [uuid.UUID(one) for one in clips]


hub.add(StageSource())
