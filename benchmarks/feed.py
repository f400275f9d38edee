"""A personal page of ten from a large instance: milliseconds, queries, memory, pages a second; and learning itself.

    python -m benchmarks.feed [--clips 100000] [--people 10000] [--signals 5000000]

Rows are written as they would have come: people with tastes, clips of forty topics, a month of showings. Then the
feed learns, and one real web process serves pages. On PostgreSQL: python -m tests.services python -m benchmarks.feed

Targets: p95 60 ms, 10 queries, 400 MB, 60 pages a second, learning 180 s (item–item 60 s, ranker 120 s).
"""

from __future__ import annotations

import argparse
import itertools
import threading
import time
import urllib.request
from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from benchmarks.instance import ASGI, WSGI, begin, percentile, say, server, session_of

NOUNS = [
    "fox",
    "robot",
    "ship",
    "baker",
    "comet",
    "forest",
    "river",
    "piano",
    "dragon",
    "train",
    "garden",
    "whale",
    "violin",
    "castle",
    "lantern",
    "glacier",
    "circus",
    "balloon",
    "meadow",
    "lighthouse",
    "submarine",
    "orchestra",
    "desert",
    "waterfall",
    "astronaut",
    "library",
    "market",
    "tiger",
    "kite",
    "volcano",
    "penguin",
    "bridge",
    "harbour",
    "carousel",
    "telescope",
    "windmill",
    "owl",
    "marathon",
    "skater",
    "island",
]
CHUNK = 20_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clips", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--signals", type=int, default=5_000_000)
    wanted = parser.parse_args()
    begin()
    from django.utils.timezone import now

    began = time.monotonic()
    people, _clips = rows(wanted.clips, wanted.people, wanted.signals)
    size = {"clips": wanted.clips, "people": wanted.people, "signals": wanted.signals}
    say("feed_rows", seconds=round(time.monotonic() - began), **size)
    from config.jobs import count_indexes
    from feed.learning import learn_from_everything

    count_indexes()
    learned = learn_from_everything(at=now())
    say(
        "feed_learning", seconds=learned.seconds, parts=learned.parts, target_s=180, because=learned.because,
        figures=learned.figures, **size,
    )  # fmt: skip
    viewers = [people[n] for n in np.random.default_rng(1).permutation(len(people))[:60]]
    in_process(viewers, size)
    for kind in (ASGI, WSGI):
        with server(kind) as address:
            over_http(viewers, address, size | {"server": kind[0]})


def rows(clips: int, people: int, signals: int) -> tuple[list[object], list[object]]:
    """This function will write people, clips and showings, and what they add up to."""
    from django.db import connection, transaction
    from django.utils.timezone import now

    from accounts.models import User
    from feed.models import Tally, Watch
    from generation.models import Clip, Job

    dice, at = np.random.default_rng(0), now()
    some = [User(handle=f"person_{n}", email="", password="!") for n in range(people)]
    persons = User.objects.bulk_create(some, batch_size=2000)
    topic = dice.integers(0, len(NOUNS), clips)
    made: list[object] = []
    for start in range(0, clips, CHUNK):
        jobs = [
            Job(
                author=persons[n % people], prompt=f"A {NOUNS[topic[n]]} and a {NOUNS[(topic[n] + n % 3) % len(NOUNS)]}",
                title=f"Take {n}", engine="papertheatre", state="DONE", created_at=at,
            )
            for n in range(start, min(start + CHUNK, clips))
        ]  # fmt: skip
        Job.objects.bulk_create(jobs, batch_size=500)
        some_clips = [
            Clip(
                id=job.pk, job=job, author=job.author, title=job.title, state="PUBLISHED", engine="papertheatre 1",
                source_type="algorithmicMedia", width=720, height=1280, seconds=8.0, fps=24, folder=f"x/{job.pk}",
                created_at=at, published_at=at - timedelta(minutes=(start + n) * 60_000 / clips),
            )
            for n, job in enumerate(jobs)
        ]  # fmt: skip
        made += Clip.objects.bulk_create(some_clips, batch_size=500)
    taste = dice.integers(0, len(NOUNS), people)
    sqlite = connection.vendor == "sqlite"
    zone = "" if sqlite else "+00"
    keys = [clip.pk.hex for clip in made]
    names = (
        "who_id",
        "clip_id",
        "req_id",
        "place",
        "source",
        "watched_ms",
        "loops",
        "chance",
        "scores",
        "created_at",
    )
    statement = (
        f"INSERT INTO {Watch._meta.db_table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
    )
    heat = np.minimum(
        (dice.random(signals) ** 2 * clips).astype(np.int64), clips - 1
    )  # the newest are shown most
    who = dice.integers(0, people, signals)
    fits = topic[heat] == taste[who]
    ms = np.where(dice.random(signals) < np.where(fits, 0.8, 0.25), 8000, 900)
    ago = dice.random(signals) * 30 * 86_400

    order = np.argsort(-ago)  # the oldest first, as they would have come
    when = [f"{at - timedelta(seconds=one):%Y-%m-%d %H:%M:%S.%f}{zone}" for one in ago[order].tolist()]
    pks = [person.pk for person in persons]

    def values() -> Iterator[tuple[object, ...]]:
        shown = zip(who[order].tolist(), heat[order].tolist(), ms[order].tolist(), when, strict=True)
        for n, (person, clip, watched, moment) in enumerate(shown):
            yield pks[person], keys[clip], f"{n + 1:032x}", n % 10, "new", watched, 0, 1.0, "{}", moment

    with transaction.atomic(), connection.cursor() as cursor:
        if sqlite:
            source = values()
            while chunk := list(itertools.islice(source, CHUNK)):
                cursor.executemany(statement, chunk)
        else:
            with cursor.copy(f"COPY {Watch._meta.db_table} ({', '.join(names)}) FROM STDIN") as copy:
                for row in values():
                    copy.write_row(row)
    shown, finished = np.bincount(heat, minlength=clips), np.bincount(heat, ms >= 7200, clips).astype(int)
    tallies = [
        Tally(clip=clip, viewers=int(shown[n]), finished=int(finished[n])) for n, clip in enumerate(made)
    ]
    Tally.objects.bulk_create(tallies, batch_size=2000)
    return list(persons), made


def in_process(viewers: list[object], size: dict[str, int]) -> None:
    """Queries of a page, and what its parts cost without a network."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.force_login(viewers[0], "accounts.backends.PasswordBackend")
    client.get("/?n=10", headers={"X-Fragment": "1"})
    with CaptureQueriesContext(connection) as queries:
        client.get("/?n=10", headers={"X-Fragment": "1"})
    say("feed_page_queries", queries=len(queries), target=10, **size)


def over_http(viewers: list[object], address: str, size: dict[str, int]) -> None:
    """One web process: one request after another, then four at once."""
    import psutil
    from django.conf import settings

    cookies = [f"{settings.SESSION_COOKIE_NAME}={session_of(one)}" for one in viewers]

    def page(cookie: str) -> float:
        asked = urllib.request.Request(f"{address}/?n=10", headers={"Cookie": cookie, "X-Fragment": "1"})
        began = time.perf_counter()
        with urllib.request.urlopen(asked, timeout=60) as answer:
            body = answer.read()
        assert body.count(b"data-clip=") == 10, body.count(b"data-clip=")
        return 1000 * (time.perf_counter() - began)

    for cookie in cookies[:5]:
        page(cookie)
    spans = [page(cookie) for cookie in cookies * 3]
    began, done = time.perf_counter(), []

    def many(part: list[str]) -> None:
        done.extend(page(cookie) for cookie in part)

    threads = [threading.Thread(target=many, args=(cookies[n::4] * 4,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(done) / (time.perf_counter() - began)
    memory = max(child.memory_info().rss for child in psutil.Process().children(recursive=True))
    say(
        "feed_page", p50_ms=percentile(spans, 0.5), p95_ms=percentile(spans, 0.95), target_p95_ms=60,
        pages_a_second=round(rate, 1), target_rate=60, rss_mb=round(memory / 1e6), target_mb=400, **size,
    )  # fmt: skip


if __name__ == "__main__":
    main()
