"""The folded part of the director's sheet in a browser: by keyboard, on a phone, without JavaScript."""

import pytest
from playwright.sync_api import expect

from generation.models import Batch, Job
from tests.faces import as_bytes, drawn_face, meadow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(ada, ben, cleo):
    """Everybody with a likeness is there before the page opens."""
    return ada, ben, cleo


def test_a_name_is_completed_by_keyboard_alone(page_at, login, cast, axe):
    page = page_at()
    login(page, cast[0])
    page.goto("/create")
    prompt = page.locator("#id_prompt")
    prompt.press_sequentially("A dog runs with @b")
    option = page.get_by_role("option", name="@ben")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(prompt).to_have_attribute("aria-activedescendant", "mention-1")
    expect(page.get_by_text("1 person. Arrow keys choose, Enter takes.")).to_be_attached()
    axe(page)
    prompt.press("Escape")
    expect(option).to_be_hidden()
    prompt.press_sequentially("e")
    expect(option).to_be_visible()
    prompt.press("ArrowDown")
    prompt.press("Enter")
    assert prompt.input_value() == "A dog runs with @ben "
    expect(page.locator(".answer--goes")).to_contain_text("Ben allows this.")


def test_a_storyboard_is_made_by_keyboard(page_at, login, cast):
    page = page_at(1280, 800)
    login(page, cast[0])
    page.goto("/create")
    page.locator("summary", has_text="Storyboard").press("Enter")
    words = page.locator("[name=shot_prompt]")
    words.nth(0).fill("A dog runs")
    words.nth(1).fill("A cat sleeps")
    page.get_by_role("button", name="Add a shot").press("Enter")
    words.nth(2).press_sequentially("A bird flies")
    page.locator("[name=shot_seconds]").nth(0).fill("2")
    page.locator(".shot").nth(2).get_by_role("button", name="Earlier").press("Enter")
    assert [one.input_value() for one in words.all()] == ["A dog runs", "A bird flies", "A cat sleeps"]
    page.locator(".shot").nth(0).get_by_role("button", name="Take out").press("Enter")
    page.get_by_role("button", name="Make it").press("Enter")
    page.wait_for_url("**/jobs/*")
    assert [shot["prompt"] for shot in Job.objects.get().wanted["shots"]] == ["A bird flies", "A cat sleeps"]


def test_a_storyboard_without_javascript(page_at, login, cast):
    page = page_at(java_script_enabled=False)
    login(page, cast[0])
    page.goto("/create")
    page.locator("summary", has_text="Storyboard").click()
    page.locator("[name=shot_prompt]").nth(0).fill("A dog runs")
    page.locator("[name=shot_prompt]").nth(1).fill("A cat sleeps")
    page.get_by_role("button", name="Add a shot").click()
    page.locator("[name=shot_prompt]").nth(2).fill("A bird flies")
    page.locator(".shot").nth(2).get_by_role("button", name="Earlier").click()
    page.locator(".shot").nth(0).get_by_role("button", name="Take out").click()
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url("**/jobs/*")
    assert [shot["prompt"] for shot in Job.objects.get().wanted["shots"]] == ["A bird flies", "A cat sleeps"]


def test_a_first_picture_is_looked_at_as_soon_as_it_is_chosen(page_at, login, cast):
    page = page_at()
    login(page, cast[0])
    page.goto("/create")
    page.locator("#id_prompt").fill("A dog runs")
    page.locator("summary", has_text="First picture").click()
    chooser = page.locator("#id_picture")
    chooser.set_input_files({"name": "me.png", "mimeType": "image/png", "buffer": as_bytes(drawn_face())})
    expect(page.get_by_text("There is a face in this picture.")).to_be_visible()
    chooser.set_input_files({"name": "sea.png", "mimeType": "image/png", "buffer": as_bytes(meadow())})
    expect(page.get_by_text("The picture is here: 640 × 480.")).to_be_visible()
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url("**/jobs/*")
    assert Job.objects.get().wanted["picture"]


def test_a_list_becomes_clips_without_javascript(page_at, login, cast):
    page = page_at(java_script_enabled=False)
    login(page, cast[0])
    page.goto("/create/batch")
    page.locator("#id_template").fill("A dog with {{name}}")
    page.locator("#id_rows").fill("name\na ball\n@nobody42\n")
    page.get_by_role("button", name="Look at the rows").click()
    page.get_by_role("button", name="Start the 1 that goes").click()
    expect(page.get_by_text("1 of 2 have ended")).to_be_visible()
    page.get_by_role("button", name="Cancel what is left").click()
    expect(page.get_by_text("2 of 2 have ended")).to_be_visible()
    assert Batch.objects.count() == 1


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_finds_nothing(page_at, login, cast, axe, scheme, width):
    page = page_at(width, 844, color_scheme=scheme, reduced_motion="reduce")
    login(page, cast[0])
    for address in ("/create?from=tale", "/create/batch"):
        assert page.goto(address).ok
        for folded in page.locator("details > summary").all():
            if folded.locator("xpath=..").get_attribute("open") is None:
                folded.click()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
        axe(page)
    page.locator("#id_rows").fill("prompt\nA dog\n@nobody42\n")
    page.get_by_role("button", name="Look at the rows").click()
    axe(page)
    page.get_by_role("button", name="Start the 1 that goes").click()
    axe(page)
