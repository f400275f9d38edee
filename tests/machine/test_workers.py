"""manage.py workers: it starts a cluster for each pool, replaces one that ended, and ends with all of them."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import pytest
from django.utils.timezone import now

from config.management.commands.workers import Cluster, descendants, stands_still
from generation import pools
from generation.models import Clip, Job
from generation.operations import request_job
from tests.live import process, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.xdist_group("machine")]


def ask(author) -> Job:
    return request_job(author=author, prompt="A dog runs", at=now(), seconds=4, size="360x640")


def clusters_of(pid: int) -> list[int]:
    """The direct children: the clusters."""
    found = []
    for one in descendants(pid):
        with contextlib.suppress(OSError), open(f"/proc/{one}/stat") as stat:
            if int(stat.read().rpartition(")")[2].split()[1]) == pid:
                found.append(one)
    return found


def test_a_cluster_that_died_is_replaced_and_the_job_is_made(ada, environment):
    with process(["manage.py", "workers", "gpu"], environment) as workers:
        assert until(60, lambda: len(descendants(workers.pid)) >= 4)
        for pid in descendants(workers.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        job = ask(ada)
        assert until(120, Job.objects.filter(pk=job.pk, state="DONE").exists)
        workers.send_signal(signal.SIGTERM)
        workers.wait(60)
        assert descendants(workers.pid) == []
    assert Clip.objects.get().job == job


@pytest.mark.django_db
def test_a_pool_stands_still_when_it_is_open_and_something_waits_and_nothing_runs(ada, at):
    assert not stands_still("gpu")
    ask(ada)
    assert stands_still("gpu")
    pools.drain_pool(pool=pools.pool_named("gpu"), at=at)
    assert not stands_still("gpu")


def test_a_cluster_that_ends_at_once_is_started_later_each_time():
    cluster = Cluster("gpu")
    cluster.start = lambda: None
    pauses = []
    for _end in range(3):
        cluster.process, cluster.began = ended(), time.monotonic()
        assert "ended with 3" in cluster.look()
        pauses.append(cluster.pause)
    assert pauses == sorted(pauses)
    assert pauses[-1] >= 4


def ended():
    gone = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    gone.wait()
    return gone
