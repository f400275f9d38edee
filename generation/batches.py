"""Many clips from one template: looked at row by row, started in one go, cancelled and tried again together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from generation.batch_lists import Row, fill, variables_of
from generation.models import Batch, BatchRow, Job
from generation.operations import Casting, cancel_job, check_request, request_job
from generation.refused import JobRefused
from generation.states import FINISHED, JobState
from generation.wishes import Wanted
from policy.reasons import REASONS, Refusal, refusal

MOST_TEMPLATE = 2_000  # characters


class BatchRefused(Exception):
    """Some rows do not go, and all of them were wanted; or none goes. Nothing was started."""

    def __init__(self, rows: Sequence[PlannedRow]) -> None:
        super().__init__(f"{sum(not row.goes for row in rows)} of {len(rows)} rows")
        self.rows = rows


@dataclass(frozen=True)
class Choices:
    """What holds for every row."""

    seconds: int = 8
    size: str = "720x1280"
    offer: str = ""
    wanted: Wanted = field(default_factory=Wanted)

    def as_request(self) -> dict[str, Any]:
        offer = self.offer or None
        return {"seconds": self.seconds, "size": self.size, "offer": offer, "wanted": self.wanted}


@dataclass(frozen=True)
class PlannedRow:
    """One row, the words it makes, and why it would not go."""

    number: int
    values: Row
    prompt: str
    refusals: tuple[Refusal, ...] = ()

    @property
    def goes(self) -> bool:
        return not self.refusals


@dataclass(frozen=True)
class Plan:
    template: str
    rows: Sequence[PlannedRow]
    choices: Choices = field(default_factory=Choices)

    @property
    def going(self) -> int:
        return sum(row.goes for row in self.rows)

    @property
    def left_out(self) -> int:
        return len(self.rows) - self.going


def plan_batch(*, author: User, template: str, rows: Sequence[Row], choices: Choices, at: datetime) -> Plan:
    """This function will check each row as if those before it were asked for already, and write nothing.

    :raises JobRefused: when the template and the columns do not fit together
    """
    template = _template(template, rows)
    ahead: list[Casting] = []
    planned = [
        _planned(author, template, row, number, choices, at, ahead) for number, row in enumerate(rows, 1)
    ]
    return Plan(template, planned, choices)


def _template(template: str, rows: Sequence[Row]) -> str:
    template = template.replace("\r\n", "\n").strip() or "{{prompt}}"
    if len(template) > MOST_TEMPLATE:
        raise JobRefused([refusal("PROMPT_TOO_LONG", "template", length=len(template), limit=MOST_TEMPLATE)])
    known = {name for row in rows for name in row}
    if strange := [name for name in variables_of(template) if name not in known]:
        facts = {"name": strange[0], "columns": ", ".join(sorted(known))[:300]}
        raise JobRefused([refusal("TEMPLATE_VARIABLE", "template", **facts)])
    return template


def _planned(
    author: User, template: str, row: Row, number: int, choices: Choices, at: datetime, ahead: list[Casting]
) -> PlannedRow:
    prompt, missing = fill(template, row), _missing(template, row, number)
    try:
        casting = check_request(author=author, prompt=prompt, at=at, ahead=ahead, **choices.as_request())
    except JobRefused as refused:
        return PlannedRow(number, row, prompt, (*missing, *refused.refusals))
    if missing:
        return PlannedRow(number, row, prompt, tuple(missing))
    ahead.append(casting)
    return PlannedRow(number, row, prompt)


def _missing(template: str, row: Row, number: int) -> list[Refusal]:
    return [
        refusal("LIST_VALUE_MISSING", "rows", row=number, column=name)
        for name in variables_of(template)
        if not row.get(name)
    ]


@transaction.atomic
def start_batch(*, author: User, plan: Plan, at: datetime, name: str = "", leave_out: bool = False) -> Batch:
    """This function will ask for every row's clip in one go; with `leave_out`, for those that go.

    :raises BatchRefused: when a row does not go and none may be left out, or none goes; then nothing is started
    """
    User.objects.select_for_update().get(pk=author.pk)
    batch = Batch.objects.create(
        author=author,
        name=name.strip()[:120],
        template=plan.template,
        choices=plan.choices.as_request(),
        created_at=at,
    )
    tried = [_start_row(batch, row, at) for row in plan.rows]
    if not any(row.goes for row in tried) or (not leave_out and not all(row.goes for row in tried)):
        raise BatchRefused(tried)
    return batch


def _start_row(batch: Batch, row: PlannedRow, at: datetime) -> PlannedRow:
    refusals: tuple[Refusal, ...] = tuple(_missing(batch.template, row.values, row.number))
    job = None
    if not refusals:
        try:
            job = _job(batch, row.prompt, row.values, at)
        except JobRefused as refused:
            refusals = refused.refusals
    BatchRow.objects.create(
        batch=batch,
        number=row.number,
        values=row.values,
        prompt=row.prompt[:2000],
        job=job,
        refusals=_kept(refusals),
    )
    return PlannedRow(row.number, row.values, row.prompt, refusals)


def _job(batch: Batch, prompt: str, values: Mapping[str, str], at: datetime) -> Job:
    return request_job(
        author=batch.author,
        prompt=prompt,
        at=at,
        title=values.get("title", "")[:120],
        origin="batch",
        is_batch=True,
        **batch.choices,
    )


def _kept(refusals: Iterable[Refusal]) -> list[dict[str, object]]:
    return [{"code": one.reason.code, "field": one.field, "facts": one.facts} for one in refusals]


def refusals_of(row: BatchRow) -> list[Refusal]:
    """This function will give why a row was left out, from what its row keeps."""
    return [
        Refusal(REASONS[one["code"]], one["field"], one["facts"])
        for one in row.refusals
        if one["code"] in REASONS
    ]


def rows_of(batch: Batch) -> list[BatchRow]:
    return list(batch.rows.select_related("job__clip").order_by("number"))


def counts_of(rows: Iterable[BatchRow]) -> dict[str, int]:
    """This function will count the rows by where they stand: waiting, running, done, failed, left out."""
    found = Counter(standing(row) for row in rows)
    return {name: found[name] for name in ("done", "running", "waiting", "failed", "left_out")}


def standing(row: BatchRow) -> str:
    if row.job is None:
        return "left_out"
    if row.job.state == JobState.DONE:
        return "done"
    if row.job.state == JobState.QUEUED:
        return "waiting"
    return "failed" if row.job.state in FINISHED else "running"


def cancel_batch(*, batch: Batch, by: User, at: datetime) -> int:
    """This function will cancel every job of the batch that has not ended, and count them."""
    jobs = Job.objects.filter(batch_row__batch=batch).exclude(state__in=FINISHED)
    return sum(cancel_job(job=job, by=by, at=at) for job in jobs.order_by("-created_at", "id"))


@transaction.atomic
def retry_batch(*, batch: Batch, at: datetime) -> tuple[int, int]:
    """This function will ask again for the rows that failed, were cancelled or left out: how many go, how many not.

    A row that is refused again keeps what it had and says why.
    """
    User.objects.select_for_update().get(pk=batch.author_id)
    going, staying = 0, 0
    for row in rows_of(batch):
        if standing(row) not in ("failed", "left_out"):
            continue
        missing = tuple(_missing(batch.template, row.values, row.number))
        try:
            if missing:
                raise JobRefused(missing)
            row.job = _job(batch, row.prompt, row.values, at)
            row.refusals, going = [], going + 1
        except JobRefused as refused:
            row.refusals, staying = _kept(refused.refusals), staying + 1
        row.save(update_fields=["job", "refusals"])
    return going, staying
