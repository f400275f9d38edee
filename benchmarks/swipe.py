"""The swipe page in Chromium: order of the first requests, <video> elements, layout shift over 30 swipes.

    python -m benchmarks.swipe

Targets: the first clip's bytes before any other clip's, at most 3 videos, no shift.
"""

import os
import time

from benchmarks.instance import begin, say, server

WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: 'layout-shift', buffered: true});
"""


def main(swipes: int = 30) -> None:
    begin()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import sync_playwright

    from accounts.models import User
    from benchmarks.clips import published

    for number in range(5):
        published(8, User.objects.create_user(f"author_{number}"))
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.add_init_script(WATCH_SHIFTS)
        asked: list[str] = []
        page.on(
            "request", lambda request: asked.append(request.url) if request.url.endswith(".mp4") else None
        )
        page.goto(address)
        page.wait_for_function("document.querySelector('video')?.currentTime > 0")
        first = page.locator("[data-clip]").first.get_attribute("data-clip")
        most = 0
        for _swipe in range(swipes):
            page.keyboard.press("ArrowDown")
            time.sleep(0.35)
            most = max(most, page.locator("video").count())
        say(
            "swipe", first_clip_first=bool(asked) and first in asked[0], most_videos=most,
            layout_shift=round(page.evaluate("window.shifted"), 4), swipes=swipes,
        )  # fmt: skip
        browser.close()


if __name__ == "__main__":
    main()
