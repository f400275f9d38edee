"""The two stories as people live them: a real browser, a real server, a real worker, sockets and all."""

from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page, expect

from generation.models import Clip, Job
from tests.conftest import PASSWORD
from tests.live import HERE, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.xdist_group("stories")]
ARTIFACTS = HERE / "tests" / ".artifacts"
PROMPT = 'A dog chases a red ball along the beach at sunset and says "Wait for me!"'


@pytest.fixture
def visit(chromium, server):
    """Opens a browser of its own for one person, logged in through the page."""
    contexts = []

    def as_person(user=None, width=390, height=844) -> Page:
        context = chromium.new_context(base_url=server, viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        if user:
            user.password = make_password(PASSWORD, hasher="pbkdf2_sha256")  # the server knows no other
            user.save()
            page.goto("/accounts/login/")
            page.locator("input[name=login]").fill(user.handle)
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("form[action='/accounts/login/'] button").click()
            page.wait_for_url(lambda url: "/accounts/login" not in url)
        return page

    yield as_person
    for context in contexts:
        context.close()


def ask(page: Page, prompt: str, size: str = "360x640") -> Job:
    page.goto("/create")
    page.locator("#id_prompt").fill(prompt)
    page.locator("#id_size").select_option(size)
    page.locator("input[name=seconds][value='4']").check(force=True)
    page.locator(".composer__actions .button").first.click()
    page.wait_for_url("**/jobs/*")
    return Job.objects.get()


def playing(page: Page) -> bool:
    return page.evaluate(
        "[...document.querySelectorAll('video')].some((one) => one.currentTime > 0.3 && !one.paused)"
    )


def test_prompt_watch_publish_and_swipe(ada, noor, visit, cluster):
    page = visit(ada)
    job = ask(page, PROMPT, size="720x1280")
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible()
    assert until(60, Job.objects.filter(pk=job.pk, percent__gt=20).exists)
    page.reload()  # in the middle: the row says how far it is
    page.wait_for_url(f"**/c/{job.pk}", timeout=90_000)  # the socket said it is done
    assert until(10, lambda: playing(page))
    page.locator("input[name=title]").fill("Wait for me!")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(f"**/c/{job.pk}")
    assert Clip.objects.get().is_published

    viewer = visit(noor)
    viewer.goto("/latest")
    assert viewer.locator("[data-clip]").first.get_attribute("data-clip") == str(job.pk)
    assert until(10, lambda: playing(viewer))
    assert until(10, lambda: "Wait for me!" in viewer.locator(".stage").first.inner_text())
    heard = "document.querySelector('video').webkitAudioDecodedByteCount > 0"
    assert until(10, lambda: viewer.evaluate(heard)), "there is sound under the picture"
    ARTIFACTS.mkdir(exist_ok=True)
    viewer.screenshot(path=ARTIFACTS / "feed.png")  # `make screenshot` puts it into the README


def test_used_told_revoked_and_gone(ada, ben, noor, visit, cluster):
    owner, creator, stranger = visit(ben), visit(ada), visit(noor)
    owner.goto("/inbox")
    owner.wait_for_function("document.querySelector('#toasts') !== null")
    owner.wait_for_timeout(500)  # the socket is open
    job = ask(creator, "@ben flies a kite on the beach")
    toast = owner.locator(".toast", has_text="@ada").or_(owner.locator(".toast", has_text="Ada")).first
    expect(toast).to_be_visible(timeout=15_000)
    toast.get_by_role("link").click()
    owner.wait_for_url("**/cameos/uses/*")

    assert until(60, Clip.objects.filter(pk=job.pk).exists)
    creator.goto(f"/c/{job.pk}")
    creator.get_by_role("button", name="Publish").click()
    assert until(10, Clip.objects.filter(pk=job.pk, state="PUBLISHED").exists)
    media = urlsplit(Clip.objects.get().video_url).path
    assert stranger.goto(f"/c/{job.pk}").status == 200

    owner.goto("/inbox")
    owner.goto(f"/cameos/uses/{job.uses.get().pk}")
    owner.get_by_text("End this use").click()
    with owner.expect_navigation():
        owner.get_by_role("button", name="End it now").click()
    assert stranger.goto(f"/c/{job.pk}").status == 410
    assert stranger.request.get(media).status == 410
    assert stranger.request.get(f"/api/v1/clips/{job.pk}").status == 410
    stranger.goto("/latest")
    assert str(job.pk) not in stranger.content()


def test_cancel_in_the_middle(ada, visit, cluster):
    page = visit(ada)
    job = ask(page, PROMPT)
    assert until(60, Job.objects.filter(pk=job.pk, state="RENDERING").exists)
    page.get_by_role("button", name="Cancel").click()
    assert until(10, Job.objects.filter(pk=job.pk, state="CANCELLED").exists)
    expect(
        page.get_by_role("button", name="Try again")
        .or_(page.get_by_role("button", name="Make it again"))
        .first
    ).to_be_visible()
    assert not Clip.objects.exists()
