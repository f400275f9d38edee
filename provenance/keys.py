"""The instance's own ES256 key for short statements (consent receipts): sign, verify, publish as a JWK.

The signature is a JWS with detached payload (RFC 7515, appendix F), so any JOSE library can check it.
"""

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from provenance.certificates import write_private_key

HALF = 32  # bytes of r, and of s, on P-256


class KeyBroken(Exception):
    """The key file is there and holds no P-256 private key."""


@dataclass(frozen=True)
class InstanceKey:
    """A private key and the public half others verify with."""

    private: ec.EllipticCurvePrivateKey

    def public_jwk(self) -> dict[str, str]:
        numbers = self.private.public_key().public_numbers()
        x, y = (_encode(number.to_bytes(HALF, "big")) for number in (numbers.x, numbers.y))
        return {**_thumbprinted(x, y), "alg": "ES256", "use": "sig"}


def ensure_key(path: Path) -> InstanceKey:
    """This function will load the key at `path`, making it first when there is none.

    Two processes may ask at once: the first key made stays.

    :raises KeyBroken: when the file holds something else
    """
    if not path.exists():
        _make(path)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError) as error:
        raise KeyBroken(f"{path}: {error}") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise KeyBroken(f"{path} is not a P-256 key")
    return InstanceKey(key)


def sign_bytes(data: bytes, key: InstanceKey) -> str:
    """This function will sign `data` and return `header..signature`; the data itself travels apart."""
    header = _encode(_json({"alg": "ES256", "kid": key.public_jwk()["kid"]}))
    der = key.private.sign(_signing_input(header, data), ec.ECDSA(hashes.SHA256()))
    r, s = utils.decode_dss_signature(der)
    return f"{header}..{_encode(r.to_bytes(HALF, 'big') + s.to_bytes(HALF, 'big'))}"


def verify_bytes(data: bytes, signature: str, jwk: Mapping[str, str]) -> bool:
    """This function will say whether the holder of `jwk` signed `data`; nonsense is just False."""
    try:
        header, payload, encoded = signature.split(".")
        claims = json.loads(_decode(header))
        raw = _decode(encoded)
        if payload or claims["alg"] != "ES256" or claims["kid"] != jwk["kid"] or len(raw) != 2 * HALF:
            return False
        der = utils.encode_dss_signature(int.from_bytes(raw[:HALF]), int.from_bytes(raw[HALF:]))
        _public_key(jwk).verify(der, _signing_input(header, data), ec.ECDSA(hashes.SHA256()))
    except (ValueError, KeyError, TypeError, InvalidSignature):
        return False
    return True


def _make(path: Path) -> None:
    """A link fails where a rename would replace, so the first key made is the one that stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".key-", dir=path.parent) as aside:
        made = Path(aside) / "key"
        write_private_key(made, ec.generate_private_key(ec.SECP256R1()))
        try:
            os.link(made, path)
        except FileExistsError:
            return


def _thumbprinted(x: str, y: str) -> dict[str, str]:
    """The JWK members RFC 7638 hashes, plus that hash as the key's name."""
    members = {"crv": "P-256", "kty": "EC", "x": x, "y": y}
    return {**members, "kid": _encode(hashlib.sha256(_json(members)).digest())}


def _public_key(jwk: Mapping[str, str]) -> ec.EllipticCurvePublicKey:
    x, y = (int.from_bytes(_decode(jwk[name])) for name in ("x", "y"))
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()


def _signing_input(header: str, data: bytes) -> bytes:
    return f"{header}.{_encode(data)}".encode()


def _json(value: Mapping[str, str]) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
