"""The moderation desk in a browser: by keyboard, with the picture covered, and without barriers."""

import re

import pytest

from moderation.models import Decision
from moderation.operations import file_report
from tests.browser.conftest import until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def heavy(ada, noor, clip_of, at):
    light, heavy = clip_of(ada, title="Light"), clip_of(ada, title="Heavy")
    file_report(about=light, reporter=noor, reason_code="SPAM", at=at)
    file_report(about=heavy, reporter=noor, reason_code="ILLEGAL", note="Look", at=at)
    return heavy


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def test_from_the_desk_to_the_decision_without_a_mouse(page_at, login, mona, heavy):
    page = page_at(1280, 900)
    login(page, mona)
    page.goto("/moderation/")
    for key, title in (("j", "Heavy"), ("j", "Light"), ("j", "Light"), ("k", "Heavy")):
        page.keyboard.press(key)
        assert focused(page) == title
    page.keyboard.press("c")
    page.wait_for_url(re.compile(r"/moderation/\d+$"))
    page.keyboard.press("w")
    assert page.evaluate("document.activeElement.type") == "radio", "without a reason it asks for one"
    page.keyboard.press("2")
    page.get_by_label("Words to its author").fill("want 1 w p")
    page.get_by_role("heading", name="Decide").click()
    page.keyboard.press("w")
    page.wait_for_url("**/moderation/")
    decision = Decision.objects.get()
    assert (decision.action, decision.reason_code, decision.note) == ("WITHDRAW", "HARASSMENT", "want 1 w p")
    assert page.get_by_text("Heavy").count() == 0


def test_keys_can_be_switched_off(page_at, login, mona, heavy):
    page = page_at(1280, 900)
    login(page, mona)
    page.goto(heavy.case.get_absolute_url())
    page.get_by_text("Keys", exact=True).click()
    page.get_by_role("switch").uncheck()
    page.reload()
    page.keyboard.press("p")
    page.wait_for_timeout(300)
    assert not Decision.objects.exists()


def test_the_clip_is_covered_and_no_byte_of_it_asked_for_until_wanted(page_at, login, mona, heavy):
    page, asked = page_at(1280, 900), []
    login(page, mona)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(heavy.case.get_absolute_url())
    look = "getComputedStyle(document.querySelector('video')).filter"
    assert "blur" in page.evaluate(look)
    assert page.evaluate("document.querySelector('video').muted")
    assert not [url for url in asked if url.endswith("video.mp4")]
    page.keyboard.press("u")
    until(page, f"{look} === 'none'")


@pytest.mark.parametrize(("width", "height", "scheme"), [(390, 844, "light"), (1280, 900, "dark")])
def test_axe_finds_nothing(page_at, login, axe, mona, noor, clip_of, heavy, scheme, width, height):
    page = page_at(width, height, color_scheme=scheme)
    login(page, mona)
    clip_of(noor, state="HELD")
    report = f"/c/{heavy.pk}/report"
    for address in (
        "/moderation/",
        "/moderation/decided",
        heavy.case.get_absolute_url(),
        report,
        "/api/docs/",
    ):
        page.goto(address)
        axe(page)
    page.goto(heavy.case.get_absolute_url())
    page.get_by_role("button", name="Withdraw it").click()
    page.wait_for_selector(".errorlist")
    axe(page)
