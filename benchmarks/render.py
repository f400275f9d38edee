"""Prompt to playable draft: a 10 s clip of 720×1280 through the real queue, worker and seal.

    python -m benchmarks.render

`wall_s` from the request to the finished row, `first_progress_s` to the first sign of life, `preview_gap_s` the longest
time without a new preview picture while it is drawn, `peak_mb` the largest resident size of the worker's processes.
Targets on two quiet cores: 12 s, 1 s, 1 s, 700 MB. Then each length and each size once, with the same bound on memory.
"""

import time
from typing import Any

import psutil

from benchmarks.instance import begin, say, worker

OTHERS = (("720x1280", 4), ("720x1280", 20), ("1280x720", 10), ("1080x1920", 10))

PROMPT = 'A dog chases a red ball along the beach at sunset and says "Wait for me!"'


def main(runs: int = 3) -> None:
    begin()
    from django.utils.timezone import now

    from accounts.models import User
    from generation.models import Job
    from generation.operations import request_job

    mira = User.objects.create_user("bench_mira")
    with worker() as process:
        request_job(author=mira, prompt="A cat sleeps", at=now(), seconds=4, size="360x640")
        while Job.objects.exclude(
            state="DONE"
        ).exists():  # the worker is up and warm, as in a running instance
            time.sleep(0.1)
        for _run in range(runs):
            told = _measured(request_job(author=mira, prompt=PROMPT, at=now(), seconds=10), process.pid)
            say("prompt_to_draft", **told, target_s=12, target_preview_s=1, target_mb=700)
        for size, seconds in OTHERS[: None if runs > 1 else 1]:
            job = request_job(author=mira, prompt=PROMPT, at=now(), seconds=seconds, size=size)
            say(
                "prompt_to_draft_other",
                size=size,
                seconds=seconds,
                **_measured(job, process.pid),
                target_mb=700,
            )


def _measured(job: Any, pid: int) -> dict[str, Any]:
    from generation.models import Preview

    began, first, peak, seen, gap = time.monotonic(), None, 0, [], 0.0
    while not job.is_finished:
        time.sleep(0.05)
        job.refresh_from_db()
        passed = time.monotonic() - began
        if first is None and job.state != "QUEUED":
            first = passed
        picture = Preview.objects.filter(job=job).values_list("picture", flat=True).first()
        if picture and (not seen or bytes(picture) != seen[-1][1]):
            gap = max(gap, passed - (seen[-1][0] if seen else first or 0.0))
            seen.append((passed, bytes(picture)))
        peak = max(peak, *(_resident(child) for child in _family(pid)))
    return {
        "state": str(job.state),
        "wall_s": round(time.monotonic() - began, 2),
        "first_progress_s": round(first or 0.0, 2),
        "previews": len(seen),
        "preview_gap_s": round(gap, 2),
        "peak_mb": round(peak / 1e6),
    }


def _family(pid: int) -> list[psutil.Process]:
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def _resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


if __name__ == "__main__":
    main()
