"""An owner's receipts as a file that proves itself, and for each the private record of what was agreed.

The record has the fields of ISO/IEC TS 27560 and of Kantara's consent receipt. It is made of rows that never
change (versions of the terms, transitions, the receipt) each time it is asked for; it is the owner's alone.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.models import User
from cameos.models import Cameo, Permission, Receipt
from cameos.operations import terms_of
from cameos.receipts import canonical, instance_key
from generation.models import CameoUse, Transition
from provenance.keys import sign_bytes
from provenance.receipts import TYPE, digest_of

EVENTS = {"ASKED": "asked", "APPROVED": "granted", "DECLINED": "refused", "REVOKED": "withdrawn"}
Json = dict[str, Any]


def export_of(owner: User, at: datetime) -> Json:
    """This function will write everything an owner has receipts of, signed as a whole."""
    cameos = owner.cameos.filter(receipts__isnull=False).distinct().order_by("created_at", "id")
    body: Json = {
        "type": TYPE,
        "version": "1",
        "issuer": settings.PUBLIC_URL,
        "exportedAt": _moment(at),
        "keys": [instance_key().public_jwk()],
        "chains": [_chain(cameo) for cameo in cameos],
    }
    key = instance_key()
    method = f"{settings.PUBLIC_URL}/.well-known/jwks.json#{key.public_jwk()['kid']}"
    proof = {"type": "DetachedJws", "canonicalization": "JCS", "verificationMethod": method}
    return {**body, "proof": {**proof, "jws": sign_bytes(canonical(body), key)}}


def _chain(cameo: Cameo) -> Json:
    receipts = list(cameo.receipts.order_by("place"))
    uses = {use.receipt_id: use for use in _uses(cameo)}
    events = _events(uses.values())
    return {
        "likeness": {"id": str(cameo.pk), "handle": cameo.handle, "name": cameo.name, "kind": cameo.kind},
        "length": len(receipts),
        "head": receipts[-1].digest if receipts else "",
        "receipts": [_row(one, uses.get(one.pk), events) for one in receipts],
    }


def _uses(cameo: Cameo) -> Iterable[CameoUse]:
    return CameoUse.objects.filter(cameo=cameo).select_related(
        "cameo", "permission", "job__author", "receipt"
    )


def _row(receipt: Receipt, use: CameoUse | None, events: Mapping[uuid.UUID, list[Transition]]) -> Json:
    return {
        "place": receipt.place,
        "body": receipt.body,
        "digest": receipt.digest,
        "signature": receipt.signature,
        "endedAt": _moment(receipt.ended_at),
        "record": record_of(use, events[use.pk]) if use else None,  # None: the job was deleted
    }


def record_of(use: CameoUse, moves: Iterable[Transition]) -> Json:
    """This function will write the private record of one use: who, what for, under which terms, what happened."""
    terms, job = use.permission, use.job
    return {
        "schema": "ISO/IEC TS 27560:2023",
        "schema_version": "1",
        "record_id": f"urn:uuid:{use.pk}",
        "receipt_id": f"urn:uuid:{use.receipt_id}",
        "jurisdiction": "",
        "pii_principal_id": pseudonym(use.cameo),
        "pii_controllers": [{"name": settings.INSTANCE_NAME, "url": settings.PUBLIC_URL}],
        "notice": {"id": f"terms-{terms.version}", "version": terms.version, "sha256": _terms_hash(terms)},
        "consent_type": "EXPLICIT",
        "collection_method": "the owner's own terms"
        if not use.ask_stage
        else "the owner's answer to this request",
        "purposes": [{"purpose": "one generated clip", "prompt": job.prompt, "clip": f"urn:uuid:{job.pk}"}],
        "pii_categories": ["face", *(["voice"] if terms.voice else [])],
        "sensitive": True,
        "grantee": {"handle": job.author.handle, "audience": terms.audience, "asking": terms.asking},
        "limits": {
            "categories_off": terms.categories_off,
            "restrictions": terms.restrictions,
            "uses_a_day": terms.uses_a_day,
        },
        "third_party_disclosure": False,
        "processors": [{"engine": job.engine, "model": job.model, "pool": job.pool}],
        "valid_from": _moment(use.asked_at),
        "valid_until": _moment(use.valid_until),
        "retention": "bytes of the clip are deleted when consent ends; this record stays",
        "withdrawal": f"{settings.PUBLIC_URL}{use.get_absolute_url()}",
        "evidence": {"recording_version": use.recording_version, "receipt_sha256": _digest(use)},
        "events": _chained_events(use, moves),
    }


def pseudonym(cameo: Cameo) -> str:
    """This function will give the name a likeness has in records, which says nothing without our key."""
    return hmac.new(
        settings.SECRET_KEY.encode(), f"likeness {cameo.pk}".encode(), hashlib.sha256
    ).hexdigest()[:32]


def _chained_events(use: CameoUse, moves: Iterable[Transition]) -> list[Json]:
    """What happened to the use, each event naming the hash of the one before."""
    began = "asked" if use.ask_stage else "granted"
    told: list[Json] = [{"event": began, "at": _moment(use.asked_at), "by": use.job.author.handle}]
    for move in moves:
        by = move.actor.handle if move.actor else None
        told.append(
            {"event": EVENTS[move.new_state], "at": _moment(move.at), "by": by, "why": move.reason_code}
        )
    before = ""
    for event in told:
        event["previous"] = before
        before = digest_of(event)
    return told


def _events(uses: Iterable[CameoUse]) -> dict[uuid.UUID, list[Transition]]:
    found: dict[uuid.UUID, list[Transition]] = defaultdict(list)
    jobs = [use.job_id for use in uses]
    for start in range(0, len(jobs), 500):
        moves = Transition.objects.filter(job__in=jobs[start : start + 500], subject="cameouse")
        for move in moves.select_related("actor").order_by("pk"):
            found[move.subject_id].append(move)
    return found


def _terms_hash(permission: Permission) -> str:
    terms = {name: value for name, value in terms_of(permission).items() if name != "notes"}
    return digest_of({**terms, "until": _moment(permission.until)})


def _digest(use: CameoUse) -> str:
    return use.receipt.digest if use.receipt else ""


def _moment(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None
