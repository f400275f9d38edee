"""Counting what becomes of clips, as it happens. Called by operations alone, inside their transaction."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from accounts.models import User
from feed.models import Tally, Watch

LATE = timedelta(minutes=10)  # so long what is judged in one go may be on its way into the table
TO_THE_END = 0.9  # of its length, from which a clip counts as watched to the end


def is_finished(watched_ms: float, loops: int, seconds: float) -> bool:
    """This function will say whether a clip was watched to its end, or again."""
    return loops > 0 or watched_ms >= TO_THE_END * 1000 * seconds


def add_like(clip_id: uuid.UUID, number: int) -> None:
    """This function will count a like that came (1) or went (-1)."""
    _ensure([clip_id])
    Tally.objects.filter(pk=clip_id).update(likes=Greatest(F("likes") + number, Value(0)))


def count(who: User, rows: Sequence[Watch], seconds: Mapping[uuid.UUID, float]) -> None:
    """This function will count showings before they are written: new ones, and those now watched to the end.

    :param seconds: how long each clip is
    """
    known = {
        (clip_id, req_id): is_finished(ms, loops, seconds[clip_id])
        for clip_id, req_id, ms, loops in Watch.objects.filter(
            who=who, clip__in={row.clip_id for row in rows}, req_id__in={row.req_id for row in rows}
        ).values_list("clip_id", "req_id", "watched_ms", "loops")
    }
    shown: Counter[uuid.UUID] = Counter()
    finished: Counter[uuid.UUID] = Counter()
    for row in rows:
        before = known.get((row.clip_id, row.req_id))
        shown[row.clip_id] += before is None
        finished[row.clip_id] += int(is_finished(row.watched_ms, row.loops, seconds[row.clip_id])) - bool(
            before
        )
    _ensure(list(shown))
    for clip_id in sorted(shown):  # always in this order: two beacons never wait for each other
        if shown[clip_id] or finished[clip_id]:
            Tally.objects.filter(pk=clip_id).update(
                viewers=F("viewers") + shown[clip_id],
                finished=Greatest(F("finished") + finished[clip_id], Value(0)),
            )


def judge(clip_id: uuid.UUID, *, worth: float, copy: uuid.UUID | None, at: datetime) -> bool:
    """This function will write what a clip is worth and which it looks like, and say whether that is new."""
    _ensure([clip_id])
    as_before = Q(worth=worth, copy=copy) if copy else Q(worth=worth, copy__isnull=True)
    changed = Tally.objects.filter(pk=clip_id).exclude(as_before)
    return bool(changed.update(worth=worth, copy=copy, judged_at=at))


def judged_since(since: datetime) -> list[tuple[int, int, float]]:
    """This function will list the clips that were judged anew since then: key, key of its look, worth."""
    rows = Tally.objects.filter(judged_at__gt=since - LATE).order_by("judged_at", "pk")
    return [
        (clip_id.int >> 64, (copy or clip_id).int >> 64, worth)
        for clip_id, copy, worth in rows.values_list("pk", "copy", "worth")
    ]


def _ensure(clip_ids: Sequence[uuid.UUID]) -> None:
    Tally.objects.bulk_create([Tally(clip_id=clip_id) for clip_id in clip_ids], ignore_conflicts=True)
