"""Comments over the stage and the pages around people, with axe in both lights."""

import pytest

from accounts.blocking import block, mute_person, mute_word
from circles.entering import make_link
from comments.models import Comment
from comments.operations import pin, write_comment
from feed.saving import make_collection, make_list, put_on_list, save
from moderation.operations import file_report

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clip(ada, noor, clip_of, at):
    clip = clip_of(ada, "Kiteflying")
    first = write_comment(clip=clip, author=noor, text="Who made the sound, @ada?", at=at)
    write_comment(clip=clip, author=ada, text="Rain on a tin roof", at=at, answers=first)
    pin(comment=first, on=True)
    return clip


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_nothing_around_people(page_at, login, axe, clip, ada, noor, mona, at, scheme):
    save(
        who=ada,
        clip=clip,
        at=at,
        collection=make_collection(owner=ada, name="Best of", at=at, is_shared=True),
    )
    put_on_list(people_list=make_list(owner=ada, name="Friends", at=at), handle="noor")
    block(who=ada, whom=mona, at=at)
    file_report(about=noor, reporter=ada, reason_code="SPAM", at=at)
    page = page_at(color_scheme=scheme)
    login(page, ada)
    page.goto(f"/c/{clip.pk}/comments")
    page.get_by_text("Rain on a tin roof").wait_for()
    axe(page)
    mute_word(who=ada, word="rain", at=at)
    mute_person(who=ada, whom=noor, at=at)
    shared = ada.collections.get().get_absolute_url()
    for path in (
        "/settings/away",
        "/saved",
        shared,
        "/lists",
        "/@noor",
        "/@mona",
        "/@ada?tab=likes",
        "/@noor/report",
        "/settings/reports",
    ):
        assert page.goto(path).status == 200, path
        axe(page)


def test_a_comment_is_written_in_the_sheet_without_leaving_the_stage(page_at, login, axe, clip, noor):
    page = page_at()
    login(page, noor)
    page.goto("/latest")
    page.locator(f"#clip-{clip.pk} a[href='/c/{clip.pk}/comments']").click()
    sheet = page.locator("[data-comments]")
    sheet.get_by_text("Rain on a tin roof").wait_for()
    axe(page)
    sheet.get_by_role("link", name="Answer").first.click()
    sheet.get_by_text("You answer a comment.").wait_for()
    sheet.locator("textarea").fill("Lovely")
    sheet.get_by_role("button", name="Send").click()
    sheet.get_by_text("Lovely").wait_for()
    assert Comment.objects.get(text="Lovely").thread is not None
    heart = sheet.locator(".comment__heart").first
    heart.click()
    page.wait_for_function(
        "document.querySelector('.comment__heart').getAttribute('aria-pressed') === 'true'"
    )
    assert "/latest" in page.url


def test_a_link_leads_into_a_circle(page_at, login, club, place, ada, noor, at):
    """The page tells a browser of its own address: without it, the browser would not say where the yes comes from."""
    link = make_link(circle=club, by=place(ada), at=at)
    page = page_at()
    login(page, noor)
    page.goto(f"/circles/enter/{link.code}")
    page.locator("input[name=agrees]").check()
    page.locator("main form button").click()
    page.get_by_text("The keepers of the circle are asked.").wait_for()
