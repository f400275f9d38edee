"""What likeness owners and makers hear of beyond use and draft: downloads and remixes."""

import pytest
from django.utils.timezone import now
from knox.models import AuthToken

from generation.models import Download
from generation.publishing import go_public


def kinds(user):
    return list(user.notifications.order_by("id").values_list("kind", flat=True))


def body(response):
    return b"".join(response.streaming_content)


@pytest.fixture
def clip(ada, ben, clip_of):
    clip = clip_of(ada, cast=[ben])
    ben.notifications.all().delete()
    return clip


def test_a_download_by_its_author_is_told_with_their_name_once_a_day(ada, ben, clip, client_of):
    for _twice in range(2):
        answer = client_of(ada).get(clip.video_url + "?download")
        assert answer["Content-Disposition"].startswith("attachment;")
        body(answer)
    told = ben.notifications.get(kind="LIKENESS_DOWNLOADED")
    assert (told.actor, told.url) == (ada, clip.uses.get().get_absolute_url())


def test_who_else_takes_it_along_is_not_named(noor, ben, clip, client_of, client):
    body(client_of(noor).get(clip.video_url + "?download"))
    for _twice in range(2):
        body(client.get(clip.video_url + "?download"))
    told = ben.notifications.filter(kind="LIKENESS_DOWNLOADED")
    assert [(row.actor, "noor" in str(row.facts)) for row in told] == [(None, False)] * 2
    assert Download.objects.count() == 2


def test_a_program_with_a_token_takes_it_along(noor, ben, clip, client):
    token = AuthToken.objects.create(user=noor)[1]
    body(client.get(clip.video_url, headers={"Authorization": f"Bearer {token}"}))
    assert kinds(ben) == ["LIKENESS_DOWNLOADED"]


def test_the_sora_dialect_takes_it_along(ada, ben, clip, api_of):
    for variant in ("thumbnail", "video"):
        assert api_of(ada).get(f"/v1/videos/video_{clip.pk.hex}/content?variant={variant}").status_code == 200
    assert kinds(ben) == ["LIKENESS_DOWNLOADED"]


def test_watching_is_no_download(noor, ben, clip, client_of):
    for headers in ({}, {"Range": "bytes=0-99"}):
        body(client_of(noor).get(clip.video_url, headers=headers))
    body(client_of(noor).get(clip.poster_url + "?download"))
    body(client_of(noor).get(clip.video_url + "?download", headers={"Range": "bytes=50-"}))
    client_of(noor).head(clip.video_url + "?download")
    assert kinds(ben) == []


def test_ones_own_download_and_a_clip_without_likeness_tell_nobody(ada, ben, clip, clip_of, client_of):
    body(client_of(ben).get(clip.video_url + "?download"))
    body(client_of(ben).get(clip_of(ada).video_url + "?download"))
    assert kinds(ben) == []
    assert not Download.objects.exists()


@pytest.fixture
def remixed(noor, clip, clip_of):
    remix = clip_of(noor, state="DRAFT", title="Again")
    remix.remix_of = clip
    remix.save()
    return remix


def test_a_remix_is_told_to_whose_clip_it_was_when_it_is_public(ada, noor, remixed, client_of):
    assert not ada.notifications.filter(kind="CLIP_REMIXED").exists()
    go_public(clip=remixed, at=now(), by=noor)
    told = ada.notifications.get(kind="CLIP_REMIXED")
    assert (told.actor, told.url) == (noor, remixed.get_absolute_url())
    assert "Noor published a remix of “A quiet beach”" in client_of(ada).get("/inbox").content.decode()


def test_remixing_ones_own_tells_nobody(ada, clip, clip_of):
    remix = clip_of(ada, state="DRAFT")
    remix.remix_of = clip
    remix.save()
    go_public(clip=remix, at=now(), by=ada)
    assert not ada.notifications.filter(kind="CLIP_REMIXED").exists()
