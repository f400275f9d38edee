"""From rows to sockets: each web process follows the tables and hands new rows to its own sockets.

The rows are the truth. `nudge` only shortens the wait until the next look (LOOK_EVERY seconds); across
processes it travels through the channel layer when that is Redis. Nothing here decides who may see what:
consumers subscribe to keys they have checked.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any, ParamSpec, Protocol, TypeVar

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Max, Q, QuerySet

from accounts import bell

log = logging.getLogger("kulisse.live")
LOOK_EVERY = 0.1  # seconds between looks while somebody listens
WAIT_AFTER_ERROR = 1.0
BACKLOG = 200  # things one socket may be behind; a slower one is let go and resumes by its last id
HOLE_SECONDS = 30.0  # how long an id that was skipped may still appear
HOLES_LOOKED_FOR = 200  # below the newest row when the first socket comes
Key = tuple[str, Hashable]
P = ParamSpec("P")
T = TypeVar("T")


class Source(Protocol):
    """One kind of key ("inbox", "job") and the tables behind it. Lives in the follower's thread."""

    kind: str

    def begin(self) -> None:
        """Forget everything and start from what the tables hold now."""

    def look(self, watched: frozenset[Any]) -> Iterable[tuple[Hashable, Any]]:
        """What is new since the last look, as pairs of the key's second part and the news."""


class Watermark:
    """The rows of an append-only table that were not seen yet, each once, whatever order they commit in.

    Ids are given out before the commit: an id that is skipped (a hole) may be a transaction still under
    way, so it is asked for again for a while. One that was rolled back never comes.
    """

    def __init__(self) -> None:
        self.last = 0
        self.holes: dict[int, float] = {}  # skipped id -> until when it is looked for

    def begin(self, rows: QuerySet[Any]) -> None:
        self.last = rows.aggregate(last=Max("pk"))["last"] or 0
        low = max(0, self.last - HOLES_LOOKED_FOR)
        seen = set(rows.filter(pk__gt=low).values_list("pk", flat=True))
        self.holes = {}
        self._note_holes(low, seen)

    def fresh(self, rows: QuerySet[Any], *fields: str) -> list[Any]:
        """This function will give `pk` and `fields` of every row not given before, by id."""
        new = list(rows.filter(self._unseen()).order_by("pk").values_list("pk", *fields))
        ids = {row[0] for row in new}
        low = self.last
        self.last = max([self.last, *ids])
        self._note_holes(low, ids)
        return new

    def _unseen(self) -> Q:
        now = time.monotonic()
        self.holes = {hole: until for hole, until in self.holes.items() if until > now}
        unseen = Q(pk__gt=self.last)
        return unseen | Q(pk__in=list(self.holes)) if self.holes else unseen

    def _note_holes(self, low: int, ids: set[int]) -> None:
        for found in ids & self.holes.keys():
            del self.holes[found]
        until = time.monotonic() + HOLE_SECONDS
        span = range(max(low, self.last - 5_000) + 1, self.last)
        self.holes.update((number, until) for number in span if number not in ids)


class Subscription:
    """What one socket waits on: `async for` gives its news and ends when it fell too far behind."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Any] = asyncio.Queue(BACKLOG)
        self._overrun = asyncio.Event()

    def put(self, news: Any) -> None:
        try:
            self._queue.put_nowait(news)
        except asyncio.QueueFull:
            self._overrun.set()

    def pending(self) -> list[Any]:
        """This function will take everything that waits, without waiting."""
        return [self._queue.get_nowait() for _ in range(self._queue.qsize())]

    def __aiter__(self) -> Subscription:
        return self

    async def __anext__(self) -> Any:
        if self._overrun.is_set():
            raise StopAsyncIteration
        return await self._queue.get()


class Hub:
    """The sockets of this process by key, and the one task that follows the tables while there are any."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._subscriptions: defaultdict[Key, set[Subscription]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._thread: ThreadPoolExecutor | None = None
        self._ready: asyncio.Future[None] | None = None

    def add(self, source: Source) -> None:
        """This function will make the keys of this kind available to subscribers."""
        self._sources[source.kind] = source

    @contextmanager
    def subscribe(self, key: Key) -> Iterator[Subscription]:
        """This function will collect the news of `key` while the context is open. Call it in the loop."""
        self._start()
        subscription = Subscription()
        self._subscriptions[key].add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions[key].discard(subscription)
            if not self._subscriptions[key]:
                del self._subscriptions[key]
            if not self._subscriptions:
                self._stop()

    def turn(self, subscription: Subscription, old: frozenset[Key], new: frozenset[Key]) -> None:
        """This function will have an open subscription listen to other keys beside its own. Call it in the loop."""
        for key in old - new:
            self._subscriptions[key].discard(subscription)
            if not self._subscriptions[key]:
                del self._subscriptions[key]
        for key in new - old:
            self._subscriptions[key].add(subscription)

    async def ready(self) -> None:
        """This function will wait until the follower has marked what the tables held when it began."""
        if self._ready is not None:
            await asyncio.shield(self._ready)

    async def ask(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """This function will call `question` in the follower's thread, where a database connection is open."""
        if self._thread is None:
            raise RuntimeError("subscribe first")
        work = asyncio.get_running_loop().run_in_executor(self._thread, _call, question, args, kwargs)
        return await work

    def wake(self) -> None:
        """This function will have the follower look at once. Any thread may call it; it never raises."""
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # the loop is closed: nobody listens
                loop.call_soon_threadsafe(self._woken.set)

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        if self._loop is loop and self._tasks:
            return
        self._forget()
        self._loop = loop
        self._woken = asyncio.Event()
        self._ready = loop.create_future()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._tasks = [loop.create_task(self._follow())]
        if settings.REDIS_URL:
            self._tasks.append(loop.create_task(bell.listen(self._woken.set)))

    def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._forget()

    def _forget(self) -> None:
        if self._thread is not None:
            self._thread.submit(_hang_up)
            self._thread.shutdown(wait=False)
        self._loop, self._thread, self._tasks, self._ready = None, None, [], None

    async def _follow(self) -> None:
        ready = self._ready
        while not await self._once(self._begin):
            await asyncio.sleep(WAIT_AFTER_ERROR)
        if ready is not None and not ready.done():
            ready.set_result(None)
        while True:
            self._woken.clear()
            pause = LOOK_EVERY if await self._once(self._look) else WAIT_AFTER_ERROR
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), pause)

    async def _once(self, step: Callable[[frozenset[Key]], list[tuple[Key, Any]]]) -> bool:
        try:
            for key, news in await self.ask(step, frozenset(self._subscriptions)):
                for subscription in self._subscriptions.get(key, ()):
                    subscription.put(news)
        except Exception:
            log.exception("following the tables failed; trying again in %s s", WAIT_AFTER_ERROR)
            return False
        return True

    def _begin(self, _keys: frozenset[Key]) -> list[tuple[Key, Any]]:
        for source in self._sources.values():
            source.begin()
        return []

    def _look(self, keys: frozenset[Key]) -> list[tuple[Key, Any]]:
        found: list[tuple[Key, Any]] = []
        for kind, source in self._sources.items():
            watched = frozenset(rest for its_kind, rest in keys if its_kind == kind)
            found += [((kind, rest), news) for rest, news in source.look(watched)]
        return found


def _call(question: Callable[..., T], args: Any, kwargs: Any) -> T:
    """The connection of this thread stays open between looks; one that failed is opened anew."""
    try:
        return question(*args, **kwargs)
    except DatabaseError:
        connection.close()
        raise


def _hang_up() -> None:
    connection.close()  # looked up here, in the thread whose connection it is


hub = Hub()


def nudge() -> None:
    """This function will wake the follower of this process, and of the others when Redis is configured."""
    hub.wake()
    if settings.REDIS_URL:
        bell.ring()
