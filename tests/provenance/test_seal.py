"""A sealed file says what was asked, to whoever trusts us; a changed one says that it was changed."""

import io
import json
from dataclasses import replace

import c2pa
import pytest

from provenance.certificates import ensure_certificates
from provenance.manifest import CONSENT, THUMBNAIL_LIMIT, ParentFact
from provenance.reading import State, context_for, read_credentials
from provenance.signing import LocalSigner, SealBroken, SealFailed, read_back, sign_file
from tests.films import facts, film

JPEG = b"\xff\xd8\xff" + bytes(500)


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """A film, our certificates, and somebody else's."""
    folder = tmp_path_factory.mktemp("stage")
    film(folder / "film.mp4")
    return folder, *(ensure_certificates(folder / name, name) for name in ("ours", "theirs"))


@pytest.fixture(scope="module")
def ours(stage):
    return stage[1]


@pytest.fixture(scope="module")
def sealed(stage, ours):
    path = stage[0] / "sealed.mp4"
    sign_file(stage[0] / "film.mp4", path, facts(), LocalSigner.from_certificates(ours), thumbnail=JPEG)
    return path


def flipped(path, target, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    target.write_bytes(data)
    return target


def test_trusted_by_whoever_trusts_our_root(sealed, ours):
    found = read_back(sealed, ours.root, facts())
    assert found.state is State.TRUSTED
    assert found.failures == ()
    assert found.claim_generator.startswith("Kulisse")
    assert found.signed_by == "ours Claim Signer"
    assert found.source_type == facts().source_type
    assert found.disclosure == {
        "provider": "Kulisse am Hafen",
        "system": "papertheatre",
        "version": "1.0",
        "created": "2026-11-23T12:00:00Z",
        "id": "4f0c",
        "url": "https://kulisse.example/c/4f0c",
    }


def test_valid_but_not_trusted_by_strangers(sealed, stage):
    for roots in ("", stage[2].root):
        found = read_credentials(sealed, roots)
        assert found.state is State.VALID
        assert found.failures == ("signingCredential.untrusted",)


def test_reads_a_stream_like_a_file(sealed, ours):
    assert read_credentials(io.BytesIO(sealed.read_bytes()), ours.root) == read_credentials(sealed, ours.root)


def test_the_consents_are_there_and_nobody_is_named(sealed, ours):
    with c2pa.Reader(str(sealed), context=context_for(ours.root)) as reader:
        store = json.loads(reader.json())
    manifest = store["manifests"][store["active_manifest"]]
    assertion = next(a for a in manifest["assertions"] if a["label"] == CONSENT)
    assert assertion["created"]
    assert [set(receipt) for receipt in assertion["data"]["receipts"]] == [{"id", "hash", "status"}]
    assert read_credentials(sealed, "").consents == facts().consents


def test_training_is_refused(sealed):
    data = sealed.read_bytes()
    assert data.count(b"notAllowed") == 4


@pytest.mark.parametrize("where", ["picture", "consent"])
def test_one_changed_bit_is_invalid(sealed, ours, tmp_path, where):
    data = sealed.read_bytes()
    at = len(data) - 300 if where == "picture" else data.find(b"urn:uuid:7d1c") + 10
    found = read_credentials(flipped(sealed, tmp_path / "changed.mp4", at), ours.root)
    assert found.state is State.INVALID
    assert any("mismatch" in failure for failure in found.failures)


def test_a_damaged_claim_is_invalid_and_no_crash(sealed, ours, tmp_path):
    at = sealed.read_bytes().find(b"jinstanceID") + 20
    assert read_credentials(flipped(sealed, tmp_path / "c.mp4", at), ours.root).state is State.INVALID


def test_trailing_garbage_is_invalid(sealed, ours, tmp_path):
    (tmp_path / "longer.mp4").write_bytes(sealed.read_bytes() + b"garbage, appended")
    assert read_credentials(tmp_path / "longer.mp4", ours.root).state is State.INVALID


def test_no_credentials_are_none_damaged_or_not(stage, tmp_path):
    plain = (stage[0] / "film.mp4").read_bytes()
    for name, data in {"plain": plain, "cut": plain[:-900], "text": b"hello", "empty": b""}.items():
        (tmp_path / name).write_bytes(data)
        assert read_credentials(tmp_path / name, "") is None, name


@pytest.mark.parametrize("relationship", ["parentOf", "inputTo"])
def test_a_remix_names_its_parent(stage, sealed, ours, tmp_path, relationship):
    said = facts(clip_id="remix", parents=(ParentFact("A fox", relationship),))
    signer = LocalSigner.from_certificates(ours)
    target = tmp_path / "remix.mp4"
    sign_file(stage[0] / "film.mp4", target, said, signer, parents=(sealed,), roots=ours.root)
    (parent,) = read_back(target, ours.root, said).ingredients
    assert (parent.title, parent.relationship) == ("A fox", relationship)
    assert parent.state is State.TRUSTED


def test_what_is_put_together_names_each_component(stage, sealed, ours, tmp_path):
    said = facts(parents=(ParentFact("One", "componentOf"), ParentFact("Two", "componentOf")))
    signer, target = LocalSigner.from_certificates(ours), tmp_path / "both.mp4"
    sign_file(stage[0] / "film.mp4", target, said, signer, parents=(sealed, sealed), roots=ours.root)
    found = read_back(target, ours.root, said)
    assert [(one.title, one.relationship, one.state) for one in found.ingredients] == [
        ("One", "componentOf", State.TRUSTED), ("Two", "componentOf", State.TRUSTED),
    ]  # fmt: skip
    with pytest.raises(SealBroken, match="the parents"):
        read_back(target, ours.root, facts(parents=(ParentFact("One", "componentOf"),)))


def test_a_changed_parent_is_refused(stage, sealed, ours, tmp_path):
    parent = flipped(sealed, tmp_path / "parent.mp4", -300)
    said = facts(parents=(ParentFact("A fox"),))
    with pytest.raises(SealFailed, match="parent was changed"):
        sign_file(
            stage[0] / "film.mp4",
            tmp_path / "remix.mp4",
            said,
            LocalSigner.from_certificates(ours),
            parents=(parent,),
        )


def test_a_key_that_is_not_the_leafs_is_refused(stage, ours, tmp_path):
    wrong = LocalSigner(ours.chain, LocalSigner.from_certificates(stage[2]).key)
    with pytest.raises(SealFailed, match="signature does not match"):
        sign_file(stage[0] / "film.mp4", tmp_path / "x.mp4", facts(), wrong)
    assert list(tmp_path.iterdir()) == []


def test_read_back_refuses_another_root(stage, tmp_path, ours):
    sign_file(stage[0] / "film.mp4", tmp_path / "x.mp4", facts(), LocalSigner.from_certificates(stage[2]))
    with pytest.raises(SealBroken, match="untrusted"):
        read_back(tmp_path / "x.mp4", ours.root, facts())


def test_read_back_refuses_another_claim(sealed, ours):
    for said in (replace(facts(), clip_id="another"), replace(facts(), consents=())):
        with pytest.raises(SealBroken, match="asked was"):
            read_back(sealed, ours.root, said)


def test_read_back_refuses_a_file_without_credentials(stage, ours):
    with pytest.raises(SealBroken, match="no credentials"):
        read_back(stage[0] / "film.mp4", ours.root, facts())


class AbsentHsm:
    def __init__(self, chain):
        self.chain = chain

    def sign(self, claim):
        raise ConnectionError("the HSM does not answer")


def test_the_signers_own_error_is_told(stage, ours, tmp_path):
    with pytest.raises(SealFailed, match="HSM does not answer") as caught:
        sign_file(stage[0] / "film.mp4", tmp_path / "x.mp4", facts(), AbsentHsm(ours.chain))
    assert isinstance(caught.value.__cause__, ConnectionError)
    assert list(tmp_path.iterdir()) == []


def test_a_large_thumbnail_is_refused(stage, ours, tmp_path):
    with pytest.raises(ValueError, match="thumbnail"):
        sign_file(
            stage[0] / "film.mp4",
            tmp_path / "x.mp4",
            facts(),
            LocalSigner.from_certificates(ours),
            thumbnail=bytes(THUMBNAIL_LIMIT + 1),
        )
