"""What people ask for anew: the same once more, and a remix of what is there. Each job is checked afresh."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse

from accounts.models import User
from generation.editing import Order, Span, extend_clip, recut_clip, stitch_clips
from generation.engines.offers import Offer
from generation.models import Clip, Job, JobKind
from generation.operations import LENGTHS, SIZES, JobRefused, request_job
from policy.reasons import refusal
from policy.text import MENTION


def retry_job(*, job: Job, by: User, at: datetime) -> Job:
    """This function will ask for the same clip again as a new job, checked afresh.

    A job still on its way is given back as it is: pressing twice makes one clip.

    :raises JobRefused: as `request_job` does, or when a clip it was to be made from is gone
    """
    if not job.is_finished:
        return job
    if job.kind != JobKind.MAKE:
        return _edit_again(job, by, at)
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
        is_answer=job.is_answer,
        offer=Offer(job.engine, job.model, job.pool),
        wanted=job.wanted,
        group=job.group,
        is_batch=job.is_batch,
    )


def _edit_again(job: Job, by: User, at: datetime) -> Job:
    order = Order(
        author=by, at=at, title=job.title, origin=job.origin, alias=job.alias,
        publish_when_done=job.publish_when_done,
    )  # fmt: skip
    parts = spans_of(job)
    if len(parts) < job.sources.count() or not parts:
        raise JobRefused([refusal("SOURCE_GONE", "parts")])
    if job.kind == JobKind.EXTEND:
        return extend_clip(order=order, clip=parts[0].clip, prompt=job.prompt, seconds=job.seconds)
    if job.kind == JobKind.RECUT:
        return recut_clip(order=order, parts=parts)
    size, join = f"{job.width}x{job.height}", str(job.wanted.get("join", "cut"))
    return stitch_clips(order=order, parts=parts, size=size, join=join)


def mend_url(job: Job) -> str:
    """This function will give the page that is filled with everything the job was asked for."""
    source = job.sources.order_by("place").first()
    address = reverse("generation:create")
    if job.kind == JobKind.STITCH:
        address = reverse("generation:stitch")
    elif job.kind != JobKind.MAKE and source and source.clip_id:
        address = reverse(f"generation:{job.kind.lower()}", args=[source.clip_id])
    return f"{address}?again={job.pk}"


def spans_of(job: Job) -> list[Span]:
    """This function will give the parts a job was made of, without those whose clip is gone."""
    sources = job.sources.select_related("clip__job", "clip__author").order_by("place")
    return [Span(source.clip, source.start, source.end) for source in sources if source.clip]


def remix_clip(
    *,
    clip: Clip,
    author: User,
    prompt: str,
    at: datetime,
    seconds: int | None = None,
    seed: int | None = None,
    origin: str = "page",
    title: str = "",
    publish_when_done: bool = False,
) -> Job:
    """This function will ask for a clip of new words in the length and format of another.

    With the seed of the original what the words leave alone stays as it was, as far as the engine can.

    :raises JobRefused: as `request_job` does, and when its maker forbids remixes
    """
    size = f"{clip.width}x{clip.height}"
    return request_job(
        author=author,
        prompt=prompt,
        at=at,
        seconds=seconds or usual_length(clip),
        size=size if size in SIZES else SIZES[0],
        seed=seed,
        title=title,
        origin=origin,
        alias=clip.job.alias,
        publish_when_done=publish_when_done,
        remix_of=clip,
    )


def words_to_begin_with(clip: Clip, viewer: User, swaps: Mapping[str, str] | None = None) -> str:
    """This function will give the words of a clip for a remix, one likeness swapped for another where asked.

    Where its maker hides them there are none.
    """
    if not clip.shows_prompt_to(viewer):
        return ""
    new = {old.lower(): name for old, name in (swaps or {}).items()}

    def instead(found: re.Match[str]) -> str:
        return f"@{new[handle]}" if new.get(handle := found[1].lower()) else found[0]

    return MENTION.sub(instead, clip.job.prompt)


def usual_length(clip: Clip) -> int:
    """This function will give the length on offer that is nearest to the clip's own: a cut may have any."""
    return min(LENGTHS, key=lambda length: abs(length - clip.seconds))
