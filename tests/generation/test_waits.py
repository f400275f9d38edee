"""How long it takes and when it starts: quantiles of what was measured, and nothing where nothing was."""

from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.timezone import now

from generation import pools, running
from generation.models import Job
from generation.operations import request_job
from generation.progress import snapshot
from generation.waiting import closed_in_words, in_words
from generation.waits import Wait, usual_span, wait_of


def ask(author, at, **rest) -> Job:
    return request_job(author=author, prompt="A fox in the snow", at=at, **{"seconds": 4, **rest})


@pytest.fixture
def measured(ada, at):
    """Writes finished jobs that took so many seconds."""

    def write(*took: int, seconds: int = 4, model: str = "") -> None:
        for number, each in enumerate(took):
            end = at - timedelta(minutes=number)
            Job.objects.create(
                author=ada, prompt="x", engine="papertheatre", model=model, seconds=seconds, state="DONE",
                created_at=end, started_at=end - timedelta(seconds=each), finished_at=end,
            )  # fmt: skip

    return write


def test_a_slow_one_among_many_changes_the_usual_little(ada, at, measured):
    measured(10, 10, 10, 12, 12, 12, 13, 14, 15, 600)
    span = usual_span(ask(ada, at))
    assert span.usual == 12
    assert span.at_most == 600


def test_nine_of_ten_are_told_from_five_on(ada, at, measured):
    measured(10, 20, 30)
    span = usual_span(ask(ada, at))
    assert (span.usual, span.at_most) == (20, None)


def test_another_length_is_reckoned_from_this_model_and_never_from_another(ada, at, measured):
    measured(10, 10, seconds=4)
    measured(1000, model="large")
    assert usual_span(ask(ada, at, seconds=8)).usual == pytest.approx(20)


def test_nothing_measured_is_nothing_said(ada, noor, at):
    ask(noor, at)
    running.claim_next(pool="gpu", at=at)
    wait = wait_of(ask(ada, at), at)
    assert (wait.place, wait.usual, wait.at_most) == (0, None, None)
    assert in_words(wait) == ""


def test_the_wait_is_the_work_before_it(ada, noor, mona, at, measured, settings):
    measured(*[60] * 10)
    ask(noor, at)
    running.claim_next(pool="gpu", at=at)
    first, second = ask(mona, at), ask(ada, at + timedelta(seconds=1))
    at += timedelta(seconds=20)
    assert wait_of(first, at).usual == 40
    assert wait_of(second, at).usual == 100
    settings.POOLS = {"gpu": 2}
    assert wait_of(first, at).usual == 0


def test_a_closed_pool_says_until_when(ada, at):
    job = ask(ada, at)
    pool = pools.pool_named("gpu")
    pools.drain_pool(pool=pool, at=at, until=at + timedelta(hours=2), note="A new card.")
    wait = wait_of(job, at)
    assert wait.usual == 7200
    assert in_words(wait) == in_words(Wait(0, 7200)) == "It starts in about 2 hours."
    assert closed_in_words(wait.pool).endswith("A new card.")
    pools.drain_pool(pool=pool, at=at)
    assert wait_of(job, at).usual is None
    with translation.override("de"):
        assert closed_in_words(wait_of(job, at).pool) == "Die Bühne ist vorerst geschlossen."


def test_page_and_api_say_it(ada, client_of, api_of, measured):
    measured(*[60] * 6)
    job = ask(ada, now())
    pools.drain_pool(pool=pools.pool_named("gpu"), at=now(), note="Back at noon.")
    page = client_of(ada).get(job.get_absolute_url()).content.decode()
    assert "The stage is closed for now. Back at noon." in page
    progress = api_of(ada).get(f"/api/v1/jobs/{job.pk}").json()["progress"]
    assert (progress["place"], progress["starts_in"], progress["usual_seconds"]) == (0, None, 60)
    assert progress["closed"] == snapshot(job, ada)["closed"] != ""
    assert "The stage is closed" in client_of(ada).get("/create?prompt=A+fox").content.decode()


def test_who_has_as_many_running_as_may_waits_for_the_first_of_them_and_is_told(
    ada, noor, at, measured, settings
):
    settings.JOBS_RUNNING, settings.POOLS = 1, {"gpu": 3}
    measured(100, 100)
    ask(ada, at)
    running.claim_next(pool="gpu", at=at)
    mine, theirs = ask(ada, at), ask(noor, at)
    told = snapshot(mine, ada)
    assert told["stage"] == "Waiting for your clip that is being made: 1 of one person at a time"
    assert told["starts_in"] == 100
    assert wait_of(theirs, at).usual < 100
    settings.JOBS_RUNNING = 0
    assert snapshot(mine, ada)["starts_in"] == 0
