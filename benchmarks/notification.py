"""Owner's notification, embedded: from the commit of the use to the message on the owner's socket.

    python -m benchmarks.notification [requests] [open sockets] [disconnects]

Other people's sockets are open all the while; the uses are requested in another process than the server's, as a
worker would. Then the owner's line is cut again and again while uses come in: what arrived is compared with the rows.
Targets with 500 open sockets: p50 under 100 ms, p95 under 300 ms, none lost over 200 forced disconnects.
"""

import asyncio
import contextlib
import json
import os
import sys
import time
from pathlib import Path

from benchmarks.instance import begin, percentile, say, server, session_of

PEOPLE = 25  # who hold the other sockets


def opening(address: str, cookie: str, last: int | None = None) -> object:
    from websockets.asyncio.client import connect

    url = address.replace("http", "ws") + "/ws/inbox" + ("" if last is None else f"?last={last}")
    headers = {"Cookie": f"kulisse_{os.environ['PORT']}={cookie}"}
    return connect(url, additional_headers=headers, origin=address, open_timeout=60, max_queue=None)


async def listen(
    address: str, cookie: str, count: int, arrived: dict[int, float], ready: asyncio.Event
) -> None:
    async with opening(address, cookie) as socket:
        while len(arrived) < count:
            message = json.loads(await socket.recv())
            if message["type"] == "ready":
                ready.set()
            elif message["type"] == "notification":
                arrived[message["id"]] = time.time()


@contextlib.asynccontextmanager
async def crowd(address: str, cookies: list[str], count: int) -> object:
    """`count` open sockets of other people, each read so that none is let go."""
    sockets, readers = [], []

    async def read(socket: object) -> None:
        with contextlib.suppress(Exception):
            async for _message in socket:
                pass

    for number in range(count):
        socket = await opening(address, cookies[number % len(cookies)])
        sockets.append(socket)
        readers.append(asyncio.create_task(read(socket)))
    try:
        yield sockets
    finally:
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*(socket.close() for socket in sockets), return_exceptions=True)


def ask(author: object, number: int) -> float:
    from django.db import connection
    from django.utils.timezone import now

    from generation.operations import request_job

    request_job(author=author, prompt=f"@jonas waves, take {number}", at=now(), seconds=4)
    committed = time.time()
    connection.close()
    return committed


async def measure(address: str, cookie: str, author: object, count: int) -> list[float]:
    arrived: dict[int, float] = {}
    ready = asyncio.Event()
    task = asyncio.create_task(listen(address, cookie, count, arrived, ready))
    await asyncio.wait_for(ready.wait(), 60)
    sent = []
    for number in range(count):
        sent.append(await asyncio.to_thread(ask, author, number))
        await asyncio.sleep(0.05 + 0.013 * (number % 7))
    await asyncio.wait_for(task, 60)
    return [1000 * (arrived[key] - at) for key, at in zip(sorted(arrived), sent, strict=True)]


async def cut(address: str, cookie: str, author: object, times: int) -> tuple[set[int], int]:
    """Cuts the owner's line `times` times while uses come in; gives the ids that arrived, and how many twice."""
    arrived: set[int] = set()
    last, repeats = 0, 0

    async def send() -> None:
        for number in range(times):
            await asyncio.to_thread(ask, author, number)

    sending = asyncio.create_task(send())
    for number in range(times + 1):
        socket = await opening(address, cookie, last)
        until = time.monotonic() + 0.05 + 0.02 * (number % 5)
        is_last = number == times
        if is_last:
            await sending
            until = time.monotonic() + 5
        with contextlib.suppress(TimeoutError):
            while True:
                message = json.loads(await asyncio.wait_for(socket.recv(), until - time.monotonic()))
                if message["type"] == "notification":
                    repeats += message["id"] in arrived
                    arrived.add(message["id"])
                    last = max(last, message["id"])
        socket.transport.abort()  # no closing words: the line is gone
    return arrived, repeats


async def run(
    address: str, owner: str, others: list[str], author: object, sizes: tuple[int, int, int]
) -> dict:
    count, sockets, cuts = sizes
    async with crowd(address, others, sockets) as held:
        waits = await measure(address, owner, author, count)
        arrived, repeats = await cut(address, owner, author, cuts)
        still = sum(socket.state.name == "OPEN" for socket in held)
    return {"waits": waits, "arrived": arrived, "repeats": repeats, "still_open": still}


def main(count: int = 100, sockets: int = 500, cuts: int = 200) -> None:
    begin()
    from django.utils.timezone import now

    from accounts.models import User
    from generation.demo import ensure_people

    ensure_people(at=now())
    owner, author = User.objects.get(handle="jonas"), User.objects.get(handle="mira")
    others = [session_of(User.objects.create_user(f"watcher_{number}")) for number in range(PEOPLE)]
    with server() as address:
        found = asyncio.run(run(address, session_of(owner), others, author, (count, sockets, cuts)))
    rows = set(owner.notifications.values_list("pk", flat=True))
    waits = found["waits"]
    say(
        "notification_ms", p50=percentile(waits, 0.5), p95=percentile(waits, 0.95), worst=percentile(waits, 1),
        sent=count, open_sockets=found["still_open"], target_p50=100, target_p95=300,
    )  # fmt: skip
    say(
        "notification_after_cuts", disconnects=cuts, sent=len(rows), lost=len(rows - found["arrived"]),
        sent_again=found["repeats"], target_lost=0,
    )  # fmt: skip


if __name__ == "__main__":
    assert Path("manage.py").exists()
    main(*map(int, sys.argv[1:]))
