"""POST /seen: the browser of somebody without an account remembers what it has shown."""

import json
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.timezone import now

from feed import strangers
from feed.cursors import KEPT
from tests.feed.test_slate import more, shown

pytestmark = pytest.mark.django_db
COOKIE = f"{settings.SESSION_COOKIE_NAME}_seen"


def sees(client, *clip_ids):
    items = [{"clip": str(one), "place": 0, "source": "new", "ms": 900, "loops": 0} for one in clip_ids]
    sent = {"req_id": str(uuid.uuid4()), "items": items}
    return client.post("/seen", json.dumps(sent), content_type="application/json")


def test_no_clip_comes_twice_to_somebody_without_an_account(ada, noor, clip_of):
    clips = {str(clip_of(who).pk) for who in (ada, noor, ada)}
    client = Client(enforce_csrf_checks=True)
    first, *rest = shown(client.get("/"))
    assert {first, *rest} == clips
    response = sees(client, first)
    assert response.status_code == 204
    assert response.cookies[COOKIE]["httponly"]
    assert set(shown(client.get("/"))) == {*rest}
    assert first in shown(client.get("/latest")), "the order of time leaves nothing out"
    sees(client, *rest)
    page = client.get("/")
    assert not shown(page)
    assert "That was everything" in page.content.decode()
    assert len(shown(Client().get("/"))) == 3, "another browser knows nothing of it"


def test_a_slate_that_was_begun_stays_what_it_was(client, ada, noor, clip_of):
    for number in range(8):
        clip_of((ada, noor)[number % 2])
    page = client.get("/")
    begins = page.content.decode().split('data-from="')[1].split('"')[0]
    sees(client, *shown(page)[:3])
    assert shown(client.get("/", {"after": begins})) == shown(page)
    assert not {*shown(client.get(f"/{more(page)}"))} & {*shown(page)}


def test_after_thirty_days_it_may_come_again_and_of_too_many_the_newest_are_kept(rf, at):
    old, new = uuid.uuid4(), [uuid.uuid4() for _n in range(KEPT + 5)]
    jar = kept(rf, "", [old], at - timedelta(days=20))
    assert read(rf, jar, at) == (old.int >> 96,)
    assert read(rf, jar, at + timedelta(days=11)) == ()
    jar = kept(rf, jar, new, at)
    assert read(rf, jar, at) == tuple(one.int >> 96 for one in new[5:])
    assert len(jar) < 2500


def kept(rf: RequestFactory, jar: str, clip_ids, at) -> str:
    response = HttpResponse()
    strangers.remember(asking(rf, jar), response, clip_ids, at)
    return response.cookies[COOKIE].value


def read(rf: RequestFactory, jar: str, at) -> tuple[int, ...]:
    return strangers.seen_lately(asking(rf, jar), at)


def asking(rf: RequestFactory, jar: str):
    rf.cookies[COOKIE] = jar
    return rf.get("/")


@pytest.mark.parametrize("junk", ["", "ä", "A", "AAA", "%%%", "x" * 9000])
def test_junk_is_none(rf, junk):
    assert read(rf, junk, now()) == ()


def test_wrong_method_and_what_is_no_beacon(client):
    assert client.get("/seen").status_code == 405
    assert client.post("/seen", "x", content_type="application/json").status_code == 400
