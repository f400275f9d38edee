"""The stage while others do things, and the hand on it: what arrives, what the finger does, how large its targets are."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils.timezone import now
from playwright.sync_api import expect

from accounts.operations import follow
from comments.operations import write_comment
from feed.operations import like
from generation.models import Clip
from generation.publishing import go_public
from tests.browser.conftest import until
from tests.browser.test_swipe import SHIFTS
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

SMALL = """(least) => {
  const aims = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]", far = least / 2 - 1;
  const over = document.querySelector(":popover-open, dialog[open]"); // what it covers is not aimed at
  const seen = (one) => (!over || over.contains(one)) && !one.closest("[inert], .visually-hidden, .skip")
    && one.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const inWords = (one) => getComputedStyle(one).display === "inline"
    && [...one.parentNode.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const area = (one) => (one.matches("[type=checkbox], [type=radio]") && one.closest("label")) || one;
  const hits = (one, x, y) => one.contains(document.elementFromPoint(x, y));
  const small = [];
  for (const one of document.querySelectorAll(aims)) {
    if (!seen(one) || inWords(one)) continue;
    const target = area(one);
    target.scrollIntoView({block: target.closest(".stages") ? "nearest" : "center", inline: "nearest", behavior: "instant"});
    const {left, top, width, height} = target.getBoundingClientRect(), x = left + width / 2, y = top + height / 2;
    const broad = width >= least - .5 || (hits(target, x - far, y) && hits(target, x + far, y));
    const high = height >= least - .5 || (hits(target, x, y - far) && hits(target, x, y + far));
    if (width && !(broad && high))
      small.push(`${location.pathname} ${one.cloneNode().outerHTML.slice(0, 150)} ${width | 0}x${height | 0}`);
  }
  return small;
}"""


@pytest.fixture
def page(page_at, login, noor):
    page = page_at()
    login(page, noor)
    return page


@pytest.fixture
def live(chromium, server, noor):
    """Her page at a server that speaks on sockets, too."""
    noor.password = make_password(PASSWORD, hasher="pbkdf2_sha256")  # the server knows no other
    noor.save()
    context = chromium.new_context(base_url=server, viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("noor")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form[action='/accounts/login/'] button").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    yield page
    context.close()


def test_what_others_do_arrives_and_moves_nothing(live, axe, ada, ben, noor, clip_of, at):
    page = live
    follow(who=noor, whom=ada, at=at)
    clip, draft = clip_of(ada, "Kiteflying"), clip_of(ada, "A paper boat", state="DRAFT")
    write_comment(clip=clip, author=ada, text="The first word", at=at)
    page.goto("/latest")
    stage = page.locator(f"#clip-{clip.pk}")
    expect(stage.locator("[data-count=comments]")).to_have_text("1")
    until(page, "document.querySelector('video').currentTime > 0.05")
    like(who=ben, clip=clip, at=now())
    expect(stage.locator("[data-count=likes]")).to_contain_text("1")
    go_public(clip=Clip.objects.get(pk=draft.pk), at=now(), by=ada)
    expect(page.get_by_role("link", name="@ada has just published “A paper boat”.")).to_be_visible()
    stage.locator("a[href$='/comments']").click()
    sheet = page.locator("[data-comments]")
    expect(sheet.get_by_text("The first word")).to_be_visible()
    sheet.locator("textarea").fill("Half a thou")
    until(
        page, "document.getElementById('sheet').getAnimations().every((one) => one.playState === 'finished')"
    )
    above = sheet.get_by_text("The first word").bounding_box()
    for text in ("Here comes the rain", "And the sun"):
        write_comment(clip=clip, author=ben, text=text, at=now())
    expect(sheet.get_by_role("link", name="2 new comments")).to_be_visible()
    assert sheet.get_by_text("The first word").bounding_box() == above
    assert page.evaluate(SHIFTS) == 0
    axe(page)
    sheet.get_by_role("link", name="2 new comments").click()
    expect(sheet.get_by_text("And the sun")).to_be_visible()
    expect(sheet.locator("textarea")).to_have_value("Half a thou")
    expect(sheet.locator("[data-new]")).to_be_hidden()


def test_the_finger_holds_drags_and_taps_twice_and_sound_is_kept(page, ada, clip_of):
    clips = [clip_of(ada, title) for title in ("First", "Second")][::-1]
    page.goto("/latest")
    first = page.locator(f"#clip-{clips[0].pk}")
    until(page, "document.querySelector('video').currentTime > 0.05")
    page.mouse.move(150, 400)
    page.mouse.down()
    expect(first).to_have_class(re.compile("is-fast"))
    assert page.evaluate("document.querySelector('video').playbackRate") == 2
    page.mouse.up()
    expect(first).not_to_have_class(re.compile("is-fast"))
    assert page.evaluate("document.querySelector('video').playbackRate") == 1
    assert page.evaluate("!document.querySelector('video').paused"), "letting go is no tap"
    page.keyboard.press(" ")
    bar = first.locator("[data-seek]").bounding_box()
    page.mouse.move(bar["x"] + 20, bar["y"] + bar["height"] / 2)
    page.mouse.down()
    page.mouse.move(bar["x"] + bar["width"] * 0.75, bar["y"] + bar["height"] / 2, steps=6)
    page.mouse.up()
    until(page, "document.querySelector('video').currentTime > 0.65")
    assert page.evaluate("document.querySelector('video').currentTime") < 0.85
    first.locator(".stage__tap").dblclick(position={"x": 150, "y": 300})
    expect(first.locator("[data-like]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press(" ")
    cue = first.locator("[data-cue]")
    expect(cue).to_have_text("Wait for me!")
    page.get_by_role("button", name="Sound").first.click()
    expect(cue).to_be_hidden()  # who hears it reads it on request
    page.reload()
    until(page, "document.querySelector('video')?.currentTime > 0.05")
    assert page.evaluate("localStorage.getItem('kulisse-sound')") == "on"


def test_a_print_in_the_middle_plays_its_whole_sheet_and_opens_the_list_there(page, ada, clip_of, at):
    sheet = {"width": 90, "height": 160, "columns": 2, "rows": 2, "count": 3, "interval": 0.5}
    clips = [clip_of(ada, f"Number {n}", at=at - timedelta(minutes=n)) for n in range(8)]
    Clip.objects.update(sprites=sheet)
    page.goto("/@ada")
    moving = ".print__picture.is-seen .print__reel"
    until(page, f"document.querySelectorAll('{moving}').length === 2")
    tile = f"getComputedStyle(document.querySelector('{moving}')).getPropertyValue('--tile')"
    seen = {page.evaluate(tile) for _look in range(60) if not page.wait_for_timeout(25)}
    assert seen == {"0", "1", "2"}, "the fourth tile is empty"
    page.locator(".print__picture").nth(2).tap()
    page.wait_for_url(lambda url: f"/c/{clips[2].pk}/in/clips/ada" in url)
    until(page, f"location.hash === '#clip-{clips[2].pk}'")
    page.keyboard.press("j")
    until(page, f"location.hash === '#clip-{clips[3].pk}'")
    page.reload(wait_until="load")
    until(page, f"document.getElementById('clip-{clips[3].pk}')?.querySelector('video')?.paused === false")
    page.go_back()
    expect(page.locator(".print__picture")).to_have_count(8)


def test_everything_a_thumb_aims_at_is_44_pixels_large(page, ada, ben, noor, clip_of, at):
    clip = clip_of(ada, "Kiteflying", cast=[ben])
    write_comment(clip=clip, author=noor, text="Who made the sound, @ada?", at=at)
    small = []
    for path in (
        "/latest", f"/c/{clip.pk}", f"/c/{clip.pk}/comments", f"/c/{clip.pk}/share", "/@ada", "/@noor", "/search?q=beach",
        "/settings/", "/feed/steer", "/saved", "/inbox",
    ):  # fmt: skip
        assert page.goto(path).status == 200, path
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        small += page.evaluate(SMALL, 44)
    page.goto("/latest")
    page.keyboard.press("i")
    small += page.evaluate(SMALL, 44)
    assert not small, "\n".join(sorted(set(small)))
