"""Nobody can find out by trying what is there: likenesses, receipts, drafts, uses, devices, letters."""

import base64
import gzip
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cameos.models import Receipt

UNKNOWN = uuid.UUID("00000000-0000-4000-8000-000000000000")


def told(response) -> tuple[int, str, str]:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, body.decode(), response.headers.get("Cache-Control", "")


@pytest.mark.parametrize("who", ["nobody", "noor", "vic", "mona"])
def test_a_draft_of_others_answers_like_a_number_nobody_has(who, stages, cast, browser_of, api_of):
    clip = stages("draft")
    use, cameo = clip.uses.get(), cast["ben"].cameos.get()
    pairs = {
        "/c/{}": clip.pk, "/media/{}/video.mp4": clip.pk, "/media/{}/poster.webp": clip.pk, "/jobs/{}": clip.pk,
        "/jobs/{}/preview.webp": clip.pk, "/c/{}/report": clip.pk, "/cameos/uses/{}": use.pk, "/cameos/{}/": cameo.pk,
        "/cameos/{}/end?person=ada": cameo.pk, "/cameos/{}/take-back": cameo.pk,
    }  # fmt: skip
    pages = browser_of(who)
    for path, known in pairs.items():
        there, nowhere = pages.get(path.format(known)), pages.get(path.format(UNKNOWN))
        same = [part.replace(str(known), "X").replace(str(UNKNOWN), "X") for part in told(there)[1:]]
        assert there.status_code == nowhere.status_code, path
        if there.status_code == 404:
            assert "Kiteflying" not in same[0], path
            assert len(told(there)[1]) == len(told(nowhere)[1]), path
    program = api_of(cast[who])
    for path, known in {
        "/api/v1/clips/{}": clip.pk,
        "/api/v1/jobs/{}": clip.pk,
        "/api/v1/uses/{}": use.pk,
    }.items():
        there, nowhere = program.get(path.format(known)), program.get(path.format(UNKNOWN))
        assert told(there)[0] == told(nowhere)[0], path
        assert told(there)[1].replace(str(known), "X") == told(nowhere)[1].replace(str(UNKNOWN), "X"), path


def test_a_draft_costs_a_stranger_no_more_work_than_nothing(stages, client):
    """Time tells, too: the same questions are asked of the tables, whether there is something or not."""
    clip = stages("draft")
    counts = []
    for number in (clip.pk, UNKNOWN):
        client.get(f"/media/{number}/video.mp4")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/media/{number}/video.mp4")
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) <= 1


def test_a_withdrawn_draft_was_never_there_for_strangers(cast, clip_of, browser_of):
    from django.utils.timezone import now

    from generation.publishing import withdraw_clip

    clip = clip_of(cast["ada"], cast=[cast["ben"]], state="DRAFT")
    withdraw_clip(clip=clip, at=now(), reason_code="SPAM")
    for who in ("nobody", "noor", "vic", "mona"):
        assert browser_of(who).get(clip.video_url).status_code == 404
    for who in ("ada", "ben"):
        assert browser_of(who).get(clip.video_url).status_code == 410


def test_the_status_list_has_one_length_and_says_nothing_of_whose(cast, clip_of, client):
    def listed() -> bytes:
        packed = client.get("/.well-known/kulisse/status/0").json()["credentialSubject"]["encodedList"]
        return gzip.decompress(base64.urlsafe_b64decode(packed[1:] + "=" * (-len(packed[1:]) % 4)))

    empty = listed()
    clip_of(cast["ada"], cast=[cast["ben"]])
    full = listed()
    assert len(empty) == len(full)
    assert sum(map(int.bit_count, full)) == 0  # what stands looks like a place nobody has
    places = sorted(Receipt.objects.values_list("list_index", flat=True))
    for _more in range(3):
        clip_of(cast["ada"], cast=[cast["ben"]])
    later = sorted(set(Receipt.objects.values_list("list_index", flat=True)) - set(places))
    assert later != list(range(places[0] + 1, places[0] + 4))  # no place follows from another
    assert client.get("/.well-known/kulisse/status/1").status_code == 404


def test_a_receipt_page_names_nobody_and_its_number_can_not_be_guessed(stages, cast, client):
    use = stages("published").uses.get()
    for path in (f"/receipts/{use.receipt_id}", f"/receipts/{use.receipt_id}.json"):
        text = client.get(path).content.decode()
        for person in ("ben", "Ben", "ada", "Ada", str(use.cameo_id), str(use.pk)):
            assert f'"{person}"' not in text, (path, person)
            assert f"@{person}" not in text, (path, person)
    assert use.receipt_id.version == 4
    assert client.get(f"/receipts/{UNKNOWN}").status_code == 404


def test_only_who_lets_one_cast_them_completes_after_an_at(cast, browser_of):
    """cleo approves nobody, kid has none, vic is blocked by ben: none of them is completed for whom it would not go."""

    def completed(who: str) -> str:
        return (
            browser_of(who).get("/create/people?q=", headers={"Accept": "application/json"}).content.decode()
        )

    assert "ben" in completed("noor")
    for who in ("noor", "ada", "mona"):
        assert "cleo" not in completed(who)
        assert "kid" not in completed(who)
    assert "ben" not in completed("vic")
    assert browser_of("nobody").get("/create/people?q=").status_code == 302


def test_search_finds_people_and_no_likeness_and_no_draft(stages, browser_of):
    stages("draft")
    page = browser_of("noor").get("/search?q=Kiteflying").content.decode()
    assert page.count("/c/") == 0
    assert "castable" not in browser_of("noor").get("/search?q=cleo").content.decode()


def test_the_number_of_a_use_of_others_is_in_no_answer_to_the_maker(stages, browser_of, api_of, cast):
    """The maker knows the clip; the owner's page of it is the owner's."""
    clip = stages("draft")
    use = str(clip.uses.get().pk)
    for path in (f"/c/{clip.pk}", f"/jobs/{clip.pk}", "/drafts", "/inbox"):
        assert use not in browser_of("ada").get(path, follow=True).content.decode(), path
    assert use not in api_of(cast["ada"]).get(f"/api/v1/jobs/{clip.pk}").content.decode()


def test_letters_and_devices_say_nothing_of_others(cast, browser_of):
    assert browser_of("noor").post("/settings/devices/1/end").status_code == 302
    assert browser_of("nobody").get(f"/letters/stop/{UNKNOWN}").status_code == 404
    assert browser_of("nobody").get("/letters/stop/1").status_code == 404
