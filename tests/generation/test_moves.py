"""`advance`: every pair of states, the Transition it leaves, and races for one row."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction

from generation.models import Job, Transition
from generation.moves import LostRace, NotAllowed, advance
from generation.operations import request_job
from generation.running import claim_next
from generation.states import JOB_NEXT, JobState


@pytest.fixture
def job(ada, at) -> Job:
    return request_job(author=ada, prompt="A cat sleeps on a roof", at=at, seconds=4)


@pytest.mark.parametrize(("old", "new"), list(product(JobState, JobState)))
def test_every_pair_of_states(job, at, old, new):
    Job.objects.filter(pk=job.pk).update(state=old)
    job.refresh_from_db()
    if new in JOB_NEXT[old]:
        advance(job, new, at=at, reason_code="TEST")
        row = Transition.objects.get(job=job)
        assert (row.old_state, row.new_state, row.reason_code, row.subject) == (old, new, "TEST", "job")
        assert Job.objects.get(pk=job.pk).state == new
    else:
        with pytest.raises(NotAllowed):
            advance(job, new, at=at)
        assert Job.objects.get(pk=job.pk).state == old
        assert not Transition.objects.exists()


def test_the_database_refuses_a_state_that_does_not_exist(job):
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state="SLEEPING")


def test_who_reads_late_loses_and_leaves_nothing(job, at):
    late = Job.objects.get(pk=job.pk)
    advance(job, JobState.CANCELLED, at=at)
    with pytest.raises(LostRace):
        advance(late, JobState.RENDERING, at=at)
    assert Transition.objects.count() == 1


def _in_threads(count, step):
    def closed(number):
        try:
            return step(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(closed, range(count)))


@pytest.mark.django_db(transaction=True)
def test_of_eight_movers_exactly_one_wins(job, at):
    def move(_number):
        try:
            advance(Job.objects.get(pk=job.pk), JobState.CANCELLED, at=at)
        except (LostRace, NotAllowed):
            return 0
        return 1

    assert sum(_in_threads(8, move)) == 1
    assert Transition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_workers_never_take_the_same_job(ada, noor, at):
    for number in range(10):
        request_job(author=(ada, noor)[number % 2], prompt=f"A fox, take {number} of ten", at=at, seconds=4)

    def drain(_number):
        taken = []
        while job := claim_next(pool="gpu", at=at):
            taken.append(job.pk)
        return taken

    taken = [pk for worker in _in_threads(8, drain) for pk in worker]
    assert len(taken) == len(set(taken)) == 10
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}
    assert Transition.objects.filter(new_state="RENDERING").count() == 10
