"""A real Chromium in front of a real server: `page_at(width, height)`, `login(page, user)`, `axe(page)`."""

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "true"  # Playwright runs a loop in this thread; the ORM is used beside it
)

expect.set_options(timeout=30_000)  # patience is no fault: how fast it is, the benchmarks say
CHROMIUM = "/usr/bin/chromium"
LIGHTER = "/usr/lib/chromium/chromium-headless-shell"  # the same engine without windows around it: a third less work
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


MOVED = """() => Promise.all(document.getAnimations()
  .filter((one) => one.playState === "running" && one.effect.getComputedTiming().endTime !== Infinity)
  .map((one) => one.finished.catch(() => null))).then(() => null)"""


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


def until(page: Page, expression: str, seconds: float = 30.0) -> None:
    """Waits for JavaScript to become true; Playwright's own way needs eval, which our policy forbids."""
    for _try in range(int(seconds / 0.05)):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=LIGHTER if os.path.exists(LIGHTER) else CHROMIUM, args=QUIET
        )
        yield browser
        browser.close()


@pytest.fixture
def page_at(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Opens a page of that size; any error of our JavaScript fails the test."""
    contexts, errors = [], []

    def open_page(width: int = 390, height: int = 844, **options: object) -> Page:
        phone = {"has_touch": True} if width < 600 else {}
        size = {"width": width, "height": height}
        context = chromium.new_context(base_url=live_server.url, viewport=size, **phone, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            page.goto(
                "about:blank"
            )  # what it still has to tell reaches the server before the tables are emptied
            page.wait_for_timeout(150)
        context.close()
    assert not errors


@pytest.fixture
def login(live_server) -> Callable[[Page, object], None]:
    def with_session(page: Page, user: object) -> None:
        client = Client()
        client.force_login(user, "accounts.backends.PasswordBackend")
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
        )

    return with_session


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Zero violations, or the test says which. What still fades in has another contrast than what stands."""

    def check(page: Page) -> None:
        page.evaluate(MOVED)
        found = Axe().run(page)
        assert not found.response["violations"], found.generate_report()

    return check
