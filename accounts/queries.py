"""Questions about people: whom one meets, whom and what one keeps away, their inbox by days, their tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from knox.models import AuthToken

from accounts.grouping import Group, grouped, is_open_question
from accounts.models import Mute, MuteKind, Notification, NotificationKind, PersonBlock, User
from accounts.muting import TOPICS, Muted
from accounts.prepared import SOMEBODY, Prepared
from accounts.sentences import sentence
from policy.reasons import CATEGORY_NAMES

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


def people_for(viewer: User | AnonymousUser) -> QuerySet[User]:
    """This function will list the people somebody may meet: those with an account in use, and no block between."""
    people = User.objects.filter(is_active=True)
    if not viewer.is_authenticated:
        return people
    blocks = PersonBlock.objects
    return people.exclude(
        Q(pk__in=blocks.filter(who=viewer).values("whom"))
        | Q(pk__in=blocks.filter(whom=viewer).values("who"))
    )


def muted_of(viewer: User | AnonymousUser) -> Muted:
    """This function will give what somebody has muted, as lists ask for it."""
    if not viewer.is_authenticated:
        return Muted()
    rows = _MUTES.rows(who=viewer.pk)
    return Muted(
        people=frozenset(person for _kind, person, _words in rows if person is not None),
        words=tuple(words for kind, _person, words in rows if kind == MuteKind.WORD),
        topics=frozenset(words for kind, _person, words in rows if kind == MuteKind.TOPIC),
    )


_MUTES = Prepared(
    lambda: Mute.objects.filter(who=SOMEBODY).values_list("kind", "person", "words").order_by("id")
)


@dataclass(frozen=True)
class Away:
    """All that somebody keeps away, newest first, and the topics that are left to choose."""

    blocks: list[PersonBlock]
    people: list[Mute]
    words: list[Mute]
    topics: list[tuple[Mute, str]]  # with its name
    choices: list[tuple[str, str]]


def away_of(user: User) -> Away:
    """This function will list whom and what somebody keeps away."""
    blocks = PersonBlock.objects.filter(who=user).select_related("whom").order_by("-created_at", "id")
    mutes = list(Mute.objects.filter(who=user).select_related("person").order_by("-created_at", "id"))
    names = {str(topic): _(CATEGORY_NAMES[topic]) for topic in TOPICS}
    chosen = [mute for mute in mutes if mute.kind == MuteKind.TOPIC]
    taken = {mute.words for mute in chosen}
    return Away(
        blocks=list(blocks),
        people=[mute for mute in mutes if mute.kind == MuteKind.PERSON],
        words=[mute for mute in mutes if mute.kind == MuteKind.WORD],
        topics=[(mute, names.get(mute.words, mute.words)) for mute in chosen],
        choices=[(topic, name) for topic, name in names.items() if topic not in taken],
    )


def has_blocked(viewer: User | AnonymousUser, handle: str) -> User | None:
    """This function will give the person of this handle where the viewer has blocked them."""
    blocked = User.objects.filter(is_active=True, handle=handle, blocked_by__who=viewer.pk or 0)
    return blocked.first()


def closed_for(person: User) -> dict[str, str]:
    """This function will say why an account is closed, and what the moderator wrote; nothing where nobody said why."""
    told = notifications_of(person).filter(kind=NotificationKind.ACCOUNT_CLOSED).first()
    return {"why": sentence(told), "note": str(told.facts.get("note", ""))} if told else {}


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
