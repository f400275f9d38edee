"""One worker in a process of its own that kills itself, as SIGKILL does, on entering a given stage.

python -m tests.machine.worker RENDERING|CHECKING|SEALING
"""

import os
import signal
import sys

import django


def main(stage: str) -> None:
    django.setup()
    from django.utils.timezone import now

    from generation import rendering, running

    def enter_and_die(**move: object) -> None:
        enter(**move)
        if move["stage"] == stage:
            os.kill(os.getpid(), signal.SIGKILL)

    enter, running.enter = running.enter, enter_and_die
    job = running.claim_next(pool="gpu", at=now())
    if stage == "RENDERING":
        os.kill(os.getpid(), signal.SIGKILL)
    rendering.render_job(job)


if __name__ == "__main__":
    main(sys.argv[1])
