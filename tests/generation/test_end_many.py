"""Ending many uses at once: the page says what will happen, does it, and nobody else can."""

import uuid
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from cameos.models import Block, Revocation
from cameos.operations import take_back
from generation.models import Clip


def seen(*clips) -> list[bool]:
    return [Clip.objects.published().filter(pk=clip.pk).exists() for clip in clips]


@pytest.fixture
def address(ben):
    return f"/cameos/{ben.cameos.get().pk}/end"


@pytest.fixture
def clips(ada, ben, noor, clip_of, at):
    """ada's of the day before yesterday, ada's of today, noor's of today."""
    old = clip_of(ada, cast=[ben], at=at - timedelta(days=2))
    return old, clip_of(ada, cast=[ben]), clip_of(noor, cast=[ben])


def test_it_says_what_will_happen_and_does_nothing_yet(ben, clips, address, client_of):
    page = client_of(ben).get(f"{address}?person=ada")
    text = page.content.decode()
    assert "End what Ada made with you" in text
    assert page.context["footprint"]["published"] == 2
    assert "out of our reach" in text
    assert seen(*clips) == [True] * 3


def test_all_by_one_person(ben, clips, address, client_of):
    page = client_of(ben).post(address, {"person": "@Ada"}, follow=True).content.decode()
    assert "Ended. 2 clips are out of sight for everyone, from this moment." in page
    assert seen(*clips) == [False, False, True]
    assert not Block.objects.exists()


def test_and_block(ben, ada, clips, address, client_of):
    client_of(ben).post(address, {"person": "ada", "and_block": "on"})
    assert Block.objects.get().person == ada


def test_by_days_both_included(ben, clips, address, client_of, at):
    day = localdate(at - timedelta(days=2)).isoformat()
    client_of(ben).post(address, {"since": day, "until": day})
    assert seen(*clips) == [False, True, True]


def test_person_and_day_together(ben, clips, address, client_of, at):
    client_of(ben).post(address, {"person": "ada", "since": localdate(at).isoformat()})
    assert seen(*clips) == [True, False, True]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"person": "nobody_here"},
        {"person": "cleo"},
        {"since": "junk"},
        {"since": "2026-02-02", "until": "2026-01-01"},
        {"person": "a\0b"},
    ],
)
def test_what_makes_no_sense_ends_nothing_and_says_why(ben, cleo, clips, address, client_of, data):
    for verb in ("get", "post"):
        answer = getattr(client_of(ben), verb)(address, data)
        assert answer.status_code == 422
        assert b"errorlist" in answer.content
    assert seen(*clips) == [True] * 3


def test_a_day_to_come_ends_nothing(ben, clips, address, client_of, at):
    day = localdate(at + timedelta(days=3)).isoformat()
    assert client_of(ben).post(address, {"since": day}).status_code == 302
    assert seen(*clips) == [True] * 3


def test_twice_is_once(ben, clips, address, client_of):
    for _twice in range(2):
        assert client_of(ben).post(address, {"person": "ada"}).status_code == 302
    assert seen(*clips) == [False, False, True]


def test_only_the_owner(ada, ben, cleo, mona, clips, address, client_of, client):
    for person in (ada, cleo, mona):
        assert client_of(person).get(address + "?person=ada").status_code == 404
        assert client_of(person).post(address, {"person": "ada"}).status_code == 404
    assert client.post(address)["Location"].startswith("/accounts/login/")
    assert client_of(ben).get(f"/cameos/{uuid.uuid4()}/end").status_code == 404
    assert seen(*clips) == [True] * 3


END = "/api/v1/uses/revoke"


def test_over_the_api(ben, clips, api_of):
    answer = api_of(ben).post(END, {"likeness": "ben", "person": "noor"}, format="json")
    assert answer.json() == {"published": 1, "drafts": 0, "on_their_way": 0, "people": 1}
    assert seen(*clips) == [True, True, False]
    api_of(ben).post(END, {"likeness": "ben", "everything": True}, format="json")
    assert seen(*clips) == [False] * 3


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"likeness": "ben"}, 400),
        ({"person": "ada"}, 400),
        ({"likeness": "ben", "since": "junk"}, 400),
        ({"likeness": "ben", "since": "2026-02-02T00:00Z", "until": "2026-01-01T00:00Z"}, 400),
        ({"likeness": "ben", "person": "nobody_here"}, 404),
        ({"likeness": "cleo", "everything": True}, 404),
    ],
)
def test_bad_calls(ben, cleo, clips, api_of, data, status):
    assert api_of(ben).post(END, data, format="json").status_code == status
    assert seen(*clips) == [True] * 3
    assert api_of(None).post(END, data, format="json").status_code == 401


def test_two_at_once_are_two_rows_and_one_end(ben, ada, clips):
    cameo = ben.cameos.get()
    take_back(cameo=cameo, at=now())
    take_back(cameo=cameo, at=now(), person=ada)
    assert Revocation.objects.count() == 2
    assert seen(*clips) == [False] * 3
