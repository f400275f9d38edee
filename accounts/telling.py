"""When somebody may be disturbed, in their own time and language. Questions only."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.utils import translation

from accounts.models import Telling

DIGEST_HOUR = 8  # local time


def zone_of(telling: Telling | None) -> ZoneInfo:
    name = telling.time_zone if telling else ""
    return ZoneInfo(name if name in available_timezones() else settings.TIME_ZONE)


def language_of(telling: Telling | None) -> str:
    known = dict(settings.LANGUAGES)
    return telling.language if telling and telling.language in known else settings.LANGUAGE_CODE


def is_quiet(telling: Telling | None, at: datetime) -> bool:
    """This function will say whether `at` lies in the person's quiet hours, which may go over midnight."""
    if telling is None or telling.quiet_from is None or telling.quiet_until is None:
        return False
    return _within(at.astimezone(zone_of(telling)).time(), telling.quiet_from, telling.quiet_until)


def _within(clock: time, begin: time, end: time) -> bool:
    return begin <= clock < end if begin <= end else clock >= begin or clock < end


def today_of(telling: Telling | None, at: datetime) -> date:
    return at.astimezone(zone_of(telling)).date()


def day_began(telling: Telling | None, at: datetime) -> datetime:
    """This function will give the midnight the person's day began with."""
    return at.astimezone(zone_of(telling)).replace(hour=0, minute=0, second=0, microsecond=0)


def wants_digest(telling: Telling, at: datetime) -> bool:
    """This function will say whether today's letter is due: after breakfast, outside quiet hours, once."""
    local = at.astimezone(zone_of(telling))
    due = local.hour >= DIGEST_HOUR and telling.digest_on != local.date()
    return due and not is_quiet(telling, at)


def in_their_language(telling: Telling | None) -> translation.override:
    return translation.override(language_of(telling))
