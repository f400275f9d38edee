"""After a clip is gone: its bytes are deleted, and an operator's cache is told which addresses to forget.

Nothing here decides who may see what. Answers with clips in them never let a shared cache keep them; the hook is
for caches that were told to do so all the same. Each call is signed as Standard Webhooks are.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from generation import files, queue
from generation.models import Clip, Purge
from generation.states import ClipState

log = logging.getLogger("kulisse.stage")
BATCH = 100  # clips whose files go between two writes, so that a big revocation never blocks the writers
ADDRESSES = 500  # in one call
TIMEOUT = 10  # seconds for an answer
LONGEST_WAIT = timedelta(hours=1)


def purge_withdrawn(*, at: datetime, pause: float = 1.0) -> int:
    """This function will delete the bytes of withdrawn clips, and count the clips; killed, the next call goes on.

    :param pause: how long to rest after a batch, as a share of the time the batch took
    """
    purged, stuck = 0, set[uuid.UUID]()
    gone = Clip.objects.filter(state=ClipState.WITHDRAWN, purged_at=None).order_by("withdrawn_at", "id")
    while clips := list(gone.exclude(pk__in=stuck).only("id", "folder")[:BATCH]):
        began = time.monotonic()
        removed = [clip.pk for clip in clips if _removed(clip)]
        stuck |= {clip.pk for clip in clips} - set(removed)
        purged += Clip.objects.filter(pk__in=removed, purged_at=None).update(purged_at=at)
        if len(clips) == BATCH:
            time.sleep(pause * (time.monotonic() - began))
    return purged


def _removed(clip: Clip) -> bool:
    try:
        files.remove(clip.folder)
    except OSError:  # the others are not to wait for it; the next round tries again
        log.exception("clip %s: its files can not be deleted", clip.pk)
        return False
    return True


def forget(clips: Iterable[Clip], at: datetime) -> None:
    """This function will note the addresses of these clips for the operator's cache, where there is one.

    Called in the transaction that withdraws them, so that none is left out.
    """
    if not settings.PURGE_URL:
        return
    urls = [settings.PUBLIC_URL + path for clip in clips for path in _paths(clip)]
    for start in range(0, len(urls), ADDRESSES):
        Purge.objects.create(urls=urls[start : start + ADDRESSES], created_at=at, next_at=at)
    if urls:
        queue.later("tell_caches")


def _paths(clip: Clip) -> list[str]:
    pages = [clip.get_absolute_url(), f"/api/v1/clips/{clip.pk}", f"/v1/videos/{clip.pk}/content"]
    return pages + [clip.media_url(name) for name in files.RENDITIONS]


def tell_caches(*, at: datetime) -> int:
    """This function will send what is due to the operator's cache and count what it took; the rest is tried again."""
    if not settings.PURGE_URL:
        return 0
    due = Purge.objects.filter(done_at=None, next_at__lte=at).order_by("id")
    return sum(_told(purge, at) for purge in due.iterator())


def _told(purge: Purge, at: datetime) -> bool:
    wait = min(LONGEST_WAIT, timedelta(seconds=5 * 2 ** min(purge.attempts, 12)))
    mine = Purge.objects.filter(pk=purge.pk, done_at=None, attempts=purge.attempts)
    if not mine.update(attempts=purge.attempts + 1, next_at=at + wait):
        return False  # another worker sends it
    try:
        _send(purge, at)
    except (OSError, ValueError) as error:  # urllib's errors are OSErrors
        log.warning("the cache did not take purge %s (%s); it is sent again", purge.pk, error)
        Purge.objects.filter(pk=purge.pk).update(last_error=str(error)[:200])
        return False
    with transaction.atomic():
        return bool(Purge.objects.filter(pk=purge.pk, done_at=None).update(done_at=at, last_error=""))


def _send(purge: Purge, at: datetime) -> None:
    """:raises OSError: when the answer is not a 2xx"""
    body = json.dumps({"type": "purge", "urls": purge.urls}, separators=(",", ":")).encode()
    name, stamp = f"purge_{purge.pk}", str(int(at.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": stamp,
        "webhook-signature": signature(name, stamp, body),
    }
    call = urllib.request.Request(settings.PURGE_URL, body, headers, method="POST")  # noqa: S310  # http(s) by setting
    with _caller.open(call, timeout=TIMEOUT) as answer:
        answer.read(1)


def signature(name: str, stamp: str, body: bytes) -> str:
    """This function will sign a call with KULISSE_PURGE_SECRET: what the cache checks before it believes us."""
    signed = f"{name}.{stamp}.".encode() + body
    return (
        "v1," + base64.b64encode(hmac.digest(settings.PURGE_SECRET.encode(), signed, hashlib.sha256)).decode()
    )


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Only the configured address is called; where it points to elsewhere is an error."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_caller = urllib.request.build_opener(_NoRedirect)
