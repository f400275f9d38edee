"""The shape of what a browser sends to the feed; what it means is decided in operations."""

from __future__ import annotations

import json
import uuid

from django import forms

from feed.operations import Watched

MOST = 50  # watches in one beacon
HOUR = 3_600_000  # milliseconds


class SwitchForm(forms.Form):
    """One switch: 1 is on, anything else off. `next` says where a page without JavaScript goes on."""

    on = forms.BooleanField(required=False)
    next = forms.CharField(required=False, max_length=500)

    def clean_on(self) -> bool:
        return str(self.data.get("on")) == "1"


def read_watches(body: bytes) -> list[Watched]:
    """This function will read a beacon.

    :raises ValueError: when it is not of the agreed shape
    """
    try:
        sent = json.loads(body)
        req_id = uuid.UUID(str(sent["req_id"]))
        return [_watched(row, req_id) for row in sent["items"][:MOST]]
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError("not a beacon") from error


def _watched(row: dict[str, object], req_id: uuid.UUID) -> Watched:
    def number(name: str, most: int) -> int:
        value = row.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{name} is not a number")
        return int(min(max(value, 0), most))

    return Watched(
        clip_id=uuid.UUID(str(row["clip"])),
        req_id=req_id,
        place=number("place", 100_000),
        source=str(row.get("source", "")).replace("\0", "")[:20],
        ms=number("ms", HOUR),
        loops=number("loops", 1000),
    )
