"""Chains of consent receipts, checked from a file alone: no server, no database, no Django.

An export holds, for each likeness, the receipts of its uses in order. Each receipt's digest is the SHA-256 of its
canonical body; the body names the digest before it; the signature is a detached JWS over the body. The export as a
whole is signed, with the length and the last digest of every chain, so that nothing can be cut off its end.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from provenance.keys import verify_bytes

TYPE = "KulisseReceiptExport"
MOST_SAID = 20  # findings that are listed; the rest is counted

Body = Mapping[str, Any]


class NoExport(Exception):
    """The file is no export of receipts; `str()` says why."""


@dataclass
class Report:
    """What a check found. `broken` empty means that everything holds."""

    chains: int = 0
    receipts: int = 0
    ended: int = 0
    issuer: str = ""
    key: str = ""  # name of the key everything is signed with
    is_pinned: bool = False  # that key is the one the caller trusts
    broken: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.broken


def canonical(body: Mapping[str, object]) -> bytes:
    """This function will write JSON in the one form that is hashed and signed."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(body: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(body)).hexdigest()


def read_export(data: bytes) -> dict[str, Any]:
    """This function will read the bytes of an export.

    :raises NoExport: when they are none
    """
    try:
        export = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NoExport("it is no JSON") from error
    if not isinstance(export, dict) or export.get("type") != TYPE:
        raise NoExport(f"it is no export of receipts: its type is not {TYPE}")
    if not _is_list_of_dicts(export.get("chains")) or not _is_list_of_dicts(export.get("keys")):
        raise NoExport("its chains or keys are missing")
    return export


def verify_export(export: Mapping[str, Any], pinned: str = "") -> Report:
    """This function will check every signature, digest and link of an export.

    :param pinned: the name (`kid`) of the key that is trusted; without it the file is only held against itself
    """
    keys = {str(key.get("kid")): key for key in export["keys"]}
    report = Report(chains=len(export["chains"]), issuer=str(export.get("issuer", "")))
    report.broken += _whole(export, keys, report)
    if pinned and report.key != pinned:
        report.broken.append(f"it is signed with the key {report.key or 'of nobody'}, not with {pinned}")
    report.is_pinned = bool(pinned) and report.key == pinned
    seen: set[str] = set()
    for number, chain in enumerate(export["chains"], 1):
        report.broken += _chain(number, chain, keys, seen, report)
    return report


def _whole(export: Mapping[str, Any], keys: Mapping[str, Any], report: Report) -> Iterator[str]:
    proof = export.get("proof")
    jws = str(proof.get("jws", "")) if isinstance(proof, Mapping) else ""
    rest = {name: value for name, value in export.items() if name != "proof"}
    report.key = next((kid for kid, key in keys.items() if verify_bytes(canonical(rest), jws, key)), "")
    if not report.key:
        yield "the signature of the whole does not match: something was changed, added or left out"


def _chain(
    number: int, chain: Mapping[str, Any], keys: Mapping[str, Any], seen: set[str], report: Report
) -> Iterator[str]:
    rows = chain.get("receipts")
    if not _is_list_of_dicts(rows):
        yield f"chain {number}: its receipts are missing"
        return
    before = ""
    for place, row in enumerate(rows or (), 1):
        report.receipts += 1
        report.ended += bool(row.get("endedAt"))
        where = f"chain {number}, receipt {place}"
        yield from (f"{where}: {wrong}" for wrong in _receipt(row, place, before, keys, report.key))
        name = str(row.get("body", {}).get("id") if isinstance(row.get("body"), Mapping) else "")
        if name in seen:
            yield f"{where}: it is there twice"
        seen.add(name)
        before = str(row.get("digest", ""))
    if chain.get("length") != len(rows or ()) or chain.get("head", "") != before:
        yield f"chain {number}: receipts are missing at its end"


def _receipt(
    row: Mapping[str, Any], place: int, before: str, keys: Mapping[str, Any], signer: str
) -> Iterator[str]:
    body = row.get("body")
    if not isinstance(body, Mapping):
        yield "it has no body"
        return
    if row.get("place") != place:
        yield f"it stands in place {place} and says {row.get('place')}: one is missing or out of order"
    if body.get("previous", "") != before:
        yield "it does not follow from the one before"
    if digest_of(body) != row.get("digest"):
        yield "its body was changed"
    kids = [signer] if signer else list(keys)
    if not any(verify_bytes(canonical(body), str(row.get("signature", "")), keys[kid]) for kid in kids):
        yield "its signature does not match"


def _is_list_of_dicts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)
