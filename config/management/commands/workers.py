"""manage.py workers: one cluster for each pool of engines and one for short work, each started again when it ends.

A cluster that takes nothing although something waits is replaced too: a worker that was killed while idle can
leave django-q2's queue locked for good, and from outside it looks well.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils.timezone import now

from generation.models import Job, Pool

SHORT_WORK = "default"
LOOK_EVERY = 2.0  # seconds
STUCK = 120.0  # seconds a pool may stand still while something waits
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds before a cluster that ended is started again, doubling


@dataclass
class Cluster:
    """One qcluster, in our process group: whoever ends the group ends it too."""

    name: str
    process: subprocess.Popen[bytes] | None = None
    starts_at: float = 0.0  # time.monotonic()
    pause: float = FIRST_PAUSE
    began: float = 0.0
    seen: float = 0.0  # when the pool was last seen at work, or with nothing to do

    def look(self) -> str:
        """This function will start it where it does not run, replace it where it is stuck, and say what it did."""
        moment = time.monotonic()
        if self.process is None:
            if moment >= self.starts_at:
                self.start()
            return ""
        if (status := self.process.poll()) is not None:
            self.pause = (
                FIRST_PAUSE if moment - self.began > LONGEST_PAUSE else min(self.pause * 2, LONGEST_PAUSE)
            )
            self.process, self.starts_at = None, moment + self.pause
            return f"cluster {self.name} ended with {status}; it starts again"
        if not stands_still(self.name):
            self.seen = moment
        elif moment - self.seen > STUCK:
            self.end(signal.SIGKILL)
            self.seen = moment
            return (
                f"cluster {self.name} took nothing for {STUCK:g} s although something waits; it is replaced"
            )
        return ""

    def start(self) -> None:
        env = os.environ | ({} if self.name == SHORT_WORK else {"Q_CLUSTER_NAME": self.name})
        command = [sys.executable, sys.argv[0], "qcluster"]
        self.process = subprocess.Popen(command, env=env)
        self.began = self.seen = time.monotonic()

    def end(self, how: signal.Signals) -> None:
        """This function will signal the cluster, which tells its own; SIGKILL goes to each of them."""
        if self.process is None:
            return
        one_by_one = how == signal.SIGKILL
        for pid in [self.process.pid, *(descendants(self.process.pid) if one_by_one else [])]:
            with suppress(ProcessLookupError):
                os.kill(pid, how)


def descendants(pid: int) -> list[int]:
    """This function will find the processes that a process started, and those that they started."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    found, ancestors = [], {pid}
    while fresh := [one for one, parent in parents.items() if parent in ancestors and one not in found]:
        found += fresh
        ancestors = set(fresh)
    return found


def stands_still(pool: str) -> bool:
    """This function will say whether the pool is open, something waits in it, and none of it runs."""
    try:
        row = Pool.objects.filter(name=pool).first()
        is_open = row is None or row.is_open(now())
        jobs = Job.objects.filter(pool=pool)
        return is_open and not jobs.running().exists() and jobs.waiting().exists()
    except DatabaseError:
        connection.close()
        return False


class Command(BaseCommand):
    help = "Run the workers of every pool, and replace those that end or stand still. Ctrl-C ends all."

    def add_arguments(self, parser):
        parser.add_argument("pools", nargs="*", help="only these pools; all of them when none is named")

    def handle(self, **options):
        names = options["pools"] or [*settings.POOLS, SHORT_WORK]
        clusters = [Cluster(name) for name in names]
        self.stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopping:
            for cluster in clusters:
                if said := cluster.look():
                    self.stderr.write(said)
            connection.close()
            time.sleep(LOOK_EVERY)
        end_all(clusters)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


def end_all(clusters: list[Cluster]) -> None:
    """This function will ask each cluster to end, and wait for what it renders now."""
    for cluster in clusters:
        cluster.end(signal.SIGTERM)
    for cluster in clusters:
        if cluster.process is not None:
            cluster.process.wait()
