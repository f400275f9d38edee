"""The master switch: what it says before, what it does, and who can not reach it."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django_q.brokers import get_broker

from cameos.models import Revocation
from cameos.operations import take_back
from cameos.queries import footprint
from generation import jobs
from generation.models import CameoUse, Clip, Job
from generation.operations import request_job


@pytest.fixture
def cameo(ben):
    return ben.cameos.get()


@pytest.fixture
def address(cameo):
    return f"/cameos/{cameo.pk}/take-back"


@pytest.fixture
def much(ada, noor, ben, clip_of, at) -> list[Clip]:
    request_job(author=ada, prompt="@ben runs", at=at)
    return [
        clip_of(ada, cast=[ben]),
        clip_of(noor, cast=[ben]),
        clip_of(noor, cast=[ben], state="DRAFT"),
        clip_of(noor, cast=[ben], state="WITHDRAWN"),
    ]


def test_it_says_first_what_it_will_do(ben, cameo, address, much, client_of):
    assert footprint(cameo) == {"published": 2, "drafts": 1, "on_their_way": 1, "people": 2}
    page = client_of(ben).get(address).content.decode()
    assert "published clips are gone for everyone." in page
    assert "It can not be undone" in page
    assert "out of our reach" in page
    assert not Revocation.objects.exists()  # looking does nothing


def test_the_next_request_sees_nothing(ada, ben, noor, cameo, address, much, client_of):
    answer = client_of(ben).post(address, {"and_close": "on"})
    assert answer["Location"] == cameo.get_absolute_url()
    for clip in much:
        for person in (ada, ben, noor):
            assert client_of(person).get(clip.video_url).status_code in (404, 410)
    for person in (ada, ben, noor):
        assert not visible(person).exists()
    assert cameo.permission_in_force().audience == "ME"


def visible(person) -> QuerySet[Clip]:
    return Clip.objects.visible_to(person)


def test_without_closing_the_terms_stay(ben, cameo, address, client_of):
    version = cameo.permission_in_force().version
    client_of(ben).post(address, {})
    assert (cameo.permission_in_force().version, cameo.permission_in_force().audience) == (
        version,
        "EVERYONE",
    )


def test_closing_keeps_the_other_terms(ben, cameo, address, client_of):
    client_of(ben).post(
        f"/cameos/{cameo.pk}/permission",
        {"audience": "EVERYONE", "asking": "BEFORE_PUBLISH", "uses_a_day": 2},
    )
    client_of(ben).post(address, {"and_close": "on"})
    now = cameo.permission_in_force()
    assert (now.audience, now.asking, now.uses_a_day) == ("ME", "BEFORE_PUBLISH", 2)


def test_workers_then_clean_up(ada, ben, address, much, client_of, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client_of(ben).post(address, {})
    jobs.close_revoked(Revocation.objects.get().pk)
    jobs.purge_withdrawn()
    assert set(CameoUse.objects.values_list("state", flat=True)) == {"REVOKED"}
    assert set(Clip.objects.values_list("state", flat=True)) == {"WITHDRAWN"}
    assert not Clip.objects.filter(purged_at=None).exists()
    assert Job.objects.filter(clip=None).get().state == "REFUSED"
    assert ada.notifications.get(kind="USE_REVOKED").facts["count"] == 2  # one word for all of it


def test_the_signal_wakes_the_closer(ben, address, much, client_of, django_capture_on_commit_callbacks):
    before = get_broker().queue_size()
    with django_capture_on_commit_callbacks(execute=True):
        client_of(ben).post(address, {})
    assert get_broker().queue_size() > before


def test_new_clips_can_be_allowed_afterwards(ada, ben, address, much, client_of, clip_of):
    client_of(ben).post(address, {})
    again = clip_of(ada, cast=[ben])
    assert list(visible(ada)) == [again]


def test_only_the_owner(ada, cleo, mona, address, client_of, client):
    for person in (ada, cleo, mona):
        assert client_of(person).get(address).status_code == 404
        assert client_of(person).post(address).status_code == 404
    assert client.post(address)["Location"].startswith("/accounts/login/")
    assert not Revocation.objects.exists()


def test_twice_is_harmless(ben, address, much, client_of):
    client = client_of(ben)
    client.post(address, {})
    assert client.post(address, {}).status_code == 302
    assert not visible(ben).exists()


def test_a_use_asked_for_by_a_host_whose_clock_runs_ahead_is_taken_back_too(ada, ben, clip_of, at):
    clip = clip_of(ada, cast=[ben], at=at + timedelta(seconds=30))
    take_back(cameo=ben.cameos.get(), at=at)
    assert not Clip.objects.visible_to(ada).filter(pk=clip.pk).exists()
