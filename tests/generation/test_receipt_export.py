"""An owner's receipts outside: the export and its check, in a page and by the command; one receipt's public page."""

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from cameos.operations import set_permission, take_back
from cameos.receipts import canonical, instance_key
from generation.consent import answer_use, revoke_use
from generation.models import CameoUse
from generation.operations import request_job
from provenance.keys import verify_bytes
from provenance.receipts import verify_export

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def uses(ada, ben, clip_of) -> list[CameoUse]:
    return [clip_of(ada, cast=[ben], prompt=f"Walk {number}").uses.get() for number in range(3)]


def exported(client_of, owner) -> dict:
    return client_of(owner).get(reverse("generation:export_receipts")).json()


# ---------------------------------------------------------------- the export


def test_it_holds_every_receipt_with_its_private_record(ada, ben, uses, client_of, at):
    revoke_use(use=uses[1], by=ben, at=at)
    export = exported(client_of, ben)
    assert verify_export(export, instance_key().public_jwk()["kid"]).holds
    (chain,) = export["chains"]
    assert [one["body"]["id"] for one in chain["receipts"]] == [f"urn:uuid:{use.receipt_id}" for use in uses]
    record = chain["receipts"][1]["record"]
    assert record["schema"] == "ISO/IEC TS 27560:2023"
    assert {
        "schema_version", "record_id", "pii_principal_id", "pii_controllers", "notice", "consent_type",
        "collection_method", "purposes", "pii_categories", "sensitive", "third_party_disclosure", "valid_from",
        "valid_until", "retention", "withdrawal", "evidence", "events",
    } <= set(record)  # fmt: skip
    assert record["grantee"]["handle"] == "ada"
    assert record["purposes"][0]["prompt"] == uses[1].job.prompt
    assert [one["event"] for one in record["events"]] == ["granted", "withdrawn"]
    assert record["events"][1]["previous"]
    assert chain["receipts"][1]["endedAt"]
    assert not chain["receipts"][0]["endedAt"]


def test_a_yes_is_in_the_record(ada, ben, client_of, at):
    set_permission(cameo=ben.cameos.get(), at=at, audience="EVERYONE", asking="BEFORE_RENDER")
    use = request_job(author=ada, prompt="@ben walks", at=at).uses.get()
    answer_use(use=use, yes=True, by=ben, at=at)
    record = exported(client_of, ben)["chains"][0]["receipts"][0]["record"]
    assert [(one["event"], one["by"]) for one in record["events"]] == [("asked", "ada"), ("granted", "ben")]


def test_it_is_the_owners_alone(ada, ben, noor, uses, client_of, client, api_of):
    for person in (ada, noor):
        assert exported(client_of, person)["chains"] == []
        assert api_of(person).get("/api/v1/receipts").json()["chains"] == []
    address = reverse("generation:export_receipts")
    assert client.get(address)["Location"].startswith("/accounts/login/")
    assert client_of(ben).post(address).status_code == 405
    assert api_of(None).get("/api/v1/receipts").status_code == 401
    assert verify_export(api_of(ben).get("/api/v1/receipts").json()).receipts == 3
    assert address in client_of(ben).get(ben.cameos.get().get_absolute_url()).content.decode()


# ---------------------------------------------------------------- the command


def run(*arguments) -> subprocess.CompletedProcess:
    """With a database that can not be reached: the file is all it needs."""
    environment = {
        **os.environ,
        "KULISSE_DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "KULISSE_DEMO": "1",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "verify-receipts", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)


def test_the_command_needs_the_file_alone(ben, uses, client_of, tmp_path):
    file, kid = tmp_path / "receipts.json", instance_key().public_jwk()["kid"]
    export = exported(client_of, ben)
    file.write_text(json.dumps(export))
    said = run(file, "--key", kid)
    assert (said.returncode, said.stderr) == (0, "")
    assert "everything holds" in said.stdout
    assert "the one you trust" in said.stdout

    export["chains"][0]["receipts"].pop(1)
    file.write_text(json.dumps(export))
    said = run(file)
    assert said.returncode == 1
    assert "does not follow from the one before" in said.stdout
    assert len(said.stderr.strip().splitlines()) == 1
    for missing in (tmp_path / "none.json", ROOT / "README.md"):
        said = run(missing)
        assert said.returncode == 2
        assert len(said.stderr.strip().splitlines()) == 1


# ---------------------------------------------------------------- the page


def test_the_page_checks_an_export(ben, uses, client_of, client):
    address, export = reverse("generation:verify_receipts"), exported(client_of, ben)
    assert client.get(address).status_code == 200

    def page(data: bytes):
        return client.post(address, {"file": SimpleUploadedFile("receipts.json", data)})

    assert "Everything holds." in page(json.dumps(export).encode()).content.decode()
    export["chains"][0]["receipts"][0]["body"]["permissionVersion"] = 9
    assert "its body was changed" in page(json.dumps(export).encode()).content.decode()
    for wrong in (b"junk", b"[]", b"{}"):
        answer = page(wrong)
        assert answer.status_code == 422
        assert "can not be checked" in answer.content.decode()
    assert client.post(address).status_code == 422
    assert page(b" " * 2_000_001).status_code == 422


# ---------------------------------------------------------------- one receipt, for anybody


def public(client, use) -> dict:
    response = client.get(reverse("generation:receipt_json", args=[use.receipt_id]))
    assert response["Cache-Control"] == "public, max-age=60"
    return response.json()


def test_it_says_that_consent_stands_and_nothing_else(ben, ada, uses, client):
    body = public(client, uses[0])
    assert (body["status"], body["since"]) == ("stands", None)
    said = json.dumps(body).lower()
    for name in ("ben", "ada", "walk", str(uses[0].cameo_id), "previous", "scopehash", "permissionversion"):
        assert not re.search(rf"\b{name}\b", said), name
    assert public(client, uses[1])["recordHash"] != body["recordHash"]
    proof = body.pop("proof")
    assert verify_bytes(canonical(body), proof["jws"], instance_key().public_jwk())


def test_it_says_when_the_likeness_was_withdrawn(ben, uses, client, at):
    revoke_use(use=uses[0], by=ben, at=at)
    assert (public(client, uses[0])["status"], public(client, uses[0])["since"]) == (
        "withdrawn",
        at.date().isoformat(),
    )
    page = client.get(reverse("generation:receipt", args=[uses[0].receipt_id])).content.decode()
    assert "The likeness in this was withdrawn on" in page
    assert "ben" not in page.lower().replace("benutz", "")
    take_back(cameo=ben.cameos.get(), at=now())  # before any cleaning up
    assert public(client, uses[1])["status"] == "withdrawn"
    assert public(client, uses[1])["since"] == now().date().isoformat()


def test_it_tells_a_permission_that_ran_out_and_one_never_given(ada, ben, uses, client, at):
    CameoUse.objects.filter(pk=uses[0].pk).update(valid_until=at - timedelta(days=2))
    assert public(client, uses[0])["status"] == "expired"
    set_permission(cameo=ben.cameos.get(), at=at, audience="EVERYONE", asking="BEFORE_RENDER")
    asked = request_job(author=ada, prompt="@ben walks", at=at).uses.get()
    assert public(client, asked)["status"] == "not_given"


def test_nobody_can_guess_one(client, uses):
    for address in (
        "/receipts/00000000-0000-4000-8000-000000000000",
        "/receipts/1",
        f"/receipts/{uses[0].pk}",
    ):
        assert client.get(address).status_code == 404
