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


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_where_clips_come_less_often(page_at, login, axe, ada, mona, clip_of, at, scheme):
    clip, page = clip_of(ada), page_at(color_scheme=scheme)
    row = clip.demotions.create(reason_code="BAIT", factor=0.4, facts={"words": "wait for it"}, created_at=at)
    login(page, ada)
    for path in (f"/c/{clip.pk}", "/less-often", f"/c/{clip.pk}/less-often"):
        assert page.goto(path).status == 200, path
        axe(page)
    page.fill(f"#words-{row.pk}", "It is a song.")
    page.locator("form.form button").click()
    assert page.get_by_text("a person looks at it").first.is_visible()
    axe(page)
    desk = page_at(color_scheme=scheme)
    login(desk, mona)
    desk.goto("/moderation/contested")
    axe(desk)
    desk.get_by_role("button", name="Lift it").click()
    row.refresh_from_db()
    assert row.is_lifted
