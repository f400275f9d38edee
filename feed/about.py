"""GET /about/feed: how the feed chooses, in figures and plain words. The same for everybody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from feed import knowledge
from feed.ranking.arranging import EXPLORED, OF_ONE_MAKER, WINDOW
from feed.ranking.sources import SHARES, Source
from feed.ranking.table import FIRST_VIEWERS, NEXT_POOLS
from feed.shelf import ONCE_IN


@require_safe
def about_feed(request: HttpRequest) -> HttpResponse:
    known, notes = knowledge.current(), knowledge.notes()
    last = notes[0] if notes else {}
    return render(
        request,
        "feed/about.html",
        {
            "weights": [
                (name, weight) for key, name in _outcomes() if (weight := settings.FEED_WEIGHTS.get(key))
            ],
            "is_learned": bool(known.snapshot and known.heads),
            "last": last,
            "last_at": parse_datetime(str(last.get("at", ""))) if last else None,
            "rows": _rows(last.get("figures", {})),
            "columns": [name for _key, name in _outcomes()],
            "sources": [(name, SHARES[source]) for source, name in _sources().items()],
            "explored": round(100 * EXPLORED),
            "first_viewers": FIRST_VIEWERS,
            "next_pools": NEXT_POOLS,
            "of_one_maker": OF_ONE_MAKER,
            "window": WINDOW,
            "once_in": ONCE_IN.days,
        },
    )


def _outcomes() -> list[tuple[str, str]]:
    return [
        ("long", _("stays with the clip")),
        ("like", _("likes it")),
        ("make", _("makes a remix of it")),
        ("follow", _("follows its maker")),
        ("less", _("asks for less of this, or reports it")),
    ]


def _sources() -> dict[Source, str]:
    return {
        Source.CHAIN: _("chains of remixes a clip of yours is part of"),
        Source.FOLLOWED: _("people you follow"),
        Source.SHARED: _("people you share a likeness with"),
        Source.ALIKE: _("what people stayed with who stayed with the same clips as you"),
        Source.CONTENT: _("clips about the same things as those you liked"),
        Source.POPULAR: _("what is liked here"),
        Source.NEW: _("what is new"),
    }


def _rows(figures: dict[str, dict[str, float]]) -> list[dict[str, Any]]:
    """One row for each way of ordering, one cell for each outcome that could be measured."""
    ways = {
        "learned": _("learned last"), "before": _("in use before"), "popular": _("the most shown first"),
        "new": _("the newest first"),
    }  # fmt: skip
    return [
        {"name": name, "cells": [figures[way].get(key) for key, _name in _outcomes()]}
        for way, name in ways.items()
        if way in figures
    ]
