"""GET /embed/<id> and /oembed: a public clip on somebody else's page, and what is taken back there."""

import uuid

import pytest
from django.utils.timezone import now

from generation.consent import revoke_use
from generation.publishing import withdraw_clip

pytestmark = pytest.mark.django_db


def policy(response) -> str:
    return response["Content-Security-Policy"]


def test_the_player_may_stand_in_a_frame_and_nothing_else_may(client, ada, clip_of):
    clip = clip_of(ada, "A quiet <beach>")
    response = client.get(f"/embed/{clip.pk}")
    body = response.content.decode()
    assert "frame-ancestors *" in policy(response)
    assert "X-Frame-Options" not in response
    assert f'src="/media/{clip.pk}/video.mp4"' in body
    assert "A quiet &lt;beach&gt;" in body
    assert "<script" not in body
    for path in ("/", f"/c/{clip.pk}", f"/c/{clip.pk}/share", "/latest", "/@ada"):
        page = client.get(path)
        assert "frame-ancestors 'none'" in policy(page), path
        assert page["X-Frame-Options"] == "DENY", path


def test_a_clip_taken_back_is_gone_in_the_frame_too(client, ada, ben, clip_of):
    clip = clip_of(ada, "With Ben", cast=[ben])
    assert client.get(f"/embed/{clip.pk}").status_code == 200
    revoke_use(use=clip.uses.get(), by=ben, at=now())
    response = client.get(f"/embed/{clip.pk}")
    assert response.status_code == 410
    assert "frame-ancestors *" in policy(response)
    assert response["Cache-Control"] == "no-store"
    assert "With Ben" not in response.content.decode()
    assert client.get("/oembed", {"url": f"http://testserver/c/{clip.pk}"}).status_code == 410


def test_what_is_not_public_is_not_embedded_not_even_for_its_author(client, client_of, ada, clip_of):
    for state in ("DRAFT", "HELD"):
        clip = clip_of(ada, "Mine", state=state)
        for someone in (client, client_of(ada)):
            assert someone.get(f"/embed/{clip.pk}").status_code == 404
            assert someone.get("/oembed", {"url": f"http://testserver/c/{clip.pk}"}).status_code == 404
        assert "iframe" not in client_of(ada).get(f"/c/{clip.pk}/share").content.decode()
        assert client.get(f"/c/{clip.pk}/share").status_code == 404


def test_a_withdrawn_clip_an_unknown_one_and_a_wrong_method(client, ada, clip_of):
    clip = clip_of(ada)
    assert client.post(f"/embed/{clip.pk}").status_code == 405
    assert client.post("/oembed").status_code == 405
    withdraw_clip(clip=clip, at=now(), reason_code="SPAM")
    assert client.get(f"/embed/{clip.pk}").status_code == 410
    assert client.get(f"/embed/{uuid.uuid4()}").status_code == 404


def test_oembed_tells_how_to_embed(client, ada, clip_of):
    clip = clip_of(ada, 'Say "hello"')
    page = client.get(f"/c/{clip.pk}").content.decode()
    assert f"oembed?url=http%3A%2F%2Ftestserver%2Fc%2F{clip.pk}" in page
    told = client.get("/oembed", {"url": f"http://testserver/c/{clip.pk}", "format": "json"}).json()
    assert told["version"] == "1.0"
    assert told["type"] == "video"
    assert told["author_name"] == "@ada"
    assert (told["width"], told["height"]) == (360, 640)
    assert f'src="http://testserver/embed/{clip.pk}" width="360" height="640"' in told["html"]
    assert "Say &quot;hello&quot;" in told["html"]
    assert told["thumbnail_url"] == f"http://testserver/media/{clip.pk}/poster.webp"


@pytest.mark.parametrize(
    ("most", "size"),
    [({"maxwidth": "180"}, (180, 320)), ({"maxheight": "1280"}, (720, 1280)), ({"maxwidth": "9", "maxheight": "9"}, (5, 9))],
)  # fmt: skip
def test_oembed_keeps_to_the_measures_asked_for(client, ada, clip_of, most, size):
    told = client.get("/oembed", {"url": f"http://testserver/c/{clip_of(ada).pk}", **most}).json()
    assert (told["width"], told["height"]) == size


@pytest.mark.parametrize(
    ("asked", "status", "field"),
    [
        ({}, 400, "url"),
        ({"url": "x", "format": "xml"}, 501, "format"),
        ({"url": "http://testserver/c/1", "maxwidth": "wide"}, 400, "maxwidth"),
        ({"url": "http://testserver/c/1", "maxheight": "0"}, 400, "maxheight"),
        ({"url": "http://testserver/c/nonsense"}, 404, "url"),
        ({"url": "http://testserver/@ada"}, 404, "url"),
        ({"url": f"https://elsewhere.example/c/{uuid.uuid4()}"}, 404, "url"),
        ({"url": "http://[/c/"}, 404, "url"),
    ],
)
def test_oembed_says_what_is_wrong(client, asked, status, field):
    response = client.get("/oembed", asked)
    assert response.status_code == status
    assert field in response.json()["detail"]
