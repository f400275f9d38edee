"""The light table while it changes: two people, two browsers, and what is looked at stays where it is."""

import pytest
from playwright.sync_api import Page, expect

from generation.consent import revoke_use
from generation.models import CameoUse
from generation.operations import request_job
from tests.browser.test_stories import visit  # noqa: F401  # opens a browser for one person, logged in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.xdist_group("stories")]


def looking(page: Page, path: str) -> Page:
    """A page whose socket has said ready."""
    frames: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    page.goto(path)
    for _try in range(600):
        if any("ready" in frame for frame in frames):
            return page
        page.wait_for_timeout(50)
    raise AssertionError("the socket never said ready")


def test_a_new_print_slides_in_and_moves_nothing(ada, ben, visit, clip_of, at):  # noqa: F811
    for number in range(8):
        clip_of(ada, cast=[ben], prompt=f"Number {number}")
    page = looking(visit(ben, 1280, 800), "/cameos/")
    third = page.locator("[data-prints] > li").nth(6)
    third.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 200)")
    before = third.bounding_box()
    request_job(author=ada, prompt="@ben rides a whale", at=at, seconds=4)
    arrived = page.locator("[data-new] .print", has_text="rides a whale")
    expect(arrived).to_have_count(1)
    page.wait_for_timeout(400)
    after = third.bounding_box()
    assert abs(before["x"] - after["x"]) < 2
    assert abs(before["y"] - after["y"]) < 2


def test_a_print_that_ends_fades_in_its_place(ada, ben, noor, visit, clip_of, at):  # noqa: F811
    clip = clip_of(ada, cast=[ben], prompt="Alone")
    page = looking(visit(ben), "/cameos/")
    expect(page.locator("[data-prints] .stamp--stands")).to_have_count(1)
    revoke_use(use=CameoUse.objects.select_related("job", "cameo", "clip").get(clip=clip), by=ben, at=at)
    request_job(author=noor, prompt="@ben sings", at=at, seconds=4)  # the next word on the socket
    expect(page.locator("[data-prints] .stamp--ended")).to_have_count(1)
    assert page.locator("[data-prints] video").count() == 0


def test_ending_all_by_somebody_takes_it_from_the_other_browser(ada, ben, noor, visit, clip_of):  # noqa: F811
    clips = [clip_of(ada, cast=[ben], title=f"Take {number}") for number in range(3)]
    owner, maker, stranger = visit(ben, 1280, 800), visit(ada), visit(noor)
    assert stranger.goto(f"/c/{clips[0].pk}").status == 200
    looking(maker, "/inbox")
    owner.goto("/cameos/?person=ada")
    owner.get_by_role("link", name="End all of these …").click()
    expect(owner.locator("h1")).to_have_text("End what Ada made with you")
    with owner.expect_navigation():
        owner.get_by_role("button", name="End them now").click()
    for clip in clips:
        assert stranger.goto(f"/c/{clip.pk}").status == 410
    expect(owner.locator("[data-prints] .stamp--ended")).to_have_count(3)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_axe(ada, ben, visit, clip_of, axe, scheme, width):  # noqa: F811
    clip_of(ada, cast=[ben])
    page = visit(ben, width)
    page.emulate_media(color_scheme=scheme)
    end = f"/cameos/{ben.cameos.get().pk}/end?person=ada"
    for path in ("/cameos/", "/cameos/?person=ada", end, "/inbox", "/settings/"):
        page.goto(path)
        for details in page.locator("main details").all():
            details.evaluate("one => { one.open = true }")
        axe(page)
