"""A worker killed in the middle, in each stage and inside a real cluster: the job is finished once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings as real
from django.db import connection
from django.utils.timezone import now

from generation import jobs
from generation.models import Clip, Job, Transition
from generation.operations import request_job
from provenance.certificates import ensure_certificates

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.xdist_group("machine")]
HERE = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def environment(settings) -> dict[str, str]:
    """What a process of its own needs to see this test's database and folders."""
    ensure_certificates(settings.SEAL_FOLDER, settings.INSTANCE_NAME)
    name, database = connection.settings_dict["NAME"], connection.settings_dict
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{name}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "KULISSE_DEMO": "1",
        "KULISSE_DATA": str(real.DATA),
        "KULISSE_DATABASE_URL": url,
        "KULISSE_MEDIA_URL": f"file://{settings.MEDIA_ROOT}",
        "PYTHONPATH": str(HERE),
    }


def ask(author) -> Job:
    prompt = 'A dog runs along the beach and says "Wait!"'
    return request_job(author=author, prompt=prompt, at=now(), seconds=4, size="360x640")


def assert_finished_once(job: Job) -> None:
    job.refresh_from_db()
    assert job.state == "DONE", (job.state, job.error_code)
    assert Clip.objects.filter(job=job).count() == 1
    assert Transition.objects.filter(job=job, new_state="DONE").count() == 1


@pytest.mark.parametrize("stage", ["RENDERING", "CHECKING", "SEALING"])
def test_killed_in_a_stage_the_job_is_finished_once_by_the_next_worker(stage, ada, environment):
    job = ask(ada)
    command = [sys.executable, "-m", "tests.machine.worker", stage]
    died = subprocess.run(command, env=environment, cwd=HERE, check=False, capture_output=True, timeout=120)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    job.refresh_from_db()
    assert job.state == stage
    assert jobs.sweep() == 1  # the dead worker is of this host, so nobody waits for the lease
    jobs.work("gpu")
    assert_finished_once(job)
    assert job.attempts == 2


def _until(seconds: float, question) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if question():
            return True
        time.sleep(0.05)
    return False


def test_a_real_cluster_whose_worker_is_killed_finishes_the_job_by_itself(ada, environment):
    command = [sys.executable, "manage.py", "qcluster"]
    env = environment | {"Q_CLUSTER_NAME": "gpu"}
    cluster = subprocess.Popen(command, env=env, cwd=HERE, start_new_session=True)
    try:
        job = ask(ada)
        assert _until(60, lambda: Job.objects.filter(pk=job.pk, state="RENDERING", percent__gt=5).exists())
        worker = int(Job.objects.get(pk=job.pk).worker.rpartition(":")[2])
        os.kill(worker, signal.SIGKILL)
        assert _until(90, lambda: Job.objects.filter(pk=job.pk, state="DONE").exists())
        assert_finished_once(job)
        assert job.attempts == 2
    finally:
        os.killpg(cluster.pid, signal.SIGKILL)
        cluster.wait()
