"""What it costs to decide about a likeness, and to read what a prompt touches.

    python -m benchmarks.decide

Targets: `decide` under 50 µs, for the longest terms an owner can write. The reading of a prompt has no target of its
own; it is a part of the composer's check.
"""

import time
from datetime import UTC, datetime

from benchmarks.instance import percentile, say
from cameos.rules import Terms, UseRequest, decide
from policy.lexicon import reading
from policy.reasons import Category
from policy.restrictions import rules_of, touches

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
RULES = "kein Bier; not with dogs; never in a swimsuit; nichts mit @tom; no zombies, no guns, no clowns; keine Trompeten"
PROMPT = "@jonas dances with a cat on the beach at sunset, a red kite flies over the sea, and he says “Wait for me!”"


def decisions(count: int) -> list[float]:
    """Microseconds of one decision, over requests that go, ask, and break every rule."""
    terms = Terms(
        "jonas", "Jonas", "EVERYONE", "FREELY", frozenset(map(str, Category)), rules_of(RULES),
        is_unclear=True, asks_when_unsure=True, until=datetime(2030, 1, 1, tzinfo=UTC), uses_a_day=3,
    )  # fmt: skip
    requests = (
        UseRequest(at=AT, is_mutual=True, touches=touches(PROMPT)),
        UseRequest(at=AT, categories=frozenset(Category), touches=frozenset(terms.rules), uses_today=3),
        UseRequest(at=AT, is_blocked=True, touches=touches(PROMPT)),
    )
    took = []
    for number in range(count):
        request = requests[number % len(requests)]
        began = time.perf_counter()
        decide(terms, request)
        took.append(1e6 * (time.perf_counter() - began))
    return took


def readings(count: int) -> list[float]:
    """Milliseconds to find what a new prompt touches."""
    touches(PROMPT)  # the lists are compiled once a process
    took = []
    for number in range(count):
        began = time.perf_counter()
        reading.cache_clear()
        touches(f"{PROMPT} {number}")
        took.append(1e3 * (time.perf_counter() - began))
    return took


def main(count: int = 30_000) -> None:
    took = decisions(count)
    say("decide_us", p50=percentile(took, 0.5), p95=percentile(took, 0.95), target_p95=50)
    read = readings(200)
    say("read_prompt_ms", p50=percentile(read, 0.5), p95=percentile(read, 0.95))


if __name__ == "__main__":
    main()
