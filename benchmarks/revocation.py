"""Taking a likeness back: the response, what the first request after it sees, the bytes, and the feed meanwhile.

    python -m benchmarks.revocation [clips]

A likeness with 10,000 published clips, each with real small files; the worker of the `default` pool cleans up while
the feed is asked for without a pause. That worker starts only after the surfaces were looked at: nothing may depend
on it. Targets: response 500 ms; none seen; bytes gone within 120 s; the feed's p95
at most 1.5 times what it was. The clips taken back are the newest, so the feed has the furthest to look.
"""

import contextlib
import http.client
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.instance import begin, percentile, say, server, session_of, worker

SAMPLE = 25  # clips asked for on every surface, spread over all
FEED_BEFORE = 150  # requests for the feed before anything is taken back
LONGEST = 600  # seconds until we stop waiting for the bytes


class Page:
    """One kept connection, so that what is measured is the page and not the hand-shake."""

    def __init__(self, address: str) -> None:
        self.line = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)

    def get(self, path: str) -> tuple[float, int, bytes]:
        began = time.perf_counter()
        self.line.request("GET", path)
        answer = self.line.getresponse()
        body = answer.read()
        return 1000 * (time.perf_counter() - began), answer.status, body


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def take_back(address: str, cookies: str, token: str, cameo: object) -> float:
    url = f"{address}/cameos/{cameo.pk}/take-back"
    headers = {"Cookie": cookies, "X-CSRFToken": token, "Origin": address}
    request = urllib.request.Request(url, b"and_close=on", headers)
    began = time.perf_counter()
    with contextlib.suppress(urllib.error.HTTPError):
        _NoRedirect.open(request, timeout=60)
    return 1000 * (time.perf_counter() - began)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_NoRedirect = urllib.request.build_opener(_Stay)


def seen_after(address: str, clips: list[object]) -> dict[str, int]:
    """How many of the sample, or of all on a list, are still to be seen, for each surface."""
    some = clips[:: max(1, len(clips) // SAMPLE)]
    ids = {str(clip.pk) for clip in clips}
    pages = {
        "page": "/c/{0.pk}", "video": "{0.video_url}", "poster": "{0.poster_url}", "api": "/api/v1/clips/{0.pk}",
    }  # fmt: skip
    found = {
        name: sum(status(address + path.format(clip)) != 410 for clip in some) for name, path in pages.items()
    }
    for name, path in {
        "feed": "/", "latest": "/latest", "profile": "/@mira", "search": "/search?q=take", "api_list": "/api/v1/clips",
    }.items():  # fmt: skip
        body = Page(address).get(path)[2].decode()
        found[name] = sum(one in body for one in ids)
    return found


def files_left(media: Path) -> int:
    return sum(len(files) for _folder, _folders, files in os.walk(media / "clips" / "many"))


def main(count: int = 10_000) -> None:
    begin()
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string
    from django.utils.timezone import now

    from accounts.models import User
    from benchmarks.clips import many, published
    from generation.demo import ensure_people

    ensure_people(at=now())
    jonas, mira, tom = (User.objects.get(handle=name) for name in ("jonas", "mira", "tom"))
    others = [str(clip.pk) for clip in published(60, tom)]
    cameo = jonas.cameos.get()
    clips = many(count, mira, cameo)
    token, port = _get_new_csrf_string(), os.environ["PORT"]
    cookies = f"kulisse_{port}={session_of(jonas)}; kulisse_csrf_{port}={token}"
    with server() as address:
        feed = Page(address)
        for _warm in range(10):
            feed.get("/")
        before = [feed.get("/")[0] for _request in range(FEED_BEFORE)]
        response = take_back(address, cookies, token, cameo)
        seen = seen_after(address, clips)  # nobody has cleaned up anything yet
        during, empty, feed = [], 0, Page(address)  # the server has hung up on the old line
        with worker("default"):
            began = time.monotonic()
            while files_left(settings.MEDIA_ROOT) and time.monotonic() - began < LONGEST:
                took, _status, body = feed.get("/")
                during.append(took)
                empty += not any(one in body.decode() for one in others)
            gone = time.monotonic() - began
        left = files_left(settings.MEDIA_ROOT)
    p95, was = percentile(during, 0.95), percentile(before, 0.95)
    say(
        "take_back_all", clips=count, response_ms=round(response, 1), target_response_ms=500,
        seen_by_the_next_request=sum(seen.values()), surfaces=seen, bytes_gone_s=round(gone, 1), files_left=left,
        target_gone_s=120,
    )  # fmt: skip
    say(
        "feed_during_purge", requests=len(during), p95_before_ms=was, p95_during_ms=p95,
        times=round(p95 / was, 2), target_times=1.5, without_the_other_clips=empty,
    )  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
