"""POST /c/<id>/like."""

import uuid

import pytest
from django.utils.timezone import now

from accounts.models import NotificationKind
from feed.models import Like
from generation.consent import revoke_use

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def test_like_and_take_it_back(client_of, ada, noor, clip_of):
    clip, client = clip_of(ada), client_of(noor)
    for on, likes in (("1", 1), ("1", 1), ("0", 0), ("0", 0)):
        answer = client.post(f"/c/{clip.pk}/like", {"on": on}, headers=JSON)
        assert answer.json() == {"on": on == "1"}
        assert Like.objects.filter(clip=clip).count() == likes


def test_the_author_hears_of_it_once(client_of, ada, noor, clip_of):
    clip = clip_of(ada)
    for on in "1010":
        client_of(noor).post(f"/c/{clip.pk}/like", {"on": on})
    assert ada.notifications.filter(kind=NotificationKind.LIKED, actor=noor).count() == 1
    client_of(ada).post(f"/c/{clip.pk}/like", {"on": "1"})
    assert ada.notifications.filter(kind=NotificationKind.LIKED).count() == 1


def test_without_javascript_it_leads_back(client_of, ada, noor, clip_of):
    clip, client = clip_of(ada), client_of(noor)
    assert client.post(f"/c/{clip.pk}/like", {"on": "1", "next": "/latest"})["Location"] == "/latest"
    for elsewhere in ("https://example.org/", "//example.org", "javascript:alert(1)", ""):
        answer = client.post(f"/c/{clip.pk}/like", {"on": "1", "next": elsewhere})
        assert answer["Location"] == f"/c/{clip.pk}"


def test_a_stranger_is_asked_to_log_in(client, ada, clip_of):
    clip = clip_of(ada)
    assert "/accounts/login/" in client.post(f"/c/{clip.pk}/like", {"on": "1"})["Location"]
    assert not Like.objects.exists()


def test_not_what_is_not_to_be_seen(client_of, ada, ben, noor, clip_of):
    draft, gone = clip_of(ada, state="DRAFT"), clip_of(ada, cast=[ben])
    revoke_use(use=gone.uses.get(), by=ben, at=now())
    client = client_of(noor)
    assert client.post(f"/c/{draft.pk}/like", {"on": "1"}).status_code == 404
    assert client.post(f"/c/{gone.pk}/like", {"on": "1"}).status_code == 410
    assert client.post(f"/c/{uuid.uuid4()}/like", {"on": "1"}).status_code == 404
    assert not Like.objects.exists()


def test_wrong_method(client_of, ada, clip_of):
    assert client_of(ada).get(f"/c/{clip_of(ada).pk}/like").status_code == 405
