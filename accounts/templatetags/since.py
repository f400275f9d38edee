"""How long ago something was, as people say it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils.timesince import timesince
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy

register = template.Library()

_SPANS = {  # Django's own say "3 Tage"; after "vor" it has to be "3 Tagen"
    "year": npgettext_lazy("time ago", "%(num)d year", "%(num)d years", "num"),
    "month": npgettext_lazy("time ago", "%(num)d month", "%(num)d months", "num"),
    "week": npgettext_lazy("time ago", "%(num)d week", "%(num)d weeks", "num"),
    "day": npgettext_lazy("time ago", "%(num)d day", "%(num)d days", "num"),
    "hour": npgettext_lazy("time ago", "%(num)d hour", "%(num)d hours", "num"),
    "minute": npgettext_lazy("time ago", "%(num)d minute", "%(num)d minutes", "num"),
}


@register.filter
def ago(then: datetime, at: datetime | None = None) -> str:
    """This function will say how long before `at` (now) something was, in its largest unit."""
    at = at or now()
    if at - then < timedelta(minutes=1):
        return _("just now")
    return _("%(span)s ago") % {"span": timesince(then, at, time_strings=_SPANS, depth=1)}  # type: ignore[arg-type]
