"""Story two, over HTTP: cast, told, taken back, and gone everywhere on the very next request."""

import base64
import gzip
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils.timezone import now

from cameos.operations import take_back
from generation import jobs
from generation.models import CameoUse, Clip, Job
from provenance.certificates import ensure_certificates


@pytest.fixture(autouse=True)
def seal(settings):
    return ensure_certificates(settings.SEAL_FOLDER, settings.INSTANCE_NAME)


def surfaces(clip: Clip) -> dict[str, str]:
    return {
        "page": f"/c/{clip.pk}",
        "video": clip.video_url,
        "poster": clip.poster_url,
        "api": f"/api/v1/clips/{clip.pk}",
    }


LISTS = ("/", "/latest", "/@ada", "/api/v1/clips")


def assert_gone(client, clip: Clip) -> None:
    for name, address in surfaces(clip).items():
        assert client.get(address).status_code == 410, name
    for address in LISTS:
        assert str(clip.pk) not in client.get(address).content.decode(), address
    assert client.get(clip.video_url, headers={"Range": "bytes=0-99"}).status_code == 410


def test_used_told_revoked_gone(ada, ben, noor, client_of, run_jobs):
    creator, owner, stranger = client_of(ada), client_of(ben), client_of(noor)
    prompt = "@ben flies a kite on the beach"
    creator.post("/create", {"prompt": prompt, "seconds": 4, "size": "360x640", "publish_when_done": "on"})
    told = ben.notifications.get()
    assert (told.kind, told.actor) == ("LIKENESS_USED", ada)
    assert "@ada" in owner.get(told.url).content.decode()

    run_jobs()
    clip = Clip.objects.get()
    assert clip.is_published
    assert clip.source_type.endswith("/compositeSynthetic")
    kinds = list(ben.notifications.order_by("id").values_list("kind", flat=True))
    assert kinds == ["LIKENESS_USED", "LIKENESS_DRAFT", "LIKENESS_PUBLISHED"]
    for address in surfaces(clip).values():
        assert stranger.get(address).status_code == 200, address

    use = clip.uses.get()
    owner.post(reverse("generation:use_revoke", args=[use.pk]))
    assert_gone(stranger, clip)
    assert_gone(creator, clip)
    assert_gone(owner, clip)
    assert ada.notifications.filter(kind="USE_REVOKED").count() == 1

    jobs.purge_withdrawn()
    clip.refresh_from_db()
    assert clip.purged_at
    assert_gone(stranger, clip)


def test_taking_everything_back_needs_no_worker_to_be_true(ada, ben, noor, clip_of, client_of):
    clips = [clip_of(ada, cast=[ben], title=f"Take {number}") for number in range(3)]
    draft = clip_of(noor, cast=[ben], state="DRAFT")
    stranger = client_of(noor)
    take_back(cameo=ben.cameos.get(), at=now())
    assert set(CameoUse.objects.values_list("state", flat=True)) == {"APPROVED"}  # nothing was cleaned up yet
    for clip in clips:
        assert_gone(stranger, clip)
    assert stranger.get(draft.video_url).status_code == 410

    jobs.sweep()
    assert set(CameoUse.objects.values_list("state", flat=True)) == {"REVOKED"}
    assert set(Clip.objects.values_list("state", flat=True)) == {"WITHDRAWN"}
    assert not Clip.objects.filter(purged_at=None).exists()


def test_taking_back_from_one_person_leaves_the_others_clips(ada, ben, noor, clip_of, client_of):
    hers, other = clip_of(ada, cast=[ben]), clip_of(noor, cast=[ben], title="Another")
    take_back(cameo=ben.cameos.get(), at=now(), person=ada)
    client = client_of(noor)
    assert_gone(client, hers)
    assert client.get(other.video_url).status_code == 200


def test_a_job_in_flight_ends_without_a_clip(ada, ben, client_of, run_jobs):
    client_of(ada).post("/create", {"prompt": "@ben dances", "seconds": 4, "size": "360x640"})
    take_back(cameo=ben.cameos.get(), at=now())
    jobs.sweep()
    run_jobs()
    assert Job.objects.get().state == "REFUSED"
    assert not Clip.objects.exists()


def status_bit(client, receipt) -> int:
    """Asks as a stranger would: the list's address from the receipt, the place in it, the bit there."""
    entry = receipt.body["credentialStatus"]
    answer = client.get(urlsplit(entry["statusListCredential"]).path)
    assert 0 <= int(answer["Cache-Control"].rpartition("=")[2]) <= 60
    packed = answer.json()["credentialSubject"]["encodedList"]
    bits = gzip.decompress(base64.urlsafe_b64decode(packed[1:] + "=" * (-len(packed[1:]) % 4)))
    place = int(entry["statusListIndex"])
    return bits[place // 8] >> (7 - place % 8) & 1


def test_the_public_status_of_the_receipt_flips(ada, ben, clip_of, client):
    receipt = clip_of(ada, cast=[ben]).uses.get().receipt
    assert status_bit(client, receipt) == 0
    take_back(cameo=ben.cameos.get(), at=now())
    assert status_bit(client, receipt) == 1
