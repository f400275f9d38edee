"""How much of a request this instance reads before anybody has looked at it."""

import asyncio

import pytest

from config.asgi import LARGEST_BODY, BoundedBody


async def drain(scope, receive, send):
    """Stands for Django, which puts the whole body aside before it asks who sends it."""
    read = 0
    while (message := await receive())["type"] == "http.request":
        read += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    await send({"type": "read", "bytes": read, "last": message["type"]})


def sent_through(pieces, headers=()):
    """What came out when a body of these pieces was sent in."""
    told, left = [], list(pieces)

    async def receive():
        piece = left.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(left)}

    async def send(message):
        told.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": list(headers)}
    asyncio.run(BoundedBody(drain)(scope, receive, send))
    return told


def test_a_body_of_a_decent_size_goes_through():
    assert sent_through([b"a" * 1000, b"b"]) == [{"type": "read", "bytes": 1001, "last": "http.request"}]


@pytest.mark.parametrize("length", [str(LARGEST_BODY + 1), "9" * 30])
def test_one_that_says_it_is_too_large_is_not_read(length):
    start, body = sent_through([b"a"], [(b"content-length", length.encode())])
    assert (start["status"], body["body"]) == (413, b"Too large.\n")


def test_one_that_does_not_say_so_is_cut_off():
    piece = b"a" * (LARGEST_BODY // 4)
    (seen,) = sent_through([piece] * 40)
    assert seen["last"] == "http.disconnect"
    assert seen["bytes"] <= LARGEST_BODY


def test_junk_for_a_length_is_counted():
    assert sent_through([b"a"], [(b"content-length", b"many")])[0]["bytes"] == 1
