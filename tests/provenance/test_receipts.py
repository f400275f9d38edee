"""An exported chain of receipts, checked from the file alone: everything that can be done to it is seen."""

import copy

import pytest

from provenance.keys import InstanceKey, ensure_key, sign_bytes
from provenance.receipts import NoExport, canonical, digest_of, read_export, verify_export


@pytest.fixture
def key(tmp_path) -> InstanceKey:
    return ensure_key(tmp_path / "receipts.pem")


def chain(key: InstanceKey, length: int, name: str = "a") -> dict:
    rows, before = [], ""
    for place in range(1, length + 1):
        body = {"id": f"urn:{name}:{place}", "previous": before, "text": "Grüße"}
        before = digest_of(body)
        signature = sign_bytes(canonical(body), key)
        rows.append({"place": place, "body": body, "digest": before, "signature": signature, "endedAt": None})
    return {"receipts": rows, "length": length, "head": before}


def signed(export: dict, key: InstanceKey) -> dict:
    rest = {name: value for name, value in export.items() if name != "proof"}
    return {**rest, "proof": {"jws": sign_bytes(canonical(rest), key)}}


@pytest.fixture
def export(key) -> dict:
    chains = [chain(key, 4), chain(key, 2, "b"), chain(key, 0, "c")]
    return signed({"type": "KulisseReceiptExport", "keys": [key.public_jwk()], "chains": chains}, key)


def test_a_whole_export_holds(export, key):
    report = verify_export(read_export(canonical(export)), key.public_jwk()["kid"])
    assert (report.holds, report.is_pinned, report.chains, report.receipts) == (True, True, 3, 6)


def rows(export: dict) -> list:
    return export["chains"][0]["receipts"]


def swap(export):
    rows(export)[1], rows(export)[2] = rows(export)[2], rows(export)[1]


FORGERIES = {
    "a word changed": lambda export: rows(export)[1]["body"].update(text="Gruß"),
    "a field added": lambda export: rows(export)[1]["body"].update(more=1),
    "two exchanged": swap,
    "one in the middle gone": lambda export: rows(export).pop(1),
    "the first gone": lambda export: rows(export).pop(0),
    "the last gone": lambda export: rows(export).pop(),
    "one there twice": lambda export: rows(export).append(copy.deepcopy(rows(export)[3])),
    "one of another chain": lambda export: rows(export).append(export["chains"][1]["receipts"][0]),
    "a signature of another": lambda export: rows(export)[0].update(signature=rows(export)[1]["signature"]),
    "no signature": lambda export: rows(export)[0].pop("signature"),
    "no body": lambda export: rows(export)[0].pop("body"),
    "a body that is none": lambda export: rows(export)[0].update(body="text"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_what_is_done_to_a_chain_is_seen_even_if_the_whole_is_signed_anew(export, key, name):
    FORGERIES[name](export)
    assert not verify_export(export).holds
    assert not verify_export(signed(export, key)).holds


def test_a_chain_that_is_gone_is_seen_by_the_signature_of_the_whole(export):
    export["chains"].pop(1)
    (wrong,) = verify_export(export).broken
    assert "signature of the whole" in wrong


def test_a_forgers_own_key_is_not_the_one_that_is_trusted(export, key, tmp_path):
    forger = ensure_key(tmp_path / "forger.pem")
    forged = signed(
        {"type": export["type"], "keys": [forger.public_jwk()], "chains": [chain(forger, 3)]}, forger
    )
    assert verify_export(forged).holds  # held only against itself
    report = verify_export(forged, key.public_jwk()["kid"])
    assert (report.holds, report.is_pinned) == (False, False)


def test_a_key_slipped_in_beside_the_real_one_signs_nothing(export, key, tmp_path):
    forger = ensure_key(tmp_path / "forger.pem")
    export["keys"].append(forger.public_jwk())
    body = rows(export)[3]["body"]
    body["text"] = "forged"
    rows(export)[3].update(digest=digest_of(body), signature=sign_bytes(canonical(body), forger))
    export["chains"][0]["head"] = digest_of(body)
    assert not verify_export(signed(export, key)).holds


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"[]", b"{}", b'{"type": "KulisseReceiptExport"}', b"[" * 100_000,
     b'{"type": "KulisseReceiptExport", "chains": [1], "keys": []}'],
)  # fmt: skip
def test_what_is_no_export_is_called_so(data):
    with pytest.raises(NoExport):
        read_export(data)
