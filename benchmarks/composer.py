"""The check while somebody types: what is understood, what each likeness owner's rules answer, what it would cost.

    python -m benchmarks.composer

Measured through the page, as the script asks for it: prompts with two likenesses, a storyboard and an edited look,
by a person with a day of jobs behind them, on an instance with a thousand likenesses. Target: 50 ms p95.
"""

import argparse
import time

from benchmarks.instance import begin, percentile, say

PROMPTS = (
    "A red dog runs along the beach",
    'A bear and a rabbit dance in a meadow and say "Happy birthday to you!"',
    "@owner_1 and @owner_2 ride a bicycle through the city at night in the rain",
    "@owner_3 drinks tea with a frobnicator while @nobody looks on",
    "Ein Hund jagt bei Sonnenuntergang einen roten Ball am Strand entlang",
)
LOOKS = (
    {},
    {"style": "noir", "camera": "pan", "negative": "cars, people"},
    {
        "shot_prompt": ["A dog runs along the beach", "@owner_4 sleeps in the forest at night"],
        "shot_seconds": ["5", ""],
    },
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--owners", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=8)
    options = parser.parse_args()
    begin()
    from django.test import Client
    from django.utils.timezone import now

    from accounts.models import User
    from cameos.operations import approve_cameo, enrol_cameo, set_permission
    from generation.operations import request_job

    for number in range(options.owners):
        owner = User.objects.create_user(f"owner_{number}")
        cameo = enrol_cameo(owner=owner, handle=owner.handle, name=f"Owner {number}", at=now())
        approve_cameo(cameo=cameo)
        set_permission(cameo=cameo, at=now(), audience="EVERYONE", asking="FREELY")
    person = User.objects.create_user("maker")
    for _job in range(20):
        request_job(author=person, prompt="A dog runs", at=now(), seconds=4, size="360x640")
    client = Client(headers={"host": "localhost", "X-Fragment": "1"})
    client.force_login(person, "accounts.backends.PasswordBackend")
    sheets = [
        {"prompt": prompt, "seconds": "8", "size": "720x1280", **look} for prompt in PROMPTS for look in LOOKS
    ]
    for sheet in sheets:
        client.get("/create/check", sheet)  # the words are loaded once
    spans = []
    for _round in range(options.rounds):
        for sheet in sheets:
            began = time.perf_counter()
            assert client.get("/create/check", sheet).status_code == 200
            spans.append(1000 * (time.perf_counter() - began))
    say(
        "composer_check",
        checks=len(spans),
        p50_ms=percentile(spans, 0.5),
        p95_ms=percentile(spans, 0.95),
        target_ms=50,
    )


if __name__ == "__main__":
    main()
