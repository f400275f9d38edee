"""The chain is made once, kept private, and never half there."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from provenance.certificates import CLAIM_SIGNING, CertificatesBroken, ensure_certificates


def test_makes_a_chain_up_to_its_root(tmp_path):
    made = ensure_certificates(tmp_path / "seal", "Kulisse am Hafen")
    leaf, issuing = x509.load_pem_x509_certificates(made.chain)
    root = x509.load_pem_x509_certificate(made.root.encode())
    leaf.verify_directly_issued_by(issuing)
    issuing.verify_directly_issued_by(root)
    assert isinstance(leaf.public_key().curve, ec.SECP256R1)


def test_the_leaf_may_sign_claims_and_mail_and_no_certificates(tmp_path):
    leaf = ensure_certificates(tmp_path / "seal", "Kulisse").leaf
    usages = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert set(usages) == {ExtendedKeyUsageOID.EMAIL_PROTECTION, CLAIM_SIGNING}
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_only_the_owner_reads_the_keys(tmp_path):
    folder = ensure_certificates(tmp_path / "seal", "Kulisse").folder
    keys = list(folder.glob("*.key"))
    assert len(keys) == 3
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}


def test_asking_again_changes_nothing(tmp_path):
    first = ensure_certificates(tmp_path / "seal", "Kulisse")
    assert ensure_certificates(tmp_path / "seal", "Another name") == first


def test_many_at_once_agree_on_one_chain(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: ensure_certificates(tmp_path / "seal", "Kulisse"), range(8)))
    assert len({certificates.chain for certificates in made}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["seal"]


def test_knows_when_it_expires(tmp_path):
    made = ensure_certificates(tmp_path / "seal", "Kulisse")
    at = datetime.now(UTC)
    assert made.expires_at > at + timedelta(days=365 * 9)
    assert not made.expires_within(timedelta(days=30), at)
    assert made.expires_within(timedelta(days=365 * 11), at)


def test_a_long_name_still_fits(tmp_path):
    assert ensure_certificates(tmp_path / "seal", "Bühne " * 40).leaf


def test_refuses_a_folder_with_a_foreign_key(tmp_path):
    ours, theirs = (ensure_certificates(tmp_path / name, name) for name in ("ours", "theirs"))
    ours.key_file.write_bytes(theirs.key_file.read_bytes())
    with pytest.raises(CertificatesBroken, match="does not belong"):
        ensure_certificates(ours.folder, "ours")


def test_refuses_a_folder_that_holds_something_else(tmp_path):
    (tmp_path / "seal").mkdir()
    (tmp_path / "seal" / "notes.txt").write_text("hello")
    with pytest.raises(CertificatesBroken):
        ensure_certificates(tmp_path / "seal", "Kulisse")
