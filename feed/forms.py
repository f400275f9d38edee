"""The shape of what a browser sends to the feed; what it means is decided in operations."""

from __future__ import annotations

import json
import uuid

from django import forms
from django.conf import settings
from django.http import QueryDict

from feed import slates
from feed.operations import Watched

MOST = 50  # watches in one beacon
HOUR = 3_600_000  # milliseconds
SLIP = 120  # signs of what a page says of one clip's scores


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


def read_size(text: str) -> int:
    """This function will read how many clips of a slate are wanted at once: a few, ten at most."""
    return (
        min(max(int(text), 1), slates.MOST)
        if text.isascii() and text.isdigit() and len(text) < 4
        else slates.SIZE
    )


def read_kept(text: str) -> list[uuid.UUID]:
    """This function will read which clips of a slate stay where they are while the rest is chosen anew; junk is none."""
    try:
        return [uuid.UUID(one) for one in text.split(",")[: slates.MOST]] if text else []
    except ValueError:
        return []


def read_listed(given: QueryDict) -> tuple[uuid.UUID, list[uuid.UUID]]:
    """This function will read which clips a page without a script has shown, and in which slate.

    :raises ValueError: when it is not of the agreed shape
    """
    return uuid.UUID(given.get("req", "")), [uuid.UUID(one) for one in given.getlist("clip")[: slates.MOST]]


def read_slip(text: str) -> tuple[float, dict[str, float]]:
    """This function will read what a clip's page said of how it came there (`slates.Item.slip`); junk says nothing."""
    chance, _blank, rest = text[:SLIP].partition(" ")
    pairs = [one.partition(":") for one in rest.split()]
    scores = {name: _share(number) for name, _colon, number in pairs if name in settings.FEED_WEIGHTS}
    return _share(chance, 1.0), {name: score for name, score in scores.items() if score >= 0}


def _share(text: str, otherwise: float = -1.0) -> float:
    try:
        number = float(text)
    except ValueError:
        return otherwise
    return number if 0 <= number <= 1 else otherwise


def _watched(row: dict[str, object], req_id: uuid.UUID) -> Watched:
    def number(name: str, most: int) -> int:
        value = row.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{name} is not a number")
        return int(min(max(value, 0), most))

    chance, scores = read_slip(str(row.get("slip", "")))
    return Watched(
        clip_id=uuid.UUID(str(row["clip"])),
        req_id=req_id,
        place=number("place", 100_000),
        source=str(row.get("source", "")).replace("\0", "")[:20],
        ms=number("ms", HOUR),
        loops=number("loops", 1000),
        chance=chance,
        scores=scores,
    )
