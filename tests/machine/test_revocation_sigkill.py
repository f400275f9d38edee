"""A worker killed at any step of the cleaning up leaves nothing visible, and the next one finishes it."""

import json
import signal
import subprocess
import sys

import pytest
from django.core.files.storage import default_storage
from django.utils.timezone import now

from cameos.operations import take_back
from generation import jobs
from generation.models import CameoUse, Clip, Purge, Transition
from tests.generation.test_purging import cache  # noqa: F401  # a cache that listens
from tests.live import HERE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.xdist_group("machine")]


def surfaces(clip: Clip) -> list[str]:
    return [f"/c/{clip.pk}", clip.video_url, clip.poster_url, f"/api/v1/clips/{clip.pk}"]


def assert_nothing_is_seen(client, clips) -> None:
    for clip in clips:
        assert [client.get(address).status_code for address in surfaces(clip)] == [410] * 4
    for address in ("/", "/latest", "/@ada", "/api/v1/clips", "/search?q=take"):
        body = client.get(address).content.decode()
        assert not [clip for clip in clips if str(clip.pk) in body]


@pytest.mark.parametrize("step", ["COMMITTED", "CLOSING", "FILES", "MARKING", "CACHES"])
def test_killed_at_a_step(step, ada, ben, clip_of, client, environment, cache, settings):  # noqa: F811
    clips = [clip_of(ada, cast=[ben], title=f"Take {number}") for number in range(5)]
    revocation = take_back(cameo=ben.cameos.get(), at=now())
    env = environment | {"KULISSE_PURGE_URL": cache.url, "KULISSE_PURGE_SECRET": settings.PURGE_SECRET}
    command = [sys.executable, "-m", "tests.machine.closer", step, str(revocation.pk)]
    died = subprocess.run(command, env=env, cwd=HERE, check=False, capture_output=True, timeout=120)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    assert_nothing_is_seen(client, clips)

    Purge.objects.update(next_at=now())  # the time to wait is over
    jobs.sweep()
    assert_nothing_is_seen(client, clips)
    assert set(CameoUse.objects.values_list("state", flat=True)) == {"REVOKED"}
    assert set(Clip.objects.values_list("state", flat=True)) == {"WITHDRAWN"}
    assert not Clip.objects.filter(purged_at=None).exists()
    assert not [one for one in clips if default_storage.exists(f"{one.folder}/video.mp4")]
    assert not Purge.objects.filter(done_at=None).exists()
    told = {url for _headers, body in cache.calls for url in json.loads(body)["urls"]}
    assert {settings.PUBLIC_URL + clip.video_url for clip in clips} <= told
    assert Transition.objects.filter(subject="clip", new_state="WITHDRAWN").count() == 5  # each once
    assert ada.notifications.filter(kind="USE_REVOKED").count() == 1
