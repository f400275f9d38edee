"""A running instance of its own: real server and worker processes on this test's database and folders."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as real
from django.db import connection

from provenance.certificates import ensure_certificates
from tests.services import free_port

HERE = Path(__file__).resolve().parent.parent


@pytest.fixture
def environment(settings, transactional_db) -> dict[str, str]:
    """What a process of its own needs to see this test's database and folders."""
    ensure_certificates(settings.SEAL_FOLDER, settings.INSTANCE_NAME)
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "KULISSE_DEMO": "1",
        "KULISSE_DEBUG": "1",  # plain static files: nothing has to be collected first
        "KULISSE_DATA": str(real.DATA),
        "KULISSE_DATABASE_URL": url,
        "KULISSE_MEDIA_URL": f"file://{settings.MEDIA_ROOT}",
        "PYTHONPATH": str(HERE),
    }


@contextlib.contextmanager
def process(command: list[str], env: dict[str, str]) -> Iterator[subprocess.Popen]:
    """Runs it in a group of its own and ends the whole group."""
    started = subprocess.Popen([sys.executable, *command], env=env, cwd=HERE, start_new_session=True)
    try:
        yield started
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()


@pytest.fixture
def server(environment) -> Iterator[str]:
    """The address of a real uvicorn with pages, API and sockets."""
    port = str(free_port())
    command = ["-m", "uvicorn", "config.asgi:application", "--port", port, "--log-level", "warning"]
    command += ["--ws", "websockets-sansio", "--ws-max-size", "1024", "--lifespan", "off"]
    with process(command, environment | {"PORT": port}):
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def cluster(environment) -> Iterator[subprocess.Popen]:
    """The `gpu` pool, as it runs in an instance."""
    with process(["manage.py", "qcluster"], environment | {"Q_CLUSTER_NAME": "gpu"}) as started:
        yield started


def _wait_for(address: str) -> None:
    assert until(30, lambda: _answers(address)), f"{address} does not answer"


def _answers(address: str) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=1):
        return True
    return False


def until(seconds: float, question) -> bool:
    """Asks every 50 ms until the answer is yes or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if question():
            return True
        time.sleep(0.05)
    return bool(question())
