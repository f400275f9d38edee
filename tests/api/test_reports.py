"""POST /api/v1/…/report: of a clip, a comment, a circle, a person; GET /api/v1/reports: one's own."""

import pytest
from django.utils.timezone import now

from accounts.blocking import block
from comments.operations import write_comment
from moderation.models import Case
from moderation.operations import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(club, ada, clip_of, at):
    """What can be reported, all of it ada's."""
    clip = clip_of(ada)
    comment = write_comment(clip=clip, author=ada, text="Buy my watches", at=at)
    paths = {"clip": f"clips/{clip.pk}", "comment": f"comments/{comment.pk}", "circle": f"circles/{club.pk}"}
    return {**paths, "user": "people/ada"}


@pytest.mark.parametrize("kind", ["clip", "comment", "circle", "user"])
def test_a_report_becomes_one_case(api_of, problem, ada, cleo, places, kind):
    path, body = f"/api/v1/{places[kind]}/report", {"reason_code": "SPAM", "note": "Look"}
    for is_new in (True, False):
        answer = api_of(cleo).post(path, body, format="json")
        assert (answer.status_code, answer.json()) == (201, {"is_new": is_new})
    assert getattr(Case.objects.get(), kind) is not None
    assert problem(api_of(ada).post(path, body, format="json"), 422, "refused")["detail"]
    problem(api_of(cleo).post(path, {"reason_code": "UGLY"}, format="json"), 400, "invalid")
    problem(api_of(None).post(path, body, format="json"), 401, "not_authenticated")


def test_a_circle_is_not_there_for_strangers(api_of, problem, noor, places):
    answer = api_of(noor).post(f"/api/v1/{places['circle']}/report", {"reason_code": "SPAM"}, format="json")
    problem(answer, 404, "not_found")


def test_nobody_reports_who_is_not_there_for_them(api_of, problem, ada, ben, noor, at):
    block(who=ada, whom=noor, at=at)
    for handle in ("nobody", "ada"):
        answer = api_of(noor).post(
            f"/api/v1/people/{handle}/report", {"reason_code": "HARASSMENT"}, format="json"
        )
        problem(answer, 404, "not_found")
    block(who=noor, whom=ben, at=at)  # who keeps somebody away may still say why
    answer = api_of(noor).post("/api/v1/people/ben/report", {"reason_code": "PRETENDING"}, format="json")
    assert answer.status_code == 201


def test_ones_own_reports_say_what_came_of_them(api_of, problem, cleo, noor, mona, places):
    for kind in places:
        api_of(cleo).post(f"/api/v1/{places[kind]}/report", {"reason_code": "SPAM"}, format="json")
    settle(case=Case.objects.exclude(clip=None).get(), by=mona, action="PUBLISH", at=now())
    rows = api_of(cleo).get("/api/v1/reports").json()["results"]
    assert [(row["kind"], row["outcome"]) for row in rows] == [
        ("person", "WAITS"), ("circle", "WAITS"), ("comment", "WAITS"), ("clip", "STANDS"),
    ]  # fmt: skip
    assert rows[0]["url"] == "/@ada"
    assert api_of(noor).get("/api/v1/reports").json()["results"] == []
    problem(api_of(None).get("/api/v1/reports"), 401, "not_authenticated")
