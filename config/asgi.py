"""Pages, API and sockets in one process. A grown instance routes /ws here and pages to wsgi.py."""

import gc
import os
import warnings
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import django
from django.core.exceptions import RequestAborted

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("KULISSE_KEEP_CONNECTIONS", "60")  # the threads stay here, so their connections may
# The products of a page are small: threads for them would take the cores from other pages. Read when numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Whitenoise sends static files, small and hashed, from a plain iterator; media has an asynchronous one.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
django.setup(set_prefix=False)  # loads the applications, so it comes before the imports below

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import WebsocketDenier  # noqa: E402
from django.conf import settings  # noqa: E402
from django.http.request import split_domain_port, validate_host  # noqa: E402
from django.urls import path, re_path  # noqa: E402

from accounts.consumers import InboxConsumer  # noqa: E402
from config.pages import Pages  # noqa: E402
from feed.live import StageConsumer  # noqa: E402
from generation.consumers import JobConsumer  # noqa: E402

LARGEST_BODY = 20_000_000  # bytes; a form or a call has DATA_UPLOAD_MAX_MEMORY_SIZE, a portrait may be larger


FACES = (
    "/cameos/record/",
    "/cameos/new/",
    "/v1/videos/characters",
)  # where a recording or a picture is sent to
MOST_FACES = 16  # at once: their bodies lie in memory


class FacesStayInMemory(Pages):
    """Pages whose bodies Django must not lay aside on the disk: what is sent there is encrypted first."""

    async def read_body(self, receive: Any) -> Any:
        body = BytesIO()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                body.close()
                raise RequestAborted
            body.write(message.get("body", b""))
            if not message.get("more_body", False):
                break
        body.seek(0)
        return body


class ByAddress:
    """Which of the two handlers takes a request."""

    def __init__(self, usual: Any) -> None:
        self.usual, self.faces, self.at_once = usual, FacesStayInMemory(), 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] != "POST" or not scope["path"].startswith(FACES):
            return await self.usual(scope, receive, send)
        if self.at_once >= MOST_FACES:
            return await too_many(send)
        self.at_once += 1
        try:
            await self.faces(scope, receive, send)
        finally:
            self.at_once -= 1


class BoundedBody:
    """Django puts a whole body aside on the disk before it asks who sends it; more than this never gets there."""

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if said.isdigit() and (len(said) > 18 or int(said) > LARGEST_BODY):
            return await too_large(send)
        read, answered = 0, False

        async def counted() -> Any:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            return message if read <= LARGEST_BODY else {"type": "http.disconnect"}

        async def answer(message: Any) -> None:
            nonlocal answered
            answered = True
            await send(message)

        await self.application(scope, counted, answer)
        if read > LARGEST_BODY and not answered:
            await too_large(send)


async def too_large(send: Any) -> None:
    headers = [(b"content-type", b"text/plain"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": b"Too large.\n"})


async def too_many(send: Any) -> None:
    headers = [(b"content-type", b"text/plain"), (b"retry-after", b"20"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": b"Many people are sending recordings. Try again.\n"})


class OwnOriginOnly:
    """A browser sends our cookie from any page, so a socket is opened only for a page of this instance.

    That is KULISSE_URL, or the very host and port the request was sent to when it is one of KULISSE_HOSTS.
    """

    def __init__(self, application: Any) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = {name: value.decode("latin1") for name, value in scope["headers"]}
        ours = is_own_origin(headers.get(b"origin", ""), headers.get(b"host", ""))
        await (self.application if ours else WebsocketDenier())(scope, receive, send)


def is_own_origin(origin: str, host: str) -> bool:
    """This function will say whether a page of `origin` may open a socket on `host`."""
    if origin == settings.PUBLIC_URL:
        return True
    parts = urlsplit(origin)
    known = validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
    return known and parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()


async def nothing_here(scope: Any, receive: Any, send: Any) -> None:
    await WebsocketDenier()(scope, receive, send)


sockets = URLRouter(
    [
        path("ws/inbox", InboxConsumer.as_asgi()),
        path("ws/stage", StageConsumer.as_asgi()),
        path("ws/jobs/<uuid:job_id>", JobConsumer.as_asgi()),
        re_path("", nothing_here),  # type: ignore[arg-type]
    ]
)
application = ProtocolTypeRouter(
    {"http": BoundedBody(ByAddress(Pages())), "websocket": OwnOriginOnly(AuthMiddlewareStack(sockets))}
)
gc.freeze()  # what is loaded by now stays: it is not looked through again and again
gc.set_threshold(10_000, 20, 50)
