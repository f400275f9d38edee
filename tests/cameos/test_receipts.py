"""Receipts: a chain per likeness, signed, without a word about anybody, and changed by nobody unseen."""

import hashlib
import json
import re
import uuid

import pytest

from cameos.models import Receipt
from cameos.operations import set_permission
from cameos.receipts import canonical, instance_key, is_genuine, issue_receipt
from provenance.keys import verify_bytes


@pytest.fixture
def cameo(ben):
    return ben.cameos.get()


@pytest.fixture
def chain(cameo, at) -> list[Receipt]:
    permission = cameo.permission_in_force()
    return [issue_receipt(cameo=cameo, permission=permission, clip_id=uuid.uuid4(), at=at) for _ in range(4)]


def test_each_names_the_one_before(chain):
    assert [one.place for one in chain] == [1, 2, 3, 4]
    assert [one.previous for one in chain] == ["", *(one.digest for one in chain[:-1])]
    assert [one.body["previous"] for one in chain] == [one.previous for one in chain]


def test_the_digest_is_of_the_body_and_the_signature_ours(chain):
    for one in Receipt.objects.all():  # as the database gives it back
        data = canonical(one.body)
        assert hashlib.sha256(data).hexdigest() == one.digest
        assert verify_bytes(data, one.signature, instance_key().public_jwk())
        assert is_genuine(one)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("clip", "urn:uuid:0"),
        ("permissionVersion", 99),
        ("grantedAt", "1999-01-01"),
        ("previous", "0" * 64),
        ("extra", 1),
    ],
)
def test_a_changed_body_is_not_genuine(chain, field, value):
    chain[2].body[field] = value
    assert not is_genuine(chain[2])


def test_a_new_digest_does_not_help_a_forger(chain):
    forged = chain[1]
    forged.body["permissionVersion"] = 99
    forged.digest = hashlib.sha256(canonical(forged.body)).hexdigest()
    assert not is_genuine(forged)
    assert chain[2].previous != forged.digest  # and the chain breaks after it


@pytest.mark.parametrize("signature", ["", "junk", "AAAA", "ä", "." * 500])
def test_a_foreign_signature_is_not_genuine(chain, signature):
    chain[0].signature = signature
    assert not is_genuine(chain[0])


def test_it_says_nothing_of_anybody(ada, ben, clip_of):
    receipt = clip_of(ada, cast=[ben], title="Secret", prompt="A secret thing").uses.get().receipt
    words = set(re.findall(r"\w+", json.dumps(receipt.body).lower()))
    assert not words & {"ben", "ada", "secret", str(receipt.cameo_id)}
    assert set(receipt.body) == {
        "type", "version", "id", "issuer", "clip", "permissionVersion", "recordingVersion", "scopeHash", "grantedAt",
        "validUntil", "previous", "credentialStatus",
    }  # fmt: skip
    assert receipt.body["clip"] == f"urn:uuid:{receipt.use.clip_id}"


def test_the_terms_are_named_by_hash_and_version(cameo, at):
    def hash_of(**terms):
        permission = set_permission(cameo=cameo, at=at, **terms)
        receipt = issue_receipt(cameo=cameo, permission=permission, clip_id=uuid.uuid4(), at=at)
        assert receipt.body["permissionVersion"] == permission.version
        return receipt.body["scopeHash"]

    one = hash_of(audience="EVERYONE", categories_off=["BODY", "POLITICS"])
    assert one == hash_of(audience="EVERYONE", categories_off=["POLITICS", "BODY"])
    assert one != hash_of(audience="EVERYONE", categories_off=["BODY"])


def test_places_in_the_status_list_differ_and_do_not_count_up(chain):
    places = [one.list_index for one in chain]
    assert len(set(places)) == len(places)
    assert places != sorted(places) or places[-1] - places[0] > len(places)


def test_each_likeness_has_its_own_chain(chain, cleo, at):
    other = cleo.cameos.get()
    first = issue_receipt(cameo=other, permission=other.permission_in_force(), clip_id=uuid.uuid4(), at=at)
    assert (first.place, first.previous) == (1, "")
