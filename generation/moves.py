"""The one way a Job, Clip or CameoUse changes state: a conditional UPDATE that leaves a Transition row."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from accounts.live import nudge
from generation.models import CameoUse, Clip, Job, Transition

if TYPE_CHECKING:
    from accounts.models import User


class NotAllowed(Exception):
    """The table in states.py has no such move."""


class LostRace(Exception):
    """Somebody else moved the row first, or the lease is gone. Stop quietly."""


def _job_of(row: Job | Clip | CameoUse) -> Any:
    return row.pk if isinstance(row, Job) else row.job_id


@transaction.atomic
def advance(
    row: Job | Clip | CameoUse,
    to: str,
    *,
    at: datetime,
    reason_code: str = "",
    actor: User | None = None,
    only_if: dict[str, object] | None = None,
    **changes: object,
) -> None:
    """This function will move `row` to the state `to`, write `changes` with it, and leave a Transition.

    :param only_if: further conditions of the UPDATE, such as the lease
    :raises NotAllowed: when the table of the row's life has no such move
    :raises LostRace: when the row is no longer in the state it was read in
    """
    if to not in row.NEXT[row.state]:
        raise NotAllowed(f"{type(row).__name__}: {row.state} → {to}")
    same = type(row).objects.filter(pk=row.pk, state=row.state, **(only_if or {}))
    if not same.update(state=to, **changes):
        raise LostRace(str(row.pk))
    Transition.objects.create(
        job_id=_job_of(row),
        subject=row._meta.model_name or "",
        subject_id=row.pk,
        old_state=row.state,
        new_state=to,
        reason_code=reason_code,
        actor=actor,
        at=at,
    )
    for name, value in {"state": to, **changes}.items():  # the row in hand says what the database says
        setattr(row, name, value)
    transaction.on_commit(nudge)
