"""The swipe page in a browser: what is on the stage, what was asked for, keys, touch, without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from feed.models import Like, Watch
from feed.slates import SIZE
from generation.consent import revoke_use
from generation.models import Job
from tests.browser.conftest import until

pytestmark = pytest.mark.django_db(transaction=True)

MEDIA = re.compile(r"/media/([0-9a-f-]{36})/video\.mp4")
CURRENT = """() => {
  const top = (one) => one.getBoundingClientRect().top, house = document.querySelector("[data-stages]");
  return [...document.querySelectorAll(".stage")].findIndex((stage) => Math.abs(top(stage) - top(house)) < 3);
}"""
SHIFTS = """() => new Promise((done) => new PerformanceObserver((list) =>
  done(list.getEntries().filter((one) => !one.hadRecentInput).reduce((sum, one) => sum + one.value, 0))
).observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 500))"""


@pytest.fixture
def clips(ada, noor, clip_of):
    """Twenty published clips by two people, newest first."""
    made = [
        clip_of((ada, noor)[number % 2], f"Clip number {number}", at=now() - timedelta(minutes=60 - number))
        for number in range(20)
    ]
    return made[::-1]


def on_stage(page, place):
    until(page, f"({CURRENT})() === {place}")


def test_three_players_and_a_page_that_does_not_grow_on_a_long_way_and_back(page_at, clips):
    page = page_at()
    page.goto("/latest")
    most = 0
    for _step in range(20):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(120)
        most = max(most, page.locator("video").count())
    until(page, f"!document.getElementById('clip-{clips[0].pk}')")
    assert page.locator(".stage").count() < 16, "what lies far behind has left"
    for _step in range(40):
        page.keyboard.press("ArrowUp")
        page.wait_for_timeout(120)
        most = max(most, page.locator("video").count())
        if page.url.endswith(str(clips[0].pk)):
            break
    expect(page.locator(f"#clip-{clips[0].pk}")).to_be_in_viewport()
    until(
        page,
        "document.querySelector('video:not([src=\"\"])') && [...document.querySelectorAll('video')].some((v) => !v.paused)",
    )
    assert most <= 3
    ids = page.evaluate("[...document.querySelectorAll('.stage[data-clip]')].map((one) => one.id)")
    assert ids == [f"clip-{clip.pk}" for clip in clips[: len(ids)]], "each once, in their order"


def test_reload_and_the_way_back_lead_to_the_same_clip(page_at, ada, clips, clip_of):
    page = page_at()
    page.goto("/latest")
    for place in range(8):
        page.keyboard.press("j")
        until(page, f"location.hash === '#clip-{clips[place + 1].pk}'")
    here = f"clip-{clips[8].pk}"
    clip_of(ada, "Newer than all")
    page.reload()
    until(page, f"document.getElementById('{here}')?.querySelector('video')?.paused === false")
    expect(page.locator(f"#{here}")).to_be_in_viewport()
    page.goto("/search")
    page.go_back()
    until(page, f"document.getElementById('{here}')?.querySelector('video')?.paused === false")
    page.keyboard.press("k")
    until(page, f"location.hash === '#clip-{clips[7].pk}'")
    until(page, f"document.getElementById('clip-{clips[3].pk}')")


def test_the_first_clip_is_asked_for_before_any_other(page_at, clips):
    page, asked = page_at(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/latest")
    until(page, "document.querySelectorAll('video').length === 2")
    media = [url.rsplit("/", 2)[1] for url in asked if "/media/" in url]
    assert media[0] == str(clips[0].pk)
    others = [number for number, clip in enumerate(media) if clip != str(clips[0].pk)]
    first_video = next(n for n, url in enumerate(u for u in asked if "/media/" in u) if MEDIA.search(url))
    assert not others or first_video < others[0]
    assert len({url for url in asked if MEDIA.search(url)}) <= 2, "only the neighbour is loaded ahead"
    assert len(set(media)) <= 3, "and the poster of the one behind it"


SAVES = "Object.defineProperty(navigator, 'connection', {value: {saveData: true, effectiveType: '4g'}})"
LOW = "navigator.getBattery = async () => ({level: 0.1, charging: false})"


@pytest.mark.parametrize("poor", [SAVES, LOW], ids=["saves data", "low battery"])
def test_nothing_is_fetched_ahead_where_that_costs(page_at, clips, poor):
    page, asked = page_at(), []
    page.add_init_script(poor)
    page.on("request", lambda request: asked.extend(MEDIA.findall(request.url)))
    page.goto("/latest")
    until(page, "document.querySelector('video').currentTime > 0.3")
    assert set(asked) == {str(clips[0].pk)}
    page.keyboard.press("j")
    until(page, f"({CURRENT})() === 1 && document.querySelectorAll('video')[1]?.currentTime > 0.1")
    assert set(asked) == {str(clips[0].pk), str(clips[1].pk)}


def test_nobody_else_is_asked(page_at, login, ada, clips, live_server):
    page, asked = page_at(), []
    page.on("request", lambda request: asked.append(request.url))
    login(page, ada)
    page.goto("/")
    page.wait_for_timeout(800)
    assert not [url for url in asked if not url.startswith((live_server.url, "data:", "blob:", "ws://"))]


def test_the_first_clip_plays_muted_and_loops(page_at, clips):
    page = page_at()
    page.goto("/latest")
    until(page, "document.querySelector('video').currentTime > 0.2")
    assert page.evaluate(
        "(() => { const v = document.querySelector('video'); return v.muted && v.loop && !v.paused && !v.controls })()"
    )
    expect(page.locator(".stage").first).to_have_class(re.compile("is-lit"))


def test_keys(page_at, login, ada, clips):
    page = page_at(1280, 800)
    login(page, ada)
    page.goto("/latest")
    page.keyboard.press("j")
    on_stage(page, 1)
    page.keyboard.press("ArrowDown")
    on_stage(page, 2)
    page.keyboard.press("k")
    on_stage(page, 1)
    until(page, "document.querySelectorAll('.stage')[1].querySelector('video')?.paused === false")
    page.keyboard.press(" ")
    until(page, "document.querySelectorAll('.stage')[1].querySelector('video').paused")
    page.keyboard.press("m")
    assert page.evaluate("document.querySelectorAll('.stage')[1].querySelector('video').muted") is False
    assert page.evaluate("localStorage.getItem('kulisse-sound')") == "on"
    page.keyboard.press("l")
    expect(page.locator(".stage").nth(1).locator("[data-like]")).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(300)
    assert Like.objects.filter(who=ada, clip=clips[1]).count() == 1
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowUp")
    on_stage(page, 0)


def test_captions_are_on_and_can_be_put_away(page_at, clips):
    page = page_at()
    page.goto("/latest")
    cue = page.locator(".stage").first.locator("[data-cue]")
    expect(cue).to_have_text("Wait for me!")
    page.keyboard.press("c")
    page.wait_for_timeout(400)
    expect(cue).to_be_hidden()


def test_tap_pauses_and_two_taps_like(page_at, login, ada, clips):
    page = page_at()
    login(page, ada)
    page.goto("/latest")
    until(page, "document.querySelector('video').currentTime > 0.1")
    page.touchscreen.tap(150, 400)
    until(page, "document.querySelector('video').paused")
    page.touchscreen.tap(150, 400)
    until(page, "!document.querySelector('video').paused")
    page.wait_for_timeout(400)
    page.locator(".stage__tap").first.dblclick(position={"x": 150, "y": 300})
    expect(page.locator("[data-like]").first).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("!document.querySelector('video').paused"), "a double tap does not pause"


def test_nothing_moves_by_itself(page_at, clips):
    for width, height in ((390, 844), (1280, 800)):
        page = page_at(width, height)
        page.goto("/latest")
        page.wait_for_timeout(1200)
        page.keyboard.press("j")
        page.wait_for_timeout(800)
        assert page.evaluate(SHIFTS) == 0


def test_what_was_watched_reaches_the_server(page_at, login, ada, clips):
    page = page_at()
    login(page, ada)
    page.goto("/latest")
    page.wait_for_timeout(900)
    page.keyboard.press("j")
    on_stage(page, 1)
    page.goto("/search")
    page.wait_for_timeout(500)
    seen = Watch.objects.get(who=ada, clip=clips[0])
    assert (seen.place, seen.source) == (0, "latest")
    assert 200 < seen.watched_ms < 5000


def test_no_clip_comes_twice_without_an_account(page_at, clips):
    page = page_at()
    page.goto("/")
    until(page, f"({CURRENT})() === 0 && !document.querySelector('video').paused")
    first = page.locator(".stage").first.get_attribute("data-clip")
    page.wait_for_timeout(300)
    page.goto("/about/feed")
    for _try in range(20):
        page.goto("/")
        if page.locator(".stage").first.get_attribute("data-clip") != first:
            break
    expect(page.locator(f"#clip-{first}")).to_have_count(0)


def test_the_curtain_comes_down_at_the_end(page_at, ada, clip_of):
    clip_of(ada)
    page = page_at()
    page.goto("/latest")
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="That was everything")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Make something")).to_be_visible()


def test_reduced_motion_waits_for_a_hand(page_at, clips):
    page = page_at(reduced_motion="reduce")
    page.goto("/latest")
    page.wait_for_timeout(600)
    assert page.evaluate("document.querySelector('video').paused")
    page.get_by_role("button", name="Play", exact=True).first.click()
    until(page, "!document.querySelector('video').paused")


def test_without_javascript_each_clip_can_be_played_and_the_next_page_reached(page_at, clips):
    page = page_at(java_script_enabled=False)
    page.goto("/latest")
    assert page.locator("video[controls]").count() == SIZE
    assert page.locator("video[preload=none]").count() == SIZE - 1
    expect(page.get_by_role("button", name="Sound")).to_have_count(0)
    page.get_by_role("link", name="More clips").click()
    assert page.locator(".stage[data-clip]").count() == SIZE


def test_a_clip_taken_back_while_it_lies_here_is_not_shown(page_at, ada, ben, noor, clip_of, at):
    first = clip_of(ada, "First", cast=[ben], at=at)
    gone = clip_of(noor, "Second", cast=[ben], at=at - timedelta(minutes=1))
    clip_of(ada, "Third", at=at - timedelta(minutes=2))
    page = page_at()
    page.goto("/latest")
    until(page, f"document.querySelector('#clip-{gone.pk} video')?.readyState > 2")
    revoke_use(use=gone.uses.get(), by=ben, at=now())
    page.keyboard.press("j")
    expect(page.get_by_text("This clip has left the stage.")).to_be_visible()
    assert page.locator(f"[src*='{gone.pk}']").count() == 0
    page.keyboard.press("k")
    on_stage(page, 0)
    revoke_use(use=first.uses.get(), by=ben, at=now())
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.get_by_text("This clip has left the stage.")).to_have_count(2)
    assert page.locator(f"[src*='{first.pk}']").count() == 0


@pytest.mark.parametrize(("width", "height", "scheme"), [(390, 844, "light"), (1280, 800, "dark")])
def test_axe_finds_nothing(page_at, login, axe, ada, ben, clips, clip_of, scheme, width, height):
    cast = clip_of(ada, "With Ben", cast=[ben])
    draft = clip_of(ada, "Mine", state="DRAFT")
    stranger = page_at(width, height, color_scheme=scheme)
    for address in ("/", "/latest", f"/c/{cast.pk}", "/@ben", "/search?q=ada", "/search?q=zzz", "/nowhere"):
        stranger.goto(address)
        axe(stranger)
    page = page_at(width, height, color_scheme=scheme)
    login(page, ada)
    for address in ("/", "/following", f"/c/{draft.pk}", "/@ada", "/@ben"):
        page.goto(address)
        page.wait_for_timeout(300)
        axe(page)


def test_clips_that_come_in_during_a_rehearsal(page_at, login, ada, clip_of, at):
    made = clip_of(ada, "First of all", state="DRAFT")
    Job.objects.filter(pk=made.pk).update(origin="demo")
    Job.objects.create(author=ada, prompt="x", engine="papertheatre", origin="demo", created_at=at)
    page = page_at()
    page.goto("/")
    expect(page.get_by_text("1 of 2 clips are ready")).to_be_visible()
    for number in range(4):
        clip_of(ada, f"Number {number}")
        page.wait_for_timeout(200)
    expect(page.get_by_role("heading", name="Number", exact=False).first).to_be_in_viewport()
    until(page, "document.querySelectorAll('.stage[data-clip]').length === 4")
    until(page, "[...document.querySelectorAll('video')].some((video) => !video.paused)")
    assert page.locator("video").count() <= 3
    assert page.evaluate(SHIFTS) == 0
    Job.objects.filter(state="QUEUED").update(state="FAILED")
    page.wait_for_timeout(3500)
    assert page.locator("[data-rehearsal]").count() == 0


def test_a_clip_that_does_not_come_shows_its_own_picture_and_is_asked_for_again(page_at, clips):
    page = page_at()
    late = str(clips[3].pk)
    page.route(f"**/media/{late}/video.mp4", lambda route: route.abort())
    page.goto("/latest")
    for place in range(1, 4):
        page.keyboard.press("j")
        on_stage(page, place)
    stage = page.locator(f"#clip-{late}")
    expect(stage.get_by_text("This clip does not come through. Tap to try again.")).to_be_visible()
    expect(stage.locator(".stage__poster")).to_have_attribute("src", re.compile(late))
    assert page.locator(f"video[poster*='{clips[0].pk}']").count() == 0, "a player takes no poster along"
    page.unroute(f"**/media/{late}/video.mp4")
    stage.locator(".stage__tap").click()
    until(page, f"document.querySelector('#clip-{late} video')?.currentTime > 0.05")
    expect(stage.locator("[data-cue]")).not_to_contain_text("try again")


def test_whoever_closes_a_sheet_is_where_they_were(page_at, login, ada, noor, clips):
    page = page_at()
    login(page, ada)
    page.goto("/latest")
    badge = page.locator(f"#clip-{clips[0].pk} .reach[popovertarget]")
    badge.click()
    page.touchscreen.tap(180, 140)
    expect(page.locator(f"#leaf-{clips[0].pk}")).to_be_hidden()
    page.wait_for_timeout(350)
    assert page.evaluate("!document.querySelector('video').paused"), (
        "the tap that closes it does nothing else"
    )
    badge.click()
    page.locator(f"#leaf-{clips[0].pk}").get_by_role("link", name="0 remixes of it").click()
    expect(page.get_by_role("dialog", name="What was made from what")).to_be_visible()
    page.keyboard.press("Escape")
    expect(badge).to_be_focused()
    page.keyboard.press("i")
    expect(page.locator(f"#leaf-{clips[0].pk}")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('.leaf') !== null"), "the keys lead into it"
    page.keyboard.press("Escape")
    expect(badge).to_be_focused()
    slider = page.locator(f"#clip-{clips[0].pk} [data-seek]")
    slider.focus()
    page.keyboard.press(" ")
    until(page, "document.querySelector('video').paused")
    assert page.evaluate(f"({CURRENT})()") == 0, "a blank on the bar pauses, it does not turn the page"
