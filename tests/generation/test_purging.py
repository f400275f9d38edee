"""The hook for an operator's cache: signed, at the configured address only, sent until it is taken."""

import base64
import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from generation import jobs, purging
from generation.models import Purge
from generation.publishing import withdraw_clip


class Cache(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.answers = [204]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/purge"


class Handler(BaseHTTPRequestHandler):
    server: Cache

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append(({name.lower(): value for name, value in self.headers.items()}, body))
        status = self.server.answers.pop(0) if len(self.server.answers) > 1 else self.server.answers[0]
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def cache(settings):
    server = Cache()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.PURGE_URL, settings.PURGE_SECRET = server.url, "between us"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def gone(ada, clip_of, at, cache):
    clip = clip_of(ada)
    withdraw_clip(clip=clip, at=at, reason_code="SPAM")
    return clip


def test_every_address_of_the_clip_is_named_and_the_call_is_signed(gone, cache, settings):
    assert jobs.tell_caches() == 1
    headers, body = cache.calls[0]
    urls = json.loads(body)["urls"]
    assert settings.PUBLIC_URL + gone.video_url in urls
    assert f"{settings.PUBLIC_URL}/c/{gone.pk}" in urls
    assert f"{settings.PUBLIC_URL}/api/v1/clips/{gone.pk}" in urls
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.digest(b"between us", signed, hashlib.sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{right}"
    assert jobs.tell_caches() == 0
    assert len(cache.calls) == 1


@pytest.mark.parametrize("status", [500, 302, 404])
def test_it_is_sent_again_until_it_is_taken(gone, cache, status, at):
    cache.answers = [status, 204]
    assert purging.tell_caches(at=at) == 0
    row = Purge.objects.get()
    assert (row.attempts, row.done_at) == (1, None)
    assert row.last_error
    assert purging.tell_caches(at=at) == 0  # not before it is due
    assert purging.tell_caches(at=at + timedelta(minutes=1)) == 1
    assert Purge.objects.get().done_at
    assert [call[0]["webhook-id"] for call in cache.calls] == [f"purge_{row.pk}"] * 2


def test_a_cache_that_is_not_there_keeps_nobody(gone, cache, settings, at):
    settings.PURGE_URL = "http://127.0.0.1:9/purge"
    assert purging.tell_caches(at=at) == 0
    assert Purge.objects.get().done_at is None


def test_without_the_setting_there_is_nothing_to_send(ada, clip_of, at):
    withdraw_clip(clip=clip_of(ada), at=at, reason_code="SPAM")
    assert not Purge.objects.exists()
    assert jobs.tell_caches() == 0


@pytest.mark.parametrize("path", ["/@ada", "/search?q=beach", "/api/v1/clips", "/create", "/nothing", "/"])
def test_no_shared_cache_may_keep_an_answer(ada, clip_of, client_of, client, path):
    clip_of(ada)
    for viewer in (client, client_of(ada)):
        said = viewer.get(path)["Cache-Control"]
        assert "private" in said or "no-store" in said
        assert "public" not in said
