"""`make bench`: every figure of the design's budgets, one JSON line each. Each part runs in a process of its own."""

import subprocess
import sys

PARTS = (
    "page",
    "decide",
    "notification",
    "revocation",
    "swipe",
    "render",
    "theatre",
    "composer",
    "queue",
    "ranking",
    "feed",
    "simulator",
    "engine",
    "search",
)


def main(parts: list[str]) -> int:
    failed = 0
    for part in parts or PARTS:
        failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{part}"], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
