"""What people do with a finished clip: publish it, withdraw it, delete a draft or a job from their lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from generation import indexing, judging, purging, queue
from generation.editing import end_without_sources
from generation.models import CameoUse, Clip, Download, Job
from generation.moves import NotAllowed, advance
from generation.operations import JobRefused, tell_owner
from generation.showing import not_too_wide, set_visibility, spoken, topics_of
from generation.states import ClipState
from policy.reasons import refusal


@transaction.atomic
def publish_clip(
    *, clip: Clip, by: User, at: datetime, title: str | None = None, visibility: str | None = None
) -> Clip:
    """This function will publish the author's draft, or hold it for a reviewer where the instance says so.

    Where a likeness owner is still to say yes they are asked, and their yes publishes it.

    :param title, visibility: None leaves them as they are
    :raises JobRefused: when a likeness in it is no longer covered, its owner's terms do not allow it now, or more
        people would see it than what it is made from
    :raises LostRace, NotAllowed: when it is no draft any more
    """
    if not clip.is_draft:
        raise NotAllowed(f"a draft is published, this is {clip.state}")
    if title is not None:
        clip.title = title.strip()[:120]
        Clip.objects.filter(pk=clip.pk).update(
            title=clip.title, topics=topics_of(clip.title, clip.job.prompt, *spoken(clip.lines))
        )
    set_visibility(clip=clip, visibility=visibility or not_too_wide(clip), at=at)
    uses = clip.uses.select_related("cameo__owner", "job__author")
    if uses.uncovered(published=False).exists():
        raise JobRefused([refusal("LIKENESS_REVOKED")])
    if refusals := judging.refusals_now(clip, at):
        raise JobRefused(refusals)
    if asked := judging.ask_where_needed(clip, at):
        _ask_before_publishing(clip, asked, at)
        return clip
    held = settings.PUBLISH_RULE == "all" or (settings.PUBLISH_RULE == "cameo" and uses.exists())
    if held:
        advance(clip, ClipState.HELD, at=at, actor=by)
        notify(to=clip.author, kind=Kind.CLIP_HELD, at=at, url=clip.get_absolute_url(), facts=_facts(clip))
    else:
        go_public(clip=clip, at=at, by=by)
    return clip


def _ask_before_publishing(clip: Clip, asked: list[CameoUse], at: datetime) -> None:
    Job.objects.filter(pk=clip.job_id).update(publish_when_done=True)
    for use in asked:
        if use.answer_by is None:
            use.answer_by = judging.deadline(at)
            CameoUse.objects.filter(pk=use.pk).update(answer_by=use.answer_by)
        told = use.cameo.owner.notifications.filter(kind=Kind.LIKENESS_ASKED, url=use.get_absolute_url())
        if not told.exists():  # pressing "publish" twice does not ask twice
            tell_owner(use, Kind.LIKENESS_ASKED, at)


def go_public(*, clip: Clip, at: datetime, by: User | None = None) -> None:
    """This function will put a draft or held clip into the feed and tell the likeness owners.

    :raises NotAllowed: when a likeness owner's terms do not allow it now
    """
    if judging.refusals_now(clip, at):
        raise NotAllowed("the terms of a likeness in it have changed")
    advance(clip, ClipState.PUBLISHED, at=at, actor=by, published_at=at)
    indexing.index_clip(clip.pk)
    for use in clip.uses.select_related("cameo__owner", "job__author"):
        tell_owner(use, Kind.LIKENESS_PUBLISHED, at)
    _tell_of_remix(clip, at)


def _tell_of_remix(clip: Clip, at: datetime) -> None:
    """Whose clip it was made from hears of it when it is there for all: a draft is nobody's business yet."""
    parent = clip.remix_of
    if (
        parent
        and parent.author_id != clip.author_id
        and Clip.objects.visible_to(parent.author).filter(pk__in=[parent.pk, clip.pk]).count() == 2
    ):
        facts = {"actor": clip.author.handle, "title": parent.title or parent.job.prompt[:80]}
        url = clip.get_absolute_url()
        kind = Kind.CLIP_ANSWERED if clip.job.is_answer else Kind.CLIP_REMIXED
        notify(to=parent.author, kind=kind, at=at, actor=clip.author, url=url, facts=facts)


def note_download(*, clip: Clip, person: User | None, at: datetime) -> bool:
    """This function will tell the likeness owners that a file with them left, once for each person and day.

    Only the author is named: who else takes a published clip along is their own business. It says whether
    that was new.
    """
    uses = clip.uses.select_related("cameo__owner")
    owners = {use.cameo.owner for use in uses if person is None or use.cameo.owner_id != person.pk}
    if not owners:
        return False
    with transaction.atomic():
        _row, new = Download.objects.get_or_create(clip=clip, person=person, day=at.date())
        if not new:
            return False
        actor = person if person and person.pk == clip.author_id else None
        for use in uses:
            if use.cameo.owner in owners:
                _tell_of_download(use, actor, at)
    return True


def _tell_of_download(use: CameoUse, actor: User | None, at: datetime) -> None:
    facts = {"cameo": use.cameo.handle, **({"actor": actor.handle} if actor else {})}
    kind, url = Kind.LIKENESS_DOWNLOADED, use.get_absolute_url()
    notify(to=use.cameo.owner, kind=kind, at=at, actor=actor, url=url, facts=facts)


@transaction.atomic
def withdraw_clip(
    *,
    clip: Clip,
    at: datetime,
    reason_code: str,
    by: User | None = None,
    note: str = "",
    facts: Mapping[str, object] | None = None,
) -> None:
    """This function will take a clip out of sight for good, have its bytes deleted, and tell its author why.

    :raises LostRace, NotAllowed: when it was withdrawn already
    """
    advance(
        clip,
        ClipState.WITHDRAWN,
        at=at,
        reason_code=reason_code,
        actor=by,
        withdrawn_at=at,
        withdrawn_for=reason_code,
    )
    indexing.unindex([clip.pk])
    purging.forget([clip], at)
    queue.later("purge_withdrawn")
    end_without_sources(at=at, clip=clip)
    if by != clip.author:
        kind = Kind.USE_REVOKED if reason_code == "LIKENESS_REVOKED" else Kind.CLIP_WITHDRAWN
        told = {**_facts(clip), "reason": reason_code, "note": note, **(facts or {})}
        notify(to=clip.author, kind=kind, at=at, url=clip.job.get_absolute_url(), facts=told)


@transaction.atomic
def withdraw_with_cuts(*, clip: Clip, at: datetime, reason_code: str, by: User | None, note: str = "") -> int:
    """This function will withdraw a clip and all that was cut from it, for it shows the same pictures, and count them.

    A remix is made anew from words: it stands, and is judged by itself.

    :raises LostRace, NotAllowed: when it was withdrawn already
    """
    gone = [clip, *_cut_from(clip)]
    for one in gone:
        withdraw_clip(clip=one, at=at, reason_code=reason_code, by=by, note=note)
    return len(gone)


def _cut_from(clip: Clip) -> list[Clip]:
    """The standing clips in which pictures of this one are shown, at any remove, each once."""
    found: dict[object, Clip] = {}
    latest = [clip.pk]
    while latest:
        cuts = Clip.objects.filter(job__sources__clip__in=latest).exclude(pk__in=[clip.pk, *found])
        rows = cuts.exclude(state=ClipState.WITHDRAWN).select_related("author", "job").distinct()
        found |= {row.pk: row for row in rows.order_by("created_at", "pk")}
        latest = [row.pk for row in rows]
    return list(found.values())


def delete_draft(*, clip: Clip, by: User, at: datetime) -> None:
    """This function will delete what the author has not published: out of sight now, its bytes right after.

    :raises LostRace, NotAllowed: when it was published or withdrawn meanwhile
    """
    if clip.is_published:
        raise NotAllowed("a published clip is withdrawn, not deleted as a draft")
    withdraw_clip(clip=clip, at=at, reason_code="AUTHOR_DELETED", by=by)


@transaction.atomic
def delete_job(*, job: Job, by: User, at: datetime) -> None:
    """This function will take a finished job off its author's lists, and its clip, published or not, from sight.

    :raises NotAllowed: while it is not finished
    :raises LostRace: when its clip was moved meanwhile
    """
    if not job.is_finished:
        raise NotAllowed("cancel it first")
    clip = Clip.objects.filter(pk=job.pk).exclude(state=ClipState.WITHDRAWN).first()
    if clip:
        withdraw_clip(clip=clip, at=at, reason_code="AUTHOR_DELETED", by=by)
    Job.objects.filter(pk=job.pk, deleted_at=None).update(deleted_at=at)


def _facts(clip: Clip) -> dict[str, object]:
    return {"title": clip.title or clip.job.prompt[:80], "clip": str(clip.pk)}
