"""When a feed ends for today, and when it asks whether one wants to go on. Counted here, from what was watched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.ages import is_grown_up, is_young
from accounts.models import NotificationKind, Telling, User
from accounts.operations import notify
from accounts.telling import day_began
from feed.models import Watch
from feed.steering.models import Guardian, Watching
from feed.steering.queries import Viewer
from feed.steering.ways import Ways, watched_in_one_go, watched_today

LONGER = 10  # minutes
MOST_MINUTES = 1440


class GuardianRefused(Exception):
    """It can not be done; `str()` is the sentence for the person."""


@dataclass(frozen=True)
class Time:
    """How much was watched, and what follows from it."""

    minutes: int = 0  # today
    of: int = 0  # the budget; 0: none
    is_over: bool = False
    is_check: bool = False  # time to ask once
    may_go_on: bool = True


def time_of(who: Viewer, ways: Ways, at: datetime, *, is_first: bool) -> Time:
    """This function will say whether today's time is used up, or whether to ask. No query where neither is wanted."""
    if not who.is_authenticated or not (ways.minutes or (ways.check_after and not is_first)):
        return Time()
    begun = day_began(Telling.objects.filter(user=who).first(), at) if ways.minutes else at
    since = min(begun, at - timedelta(hours=6))
    rows = list(Watch.objects.filter(who=who, created_at__gte=since).values_list("created_at", "watched_ms"))
    today = watched_today(rows, begun) if ways.minutes else 0.0
    is_over = bool(ways.minutes) and today >= ways.minutes
    long = ways.check_after and watched_in_one_go(rows, at, ways.checked_at) >= ways.check_after
    return Time(
        int(today), ways.minutes, is_over, bool(long) and not is_first and not is_over, not ways.is_young
    )


def minutes_watched(who: User, at: datetime) -> int:
    """This function will say how many minutes somebody has watched in their day until now."""
    begun = day_began(Telling.objects.filter(user=who).first(), at)
    rows = Watch.objects.filter(who=who, created_at__gte=begun).values_list("created_at", "watched_ms")
    return int(watched_today(list(rows), begun))


def note_check(*, who: User, at: datetime) -> None:
    """This function will note that somebody was asked whether they want to go on: not again for as long."""
    Watching.objects.update_or_create(user=who, defaults={"checked_at": at})


def watch_longer(*, who: User, at: datetime) -> bool:
    """This function will make today ten minutes longer, for a grown-up, and say whether it did."""
    today = at.date()
    if is_young(who.birth_month, today):
        return False
    row, _new = Watching.objects.get_or_create(user=who)
    row.longer_by = (row.longer_by if row.longer_on == today else 0) + LONGER
    row.longer_on = today
    row.save(update_fields=["longer_by", "longer_on"])
    return True


def set_ways(
    *, who: User, autoplay: bool, loops: bool, personal: bool, minutes_a_day: int, check_after: int
) -> None:
    """This function will set how somebody wants to watch; what holds for the young holds on top of it."""
    Watching.objects.update_or_create(
        user=who,
        defaults={
            "autoplay": autoplay, "loops": loops, "personal": personal,
            "minutes_a_day": min(minutes_a_day, MOST_MINUTES), "check_after": min(check_after, MOST_MINUTES),
        },
    )  # fmt: skip


@transaction.atomic
def ask_guardian(*, young: User, handle: str, at: datetime) -> Guardian:
    """This function will ask a grown-up to look after a young person's limits; nothing changes until they say yes.

    :raises GuardianRefused: when nobody has this handle, or it is oneself, or they told no age or a young one
    """
    by = User.objects.filter(handle=handle.strip().removeprefix("@").lower(), is_active=True).first()
    if by is None or by == young:
        raise GuardianRefused(_("Nobody else here has this handle."))
    if not _may_guard(by, at.date()):
        raise GuardianRefused(_("They have to be of age, and to have said so in their settings."))
    Guardian.objects.filter(young=young).delete()
    asked = Guardian.objects.create(young=young, by=by, asked_at=at)
    notify(to=by, kind=NotificationKind.GUARDIAN_ASKED, at=at, actor=young, url="/settings/watching",
           facts={"actor": young.handle})  # fmt: skip
    return asked


def _may_guard(person: User, today: date) -> bool:
    return person.is_superuser or is_grown_up(person.birth_month, today)


def set_guarded(
    *, by: User, young: User, autoplay: bool, personal: bool, minutes_a_day: int, at: datetime
) -> bool:
    """This function will confirm a guardian and set what they allow; it says whether they were asked."""
    if not _may_guard(by, at.date()):
        return False
    changed = Guardian.objects.filter(young=young, by=by).update(
        confirmed_at=at, autoplay=autoplay, personal=personal, minutes_a_day=min(minutes_a_day, MOST_MINUTES)
    )
    return changed > 0


def end_guarding(*, who: User, young: User) -> bool:
    """This function will end it, by either side; the young person then has our limits again."""
    if who.pk == young.pk:
        return Guardian.objects.filter(young=young).delete()[0] > 0
    return Guardian.objects.filter(young=young, by=who).delete()[0] > 0
