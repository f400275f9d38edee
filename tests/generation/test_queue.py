"""Who is next, under which lease, and what the sweep does when a worker is gone."""

import os
import socket
from datetime import timedelta

import pytest
from django_q.brokers import get_broker

from generation import line, running, waits
from generation.again import retry_job
from generation.models import Job, Preview
from generation.moves import LostRace
from generation.operations import cancel_job, request_job
from generation.running import claim_next, enter, fail_job, renew, sweep
from generation.states import JobState


def ask(author, at, number=0, **rest):
    return request_job(author=author, prompt=f"A fox in the snow, take {number}", at=at, seconds=4, **rest)


def test_one_persons_many_prompts_do_not_starve_anothers_first(ada, noor, at):
    for number in range(5):
        ask(ada, at + timedelta(seconds=number), number)
    ask(noor, at + timedelta(seconds=60))
    order = [claim_next(pool="gpu", at=at + timedelta(minutes=5, seconds=n)).author.handle for n in range(6)]
    assert order == ["ada", "noor", "ada", "ada", "ada", "ada"]


def test_the_place_in_line_is_the_order_of_claims(ada, noor, mona, at):
    people = [ada, ada, noor, ada, mona, noor]
    for number, person in enumerate(people):
        ask(person, at + timedelta(seconds=number), number)
    claim_next(pool="gpu", at=at)
    expected = {job.pk: line.place_in_line(job) for job in Job.objects.filter(state="QUEUED")}
    claimed = [claim_next(pool="gpu", at=at + timedelta(minutes=n + 1)).pk for n in range(5)]
    assert sorted(expected, key=expected.get) == claimed
    assert sorted(expected.values()) == [0, 1, 2, 3, 4]


def test_whoever_waits_comes_before_what_nobody_waits_for(ada, noor, at):
    batch = [ask(ada, at + timedelta(seconds=n), n, origin="demo") for n in range(3)]
    mine = ask(ada, at + timedelta(seconds=9))
    assert [line.place_in_line(job) for job in (mine, *batch)] == [0, 1, 2, 3]
    assert claim_next(pool="gpu", at=at) == mine
    assert claim_next(pool="gpu", at=at) == batch[0]


def test_a_request_leaves_one_wake_up(ada, at, django_capture_on_commit_callbacks):
    before = get_broker("gpu").queue_size()
    with django_capture_on_commit_callbacks(execute=True):  # Redis hears of it after the commit
        ask(ada, at)
    assert get_broker("gpu").queue_size() == before + 1


def test_a_claim_is_a_lease(ada, at):
    ask(ada, at)
    job = claim_next(pool="gpu", at=at)
    assert job.worker == f"{socket.gethostname()}:{os.getpid()}"
    assert job.lease_until > at
    assert claim_next(pool="gpu", at=at) is None


def test_renewing_writes_progress_and_preview(ada, at):
    ask(ada, at)
    job = claim_next(pool="gpu", at=at)
    later = at + timedelta(seconds=30)
    assert renew(job=job, at=later, percent=40, preview=b"picture")
    job.refresh_from_db()
    assert (job.percent, job.preview_at) == (40, later)
    assert job.lease_until > later
    assert bytes(Preview.objects.get(job=job).picture) == b"picture"


def test_a_cancelled_job_is_no_longer_the_workers(ada, at):
    ask(ada, at)
    job = claim_next(pool="gpu", at=at)
    assert cancel_job(job=Job.objects.get(pk=job.pk), by=ada, at=at)
    assert not renew(job=job, at=at)
    with pytest.raises(LostRace):
        enter(job=job, stage=JobState.CHECKING, at=at)


def test_cancelling_twice_or_too_late_says_so(ada, at):
    job = ask(ada, at)
    assert cancel_job(job=job, by=ada, at=at)
    assert not cancel_job(job=job, by=ada, at=at)


def test_the_sweep_returns_a_job_whose_lease_ran_out_and_fences_the_late_worker(ada, at, settings):
    ask(ada, at)
    paused = claim_next(pool="gpu", at=at)
    assert sweep(at=at + timedelta(seconds=1)) == 0
    late = at + timedelta(seconds=settings.LEASE_SECONDS + 1)
    assert sweep(at=late) == 1
    second = claim_next(pool="gpu", at=late)
    assert (second.pk, second.attempts) == (paused.pk, 2)
    assert not renew(job=paused, at=late)
    with pytest.raises(LostRace):
        enter(job=paused, stage=JobState.CHECKING, at=late)
    with pytest.raises(LostRace):
        fail_job(job=paused, at=late, code="ENGINE_FAILED")
    enter(job=second, stage=JobState.CHECKING, at=late)


def test_the_sweep_notices_a_dead_worker_of_this_host_at_once(ada, at):
    ask(ada, at)
    job = claim_next(pool="gpu", at=at)
    Job.objects.filter(pk=job.pk).update(worker=f"{socket.gethostname()}:{2**22 + 7}")
    assert sweep(at=at) == 1
    assert Job.objects.get(pk=job.pk).state == JobState.QUEUED


def test_a_job_that_killed_its_workers_is_failed_not_tried_for_ever(ada, at, settings):
    ask(ada, at)
    for number in range(settings.MAX_ATTEMPTS):
        late = at + timedelta(hours=number + 1)
        assert claim_next(pool="gpu", at=late).attempts == number + 1
        sweep(at=late + timedelta(minutes=30))
    assert claim_next(pool="gpu", at=at + timedelta(days=1)) is None
    job = Job.objects.get()
    assert (job.state, job.error_code) == (JobState.FAILED, "WORKER_LOST")
    assert ada.notifications.get().kind == "JOB_FAILED"


def test_retry_is_a_new_job_with_the_same_seed(ada, at):
    job = ask(ada, at)
    cancel_job(job=job, by=ada, at=at)
    again = retry_job(job=job, by=ada, at=at)
    assert (again.prompt, again.seed, again.state) == (job.prompt, job.seed, JobState.QUEUED)
    assert again.pk != job.pk


def test_usual_seconds_come_from_done_jobs_like_this(ada, at, clip_of):
    clip = clip_of(ada)
    job = ask(ada, at)
    assert waits.usual_seconds(job) == 2
    assert clip.job.is_done


def test_half_made_files_of_a_lost_job_are_swept(ada, at):
    ask(ada, at)
    job = claim_next(pool="gpu", at=at)
    folder = running.work_folder(job)
    folder.mkdir(parents=True)
    (folder / "unsealed.mp4").write_bytes(b"half")
    sweep(at=at + timedelta(hours=1))
    assert not folder.exists()
