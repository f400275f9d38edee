"""The nudge: a django-q2 message that says "take the next job of this pool". The rows are the truth."""

from django.conf import settings
from django.db import transaction
from django_q.tasks import async_task

WORK = "generation.jobs.work"


def wake(pool: str = "gpu") -> None:
    """This function will wake one worker of `pool` once the rows it should see are committed."""
    _send(WORK, pool, cluster=pool)


def later(task: str, *args: object) -> None:
    """This function will have the `default` pool call generation.jobs.`task` with these arguments."""
    _send(f"generation.jobs.{task}", *args, cluster="default")


def _send(task: str, *args: object, cluster: str) -> None:
    if settings.REDIS_URL:  # Redis does not know our transaction; the ORM broker is part of it
        transaction.on_commit(lambda: _put(task, *args, cluster=cluster), robust=True)
    else:
        _put(task, *args, cluster=cluster)


def _put(task: str, *args: object, cluster: str) -> None:
    async_task(task, *args, cluster=cluster)
