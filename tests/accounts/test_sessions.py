"""Who is logged in, page by page: as long as their session stands and they may be here."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils.timezone import now

from accounts.addresses import address

pytestmark = pytest.mark.django_db


def is_in(client) -> bool:
    return client.get("/settings/").status_code == 200


def test_a_session_that_is_over_is_over(client_of, ada):
    theirs = client_of(ada)
    assert is_in(theirs)
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    assert not is_in(theirs)


def test_a_session_that_was_deleted_is_gone(client_of, ada, noor):
    hers, theirs = client_of(ada), client_of(noor)
    Session.objects.filter(session_key=hers.session.session_key).delete()
    assert (is_in(hers), is_in(theirs)) == (False, True)


def test_whoever_is_shut_out_is_out_at_once(client_of, ada):
    theirs = client_of(ada)
    ada.is_active = False
    ada.save(update_fields=["is_active"])
    assert not is_in(theirs)


def test_a_new_password_ends_the_other_sessions(client_of, ada):
    theirs = client_of(ada)
    ada.set_password("another one")
    ada.save(update_fields=["password"])
    assert not is_in(theirs)


def test_the_session_of_each_is_their_own(client_of, ada, noor):
    for person in (ada, noor, ada):
        page = client_of(person).get("/settings/").content.decode()
        assert f"/@{person.handle}" in page


@pytest.mark.parametrize(
    "name", ["feed:like", "feed:save", "feed:share", "feed:lineage", "moderation:report"]
)
def test_an_address_is_what_django_would_say(clip_of, ada, name):
    clip = clip_of(ada)
    assert address(name, clip.pk) == reverse(name, args=[clip.pk])
    assert address("feed:follow", ada.handle) == reverse("feed:follow", args=[ada.handle])
    assert address("generation:media", clip.pk, "video.mp4") == clip.video_url
    assert clip.video_url == reverse("generation:media", args=[clip.pk, "video.mp4"])
