"""What the browser of somebody without an account remembers for them: which clips it has shown these thirty days.

It is a cookie of theirs, six bytes a clip: the day, and how the clip's id begins. Nothing of it is kept here.
"""

from __future__ import annotations

import base64
import struct
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from feed.cursors import KEPT
from feed.shelf import ONCE_IN

_SHOWING = struct.Struct(">HI")
DAY = 86_400


def seen_lately(request: HttpRequest, at: datetime) -> tuple[int, ...]:
    """This function will give how the ids begin of the clips this browser has shown lately; junk is none."""
    return tuple(_read(request, at))


def remember(
    request: HttpRequest, response: HttpResponse, clip_ids: Iterable[uuid.UUID], at: datetime
) -> None:
    """This function will have the browser remember that it has shown these clips; of too many, the newest."""
    today = int(at.timestamp()) // DAY
    seen = _read(request, at)
    for clip_id in clip_ids:
        seen.pop(clip_id.int >> 96, None)
        seen[clip_id.int >> 96] = today
    packed = b"".join(_SHOWING.pack(day, beginning) for beginning, day in list(seen.items())[-KEPT:])
    response.set_cookie(
        _name(), base64.urlsafe_b64encode(packed).decode().rstrip("="), max_age=ONCE_IN, httponly=True,
        samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _read(request: HttpRequest, at: datetime) -> dict[int, int]:
    """Beginnings of ids with the day of their showing, the oldest first."""
    told = request.COOKIES.get(_name(), "")[: 8 * KEPT]
    try:
        packed = base64.urlsafe_b64decode(told + "=" * (-len(told) % 4))
        rows = list(_SHOWING.iter_unpack(packed))
    except (ValueError, struct.error):
        return {}
    today = int(at.timestamp()) // DAY
    return {beginning: day for day, beginning in rows if 0 <= today - day <= ONCE_IN.days}


def _name() -> str:
    return f"{settings.SESSION_COOKIE_NAME}_seen"
