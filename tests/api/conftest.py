"""What a problem of our API looks like."""

from collections.abc import Callable

import pytest
from django.core.cache import cache


@pytest.fixture
def problem() -> Callable[..., dict]:
    """Checks the form of an RFC 9457 answer and gives it."""

    def read(response, status: int, code: str) -> dict:
        assert response.status_code == status, response.content
        assert response["Content-Type"] == "application/problem+json"
        assert response["Cache-Control"] == "no-store"
        body = response.json()
        assert {"type", "title", "status", "detail", "code", "errors"} == set(body)
        assert (body["status"], body["code"]) == (status, code)
        assert body["title"]
        return body

    return read


@pytest.fixture(autouse=True)
def nobody_called_before() -> None:
    """How much somebody changed in the last minute is forgotten."""
    cache.clear()
