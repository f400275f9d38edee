"""Many of a kind as one: "Mira cast you 12 times today". The inbox, toasts, pushes and letters ask here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Notification, User
from accounts.models import NotificationKind as Kind
from accounts.sentences import actor_name, sentence, short
from accounts.telling import day_began

MANY = 3  # from here on they are told as one

_MANY: dict[str, str] = {
    Kind.LIKENESS_USED: gettext_noop("%(actor_name)s cast you %(count)s times"),
    Kind.LIKENESS_ASKED: gettext_noop("%(actor_name)s asks %(count)s times to use your likeness"),
    Kind.LIKENESS_DRAFT: gettext_noop("%(actor_name)s has %(count)s drafts with your likeness"),
    Kind.LIKENESS_PUBLISHED: gettext_noop("%(actor_name)s published %(count)s clips with your likeness"),
    Kind.LIKENESS_DOWNLOADED: gettext_noop("Clips with your likeness were downloaded %(count)s times"),
    Kind.CLIP_REMIXED: gettext_noop("%(actor_name)s remixed %(count)s of your clips"),
    Kind.USE_APPROVED: gettext_noop("%(count)s of your requests were approved"),
    Kind.JOB_DONE: gettext_noop("%(count)s of your drafts are ready"),
    Kind.CLIP_PUBLISHED: gettext_noop("%(count)s of your clips are published"),
    Kind.LIKED: gettext_noop("%(actor_name)s likes %(count)s of your clips"),
    Kind.FOLLOWED: gettext_noop("%(count)s people follow you"),
    Kind.CIRCLE_ASKED: gettext_noop("%(count)s people ask to come into “%(circle)s”"),
    Kind.CIRCLE_SHARED: gettext_noop("%(count)s new clips in “%(circle)s”"),
    Kind.CHALLENGE_ENTERED: gettext_noop("%(count)s clips entered your challenge “%(challenge)s”"),
    Kind.CLIP_ANSWERED: gettext_noop("%(actor_name)s answered %(count)s of your clips"),
    Kind.COMMENTED: gettext_noop("%(actor_name)s wrote %(count)s comments under your clips"),
    Kind.COMMENT_ANSWERED: gettext_noop("%(actor_name)s answered you %(count)s times"),
    Kind.MENTIONED: gettext_noop("%(actor_name)s mentioned you %(count)s times"),
    Kind.HEARTED: gettext_noop("%(actor_name)s likes %(count)s of your comments"),
    Kind.COMMENT_HELD: gettext_noop("%(count)s comments by %(actor_name)s wait for you"),
    Kind.CLIP_DEMOTED: gettext_noop("%(count)s of your clips come less often in the feed"),
}
_TODAY: dict[str, str] = {Kind.LIKENESS_USED: gettext_noop("%(actor_name)s cast you %(count)s times today")}
_BY_MANY: dict[str, str] = {  # people about one thing, where none of them did it MANY times
    Kind.LIKED: gettext_noop("%(count)s people like “%(title)s”"),
    Kind.HEARTED: gettext_noop("%(count)s people like your comment “%(text)s”"),
    Kind.COMMENTED: gettext_noop("%(count)s comments under “%(title)s”"),
}
_BARE_BY_MANY: dict[str, str] = {  # what a push or a letter says
    Kind.LIKED: gettext_noop("%(count)s people like a clip of yours"),
    Kind.HEARTED: gettext_noop("%(count)s people like a comment of yours"),
    Kind.COMMENTED: gettext_noop("%(count)s comments under a clip of yours"),
}
_ALONE = {
    Kind.FOLLOWED,
    Kind.JOB_DONE,
    Kind.CLIP_PUBLISHED,
    Kind.USE_APPROVED,
    Kind.LIKENESS_DOWNLOADED,
    Kind.CLIP_DEMOTED,
}  # nobody is named
_OF_ONE = {
    Kind.CIRCLE_ASKED,
    Kind.CIRCLE_SHARED,
    Kind.CHALLENGE_ENTERED,
}  # of one circle or challenge, whoever it was


@dataclass(frozen=True)
class Group:
    """Notifications of one kind by one person, or about one thing; `rows` newest first, more than one from MANY on."""

    rows: tuple[Notification, ...]
    text: str
    bare: str = ""  # without a word of what anybody wrote, where that is another

    @property
    def row(self) -> Notification:
        return self.rows[0]

    @property
    def is_unread(self) -> bool:
        return any(row.read_at is None for row in self.rows)

    @property
    def asks(self) -> bool:
        """Whether it is a question that can be answered from here."""
        return is_open_question(self.row)

    @property
    def until(self) -> datetime | None:
        """Until when it can be answered."""
        return parse_datetime(str(self.row.facts.get("until", "")))

    @property
    def is_many(self) -> bool:
        return len(self.rows) > 1

    @property
    def unread(self) -> int:
        return sum(row.read_at is None for row in self.rows)


def key_of(row: Notification) -> str:
    """This function will name the group a notification belongs to: what a tag of a push and a toast says."""
    who = "" if row.kind in _ALONE else str(row.actor_id or "")
    who = str(row.facts.get("of", "")) if row.kind in _OF_ONE else who
    return f"{row.kind}:{who}" if row.kind in _MANY else f"{row.kind}::{row.pk}"


def is_open_question(row: Notification) -> bool:
    return row.kind == Kind.LIKENESS_ASKED and bool(row.url) and "answer" not in row.facts


def grouped(
    rows: Iterable[Notification],
    *,
    is_today: bool = False,
    apart: Callable[[Notification], bool] = lambda row: False,
) -> list[Group]:
    """This function will put many of a kind together, in the place of their newest, in the active language.

    :param apart: which of them stand alone all the same
    """
    together: dict[str, list[Notification]] = {}
    for row in rows:
        together.setdefault(f"alone:{row.pk}" if apart(row) else key_of(row), []).append(row)
    few: dict[str, list[Notification]] = {}
    groups = []
    for members in together.values():
        if len(members) >= MANY:
            groups.append(_as_one(members, many(members[0], len(members), is_today=is_today)))
        else:
            for row in members:
                few.setdefault(_thing_of(row), []).append(row)
    for members in few.values():
        if len(members) >= MANY:
            full, bare = (many(members[0], len(members), patterns=each) for each in (_BY_MANY, _BARE_BY_MANY))
            groups.append(_as_one(members, full, bare))
        else:
            groups += [Group((row,), sentence(row)) for row in members]
    return sorted(groups, key=lambda group: -group.row.pk)


def _as_one(rows: list[Notification], text: str, bare: str = "") -> Group:
    newest_first = sorted(rows, key=lambda row: -row.pk)
    for row in newest_first:
        row.text = sentence(row)  # type: ignore[attr-defined]  # for a list of all of them
    return Group(tuple(newest_first), text, bare)


def _thing_of(row: Notification) -> str:
    """What it is about, where what several people did about that is told as one."""
    thing = row.url if row.kind == Kind.HEARTED else row.facts.get("clip")
    return f"{row.kind}:{thing}" if row.kind in _BY_MANY and thing else f"alone:{row.pk}"


def many(
    row: Notification, count: int, *, is_today: bool = False, patterns: Mapping[str, str] = _MANY
) -> str:
    """This function will say that what `row` tells happened `count` times."""
    pattern = (is_today and _TODAY.get(row.kind)) or patterns[row.kind]
    named = {name: short(row.facts.get(name, "…")) for name in ("circle", "challenge", "title", "text")}
    return _(pattern) % {**named, "actor_name": actor_name(row), "count": count}


def count_today(row: Notification, at: datetime) -> int:
    """This function will count what of this kind, by this person, has reached the person today."""
    if row.kind not in _MANY:
        return 1
    telling = getattr(row.to, "telling", None) if isinstance(row.to, User) else None
    began = day_began(telling, at)
    same = Notification.objects.filter(to=row.to_id, kind=row.kind, created_at__gte=began, pk__lte=row.pk)
    if row.kind in _OF_ONE:
        return same.filter(facts__of=row.facts.get("of")).count()
    return (same if row.kind in _ALONE else same.filter(actor=row.actor_id)).count()
