"""The same script in front of this instance and of others that are running: bytes, requests, first frame, nodes, axe.

    python -m benchmarks.peers kulisse=http://127.0.0.1:8000/latest loops=http://127.0.0.1:8090/ \\
        "mediacms=http://127.0.0.1:8091/view?m=TOKEN"

Chromium as a phone (390×844, touch) on a line of 10 Mbit/s and 40 ms, with an empty cache, no account, sound off. Where
nothing plays by itself within eight seconds the middle of the picture is tapped once, and that is told. Then ten swipes.
docs/beside-peers.md says how each was started, and what was found.
"""

import sys
import time
from typing import Any

from benchmarks.instance import say
from benchmarks.swipe import LINE, LOOK, swipe

PATIENCE, SWIPES = 8.0, 10
ALWAYS = 1e12
WATCH = """
window.seen = {shifted: 0};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shifted += entry.value;
}).observe({type: 'layout-shift', buffered: true});
addEventListener('playing', ({target}) => target.requestVideoFrameCallback((now) => { seen.first ??= now; }), true);
"""
PLAYING = "[...document.querySelectorAll('video')].some((one) => !one.paused && one.currentTime > 0)"


class Wire:
    """What came over the line, packed as it came, by the moment; and what of it were scripts."""

    def __init__(self, devtools: Any) -> None:
        self.asked: list[float] = []
        self.kinds: dict[str, str] = {}
        self.pieces: dict[str, list[tuple[float, int, int]]] = {}  # when, packed, plain
        self.whole: dict[str, tuple[float, int]] = {}  # when it was there, and what it weighed with its head
        devtools.on("Network.requestWillBeSent", lambda told: self.asked.append(told["timestamp"]))
        devtools.on("Network.responseReceived", self._note)
        devtools.on("Network.dataReceived", self._add)
        devtools.on("Network.loadingFinished", self._end)

    def _note(self, told: dict[str, Any]) -> None:
        self.kinds[told["requestId"]] = told["response"]["mimeType"]

    def _add(self, told: dict[str, Any]) -> None:
        piece = told["timestamp"], told["encodedDataLength"], told["dataLength"]
        self.pieces.setdefault(told["requestId"], []).append(piece)

    def _end(self, told: dict[str, Any]) -> None:
        self.whole[told["requestId"]] = told["timestamp"], told["encodedDataLength"]

    def until(self, moment: float) -> int:
        """Bytes; of what was still under way the pieces that had come."""
        return sum(self._weight(one, moment) for one in self.pieces.keys() | self.whole.keys())

    def _weight(self, request: str, moment: float) -> int:
        at, total = self.whole.get(request, (moment + 1, 0))
        if at <= moment:
            return total
        return sum(packed or plain for when, packed, plain in self.pieces.get(request, []) if when <= moment)

    def requests(self, moment: float) -> int:
        return sum(at <= moment for at in self.asked)

    def scripts(self) -> tuple[int, int]:
        """Unpacked, and packed."""
        found = [one for one, kind in self.kinds.items() if "javascript" in kind]
        plain = sum(piece[2] for one in found for piece in self.pieces.get(one, []))
        return plain, sum(self._weight(one, ALWAYS) for one in found)


def first_frame(page: Any) -> tuple[float | None, float | None]:
    """When the first frame was there, and when it was tapped for, in milliseconds since the address was opened."""
    tapped = None
    for tries in range(2):
        if tries:
            tapped = page.evaluate("performance.now()")
            page.touchscreen.tap(195, 300)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if (first := page.evaluate("window.seen?.first")) is not None:
                return first, tapped
            time.sleep(0.05)
    return None, tapped


def axe(page: Any) -> dict[str, int]:
    """Rules that are broken, and how often."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return {one["id"]: len(one["nodes"]) for one in found}


def counted(page: Any) -> dict[str, int]:
    told = (
        "({nodes: document.querySelectorAll('*').length, videos: document.querySelectorAll('video').length})"
    )
    return dict(page.evaluate(told))


def measure(browser: Any, name: str, address: str) -> None:
    """One visitor who never was there, looks at the first clip, and swipes on ten times."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.add_init_script(WATCH)
    devtools = context.new_cdp_session(page)
    for domain in ("Network", "Performance"):
        devtools.send(f"{domain}.enable")
    devtools.send("Network.emulateNetworkConditions", LINE)
    wire = Wire(devtools)
    page.goto(address, wait_until="commit")
    first, tapped = first_frame(page)
    told = devtools.send("Performance.getMetrics")["metrics"]
    began = next(one["value"] for one in told if one["name"] == "NavigationStart")
    moment = began + first / 1000 if first else ALWAYS
    say(
        "first_frame", of=name, ms=round(first) if first and not tapped else None,
        ms_after_a_tap=round(first - tapped) if first and tapped else None, bytes_before=wire.until(moment),
        requests_before=wire.requests(moment),
    )  # fmt: skip
    time.sleep(4)
    plain, packed = wire.scripts()
    say(
        "first_load", of=name, bytes=wire.until(ALWAYS), requests=wire.requests(ALWAYS), script_bytes=plain,
        script_bytes_packed=packed, layout_shift=round(page.evaluate("seen.shifted"), 4), **counted(page),
    )  # fmt: skip
    say("axe", of=name, violations=axe(page))
    for _step in range(SWIPES):
        swipe(devtools)
        time.sleep(LOOK)
    say("ten_swipes", of=name, bytes=wire.until(ALWAYS), plays=page.evaluate(PLAYING), **counted(page))
    context.close()


def main() -> None:
    from playwright.sync_api import sync_playwright

    peers = [one.partition("=") for one in sys.argv[1:]]
    if not peers or not all(name and address for name, _sign, address in peers):
        raise SystemExit(__doc__)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, _sign, address in peers:
            measure(browser, name, address)
        browser.close()


if __name__ == "__main__":
    main()
