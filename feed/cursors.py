"""The opaque cursor of a slate: which slate, begun at which moment, after which clip, and what it has shown."""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime

KEPT = (
    300  # of the clips a slate has shown, the newest; who has seen more than that is known by their watches
)


@dataclass(frozen=True)
class Cursor:
    """`at` freezes what is known of clips, `shown` says what came before: no clip comes twice in one slate."""

    req_id: uuid.UUID
    at: datetime
    last_id: uuid.UUID | None = None
    last_at: datetime | None = None
    place: int = 0  # how many clips were shown before
    shown: tuple[int, ...] = ()  # the first 32 bits of their ids

    def __str__(self) -> str:
        last_id, last_at = str(self.last_id or ""), self.last_at.isoformat() if self.last_at else ""
        shown = _text(b"".join(one.to_bytes(4) for one in self.shown))
        packed = json.dumps([self.req_id.hex, self.at.isoformat(), last_id, last_at, self.place, shown])
        return _text(packed.encode())

    def past(self, clip_ids: list[uuid.UUID]) -> Cursor:
        """This function will give the cursor behind these clips, which were shown next."""
        shown = self.shown + tuple(one.int >> 96 for one in clip_ids)
        return replace(self, place=self.place + len(clip_ids), shown=shown[-KEPT:])


def read_cursor(text: str, at: datetime) -> Cursor:
    """This function will read a cursor; an unreadable or missing one begins a new slate."""
    try:
        req_id, then, last_id, last_at, place, shown = json.loads(_bytes(text))
        beginnings = _bytes(shown)[: 4 * KEPT]
        return Cursor(
            uuid.UUID(req_id),
            min(_moment(then), at),
            uuid.UUID(last_id) if last_id else None,
            _moment(last_at) if last_at else None,
            max(0, int(place)),
            tuple(int.from_bytes(beginnings[n : n + 4]) for n in range(0, len(beginnings) // 4 * 4, 4)),
        )
    except (ValueError, TypeError, AttributeError, binascii.Error, OverflowError):
        return Cursor(uuid.uuid4(), at)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(
        UTC
    )  # at the edges of all time, where the database can not follow, it fails here
