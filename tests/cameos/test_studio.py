"""The pages of enrolment: agreeing, sending, looking at what is kept, deleting. Strangers find nothing."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from cameos import enrolment
from cameos.models import Cameo, Challenge, Reading, Recording

pytestmark = pytest.mark.django_db
YES = {"agreed": "on", "birth_month": "5", "birth_year": "1990"}


def video(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("recording.webm", data, "text/html")


def test_agreeing_makes_numbers(noor, client_of):
    client = client_of(noor)
    page = client.get(reverse("cameos:new"))
    assert "in scenes you never were in" in page.content.decode()
    answer = client.post(reverse("cameos:new"), YES)
    challenge = Challenge.objects.get()
    assert answer["Location"] == reverse("cameos:record", args=[challenge.pk])
    noor.refresh_from_db()
    assert noor.birth_month == date(1990, 5, 1)
    assert "When were you born?" not in client.get(reverse("cameos:new")).content.decode()
    page = client.get(answer["Location"])
    assert f"<strong>{challenge.numbers[0]}</strong>" in page.content.decode()
    assert page["Permissions-Policy"].startswith("camera=(self), microphone=(self)")
    assert client.get("/settings/")["Permissions-Policy"].startswith("camera=(), microphone=()")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({**YES, "agreed": ""}, "Without your yes nothing is recorded."),
        ({**YES, "birth_year": "2015"}, "Nobody under 18 has a likeness here"),
        ({**YES, "birth_year": "soon"}, "Enter a whole number"),
        ({}, "This field is required"),
    ],
)
def test_what_does_not_go_is_said(noor, client_of, data, said):
    answer = client_of(noor).post(reverse("cameos:new"), data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Challenge.objects.exists()


def test_a_plain_form_sends_a_video(noor, client_of, challenge_of, film, at):
    challenge, client = challenge_of(noor, at), client_of(noor)
    answer = client.post(reverse("cameos:send_in", args=[challenge.pk]), {"video": video(film)})
    recording = Recording.objects.get()
    assert answer["Location"] == recording.get_absolute_url()
    page = client.get(answer["Location"]).content.decode()
    assert "A reviewer of this instance looks at it." in page
    piece = client.get(reverse("cameos:piece", args=[recording.cameo_id, 1, "recording"]))
    assert (piece.content, piece["Content-Type"]) == (film, "video/webm")  # what it is, not what was claimed
    assert piece["Cache-Control"].startswith("private, no-store")
    assert "you looked at it" in client.get(answer["Location"]).content.decode()


def test_the_page_sends_by_script(noor, client_of, challenge_of, film, at):
    challenge, client = challenge_of(noor, at), client_of(noor)
    url = reverse("cameos:send_in", args=[challenge.pk])
    asked = {"headers": {"Accept": "application/json"}}
    empty = client.post(url, {"video": video(b"")}, **asked)
    assert (empty.status_code, empty.json()["code"]) == (422, "RECORDING_EMPTY")
    done = client.post(url, {"video": video(film)}, **asked)
    assert (done.status_code, done.json()["url"]) == (201, Recording.objects.get().get_absolute_url())
    again = client.post(url, {"video": video(film)}, **asked)
    assert (again.status_code, again.json()["code"]) == (422, "CHALLENGE_SPENT")


def test_a_large_file_stays_out_of_the_temporary_folder(
    noor, client_of, challenge_of, at, settings, tmp_path
):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    url = reverse("cameos:send_in", args=[challenge_of(noor, at).pk])
    before = set(tmp_path.iterdir())
    assert (
        client_of(noor).post(url, {"video": video(b"\x1a\x45\xdf\xa3" + b"a" * 3_000_000)}).status_code == 302
    )
    assert set(tmp_path.iterdir()) - before <= {tmp_path / "media"}
    url = reverse("cameos:send_in", args=[challenge_of(noor, at).pk])
    page = client_of(noor).post(url, {"video": video(b"a" * 19_000_001)})
    assert "larger than 19 megabytes" in page.content.decode()


def test_one_tap_for_new_numbers(noor, client_of, challenge_of, at):
    challenge, client = challenge_of(noor, at), client_of(noor)
    Challenge.objects.update(expires_at=at - timedelta(seconds=1))
    page = client.get(reverse("cameos:record", args=[challenge.pk])).content.decode()
    assert "data-over" in page
    answer = client.post(reverse("cameos:again"))
    assert answer["Location"] != reverse("cameos:record", args=[challenge.pk])
    assert "data-over" not in client.get(answer["Location"]).content.decode()


def test_who_has_not_agreed_reads_it_first(ada, client_of, grown):
    grown(ada)
    assert client_of(ada).post(reverse("cameos:again"))["Location"] == reverse("cameos:new")


def test_a_form_of_another_site_sends_nothing(noor, challenge_of, film, at):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(noor, "accounts.backends.PasswordBackend")
    url = reverse("cameos:send_in", args=[challenge_of(noor, at).pk])
    assert client.post(url, {"video": video(film)}).status_code == 403
    assert not Recording.objects.exists()


def test_strangers_moderators_and_nobody_find_nothing(noor, ada, mona, client, client_of, sent, at):
    recording = sent(noor, at)
    cameo, challenge = recording.cameo_id, recording.challenge_id
    mine = [
        ("get", reverse("cameos:record", args=[challenge])),
        ("post", reverse("cameos:send_in", args=[challenge])),
        ("get", reverse("cameos:recording", args=[cameo])),
        ("get", reverse("cameos:erase", args=[cameo])),
        *(("get", reverse("cameos:piece", args=[cameo, 1, kind])) for kind in ("recording", "face", "voice")),
    ]
    for person in (ada, mona):
        for method, url in mine:
            assert getattr(client_of(person), method)(url).status_code == 404, (person, url)
    for method, url in mine:
        assert getattr(client, method)(url)["Location"].startswith("/accounts/login/")
    name = recording.pieces.first().name
    for url in (f"/media/{name}", f"/{name}", f"/media/{recording.pk}/face", f"/static/{name}"):
        assert client_of(noor).get(url).status_code == 404
    assert not Reading.objects.exclude(purpose="CHECK").exists()
    owner = client_of(noor)
    for unknown in (uuid.uuid4(), Cameo.objects.get().pk):
        assert owner.get(reverse("cameos:piece", args=[unknown, 7, "face"])).status_code == 404
    assert owner.get(reverse("cameos:piece", args=[cameo, 1, "keys"])).status_code == 404
    assert owner.post(mine[2][1]).status_code == 405


def test_a_player_may_ask_for_parts(noor, client_of, sent, film, at):
    recording, client = sent(noor, at), client_of(noor)
    url = reverse("cameos:piece", args=[recording.cameo_id, 1, "recording"])
    part = client.get(url, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content, part["Content-Range"]) == (
        206,
        film[10:20],
        f"bytes 10-19/{len(film)}",
    )
    assert client.get(url, headers={"Range": "bytes=20-"}).content == film[20:]
    assert client.get(url, headers={"Range": f"bytes={len(film)}-"}).status_code == 416
    assert Reading.objects.filter(purpose="OWNER").count() == 1  # one look


def test_deleting_it_all(noor, ada, client_of, sent, at, media_folder):
    recording = sent(noor, at)
    enrolment.accept(recording=recording, at=at)
    client, url = client_of(noor), reverse("cameos:erase", args=[recording.cameo_id])
    assert "It can not be undone." in client.get(url).content.decode()
    assert client.post(url).status_code == 422
    assert recording.pieces.exists()
    assert client.post(url, {"sure": "on"})["Location"] == "/cameos/"
    assert not [path for path in media_folder.rglob("*") if path.is_file()]
    assert client.get(url).status_code == 404
    assert User.objects.get(pk=noor.pk).cameos.count() == 0
