"""Judging what came, the maker's objection, and the answer to it. The only writers of these rows."""

from __future__ import annotations

import math
import uuid
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from feed import tallies
from feed.models import Tally
from feed.worth.alike import Looks, Twin
from feed.worth.judging import COPY, Finding, Known, bare, found_in
from feed.worth.models import Demotion
from generation.audience import OPEN
from generation.models import Clip
from generation.showing import spoken
from generation.states import ClipState

A_DAY = timedelta(days=1)
LONGEST = 500  # characters of an objection


class ContestRefused(Exception):
    """It was contested already, decided, or lifted: there is one objection to each reason."""


class OwnClip(Exception):
    """Nobody decides about a clip of their own."""


def judge_new(*, at: datetime, most: int = 200) -> int:
    """This function will judge the published clips that were looked at and not judged, the oldest first, and count them."""
    waiting = Clip.objects.filter(state=ClipState.PUBLISHED, published_at__lte=at, look__isnull=False)
    waiting = waiting.exclude(tally__is_judged=True).select_related("author", "job", "look")
    clips = list(waiting.order_by("published_at", "id")[:most])
    looks = Looks() if clips else None
    for clip in clips:
        if looks:
            _judge(clip, looks, at)
    return len(clips)


@transaction.atomic
def _judge(clip: Clip, looks: Looks, at: datetime) -> None:
    twins = looks.twins(clip.look)
    for finding in found_in(_known(clip, twins)):
        _demote(clip, finding, at)
    tallies.judge(clip.pk, worth=worth_of(clip), copy=twins[0].group if twins else None, at=at)
    Tally.objects.filter(pk=clip.pk).update(is_judged=True)
    looks.add(clip.look)


def _known(clip: Clip, twins: list[Twin]) -> Known:
    prompt = "" if clip.hides_prompt else clip.job.prompt
    others, (alike, same_words) = _others(clip, twins), _counted(clip, twins)
    return Known(
        texts=(clip.title, prompt, *spoken(clip.lines)),
        copy_of=str(others[0]) if others else "",
        alike=alike,
        same_words=same_words,
        light=clip.look.light,
        movement=clip.look.movement,
        loudness=0.0 if clip.lines else clip.look.loudness,
    )


def _others(clip: Clip, twins: list[Twin]) -> list[uuid.UUID]:
    """The twins that were before it, for everybody here to see; none where it openly comes from one of that look."""
    ids = [twin.clip_id for twin in twins]
    made_from = {*_chain_of(clip), *clip.job.sources.values_list("clip", flat=True)}
    if made_from & set(ids):
        return []
    there = Clip.objects.filter(pk__in=ids, state=ClipState.PUBLISHED, visibility__in=OPEN)
    there = there.filter(published_at__lt=clip.published_at)
    found = {one.pk for one in there if not made_from & {one.pk, *_chain_of(one)}}
    return [one for one in ids if one in found]


def _chain_of(clip: Clip) -> set[uuid.UUID]:
    """A clip and what it is a remix of, as far back as there is something."""
    met, one = {clip.pk}, clip
    while (parent := one.remix_of) and parent.pk not in met:
        met.add(parent.pk)
        one = parent
    return met


def _counted(clip: Clip, twins: list[Twin]) -> tuple[int, int]:
    """How many clips its maker published within a day up to this one that look the same, or have the same words."""
    at = clip.published_at or clip.created_at
    day = Clip.objects.filter(
        author=clip.author_id, state=ClipState.PUBLISHED, published_at__gt=at - A_DAY, published_at__lte=at
    ).exclude(pk=clip.pk)
    own = {twin.clip_id for twin in twins if twin.author_id == clip.author_id}
    rows = list(day.values_list("pk", "job__prompt"))
    words = bare(clip.job.prompt)
    alike = sum(clip_id in own for clip_id, _prompt in rows)
    return 1 + alike, 1 + sum(bare(prompt) == words for _clip_id, prompt in rows)


def _demote(clip: Clip, finding: Finding, at: datetime) -> None:
    """Once a reason: what was lifted does not come back for it."""
    row, new = Demotion.objects.get_or_create(
        clip=clip,
        reason_code=finding.code,
        defaults={"factor": finding.factor, "facts": finding.facts, "created_at": at},
    )
    if new:
        _tell(row, Kind.CLIP_DEMOTED, at, **finding.facts)


def worth_of(clip: Clip) -> float:
    """This function will multiply what every standing reason leaves."""
    return math.prod(clip.demotions.standing().values_list("factor", flat=True))


@transaction.atomic
def contest(*, demotion: Demotion, words: str, at: datetime) -> None:
    """This function will put the maker's objection before the moderators; until they decide it stands.

    :raises ContestRefused: when there was one already, or it was lifted
    """
    open_one = Demotion.objects.standing().filter(pk=demotion.pk, contested_at=None)
    if not open_one.update(contested_at=at, words=words.strip()[:LONGEST]):
        raise ContestRefused


@transaction.atomic
def decide(*, demotion: Demotion, by: User, lifts: bool, at: datetime, note: str = "") -> None:
    """This function will lift a demotion for good or let it stand, and tell the maker.

    :raises OwnClip: when the clip is their own
    :raises ContestRefused: when it was decided already
    """
    clip = demotion.clip
    if clip.author_id == by.pk:
        raise OwnClip
    undecided = Demotion.objects.contested().filter(pk=demotion.pk)
    if not undecided.update(decided_at=at, decided_by=by, is_lifted=lifts, note=note.strip()[:LONGEST]):
        raise ContestRefused
    if lifts:
        tally = Tally.objects.filter(pk=clip.pk).first()
        copy = tally.copy if tally and demotion.reason_code != COPY else None
        tallies.judge(clip.pk, worth=worth_of(clip), copy=copy, at=at)
    _tell(demotion, Kind.DEMOTION_LIFTED if lifts else Kind.DEMOTION_KEPT, at, note=note)


def _tell(row: Demotion, kind: Kind, at: datetime, **facts: object) -> None:
    title = row.clip.title or row.clip.job.prompt[:80]
    told = {"title": title, "reason": row.reason_code, **row.facts, **facts}
    notify(to=row.clip.author, kind=kind, at=at, url=f"/c/{row.clip_id}/less-often", facts=told)
