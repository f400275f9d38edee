"""/api/v1/circles, /invitations: for members; for everybody else there is nothing."""

import uuid

import pytest

from circles.models import Circle, Member
from generation.models import Shared

pytestmark = pytest.mark.django_db


def ids(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


def test_open_change_and_delete(api_of, problem, noor):
    program = api_of(noor)
    made = program.post("/api/v1/circles", {"name": "Class 7b", "rules": "Ask first."}, format="json")
    assert (made.status_code, made.json()["role"], made.json()["number"]) == (201, "OWNER", 1)
    path = f"/api/v1/circles/{made.json()['id']}"
    changed = program.patch(path, {"door": "OPEN"}, format="json").json()
    assert (changed["name"], changed["rules"], changed["door"]) == ("Class 7b", "Ask first.", "OPEN")
    assert ids(program.get("/api/v1/circles")) == [made.json()["id"]]
    problem(program.patch(path, {"name": "x" * 61}, format="json"), 400, "invalid")
    problem(program.post("/api/v1/circles", {"name": "\t"}, format="json"), 400, "invalid")
    assert program.delete(path).status_code == 204
    assert not Circle.objects.exists()


def test_outside_there_is_no_circle(api_of, problem, club, place, ada, noor, clip_of):
    known, nowhere = f"/api/v1/circles/{club.pk}", f"/api/v1/circles/{uuid.uuid4()}"
    clip = clip_of(ada)
    for method, below in (
        ("get", ""), ("patch", ""), ("delete", ""), ("post", "/leave"), ("get", "/clips"), ("post", "/clips"),
        ("get", "/members"), ("patch", "/members/ben"), ("delete", "/members/ben"), ("post", "/invite"),
        ("post", "/link"), ("delete", "/link"), ("get", "/askings"), ("post", "/askings/1"),
        ("delete", f"/clips/{clip.pk}"),
    ):  # fmt: skip
        bodies = []
        for path in (known, nowhere):
            answer = getattr(api_of(noor), method)(f"{path}{below}", {"handle": "ben"}, format="json")
            bodies.append(problem(answer, 404, "not_found"))
        assert bodies[0] == bodies[1]
        assert getattr(api_of(None), method)(f"{known}{below}").status_code == 401
    assert ids(api_of(noor).get("/api/v1/circles")) == []
    assert club.members.count() == 3


def test_what_a_keeper_may_and_a_member_may_not(api_of, problem, club, ada, ben, cleo):
    path, member = f"/api/v1/circles/{club.pk}", api_of(cleo)
    for method, below, body in (
        ("patch", "", {"name": "Mine"}), ("delete", "", None), ("post", "/invite", {"handle": "noor"}),
        ("post", "/link", None), ("get", "/askings", None), ("delete", "/members/ben", None),
        ("patch", "/members/ben", {"role": "MEMBER"}),
    ):  # fmt: skip
        problem(getattr(member, method)(f"{path}{below}", body, format="json"), 422, "refused")
    assert {row["person"]["handle"]: row["role"] for row in member.get(f"{path}/members").json()["results"]} == {
        "ada": "OWNER", "ben": "KEEPER", "cleo": "MEMBER",
    }  # fmt: skip
    given = api_of(ada).patch(f"{path}/members/cleo", {"role": "KEEPER"}, format="json").json()
    assert (given["person"]["handle"], given["role"]) == ("cleo", "KEEPER")
    assert api_of(ada).delete(f"{path}/members/ben").status_code == 204
    assert member.post(f"{path}/leave").status_code == 204
    problem(api_of(ada).patch(f"{path}/members/ada", {"role": "KEEPER"}, format="json"), 422, "refused")
    assert club.members.get().person == ada


def test_clips_put_in_and_taken_out(api_of, problem, club, ada, ben, cleo, noor, clip_of):
    path, draft = f"/api/v1/circles/{club.pk}/clips", clip_of(cleo, state="DRAFT")
    made = api_of(cleo).post(path, {"clip": str(draft.pk)}, format="json")
    assert (made.status_code, made.json()["visibility"]) == (201, "CIRCLE")
    assert ids(api_of(ben).get(path)) == [str(draft.pk)]
    assert api_of(noor).get(f"/api/v1/clips/{draft.pk}").status_code == 404
    problem(api_of(ben).post(path, {"clip": str(draft.pk)}, format="json"), 404, "not_found")
    assert api_of(ben).delete(f"{path}/{draft.pk}").status_code == 204  # he keeps it
    problem(api_of(cleo).delete(f"{path}/{draft.pk}"), 404, "not_found")
    assert not Shared.objects.exists()


def test_an_invitation_and_its_answer(api_of, problem, club, ada, noor, mona):
    path = f"/api/v1/circles/{club.pk}/invite"
    for handle in ("@noor", "mona"):
        assert api_of(ada).post(path, {"handle": handle}, format="json").status_code == 204
    problem(api_of(ada).post(path, {"handle": "nobody"}, format="json"), 422, "refused")
    mine = api_of(noor).get("/api/v1/invitations").json()["results"][0]
    assert (mine["circle"]["rules"], mine["by"]["handle"]) == ("Be kind.", "ada")
    answer = f"/api/v1/invitations/{mine['id']}"
    problem(api_of(mona).post(answer, {"yes": True}, format="json"), 404, "not_found")
    assert api_of(noor).post(answer, {"yes": True}, format="json").json()["role"] == "MEMBER"
    other = api_of(mona).get("/api/v1/invitations").json()["results"][0]["id"]
    assert api_of(mona).post(f"/api/v1/invitations/{other}", {"yes": False}, format="json").status_code == 204
    assert not Member.objects.filter(person=mona).exists()


def test_a_link_lets_ask_and_a_keeper_lets_in(api_of, problem, club, ben, noor):
    path = f"/api/v1/circles/{club.pk}"
    code = api_of(ben).post(f"{path}/link").json()["code"]
    enter, program = f"/api/v1/circles/enter/{code}", api_of(noor)
    assert program.get(enter).json() == {"name": "Paper club", "about": "We fold.", "rules": "Be kind."}
    problem(program.post(enter, {"yes": False}, format="json"), 422, "refused")
    assert program.post(enter, {"yes": True}, format="json").status_code == 202
    asking = api_of(ben).get(f"{path}/askings").json()["results"][0]
    assert asking["person"]["handle"] == "noor"
    answered = api_of(ben).post(f"{path}/askings/{asking['id']}", {"yes": True}, format="json")
    assert answered.status_code == 204
    assert program.get(path).json()["role"] == "MEMBER"
    assert api_of(ben).delete(f"{path}/link").status_code == 204
    problem(program.get(enter), 404, "not_found")
