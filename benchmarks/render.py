"""Prompt to playable draft: a 10 s clip of 720×1280 through the real queue, worker and seal.

    python -m benchmarks.render

`wall_s` from the request to the finished row, `first_progress_s` to the first sign of life, `peak_mb` the
largest resident size of the worker's processes. Targets: 20 s, 1 s, 900 MB.
"""

import time

import psutil

from benchmarks.instance import begin, say, worker

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
            began, first, peak = time.monotonic(), None, 0
            job = request_job(author=mira, prompt=PROMPT, at=now(), seconds=10)
            while not job.is_finished:
                time.sleep(0.05)
                job.refresh_from_db()
                if first is None and job.state != "QUEUED":
                    first = time.monotonic() - began
                peak = max(peak, *(_resident(child) for child in _family(process.pid)))
            say(
                "prompt_to_draft", state=job.state, wall_s=round(time.monotonic() - began, 2),
                first_progress_s=round(first, 2), peak_mb=round(peak / 1e6), target_s=20, target_mb=900,
            )  # fmt: skip


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
