"""Short statements, signed by the instance and checked with its published key."""

import stat

import pytest

from provenance.keys import KeyBroken, ensure_key, sign_bytes, verify_bytes

RECEIPT = b'{"id":"urn:uuid:7d1c"}'


@pytest.fixture
def key(tmp_path):
    return ensure_key(tmp_path / "instance.key")


def test_the_file_is_made_once_and_private(tmp_path, key):
    assert stat.S_IMODE((tmp_path / "instance.key").stat().st_mode) == 0o600
    assert ensure_key(tmp_path / "instance.key").public_jwk() == key.public_jwk()
    assert [path.name for path in tmp_path.iterdir()] == ["instance.key"]


def test_what_was_signed_verifies(key):
    signature = sign_bytes(RECEIPT, key)
    assert signature.count(".") == 2
    assert verify_bytes(RECEIPT, signature, key.public_jwk())


def test_other_bytes_do_not(key):
    assert not verify_bytes(RECEIPT + b" ", sign_bytes(RECEIPT, key), key.public_jwk())


def test_another_key_does_not(tmp_path, key):
    other = ensure_key(tmp_path / "other.key").public_jwk()
    assert not verify_bytes(RECEIPT, sign_bytes(RECEIPT, key), other)
    assert not verify_bytes(RECEIPT, sign_bytes(RECEIPT, key), {**other, "kid": key.public_jwk()["kid"]})


@pytest.mark.parametrize("nonsense", ["", "..", "a.b.c", "e30..AAAA", "äöü..x", "W10..AAAA"])
def test_nonsense_is_false(key, nonsense):
    assert not verify_bytes(RECEIPT, nonsense, key.public_jwk())


def test_no_algorithm_none(key):
    header = "eyJhbGciOiJub25lIn0"  # {"alg":"none"}
    assert not verify_bytes(RECEIPT, f"{header}..", key.public_jwk())


def test_the_published_key_holds_no_private_part(key):
    assert set(key.public_jwk()) == {"kty", "crv", "x", "y", "kid", "alg", "use"}


def test_refuses_what_is_no_key(tmp_path):
    (tmp_path / "instance.key").write_text("not a key")
    with pytest.raises(KeyBroken):
        ensure_key(tmp_path / "instance.key")
