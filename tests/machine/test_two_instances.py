"""One Kulisse renders for another: its /v1 is a server of the remote engine, over real HTTP, with real workers."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.timezone import now

from generation import jobs, running
from generation.engines.offers import Offer
from generation.engines.registry import engine_named
from generation.models import Clip, Job
from generation.operations import cancel_job, request_job
from provenance.certificates import ensure_certificates
from tests.live import HERE, _wait_for, process, until
from tests.services import free_port

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.xdist_group("machine")]


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """Another instance with its own folder, database, server and worker, one for both tests; its address and a token."""
    folder, port = tmp_path_factory.mktemp("other"), free_port()
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("KULISSE", "DJANGO"))}
    env = bare | {
        "KULISSE_DATA": str(folder), "KULISSE_DEMO": "1", "KULISSE_DEBUG": "1", "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(HERE),
    }  # fmt: skip

    def manage(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], env=env, cwd=HERE, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("-c", _SET_UP)
    token = manage("manage.py", "token", "mira").strip().splitlines()[-1]
    web = [
        "-m",
        "uvicorn",
        "config.asgi:application",
        "--port",
        str(port),
        "--log-level",
        "warning",
        "--lifespan",
        "off",
    ]
    with contextlib.ExitStack() as stack:
        stack.enter_context(process(web, env))
        stack.enter_context(process(["manage.py", "qcluster"], env | {"Q_CLUSTER_NAME": "gpu"}))
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}/v1", token, Path(folder)


_SET_UP = """
import django; django.setup()
from django.conf import settings
from accounts.models import User
from cameos.receipts import instance_key
from config.management.commands import prepare
from provenance.certificates import ensure_certificates
prepare.make_folders(); prepare.migrate(); instance_key()
ensure_certificates(settings.SEAL_FOLDER, settings.INSTANCE_NAME)
User.objects.create_user("mira", is_demo=True)
"""


@pytest.fixture
def offer(other, monkeypatch, tmp_path, settings) -> Offer:
    url, token, _folder = other
    monkeypatch.setenv("OTHER_KEY", token)
    path = tmp_path / "remotes.toml"
    path.write_text(
        f'[other]\ndialect = "kulisse"\nsource = "algorithmic"\n[[other.endpoints]]\nurl = "{url}"\nkey_env = "OTHER_KEY"\n'
    )
    monkeypatch.setenv("KULISSE_REMOTES", str(path))
    ensure_certificates(settings.SEAL_FOLDER, settings.INSTANCE_NAME)
    engine_named.cache_clear()
    found = Offer("remote", "other")
    settings.OFFERS = {**settings.OFFERS, found.key: found}
    yield found
    engine_named.cache_clear()


def ask(author, offer) -> Job:
    prompt = 'A dog runs along the beach and says "Wait!"'
    return request_job(author=author, prompt=prompt, at=now(), seconds=4, size="360x640", offer=offer)


def test_one_renders_for_the_other_and_seals_what_it_gets_as_its_own(ada, offer):
    job = ask(ada, offer)
    jobs.work("gpu")
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("DONE", "")
    clip = Clip.objects.get()
    assert (clip.width, clip.height, clip.engine) == (360, 640, "remote 1")
    assert 3.9 < clip.seconds < 4.2


def test_what_is_cancelled_here_is_cancelled_there(ada, offer, other):
    job = ask(ada, offer)
    claimed = running.claim_next(pool="gpu", at=now())
    heard: list[float] = []

    def should_stop() -> bool:
        return bool(heard) and not running.renew(job=claimed, at=now())

    from generation.engines.types import Request, Stopped

    def progress(done: float) -> None:
        if not heard:
            cancel_job(job=Job.objects.get(pk=job.pk), by=ada, at=now())
        heard.append(done)

    with pytest.raises(Stopped):
        engine_named("remote", "other").render(Request(job.prompt, 4, 360, 640), progress, should_stop)
    database = f"sqlite:///{other[2] / 'kulisse.sqlite3'}"
    assert until(30, lambda: _newest(database) == "CANCELLED")


def _newest(database: str) -> str:
    import sqlite3

    with contextlib.closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as there:
        return there.execute("SELECT state FROM generation_job ORDER BY created_at DESC").fetchone()[0]
