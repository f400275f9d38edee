"""Axe over the pages the other browser tests do not open, in both lights: nothing to find."""

import pytest
from django.urls import reverse

from accounts.operations import follow
from cameos.operations import take_back
from generation.models import Job
from generation.operations import end_job, request_job
from generation.states import JobState

pytestmark = pytest.mark.django_db(transaction=True)
ENTRANCE = (
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/api/docs/",
    "/nothing-here",
)
MINE = ("/inbox", "/settings/", "/accounts/logout/", "/accounts/password/change/")


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_at_the_entrance(page_at, axe, db, scheme):
    page = page_at(color_scheme=scheme)
    for path in ENTRANCE:
        assert page.goto(path).status in (200, 404), path
        axe(page)


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_among_my_things(page_at, login, axe, ada, ben, noor, clip_of, at, scheme):
    gone = clip_of(ada, cast=[ben])
    follow(who=noor, whom=ada, at=at)
    failed = request_job(author=ada, prompt="A cat sleeps", at=at, seconds=4)
    end_job(Job.objects.get(pk=failed.pk), JobState.FAILED, at=at, code="DISK_FULL")
    take_back(cameo=ben.cameos.get(), at=at)
    page = page_at(color_scheme=scheme)
    login(page, ada)
    for path in (*MINE, reverse("generation:job", args=[failed.pk])):
        assert page.goto(path).status == 200, path
        axe(page)
    assert page.goto(f"/c/{gone.pk}").status == 410
    axe(page)
    page.goto("/settings/")
    page.locator("form[action='/settings/tokens'] button").first.click()
    axe(page)
