"""A throw-away instance for a measurement: its own data folder and database, nothing shared, nothing kept."""

import atexit
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def say(figure: str, **values: object) -> None:
    """This function will print one JSON line."""
    print(json.dumps({"figure": figure, **values}), flush=True)


def percentile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))], 1)


def begin() -> None:
    """This function will point this process, and those it starts, at a fresh migrated instance."""
    folder = tempfile.mkdtemp(prefix="kulisse-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "KULISSE_DATA": folder,
        "KULISSE_DEMO": "1",
        "KULISSE_JOBS_A_DAY": "100000",
        "KULISSE_JOBS_WAITING": "100000",
        "KULISSE_LOG_LEVEL": "ERROR",
        "PORT": str(port),
    }
    import django

    django.setup()
    from django.conf import settings

    from config.management.commands import prepare
    from provenance.certificates import ensure_certificates

    prepare.make_folders()
    prepare.migrate()
    prepare.compile_translations(settings.LOCALE_PATHS[0])
    prepare.collect_static()
    ensure_certificates(settings.SEAL_FOLDER, settings.INSTANCE_NAME)


ASGI = ("uvicorn", "config.asgi:application", "--log-level", "error", "--ws", "websockets-sansio")
MEMORY = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "4194304",
    "MALLOC_TRIM_THRESHOLD_": "16777216",
}  # as in the Procfile
WSGI = (
    "granian",
    "--interface",
    "wsgi",
    "--blocking-threads",
    "1",
    "config.wsgi:application",
    "--log-level",
    "error",
)
"""How `make run` serves pages, and how a grown instance does (deploy/README.md)."""


@contextlib.contextmanager
def server(command: tuple[str, ...] = ASGI) -> Iterator[str]:
    """A real web server of one process with this instance's settings; gives its address."""
    port = os.environ["PORT"]
    command = (sys.executable, "-m", *command, "--port", port)
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | MEMORY)
    try:
        address = f"http://127.0.0.1:{port}"
        for _attempt in range(200):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=1):
                break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@contextlib.contextmanager
def worker(pool: str = "gpu") -> Iterator[subprocess.Popen]:
    """A real cluster of one pool."""
    env = os.environ | {"Q_CLUSTER_NAME": pool}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "qcluster"], cwd=ROOT, env=env, start_new_session=True
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.wait(10)


def session_of(user: object) -> str:
    """A logged-in session of the user, as the value of its cookie."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "accounts.backends.PasswordBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
