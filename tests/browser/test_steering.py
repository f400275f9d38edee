"""Steering from the stage: words, sliders, less of this and undo; what follows changes, the clip on screen stays."""

from datetime import timedelta

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from feed.models import Less, Mood
from feed.steering import finite
from tests.browser.conftest import until

pytestmark = pytest.mark.django_db(transaction=True)
ON = (
    "[...document.querySelectorAll('.stage')].find((one) => one.querySelector('video')?.paused === false)?.id"
)
BELOW = """[...document.querySelectorAll('.stage[data-clip]')].slice(1)
  .map((one) => one.querySelector('h2').textContent.trim())"""


@pytest.fixture
def clips(ada, noor, clip_of):
    """Nine clips: robots in the city the newest, foxes in the forest the oldest."""
    prompts = ["A robot runs through the city"] * 5 + ["A fox sleeps in the forest"] * 4
    return [
        clip_of(
            (ada, noor)[n % 2], f"{prompt.split()[1]} {n}", prompt=prompt, at=now() - timedelta(hours=1 + n)
        )
        for n, prompt in enumerate(prompts)
    ]


def test_what_is_asked_for_comes_next_and_the_clip_on_screen_stays(page_at, login, mona, clips, axe):
    page = page_at()
    login(page, mona)
    page.goto("/")
    until(page, f"Boolean({ON})")
    here = page.evaluate(ON)
    page.get_by_role("link", name="Steer").click()
    page.get_by_label("What do you want to see?").fill("only foxes, twenty minutes today")
    axe(page)
    page.get_by_role("button", name="Steer", exact=True).click()
    expect(page.get_by_text("Understood – only: fox · 20 minutes a day · until midnight")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    until(page, f"({BELOW}).length && ({BELOW}).every((title) => title.startsWith('fox'))")
    assert page.evaluate(ON) == here
    expect(page.locator(f"#{here}")).to_be_in_viewport()
    axe(page)
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    until(page, f"({BELOW}).some((title) => title.startsWith('robot'))")
    assert page.evaluate(ON) == here
    assert not Mood.objects.filter(is_active=True).exclude(steering={}).exists()


def test_sliders_and_what_was_not_understood_keep_the_sheet_open(page_at, login, mona, clips, axe):
    page = page_at(1280, 800)
    login(page, mona)
    page.goto("/")
    page.get_by_role("link", name="Steer").click()
    page.get_by_label("What do you want to see?").fill("more foxes, as if it were then")
    page.get_by_role("button", name="Steer", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("I did not understand:")).to_be_visible()
    slider = dialog.get_by_role("slider", name="fox")
    slider.press("End")
    expect(dialog.get_by_role("slider", name="fox")).to_have_attribute("aria-valuetext", "much more")
    expect(dialog.get_by_role("slider", name="fox")).to_be_focused()
    axe(page)
    dialog.get_by_role("button", name="Take off: fox").click()
    expect(dialog.get_by_role("slider")).to_have_count(0)
    assert Mood.objects.get().steering == {}


def test_less_of_this_is_chosen_on_the_stage_and_taken_back_there(page_at, login, mona, clips):
    page = page_at()
    login(page, mona)
    page.goto("/")
    until(page, f"Boolean({ON})")
    here = page.evaluate(ON)
    page.keyboard.press("i")
    page.locator(f"#{here}").get_by_role("link", name="Less of this").click()
    page.get_by_role("button", name="clips by @ada").click()
    expect(page.get_by_text("From the next clip on less of this: clips by @ada")).to_be_visible()
    assert Less.objects.get().name == "ada"
    assert page.evaluate(ON) == here
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert not Less.objects.exists()


def test_nothing_plays_or_repeats_by_itself_where_that_is_off_and_the_day_ends(page_at, login, mona, clips):
    finite.set_ways(who=mona, autoplay=False, loops=False, personal=False, minutes_a_day=0, check_after=0)
    page = page_at()
    login(page, mona)
    page.goto("/")
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('video').paused")
    page.get_by_role("button", name="Play", exact=True).first.click()
    until(page, "document.querySelector('video').ended")
    expect(page.locator("[data-finale]").first).to_be_visible()
