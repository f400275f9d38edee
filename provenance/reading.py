"""What a file says about itself, and whether to believe it. Reads any stream, never asks the network."""

import enum
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import c2pa

from provenance.manifest import CONSENT, DISCLOSURE, ConsentFact

# Without this list c2pa 0.38 refuses leaves made for signing claims and nothing else.
CLAIM_USAGES = "\n".join(
    (
        "1.3.6.1.5.5.7.3.4",  # emailProtection
        "1.3.6.1.5.5.7.3.36",  # documentSigning
        "1.3.6.1.5.5.7.3.8",  # timeStamping
        "1.3.6.1.5.5.7.3.9",  # OCSPSigning
        "1.3.6.1.4.1.311.76.59.1.9",  # Microsoft's for C2PA
        "1.3.6.1.4.1.62558.2.1",  # C2PA claim signing
    )
)
UNTRUSTED = "signingCredential.untrusted"
TRACE = b"jumdc2pa"  # how every C2PA manifest store begins, whatever file it sits in
CHUNK = 1 << 20


class State(enum.StrEnum):
    """Trusted: intact, from somebody we know; Valid: intact, from a stranger; Invalid: changed."""

    TRUSTED = "Trusted"
    VALID = "Valid"
    INVALID = "Invalid"


@dataclass(frozen=True)
class Ingredient:
    """A file this one was made from. `state` is None when it came without credentials."""

    title: str
    relationship: str
    state: State | None
    failures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Credentials:
    """The active manifest of a file, and what checking it gave."""

    state: State
    failures: tuple[str, ...]
    manifest_id: str = ""
    title: str = ""
    claim_generator: str = ""
    signed_by: str = ""
    source_type: str = ""
    disclosure: dict[str, str] | None = None
    consents: tuple[ConsentFact, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()


def context_for(roots: str) -> c2pa.Context:
    """This function will give the settings to sign and read under; `roots` is PEM, or empty."""
    trust = {"trust_config": CLAIM_USAGES}
    if roots:
        trust["user_anchors"] = roots
    return c2pa.Context.from_dict(
        {
            # A file under check must not choose which address this server fetches.
            "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_after_sign": True},
            "core": {"allowed_network_hosts": []},
            "trust": trust,
            "builder": {"thumbnail": {"enabled": False}},
        }
    )


def read_credentials(source: Path | BinaryIO, roots: str) -> Credentials | None:
    """This function will read and check the credentials inside a file; None when it carries none.

    Credentials that lie elsewhere (a remote manifest) count as none: they are not fetched.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            return read_credentials(file, roots)
    mime = sniff(source)
    if mime is None or not _has_trace(source):
        return None
    context = context_for(roots)
    try:
        reader = c2pa.Reader.try_create(mime, source, context=context)
    except c2pa.C2paError as error:  # a trace is there and can not be followed
        return Credentials(State.INVALID, (f"unreadable: {error}",))
    if reader is None:
        return None
    with reader:
        return _credentials(json.loads(reader.json()), State(reader.get_validation_state()))


def sniff(stream: BinaryIO) -> str | None:
    """This function will tell the kind of file from its first bytes; names and headers are the uploader's."""
    stream.seek(0)
    head = stream.read(16)
    stream.seek(0)
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/png" if head.startswith(b"\x89PNG\r\n") else None


def _has_trace(stream: BinaryIO) -> bool:
    """A damaged file that never had credentials is no broken seal, so look before judging."""
    tail = b""
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        if TRACE in tail + chunk:
            break
        tail = chunk[-len(TRACE) :]
    found = bool(chunk)
    stream.seek(0, io.SEEK_SET)
    return found


def _credentials(store: dict[str, Any], state: State) -> Credentials:
    label = store.get("active_manifest", "")
    manifest = store.get("manifests", {}).get(label, {})
    assertions = {a["label"]: a["data"] for a in manifest.get("assertions", [])}
    ingredients = tuple(_ingredient(i) for i in manifest.get("ingredients", []))
    return Credentials(
        state=state,
        failures=_failures(store),
        manifest_id=label,
        title=manifest.get("title", ""),
        claim_generator=" ".join(_generator(manifest)),
        signed_by=manifest.get("signature_info", {}).get("common_name", ""),
        source_type=_source_type(assertions),
        disclosure=assertions.get(DISCLOSURE),
        consents=_consents(assertions),
        ingredients=ingredients,
    )


def _failures(checked: dict[str, Any]) -> tuple[str, ...]:
    results = checked.get("validation_results", {}).get("activeManifest", {})
    return tuple(failure["code"] for failure in results.get("failure", []))


def _generator(manifest: dict[str, Any]) -> Iterator[str]:
    for info in manifest.get("claim_generator_info", [])[:1]:
        yield info.get("name", "")
        yield info.get("version", "")


def _source_type(assertions: dict[str, Any]) -> str:
    """The last action that names one wins: an edit says more than the opening before it."""
    named = [
        action["digitalSourceType"]
        for label, data in assertions.items()
        if label.startswith("c2pa.actions")
        for action in data.get("actions", [])
        if "digitalSourceType" in action
    ]
    return named[-1] if named else ""


def _consents(assertions: dict[str, Any]) -> tuple[ConsentFact, ...]:
    receipts = assertions.get(CONSENT, {}).get("receipts", [])
    return tuple(ConsentFact(r["id"], r["hash"], r["status"]) for r in receipts)


def _ingredient(ingredient: dict[str, Any]) -> Ingredient:
    failures = _failures(ingredient)
    return Ingredient(
        ingredient.get("title", ""),
        ingredient.get("relationship", ""),
        _ingredient_state(ingredient, failures),
        failures,
    )


def _ingredient_state(ingredient: dict[str, Any], failures: tuple[str, ...]) -> State | None:
    """A file with a tampered parent still reads Trusted itself; only this tells."""
    if "active_manifest" not in ingredient and not failures:
        return None
    if not failures:
        return State.TRUSTED
    return State.VALID if set(failures) == {UNTRUSTED} else State.INVALID
