"""Uses of one's likeness over the API: see every one, answer, end."""

import pytest

from cameos.operations import set_permission
from generation.operations import request_job

pytestmark = pytest.mark.django_db
URL = "/api/v1/uses"


@pytest.fixture
def use(ada, ben, clip_of):
    return clip_of(ada, cast=[ben]).uses.get()


@pytest.fixture
def asked(ada, ben, at):
    set_permission(cameo=ben.cameos.get(), at=at, audience="EVERYONE", asking="BEFORE_RENDER")
    return request_job(author=ada, prompt="A walk with @ben", at=at).uses.get()


def test_the_owner_sees_who_and_what(ben, use, api_of):
    body = api_of(ben).get(URL).json()["results"][0]
    assert body == api_of(ben).get(f"{URL}/{use.pk}").json()
    assert (body["author"]["handle"], body["cameo"], body["mark"]) == ("ada", "ben", "stands")
    assert body["clip"] == str(use.clip_id)


def test_nobody_else_does(ada, noor, use, api_of, problem):
    for person in (ada, noor):
        assert api_of(person).get(URL).json()["results"] == []
        problem(api_of(person).get(f"{URL}/{use.pk}"), 404, "not_found")
        problem(api_of(person).post(f"{URL}/{use.pk}/revoke"), 404, "not_found")
        problem(api_of(person).post(f"{URL}/{use.pk}/answer", {"yes": True}), 404, "not_found")
    problem(api_of(None).get(URL), 401, "not_authenticated")


def test_revoke_and_the_clip_is_gone(ben, use, api_of, client, problem):
    body = api_of(ben).post(f"{URL}/{use.pk}/revoke").json()
    assert (body["state"], body["mark"]) == ("REVOKED", "ended")
    assert client.get(use.clip.video_url).status_code == 410
    problem(api_of(ben).post(f"{URL}/{use.pk}/revoke"), 409, "conflict")


@pytest.mark.parametrize(("yes", "state"), [(True, "APPROVED"), (False, "DECLINED")])
def test_answer(ben, asked, api_of, problem, yes, state):
    response = api_of(ben).post(f"{URL}/{asked.pk}/answer", {"yes": yes}, format="json")
    assert response.json()["state"] == state
    problem(api_of(ben).post(f"{URL}/{asked.pk}/answer", {"yes": yes}, format="json"), 409, "conflict")


def test_an_answer_is_yes_or_no(ben, asked, api_of, problem):
    for data in ({}, {"yes": "perhaps"}, {"yes": None}):
        problem(api_of(ben).post(f"{URL}/{asked.pk}/answer", data, format="json"), 400, "invalid")
