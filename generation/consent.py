"""What becomes of a use: the owner answers, ends it, or takes everything back. Operations on CameoUse."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from cameos.models import Receipt, Revocation
from generation import queue
from generation.models import CameoUse, Clip, Job
from generation.moves import LostRace, NotAllowed, advance
from generation.operations import end_job, publish_clip, withdraw_clip
from generation.states import FINISHED, ClipState, JobState, UseState

BATCH = 200  # uses closed in one transaction, so that a big revocation never blocks the writers


@transaction.atomic
def answer_use(*, use: CameoUse, yes: bool, by: User, at: datetime) -> None:
    """This function will write the owner's answer; yes lets the job start or the clip be published.

    :raises NotAllowed, LostRace: when it was answered or ended before
    """
    advance(use, UseState.APPROVED if yes else UseState.DECLINED, at=at, actor=by, answered_at=at)
    _tell_author(use, Kind.USE_APPROVED if yes else Kind.USE_DECLINED, at)
    if not yes:
        _stop(use, "LIKENESS_DECLINED", at)
    elif use.clip is None:
        queue.wake(use.job.pool)
    elif use.job.publish_when_done and use.clip.is_draft:
        publish_clip(clip=use.clip, by=use.job.author, at=at)


@transaction.atomic
def revoke_use(*, use: CameoUse, by: User | None, at: datetime) -> None:
    """This function will end one use: its clip is out of sight from this commit on, its job stops.

    :raises NotAllowed, LostRace: when it has ended already
    """
    advance(use, UseState.REVOKED, at=at, actor=by, reason_code="LIKENESS_REVOKED", ended_at=at)
    if use.receipt_id:
        Receipt.objects.filter(pk=use.receipt_id).update(ended_at=at)
    _stop(use, "LIKENESS_REVOKED", at)


def close_revoked(*, revocation: Revocation, at: datetime) -> int:
    """This function will end, in batches, every use the revocation took back, and count them.

    Nothing depends on it for safety: those clips are hidden by query already. Run twice, it does nothing more.
    """
    uses = CameoUse.objects.filter(cameo=revocation.cameo, asked_at__lte=revocation.at)
    if revocation.person_id:
        uses = uses.filter(job__author=revocation.person_id)
    standing = uses.filter(state__in=[UseState.ASKED, UseState.APPROVED]).order_by("asked_at", "id")
    closed = 0
    while batch := list(standing.select_related("job__author", "clip__author", "clip__job", "cameo")[:BATCH]):
        with transaction.atomic():
            closed += sum(_close(use, at) for use in batch)
    return closed


def _close(use: CameoUse, at: datetime) -> bool:
    try:
        revoke_use(use=use, by=None, at=at)
    except (LostRace, NotAllowed):
        return False
    return True


def _stop(use: CameoUse, code: str, at: datetime) -> None:
    """The clip is withdrawn where there is one, else the job ends as refused; neither costs quota."""
    try:
        if use.clip is not None and use.clip.state != ClipState.WITHDRAWN:
            withdraw_clip(clip=use.clip, at=at, reason_code=code)
        elif use.clip is None and use.job.state not in FINISHED:
            facts = {"handle": use.cameo.handle, "name": use.cameo.name}
            end_job(use.job, JobState.REFUSED, at=at, code=code, facts=facts)
            if code == "LIKENESS_REVOKED":
                _tell_author(use, Kind.USE_REVOKED, at)
    except LostRace:  # it moved on meanwhile: the query hides it, the sweep closes it
        queue.later("sweep")


def _tell_author(use: CameoUse, kind: Kind, at: datetime) -> None:
    where: Clip | Job = use.clip or use.job
    facts: dict[str, object] = {"cameo": use.cameo.handle, "name": use.cameo.name}
    notify(to=use.job.author, kind=kind, at=at, url=where.get_absolute_url(), facts=facts)
