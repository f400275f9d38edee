"""/ws/inbox: what happened to me, as it happens. Resumable by the id of the last notification."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.grouping import MANY, count_today, is_open_question, key_of, many
from accounts.live import Key, Watermark, hub
from accounts.models import Notification, Reading
from accounts.sentences import actor_name, sentence
from accounts.sockets import LiveConsumer, Message
from accounts.telling import is_quiet

LATE = timedelta(seconds=15)  # a row may be committed this much after one with a higher id
MOST_AT_ONCE = 500  # missed ones sent on a resume; the inbox page has the rest


class InboxSource:
    """Each new notification with its person's count of unread ones, as (user id, (row, unread)).

    Where somebody has read something, (user id, (None, unread)): every open page of theirs learns the number.
    """

    kind = "inbox"

    def __init__(self) -> None:
        self.mark, self.readings = Watermark(), Watermark()

    def begin(self) -> None:
        self.mark.begin(Notification.objects.all())
        self.readings.begin(Reading.objects.all())

    def look(self, watched: frozenset[Any]) -> Iterator[tuple[int, tuple[Notification | None, int]]]:
        new = self.mark.fresh(Notification.objects.all(), "to_id")
        readers = {reader for _pk, reader in self.readings.fresh(Reading.objects.all(), "user_id")} & watched
        ids = [pk for pk, to in new if to in watched]
        if not ids and not readers:
            return
        unread = unread_counts({to for _pk, to in new if to in watched} | readers)
        rows = Notification.objects.filter(pk__in=ids).select_related("actor", "to__telling").order_by("pk")
        for row in rows:
            yield row.to_id, (row, unread.get(row.to_id, 0))
        for reader in readers:
            yield reader, (None, unread.get(reader, 0))


def unread_counts(people: Iterable[int]) -> dict[int, int]:
    """This function will count the unread notifications of each of these people who has any."""
    rows = Notification.objects.unread().filter(to__in=people).order_by().values("to")
    return {row["to"]: row["count"] for row in rows.annotate(count=Count("pk"))}


def missed(user_id: int, last: int) -> list[Notification]:
    """This function will give what came after `last`, and what was written just before it: clients drop repeats."""
    mine = Notification.objects.filter(to=user_id)
    after = Q(pk__gt=last)
    if known := mine.filter(pk=last).first():
        after |= Q(pk__lt=last, created_at__gte=known.created_at - LATE)
    newest: QuerySet[Notification] = mine.filter(after).select_related("actor", "to__telling").order_by("-pk")
    return list(reversed(newest[:MOST_AT_ONCE]))


def known(user_id: int) -> Message:
    """This function will give the newest id, and the ids just before it that a resume from it sends again."""
    rows = Notification.objects.filter(to=user_id).order_by("-pk")
    if newest := rows.first():
        recent = rows.filter(created_at__gte=newest.created_at - LATE).values_list("pk", flat=True)
        return {"last": newest.pk, "recent": list(recent[:MOST_AT_ONCE])}
    return {"last": 0, "recent": []}


class InboxConsumer(LiveConsumer):
    def key(self) -> Key:
        return ("inbox", self.user.pk)

    def greeting(self) -> list[Message]:
        self.told: deque[int] = deque(maxlen=MOST_AT_ONCE)
        unread = unread_counts([self.user.pk]).get(self.user.pk, 0)
        rows = missed(self.user.pk, self.last) if self.last >= 0 else []
        ready: Message = {"type": "ready", "unread": unread, **known(self.user.pk)}
        return [*self.tell([(row, unread) for row in rows]), ready]

    def tell(self, news: list[Any]) -> list[Message]:
        fresh = [(row, unread) for row, unread in news if row is None or row.pk not in self.told]
        self.told.extend(row.pk for row, _unread in fresh if row is not None)
        return [
            message(row, unread) if row else {"type": "unread", "unread": unread} for row, unread in fresh
        ]


def message(row: Notification, unread: int) -> Message:
    """What a page needs to tell it: quietly in quiet hours, as one with those before where there are many."""
    at = now()
    count, asks = count_today(row, at), is_open_question(row)
    return {
        "type": "notification",
        "id": row.pk,
        "kind": row.kind,
        "text": sentence(row),
        "url": row.url,
        "actor": row.actor.handle if row.actor else None,
        "actor_name": actor_name(row),
        "at": row.created_at.isoformat(),
        "unread": unread,
        "answer": f"{row.url}/answer" if asks else None,
        "answers": [["1", _("Yes")], ["0", _("No")]] if asks else [],
        "group": key_of(row),
        "together": many(row, count, is_today=True) if count >= MANY and not asks else "",
        "quiet": is_quiet(getattr(row.to, "telling", None), at),
    }


hub.add(InboxSource())
