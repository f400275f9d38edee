"""honcho with one thing added: when the terminal is closed, what it started ends too."""

import os
import signal
import sys
from types import FrameType

from honcho.command import main


def _hung_up(_signal: int, _frame: FrameType | None) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)  # the terminal is gone: writing to it would raise
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.kill(os.getpid(), signal.SIGTERM)  # honcho's own way to end everything


if __name__ == "__main__":
    signal.signal(signal.SIGHUP, _hung_up)
    sys.argv[0] = "honcho"
    sys.exit(main())
