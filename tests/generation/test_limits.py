"""What one person may have: in a day, waiting; the refusal says when a place frees up."""

from datetime import timedelta

import pytest
from django.utils.formats import date_format

from generation.limits import over_limits
from generation.operations import JobRefused, cancel_job, request_job
from generation.refusals import said
from generation.running import claim_next


def ask(author, at, **rest):
    return request_job(author=author, prompt="A fox in the snow", at=at, seconds=4, **rest)


def refused(author, at):
    with pytest.raises(JobRefused) as error:
        ask(author, at)
    return [said(one) for one in error.value.refusals]


def test_the_days_limit_names_the_hour_the_next_place_frees_up(ada, at, settings):
    settings.JOBS_A_DAY = 2
    ask(ada, at - timedelta(hours=3))
    ask(ada, at)
    [why] = refused(ada, at)
    free = at + timedelta(hours=21)
    assert why.code == "QUOTA_DAY"
    assert date_format(free, "DATETIME_FORMAT") in why.remedy
    assert not over_limits(author=ada, at=at + timedelta(hours=21, minutes=1))


def test_several_at_once_need_several_places(ada, at, settings):
    settings.JOBS_A_DAY = 3
    ask(ada, at)
    assert not over_limits(author=ada, at=at, more=2)
    assert [one.reason.code for one in over_limits(author=ada, at=at, more=3)] == ["QUOTA_DAY"]
    assert [one.reason.code for one in over_limits(author=ada, at=at, more=9)] == ["QUOTA_TOO_MANY"]


def test_the_limit_of_waiting_ones_frees_up_when_one_starts_or_is_cancelled(ada, at, settings):
    settings.JOBS_WAITING = 1
    first = ask(ada, at)
    assert [one.code for one in refused(ada, at)] == ["QUOTA_WAITING_UNTIL"]  # a worker is free: at once
    claim_next(pool="gpu", at=at)
    second = ask(ada, at)
    assert [one.code for one in refused(ada, at)] == ["QUOTA_WAITING"]  # nothing was measured yet
    cancel_job(job=second, by=ada, at=at)
    assert ask(ada, at).turn >= first.turn


def test_the_time_a_waiting_place_frees_up_comes_from_measured_jobs(ada, noor, at, settings, clip_of):
    settings.JOBS_WAITING = 1
    clip_of(noor, at=at - timedelta(hours=1))  # 2 seconds
    running, _waiting = ask(noor, at), claim_next(pool="gpu", at=at)
    ask(ada, at)
    assert running.author == noor
    [why] = refused(ada, at)
    assert why.code == "QUOTA_WAITING_UNTIL"
    assert f"{at + timedelta(minutes=1, seconds=2):%M}" in why.remedy


def test_demo_people_have_no_limits(ada, at, settings):
    settings.JOBS_WAITING = settings.JOBS_A_DAY = 1
    ask(ada, at)
    ada.is_demo = True
    assert over_limits(author=ada, at=at) == []
