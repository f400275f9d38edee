"""What happened, while a page is open: toasts, the number in every tab, nothing twice, nothing lost."""

import pytest
from django.contrib.auth.hashers import make_password
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from accounts.models import NotificationKind, User
from accounts.operations import notify
from tests.conftest import PASSWORD
from tests.live import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def told(to: User, title: str, actor: User | None = None):
    facts = {"title": title}
    return notify(to=to, kind=NotificationKind.LIKED, at=now(), url="/inbox", actor=actor, facts=facts)


@pytest.fixture
def context(chromium, server, ben):
    ben.password = make_password(PASSWORD, hasher="pbkdf2_sha256")  # the server knows no other
    ben.save()
    context = chromium.new_context(base_url=server, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("ben")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form[action='/accounts/login/'] button").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    page.close()
    yield context
    context.close()


def opened(context, path: str = "/settings/") -> Page:
    """A page whose socket has said ready."""
    page = context.new_page()
    page.set_default_timeout(30_000)
    frames: list[str] = []  # listened to from the start: the word may come before the page is loaded
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    page.goto(path)
    for _try in range(600):
        if any("ready" in frame for frame in frames):
            return page
        page.wait_for_timeout(50)
    raise AssertionError("the socket never said ready")


def test_toast_in_every_tab(context, ben, ada):
    tabs = [opened(context), opened(context)]
    told(ben, "The lighthouse", ada)
    for tab in tabs:
        expect(tab.locator(".toast a")).to_have_text("Ada likes “The lighthouse”", timeout=15_000)
        expect(tab.locator("[data-unread-number]")).to_have_text("1")


def test_nothing_twice_on_the_next_page(context, ben, ada):
    page = opened(context)
    told(ben, "one", ada)
    told(ben, "two", ada)
    expect(page.locator(".toast")).to_have_count(2)
    page.goto("/inbox")
    page.wait_for_timeout(600)
    expect(page.locator(".toast")).to_have_count(0)
    expect(page.locator(".letter--unread")).to_have_count(2)


def test_what_came_between_two_pages_is_told(context, ben, ada):
    page = opened(context)
    told(ben, "one", ada)
    expect(page.locator(".toast")).to_have_count(1)
    page.goto("about:blank")
    told(ben, "two", ada)
    page.goto("/settings/")
    expect(page.locator(".toast a")).to_have_text("Ada likes “two”")


def test_comes_back_after_the_line_was_cut(context, ben, ada):
    page = opened(context)
    context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    told(ben, "while away", ada)
    context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(".toast a")).to_have_text("Ada likes “while away”")


def test_opening_a_line_marks_it_as_read(context, ben, ada):
    told(ben, "one", ada)
    told(ben, "two", ada)
    page = opened(context, "/inbox")
    expect(page.locator("[data-unread-number]")).to_have_text("2")
    page.locator(
        ".letter a"
    ).first.click()  # the page is left at once; the word about it is sent all the same
    assert until(30, lambda: ben.notifications.unread().count() == 1)
    page.goto("/inbox")
    expect(page.locator(".letter--unread")).to_have_count(1)


def test_marking_all_reaches_the_other_tabs(context, ben, ada):
    told(ben, "one", ada)
    other, page = opened(context), opened(context, "/inbox")
    page.get_by_role("button", name="Mark all as read").click()
    expect(other.locator("[data-unread]")).to_be_hidden()


@pytest.mark.parametrize("path", ["/inbox", "/settings/", "/accounts/logout/", "/accounts/password/change/"])
def test_axe(context, ben, ada, axe, path):
    told(ben, "one", ada)
    page = context.new_page()
    page.goto(path)
    axe(page)


def test_axe_of_a_new_token(context, axe):
    page = opened(context)
    page.get_by_role("button", name="Make a token").click()
    expect(page.locator("#token")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/"])
@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_of_the_entrance(chromium, server, axe, path, scheme):
    User.objects.create_user("mira", name="Mira", is_demo=True)
    context = chromium.new_context(base_url=server, color_scheme=scheme)
    page = context.new_page()
    page.goto(path)
    axe(page)
    context.close()
