"""/api/v1/challenges: pose one, enter it, vote, and how the clips stand."""

from datetime import timedelta

import pytest

from accounts.blocking import block
from feed.challenges.models import Entered
from generation.showing import set_visibility

pytestmark = pytest.mark.django_db
TEMPLATE = "A {{animal}} that is afraid of {{thing}}."
MICE = "A tiger that is afraid of mice."


@pytest.fixture
def fears(api_of, mona, at):
    body = {"title": "Fears", "template": TEMPLATE, "closes_at": (at + timedelta(days=7)).isoformat()}
    made = api_of(mona).post("/api/v1/challenges", body, format="json")
    assert made.status_code == 201, made.content
    return made.json()


def test_pose_one_and_find_it(api_of, problem, ada, mona, fears, at):
    assert (fears["blanks"], fears["is_open"], fears["number"]) == (["animal", "thing"], True, 0)
    listed = api_of(None).get("/api/v1/challenges").json()["results"]
    assert [row["id"] for row in listed] == [fears["id"]]
    assert api_of(None).get("/api/v1/challenges?past=true").json()["results"] == []
    body = {"title": "x", "template": "no blank", "closes_at": (at + timedelta(days=7)).isoformat()}
    answer = api_of(mona).post("/api/v1/challenges", body, format="json")
    assert problem(answer, 422, "refused")["errors"][0]["field"] == "template"
    late = api_of(mona).post(
        "/api/v1/challenges", body | {"template": TEMPLATE, "closes_at": at.isoformat()}, format="json"
    )
    assert problem(late, 422, "refused")["errors"][0]["field"] == "closes_at"
    problem(api_of(None).post("/api/v1/challenges", body, format="json"), 401, "not_authenticated")
    block(who=mona, whom=ada, at=at)
    problem(api_of(ada).get(f"/api/v1/challenges/{fears['id']}"), 404, "not_found")


def test_enter_vote_and_rank(api_of, problem, ada, ben, noor, fears, clip_of, at):
    path = f"/api/v1/challenges/{fears['id']}"
    clips = {}
    for who, words in ((ada, MICE), (ben, "A tiger that is afraid of little mice.")):
        clips[who] = clip_of(who, prompt=words)
        entered = api_of(who).post(f"{path}/enter", {"clip": str(clips[who].pk)}, format="json")
        assert entered.status_code == 204, entered.content
    other = clip_of(noor, prompt="A lamp")
    answer = api_of(noor).post(f"{path}/enter", {"clip": str(other.pk)}, format="json")
    assert problem(answer, 422, "refused")["errors"][0]["field"] == "clip"
    problem(api_of(noor).post(f"{path}/enter", {"clip": str(clips[ada].pk)}, format="json"), 404, "not_found")
    vote = f"{path}/clips/{clips[ben].pk}/vote"
    problem(api_of(ben).post(vote, {"on": True}, format="json"), 422, "refused")
    assert api_of(noor).post(vote, {"on": True}, format="json").json() == {"on": True}
    first, second = api_of(noor).get(f"{path}/ranking").json()
    assert [first["clip"]["id"], second["clip"]["id"]] == [str(clips[ben].pk), str(clips[ada].pk)]
    assert (second["originality"], first["votes"], first["is_voted"]) == (100, 1, True)
    assert (first["nearest"], first["originality"] < 70) == (str(clips[ada].pk), True)
    set_visibility(clip=clips[ada], visibility="ME", at=at)
    assert [line["clip"]["id"] for line in api_of(noor).get(f"{path}/ranking").json()] == [str(clips[ben].pk)]
    problem(
        api_of(noor).post(f"{path}/clips/{clips[ada].pk}/vote", {"on": True}, format="json"), 404, "not_found"
    )
    assert Entered.objects.count() == 2


def test_who_posed_it_ends_it(api_of, problem, ada, mona, fears):
    path = f"/api/v1/challenges/{fears['id']}"
    problem(api_of(ada).post(f"{path}/stop"), 422, "refused")
    assert api_of(mona).post(f"{path}/stop").status_code == 204
    problem(api_of(ada).get(path), 404, "not_found")
