"""Pages under ASGI: one thread for a request from its beginning to its end, and streams that end with who asked."""

import asyncio
import threading

import pytest
from django.core.signals import request_finished, request_started
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

from config.pages import THREADS, Pages

told = []


def plain(request):
    told.append(("view", threading.current_thread().name))
    return HttpResponse(request.body + b" " + request.GET["q"].encode())


def broken(request):
    raise RuntimeError


class Endless:
    def __init__(self):
        self.sent, self.closed = 0, False

    async def __aiter__(self):
        while True:
            self.sent += 1
            yield b"x"
            await asyncio.sleep(0)

    def close(self):
        self.closed = True


def endless(request):
    told.append(Endless())
    return StreamingHttpResponse(told[-1])


class Torn(Endless):
    async def __aiter__(self):
        yield b"x"
        raise OSError("the disk is gone")


def torn(request):
    told.append(Torn())
    return StreamingHttpResponse(told[-1])


urlpatterns = [path("torn", torn), path("plain", plain), path("endless", endless), path("broken", broken)]


@pytest.fixture(autouse=True)
def our_urls(settings):
    settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, []
    told.clear()


async def asked(address, body=b"", query=b"", until=None):
    """What is sent for a request; whoever asks leaves when `until` says so."""
    heard, left = [], asyncio.Event()
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive():
        if waiting:
            return waiting.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        heard.append(message)
        if until and until(heard):
            left.set()

    scope = {"type": "http", "method": "POST", "path": address, "query_string": query, "headers": [],
             "http_version": "1.1", "scheme": "http", "server": ("localhost", 80)}  # fmt: skip
    await asyncio.wait_for(Pages()(scope, receive, send), 20)
    return heard


def test_a_request_is_answered_in_one_thread_from_its_beginning_to_its_end():
    def note(sender, **rest):
        told.append((sender.__name__, threading.current_thread().name))

    for signal in (request_started, request_finished):
        signal.connect(note)
    try:
        start, body = asyncio.run(asked("/plain", b"whole", b"q=there"))
    finally:
        for signal in (request_started, request_finished):
            signal.disconnect(note)
    assert (start["status"], body["body"]) == (200, b"whole there")
    assert [what for what, _thread in told] == ["Pages", "view", "Pages"]
    assert len({thread for _what, thread in told}) == 1
    assert told[0][1] != threading.current_thread().name


def test_the_threads_stay():
    async def many():
        for _time in range(3 * THREADS):
            await asyncio.gather(*(asked("/plain", query=b"q=1") for _one in range(3)))

    asyncio.run(many())
    assert len({thread for _what, thread in told}) <= THREADS


def test_a_stream_ends_when_whoever_asked_has_gone():
    heard = asyncio.run(asked("/endless", until=lambda heard: len(heard) > 5))
    (stream,) = told
    assert heard[0]["status"] == 200
    assert 5 <= stream.sent < 1000
    assert stream.closed


def test_a_stream_that_breaks_is_told_to_the_server_and_closed():
    with pytest.raises(OSError, match="disk"):
        asyncio.run(asked("/torn"))
    assert told[0].closed


def test_what_breaks_says_so(settings):
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    start, _body = asyncio.run(asked("/broken"))
    assert start["status"] == 500
