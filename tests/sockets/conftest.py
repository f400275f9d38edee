"""A real server on a real port, and people who open sockets to it as a browser does."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from django.conf import settings as conf
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from accounts.live import hub
from accounts.models import User
from tests.services import free_port


@pytest.fixture
def server(transactional_db) -> Iterator[str]:
    from config.asgi import application

    port = free_port()
    config = uvicorn.Config(
        application, port=port, ws="websockets-sansio", ws_max_size=1024, lifespan="off", log_level="error",
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield f"127.0.0.1:{port}"
    running.should_exit = True
    thread.join(10)
    assert not hub._tasks, "the follower ends with the last socket"


@pytest.fixture
def opened(server: str, client_of) -> Iterator[Callable[..., ClientConnection]]:
    """`opened("/ws/inbox", ben)`: an open socket with that person's cookie; `origin` and `headers` as wanted."""
    cookies: dict[User | None, str] = {}
    with contextlib.ExitStack() as stack:

        def open_socket(
            path: str, user: User | None = None, origin: str | None = "same", headers: dict | None = None
        ) -> ClientConnection:
            if user is not None and user not in cookies:
                cookies[user] = client_of(user).cookies[conf.SESSION_COOKIE_NAME].value
            cookie = cookies.get(user, "")
            more = {"Cookie": f"{conf.SESSION_COOKIE_NAME}={cookie}", **(headers or {})}
            origin = f"http://{server}" if origin == "same" else origin
            address = f"ws://{server}{path}"
            opening = connect(
                address,
                origin=Origin(origin) if origin else None,
                additional_headers=more,
                open_timeout=20,
                proxy=None,
            )
            socket: ClientConnection = stack.enter_context(opening)
            return socket

        yield open_socket


def heard(socket: ClientConnection, timeout: float = 15) -> dict:
    return json.loads(socket.recv(timeout=timeout))


def until(socket: ClientConnection, kind: str, timeout: float = 15) -> list[dict]:
    """Everything heard up to and with the first message of this type."""
    found: list[dict] = []
    while not found or found[-1]["type"] != kind:
        found.append(heard(socket, timeout))
    return found


def close_code(socket: ClientConnection) -> int:
    try:
        while True:
            socket.recv(timeout=15)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0
