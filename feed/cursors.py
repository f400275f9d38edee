"""The opaque cursor of a slate: which slate, frozen at which moment, after which clip."""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Cursor:
    """`at` freezes likes, watches and the clock, so page two continues the order of page one."""

    req_id: uuid.UUID
    at: datetime
    last_id: uuid.UUID | None = None
    last_at: datetime | None = None
    place: int = 0  # how many clips were shown before

    def __str__(self) -> str:
        last_id, last_at = str(self.last_id or ""), self.last_at.isoformat() if self.last_at else ""
        packed = json.dumps([self.req_id.hex, self.at.isoformat(), last_id, last_at, self.place])
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def read_cursor(text: str, at: datetime) -> Cursor:
    """This function will read a cursor; an unreadable or missing one begins a new slate."""
    try:
        packed = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        req_id, then, last_id, last_at, place = json.loads(packed)
        return Cursor(
            uuid.UUID(req_id),
            min(_moment(then), at),
            uuid.UUID(last_id) if last_id else None,
            _moment(last_at) if last_at else None,
            max(0, int(place)),
        )
    except (ValueError, TypeError, AttributeError, binascii.Error, OverflowError):
        return Cursor(uuid.uuid4(), at)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(
        UTC
    )  # at the edges of all time, where the database can not follow, it fails here
