"""One worker in a process of its own that stops itself, or its engine, at a given moment.

python -m tests.machine.slow stops RENDERING|CHECKING|SEALING|FINISHING   stands still as SIGSTOP does, goes on later
python -m tests.machine.slow hangs python|interpreter                     its engine does not come back
python -m tests.machine.slow loses                                        its graphics card is gone
"""

import ctypes
import os
import signal
import sys
import time

import django


def main(what: str, moment: str = "") -> None:
    django.setup()
    from generation import jobs, rendering, running
    from generation.engines.types import EngineFailed
    from tests.films import Still, take

    def stop() -> None:
        os.kill(os.getpid(), signal.SIGSTOP)

    def enter_and_stop(**move: object) -> None:
        enter(**move)
        if move["stage"] == moment:
            stop()

    def stop_and_finish(**made: object) -> object:
        stop()
        return finish(**made)

    class Engine(Still):
        def render(self, request, on_progress, should_stop, *more):
            made = super().render(request, on_progress, should_stop)
            made.frames = self._frames(made.frames)
            return made

        def _frames(self, frames):
            for number, frame in enumerate(frames):
                if number == 3:
                    trouble()
                yield frame

    def trouble() -> None:
        if (what, moment) == ("stops", "RENDERING"):
            stop()
        elif (what, moment) == ("hangs", "python"):
            time.sleep(600)
        elif what == "hangs":  # a library that never lets go of the interpreter
            ctypes.PyDLL(None).sleep(600)
        elif what == "loses":
            raise EngineFailed("DEVICE_LOST", "CUDA error: device-side assert triggered")

    enter, running.enter = running.enter, enter_and_stop
    if moment == "FINISHING":
        finish, running.finish_job = running.finish_job, stop_and_finish
    rendering.engine_named = lambda name, model: Engine(take(360, 640, 0.5))
    jobs.work("gpu")


if __name__ == "__main__":
    main(*sys.argv[1:])
