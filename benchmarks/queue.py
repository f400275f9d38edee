"""The queue: choosing the next of 50,000 waiting jobs of 1,000 people, and where one of them stands.

    python -m benchmarks.queue            on SQLite, and on PostgreSQL where it is installed
    python -m benchmarks.queue 2000 50    fewer jobs, fewer people

Targets: the next job under 20 ms; of 200 jobs by one person and one by another, the other's is next.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.instance import begin, percentile, say

JOBS, PEOPLE, TIMES = 50_000, 1_000, 40


def main(jobs: int = JOBS, people: int = PEOPLE) -> int:
    begin()
    from django.db import connection
    from django.utils.timezone import now

    from accounts.models import User
    from generation import line, running
    from generation.models import CameoUse, Job, Pool
    from generation.waits import wait_of

    at = now()
    handles = [User(handle=f"person_{number}", password="!") for number in range(people)]
    authors = User.objects.bulk_create(handles)
    Job.objects.bulk_create(
        (
            Job(
                author=authors[number % people], prompt="A fox in the snow", engine="papertheatre", turn=number // people,
                created_at=at + timedelta(seconds=number),
            )
            for number in range(jobs)
        ),
        batch_size=500,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    pool = Pool.objects.get_or_create(name="gpu")[0]
    assert not CameoUse.objects.exists()
    last = Job.objects.order_by("-turn", "-created_at").first()
    steps = {
        "next_of_the_line": (lambda: line.next_job(pool), 20),
        "claim": (lambda: running.claim_next(pool="gpu", at=at), 40),
        "place_in_line_of_the_last": (lambda: line.place_in_line(last), 60),
        "wait_of_the_last": (lambda: wait_of(last, at), 200),
    }
    for name, (step, target) in steps.items():
        spans = list(_timed(step))
        say(
            f"queue_{name}", database=connection.vendor, jobs=jobs, people=people, value=percentile(spans, 0.5),
            p95_ms=percentile(spans, 0.95), target=target,
        )  # fmt: skip
    return 0 if _others_is_next(authors[0], authors[1], at) else 1


def _timed(step: Callable[[], object]) -> Iterator[float]:
    step()
    for _time in range(TIMES):
        began = time.perf_counter()
        step()
        yield 1000 * (time.perf_counter() - began)


def _others_is_next(one: object, other: object, at: datetime) -> bool:
    """200 by one, one of them running; then the other asks for one."""
    from django.db import connection

    from generation import line, running
    from generation.models import Job, Pool
    from generation.operations import request_job

    Job.objects.all().delete()
    Pool.objects.all().delete()
    ask = {"prompt": "A fox in the snow", "at": at, "seconds": 4}
    for _job in range(200):
        request_job(author=one, **ask)
    running.claim_next(pool="gpu", at=at)
    theirs = request_job(author=other, **ask)
    place = line.place_in_line(theirs)
    say("queue_place_of_the_others_first", database=connection.vendor, value=place, target=0)
    return place == 0 and running.claim_next(pool="gpu", at=at) == theirs


def on_postgres(arguments: list[str]) -> int:
    """The same again on a PostgreSQL of its own, where there is one."""
    from tests.services import postgres

    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kulisse-bench-")))
        try:
            url = stack.enter_context(postgres(folder))
        except SystemExit as missing:
            say("queue_postgres", value=None, note=str(missing))
            return 0
        command = [sys.executable, "-m", "benchmarks.queue", *arguments]
        return subprocess.run(command, env=os.environ | {"KULISSE_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    failed = main(*map(int, sys.argv[1:3]))
    if "KULISSE_DATABASE_URL" not in os.environ:
        failed |= on_postgres(sys.argv[1:])
    sys.exit(failed)
