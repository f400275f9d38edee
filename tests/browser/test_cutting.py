"""Cutting anew and the drafts in a browser: sliders move the film, parts change places, several are chosen at once."""

import pytest
from playwright.sync_api import expect

from generation.models import Clip, Job

pytestmark = pytest.mark.django_db(transaction=True)


def test_parts_are_set_with_the_film_and_change_places(page_at, login, ada, sealed_clip, axe):
    clip = sealed_clip(ada, seconds=2.0)
    page = page_at()
    login(page, ada)
    page.goto(f"/c/{clip.pk}/recut")
    rows = page.locator("[data-part-row]:visible")
    expect(rows).to_have_count(1)
    rows.nth(0).get_by_label("To (s)").first.fill("0.5")
    expect(page.locator("[data-total]")).to_have_text("0.5 seconds")
    page.get_by_role("button", name="Add a part").click()
    expect(rows).to_have_count(2)
    rows.nth(1).locator("[name$=start]").fill("1.25")
    expect(page.locator("[data-player]")).to_have_js_property("currentTime", 1.25)
    expect(page.locator("[data-total]")).to_have_text("1.3 seconds")
    rows.nth(1).get_by_role("button", name="Earlier").press("Enter")
    axe(page)
    page.get_by_role("button", name="Cut it").click()
    expect(page.locator("h1")).to_contain_text("Waiting")
    job = Job.objects.get(kind="RECUT")
    assert [(part.start, part.end) for part in job.sources.order_by("place")] == [(1.25, 2.0), (0.0, 0.5)]


def test_drafts_are_chosen_moved_and_laid_side_by_side(page_at, login, ada, sealed_clip, axe):
    clips = [sealed_clip(ada, seconds=0.5, state="DRAFT", title=name) for name in ("One", "Two", "Three")]
    page = page_at()
    login(page, ada)
    page.goto("/drafts")
    page.get_by_text("New folder").click()
    page.locator("#folder-name").fill("Sea")
    page.get_by_role("button", name="Make the folder").click()
    page.goto("/drafts")
    for name in ("One", "Three"):
        page.get_by_role("checkbox", name=f"Choose “{name}”").check()
    page.locator("#chosen-folder").select_option(label="Sea")
    axe(page)
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("2 clips moved.")).to_be_visible()
    assert Clip.objects.filter(kept_in=ada.folders.get()).count() == 2
    page.get_by_role("link", name="Sea 2").click()
    expect(page.locator(".print")).to_have_count(2)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("video")).to_have_count(2)
    axe(page)
    page.goto(f"/stitch?clip={clips[1].pk}")
    page.locator("[data-piece]", has_text="Three").locator(".print__picture").click()
    expect(page.locator(f"#place-{clips[2].pk}")).to_have_value("2")
    axe(page)
    page.get_by_role("button", name="Put them together").click()
    expect(page.locator("h1")).to_contain_text("Waiting")
    sources = Job.objects.get(kind="STITCH").sources.order_by("place")
    assert [source.clip_id for source in sources] == [clips[1].pk, clips[2].pk]
