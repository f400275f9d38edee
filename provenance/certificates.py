"""This instance's certificate chain for C2PA claims: root, issuing CA and leaf, in one folder."""

import datetime
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

CLAIM_SIGNING = ObjectIdentifier("1.3.6.1.4.1.62558.2.1")
# No time stamps yet: a manifest is good for as long as the leaf that signed it, hence long lives.
LEAF_YEARS, ISSUING_YEARS, ROOT_YEARS = 10, 15, 20
CHAIN, ROOT, LEAF_KEY = "chain.pem", "root.pem", "leaf.key"


class CertificatesBroken(Exception):
    """The folder is there and does not hold a chain with its key."""


@dataclass(frozen=True)
class Certificates:
    """The chain sent along with each claim (leaf, issuing CA) and the root others may trust."""

    folder: Path
    chain: bytes
    root: str
    leaf: x509.Certificate

    @property
    def key_file(self) -> Path:
        return self.folder / LEAF_KEY

    @property
    def expires_at(self) -> datetime.datetime:
        return self.leaf.not_valid_after_utc

    def expires_within(self, period: datetime.timedelta, at: datetime.datetime) -> bool:
        return self.expires_at - at < period


@dataclass(frozen=True)
class _Issued:
    """A certificate with its private key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def ensure_certificates(folder: Path, instance_name: str) -> Certificates:
    """This function will load the chain in `folder`, making it first when there is none.

    Two processes may ask at once: each makes its own aside, the first rename wins, both load the winner's.

    :raises CertificatesBroken: when the folder holds something else
    """
    if not folder.exists() or not any(folder.iterdir()):
        _make(folder, instance_name)
    return load_certificates(folder)


def load_certificates(folder: Path) -> Certificates:
    """This function will load the chain made earlier.

    :raises CertificatesBroken: when a part is missing, unreadable, or the key is not the leaf's
    """
    try:
        chain = (folder / CHAIN).read_bytes()
        leaf = x509.load_pem_x509_certificate(chain)
        key = serialization.load_pem_private_key((folder / LEAF_KEY).read_bytes(), None)
        root = (folder / ROOT).read_text()
    except (OSError, ValueError, TypeError) as error:
        raise CertificatesBroken(f"{folder}: {error}") from error
    if key.public_key() != leaf.public_key():
        raise CertificatesBroken(f"{folder}: {LEAF_KEY} does not belong to the leaf in {CHAIN}")
    return Certificates(folder, chain, root, leaf)


def _make(folder: Path, instance_name: str) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))  # 0700
    try:
        _write_chain(aside, _subject_text(instance_name))
        os.rename(aside, folder)  # replaces nothing but an empty folder
    except OSError:
        if not (folder / CHAIN).exists():
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write_chain(folder: Path, organisation: str) -> None:
    root = _issue(organisation, "Root", None, ROOT_YEARS)
    issuing = _issue(organisation, "Issuing CA", root, ISSUING_YEARS)
    leaf = _issue(organisation, "Claim Signer", issuing, LEAF_YEARS, leaf=True)
    (folder / CHAIN).write_bytes(leaf.pem() + issuing.pem())
    (folder / ROOT).write_bytes(root.pem())
    for name, issued in (("root.key", root), ("issuing.key", issuing), (LEAF_KEY, leaf)):
        write_private_key(folder / name, issued.key)


def write_private_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    """This function will write a new key file only its owner can read, as the PKCS8 PEM that c2pa takes.

    :raises FileExistsError: when there is one already
    """
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)


def _issue(
    organisation: str, role: str, issuer: _Issued | None, years: int, *, leaf: bool = False
) -> _Issued:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(organisation, role)
    signing_key = issuer.key if issuer else key
    # An hour back, for readers whose clock is behind ours.
    start = datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=365 * years))
        .add_extension(_constraints(leaf, is_root=issuer is None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False
        )
        .add_extension(_key_usage(leaf), critical=True)
    )
    if leaf:  # both: c2pa accepts the first without further settings, and the second is what it is for
        usages = [ExtendedKeyUsageOID.EMAIL_PROTECTION, CLAIM_SIGNING]
        builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=False)
    return _Issued(builder.sign(signing_key, hashes.SHA256()), key)


def _constraints(leaf: bool, *, is_root: bool) -> x509.BasicConstraints:
    if leaf:
        return x509.BasicConstraints(ca=False, path_length=None)
    return x509.BasicConstraints(ca=True, path_length=1 if is_root else 0)


def _key_usage(leaf: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=leaf,
        key_cert_sign=not leaf,
        crl_sign=not leaf,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(organisation: str, role: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{organisation} {role}"),
        ]
    )


def _subject_text(instance_name: str) -> str:
    """X.509 allows 64 bytes in a common name; the longest role takes 13 with its space."""
    name = re.sub(r"\s+", " ", instance_name).strip().encode()[:50]
    return name.decode(errors="ignore").strip() or "Kulisse"
