"""How long it takes: from what was measured of this engine and model, at this length and size. Quantiles, no means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.conf import settings
from django.db.models import Count, F, QuerySet

from generation.line import LONG_LINE, ahead_of, is_held_back, place_in_line
from generation.models import Job, Pool
from generation.states import JobState

LATELY = 50  # measured jobs looked at
ENOUGH = 5  # from here on "nine of ten" means something
SHAPES = 12  # different shapes in the line that are told apart


@dataclass(frozen=True)
class Span:
    """Seconds: half of the jobs took no longer than `usual`, nine of ten no longer than `at_most`."""

    usual: float
    at_most: float | None  # None: too few were measured

    def times(self, factor: float) -> Span:
        return Span(self.usual * factor, None if self.at_most is None else self.at_most * factor)


@dataclass(frozen=True)
class Wait:
    """When a waiting job starts: how many are before it, and seconds from now where that is known."""

    place: int
    usual: int | None = None
    at_most: int | None = None
    pool: Pool | None = None  # only while it is closed


def usual_span(job: Job) -> Span | None:
    """This function will say how long a job of this engine, model, length and size takes; None when none was made.

    Where this very shape was never made, the others of this engine and model count, by their picture seconds.
    """
    done = Job.objects.filter(
        state=JobState.DONE, engine=job.engine, model=job.model, started_at__isnull=False
    ).order_by("-finished_at")
    same = done.filter(width=job.width, height=job.height, seconds=job.seconds)
    if spans := _seconds(same):
        return _span(spans)
    rows = done.values_list("seconds", "width", "height", F("finished_at") - F("started_at"))[:LATELY]
    rates = [took.total_seconds() / (s * w * h) for s, w, h, took in rows if took and s * w * h]
    return _span(rates).times(job.seconds * job.width * job.height) if rates else None


def _seconds(done: QuerySet[Job]) -> list[float]:
    spans = done.values_list(F("finished_at") - F("started_at"), flat=True)[:LATELY]
    return [span.total_seconds() for span in spans if span]


def _span(values: Sequence[float]) -> Span:
    ordered = sorted(values)
    nine_of_ten = ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]
    return Span(median(ordered), nine_of_ten if len(ordered) >= ENOUGH else None)


def usual_seconds(job: Job) -> int | None:
    """This function will say how long jobs like this one usually take, in whole seconds; None when unknown."""
    span = usual_span(job)
    return max(1, round(span.usual)) if span else None


def wait_of(job: Job, at: datetime) -> Wait:
    """This function will say when a waiting job, or one that is only thought of, will start."""
    if job.state != JobState.QUEUED:
        return Wait(0)
    place = place_in_line(job)
    pool = Pool.objects.filter(name=job.pool).first()
    closed = pool if pool is not None and not pool.is_open(at) else None
    if closed is not None and closed.until is None:
        return Wait(place, pool=closed)
    span = _until_start(job, place, at)
    if span is None:
        return Wait(place, pool=closed)
    shut = (closed.until - at).total_seconds() if closed is not None and closed.until else 0
    at_most = None if span.at_most is None else round(shut + span.at_most)
    return Wait(place, round(shut + span.usual), at_most, closed)


def _until_start(job: Job, place: int, at: datetime) -> Span | None:
    """The work before it, shared by the workers there are; None when a part of it was never measured."""
    running = list(
        Job.objects.running()
        .filter(pool=job.pool)
        .exclude(pk=job.pk)
        .only(*_SHAPE, "author", "started_at", "worker")
    )
    workers = max(settings.POOLS.get(job.pool, 1), len({one.worker for one in running}), 1)
    own = [one for one in running if one.author_id == job.author_id] if is_held_back(job) else []
    if place < workers - len(running) and not own:  # a free worker for each before it, and one for it
        return Span(0, 0)
    shapes = {tuple(getattr(one, name) for name in _SHAPE): one for one in running}
    usual = {shape: usual_span(one) for shape, one in shapes.items()}  # asked once for each shape
    rests = {one: _rest_of(one, usual[tuple(getattr(one, name) for name in _SHAPE)], at) for one in running}
    shared = _shared([*rests.values(), *_before(job, place)], place, workers)
    first = _first([rests[one] for one in own]) if own else shared
    return max(shared, first, key=lambda span: span.usual) if shared and first else None


def _shared(spans: Sequence[Span | None], place: int, workers: int) -> Span | None:
    """Until one of so many workers is free for who is at that place."""
    if place == 0:
        return _first(spans)
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return None
    at_most = [span.at_most for span in known if span.at_most is not None]
    most = sum(at_most) / workers if len(at_most) == len(known) else None
    return Span(sum(span.usual for span in known) / workers, most)


def _first(spans: Sequence[Span | None]) -> Span | None:
    """When the first of them ends; None when that is unknown of one."""
    known = [span for span in spans if span is not None]
    return min(known, key=lambda span: span.usual) if len(known) == len(spans) else None


_SHAPE = ("engine", "model", "seconds", "width", "height")


def _rest_of(job: Job, span: Span | None, at: datetime) -> Span | None:
    if span is None:
        return None
    gone = (at - (job.started_at or at)) / timedelta(seconds=1)
    at_most = None if span.at_most is None else max(1.0, span.at_most - gone)
    return Span(max(1.0, span.usual - gone), at_most)


def _before(job: Job, place: int) -> list[Span | None]:
    """The work of the jobs before it in its line, by shape; those of the other line count as its own."""
    if place > LONG_LINE:  # they are taken to be like this one
        span = usual_span(job)
        return [span.times(place) if span else None]
    rows = ahead_of(job).order_by().values(*_SHAPE).annotate(n=Count("pk")).order_by("-n")[: SHAPES + 1]
    shapes = [(Job(**{name: row[name] for name in _SHAPE}), int(row["n"])) for row in rows[:SHAPES]]
    spans: list[Span | None] = []
    for shape, n in shapes:
        span = usual_span(shape)
        spans.append(span.times(n) if span else None)
    if rest := place - sum(n for _shape, n in shapes):
        span = usual_span(job)
        spans.append(span.times(max(0, rest)) if span else None)
    return spans
