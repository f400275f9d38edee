"""Receipts: signed, hash-chained per cameo, without a word of personal data in them."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import transaction

from cameos.models import Cameo, Permission, Receipt
from provenance.keys import InstanceKey, ensure_key, sign_bytes, verify_bytes
from provenance.receipts import canonical as canonical
from provenance.receipts import digest_of

LIST_SIZE = 131_072  # bits of one status list, the least W3C Bitstring Status List allows


@cache
def instance_key() -> InstanceKey:
    return ensure_key(settings.SEAL_FOLDER.parent / "receipts.pem")


def status_url(list_index: int) -> str:
    return (
        f"{settings.PUBLIC_URL}/.well-known/kulisse/status/{list_index // LIST_SIZE}#{list_index % LIST_SIZE}"
    )


@transaction.atomic
def issue_receipt(*, cameo: Cameo, permission: Permission, clip_id: uuid.UUID, at: datetime) -> Receipt:
    """This function will write the next receipt of the cameo's chain: which clip, which terms, since when.

    The terms are named by the hash of the permission in force, so that the receipt says nothing of them.
    """
    Cameo.objects.select_for_update().get(pk=cameo.pk)  # the chain grows one at a time
    last = cameo.receipts.order_by("-place").first()
    receipt = Receipt(
        cameo=cameo,
        place=last.place + 1 if last else 1,
        previous=last.digest if last else "",
        list_index=_free_index(),
        created_at=at,
    )
    receipt.body = {
        "type": "LikenessConsent",
        "version": "1",
        "id": f"urn:uuid:{receipt.pk}",
        "issuer": settings.PUBLIC_URL,
        "clip": f"urn:uuid:{clip_id}",
        "permissionVersion": permission.version,
        "recordingVersion": cameo.recording_version,
        "scopeHash": _scope_hash(permission),
        "grantedAt": at.date().isoformat(),
        "validUntil": permission.until.date().isoformat() if permission.until else None,
        "previous": receipt.previous,
        "credentialStatus": {
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(receipt.list_index % LIST_SIZE),
            "statusListCredential": status_url(receipt.list_index).split("#")[0],
        },
    }
    receipt.digest = digest_of(receipt.body)
    receipt.signature = sign_bytes(canonical(receipt.body), instance_key())
    receipt.save()
    return receipt


def is_genuine(receipt: Receipt) -> bool:
    """This function will say whether body, digest and signature of the receipt belong together."""
    data = canonical(receipt.body)
    return hashlib.sha256(data).hexdigest() == receipt.digest and verify_bytes(
        data, receipt.signature, instance_key().public_jwk()
    )


def _free_index() -> int:
    """A random place in the newest list that is less than half full, so that nothing follows from it."""
    number = Receipt.objects.count() // (LIST_SIZE // 2)
    while True:
        index = number * LIST_SIZE + secrets.randbelow(LIST_SIZE)
        if not Receipt.objects.filter(list_index=index).exists():
            return index


def _scope_hash(permission: Permission) -> str:
    scope = {
        "audience": permission.audience,
        "asking": permission.asking,
        "categoriesOff": sorted(permission.categories_off),
        "restrictions": permission.restrictions,
        "voice": permission.voice,
        "usesADay": permission.uses_a_day,
    }
    return hashlib.sha256(canonical(scope)).hexdigest()
