"""The bytes of a clip: who gets them, in which pieces, and that they are gone at the very next request."""

import asyncio
import logging
from pathlib import Path

import pytest
from django.test import AsyncClient, Client
from knox.models import AuthToken

from cameos.operations import take_back
from generation.consent import revoke_use
from generation.media import CHUNK
from generation.publishing import withdraw_clip

pytestmark = pytest.mark.django_db


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def clip(ada, clip_of):
    return clip_of(ada)


@pytest.fixture
def data(tiny_files: dict[str, Path]) -> bytes:
    return tiny_files["video.mp4"].read_bytes()


@pytest.mark.parametrize(
    ("rendition", "kind"),
    [
        ("video.mp4", "video/mp4"),
        ("poster.webp", "image/webp"),
        ("sprites.webp", "image/webp"),
        ("captions.vtt", "text/vtt; charset=utf-8"),
    ],
)
def test_anybody_gets_each_rendition_of_a_published_clip(client, clip, tiny_files, rendition, kind):
    response = client.get(clip.media_url(rendition))
    data = tiny_files[rendition].read_bytes()
    assert response.status_code == 200
    assert body_of(response) == data
    assert response["Content-Type"] == kind
    assert response["Content-Length"] == str(len(data))
    assert response["Accept-Ranges"] == "bytes"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_head_says_everything_and_sends_nothing(client, clip, data):
    response = client.head(clip.video_url, headers={"Range": "bytes=0-1"})
    assert response.status_code == 200
    assert response["Content-Length"] == str(len(data))
    assert response["ETag"] == f'"{clip.files["video.mp4"]["sha256"]}"'
    assert body_of(response) == b""


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_wrong_method(client, clip, method):
    assert getattr(client, method)(clip.video_url).status_code == 405


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [("bytes=0-0", 0, 0), ("bytes=0-1", 0, 1), ("bytes=100-", 100, None), ("bytes=-7", -7, None)],
)
def test_ranges(client, clip, data, header, first, last):
    response = client.get(clip.video_url, headers={"Range": header})
    size = len(data)
    start = first if first >= 0 else size + first
    end = size - 1 if last is None else last
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{end}/{size}"
    assert response["Content-Length"] == str(end - start + 1)
    assert body_of(response) == data[start : end + 1]


def test_a_range_that_runs_past_the_end_is_cut_there(client, clip, data):
    response = client.get(clip.video_url, headers={"Range": f"bytes=10-{10**9}"})
    assert response.status_code == 206
    assert body_of(response) == data[10:]


def test_a_range_past_the_end_is_416_and_says_how_long_the_file_is(client, clip, data):
    response = client.get(clip.video_url, headers={"Range": f"bytes={len(data)}-"})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(data)}"
    assert body_of(response) == b""


@pytest.mark.parametrize("header", ["bytes=0-1,4-5", "bytes=9-2", "lines=1-2", "nonsense"])
def test_what_is_not_understood_gives_the_whole_file(client, clip, data, header):
    response = client.get(clip.video_url, headers={"Range": header})
    assert response.status_code == 200
    assert body_of(response) == data


def test_if_range_with_the_right_etag_or_date_gives_the_part_else_the_whole(client, clip, data):
    head = client.head(clip.video_url)
    for condition, status in [
        (head["ETag"], 206),
        (head["Last-Modified"], 206),
        ('"another"', 200),
        ("W/" + head["ETag"], 200),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 200),
        ("junk", 200),
    ]:
        response = client.get(clip.video_url, headers={"Range": "bytes=0-3", "If-Range": condition})
        assert response.status_code == status, condition
        body_of(response)


def test_a_browser_that_has_it_gets_304_and_not_the_bytes(client, clip):
    etag = client.head(clip.video_url)["ETag"]
    for condition in (etag, f'"other", {etag}', "W/" + etag, "*"):
        response = client.get(clip.video_url, headers={"If-None-Match": condition, "Range": "bytes=0-1"})
        assert response.status_code == 304
        assert response["ETag"] == etag
    response = client.get(clip.video_url, headers={"If-None-Match": '"other"'})
    assert response.status_code == 200
    body_of(response)


def test_if_match_with_another_etag_is_412(client, clip):
    assert client.get(clip.video_url, headers={"If-Match": '"other"'}).status_code == 412


def test_large_files_leave_in_pieces(client, clip, media_folder):
    data = bytes(range(256)) * 2048
    (media_folder / clip.folder / "video.mp4").write_bytes(data)
    clip.files["video.mp4"]["bytes"] = len(data)
    clip.save(update_fields=["files"])
    pieces = list(client.get(clip.video_url, headers={"Range": "bytes=1-"}).streaming_content)
    assert b"".join(pieces) == data[1:]
    assert max(map(len, pieces)) <= CHUNK


@pytest.mark.django_db(transaction=True)
def test_under_asgi_the_pieces_come_from_an_async_iterator(clip, data):
    async def fetch() -> tuple[bool, bytes]:
        response = await AsyncClient().get(clip.video_url, headers={"Range": "bytes=5-50"})
        return response.is_async, b"".join([piece async for piece in response.streaming_content])

    assert asyncio.run(fetch()) == (True, data[5:51])


def test_with_a_proxy_in_front_we_only_say_yes(client, clip, settings):
    settings.ACCEL_PREFIX = "/_media/"
    response = client.get(clip.video_url, headers={"Range": "bytes=0-1"})
    assert response.status_code == 200
    assert response["X-Accel-Redirect"] == f"/_media/{clip.folder}/video.mp4"
    assert response["Cache-Control"] == "private, no-cache"
    assert body_of(response) == b""


def test_the_proxy_is_told_nothing_about_a_clip_that_is_gone(client, clip, settings, at):
    settings.ACCEL_PREFIX = "/_media/"
    withdraw_clip(clip=clip, at=at, reason_code="SPAM")
    response = client.get(clip.video_url)
    assert response.status_code == 410
    assert "X-Accel-Redirect" not in response


@pytest.mark.parametrize("rendition", ["nothing.mp4", "video.mov", "..", "%2e%2e", "VIDEO.MP4"])
def test_other_names_are_404(client, clip, rendition):
    assert client.get(f"/media/{clip.pk}/{rendition}").status_code == 404


def test_unknown_clip_is_404(client, db):
    response = client.get("/media/00000000-0000-4000-8000-000000000000/video.mp4")
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"


def test_a_draft_is_there_for_its_author_and_for_nobody_else(ada, noor, mona, clip_of, client_of):
    draft = clip_of(ada, state="DRAFT")
    assert client_of(ada).get(draft.video_url).status_code == 200
    for other in (Client(), client_of(noor), client_of(mona)):
        assert other.get(draft.video_url).status_code == 404


def test_a_draft_is_there_for_the_owner_of_the_likeness_in_it(ada, ben, clip_of, client_of):
    assert client_of(ben).get(clip_of(ada, state="DRAFT", cast=[ben]).video_url).status_code == 200


def test_a_held_clip_is_there_for_moderators(ada, noor, mona, clip_of, client_of):
    held = clip_of(ada, state="HELD")
    assert client_of(mona).get(held.video_url).status_code == 200
    assert client_of(noor).get(held.video_url).status_code == 404


def test_an_api_token_opens_a_draft_and_a_wrong_one_does_not(ada, noor, clip_of, client):
    draft = clip_of(ada, state="DRAFT")
    for person, status in ((ada, 200), (noor, 404)):
        token = AuthToken.objects.create(user=person)[1]
        assert client.get(draft.video_url, headers={"Authorization": f"Bearer {token}"}).status_code == status
    response = client.get(draft.video_url, headers={"Authorization": "Bearer nonsense"})
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"


def test_withdrawn_is_410_and_not_kept_by_caches(client, clip, at):
    etag = client.head(clip.video_url)["ETag"]
    withdraw_clip(clip=clip, at=at, reason_code="SPAM")
    response = client.get(clip.video_url, headers={"If-None-Match": etag})
    assert response.status_code == 410
    assert response["Cache-Control"] == "no-store"


def test_a_likeness_taken_back_is_gone_at_the_next_request(ada, ben, clip_of, client, client_of, at):
    clip = clip_of(ada, cast=[ben])
    assert client.get(clip.video_url).status_code == 200
    revoke_use(use=clip.uses.get(), by=ben, at=at)
    for viewer in (client, client_of(ada), client_of(ben)):
        for rendition in clip.files:
            assert viewer.get(clip.media_url(rendition)).status_code == 410


def test_one_row_takes_every_clip_back_before_any_clean_up(ada, ben, clip_of, client, client_of, at):
    clips = [clip_of(ada, cast=[ben], at=at) for _number in range(3)]
    take_back(cameo=ben.cameos.get(), at=at)
    for clip in clips:
        clip.refresh_from_db()
        assert clip.state == "PUBLISHED"
        assert client.get(clip.video_url).status_code == 410


def test_a_file_that_is_missing_is_404_and_logged(client, clip, media_folder, caplog):
    (media_folder / clip.folder / "video.mp4").unlink()
    with caplog.at_level(logging.ERROR, "generation.media"):
        assert client.get(clip.video_url).status_code == 404
    assert str(clip.pk) in caplog.text


def test_junk_in_the_token_header_is_a_wrong_token(clip, client):
    response = client.get(clip.video_url, HTTP_AUTHORIZATION="Bearer \xff\xfe")
    assert response.status_code == 401


def test_one_revocation_and_every_way_in_is_shut(ada, ben, clip_of, client, at):
    clip = clip_of(ada, title="Only once", cast=[ben])
    assert "Only once" in client.get("/latest").content.decode()
    revoke_use(use=clip.uses.get(), by=ben, at=at)
    assert "Only once" not in client.get("/latest").content.decode()
    for address in (clip.get_absolute_url(), clip.video_url, clip.poster_url, f"/api/v1/clips/{clip.pk}"):
        assert client.get(address).status_code == 410, address
    assert client.get("/api/v1/clips").json()["results"] == []
