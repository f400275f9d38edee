"""Owner's notification, embedded: from the commit of the use to the message on the owner's socket.

    python -m benchmarks.notification

Half of the uses are requested in the web process, half from another process, as a worker would.
Targets: p95 under 300 ms.
"""

import asyncio
import json
import os
import time
from pathlib import Path

from benchmarks.instance import begin, percentile, say, server, session_of


async def listen(
    address: str, cookie: str, count: int, arrived: dict[int, float], ready: asyncio.Event
) -> None:
    from websockets.asyncio.client import connect

    url = address.replace("http", "ws") + "/ws/inbox"
    headers = {"Cookie": f"kulisse_{os.environ['PORT']}={cookie}"}
    async with connect(url, additional_headers=headers, origin=address) as socket:
        while len(arrived) < count:
            message = json.loads(await socket.recv())
            if message["type"] == "ready":
                ready.set()
            elif message["type"] == "notification":
                arrived[message["id"]] = time.time()


def ask(author: object, number: int) -> float:
    from django.db import connection
    from django.utils.timezone import now

    from generation.operations import request_job

    request_job(author=author, prompt=f"@jonas waves, take {number}", at=now(), seconds=4)
    committed = time.time()
    connection.close()
    return committed


async def measure(address: str, owner: object, author: object, count: int) -> list[float]:
    arrived: dict[int, float] = {}
    ready = asyncio.Event()
    cookie = await asyncio.to_thread(session_of, owner)
    task = asyncio.create_task(listen(address, cookie, count, arrived, ready))
    await asyncio.wait_for(ready.wait(), 20)
    sent = []
    for number in range(count):
        sent.append(await asyncio.to_thread(ask, author, number))
        await asyncio.sleep(0.05 + 0.013 * (number % 7))
    await asyncio.wait_for(task, 20)
    return [1000 * (arrived[key] - at) for key, at in zip(sorted(arrived), sent, strict=True)]


def main(count: int = 100) -> None:
    begin()
    from django.utils.timezone import now

    from accounts.models import User
    from generation.demo import ensure_people

    ensure_people(at=now())
    owner, author = User.objects.get(handle="jonas"), User.objects.get(handle="mira")
    with server() as address:
        waits = asyncio.run(measure(address, owner, author, count))
    say(
        "notification_ms", p50=percentile(waits, 0.5), p95=percentile(waits, 0.95), worst=percentile(waits, 1),
        sent=count, lost=count - len(waits), target_p95=300,
    )  # fmt: skip


if __name__ == "__main__":
    assert Path("manage.py").exists()
    main()
