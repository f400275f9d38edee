"""The first page of the feed: queries, bytes of HTML, bytes of our JavaScript, milliseconds in the view.

    python -m benchmarks.page

Targets: 8 queries, 60 kB of HTML, 60 kB of JavaScript.
"""

import time
from pathlib import Path

from benchmarks.instance import begin, percentile, say


def main() -> None:
    begin()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from benchmarks.clips import published

    authors = [User.objects.create_user(f"author_{number}") for number in range(5)]
    viewer = User.objects.create_user("viewer")
    for author in authors:
        published(8, author)
    for who in (None, viewer):
        client = Client(headers={"host": "localhost"})
        if who:
            client.force_login(who, "accounts.backends.PasswordBackend")
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            html = client.get("/").content
        count = len(queries)  # now: the next request empties the log
        spans = []
        for _run in range(20):
            began = time.perf_counter()
            client.get("/")
            spans.append(1000 * (time.perf_counter() - began))
        say(
            "feed_page", viewer="logged in" if who else "anonymous", queries=count, html_bytes=len(html),
            p50_ms=percentile(spans, 0.5), target_queries=8, target_html=60_000,
        )  # fmt: skip
    scripts = sum(path.stat().st_size for path in Path("static").rglob("*.js"))
    say("our_javascript", bytes=scripts, target=40_000)


if __name__ == "__main__":
    main()
