"""What watching leaves behind: likes and watches. The only writers of these rows; follows are in accounts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from accounts.models import Notification, NotificationKind, User
from accounts.operations import notify
from feed import tallies
from feed.models import Like, Watch
from generation.models import Clip


@dataclass(frozen=True)
class Watched:
    """One showing, as the browser measured it."""

    clip_id: uuid.UUID
    req_id: uuid.UUID
    place: int
    source: str
    ms: int
    loops: int
    chance: float = 1.0
    scores: dict[str, float] = field(default_factory=dict)


@transaction.atomic
def like(*, who: User, clip: Clip, at: datetime) -> bool:
    """This function will let `who` like the clip, tell its author the first time, and say whether it is new."""
    _row, new = Like.objects.get_or_create(who=who, clip=clip, defaults={"created_at": at})
    if new:
        tallies.add_like(clip.pk, 1)
    if new and clip.author_id != who.pk:
        _tell_once(who, clip, at)
    return new


def _tell_once(who: User, clip: Clip, at: datetime) -> None:
    """Taking a like back and giving it again is not news."""
    url, kind = clip.get_absolute_url(), NotificationKind.LIKED
    if not Notification.objects.filter(to=clip.author_id, kind=kind, actor=who, url=url).exists():
        facts: dict[str, object] = {"actor": who.handle, "title": clip.title, "clip": str(clip.pk)}
        notify(to=clip.author, kind=kind, at=at, actor=who, url=url, facts=facts)


@transaction.atomic
def unlike(*, who: User, clip: Clip) -> bool:
    """This function will take the like back and say whether there was one."""
    gone = Like.objects.filter(who=who, clip=clip).delete()[0] > 0
    if gone:
        tallies.add_like(clip.pk, -1)
    return gone


@transaction.atomic
def record_watches(*, who: User, watches: Iterable[Watched], at: datetime) -> int:
    """This function will write each showing once a slate, the newest figures over older ones, and count them.

    Clips the person can not see are left out: a stale page may still report them. Their own count for nobody:
    a maker who looks at their clip is not one of its first viewers.
    """
    latest = {(one.clip_id, one.req_id): one for one in watches}
    clip_ids = {clip_id for clip_id, _req_id in latest}
    visible = Clip.objects.visible_to(who).only("author", "seconds").in_bulk(list(clip_ids))
    rows = [_row(who, one, at) for one in latest.values() if one.clip_id in visible]
    by_others = {pk: clip.seconds for pk, clip in visible.items() if clip.author_id != who.pk}
    tallies.count(who, [row for row in rows if row.clip_id in by_others], by_others)
    Watch.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["who", "clip", "req_id"],
        update_fields=["watched_ms", "loops"],
    )
    return len(rows)


def record_listed(*, who: User, clip_ids: Iterable[uuid.UUID], req_id: uuid.UUID, at: datetime) -> None:
    """This function will write that a page without a script showed these clips: nobody knows for how long.

    It keeps them from coming again; nothing is learned from it or counted.
    """
    visible = Clip.objects.visible_to(who).filter(pk__in=clip_ids).values_list("pk", flat=True)
    rows = [Watch(who=who, clip_id=pk, req_id=req_id, created_at=at) for pk in visible]
    Watch.objects.bulk_create(rows, ignore_conflicts=True)


def _row(who: User, one: Watched, at: datetime) -> Watch:
    return Watch(
        who=who,
        clip_id=one.clip_id,
        req_id=one.req_id,
        place=one.place,
        source=one.source,
        watched_ms=one.ms,
        loops=one.loops,
        chance=one.chance,
        scores=one.scores,
        created_at=at,
    )
