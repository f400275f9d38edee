"""The settings: wrong values stop the start and say why; what must be safe by default is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import env_bool, env_int, env_list, env_secret, env_str

ROOT = Path(__file__).resolve().parent.parent.parent


def started(tmp_path, code="import config.settings", **env):
    bare = {"PATH": os.environ["PATH"], "KULISSE_DATA": str(tmp_path / "data")}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=bare | env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({}, "KULISSE_SECRET_KEY is not set"),
        ({"KULISSE_DEMO": "perhaps"}, "KULISSE_DEMO='perhaps'"),
        ({"KULISSE_DEMO": "1", "PORT": "99999"}, "PORT='99999'"),
        ({"KULISSE_DEMO": "1", "PORT": "http"}, "PORT='http'"),
        ({"KULISSE_DEMO": "1", "KULISSE_PUBLISH": "never"}, "expected one of auto, cameo, all"),
        ({"KULISSE_DEMO": "1", "KULISSE_ENGINE": "sora"}, "KULISSE_ENGINE='sora'"),
        ({"KULISSE_DEMO": "1", "KULISSE_MEDIA_URL": "s3://x"}, "KULISSE_MEDIA_URL"),
        ({"KULISSE_DEMO": "1", "KULISSE_URL": "https://clips.example"}, "KULISSE_URL must be local"),
    ],
)
def test_wrong_environment_stops_the_start(tmp_path, env, said):
    run = started(tmp_path, **env)
    assert run.returncode != 0
    assert said in run.stderr.splitlines()[-1]


def test_demo_makes_its_secret_once(tmp_path):
    code = "from config.settings import SECRET_KEY; print(SECRET_KEY)"
    first = started(tmp_path, code, KULISSE_DEMO="1").stdout
    assert len(first.strip()) > 40
    assert started(tmp_path, code, KULISSE_DEMO="1").stdout == first
    assert (tmp_path / "data" / "keys" / "secret").stat().st_mode & 0o077 == 0


def test_https_makes_cookies_secure(tmp_path):
    code = "from config.settings import *; print(SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, DEBUG, DEMO)"
    run = started(tmp_path, code, KULISSE_SECRET_KEY="x" * 50, KULISSE_URL="https://clips.example")
    assert run.stdout.split() == ["True", "True", "False", "False"]


def test_two_instances_on_one_host_do_not_share_cookies(tmp_path):
    code = "from config.settings import *; print(SESSION_COOKIE_NAME, CSRF_COOKIE_NAME)"
    one = started(tmp_path, code, KULISSE_DEMO="1", PORT="8001").stdout.split()
    other = started(tmp_path, code, KULISSE_DEMO="1", PORT="8002").stdout.split()
    assert not set(one) & set(other)


def test_long_jobs_are_started_once(tmp_path):
    """django-q2's defaults run a long task twice, retry for ever and reload the model."""
    from django.conf import settings

    gpu = settings.Q_CLUSTER | settings.Q_CLUSTER["ALT_CLUSTERS"]["gpu"]
    assert gpu["retry"] >= 3600
    assert (gpu["max_attempts"], gpu["ack_failures"], gpu["workers"], gpu["bulk"]) == (1, True, 1, 1)
    assert gpu["recycle"] > 10**6
    assert gpu["max_rss"] is None
    assert gpu["timeout"] == -1
    default = settings.Q_CLUSTER
    assert default["retry"] > default["timeout"]


def test_readers_of_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("K_TEST", " yes ")
    assert env_bool("K_TEST") is True
    assert env_bool("K_NONE", default=True) is True
    monkeypatch.setenv("K_TEST", "a, b,,c ")
    assert env_list("K_TEST") == ["a", "b", "c"]
    with pytest.raises(ImproperlyConfigured):
        env_int("K_TEST", 3)
    with pytest.raises(ImproperlyConfigured):
        env_str("K_TEST", choices=("x",))
    with pytest.raises(ImproperlyConfigured):
        env_secret("K_NONE", tmp_path / "s", may_make=False)
    monkeypatch.setenv("K_TEST", "12")
    assert env_int("K_TEST", 3, 1, 12) == 12
    made = env_secret("K_NONE", tmp_path / "a" / "s", may_make=True)
    assert env_secret("K_NONE", tmp_path / "a" / "s", may_make=True) == made


def test_connections_are_kept_only_where_processes_do_not_fork(tmp_path):
    code = """
import importlib, os
def wanted(server):
    os.environ.pop("KULISSE_KEEP_CONNECTIONS", None)
    if server:
        source = open(f"config/{server}.py").read().split("application = ")[0].split("django.setup")[0]
        exec(compile(source, server, "exec"))
    import config.settings
    return importlib.reload(config.settings).DATABASES["default"]["CONN_MAX_AGE"]
print(wanted(""), wanted("asgi"), wanted("wsgi"))
"""
    env = {"KULISSE_DEMO": "1", "KULISSE_DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    run = started(tmp_path, code, **env)
    assert run.stdout.strip() == "0 60 60", run.stderr
    assert started(tmp_path, code, KULISSE_DEMO="1").stdout.strip() == "0 60 60"
