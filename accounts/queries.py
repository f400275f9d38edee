"""Questions about people: their inbox by days, their tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import QuerySet
from django.utils.timezone import localdate
from knox.models import AuthToken

from accounts.grouping import Group, grouped, is_open_question
from accounts.models import Notification, User

PAGE = 50


@dataclass(frozen=True)
class Day:
    day: date
    is_today: bool
    is_yesterday: bool
    lines: list[Group]


@dataclass(frozen=True)
class InboxPage:
    days: list[Day]
    unread: int
    newest: int  # id of the newest notification there is
    older_than: int | None  # the page before this one begins below this id


def notifications_of(user: User) -> QuerySet[Notification]:
    return user.notifications.select_related("actor").order_by("-id")


def inbox_page(*, user: User, at: datetime, before: int | None = None) -> InboxPage:
    """This function will give up to PAGE notifications by day, newest first, many of a kind as one."""
    rows = notifications_of(user)
    newest = rows.values_list("pk", flat=True).first() or 0
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    today = localdate(at)
    days = [
        Day(
            day,
            day == today,
            day == today - timedelta(days=1),
            grouped(group, is_today=day == today, apart=is_open_question),
        )
        for day, group in groupby(found[:PAGE], key=lambda row: localdate(row.created_at))
    ]
    older = found[PAGE - 1].pk if len(found) > PAGE else None
    return InboxPage(days, user.notifications.unread().count(), newest, older)


def tokens_of(user: User) -> QuerySet[AuthToken]:
    rows: QuerySet[AuthToken] = AuthToken.objects.filter(user=user)
    return rows.order_by("-created", "digest")


def number(text: str) -> int | None:
    """This function will read an id out of an address; None for anything that is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
