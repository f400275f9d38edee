"""Sealing a file: its manifest signed through a callback, written aside, read back before anybody sees it."""

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

import c2pa
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from provenance.certificates import Certificates
from provenance.manifest import (
    THUMBNAIL,
    THUMBNAIL_LIMIT,
    ClipFacts,
    ingredient_for,
    manifest_for,
)
from provenance.reading import Credentials, State, context_for, read_credentials, sniff

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class SealFailed(Exception):
    """The file could not be signed. The cause, where the signer or the disk named one, is `__cause__`."""


class SealBroken(Exception):
    """The file reads back as something else than what was asked."""


class ClaimSigner(Protocol):
    """Signs claims with ES256 (P-256). An HSM or a key service fits in here."""

    @property
    def chain(self) -> bytes:
        """PEM: the leaf, then its issuers, without the root."""
        ...

    def sign(self, claim: bytes) -> bytes:
        """This function will return the signature over `claim`, DER or r and s put together."""
        ...


@dataclass(frozen=True)
class LocalSigner:
    """The signer whose key is a file on this machine."""

    chain: bytes
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def from_certificates(cls, certificates: Certificates) -> "LocalSigner":
        key = serialization.load_pem_private_key(certificates.key_file.read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise SealFailed(f"{certificates.key_file} is not an EC key")
        return cls(certificates.chain, key)

    def sign(self, claim: bytes) -> bytes:
        return self.key.sign(claim, ec.ECDSA(hashes.SHA256()))


class _Witness:
    """c2pa swallows what its callbacks raise; this remembers the first such error."""

    def __init__(self) -> None:
        self.error: Exception | None = None

    def saw(self, error: Exception) -> None:
        self.error = self.error or error


class _WitnessedFile(io.BufferedRandom):
    """The file c2pa writes to; a full disk is remembered."""

    def __init__(self, path: Path, witness: _Witness) -> None:
        super().__init__(io.FileIO(path, "w+b"))
        self._witness = witness

    def write(self, data: "ReadableBuffer") -> int:
        try:
            return super().write(data)
        except OSError as error:
            self._witness.saw(error)
            raise

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self._witness.saw(error)
            raise


def sign_file(
    source: Path,
    target: Path,
    facts: ClipFacts,
    signer: ClaimSigner,
    *,
    thumbnail: bytes = b"",
    parents: tuple[Path, ...] = (),
    roots: str = "",
) -> None:
    """This function will write `source` with its manifest to `target`, which appears only when all went well.

    `roots` are whom we trust, so that the state of each parent is recorded as we see it; `parents` are the files
    of `facts.parents`, in that order.

    :raises SealFailed: when the signer, the disk or c2pa fails, or a parent was changed since it was sealed
    :raises ValueError: when the thumbnail is too large, or facts and parents do not go together
    """
    if len(thumbnail) > THUMBNAIL_LIMIT:
        raise ValueError(f"a thumbnail of {len(thumbnail)} bytes, {THUMBNAIL_LIMIT} are allowed")
    if len(parents) != len(facts.parents):
        raise ValueError("a parent file needs its fact, and the fact its file")
    for parent in parents:
        _refuse_tampered(parent, roots)
    aside = target.with_name(f".{target.name}.part")
    try:
        _write_signed(source, aside, facts, signer, thumbnail, parents, roots)
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def read_back(path: Path, roots: str, facts: ClipFacts) -> Credentials:
    """This function will read a file just sealed, as a stranger who trusts `roots` would.

    :raises SealBroken: when it is not trusted, or says something else than `facts`
    """
    found = read_credentials(path, roots)
    if found is None:
        raise SealBroken(f"{path.name} carries no credentials")
    if found.state is not State.TRUSTED:
        raise SealBroken(f"{path.name} is {found.state}: {', '.join(found.failures)}")
    for what, said, asked in _claims(found, facts):
        if said != asked:
            raise SealBroken(f"{path.name} says {what} is {said!r}, asked was {asked!r}")
    return found


def _claims(found: Credentials, facts: ClipFacts) -> tuple[tuple[str, object, object], ...]:
    relationships = [(one.title, one.relationship) for one in facts.parents]
    return (
        ("the clip", (found.disclosure or {}).get("id"), facts.clip_id),
        ("the source type", found.source_type, facts.source_type),
        ("the consents", found.consents, facts.consents),
        ("the parents", [(i.title, i.relationship) for i in found.ingredients], relationships),
    )


def _refuse_tampered(parent: Path, roots: str) -> None:
    found = read_credentials(parent, roots)
    if found is not None and found.state is State.INVALID:
        raise SealFailed(f"the parent was changed since it was sealed: {', '.join(found.failures)}")


def _write_signed(
    source: Path,
    aside: Path,
    facts: ClipFacts,
    signer: ClaimSigner,
    thumbnail: bytes,
    parents: tuple[Path, ...],
    roots: str,
) -> None:
    witness = _Witness()
    definition = manifest_for(facts, with_thumbnail=bool(thumbnail))
    try:
        with (
            c2pa.Builder(definition, context=context_for(roots)) as builder,
            _signer(signer, witness) as claims,
        ):
            if thumbnail:
                builder.add_resource(THUMBNAIL, io.BytesIO(thumbnail))
            for place, (fact, parent) in enumerate(zip(facts.parents, parents, strict=True)):
                with parent.open("rb") as file:
                    builder.add_ingredient(ingredient_for(fact, place), _mime(file), file)
            with source.open("rb") as file, _WitnessedFile(aside, witness) as out:
                builder.sign(claims, _mime(file), file, out)
                out.flush()
                os.fsync(out.fileno())
    except (c2pa.C2paError, OSError) as error:
        cause = witness.error or error
        raise SealFailed(f"{source.name} could not be signed: {cause}") from cause


def _signer(signer: ClaimSigner, witness: _Witness) -> c2pa.Signer:
    def sign(claim: bytes) -> bytes:
        try:
            return signer.sign(claim)
        except Exception as error:
            witness.saw(error)
            raise

    return c2pa.Signer.from_callback(sign, c2pa.C2paSigningAlg.ES256, signer.chain.decode(), None)


def _mime(file: BinaryIO) -> str:
    mime = sniff(file)
    if mime is None:
        raise SealFailed(f"{file.name} is no kind of file we sign")
    return mime
