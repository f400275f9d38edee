"""A worker killed in the middle, in each stage and inside a real cluster: the job is finished once."""

import os
import signal
import subprocess
import sys

import pytest
from django.utils.timezone import now

from generation import jobs
from generation.models import Clip, Job, Transition
from generation.operations import request_job
from tests.live import HERE, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.xdist_group("machine")]


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


def test_a_real_cluster_whose_worker_is_killed_finishes_the_job_by_itself(ada, cluster):
    job = ask(ada)
    rendering = Job.objects.filter(pk=job.pk, state="RENDERING", percent__gt=5)
    assert until(60, rendering.exists)
    worker = int(Job.objects.get(pk=job.pk).worker.rpartition(":")[2])
    os.kill(worker, signal.SIGKILL)
    assert until(90, Job.objects.filter(pk=job.pk, state="DONE").exists)
    assert_finished_once(job)
    assert job.attempts == 2
