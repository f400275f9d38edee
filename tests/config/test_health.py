"""/healthz, /readyz, /metrics, and which pages may open sockets."""

import pytest

from config import checks
from config.asgi import is_own_origin
from generation.operations import request_job

pytestmark = pytest.mark.django_db


def test_up(client):
    assert client.get("/healthz").content == b"ok\n"
    assert client.post("/healthz").status_code == 405


def test_up_without_a_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/healthz")


def test_ready(client, settings):
    settings.MEDIA_ROOT.mkdir(parents=True)
    assert client.get("/readyz").json() == {"ready": True, "wrong": []}


def test_not_ready_without_storage(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "nowhere"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["wrong"] == ["storage"]


def test_not_ready_with_migrations_open(client, settings, monkeypatch):
    settings.MEDIA_ROOT.mkdir(parents=True)
    checks._up_to_date.cache_clear()
    monkeypatch.setattr(checks, "unapplied_migrations", lambda: 1)
    assert client.get("/readyz").json()["wrong"] == ["migrations"]


def test_figures(client, ada, clip_of, at):
    clip_of(ada)
    request_job(author=ada, prompt="A fox walks", at=at, seconds=4)
    text = client.get("/metrics").content.decode()
    assert 'kulisse_jobs{state="QUEUED"} 1.0' in text
    assert 'kulisse_jobs{state="DONE"} 1.0' in text
    assert 'kulisse_jobs{state="FAILED"} 0.0' in text
    assert 'kulisse_clips{state="PUBLISHED"} 1.0' in text
    assert "kulisse_jobs_waiting 1.0" in text
    assert "kulisse_oldest_waiting_seconds" in text


@pytest.mark.parametrize("there", [{"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}])
def test_figures_are_for_this_computer_only(client, there):
    assert client.get("/metrics", **there).status_code == 403


@pytest.mark.parametrize(
    ("origin", "host", "ours"),
    [
        ("https://kulisse.example", "inner:8000", True),
        ("http://127.0.0.1:8000", "127.0.0.1:8000", True),
        ("http://localhost:8000", "localhost:8000", True),
        ("http://[::1]:8000", "[::1]:8000", True),
        ("http://127.0.0.1:9000", "127.0.0.1:8000", False),  # another program on this computer
        ("http://localhost:8000", "127.0.0.1:8000", False),
        ("http://evil.example", "evil.example", False),  # a name that was bent to lead here
        ("https://kulisse.example.evil.org", "127.0.0.1:8000", False),
        ("null", "127.0.0.1:8000", False),
        ("", "127.0.0.1:8000", False),
        ("", "", False),
        ("ftp://127.0.0.1:8000", "127.0.0.1:8000", False),
    ],
)
def test_own_origins(settings, origin, host, ours):
    settings.PUBLIC_URL = "https://kulisse.example"
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    assert is_own_origin(origin, host) is ours
