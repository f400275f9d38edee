"""POST /api/v1/…/report: of a clip, a comment, a circle."""

import pytest

from comments.operations import write_comment
from moderation.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(club, ada, clip_of, at):
    """What can be reported, all of it ada's."""
    clip = clip_of(ada)
    comment = write_comment(clip=clip, author=ada, text="Buy my watches", at=at)
    return {"clip": f"clips/{clip.pk}", "comment": f"comments/{comment.pk}", "circle": f"circles/{club.pk}"}


@pytest.mark.parametrize("kind", ["clip", "comment", "circle"])
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
