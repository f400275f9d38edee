"""What people do to jobs: ask for one, cancel it, try it again. What they do to clips: publishing.py."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from cameos.models import Cameo
from cameos.receipts import issue_receipt
from cameos.rules import Asks, Refused
from generation import queries, queue, scenes
from generation.engines.offers import Offer
from generation.models import CameoUse, Clip, Job, Preview
from generation.moves import LostRace, NotAllowed, advance
from generation.states import JobState, UseState
from generation.wishes import Wanted
from policy.prompts import categories_of, check_prompt, hard_rules, mentions
from policy.reasons import Category, Refusal, refusal

MAX_CAMEOS = 2
SIZES = (
    "720x1280", "1280x720", "1024x1792", "1792x1024", "1080x1920", "1920x1080", "360x640", "640x360",
)  # fmt: skip
LENGTHS = (4, 6, 8, 10, 12, 15, 20)  # seconds

Casting = list[tuple[Cameo, str]]  # the likeness, and the stage its owner is asked at or ""


class JobRefused(Exception):
    """The request breaks rules; `refusals` says which, of which layer, and what to do."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(", ".join(one.reason.code for one in self.refusals))


def check_request(
    *,
    author: User,
    prompt: str,
    at: datetime,
    seconds: int = 8,
    size: str = "720x1280",
    scene: Mapping[str, Any] | None = None,
) -> Casting:
    """This function will check everything `request_job` checks and write nothing.

    :raises JobRefused: with every reason found, or the first of the prompt's shape
    """
    verdict = check_prompt(prompt)
    categories, played = verdict.categories, scenes.words_of(scene)
    casting, refusals = _cast(author, prompt, categories | categories_of(played), at)
    if scene is not None:
        handles = [cameo.handle for cameo, _stage in casting]
        refusals = [*hard_rules(played), *refusals]
        refusals += scenes.scene_refusals(scene, prompt=prompt, seconds=seconds, handles=handles)
    refusals = [*verdict.refusals, *_format_refusals(seconds, size), *refusals, *_quota_refusals(author, at)]
    if refusals:
        raise JobRefused(refusals)
    return casting


@transaction.atomic
def request_job(
    *,
    author: User,
    prompt: str,
    at: datetime,
    seconds: int = 8,
    size: str = "720x1280",
    title: str = "",
    seed: int | None = None,
    origin: str = "page",
    alias: str = "",
    publish_when_done: bool = False,
    remix_of: Clip | None = None,
    offer: Offer | None = None,
    wanted: Wanted | None = None,
) -> Job:
    """This function will check the prompt, each likeness and the quota, write the job, and tell the owners.

    All in one transaction: a refused request leaves nothing behind and costs nothing.

    :raises JobRefused: with every reason found
    """
    User.objects.select_for_update().get(pk=author.pk)  # two requests at once share one quota
    scene = (wanted or {}).get("scene")
    casting = check_request(author=author, prompt=prompt, at=at, seconds=seconds, size=size, scene=scene)
    width, height = map(int, size.split("x"))
    offer = offer or next(iter(settings.OFFERS.values()))
    job = Job.objects.create(
        author=author,
        prompt=prompt.strip(),
        title=title.strip(),
        engine=offer.engine,
        model=offer.model,
        pool=offer.pool,
        wanted=wanted or {},
        alias=alias,
        seconds=seconds,
        width=width,
        height=height,
        seed=secrets.randbelow(2**31) if seed is None else seed,
        origin=origin,
        publish_when_done=publish_when_done,
        is_batch=origin == "demo",
        remix_of=remix_of,
        created_at=at,
    )
    for cameo, stage in casting:
        _use(job, cameo, stage, at)
    queue.wake(job.pool)
    return job


def _use(job: Job, cameo: Cameo, stage: str, at: datetime) -> CameoUse:
    permission = cameo.permission_in_force()
    use = CameoUse.objects.create(
        job=job,
        cameo=cameo,
        permission=permission,
        recording_version=cameo.recording_version,
        receipt=issue_receipt(cameo=cameo, permission=permission, clip_id=job.pk, at=at),
        state=UseState.ASKED if stage else UseState.APPROVED,
        ask_stage=stage,
        valid_until=permission.until,
        asked_at=at,
    )
    tell_owner(use, Kind.LIKENESS_ASKED if stage == "BEFORE_RENDER" else Kind.LIKENESS_USED, at)
    return use


def tell_owner(use: CameoUse, kind: Kind, at: datetime) -> None:
    """This function will notify the owner of a use by somebody else: who, what, and where to see it."""
    author = use.job.author
    if use.cameo.owner_id != author.pk:
        facts = {"actor": author.handle, "cameo": use.cameo.handle, "prompt": use.job.prompt[:140]}
        url = use.get_absolute_url()
        notify(to=use.cameo.owner, kind=kind, at=at, actor=author, url=url, facts=facts)


def _format_refusals(seconds: int, size: str) -> list[Refusal]:
    found = []
    if seconds not in LENGTHS:
        choices = ", ".join(map(str, LENGTHS))
        found.append(refusal("LENGTH_UNSUPPORTED", "seconds", seconds=seconds, choices=choices))
    if size not in SIZES:
        found.append(refusal("SIZE_UNSUPPORTED", "size", size=size[:40], choices=", ".join(SIZES)))
    return found


def _quota_refusals(author: User, at: datetime) -> list[Refusal]:
    used = list(queries.used_today(author, at).values_list("created_at", flat=True))
    if len(used) < settings.JOBS_A_DAY or author.is_demo:
        return []
    free_at = used[-settings.JOBS_A_DAY] + queries.DAY
    return [refusal("QUOTA_DAY", limit=settings.JOBS_A_DAY, free_at=f"{free_at:%Y-%m-%d %H:%M} UTC")]


def _cast(
    author: User, prompt: str, categories: frozenset[Category], at: datetime
) -> tuple[Casting, list[Refusal]]:
    handles = mentions(prompt)
    known = {cameo.handle: cameo for cameo in Cameo.objects.castable().filter(handle__in=handles)}
    casting: Casting = []
    refusals = [
        refusal("LIKENESS_TWICE", handle=one) for one in dict.fromkeys(handles) if handles.count(one) > 1
    ]
    if len(set(handles)) > MAX_CAMEOS:
        refusals.append(refusal("LIKENESS_TOO_MANY"))
    for handle in dict.fromkeys(handles):
        if handle not in known:
            refusals.append(refusal("LIKENESS_UNKNOWN", handle=handle))
            continue
        decision = queries.may_cast(cameo=known[handle], author=author, categories=categories, at=at)
        if isinstance(decision, Refused):
            refusals.extend(decision.refusals)
        else:
            casting.append((known[handle], decision.stage if isinstance(decision, Asks) else ""))
    return casting, refusals


def cancel_job(*, job: Job, by: User, at: datetime) -> bool:
    """This function will cancel a job that is not finished; a running worker stops at its next step.

    It says False when the job ended first.
    """
    for _try in range(5):  # a running job may move on between our reading and our writing
        try:
            end_job(job, JobState.CANCELLED, at=at, code="CANCELLED", actor=by)
            return True
        except LostRace:
            job.refresh_from_db()
        except NotAllowed:
            return False
    return False


@transaction.atomic
def end_job(
    job: Job,
    to: JobState,
    *,
    at: datetime,
    code: str,
    facts: dict[str, str] | None = None,
    actor: User | None = None,
    only_if: dict[str, object] | None = None,
) -> None:
    """This function will end a job as failed, refused or cancelled, with its reason, and free its lease.

    :raises LostRace, NotAllowed: as `advance` does
    """
    advance(
        job,
        to,
        at=at,
        reason_code=code,
        actor=actor,
        only_if=only_if,
        error_code=code,
        error_facts=facts or {},
        lease=None,
        lease_until=None,
        finished_at=at,
    )
    Preview.objects.filter(job=job).delete()


def retry_job(*, job: Job, by: User, at: datetime) -> Job:
    """This function will ask for the same clip again as a new job, checked afresh.

    A job still on its way is given back as it is: pressing twice makes one clip.

    :raises JobRefused: as `request_job` does
    """
    if not job.is_finished:
        return job
    return request_job(
        author=by,
        prompt=job.prompt,
        at=at,
        seconds=job.seconds,
        size=f"{job.width}x{job.height}",
        title=job.title,
        seed=job.seed,
        origin=job.origin,
        alias=job.alias,
        publish_when_done=job.publish_when_done,
        remix_of=job.remix_of,
        offer=Offer(job.engine, job.model, job.pool),
        wanted=job.wanted,
    )
