"""Encryption at rest: AES-256-GCM with the keys of this instance. What is sealed says which key opens it.

A sealed text is MAGIC, 8 bytes of the key's name, a nonce of 12 bytes, and what AES-GCM gives. `context` binds it
to its row: the bytes of one recording do not open as another's.
"""

from __future__ import annotations

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

MAGIC = b"KB1\0"
_HEAD = len(MAGIC) + 8


class CanNotOpen(Exception):
    """The bytes are not ours, were changed, or their key is not among the keys of this instance."""


def seal(data: bytes, context: str) -> bytes:
    """This function will encrypt with the newest key."""
    key, nonce = settings.BIOMETRICS_KEYS[0], os.urandom(12)
    return MAGIC + _name(key) + nonce + AESGCM(key).encrypt(nonce, data, context.encode())


def unseal(sealed: bytes, context: str) -> bytes:
    """This function will decrypt with the key the bytes name.

    :raises CanNotOpen: when that key is missing, or a byte was changed
    """
    key = next((one for one in settings.BIOMETRICS_KEYS if _name(one) == sealed[len(MAGIC) : _HEAD]), None)
    if key is None or not sealed.startswith(MAGIC):
        raise CanNotOpen("no key of this instance fits (KULISSE_BIOMETRICS_KEY)")
    try:
        return AESGCM(key).decrypt(sealed[_HEAD : _HEAD + 12], sealed[_HEAD + 12 :], context.encode())
    except InvalidTag:
        raise CanNotOpen("the bytes were changed") from None


def is_newest(sealed: bytes) -> bool:
    return sealed[len(MAGIC) : _HEAD] == _name(settings.BIOMETRICS_KEYS[0])


def _name(key: bytes) -> bytes:
    return hashlib.sha256(b"kulisse biometrics " + key).digest()[:8]
