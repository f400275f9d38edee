"""Addresses of pages of one thing: Django looks each kind up once a process, a page of ten has a hundred of them."""

from __future__ import annotations

import uuid
from functools import cache

from django.urls import reverse

_SOMETHING, _SOMEBODY = str(uuid.UUID(int=0)), "somebody_somewhere"


def address(name: str, key: uuid.UUID | str, *rest: str) -> str:
    """This function will give what `reverse` gives for the page `name` of a thing or a person, by id or handle."""
    before, after = _around(name, _SOMEBODY if isinstance(key, str) else _SOMETHING, *rest)
    return f"{before}{key}{after}"


@cache
def _around(name: str, some: str, *rest: str) -> tuple[str, str]:
    before, after = reverse(name, args=[some, *rest]).split(some)
    return before, after
