"""The public consent status list: which receipts stand now, signed, and silent about whose they are."""

import base64
import gzip

import pytest

from cameos.operations import set_permission, take_back
from cameos.receipts import LIST_SIZE, canonical, instance_key
from generation.consent import revoke_use
from generation.models import CameoUse
from generation.operations import request_job
from provenance.keys import verify_bytes

pytestmark = pytest.mark.django_db
URL = "/.well-known/kulisse/status/0"


def bits_of(body: dict) -> bytes:
    text = body["credentialSubject"]["encodedList"]
    assert text[0] == "u"
    return gzip.decompress(base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))


def bit(client, use: CameoUse) -> int:
    place = use.receipt.list_index
    return bits_of(client.get(URL).json())[place // 8] >> (7 - place % 8) & 1


def test_an_empty_list_has_the_size_the_standard_asks_for(client):
    response = client.get(URL)
    body = response.json()
    assert response.status_code == 200
    assert body["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert body["credentialSubject"]["type"] == "BitstringStatusList"
    assert body["credentialSubject"]["statusPurpose"] == "revocation"
    assert bits_of(body) == bytes(LIST_SIZE // 8)


def test_it_may_be_kept_for_a_minute_and_read_from_anywhere(client):
    response = client.get(URL)
    public, _comma, age = response["Cache-Control"].partition(", max-age=")
    assert (public, 50 <= int(age) <= 60) == ("public", True)  # less where it was made a moment before
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Cookie" not in response.get("Vary", "")
    assert client.post(URL).status_code == 405


def test_the_signature_holds_for_this_body_only(client):
    body = client.get(URL).json()
    proof = body.pop("proof")
    jwk = client.get("/.well-known/jwks.json").json()["keys"][0]
    assert jwk == instance_key().public_jwk()
    assert "d" not in jwk
    assert proof["verificationMethod"].endswith("#" + jwk["kid"])
    assert verify_bytes(canonical(body), proof["jws"], jwk)
    assert not verify_bytes(canonical({**body, "issuer": "https://other"}), proof["jws"], jwk)


def test_the_receipt_points_at_its_bit(ada, ben, clip_of):
    receipt = clip_of(ada, cast=[ben]).uses.get().receipt
    status = receipt.body["credentialStatus"]
    assert status["statusListCredential"].endswith(URL)
    assert status["statusListIndex"] == str(receipt.list_index)


def test_a_use_that_stands_is_0_and_1_once_it_is_revoked(ada, ben, clip_of, client, at):
    use, other = (clip_of(ada, cast=[ben]).uses.get() for _number in range(2))
    assert (bit(client, use), bit(client, other)) == (0, 0)
    revoke_use(use=use, by=ben, at=at)
    assert (bit(client, use), bit(client, other)) == (1, 0)


def test_everything_taken_back_shows_before_any_clean_up(ada, ben, clip_of, client, at):
    use = clip_of(ada, cast=[ben], at=at).uses.get()
    take_back(cameo=ben.cameos.get(), at=at)
    assert use.state == "APPROVED"
    assert bit(client, use) == 1


def test_permission_that_ran_out_shows(ada, ben, clip_of, client, at):
    use = clip_of(ada, cast=[ben]).uses.get()
    CameoUse.objects.filter(pk=use.pk).update(valid_until=at)
    assert bit(client, use) == 1


def test_a_question_not_answered_yet_is_no_consent(ada, ben, client, at):
    set_permission(cameo=ben.cameos.get(), at=at, audience="EVERYONE", asking="BEFORE_RENDER")
    job = request_job(author=ada, prompt="A walk with @ben", at=at)
    assert bit(client, job.uses.get()) == 1


def test_a_receipt_whose_clip_is_deleted_does_not_stand(ada, ben, clip_of, client):
    clip = clip_of(ada, cast=[ben])
    use = clip.uses.get()
    clip.job.delete()
    assert bit(client, use) == 1


@pytest.mark.parametrize("number", [1, 99999999999])
def test_a_list_that_does_not_exist_is_404(client, number):
    assert client.get(f"/.well-known/kulisse/status/{number}").status_code == 404


def test_a_list_is_used_again_for_seconds_and_never_beyond_a_move(ada, ben, clip_of, client, settings, at):
    settings.STATUS_KEPT = 60
    first, second = (clip_of(ada, cast=[ben]).uses.get() for _number in range(2))
    body = client.get(URL).json()
    CameoUse.objects.filter(pk=second.pk).update(valid_until=at)  # runs out by itself: seen a little later
    assert client.get(URL).json() == body
    revoke_use(use=first, by=ben, at=at)
    assert client.get(URL).json() != body
    assert (bit(client, first), bit(client, second)) == (1, 1)
