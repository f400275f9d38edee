"""One server and the five calls made to it. Short answers are short, redirects stay on the host, nothing is unbounded."""

from __future__ import annotations

import json
import logging
import time
import uuid
from contextlib import suppress
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, urljoin, urlsplit

import requests

from generation.engines.remote.dialects import DIALECTS, Answer, Fields, read_answer
from generation.engines.remote.fleet import Endpoint
from generation.engines.types import ShouldStop, Stopped

log = logging.getLogger("kulisse.remote")
CONNECT, READ = 5, 30  # seconds
SHORT = 1_000_000  # bytes of an answer that is no film
CHUNK = 1 << 16
HOPS = 3
SOON = 5.0  # seconds to wait when a busy server does not say
LONGEST_WAIT = 300.0


class Busy(Exception):
    """The server asks to come back later (429, 503)."""

    def __init__(self, after: float) -> None:
        super().__init__(f"busy for {after:g} s")
        self.after = after


class Down(Exception):
    """It does not answer, or not with anything that makes sense."""


class Lost(Exception):
    """It does not know the job it was given."""


class Declined(Exception):
    """It will not make this, now or later."""


class TooMuch(Exception):
    """The film is larger, or takes longer to come, than it may."""


class Server:
    """The five calls. Each raises what the engine decides by: Busy, Down, Lost, Declined, TooMuch."""

    def __init__(self, endpoint: Endpoint, dialect: str) -> None:
        self.endpoint, self.dialect = endpoint, dialect
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy and no password file of whoever started the worker
        self._session.headers["User-Agent"] = "kulisse"
        if endpoint.key:
            self._session.headers["Authorization"] = f"Bearer {endpoint.key}"

    def submit(self, fields: Fields, picture: Path | None, key: str) -> Answer:
        """This function will give the server a job; `key` says to servers that look at it that it is the same one."""
        headers = {"Idempotency-Key": key}
        url = f"{self.endpoint.url}/videos"
        if picture is not None:
            with picture.open("rb") as file:
                files = {"input_reference": (picture.name, file, "image/png")}
                return self._answer("POST", url, data=_text(fields), files=files, headers=headers)
        if DIALECTS[self.dialect].multipart:
            parts = {name: (None, value) for name, value in _text(fields).items()}
            return self._answer("POST", url, files=parts, headers=headers)
        return self._answer("POST", url, json=fields, headers=headers)

    def greet(self) -> None:
        """This function will ask whether the server is there and takes our key.

        :raises Down: when it is not, or does not
        """
        answer = self._called("GET", f"{self.endpoint.url}/videos", stream=True)
        answer.close()
        if answer.status_code in (401, 403) or answer.status_code >= 500:
            raise Down(f"it answers {answer.status_code}")

    def look(self, video: str) -> Answer:
        return self._answer("GET", self._url(video), known=True)

    def fetch(self, video: str, into: IO[bytes], limit: int, until: float, should_stop: ShouldStop) -> None:
        """This function will write the film into a file.

        :raises Lost: when there is none; servers that are late with it answer so too, at first
        :raises Stopped: when `should_stop` says so
        """
        with self._called("GET", f"{self._url(video)}/content", stream=True) as answer:
            _raise_for(answer, known=True)
            length = answer.headers.get("Content-Length", "")
            if length.isdigit() and int(length) > limit:
                raise TooMuch(f"{length} bytes, {limit} are taken")
            into.seek(0)
            into.truncate()
            try:
                for chunk in answer.iter_content(CHUNK):
                    if should_stop():
                        raise Stopped
                    if into.tell() + len(chunk) > limit or time.monotonic() > until:
                        raise TooMuch(f"more than {limit} bytes, or too slow")
                    into.write(chunk)
            except requests.RequestException as error:
                raise Down(f"the film broke off: {error}") from None
        if into.tell() == 0:
            raise Lost("the film is empty")

    def cancel(self, video: str) -> None:
        """This function will have the server stop the job and forget it. Best effort: it never raises."""
        with suppress(Exception):
            answer = self._called("DELETE", self._url(video))
            answer.close()
            if (
                answer.status_code == 400 and self.dialect == "kulisse"
            ):  # it is running: first cancel it there
                host, job = self.endpoint.url.removesuffix("/v1"), uuid.UUID(hex=video.removeprefix("video_"))
                self._called("POST", f"{host}/api/v1/jobs/{job}/cancel").close()
                self._called("DELETE", self._url(video)).close()

    def _url(self, video: str) -> str:
        return f"{self.endpoint.url}/videos/{quote(video, safe='')}"

    def _answer(self, method: str, url: str, *, known: bool = False, **rest: Any) -> Answer:
        with self._called(method, url, stream=True, **rest) as answer:
            _raise_for(answer, known=known)
            try:
                return read_answer(json.loads(_short(answer)), answer.headers.get("openai-poll-after-ms"))
            except ValueError as error:
                raise Down(f"{method} {url}: {error}") from None

    def _called(self, method: str, url: str, **rest: Any) -> requests.Response:
        """Redirects are followed on the same host only: a server must not send us, and our key, elsewhere."""
        host = urlsplit(url)[:2]
        for _hop in range(HOPS):
            try:
                answer = self._session.request(
                    method, url, timeout=(CONNECT, READ), allow_redirects=False, **rest
                )
            except requests.RequestException as error:
                raise Down(f"{method} {url}: {type(error).__name__}") from None
            if not answer.is_redirect:
                return answer
            answer.close()
            url = urljoin(url, answer.headers["Location"])
            if urlsplit(url)[:2] != host:
                raise Down(f"it redirects to another host: {url[:200]}")
        raise Down("it redirects in a circle")


def _text(fields: Fields) -> dict[str, str]:
    return {name: str(value) for name, value in fields.items()}


def _short(answer: requests.Response) -> bytes:
    body = b""
    try:
        for chunk in answer.iter_content(CHUNK):
            body += chunk
            if len(body) > SHORT:
                raise Down("the answer does not end")
    except requests.RequestException as error:
        raise Down(f"the answer broke off: {type(error).__name__}") from None
    return body


def _raise_for(answer: requests.Response, *, known: bool) -> None:
    """:param known: whether the call names a job, so that "not found" means that it was forgotten"""
    status = answer.status_code
    if status < 300:
        return
    text = _short(answer)[:2000].decode(errors="replace")
    if known and (status in (404, 409, 410, 425) or (status == 400 and "not" in text.lower())):
        raise Lost(f"{status}: {text[:200]}")  # TensorRT-LLM says 400 "not found", and "not ready"
    if status in (429, 503):
        raise Busy(_after(answer.headers.get("Retry-After", "")))
    if status in (400, 402, 404, 405, 406, 411, 413, 415, 422):
        raise Declined(f"{status}: {text[:500]}")
    raise Down(f"{status}: {text[:200]}")


def _after(text: str) -> float:
    """Retry-After, in seconds or as a date; nonsense is a short wait."""
    with suppress(ValueError):
        return min(max(float(text), 0.1), LONGEST_WAIT)
    with suppress(ValueError, TypeError):
        return min(max(parsedate_to_datetime(text).timestamp() - time.time(), 0.1), LONGEST_WAIT)
    return SOON
