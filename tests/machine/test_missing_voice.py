"""An instance whose voice is missing: a spoken line fails the job with the reason, a silent scene is made."""

import subprocess
import sys

import pytest
from django.utils.timezone import now

from generation.models import Clip, Job
from generation.operations import request_job
from tests.live import HERE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.xdist_group("machine")]


def test_the_job_says_that_the_voice_is_missing_and_costs_no_quota(ada, environment, settings):
    ask = {"author": ada, "seconds": 4, "size": "360x640"}
    spoken = request_job(prompt='A dog says "Wait for me!"', at=now(), **ask)
    silent = request_job(prompt="A dog sleeps in the garden", at=now(), **ask)
    env = environment | {"PYTHONPATH": f"{HERE / 'tests/machine/without_voice'}:{HERE}"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.machine.once"], env=env, cwd=HERE, check=False, timeout=120
    )
    assert done.returncode == 0
    spoken.refresh_from_db()
    assert (spoken.state, spoken.error_code) == ("FAILED", "VOICE_MISSING")
    assert ada.notifications.filter(kind="JOB_FAILED").count() == 1
    assert not Clip.objects.filter(job=spoken).exists()
    assert Job.objects.get(pk=silent.pk).state == "DONE"
    assert Clip.objects.get().job == silent
