"""The nudge between processes, through the channel layer when that is Redis. It carries nothing but itself."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable

from channels.layers import get_channel_layer

log = logging.getLogger("kulisse.live")
GROUP = "live"
WAIT_AFTER_ERROR = 1.0


async def listen(wake: Callable[[], None]) -> None:
    """This function will call `wake` whenever another process rings, until it is cancelled."""
    while True:
        try:
            layer = get_channel_layer()
            channel = await layer.new_channel()
            await layer.group_add(GROUP, channel)
            wake()
            while True:
                await layer.receive(channel)
                wake()
        except Exception as error:
            log.warning("no nudges from Redis (%s); the tables are followed by the clock", error)
        await asyncio.sleep(WAIT_AFTER_ERROR)


class _Ringer:
    """A thread with a loop of its own, so that ringing costs its caller nothing and can not fail there."""

    def __init__(self) -> None:
        self.pid = os.getpid()  # a forked worker must make its own
        self.loop = asyncio.new_event_loop()
        self.under_way = threading.Event()
        threading.Thread(target=self.loop.run_forever, name="live-bell", daemon=True).start()

    def ring(self) -> None:
        if not self.under_way.is_set():  # many moves in one instant are one ring
            self.under_way.set()
            asyncio.run_coroutine_threadsafe(self._send(), self.loop)

    async def _send(self) -> None:
        self.under_way.clear()
        try:
            await get_channel_layer().group_send(GROUP, {"type": "nudge"})
        except Exception as error:
            log.warning("the nudge did not reach Redis (%s); the others look by the clock", error)


_ringer: _Ringer | None = None
_making = threading.Lock()


def ring() -> None:
    """This function will wake the followers of the other processes soon. It returns at once."""
    global _ringer
    if _ringer is None or _ringer.pid != os.getpid():
        with _making:
            if _ringer is None or _ringer.pid != os.getpid():
                _ringer = _Ringer()
    _ringer.ring()
