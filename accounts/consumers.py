"""/ws/inbox: what happened to me, as it happens. Resumable by the id of the last notification."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.live import Key, Watermark, hub
from accounts.models import Notification
from accounts.queries import is_open_question
from accounts.sentences import actor_name, sentence
from accounts.sockets import LiveConsumer, Message

LATE = timedelta(seconds=15)  # a row may be committed this much after one with a higher id
MOST_AT_ONCE = 500  # missed ones sent on a resume; the inbox page has the rest


class InboxSource:
    """Each new notification with its person's count of unread ones, as (user id, (row, unread))."""

    kind = "inbox"

    def __init__(self) -> None:
        self.mark = Watermark()

    def begin(self) -> None:
        self.mark.begin(Notification.objects.all())

    def look(self, watched: frozenset[Any]) -> Iterator[tuple[int, tuple[Notification, int]]]:
        new = self.mark.fresh(Notification.objects.all(), "to_id")
        ids = [pk for pk, to in new if to in watched]
        if not ids:
            return
        unread = unread_counts({to for _pk, to in new if to in watched})
        for row in Notification.objects.filter(pk__in=ids).select_related("actor").order_by("pk"):
            yield row.to_id, (row, unread.get(row.to_id, 0))


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
    newest: QuerySet[Notification] = mine.filter(after).select_related("actor").order_by("-pk")
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
        fresh = [(row, unread) for row, unread in news if row.pk not in self.told]
        self.told.extend(row.pk for row, _unread in fresh)
        return [message(row, unread) for row, unread in fresh]


def message(row: Notification, unread: int) -> Message:
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
        "answer": f"{row.url}/answer" if is_open_question(row) else None,
        "answers": [["1", _("Yes")], ["0", _("No")]] if is_open_question(row) else [],
    }


hub.add(InboxSource())
