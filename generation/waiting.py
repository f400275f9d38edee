"""How long until it starts, and why not yet, in the words of the person who waits."""

from __future__ import annotations

import math

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from generation.models import Pool
from generation.waits import Wait

AT_ONCE = 5  # seconds


def span(seconds: int | None) -> str:
    """This function will say a length of time in the active language; nothing for None."""
    if seconds is None:
        return ""
    if seconds < 100:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    minutes = round(seconds / 60)
    if minutes < 100:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}


def in_words(wait: Wait) -> str:
    """This function will say when it starts: nothing where nothing like it was measured yet."""
    if wait.usual is None:
        return ""
    if wait.usual <= AT_ONCE:
        return _("It starts within seconds.")
    usual, most = _rounded(wait.usual), wait.at_most and _rounded(wait.at_most)
    if most is None or span(most) == span(usual):
        return _("It starts in about %(usual)s.") % {"usual": span(usual)}
    return _("It starts in about %(usual)s, nine times out of ten within %(most)s.") % {
        "usual": span(usual),
        "most": span(max(usual, most)),
    }


def _rounded(seconds: int) -> int:
    """Up to the next ten seconds: a guess that is exact to the second would be a pretence."""
    return math.ceil(seconds / 10) * 10


def closed_in_words(pool: Pool | None) -> str:
    """This function will say that the stage is closed, until when, and why; nothing while it is open."""
    if pool is None:
        return ""
    if pool.until is None:
        closed = _("The stage is closed for now.")
    else:
        until = date_format(localtime(pool.until), "DATETIME_FORMAT")
        closed = _("The stage is closed until %(until)s.") % {"until": until}
    return f"{closed} {pool.note}".strip()
