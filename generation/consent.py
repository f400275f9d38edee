"""What becomes of a use: the owner answers, ends it, or takes everything back. Operations on CameoUse."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from cameos.models import Cameo, Receipt, Revocation, not_of_age
from cameos.operations import take_back
from generation import closing, line, queue
from generation.models import CameoUse, Clip, Job
from generation.moves import LostRace, NotAllowed, advance
from generation.operations import JobRefused, end_job
from generation.publishing import publish_clip, withdraw_clip
from generation.states import FINISHED, UNFINISHED, ClipState, JobState, UseState


@transaction.atomic
def answer_use(*, use: CameoUse, yes: bool, by: User, at: datetime) -> None:
    """This function will write the owner's answer; yes lets the job start or the clip be published.

    :raises NotAllowed, LostRace: when it was answered or ended before
    """
    if CameoUse.objects.filter(pk=use.pk).uncovered(published=False).exists():
        raise NotAllowed(f"{use.pk}: taken back or run out")
    if not yes:
        decline(use, at=at, by=by)
        return
    advance(use, UseState.APPROVED, at=at, actor=by, answered_at=at)
    _note_answer(use, "yes")
    _tell_author(use, Kind.USE_APPROVED, at)
    if use.clip is None:
        line.rejoin(use.job)
        queue.wake(use.job.pool)
    elif use.job.publish_when_done and use.clip.is_draft:
        with suppress(JobRefused):  # the other likeness in it is gone: the yes stands, the clip is not shown
            publish_clip(clip=use.clip, by=use.job.author, at=at)


@transaction.atomic
def decline(use: CameoUse, *, at: datetime, by: User | None = None, code: str = "LIKENESS_DECLINED") -> None:
    """This function will end an open question with a no, the owner's own or their silence; it costs no quota.

    :raises NotAllowed, LostRace: when it was answered or ended before
    """
    advance(use, UseState.DECLINED, at=at, actor=by, answered_at=at, reason_code=code)
    _note_answer(use, "no" if by else "silence")
    _tell_author(use, Kind.USE_DECLINED, at, code)
    _stop(use, code, at)


def _note_answer(use: CameoUse, answer: str) -> None:
    """The question in the owner's inbox says what became of it, and no longer holds the whole prompt."""
    for row in use.cameo.owner.notifications.filter(kind=Kind.LIKENESS_ASKED, url=use.get_absolute_url()):
        facts = {**row.facts, "answer": answer, "prompt": str(row.facts.get("prompt", ""))[:140]}
        type(row).objects.filter(pk=row.pk).update(facts=facts)


@transaction.atomic
def revoke_use(*, use: CameoUse, by: User | None, at: datetime) -> None:
    """This function will end one use: its clip is out of sight from this commit on, its job stops.

    So does whatever was made from that clip and still shows the likeness.

    :raises NotAllowed, LostRace: when it has ended already
    """
    advance(use, UseState.REVOKED, at=at, actor=by, reason_code="LIKENESS_REVOKED", ended_at=at)
    if use.receipt_id:
        Receipt.objects.filter(pk=use.receipt_id).update(ended_at=at)
    _stop(use, "LIKENESS_REVOKED", at)
    closing.end_heirs_of(use.cameo, [use.job_id], at=at, by=by)


@transaction.atomic
def revoke_many(
    *,
    cameo: Cameo,
    by: User,
    at: datetime,
    person: User | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Revocation:
    """This function will take back all uses by a person, of a span of time, or both, with one row.

    What others made from those clips goes with them, in the same transaction.

    :raises TimesTurned: when the span ends before it begins
    """
    revocation = take_back(cameo=cameo, at=at, person=person, since=since, until=until)
    if person or since or until:  # otherwise the heirs are among them
        taken = closing.uses_of_revocation(revocation).values("job_id")
        parents = [row["job_id"] for row in taken]
        closing.end_heirs_of(cameo, parents, at=at, by=by, besides=revocation)
    return revocation


def refuse_expired(*, at: datetime) -> int:
    """This function will end the jobs that wait or run under a permission whose last day has passed, and count them."""
    expired = CameoUse.objects.filter(
        valid_until__lte=at, clip=None, state__in=closing.STANDING, job__state__in=UNFINISHED
    )
    return sum(_expire(use, at) for use in expired.select_related("job__author", "cameo").order_by("pk"))


def end_of_minors(*, at: datetime) -> int:
    """This function will take back every use of people who turn out not to be of age, and count the likenesses.

    Their clips are hidden by query already; this lets the bytes go, too. Where nothing stands it does nothing.
    """
    standing = CameoUse.objects.filter(cameo=OuterRef("pk"), state__in=closing.STANDING)
    under_way = Revocation.objects.filter(cameo=OuterRef("pk"), person=None, since=None, closed_at=None)
    found = Cameo.objects.filter(not_of_age(), Exists(standing)).exclude(Exists(under_way))
    return len([take_back(cameo=cameo, at=at) for cameo in found.order_by("pk")])


@transaction.atomic
def _expire(use: CameoUse, at: datetime) -> bool:
    code, until = "LIKENESS_EXPIRED", use.valid_until.date().isoformat() if use.valid_until else ""
    facts = {"handle": use.cameo.handle, "name": use.cameo.name, "until": until}
    try:
        end_job(use.job, JobState.REFUSED, at=at, code=code, facts=facts)
    except (LostRace, NotAllowed):  # it moved on, or its other likeness ended it: the next sweep looks again
        return False
    told: dict[str, object] = {"reason": code, "title": use.job.prompt[:80]}
    notify(to=use.job.author, kind=Kind.JOB_FAILED, at=at, url=use.job.get_absolute_url(), facts=told)
    return True


def _stop(use: CameoUse, code: str, at: datetime) -> None:
    """The clip is withdrawn where there is one, else the job ends as refused; neither costs quota."""
    for _try in range(5):  # a running job may move on between our reading and our writing
        try:
            return _stop_as_read(use, code, at)
        except LostRace:
            use.refresh_from_db()  # and with it the job and the clip
    raise LostRace(str(use.pk))


def _stop_as_read(use: CameoUse, code: str, at: datetime) -> None:
    if use.clip is not None and use.clip.state != ClipState.WITHDRAWN:
        by = use.cameo.owner if use.job.author_id == use.cameo.owner_id else None
        named = {"name": use.cameo.name, "is_free": use.clip.published_at is None}
        withdraw_clip(clip=use.clip, at=at, reason_code=code, by=by, facts=named)
    elif use.clip is None and use.job.state not in FINISHED:
        facts = {"handle": use.cameo.handle, "name": use.cameo.name}
        end_job(use.job, JobState.REFUSED, at=at, code=code, facts=facts)
        if code == "LIKENESS_REVOKED":
            _tell_author(use, Kind.USE_REVOKED, at)


def _tell_author(use: CameoUse, kind: Kind, at: datetime, code: str = "") -> None:
    where: Clip | Job = use.clip or use.job
    if kind == Kind.USE_REVOKED and use.job.author_id == use.cameo.owner_id:
        return  # they did it themselves
    title = use.job.title or use.job.prompt[:80]
    facts: dict[str, object] = {
        "cameo": use.cameo.handle,
        "name": use.cameo.name,
        "title": title,
        "is_free": True,
        "code": code,
    }
    notify(to=use.job.author, kind=kind, at=at, url=where.get_absolute_url(), facts=facts)
