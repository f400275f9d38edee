"""Revocation to 410: the owner ends a use over HTTP, the very next request for the bytes is refused.

    python -m benchmarks.revocation

Target: always, page, poster and video alike; with no worker running.
"""

import os
import time
import urllib.error
import urllib.request

from benchmarks.instance import begin, percentile, say, server, session_of


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def end_use(address: str, cookies: str, token: str, use: object) -> float:
    url = f"{address}/cameos/uses/{use.pk}/revoke"
    headers = {"Cookie": cookies, "X-CSRFToken": token, "Origin": address}
    began = time.perf_counter()
    urllib.request.urlopen(urllib.request.Request(url, b"", headers), timeout=10)
    return 1000 * (time.perf_counter() - began)


def main(count: int = 40) -> None:
    begin()
    from django.middleware.csrf import _get_new_csrf_string
    from django.utils.timezone import now

    from accounts.models import User
    from benchmarks.clips import published
    from generation.demo import ensure_people

    ensure_people(at=now())
    jonas, mira = User.objects.get(handle="jonas"), User.objects.get(handle="mira")
    clips = published(count, mira, cast="jonas")
    token, port = _get_new_csrf_string(), os.environ["PORT"]
    cookies = f"kulisse_{port}={session_of(jonas)}; kulisse_csrf_{port}={token}"
    gone, spans = 0, []
    with server() as address:
        for clip in clips:
            pages = (clip.video_url, clip.poster_url, f"/c/{clip.pk}")
            before = {status(address + page) for page in pages}
            spans.append(end_use(address, cookies, token, clip.uses.get()))
            after = [status(address + page) for page in pages]
            gone += before == {200} and after == [410, 410, 410]
    say("revoked_to_410", clips=count, gone_on_next_request=gone, revoke_p95_ms=percentile(spans, 0.95))


if __name__ == "__main__":
    main()
