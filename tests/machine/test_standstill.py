"""Workers that stand still: one that wakes up late, one that hangs, one whose graphics card is gone.

Nothing runs twice at once: what a worker does after its lease went to another is as if it had not been done.
"""

import hashlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.utils.timezone import now

from generation import jobs, rendering, running
from generation.models import Clip, Job, Preview, Transition
from generation.operations import request_job
from provenance.certificates import ensure_certificates
from tests.films import Still, take
from tests.live import HERE, process, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.xdist_group("machine")]


@pytest.fixture
def quick(monkeypatch):
    """The other worker, here in this process, is quick."""
    ensure_certificates(conf.SEAL_FOLDER, conf.INSTANCE_NAME)
    monkeypatch.setattr(rendering, "engine_named", lambda name, model: Still(take(360, 640, 0.5)))


def ask(author) -> Job:
    return request_job(author=author, prompt="A fox runs", at=now(), seconds=4, size="360x640")


def is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def everything(folders) -> list[object]:
    """All that a worker could have changed: rows, and every file with its bytes and its time."""
    files = [
        (str(path), path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    tables = (Job, Clip, Preview, Transition)
    return [files, *(list(table.objects.order_by("pk").values()) for table in tables)]


@pytest.mark.parametrize("moment", ["RENDERING", "CHECKING", "SEALING", "FINISHING"])
def test_a_worker_that_wakes_up_late_leaves_no_trace(moment, ada, environment, settings, quick):
    job = ask(ada)
    command = ["-m", "tests.machine.slow", "stops", moment]
    with process(command, environment | {"KULISSE_LEASE_SECONDS": "2"}) as late:
        assert until(60, lambda: is_stopped(late.pid))
        assert until(
            20, lambda: jobs.sweep() == 1
        )  # its lease ran out: it renews nothing while it stands still
        jobs.work("gpu")
        before = everything([settings.MEDIA_ROOT, settings.WORK_ROOT])
        assert Job.objects.get(pk=job.pk).state == "DONE"
        late.send_signal(signal.SIGCONT)
        late.wait(60)
    assert everything([settings.MEDIA_ROOT, settings.WORK_ROOT]) == before
    assert Clip.objects.get().job == job
    assert Transition.objects.filter(job=job, new_state="DONE").count() == 1


def test_a_late_worker_does_not_touch_the_job_while_the_other_still_renders(ada, environment, settings):
    job = ask(ada)
    with process(
        ["-m", "tests.machine.slow", "stops", "RENDERING"], environment | {"KULISSE_LEASE_SECONDS": "2"}
    ) as late:
        assert until(60, lambda: is_stopped(late.pid))
        assert until(20, lambda: jobs.sweep() == 1)
        other = running.claim_next(pool="gpu", at=now())
        running.work_folder(other).mkdir(parents=True)
        (running.work_folder(other) / "unsealed.mp4").write_bytes(b"half a film")
        assert running.renew(job=other, at=now(), percent=7, preview=b"mine")
        before = everything([settings.MEDIA_ROOT, settings.WORK_ROOT])
        late.send_signal(signal.SIGCONT)
        late.wait(60)
    assert everything([settings.MEDIA_ROOT, settings.WORK_ROOT]) == before
    assert running.renew(job=other, at=now())
    job.refresh_from_db()
    assert (job.state, job.percent, job.lease) == ("RENDERING", 7, other.lease)


def run(environment, *words, **env) -> int:
    command = [sys.executable, "-m", "tests.machine.slow", *words]
    return subprocess.run(command, env=environment | env, cwd=HERE, check=False, timeout=120).returncode


def test_a_worker_whose_engine_hangs_gives_the_job_back_and_ends(ada, environment):
    job = ask(ada)
    assert run(environment, "hangs", "python", KULISSE_STEP_SECONDS="2") == 75
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease) == ("QUEUED", 1, None)
    assert job.transitions.latest("pk").reason_code == "WORKER_HUNG"


def test_a_worker_whose_library_holds_the_interpreter_ends_all_the_same(ada, environment, quick):
    job = ask(ada)
    assert run(environment, "hangs", "interpreter", KULISSE_STEP_SECONDS="2") == 1
    assert jobs.sweep() == 1  # it is dead, so nobody waits for the lease
    jobs.work("gpu")
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("DONE", 2)


def test_a_worker_whose_card_is_gone_ends_and_the_job_goes_on_elsewhere(ada, environment, quick):
    job = ask(ada)
    assert run(environment, "loses") == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("QUEUED", 1)
    jobs.work("gpu")
    assert Job.objects.get(pk=job.pk).state == "DONE"


def test_three_failures_end_it_with_the_last_reason(ada, environment, settings):
    job = ask(ada)
    for _worker in range(settings.MAX_ATTEMPTS):
        assert run(environment, "loses") == 1
    assert running.claim_next(pool="gpu", at=now()) is None
    job.refresh_from_db()
    assert (job.state, job.error_code, job.error_facts) == ("FAILED", "DEVICE_LOST", {"attempts": "3"})
    assert ada.notifications.get().kind == "JOB_FAILED"
