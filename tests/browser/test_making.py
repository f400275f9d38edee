"""The director's sheet and the owner's rooms in a browser: live answers, nothing typed is lost, without JavaScript."""

import pytest
from playwright.sync_api import expect

from cameos.operations import approve_person
from generation.consent import revoke_use
from generation.models import Job
from generation.moves import advance
from generation.operations import end_job, request_job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(ada, ben, cleo):
    """Everybody with a likeness is there before the page opens."""
    return ada, ben, cleo


def test_the_sheet_answers_while_one_types(page_at, login, cast):
    ada, _ben, _cleo = cast
    page = page_at()
    login(page, ada)
    page.goto("/create")
    page.locator("#id_prompt").type("A red dog runs along the beach ")
    page.get_by_role("button", name="Cast @ben").click()
    page.locator("#id_prompt").type("with a frobnicator and @cleo")
    understood = page.locator('[data-part="understood"]')
    expect(understood.locator(".chip", has_text="dog · red").first).to_be_visible()
    expect(understood.locator(".chip--unknown")).to_have_text("frobnicator")
    expect(understood.locator(".answer--goes")).to_contain_text("Ben allows this.")
    expect(understood.locator(".answer--refused")).to_contain_text(
        "Cleo has not allowed you to use this likeness."
    )
    assert (
        page.locator("#id_prompt").input_value()
        == "A red dog runs along the beach @ben with a frobnicator and @cleo"
    )
    expect(page.locator("[data-count]")).to_contain_text("/ 2,000")
    expect(page.locator(".blocking")).to_have_attribute("data-set", "beach")
    assert not Job.objects.exists()


def test_a_refusal_stands_at_its_field_and_keeps_the_words(page_at, login, cast, axe):
    page = page_at()
    login(page, cast[0])
    page.goto("/create")
    page.locator("#id_prompt").fill("@nobody42 dances")
    page.locator("#id_title").fill("My title")
    page.locator("input[name=seconds][value='12']").check()
    page.get_by_role("button", name="Make it").click()
    expect(page.locator("#id_prompt_error")).to_contain_text("Nobody called @nobody42 can be cast here.")
    assert page.locator("#id_prompt").get_attribute("aria-describedby") == "id_prompt_error"
    assert page.locator("#id_prompt").input_value() == "@nobody42 dances"
    assert page.locator("#id_title").input_value() == "My title"
    assert page.locator("input[name=seconds][value='12']").is_checked()
    axe(page)


def test_without_javascript_the_sheet_checks_and_makes(page_at, login, cast):
    page = page_at(java_script_enabled=False)
    login(page, cast[0])
    page.goto("/create")
    page.locator("#id_prompt").fill("A dog runs along the beach with @ben")
    page.get_by_role("button", name="Check first").click()
    expect(page.locator(".answer--goes")).to_be_visible()
    expect(page.locator(".chip", has_text="beach")).to_be_visible()
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url("**/jobs/*")
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("You cancelled this.")).to_be_visible()


def test_the_room_looks_again_when_the_inbox_hears_of_something(page_at, login, cast, clip_of):
    ada, ben, _cleo = cast
    page = page_at()
    login(page, ben)
    page.goto("/cameos/")
    clip = clip_of(ada, cast=[ben], prompt="A kite")
    page.evaluate("document.dispatchEvent(new CustomEvent('kulisse:notification', {detail: {}}))")
    expect(page.get_by_text("A kite with @ben")).to_be_visible()
    expect(page.locator(".light .stamp--stands")).to_be_visible()
    revoke_use(use=clip.uses.get(), by=ben, at=clip.created_at)
    page.evaluate("document.dispatchEvent(new CustomEvent('kulisse:notification', {detail: {}}))")
    expect(page.locator(".light .stamp--ended")).to_be_visible()


def test_ending_everything_without_javascript(page_at, login, cast, clip_of):
    ada, ben, _cleo = cast
    clip = clip_of(ada, cast=[ben])
    page = page_at(java_script_enabled=False)
    login(page, ben)
    page.goto(ben.cameos.get().get_absolute_url())
    page.get_by_role("link", name="Take everything back").click()
    expect(page.get_by_text("published clip is gone for everyone.")).to_be_visible()
    page.get_by_role("button", name="Take everything back now").click()
    expect(page.get_by_text("Taken back. 1 clip is out of sight")).to_be_visible()
    assert page.goto(f"/c/{clip.pk}").status == 410


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_of_these_pages(page_at, login, cast, clip_of, at, axe, scheme):
    ada, ben, cleo = cast
    approve_person(cameo=cleo.cameos.get(), person=ada, at=at)
    clip = clip_of(ada, cast=[ben])
    clip_of(ada, state="DRAFT")
    asked = request_job(author=ada, prompt="@cleo dances", at=at)
    failed = request_job(author=ada, prompt="A whale", at=at)
    end_job(failed, "FAILED", at=at, code="ENGINE_FAILED")
    running = request_job(author=ada, prompt="@ben sings", at=at)
    advance(running, "RENDERING", at=at, percent=40)
    terms = ben.cameos.get().get_absolute_url()
    jobs = [running.get_absolute_url(), failed.get_absolute_url()]
    pages = {
        ada: ["/create", f"/create?remix={clip.pk}", "/drafts", "/cameos/", *jobs],
        ben: ["/cameos/", clip.uses.get().get_absolute_url(), terms, f"{terms}take-back", running.get_absolute_url()],
        cleo: ["/cameos/", asked.uses.get().get_absolute_url()],
    }  # fmt: skip
    for person, addresses in pages.items():
        page = page_at(color_scheme=scheme, reduced_motion="reduce")
        login(page, person)
        for address in addresses:
            assert page.goto(address).ok, address
            for folded in page.locator("details > summary").all():
                folded.click()
            axe(page)
