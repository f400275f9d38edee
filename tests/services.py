"""Runs a command with a PostgreSQL and a Redis of its own, both gone afterwards.

    python -m tests.services python -m pytest

They listen on loopback only, keep their data in a temporary folder, and end with the command.
"""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def found(program: str) -> str:
    """The program on the path, or in Debian's folder of the newest PostgreSQL."""
    if path := shutil.which(program):
        return path
    for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True):
        return str(path)
    raise SystemExit(f"{program} is missing: apt-get install postgresql redis-server")


def _as_postgres() -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    person = pwd.getpwnam("nobody")
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def _wait(port: int, process: subprocess.Popen) -> None:
    for _attempt in range(150):
        if process.poll() is not None:
            raise SystemExit(f"{process.args[0]} ended at once with {process.returncode}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.1)
    raise SystemExit(f"{process.args[0]} does not answer")


@contextlib.contextmanager
def _running(command: list[str], port: int, **rest: object) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **rest)
    try:
        _wait(port, process)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    data, port, who = folder / "postgres", free_port(), _as_postgres()
    data.mkdir()
    if who:
        os.chown(data, who["user"], who["group"])
        folder.chmod(0o755)
    initdb = [
        found("initdb"),
        "-D",
        str(data),
        "-U",
        "kulisse",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",  # as Debian sets it up: letters beyond ASCII have two cases
        "-N",
    ]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd="/", **who)
    command = [found("postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1", "-k", str(data)]
    command += ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "max_connections=200"]
    with _running(command, port, cwd="/", **who):
        time.sleep(0.5)
        yield f"postgres://kulisse@127.0.0.1:{port}/postgres"


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[str]:
    port = free_port()
    command = [
        found("redis-server"),
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        str(folder),
    ]
    with _running(command, port):
        yield f"redis://127.0.0.1:{port}/0"


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="kulisse-services-") as name:
        with postgres(Path(name)) as database_url, redis(Path(name)) as redis_url:
            env = os.environ | {"KULISSE_DATABASE_URL": database_url, "KULISSE_REDIS_URL": redis_url}
            return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
