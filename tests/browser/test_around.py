"""The pages around the stage, as a person uses them: steering, less of this, circles, challenges, what is kept away."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_steered_in_words_corrected_and_taken_back(page_at, login, noor, ada, clip_of):
    clip_of(ada, title="By the sea", prompt="A dog runs along the beach")
    page = page_at(locale="de")
    login(page, noor)
    page.goto("/feed/steer")
    page.locator("textarea").fill("mehr ruhige Natur, keine Politik, heute nur zwanzig Minuten")
    page.get_by_role("button", name="Steuern", exact=True).click()
    expect(page.get_by_text("20 Minuten am Tag", exact=True)).to_be_visible()
    expect(page.get_by_text("Politik", exact=True)).to_be_visible()
    page.get_by_role("button", name="Rückgängig").first.click()
    expect(page.get_by_text("20 Minuten am Tag", exact=True)).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_axe_finds_nothing(page_at, login, ada, ben, clip_of, axe, width, scheme):
    clip = clip_of(ada, cast=[ben])
    page = page_at(width, 844, color_scheme=scheme)
    login(page, ada)
    page.goto("/feed/steer")
    page.locator("textarea").fill("more calm nature, no politics, nothing with frobnicators")
    page.locator("main form button").first.click()
    for path in (
        "/feed/steer", reverse("feed:less", args=[clip.pk]), "/settings/watching", "/settings/away", "/about/feed",
        "/search?q=beach", "/circles/", "/circles/new", "/challenges/", "/challenges/new", "/saved", "/lists",
        f"/c/{clip.pk}/comments", f"/c/{clip.pk}/lineage", f"/c/{clip.pk}/share", "/@ben",
    ):  # fmt: skip
        assert page.goto(path).status == 200, path
        axe(page)
