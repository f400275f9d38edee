"""Callers of the API: one with a token, and what a problem looks like."""

from collections.abc import Callable

import pytest
from knox.models import AuthToken
from rest_framework.test import APIClient

from accounts.models import User


@pytest.fixture
def api_of(db) -> Callable[[User | None], APIClient]:
    """A program with a token of this person, or with none."""

    def caller(user: User | None) -> APIClient:
        client = APIClient()
        if user is not None:
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {AuthToken.objects.create(user=user)[1]}")
        return client

    return caller


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
