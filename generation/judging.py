"""What was asked for earlier, under the terms in force now: when a worker would begin, and when a draft goes public.

Terms that were narrowed bind everything that is not public yet. What is public stays until its owner ends it, or
applies the new terms to it. An owner's yes to this very use, given since the terms last changed, outweighs them.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import NotificationKind as Kind
from accounts.operations import notify
from cameos.queries import terms_from
from cameos.rules import Allowed, Asks, Decision, Refused, Terms, decide
from generation import scenes
from generation.models import CameoUse, Clip, Job
from generation.moves import advance
from generation.operations import end_job, tell_owner
from generation.queries import request_of
from generation.sources import said_by_sources
from generation.states import JobState, UseState
from generation.wishes import said_in
from policy.prompts import MAX_LENGTH
from policy.reasons import Refusal

OUTSIDE = {"LIKENESS_NOT_ALLOWED", "LIKENESS_BLOCKED"}


def deadline(at: datetime) -> datetime:
    """Until when an owner who is asked now can answer; silence means no."""
    return at + timedelta(days=settings.ANSWER_DAYS)


def words_of_job(job: Job) -> str:
    """This function will give every word a job was asked for in, for the rules to read."""
    texts = (*said_in(job.prompt, job.wanted), scenes.words_of(job.wanted.get("scene")))
    return "\n".join(("\n".join(texts)[: 5 * MAX_LENGTH], *said_by_sources(job)))


def decision_now(use: CameoUse, at: datetime) -> Decision:
    """This function will decide about a use that was asked for before, under the terms in force now."""
    permission = use.cameo.permission_in_force()
    decision = decision_under(terms_from(use.cameo, permission), use, at)
    if use.answered_at is None or use.state != UseState.APPROVED or isinstance(decision, Allowed):
        return decision
    if isinstance(decision, Asks):
        return Allowed()  # they were asked, and said yes
    if use.answered_at < permission.created_at:
        return decision
    outside = tuple(one for one in decision.refusals if one.reason.code in OUTSIDE)
    return Refused(outside) if outside else Allowed()


def decision_under(terms: Terms, use: CameoUse, at: datetime) -> Decision:
    """This function will decide about a use under these terms. How many uses there were that day is past."""
    return decide(terms, request_of(use.cameo, use.job.author, words_of_job(use.job), at))


def refusals_now(clip: Clip, at: datetime) -> list[Refusal]:
    """This function will say why a clip that is not public may not become it, by the terms of its likenesses."""
    decisions = (decision_now(use, at) for use in clip.uses.select_related("cameo", "job__author"))
    return [one for decision in decisions if isinstance(decision, Refused) for one in decision.refusals]


@transaction.atomic
def may_start(*, job: Job, at: datetime) -> bool:
    """This function will say whether a waiting job may begin under the terms in force now.

    Where it may not, it ends as refused; where its owner wants to be asked by now, they are, and it waits on.

    :raises LostRace: when it was moved meanwhile
    """
    free = True
    for use in job.uses.select_related("cameo__owner", "job__author"):
        decision = decision_now(use, at)
        if isinstance(decision, Refused):
            _refuse(job, decision.refusals[0], at)
            return False
        if decision == Asks("BEFORE_RENDER") and use.state == UseState.APPROVED:
            ask(use, "BEFORE_RENDER", at)
            free = False
    return free


def _refuse(job: Job, why: Refusal, at: datetime) -> None:
    end_job(job, JobState.REFUSED, at=at, code=why.reason.code, facts=dict(why.facts))
    told: dict[str, object] = {"reason": why.reason.code, "title": job.prompt[:80], **why.facts}
    notify(to=job.author, kind=Kind.JOB_FAILED, at=at, url=job.get_absolute_url(), facts=told)


def ask(use: CameoUse, stage: str, at: datetime) -> None:
    """This function will put the question to the owner of a use that stood without one.

    :raises LostRace: when it was moved meanwhile
    """
    advance(use, UseState.ASKED, at=at, ask_stage=stage, answer_by=deadline(at))
    tell_owner(use, Kind.LIKENESS_ASKED, at)


def ask_where_needed(clip: Clip, at: datetime) -> list[CameoUse]:
    """This function will give the uses of a draft whose owners are to be asked before it goes public.

    A use that stood freely is asked about when its owner's terms say so by now.
    """
    asked = []
    for use in clip.uses.select_related("cameo__owner", "job__author", "cameo"):
        if use.state == UseState.APPROVED and isinstance(decision_now(use, at), Asks):
            ask(use, "BEFORE_PUBLISH", at)
        if use.state == UseState.ASKED:
            asked.append(use)
    return asked
