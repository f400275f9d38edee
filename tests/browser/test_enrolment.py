"""Chromium's fake camera and microphone, a drawn head, the whole way: agree, record, send, review, be cast."""

import math
import wave
from fractions import Fraction

import av
import numpy as np
import pytest
from playwright.sync_api import expect

from cameos import jobs
from cameos.models import Cameo, Recording
from generation.operations import request_job
from tests.browser.conftest import CHROMIUM, QUIET
from tests.cameos.conftest import challenge_of, grown  # noqa: F401  (pytest finds them by their names)
from tests.recordings import RATE, TURN, beep, head

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def camera(tmp_path_factory):
    """A head that turns again and again, as the film a fake camera plays."""
    path = str(tmp_path_factory.mktemp("fake") / "camera.mjpeg")
    with av.open(path, "w", format="mjpeg") as file:
        video = file.add_stream("mjpeg", rate=10)
        video.width, video.height, video.pix_fmt, video.time_base = 270, 360, "yuvj420p", Fraction(1, 10)
        for name in ("LEFT", "UP", "RIGHT"):
            for place in range(16):
                amount = math.sin(math.pi * place / 15) ** 0.7
                yaw, pitch = (amount * value for value in TURN[name])
                file.mux(video.encode(av.VideoFrame.from_ndarray(head(yaw=yaw, pitch=pitch))))
        file.mux(video.encode(None))
    return path


@pytest.fixture(scope="module")
def microphone(tmp_path_factory):
    path = str(tmp_path_factory.mktemp("fake") / "voice.wav")
    sound = np.concatenate([np.zeros(RATE, np.float32), 2 * beep(0.8), np.zeros(RATE, np.float32)])
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture
def studio(camera, microphone, chromium, live_server, login):
    """A phone with that camera; `allowed=False` is one whose owner said no."""
    opened = []

    def at(person, allowed=True, scheme="dark"):
        fake = [
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={camera}",
            f"--use-file-for-fake-audio-capture={microphone}",
            *(["--use-fake-ui-for-media-stream"] if allowed else ["--deny-permission-prompts"]),
        ]
        browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*QUIET, *fake])
        opened.append(browser)
        size = {"width": 390, "height": 844}
        page = browser.new_context(base_url=live_server.url, viewport=size, color_scheme=scheme).new_page()
        page.set_default_timeout(60_000)
        login(page, person)
        return page

    yield at
    for browser in opened:
        browser.close()


def test_from_the_first_word_to_the_first_clip(studio, page_at, login, axe, noor, mona, ada, at):
    page = studio(noor)
    page.goto("/cameos/")
    page.get_by_role("link", name="Record yourself").click()
    axe(page)
    page.select_option("#id_birth_month", "5")
    page.fill("#id_birth_year", "1990")
    page.check("#id_agreed")
    page.get_by_role("button", name="Go to the camera").click()
    axe(page)
    numbers = page.locator("[data-do=SAY] strong").all_inner_texts()
    page.get_by_role("button", name="Switch the camera on").click()
    page.get_by_role("button", name="Start recording").click()
    expect(page.locator("[data-cue]")).to_have_text("Look straight into the camera.")
    page.get_by_role("button", name="Send it to the reviewers").wait_for()
    expect(page.locator("[data-view]")).to_have_js_property("controls", True)
    assert not page.locator("[data-state=quiet]").is_visible()
    page.get_by_role("button", name="Send it to the reviewers").click()
    page.wait_for_url("**/recording")
    recording = Recording.objects.get()
    jobs.look(str(recording.pk))
    page.reload()
    expect(page.locator("#standing")).to_contain_text("waits for a reviewer")
    axe(page)
    assert {"recording", "face", "voice"} <= set(recording.pieces.values_list("kind", flat=True))

    desk = page_at(1280, 800, color_scheme="light")
    login(desk, mona)
    desk.goto("/moderation/")
    axe(desk)
    desk.locator("form[action*=take-up] button").click()
    expect(desk.locator("video.player")).to_have_js_property("readyState", 4)
    axe(desk)
    desk.get_by_label("The numbers you hear").fill(" ".join(numbers))
    desk.get_by_role("button", name="Let it be cast").click()
    expect(desk.locator("body")).to_contain_text("Decided: let it be cast.")
    assert Cameo.objects.castable().get().handle == "noor"
    assert request_job(author=noor, prompt="@noor walks in the park", at=at).uses.get().recording_version == 1
    page.reload()
    expect(page.locator("body")).to_contain_text("checked by a person")
    page.get_by_role("link", name="Delete everything").click()
    axe(page)


def test_a_camera_that_stays_shut(studio, noor, challenge_of, at):  # noqa: F811
    page = studio(noor, allowed=False)
    page.goto(f"/cameos/record/{challenge_of(noor, at).pk}/")
    page.get_by_role("button", name="Switch the camera on").click()
    expect(page.locator("[data-state=denied]")).to_be_visible()
    assert page.get_by_label("Video", exact=True).is_visible()  # the way without


def test_numbers_that_ran_out(studio, axe, noor, challenge_of, at):  # noqa: F811
    challenge = challenge_of(noor, at)
    challenge.expires_at = at
    challenge.save()
    page = studio(noor, scheme="light")
    page.goto(f"/cameos/record/{challenge.pk}/")
    assert not page.get_by_label("Video", exact=True).is_visible()
    axe(page)
    page.get_by_role("button", name="Get new numbers").click()
    page.wait_for_url(lambda url: str(challenge.pk) not in url)
    page.get_by_role("button", name="Switch the camera on").wait_for()


def test_axe_finds_nothing_where_a_thing_is_enrolled(page_at, login, axe, noor):
    page = page_at(color_scheme="dark")
    login(page, noor)
    page.goto("/cameos/new/thing")
    axe(page)
