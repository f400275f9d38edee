"""The follower by itself: what it sees, whom it wakes, when it ends."""

import asyncio
import threading
import time

import pytest
from django.utils.timezone import now

from accounts import bell, live
from accounts.live import Hub, Subscription, Watermark, nudge
from accounts.models import Notification
from tests.services import free_port, redis


class Counting:
    """A source without a database."""

    kind = "count"

    def __init__(self):
        self.news, self.looks = [], 0

    def begin(self):
        pass

    def look(self, watched):
        self.looks += 1
        taken, self.news = self.news, []
        return [(key, item) for key, item in taken if key in watched]


@pytest.fixture
def counting():
    hub = Hub()
    hub.add(source := Counting())
    return hub, source


async def test_looks_only_while_somebody_listens(counting):
    hub, source = counting
    assert source.looks == 0
    with hub.subscribe(("count", 1)) as subscription:
        await hub.ready()
        source.news = [(1, "a"), (2, "b")]
        hub.wake()
        assert await asyncio.wait_for(anext(subscription), 1) == "a"
    await asyncio.sleep(0.05)
    looks = source.looks
    await asyncio.sleep(0.3)
    assert source.looks == looks
    with hub.subscribe(("count", 1)):
        await hub.ready()
        await asyncio.sleep(0.15)
        assert source.looks > looks


async def test_wakes_at_once_from_any_thread(counting, monkeypatch):
    hub, source = counting
    monkeypatch.setattr(live, "LOOK_EVERY", 30)
    with hub.subscribe(("count", 1)) as subscription:
        await hub.ready()
        await asyncio.sleep(0.05)
        source.news = [(1, "a")]
        began = time.monotonic()
        threading.Thread(target=hub.wake).start()
        await asyncio.wait_for(anext(subscription), 1)
        assert time.monotonic() - began < 0.2


async def test_goes_on_after_an_error(counting, monkeypatch):
    hub, source = counting
    monkeypatch.setattr(live, "WAIT_AFTER_ERROR", 0.05)
    good, source.look = source.look, lambda watched: 1 / 0
    with hub.subscribe(("count", 1)) as subscription:
        await hub.ready()
        await asyncio.sleep(0.1)
        source.look, source.news = good, [(1, "a")]
        assert await asyncio.wait_for(anext(subscription), 1) == "a"


async def test_slow_socket_is_let_go():
    subscription = Subscription()
    for number in range(live.BACKLOG + 1):
        subscription.put(number)
    assert [item async for item in subscription] == []


def test_nudge_needs_nobody():
    nudge()


def test_nudge_survives_a_closed_loop(counting):
    hub, _source = counting

    async def come_and_go():
        with hub.subscribe(("count", 1)):
            await hub.ready()
            hub._loop_of_test = hub._loop

    asyncio.run(come_and_go())
    hub._loop = hub._loop_of_test
    hub.wake()


def test_watermark_gives_each_row_once(ben):
    rows, mark = Notification.objects.all(), Watermark()

    def add(pk):
        Notification.objects.create(pk=pk, to=ben, kind="JOB_DONE", created_at=now())

    add(100)
    mark.begin(rows)
    assert mark.fresh(rows) == []
    add(104)
    assert mark.fresh(rows) == [(104,)]
    add(102)
    add(99)  # a transaction that began before the first socket came
    assert mark.fresh(rows, "to_id") == [(99, ben.pk), (102, ben.pk)]
    assert mark.fresh(rows) == []
    assert {101, 103} <= mark.holes.keys()


def test_watermark_forgets_holes_that_stay_empty(ben, monkeypatch):
    monkeypatch.setattr(live, "HOLE_SECONDS", 0)
    mark = Watermark()
    Notification.objects.create(pk=500, to=ben, kind="JOB_DONE", created_at=now())
    mark.begin(Notification.objects.all())
    mark.fresh(Notification.objects.all())
    assert mark.holes == {}


async def test_bell_rings_through_redis(tmp_path, settings):
    """Another process is another loop here: the ringer's own thread."""
    with redis(tmp_path) as url:
        settings.REDIS_URL = url
        settings.CHANNEL_LAYERS = {
            "default": {
                "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
                "CONFIG": {"hosts": [url]},
            }
        }
        rung = asyncio.Event()
        listening = asyncio.create_task(bell.listen(rung.set))
        await asyncio.wait_for(rung.wait(), 3)  # it wakes once when it is ready
        rung.clear()
        began = time.monotonic()
        nudge()
        assert time.monotonic() - began < 0.05
        await asyncio.wait_for(rung.wait(), 2)
        listening.cancel()


def test_ringing_without_redis_raises_nothing(settings):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [settings.REDIS_URL]},
        }
    }
    nudge()
    nudge()
