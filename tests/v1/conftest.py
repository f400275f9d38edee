"""A real server in front of the test database, a worker beside it, and the official client."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from django.db import connections
from knox.models import AuthToken
from openai import OpenAI

from accounts.models import User
from tests.services import free_port


@pytest.fixture
def server(transactional_db) -> Iterator[str]:
    """The whole application under uvicorn, as the embedded default runs it."""
    from config.asgi import application

    port = free_port()
    web = uvicorn.Server(uvicorn.Config(application, port=port, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=web.run)
    thread.start()
    while not web.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    web.should_exit = True
    thread.join()


@pytest.fixture
def worker(server, run_jobs) -> Iterator[None]:
    """Renders what waits, for as long as the test lasts."""
    over = threading.Event()

    def work() -> None:
        while not over.wait(0.1):
            run_jobs()
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    over.set()
    thread.join()


@pytest.fixture
def sdk(server) -> Callable[..., OpenAI]:
    """The official client with a token of this person."""

    def of(user: User, **rest: object) -> OpenAI:
        token = AuthToken.objects.create(user=user)[1]
        return OpenAI(base_url=f"{server}/v1", api_key=token, **rest)

    return of
