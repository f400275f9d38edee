"""Pausing, draining and resuming a pool, from shell and admin; what becomes of jobs meanwhile."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import User
from generation import jobs, pools, running
from generation.models import Job, Pool
from generation.operations import request_job


def ask(author, at):
    return request_job(author=author, prompt="A fox in the snow", at=at, seconds=4)


def shell(*words, **options):
    out = io.StringIO()
    call_command("pool", *words, stdout=out, **options)
    return out.getvalue()


def test_a_drained_pool_finishes_what_runs_and_takes_nothing_new(ada, at):
    ask(ada, at)
    job = running.claim_next(pool="gpu", at=at)
    waiting = ask(ada, at)
    pools.drain_pool(pool=pools.pool_named("gpu"), at=at)
    assert running.renew(job=job, at=at)
    assert running.claim_next(pool="gpu", at=at) is None
    pools.resume_pool(pool=pools.pool_named("gpu"), at=at)
    assert running.claim_next(pool="gpu", at=at) == waiting


def test_a_paused_pool_gives_back_what_runs_and_it_counts_as_no_try(ada, at):
    ask(ada, at)
    job = running.claim_next(pool="gpu", at=at)
    assert pools.pause_pool(pool=pools.pool_named("gpu"), at=at) == 1
    assert not running.renew(job=job, at=at)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("QUEUED", 0)
    assert running.claim_next(pool="gpu", at=at) is None


def test_a_claim_that_chose_before_the_pause_finds_the_pool_closed(ada, at):
    job = ask(ada, at)
    pools.pause_pool(pool=pools.pool_named("gpu"), at=at)
    with pytest.raises(running.LostRace):
        running._claim(Job.objects.get(pk=job.pk), at)
    assert Job.objects.get(pk=job.pk).state == "QUEUED"


def test_it_opens_again_by_itself(ada, at):
    job = ask(ada, at)
    pools.drain_pool(pool=pools.pool_named("gpu"), at=at, until=at + timedelta(hours=1))
    assert running.claim_next(pool="gpu", at=at) is None
    assert running.claim_next(pool="gpu", at=at + timedelta(hours=2)) == job


def test_the_sweep_opens_what_is_due(ada, at):
    pools.drain_pool(pool=pools.pool_named("gpu"), at=at, until=at - timedelta(seconds=1), note="new card")
    jobs.sweep()
    pool = Pool.objects.get(name="gpu")
    assert (pool.state, pool.until, pool.note) == ("OPEN", None, "")


@pytest.mark.django_db
def test_the_shell_lists_closes_and_opens(ada, at):
    ask(ada, at)
    assert shell("list").startswith("gpu                  OPEN      1 waiting, 0 running")
    assert "takes nothing new" in shell("drain", "gpu", hours=2, note="new card")
    assert "DRAINING" in shell("list")
    assert "(new card)" in shell("list")
    assert "0 went back" in shell("pause", "gpu", until="2099-01-01 12:00")
    assert "until 2099-01-01 12:00 UTC" in shell("list")
    assert "is open" in shell("resume", "gpu")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "options", "says"),
    [
        (("drain", "moon"), {}, "No such pool: 'moon': the pools are gpu."),
        (("drain",), {}, "No such pool"),
        (("drain", "gpu"), {"until": "tomorrow"}, "expected a moment"),
        (("drain", "gpu"), {"until": "2026-13-45 99:00"}, "expected a moment"),
        (("pause", "gpu"), {"until": "2001-01-01 12:00"}, "has passed"),
    ],
)
def test_the_shell_says_what_is_wrong(words, options, says):
    with pytest.raises(CommandError, match=says) as error:
        shell(*words, **options)
    assert error.value.returncode == 1
    assert not Pool.objects.exclude(state="OPEN").exists()


def test_the_admin_closes_and_opens(client_of, ada, at):
    boss = User.objects.create_superuser("boss", password="x")
    client, url = client_of(boss), reverse("admin:generation_pool_changelist")
    assert client.get(url).status_code == 200
    ask(ada, at)
    job = running.claim_next(pool="gpu", at=at)
    chosen = {"_selected_action": ["gpu"], "hours": "2", "note": "new card"}
    client.post(url, {"action": "pause", **chosen})
    pool = Pool.objects.get(name="gpu")
    assert (pool.state, pool.note, pool.changed_by) == ("PAUSED", "new card", boss)
    assert timedelta(minutes=119) < pool.until - now() < timedelta(minutes=121)
    assert Job.objects.get(pk=job.pk).state == "QUEUED"
    client.post(url, {"action": "resume", "_selected_action": ["gpu"]})
    assert Pool.objects.get(name="gpu").state == "OPEN"
    client.post(url, {"action": "drain", "_selected_action": ["gpu"], "hours": ""})
    pool.refresh_from_db()
    assert (pool.state, pool.until) == ("DRAINING", None)
