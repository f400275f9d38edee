"""How old somebody has to be for a likeness others can cast. Only year and month of a birth are ever kept."""

from __future__ import annotations

from datetime import date

from django.conf import settings

LAW = 18  # no instance goes below


def likeness_age() -> int:
    """This function will give the age asked for: the stricter of the setting and the law."""
    return max(LAW, settings.LIKENESS_AGE)


def newest_birth_month(today: date) -> date:
    """This function will give the last month of birth that is old enough today.

    The day is not known, so somebody counts from the month after.
    """
    months = today.year * 12 + today.month - 1 - likeness_age() * 12 - 1
    return date(months // 12, months % 12 + 1, 1)
