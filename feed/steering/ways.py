"""How somebody may watch: what they chose, held to what is safe for young people. Plain Python.

A young person has the stricter limits of their own choice and of their guardian; without a guardian, ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from accounts.ages import is_young

YOUNG_MINUTES, YOUNG_CHECK = 60, 20
PAUSE = timedelta(minutes=15)  # who has not watched for so long comes back fresh
OWN = (
    "watching__autoplay", "watching__loops", "watching__personal", "watching__minutes_a_day",
    "watching__check_after", "watching__longer_on", "watching__longer_by", "watching__checked_at",
)  # fmt: skip
OF_GUARDIAN = (
    "guardian__confirmed_at", "guardian__autoplay", "guardian__personal", "guardian__minutes_a_day",
)  # fmt: skip


@dataclass(frozen=True)
class Ways:
    """What holds now. `minutes` and `check_after` are 0 where there is none."""

    autoplay: bool = True
    loops: bool = True
    personal: bool = True
    minutes: int = 0
    check_after: int = 30
    is_young: bool = False
    checked_at: datetime | None = None


def ways_of(row: Mapping[str, Any], birth_month: date | None, today: date, asked_minutes: int = 0) -> Ways:
    """This function will put together what somebody chose, what they asked for today, and what holds for the young.

    :param row: the columns OWN and OF_GUARDIAN; all None where there is no row
    """
    has_own = row["watching__autoplay"] is not None
    own = Ways(**{
        name: row[f"watching__{name}"] for name in ("autoplay", "loops", "personal", "check_after", "checked_at")
    }) if has_own else Ways()  # fmt: skip
    minutes = strictest(row["watching__minutes_a_day"] or 0, asked_minutes)
    young = is_young(birth_month, today)
    autoplay, personal = own.autoplay, own.personal
    if young:
        guarded = row["guardian__confirmed_at"] is not None
        autoplay = autoplay and guarded and bool(row["guardian__autoplay"])
        personal = personal and guarded and bool(row["guardian__personal"])
        minutes = strictest(minutes, row["guardian__minutes_a_day"] if guarded else YOUNG_MINUTES)
    if minutes and not young and row["watching__longer_on"] == today:
        minutes += row["watching__longer_by"]
    check = strictest(own.check_after, YOUNG_CHECK) if young else own.check_after
    return Ways(autoplay, own.loops, personal, minutes, check, young, own.checked_at)


def strictest(*minutes: int) -> int:
    """This function will give the smallest that is not 0, which means none."""
    return min((one for one in minutes if one), default=0)


def watched_today(rows: list[tuple[datetime, int]], since: datetime) -> float:
    """This function will add up the minutes watched since a moment. Rows: when, and how many milliseconds."""
    return sum(ms for at, ms in rows if at >= since) / 60_000


def watched_in_one_go(rows: list[tuple[datetime, int]], at: datetime, checked_at: datetime | None) -> float:
    """This function will add up the minutes watched without a pause until now, or since the last check."""
    total, later = 0, at
    for moment, ms in sorted(rows, reverse=True):
        if later - moment > PAUSE or (checked_at and moment <= checked_at):
            break
        total, later = total + ms, moment
    return total / 60_000
