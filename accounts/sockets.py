"""What every socket here has in common: who may come in, in which language, what may be said, how it ends.

Close codes: 4401 log in first, 4404 no such thing for you, 4400 and 1003 we take no messages, 1009 too long,
1013 too slow (come again and say the last id), 1011 our fault.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs

from channels.generic.websocket import AsyncWebsocketConsumer
from django.http import HttpRequest
from django.utils import translation

from accounts.live import Key, Subscription, hub
from accounts.models import User
from accounts.queries import number

log = logging.getLogger("kulisse.live")
LONGEST_MESSAGE = 1_000  # characters; nothing is expected from the client at all
LOG_IN_FIRST, NO_SUCH_THING, NOTHING_TO_SAY = 4401, 4404, 4400
UNSUPPORTED, TOO_LONG, OUR_FAULT, TOO_SLOW = 1003, 1009, 1011, 1013

Message = dict[str, object]


class LiveConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One socket on one key of the hub. Subclasses say which, what comes first, and how news is told.

    `greeting` and `tell` run in the follower's thread, so they may ask the database.
    """

    channel_layer_alias = "none"  # the hub does it: no queue in the layer for each socket
    user: User
    last: int
    follower: asyncio.Task[None] | None = None
    ended = False

    def key(self) -> Key:
        raise NotImplementedError

    def may(self) -> bool:
        """Whether this person may listen to this key."""
        return True

    def greeting(self) -> list[Message]:
        raise NotImplementedError

    def tell(self, news: list[Any]) -> list[Message]:
        raise NotImplementedError

    async def connect(self) -> None:
        await self.accept()  # a refusal before this is a bare 403: the browser would not learn why
        self.user = self.scope["user"]
        if not self.user.is_authenticated:
            return await self._end(LOG_IN_FIRST)
        self.last = _last(self.scope)
        self.language = _language(self.scope)
        self.follower = asyncio.create_task(self._follow())

    async def disconnect(self, code: int) -> None:
        self.ended = True
        if self.follower is not None:
            self.follower.cancel()

    async def _end(self, code: int) -> None:
        if not self.ended:
            self.ended = True
            await self.close(code)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.follower is not None:
            self.follower.cancel()
        if len(text_data or bytes_data or "") > LONGEST_MESSAGE:
            await self._end(TOO_LONG)
        else:
            await self._end(NOTHING_TO_SAY if bytes_data is None else UNSUPPORTED)

    async def _follow(self) -> None:
        try:
            with hub.subscribe(self.key()) as subscription:
                await hub.ready()
                code = await self._talk(subscription)
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("socket of user %s on %s", self.user.pk, self.key())
            code = OUR_FAULT
        await self._end(code)

    async def _talk(self, subscription: Subscription) -> int:
        if not await hub.ask(self.may):
            return NO_SUCH_THING
        await self._send_all(await hub.ask(self._in_language, self.greeting))
        async for news in subscription:
            batch = [news, *subscription.pending()]
            await self._send_all(await hub.ask(self._in_language, self.tell, batch))
        return TOO_SLOW

    def _in_language(self, what: Any, *args: Any) -> list[Message]:
        with translation.override(self.language):
            return what(*args)

    async def _send_all(self, messages: Iterable[Message]) -> None:
        for message in messages:
            await self.send(text_data=json.dumps(message, ensure_ascii=False))


def _last(scope: dict[str, Any]) -> int:
    said = number(parse_qs(scope.get("query_string", b"").decode("latin1")).get("last", [""])[0])
    return -1 if said is None else said


def _language(scope: dict[str, Any]) -> str:
    """The cookie of the language page first, then what the browser asks for: as LocaleMiddleware does."""
    request = HttpRequest()
    request.COOKIES = scope.get("cookies", {})
    headers = dict(scope.get("headers", ()))
    request.META["HTTP_ACCEPT_LANGUAGE"] = headers.get(b"accept-language", b"").decode("latin1")
    return translation.get_language_from_request(request)
