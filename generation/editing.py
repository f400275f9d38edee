"""What people make of clips that are there: go on from one, cut one anew, put several together. Jobs like any other.

Whoever asks must be allowed to see each source now, and every likeness in a source is asked for anew, for them:
a cut may take the person out of the picture, but nobody looks, so the likeness counts as shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from cameos.models import Cameo
from cameos.rules import Asks, Refused
from generation import line, queries, queue
from generation.engines.offers import Offer
from generation.engines.registry import engine_named
from generation.limits import over_limits
from generation.models import Clip, Job, JobKind, Source
from generation.moves import LostRace, NotAllowed
from generation.operations import (
    MAX_CAMEOS,
    Casting,
    JobRefused,
    cast_in,
    check_request,
    end_job,
)
from generation.sources import CuttingTable, said_by
from generation.states import UNFINISHED, JobState
from generation.wishes import Wanted
from policy.prompts import MAX_LENGTH, hard_rules
from policy.reasons import Refusal, refusal

MOST_PARTS = 24
LONGEST = 120  # seconds, what comes out of it
SHORTEST = 0.2  # seconds, of one part


@dataclass(frozen=True)
class Span:
    """A part of a clip, in seconds; without an end it goes on to the clip's own."""

    clip: Clip
    start: float = 0.0
    end: float | None = None

    @property
    def stop(self) -> float:
        return self.clip.seconds if self.end is None else self.end


@dataclass(frozen=True)
class Order:
    """What is asked of every edit beside its parts."""

    author: User
    at: datetime
    title: str = ""
    origin: str = "page"
    alias: str = ""
    publish_when_done: bool = False


@transaction.atomic
def recut_clip(*, order: Order, parts: Sequence[Span]) -> Job:
    """This function will ask for a clip of one's own in other parts: trimmed, reordered, parts left out.

    :raises JobRefused: with every reason found
    """
    _lock(order.author)
    refusals = _shape_refusals(parts, least=1)
    clips = list({part.clip.pk: part.clip for part in parts}.values())
    casting = _check(order, clips, refusals)
    wanted = parts[0].clip
    return _cut(
        order, JobKind.RECUT, parts, casting, (wanted.width, wanted.height), order.title or wanted.title
    )


@transaction.atomic
def stitch_clips(*, order: Order, parts: Sequence[Span], size: str = "", join: str = "cut") -> Job:
    """This function will ask for several clips of one's own, one after the other, in one.

    The format is that of the first unless `size` says otherwise; `join` is cut or dissolve.

    :raises JobRefused: with every reason found
    """
    _lock(order.author)
    refusals = _shape_refusals(parts, least=2)
    clips = list({part.clip.pk: part.clip for part in parts}.values())
    casting = _check(order, clips, refusals)
    width, height = map(int, size.split("x")) if size else (parts[0].clip.width, parts[0].clip.height)
    return _cut(order, JobKind.STITCH, parts, casting, (width, height), order.title, {"join": join})


@transaction.atomic
def extend_clip(*, order: Order, clip: Clip, prompt: str, seconds: int = 4) -> Job:
    """This function will ask an engine to go on from the end of a clip; what comes out is the longer whole.

    :raises JobRefused: with every reason found; before anything is accepted when no engine here can
    """
    _lock(order.author)
    size = f"{clip.width}x{clip.height}"
    refusals = [] if clip.may_be_remixed_by(order.author) else [_forbidden(clip)]
    offer = offer_to_extend(clip, size, seconds)
    if offer is None:
        refusals.append(refusal("EXTEND_UNSUPPORTED", "prompt"))
    if clip.seconds + seconds > LONGEST:
        refusals.append(_too_long(clip.seconds + seconds, "seconds"))
    mentioned: Casting = []
    try:
        mentioned = check_request(
            author=order.author, prompt=prompt, at=order.at, seconds=seconds, size=size, offer=offer
        )
    except JobRefused as refused:
        refusals.extend(refused.refusals)
    casting, more = _cast_anew(order, [clip], prompt, [cameo for cameo, _stage in mentioned])
    if len(casting) > MAX_CAMEOS:
        more.append(refusal("LIKENESS_TOO_MANY"))
    if [*refusals, *more] or offer is None:
        raise JobRefused([*refusals, *more])
    job = _job(
        order, JobKind.EXTEND, offer, prompt=prompt.strip(), seconds=seconds, width=clip.width,
        height=clip.height, title=order.title or clip.title, seed=clip.job.seed, remix_of=clip,
    )  # fmt: skip
    return _begin(job, [Span(clip)], casting, order.at)


def offer_to_extend(clip: Clip, size: str, seconds: int) -> Offer | None:
    """This function will choose the engine that goes on from a clip: the one that made it where it can."""
    able = [offer for offer in settings.OFFERS.values() if _extends(offer, size, seconds)]
    same = [offer for offer in able if (offer.engine, offer.model) == (clip.job.engine, clip.job.model)]
    return next(iter([*same, *able]), None)


def _extends(offer: Offer, size: str, seconds: int) -> bool:
    can = engine_named(offer.engine, offer.model).capabilities
    fits = (not can.sizes or size in can.sizes) and (not can.lengths or seconds in can.lengths)
    return can.extends and fits


def _lock(author: User) -> None:
    User.objects.select_for_update().get(pk=author.pk)  # two requests at once share one quota


def _forbidden(clip: Clip) -> Refusal:
    return refusal("REMIX_FORBIDDEN", "remix", name=clip.author.shown_name)


def _too_long(seconds: float, field: str) -> Refusal:
    return refusal("CUT_TOO_LONG", field, seconds=round(seconds), limit=LONGEST)


def _shape_refusals(parts: Sequence[Span], *, least: int) -> list[Refusal]:
    if len(parts) < least:
        raise JobRefused([refusal("CUT_TOO_FEW", "parts", least=least)])
    if len(parts) > MOST_PARTS:
        raise JobRefused([refusal("CUT_TOO_MANY", "parts", number=len(parts), limit=MOST_PARTS)])
    found = []
    for place, part in enumerate(parts, 1):
        if not 0 <= part.start < part.stop <= part.clip.seconds + 0.05:
            found.append(refusal("CUT_OUTSIDE", "parts", place=place, seconds=f"{part.clip.seconds:g}"))
        elif part.stop - part.start < SHORTEST:
            found.append(refusal("CUT_TOO_SHORT", "parts", place=place, least=SHORTEST))
    if not found and (total := sum(part.stop - part.start for part in parts)) > LONGEST:
        found.append(_too_long(total, "parts"))
    return found


def _check(order: Order, clips: Sequence[Clip], refusals: list[Refusal]) -> Casting:
    """The clips are one's own and there, their words keep the rules of today, their likenesses are free for one."""
    if any(clip.author_id != order.author.pk for clip in clips):
        refusals.append(refusal("CUT_NOT_YOURS", "parts"))
    for broken in dict.fromkeys(one.reason for clip in clips for one in hard_rules(clip.job.prompt)):
        refusals.append(Refusal(broken, "parts"))
    casting, more = _cast_anew(order, clips)
    refusals = [*refusals, *more, *over_limits(author=order.author, at=order.at)]
    if refusals:
        raise JobRefused(refusals)
    return casting


def _cast_anew(
    order: Order, clips: Sequence[Clip], prompt: str = "", mentioned: Sequence[Cameo] = ()
) -> tuple[Casting, list[Refusal]]:
    """Every likeness in the clips or the new words, decided for the one who asks, for all words old and new."""
    visible = Clip.objects.visible_to(order.author).filter(pk__in=[clip.pk for clip in clips])
    if visible.count() < len(clips):
        return [], [refusal("SOURCE_GONE", "parts")]
    said = [prompt, *(text for clip in clips for text in said_by(clip))]
    words = "\n".join(said)
    concerned = Q(uses__clip__in=clips) | Q(pk__in=[cameo.pk for cameo in mentioned])
    shown = Cameo.objects.filter(concerned).distinct()
    castable = set(shown.castable().values_list("pk", flat=True))
    casting: Casting = []
    refusals: list[Refusal] = []
    for cameo in shown.order_by("handle"):
        if cameo.pk not in castable:
            refusals.append(refusal("LIKENESS_UNKNOWN", "parts", handle=cameo.handle))
            continue
        decision = queries.may_cast(cameo=cameo, author=order.author, words=words, at=order.at)
        if isinstance(decision, Refused):
            refusals.extend(decision.refusals)
        else:
            casting.append((cameo, decision.stage if isinstance(decision, Asks) else ""))
    return casting, refusals


def _cut(
    order: Order, kind: JobKind, parts: Sequence[Span], casting: Casting, size: tuple[int, int],
    title: str, wanted: Wanted | None = None,
) -> Job:  # fmt: skip
    table, words = CuttingTable(), dict.fromkeys(part.clip.job.prompt for part in parts)
    offer = Offer(table.name, "", next(iter(settings.OFFERS.values())).pool)
    seconds = sum(part.stop - part.start for part in parts)
    job = _job(
        order, kind, offer, prompt="\n".join(words)[:MAX_LENGTH], seconds=max(1, round(seconds)),
        width=size[0], height=size[1], title=title, wanted=wanted or {},
    )  # fmt: skip
    return _begin(job, parts, casting, order.at)


def _job(order: Order, kind: JobKind, offer: Offer, **rest: object) -> Job:
    return Job.objects.create(
        author=order.author,
        kind=kind,
        engine=offer.engine,
        model=offer.model,
        pool=offer.pool,
        turn=line.next_turn(author=order.author, pool=offer.pool, is_batch=False),
        origin=order.origin,
        alias=order.alias,
        publish_when_done=order.publish_when_done,
        created_at=order.at,
        **{**rest, "title": str(rest["title"]).strip()[:120]},
    )


def _begin(job: Job, parts: Sequence[Span], casting: Casting, at: datetime) -> Job:
    """The job with its sources and its uses, in one transaction; then the nudge."""
    for place, part in enumerate(parts):
        end = min(part.stop, part.clip.seconds)
        Source.objects.create(job=job, clip=part.clip, place=place, start=part.start, end=end)
    for cameo, stage in casting:
        cast_in(job, cameo, stage, at)
    queue.wake(job.pool)
    return job


def end_without_sources(*, at: datetime, clip: Clip | None = None) -> int:
    """This function will end the jobs that wait or run with a source that is gone, `clip` or any, and count them."""
    sources = Source.objects.filter(job__state__in=UNFINISHED)
    gone = sources.gone() if clip is None else sources.filter(clip=clip)
    jobs = Job.objects.filter(pk__in=gone.values("job")).select_related("author").order_by("pk")
    return sum(_end_without(job, at) for job in jobs)


def _end_without(job: Job, at: datetime) -> bool:
    """One that ended first stays as it is: its own uses cover it."""
    with suppress(NotAllowed):
        for _try in range(5):  # a running job may move on between our reading and our writing
            try:
                end_job(job, JobState.REFUSED, at=at, code="SOURCE_GONE")
            except LostRace:
                job.refresh_from_db()
                continue
            facts: dict[str, object] = {"reason": "SOURCE_GONE", "title": job.title or job.prompt[:80]}
            notify(to=job.author, kind=Kind.JOB_FAILED, at=at, url=job.get_absolute_url(), facts=facts)
            return True
    return False
