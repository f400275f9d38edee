"""Web Push (RFC 8030, 8291, 8292): to which services, under which key, what is said. Nobody's words travel in it."""

from __future__ import annotations

import base64
import json
from functools import cache
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02

from accounts.grouping import Group, key_of
from accounts.models import Device
from accounts.sentences import bare_sentence
from provenance.keys import ensure_key

TIMEOUT = 10  # seconds for a push service to answer
KEPT = 24 * 3600  # seconds a service keeps a push for a device that is off
OVER = (404, 410)  # the service says: this device takes no more


@cache
def vapid() -> Vapid02:
    return Vapid02(ensure_key(settings.SEAL_FOLDER.parent / "push.pem").private)


def public_key() -> str:
    """This function will give the key a browser subscribes with, as base64url of the uncompressed point."""
    point = vapid().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def is_known_service(endpoint: str) -> bool:
    """This function will say whether we push there: a browser could name any address inside our own network."""
    parts = urlsplit(endpoint)
    if f"{parts.scheme}://{parts.netloc}" in settings.PUSH_SERVICES:
        return True
    host = (parts.hostname or "").lower()
    named = any(host == one or (one.startswith(".") and host.endswith(one)) for one in settings.PUSH_SERVICES)
    return named and parts.scheme == "https" and parts.port in (None, 443) and not parts.username


class DeviceGone(Exception):
    """The push service says that this device takes no more, ever."""


class NotTaken(Exception):
    """The push service did not answer, or not with a yes. It may another time."""


def send(device: Device, group: Group, *, unread: int) -> None:
    """This function will push one thing to a device.

    :raises DeviceGone: when the service knows it no longer
    :raises NotTaken: when it may be tried again
    """
    # It brings a whole web client along, which few processes need.
    from pywebpush import WebPushException, webpush

    keys = {"p256dh": device.p256dh, "auth": device.auth}
    try:
        webpush(
            {"endpoint": device.endpoint, "keys": keys},
            json.dumps(payload(group, unread), ensure_ascii=False),
            vapid_private_key=vapid(),
            vapid_claims={"sub": settings.PUSH_CONTACT},
            ttl=KEPT,
            timeout=TIMEOUT,
            requests_session=_session(),
        )
    except WebPushException as error:
        status = error.response.status_code if error.response is not None else 0
        raise (DeviceGone if status in OVER else NotTaken)(f"answered {status}") from error
    except (requests.RequestException, ValueError) as error:
        raise NotTaken(type(error).__name__) from error


def _session() -> requests.Session:
    session = requests.Session()
    session.max_redirects = 0
    session.trust_env = False
    return session


def payload(group: Group, unread: int) -> dict[str, object]:
    text = group.bare or group.text if group.is_many else bare_sentence(group.row)
    url = "/inbox" if group.is_many else group.row.url or "/inbox"
    return {
        "title": settings.INSTANCE_NAME,
        "body": text,
        "url": url,
        "tag": key_of(group.row),
        "unread": unread,
    }
