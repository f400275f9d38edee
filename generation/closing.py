"""The cleaning up after consent was taken back: uses closed, clips withdrawn, jobs stopped, their makers told.

Nothing depends on it for safety: those clips are hidden by query already. It goes in short transactions, newest
first (so that a feed soon skips nothing), and rests after each, so that everybody else can write in between.
Killed at any point, the next call goes on where it was.
"""

from __future__ import annotations

import time
import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.live import nudge
from accounts.models import Notification, User
from accounts.models import NotificationKind as Kind
from accounts.operations import notify
from cameos.models import Cameo, Receipt, Revocation
from generation import indexing, purging, queue
from generation.models import CameoUse, Clip, Job, Source, Transition
from generation.moves import LostRace, NotAllowed
from generation.operations import end_job
from generation.states import FINISHED, UNFINISHED, ClipState, JobState, UseState

BATCH = 100  # uses closed in one transaction
REVOKED = "LIKENESS_REVOKED"
STANDING = [UseState.ASKED, UseState.APPROVED]
LATE = timedelta(hours=1)  # a request under way may still commit a use from before the revocation

Row = TypeVar("Row", Clip, CameoUse)


def uses_of_revocation(revocation: Revocation) -> QuerySet[CameoUse]:
    """This function will give every use one revocation took back, whatever state it is in."""
    uses = CameoUse.objects.filter(cameo=revocation.cameo_id, asked_at__lte=revocation.at)
    if revocation.since:
        uses = uses.filter(asked_at__gte=revocation.since)
    return uses.filter(job__author=revocation.person_id) if revocation.person_id else uses


def close_revoked(*, revocation: Revocation, at: datetime, pause: float = 1.0) -> int:
    """This function will end, in batches, every use the revocation took back, and count them.

    Run twice, it does nothing more.

    :param pause: how long to rest after a batch, as a share of the time the batch took
    """
    closed = 0
    while step := _close_some(revocation, at):
        closed += step[0]
        time.sleep(pause * step[1])
    if not closed and at - revocation.at > LATE:
        Revocation.objects.filter(pk=revocation.pk, closed_at=None).update(closed_at=at)
    return closed


def _close_some(revocation: Revocation, at: datetime) -> tuple[int, float] | None:
    began = time.monotonic()
    with transaction.atomic():
        standing = uses_of_revocation(revocation).filter(state__in=STANDING).order_by("-asked_at", "id")
        uses = list(standing.select_for_update(of=("self",)).select_related("job", "cameo")[:BATCH])
        if uses:
            tell_makers(revocation, uses, at)
            end_uses(uses, at=at)
            end_heirs_of(revocation.cameo, [use.job_id for use in uses], at=at, besides=revocation)
    return (len(uses), time.monotonic() - began) if uses else None


def end_uses(uses: list[CameoUse], *, at: datetime, by: User | None = None) -> None:
    """This function will end these uses, which are locked and stand: receipts, clips and jobs with them.

    Who made them is told by the caller.
    """
    _move(uses, UseState.REVOKED, at, by, ended_at=at)
    receipts = [use.receipt_id for use in uses if use.receipt_id]
    Receipt.objects.filter(pk__in=receipts, ended_at=None).update(ended_at=at)
    withdraw_clips([use.clip_id for use in uses if use.clip_id], at=at, by=by)
    for use in uses:
        if not use.clip_id:
            stop_job(use, at)
    transaction.on_commit(nudge)


def withdraw_clips(ids: Iterable[uuid.UUID], *, at: datetime, by: User | None = None) -> None:
    """This function will take these clips out of sight for good, whatever they were, and have them purged."""
    standing = Clip.objects.filter(pk__in=list(ids)).exclude(state=ClipState.WITHDRAWN).order_by("pk")
    clips = list(standing.select_for_update(of=("self",)).only("id", "job_id", "state"))
    if clips:
        _move(clips, ClipState.WITHDRAWN, at, by, withdrawn_at=at, withdrawn_for=REVOKED)
        indexing.unindex([clip.pk for clip in clips])
        purging.forget(clips, at)
        queue.later("purge_withdrawn")


def stop_job(use: CameoUse, at: datetime) -> None:
    """This function will end the job of a use without a clip; a running worker stops at its next step."""
    facts = {"handle": use.cameo.handle, "name": use.cameo.name}
    for _try in range(5):  # a running job may move on between our reading and our writing
        if clip := Clip.objects.filter(pk=use.job_id).first():  # it was finished this moment
            return withdraw_clips([clip.pk], at=at)
        job = Job.objects.get(pk=use.job_id)
        if job.state in FINISHED:
            return None
        try:
            return end_job(job, JobState.REFUSED, at=at, code=REVOKED, facts=facts)
        except (LostRace, NotAllowed):
            continue
    raise LostRace(str(use.pk))


def _move(rows: list[Row], to: str, at: datetime, by: User | None, **changes: object) -> None:
    """What moves.advance does for one row, for many that this transaction holds."""
    model = type(rows[0])
    model.objects.filter(pk__in=[row.pk for row in rows]).update(state=to, **changes)
    Transition.objects.bulk_create(
        Transition(
            job_id=row.job_id, subject=model._meta.model_name or "", subject_id=row.pk, old_state=row.state,
            new_state=to, reason_code=REVOKED, actor=by, at=at,
        )
        for row in rows
    )  # fmt: skip


def end_heirs_of(
    cameo: Cameo,
    parents: list[uuid.UUID],
    *,
    at: datetime,
    by: User | None = None,
    besides: Revocation | None = None,
) -> int:
    """This function will end every standing use of `cameo` in what was made from these clips, and from those.

    Their makers are told, each once a generation; it counts the uses.

    :param besides: leave out what this revocation ends anyway
    """
    ended, ending = 0, uses_of_revocation(besides) if besides else CameoUse.objects.none()
    while parents:
        some, parents = parents[:BATCH], parents[BATCH:]
        cut_from = Source.objects.filter(clip__in=some)
        made_from = Q(job__remix_of__in=some) | Q(job__in=cut_from.values("job"))
        uses = CameoUse.objects.filter(made_from, cameo=cameo, state__in=STANDING).exclude(
            pk__in=ending.values("pk")
        )
        locked = uses.order_by("-asked_at", "id").select_for_update(of=("self",))
        found = list(locked.select_related("job", "cameo", "clip"))
        if found:
            tell_of_heirs(found, at)
            end_uses(found, at=at, by=by)
        ended += len(found)
        parents += [use.job_id for use in found]
    return ended


def tell_makers(revocation: Revocation, uses: Iterable[CameoUse], at: datetime) -> None:
    """This function will tell everybody who made one of these, once for the whole revocation, how many are gone."""
    makers = {use.job.author_id for use in uses} - {revocation.cameo.owner_id}
    told = Notification.objects.filter(to__in=makers, kind=Kind.USE_REVOKED, facts__revocation=revocation.pk)
    makers -= set(told.values_list("to", flat=True))
    for maker in User.objects.filter(pk__in=makers).order_by("pk"):
        gone = uses_of_revocation(revocation).filter(_lost(), job__author=maker, state__in=STANDING)
        if found := list(gone.select_related("job", "clip")[:2]):
            _tell(maker, found, gone.count(), revocation.cameo, at, revocation=revocation.pk)


def tell_of_heirs(uses: Iterable[CameoUse], at: datetime) -> None:
    """This function will tell the makers of these uses, each once, how many of theirs are gone."""
    theirs: dict[int, list[CameoUse]] = defaultdict(list)
    for use in uses:
        if use.job.author_id != use.cameo.owner_id:
            theirs[use.job.author_id].append(use)
    for maker in User.objects.filter(pk__in=theirs).order_by("pk"):
        rows = theirs[maker.pk]
        _tell(maker, rows[:2], len(rows), rows[0].cameo, at)


def _tell(maker: User, found: list[CameoUse], count: int, cameo: Cameo, at: datetime, **more: object) -> None:
    job = found[0].job
    facts: dict[str, object] = {"cameo": cameo.handle, "name": cameo.name, "reason": REVOKED, **more}
    if count == 1:
        clip = found[0].clip
        facts |= {"title": (clip.title if clip else "") or job.prompt[:80]}
        facts |= {"is_free": clip is None or clip.published_at is None}
    else:
        facts["count"] = count
    url = job.get_absolute_url() if count == 1 else reverse("generation:drafts")
    notify(to=maker, kind=Kind.USE_REVOKED, at=at, url=url, facts=facts)


def _lost() -> Q:
    """What somebody loses by it: a clip that is not withdrawn, or a job on its way."""
    return (~Q(clip=None) & ~Q(clip__state=ClipState.WITHDRAWN)) | Q(clip=None, job__state__in=UNFINISHED)
