"""What happened, brought to those who look at no page of ours: pushed to their devices, written in a letter.

The rows say what is still to be told, so a worker killed half-way leaves it to the next; the inbox has it anyway.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django_q.tasks import async_task

from accounts import letters, push
from accounts.grouping import grouped
from accounts.models import Device, Mail, Notification, Telling
from accounts.models import NotificationKind as Kind
from accounts.telling import in_their_language, is_quiet, today_of, wants_digest

log = logging.getLogger("kulisse.tell")
STALE = timedelta(days=1)  # what was not pushed by then is no news any more
WRITING = timedelta(minutes=10)  # after this a worker that was writing a letter is thought dead
MOST = 200  # notifications looked at for one push or letter


def soon(user_id: int) -> None:
    """This function will have the `default` pool tell this person, once what there is to tell is committed."""
    if settings.REDIS_URL:  # Redis does not know our transaction; the ORM broker is part of it
        transaction.on_commit(lambda: _send(user_id), robust=True)
    else:
        _send(user_id)


def _send(user_id: int) -> None:
    async_task("accounts.jobs.tell", user_id, cluster="default")


def tell(*, user_id: int, at: datetime) -> int:
    """This function will push, and write at once, what this person wants at once; it counts pushes and letters.

    In their quiet hours it does nothing: the round of every minute comes back.
    """
    telling = Telling.objects.select_related("user").filter(pk=user_id, user__is_active=True).first()
    if telling is None or is_quiet(telling, at):
        return 0
    return push_to(telling, at) + write_asks(telling, at)


def tell_everybody(*, at: datetime) -> int:
    """This function will tell everybody who still has something to be told, the letters of the day among it."""
    told = 0
    for telling in Telling.objects.select_related("user").filter(user__is_active=True).order_by("pk"):
        if telling.pushes or telling.mail == Mail.ASKS:
            told += tell(user_id=telling.pk, at=at)
        if telling.mail != Mail.NEVER and wants_digest(telling, at):
            told += write_digest(telling, at)
    return told


def push_to(telling: Telling, at: datetime) -> int:
    """This function will push to each device what it was not told, many of a kind as one, and count the pushes."""
    devices = list(telling.user.devices.order_by("pk")) if telling.pushes else []
    if not devices:
        return 0
    rows = list(_unread(telling, at - STALE).filter(pushed_at=None)[:MOST])
    unread = telling.user.notifications.unread().count()
    with in_their_language(telling):
        sent = [_push_all(device, rows, unread) for device in devices]
    if any(number is not None for number in sent):  # one that is silent now does not keep the news for all
        Notification.objects.filter(pk__in=[row.pk for row in rows]).update(pushed_at=at)
    if not telling.user.devices.exists():
        Telling.objects.filter(pk=telling.pk).update(pushes=False)
    return sum(number or 0 for number in sent)


def _push_all(device: Device, rows: list[Notification], unread: int) -> int | None:
    """How many pushes this device took; None when its service did not take one: it is tried again."""
    sent = 0
    for group in reversed(grouped(row for row in rows if row.created_at >= device.created_at)):
        try:
            push.send(device, group, unread=unread)
        except push.DeviceGone:
            device.delete()
            return sent
        except push.NotTaken as error:
            log.warning("device %s: %s", device.pk, error)
            return None
        sent += 1
    return sent


def _unread(telling: Telling, since: datetime) -> QuerySet[Notification]:
    rows = Notification.objects.unread().filter(to=telling.pk, created_at__gte=since)
    return rows.select_related("actor").order_by("-pk")


def write_asks(telling: Telling, at: datetime) -> int:
    """This function will write a letter with the questions nobody has written to this person about yet."""
    if telling.mail != Mail.ASKS:
        return 0
    asks = _unread(telling, max(telling.since, at - STALE)).filter(kind=Kind.LIKENESS_ASKED, mailed_at=None)
    return _write(telling, asks, at)


def write_digest(telling: Telling, at: datetime) -> int:
    """This function will write today's letter with what is unread and was in none, once a day."""
    rows = _unread(telling, max(telling.since, at - 7 * STALE)).filter(mailed_at=None)
    return _write(telling, rows, at, digest_on=today_of(telling, at))


def _write(telling: Telling, rows: QuerySet[Notification], at: datetime, **then: object) -> int:
    """The letter is sent under a claim and marked after it; its Message-ID follows from what is in it."""
    free = Telling.objects.filter(Q(mailing_until=None) | Q(mailing_until__lte=at), pk=telling.pk)
    if not letters.is_possible(telling) or not rows.exists():
        free.update(**then) if then else None
        return 0
    if not free.update(mailing_until=at + WRITING):
        return 0  # another worker writes it
    news = list(rows[:MOST])
    try:
        letters.send(telling, news)
    except OSError as error:  # smtplib's errors are OSErrors; the next round tries again
        log.warning("no letter to user %s: %s", telling.pk, type(error).__name__)
        Telling.objects.filter(pk=telling.pk).update(mailing_until=None)
        return 0
    with transaction.atomic():
        Notification.objects.filter(pk__in=[row.pk for row in news]).update(mailed_at=at)
        Telling.objects.filter(pk=telling.pk).update(mailing_until=None, **then)
    return 1
