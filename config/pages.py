"""Django's pages under ASGI: a request is answered as one piece of work, in one of a few threads that stay.

Django's own handler gives each request a thread of its own and goes there and back for each signal and each closing.
Here there is one way there and back, and the threads keep their connections to the database. Streams are sent by the
loop, as Django's handler sends them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any, TypeVar

from asgiref.sync import sync_to_async
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, ASGIRequest, get_script_prefix
from django.core.signals import request_started
from django.http import HttpResponseBase
from django.urls import set_script_prefix

THREADS = 10  # at once; each keeps a connection
T = TypeVar("T")
_threads = ThreadPoolExecutor(THREADS, "page")


class Pages(ASGIHandler):
    """Middleware and views as under WSGI: all of ours are synchronous."""

    def __init__(self) -> None:
        super(ASGIHandler, self).__init__()
        self.load_middleware()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """This function will read the body, have it answered in a thread, and send the answer."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with closing(body):
            set_script_prefix(get_script_prefix(scope))
            request, refusal = self.create_request(scope, body)
            response: Any = await _in_a_thread(self.answer, request) if request else refusal
            if response.streaming:
                await self._stream(response, receive, send)
            else:
                await self.send_response(response, send)

    def answer(self, request: ASGIRequest) -> HttpResponseBase:
        """This function will answer a request; what is no stream is closed when it comes back."""
        request_started.send(sender=self.__class__, scope=request.scope)
        response: HttpResponseBase = self.get_response(request)
        response._handler_class = self.__class__  # type: ignore[attr-defined]  # closing says who is through with it
        if not response.streaming:
            response.close()
        return response

    async def _stream(self, response: Any, receive: Any, send: Any) -> None:
        """Until it is through, or whoever asked has gone."""
        sending, leaving = (
            asyncio.ensure_future(one) for one in (self.send_response(response, send), receive())
        )
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sending.cancel()
            leaving.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)
            await _in_a_thread(response.close)
        if not sending.cancelled():
            sending.result()  # what broke while it was sent is the server's to tell


def _in_a_thread(work: Callable[..., T], *given: object) -> Any:
    return sync_to_async(work, thread_sensitive=False, executor=_threads)(*given)
