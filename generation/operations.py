"""What people do to jobs: ask for one, cancel it, try it again. What they do to clips: publishing.py."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from cameos.models import Cameo
from cameos.receipts import issue_receipt
from cameos.rules import Asks, Refused
from generation import firstpictures, line, queries, queue, scenes
from generation.engines.offers import Offer
from generation.limits import over_limits
from generation.models import CameoUse, Clip, Job, Preview
from generation.moves import LostRace, NotAllowed, advance
from generation.refused import JobRefused as JobRefused
from generation.states import JobState, UseState
from generation.wishes import LENGTHS as LENGTHS
from generation.wishes import MOST_VARIATIONS, Wanted, default_offer, said_in, tidy, wish_refusals, words_of
from generation.wishes import SIZES as SIZES
from policy.prompts import MAX_LENGTH, check_prompt, hard_rules, mentions
from policy.reasons import Refusal, refusal

MAX_CAMEOS = 2
MOST_WORDS = 5 * MAX_LENGTH  # of a sheet that are held against the owners' rules

Casting = list[tuple[Cameo, str]]  # the likeness, and the stage its owner is asked at or ""


def check_request(
    *,
    author: User,
    prompt: str,
    at: datetime,
    seconds: int = 8,
    size: str = "720x1280",
    offer: Offer | str | None = None,
    wanted: Wanted | None = None,
    ahead: Sequence[Casting] = (),
) -> Casting:
    """This function will check everything `request_job` checks and write nothing.

    `ahead` are the castings of jobs that would be asked for just before, in the same breath.

    :raises JobRefused: with every reason found, or the first of the prompt's shape
    """
    wanted = tidy(wanted)
    texts, scene = said_in(prompt, wanted), wanted.get("scene")
    played = scenes.words_of(scene)
    verdict = check_prompt("\n".join(texts))
    casting, refusals = _cast(author, texts, played, at, ahead, scene)
    people = len({handle for text in texts for handle in mentions(text)})
    refusals = [
        *verdict.refusals,
        *_wish_refusals(author, offer, wanted, texts, seconds=seconds, size=size, people=people),
        *(_scene_refusals(scene, words_of(prompt, wanted), seconds, casting) if scene is not None else ()),
        *refusals,
        *over_limits(author=author, at=at, more=len(ahead) + 1),
    ]
    if refusals:
        raise JobRefused(refusals)
    return casting


def _scene_refusals(scene: Mapping[str, Any], words: str, seconds: int, casting: Casting) -> list[Refusal]:
    handles = [cameo.handle for cameo, _stage in casting]
    wrong = scenes.scene_refusals(scene, prompt=words, seconds=seconds, handles=handles)
    return [*hard_rules(scenes.words_of(scene)), *wrong]


def _wish_refusals(
    author: User,
    offer: Offer | str | None,
    wanted: Wanted,
    texts: Sequence[str],
    *,
    seconds: int,
    size: str,
    people: int,
) -> list[Refusal]:
    found = firstpictures.refusals_of(author, wanted.get("picture", ""), texts)
    chosen = offered(offer)
    if chosen is None:
        return [
            refusal("ENGINE_UNKNOWN", "engine", engine=str(offer)[:80], choices=", ".join(settings.OFFERS)),
            *found,
        ]
    return [*wish_refusals(wanted, chosen, seconds=seconds, size=size, people=people), *found]


def offered(offer: Offer | str | None) -> Offer | None:
    """This function will give the engine a form or an API names by its key, the default for none, None if unknown."""
    if isinstance(offer, str) and offer:
        found: Offer | None = settings.OFFERS.get(offer)
        return found
    return offer if isinstance(offer, Offer) else default_offer()


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
    is_answer: bool = False,
    offer: Offer | str | None = None,
    wanted: Wanted | None = None,
    group: uuid.UUID | None = None,
    is_batch: bool = False,
) -> Job:
    """This function will check the prompt, each likeness and the quota, write the job, and tell the owners.

    All in one transaction: a refused request leaves nothing behind and costs nothing. With `is_answer` it takes
    nothing from `remix_of`, so the maker of that need not allow remixes.

    :raises JobRefused: with every reason found
    """
    User.objects.select_for_update().get(pk=author.pk)  # two requests at once share one quota
    wanted = tidy(wanted)
    casting = check_request(
        author=author, prompt=prompt, at=at, seconds=seconds, size=size, offer=offer, wanted=wanted
    )
    _check_remix(None if is_answer else remix_of, author)
    offer = offered(offer) or default_offer()
    is_batch = is_batch or origin == "demo"
    job = Job.objects.create(
        author=author,
        prompt=words_of(prompt, wanted),
        title=title.strip(),
        engine=offer.engine,
        model=offer.model,
        pool=offer.pool,
        wanted=wanted,
        group=group,
        alias=alias,
        seconds=seconds,
        **dict(zip(("width", "height"), map(int, size.split("x")), strict=True)),
        seed=secrets.randbelow(2**31) if seed is None else seed,
        origin=origin,
        publish_when_done=publish_when_done,
        is_batch=is_batch,
        turn=line.next_turn(author=author, pool=offer.pool, is_batch=is_batch),
        remix_of=remix_of,
        is_answer=is_answer and remix_of is not None,
        created_at=at,
    )
    for cameo, stage in casting:
        cast_in(job, cameo, stage, at)
    queue.wake(job.pool)
    return job


def _check_remix(original: Clip | None, author: User) -> None:
    """:raises JobRefused: when its maker forbids remixes"""
    if original is not None and not original.may_be_remixed_by(author):
        raise JobRefused([refusal("REMIX_FORBIDDEN", "remix", name=original.author.shown_name)])


@transaction.atomic
def request_variations(*, count: int, seed: int | None = None, **asked: Any) -> list[Job]:
    """This function will ask for `count` clips of one wish, each with a seed of its own, all of them or none.

    They share a `group`; each counts for the quota and each likeness is asked for each of them.

    :raises JobRefused: as `request_job` does, or when there can not be so many
    """
    if not 1 <= count <= MOST_VARIATIONS:
        raise JobRefused(
            [refusal("VARIATIONS_UNSUPPORTED", "variations", count=count, limit=MOST_VARIATIONS)]
        )
    first = secrets.randbelow(2**31) if seed is None else seed
    group = uuid.uuid4() if count > 1 else None
    return [request_job(seed=(first + number) % 2**31, group=group, **asked) for number in range(count)]


def cast_in(job: Job, cameo: Cameo, stage: str, at: datetime) -> CameoUse:
    """This function will write the use of one likeness with its receipt and tell the owner, or ask them."""
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
        answer_by=at + timedelta(days=settings.ANSWER_DAYS) if stage == "BEFORE_RENDER" else None,
    )
    tell_owner(use, Kind.LIKENESS_ASKED if stage == "BEFORE_RENDER" else Kind.LIKENESS_USED, at)
    return use


def tell_owner(use: CameoUse, kind: Kind, at: datetime) -> None:
    """This function will notify the owner of a use by somebody else: who, what, and where to see it."""
    author = use.job.author
    if use.cameo.owner_id != author.pk:
        prompt = (
            use.job.prompt if kind == Kind.LIKENESS_ASKED else use.job.prompt[:140]
        )  # to answer they read all
        facts: dict[str, object] = {"actor": author.handle, "cameo": use.cameo.handle, "prompt": prompt}
        if use.answer_by and kind == Kind.LIKENESS_ASKED:
            facts["until"] = use.answer_by.isoformat()
        url = use.get_absolute_url()
        notify(to=use.cameo.owner, kind=kind, at=at, actor=author, url=url, facts=facts)


def _cast(
    author: User,
    texts: Sequence[str],
    played: str,
    at: datetime,
    ahead: Sequence[Casting] = (),
    scene: object = None,
) -> tuple[Casting, list[Refusal]]:
    """Somebody may be in several shots, and in the words for all of them, but once in each.

    Who was left out of an edited scene is named, but not shown: no use of theirs, and nobody to ask.
    """
    named = [scenes.on_stage(mentions(text), scene) for text in texts]
    handles = [handle for one in named for handle in one]
    words = "\n".join((*texts, played))[:MOST_WORDS]
    known = {cameo.handle: cameo for cameo in Cameo.objects.castable().filter(handle__in=handles)}
    casting: Casting = []
    twice = [handle for one in named for handle in dict.fromkeys(one) if one.count(handle) > 1]
    refusals = [refusal("LIKENESS_TWICE", handle=handle) for handle in dict.fromkeys(twice)]
    if len(set(handles)) > MAX_CAMEOS:
        refusals.append(refusal("LIKENESS_TOO_MANY"))
    for handle in dict.fromkeys(handles):
        if handle not in known:
            refusals.append(refusal("LIKENESS_UNKNOWN", handle=handle))
            continue
        before = sum(cameo.pk == known[handle].pk for one in ahead for cameo, _stage in one)
        decision = queries.may_cast(cameo=known[handle], author=author, words=words, at=at, ahead=before)
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
    was_in_line = job.state == JobState.QUEUED and not Job.objects.filter(pk=job.pk).asking().exists()
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
    if was_in_line:
        line.close_gap(job)
    Preview.objects.filter(job=job).delete()
