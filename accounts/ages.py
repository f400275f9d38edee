"""How old somebody has to be for a likeness others can cast. Only year and month of a birth are ever kept."""

from __future__ import annotations

from datetime import date

from django.conf import settings

LAW = 18  # no instance goes below


def likeness_age() -> int:
    """This function will give the age asked for: the stricter of the setting and the law."""
    return max(LAW, settings.LIKENESS_AGE)


def is_young(birth_month: date | None, today: date) -> bool:
    """This function will say whether somebody told us they are under age; whoever told nothing is taken as grown up."""
    return birth_month is not None and birth_month > _months_before(today, LAW * 12 + 1)


def is_grown_up(birth_month: date | None, today: date) -> bool:
    """This function will say whether somebody told us they are of age."""
    return birth_month is not None and not is_young(birth_month, today)


def _months_before(today: date, number: int) -> date:
    months = today.year * 12 + today.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)


def newest_birth_month(today: date) -> date:
    """This function will give the last month of birth that is old enough today.

    The day is not known, so somebody counts from the month after.
    """
    return _months_before(today, likeness_age() * 12 + 1)
