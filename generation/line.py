"""The line before a pool of workers: fair share over people, then age. Questions and the turns, no states.

A person's first waiting job has the turn the line is at, their second the next one, and so on: the line goes
round the people, and in each round everybody has one turn. A job keeps its turn until it starts, so the next
job is the first row of an index, however many wait. What nobody waits for (`is_batch`) has a line of its own
and every BATCH_SHARE-th start.
"""

from __future__ import annotations

from itertools import islice

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.db.models.functions import Greatest

from accounts.models import User
from generation.models import CameoUse, Job, JobKind, JobQuerySet, Pool, Source
from generation.states import JobState

IN_LINE = ("turn", "created_at", "id")
LONG_LINE = 500
LOOKED_AT_FIRST = 4
LOOKED_AT = 64  # jobs looked at for one that goes together with another


def next_turn(*, author: User, pool: str, is_batch: bool, but: Job | None = None) -> int:
    """This function will say in which round of the line the next job of `author` has its turn.

    :param but: one of theirs that does not count, because it is the one that is put into the line
    """
    field = "batch_turn" if is_batch else "turn"
    now_at = Pool.objects.filter(name=pool).values_list(field, flat=True).first() or 0
    mine = author.jobs.filter(pool=pool, is_batch=is_batch)
    waiting = mine.filter(state=JobState.QUEUED).exclude(pk__in=mine.asking().values("pk"))
    if but is not None:
        waiting = waiting.exclude(pk=but.pk)
    last = waiting.aggregate(last=Max("turn"))["last"]
    started = author.jobs.filter(started_at__isnull=False).order_by("-started_at", "id").first()
    turns = [now_at]
    if last is not None:
        turns.append(last + 1)
    if started and (started.pool, started.is_batch) == (pool, is_batch):
        turns.append(started.turn + 1)
    return max(turns)


def close_gap(job: Job) -> None:
    """This function will let the author's later jobs move up when one that had not started has ended."""
    line = Job.objects.filter(author=job.author_id, pool=job.pool, is_batch=job.is_batch)
    turn = line.values_list("turn", flat=True).get(pk=job.pk)  # others may have moved it since it was read
    line.filter(state=JobState.QUEUED, turn__gt=turn).update(turn=F("turn") - 1)


def rejoin(job: Job) -> None:
    """This function will give a job its turn now that its likeness owner has said yes: it waited in no line."""
    turn = next_turn(author=job.author, pool=job.pool, is_batch=job.is_batch, but=job)
    Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(turn=turn)


def next_job(pool: Pool) -> Job | None:
    """This function will choose which waiting job of the pool starts next; None when none may."""
    batch_first = pool.since_batch >= settings.BATCH_SHARE - 1
    full = _people_at_their_limit(pool.name)
    for is_batch in (batch_first, not batch_first):
        line = _line(pool.name, is_batch).order_by(*IN_LINE).select_related("author")
        if job := _first_free(line.exclude(author__in=full) if full else line):
            return job
    return None


def _line(pool: str, is_batch: bool) -> JobQuerySet:
    """`is_batch IN (…)`, for Django writes a plain false as NOT, which hides the order of the index from SQLite."""
    return Job.objects.filter(state=JobState.QUEUED, pool=pool, is_batch__in=[is_batch])


def _first_free(line: JobQuerySet) -> Job | None:
    """Most jobs show nobody and are free to start: the first rows are looked at by hand, before the long question."""
    uses, sources = (table.objects.filter(job=OuterRef("pk")) for table in (CameoUse, Source))
    jobs = list(line.annotate(is_fragile=Exists(uses) | Exists(sources))[:LOOKED_AT_FIRST])
    for job in jobs:
        if not job.is_fragile or Job.objects.waiting().filter(pk=job.pk).exists():
            return job
    return line.waiting().first() if len(jobs) == LOOKED_AT_FIRST else None


def shape_of(job: Job) -> tuple[object, ...] | None:
    """This function will say what must be equal for two jobs to be rendered in one go; None: it goes alone."""
    alone = {"shots", "scene", "picture"} & set(job.wanted)
    if alone or job.kind != JobKind.MAKE:
        return None
    rate, sound = job.wanted.get("fps"), job.wanted.get("sound", True)
    return (job.pool, job.engine, job.model, job.seconds, job.width, job.height, rate, sound)


def alike(job: Job, most: int) -> list[Job]:
    """This function will give, in their order, up to `most` further waiting jobs of the same shape as `job`."""
    shape = shape_of(job)
    if most < 1 or shape is None:
        return []
    same = Job.objects.waiting().filter(
        pool=job.pool, engine=job.engine, model=job.model, seconds=job.seconds, width=job.width,
        height=job.height, kind=JobKind.MAKE, uses=None, attempts=0,
    )  # fmt: skip
    full = _people_at_their_limit(job.pool)
    found = same.exclude(author__in=full).exclude(pk=job.pk).order_by("is_batch", *IN_LINE)
    alike = (other for other in found.select_related("author")[:LOOKED_AT] if shape_of(other) == shape)
    return list(islice(alike, most))


def _people_at_their_limit(pool: str) -> list[int]:
    if not settings.JOBS_RUNNING:
        return []
    many = Job.objects.running().filter(pool=pool).order_by().values("author").annotate(jobs=Count("pk"))
    return list(many.filter(jobs__gte=settings.JOBS_RUNNING).values_list("author", flat=True))


def is_held_back(job: Job) -> bool:
    """This function will say whether a waiting job waits because as many of its author's as may run are running."""
    return job.state == JobState.QUEUED and job.author_id in _people_at_their_limit(job.pool)


def started(job: Job) -> dict[str, object]:
    """This function will say what the pool's row remembers once `job` has started."""
    if job.is_batch:
        return {"batch_turn": _at_least("batch_turn", job.turn), "since_batch": 0}
    return {"turn": _at_least("turn", job.turn), "since_batch": F("since_batch") + 1}


def _at_least(name: str, turn: int) -> object:
    return Greatest(F(name), turn)


def ahead_of(job: Job) -> JobQuerySet:
    """This function will give the jobs of the same line whose turn comes before the job's."""
    line = _line(job.pool, job.is_batch).filter(turn__lte=job.turn)
    older = Q(created_at__lt=job.created_at) | Q(created_at=job.created_at, pk__lt=job.pk)
    return line.filter(Q(turn__lt=job.turn) | older)


def place_in_line(job: Job) -> int:
    """This function will say how many jobs start before this one, were the line to stay as it is."""
    if job.state != JobState.QUEUED:
        return 0
    before = _free(ahead_of(job))
    others = _line(job.pool, not job.is_batch)
    return before + _between(before, _free(others), job)


def _free(jobs: JobQuerySet) -> int:
    """Of these queued ones, how many may start. In a line as long as this the few that wait for a yes count too."""
    number = jobs.count()
    if number > LONG_LINE or not number:
        return number
    bound = Q(Exists(CameoUse.objects.filter(job=OuterRef("pk")))) | Q(
        Exists(Source.objects.filter(job=OuterRef("pk")))
    )
    return jobs.waiting().count() if jobs.filter(bound).exists() else number  # the rest depends on nobody


def _between(before: int, others: int, job: Job) -> int:
    """How many jobs of the other kind start in between: every BATCH_SHARE-th start is of what nobody waits for."""
    if not others:
        return 0
    each = settings.BATCH_SHARE - 1
    since = Pool.objects.filter(name=job.pool).values_list("since_batch", flat=True).first() or 0
    since = min(since, each)
    if job.is_batch:
        return min(others, (before + 1) * each - since)
    return min(others, (since + before) // each)
