"""Accounts at the desk: reported from their page, closed or let stand; who tries to log in reads why."""

import pytest

from accounts.blocking import block
from accounts.operations import make_token
from comments.operations import write_comment
from generation.models import Clip
from moderation.models import Case
from moderation.operations import file_report
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SPAM = {"reason_code": "SPAM"}


def decided(client, case, **data):
    return client.post(f"/moderation/people/{case.pk}/decide", data, follow=True).content.decode()


@pytest.fixture
def case(ada, noor, at):
    file_report(about=ada, reporter=noor, reason_code="HARASSMENT", note="She follows me around", at=at)
    return Case.objects.get()


def test_a_report_lies_on_the_desk_with_what_a_moderator_needs(client_of, ada, ben, noor, mona, clip_of, at):
    write_comment(clip=clip_of(ben), author=ada, text="Buy my watches", at=at)
    clip_of(ada, "Kiteflying")
    page = client_of(noor).get("/@ada").content.decode()
    assert "/@ada/report" in page
    assert "Report this person" in client_of(noor).get("/@ada/report").content.decode()
    for _again in range(2):
        client_of(noor).post("/@ada/report", {"reason_code": "PRETENDING", "note": "She is no Ada"})
    case = Case.objects.get()
    assert (case.user, case.reports.count(), case.score) == (ada, 1, 60)
    assert "@ada" in client_of(mona).get("/moderation/").content.decode()
    sheet = client_of(mona).get(case.get_absolute_url()).content.decode()
    for part in ("She is no Ada", "It pretends to be somebody else.", "Kiteflying", "Buy my watches"):
        assert part in sheet


def test_closed_it_is_gone_for_everybody_and_says_why_at_the_door(
    client, client_of, ada, ben, noor, mona, clip_of, case, at
):
    clip, comment = clip_of(ada), write_comment(clip=clip_of(ben), author=ada, text="Again me", at=at)
    token, desk, inside = make_token(user=ada), client_of(mona), client_of(ada)
    assert "the person is told why" in decided(desk, case, action="WITHDRAW")
    assert "Decided: close the account." in decided(desk, case, action="WITHDRAW", note="Third time", **SPAM)
    told = noor.notifications.get(kind="REPORT_ANSWERED")
    assert (told.facts["title"], told.url) == ("@ada", "/settings/reports")
    assert client.get("/@ada").status_code == client.get(f"/c/{clip.pk}").status_code == 404
    assert client_of(noor).get(clip.video_url).status_code == 404
    assert f"comment-{comment.pk}" not in client.get(f"/c/{comment.clip_id}/comments").content.decode()
    assert inside.get("/settings/").status_code == 302
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    page = client.post("/accounts/login/", {"login": "ada", "password": PASSWORD}).content.decode()
    assert "Your account was closed. Spam or engagement bait." in page
    assert "Third time" in page
    page = client.post("/accounts/login/", {"login": "ada", "password": "wrong"}).content.decode()
    assert "closed" not in page
    assert "closed already" in decided(desk, case, action="PUBLISH")
    assert "@ada" in desk.get("/moderation/decided").content.decode()
    assert Clip.objects.filter(author=ada, state="PUBLISHED").count() == 1  # nothing is deleted


def test_what_stands_can_be_reported_again(client_of, ada, ben, mona, case):
    decided(client_of(mona), case, action="PUBLISH")
    ada.refresh_from_db()
    assert ada.is_active
    assert not ada.notifications.exists()
    client_of(ben).post("/@ada/report", {"reason_code": "HATE"})
    case.refresh_from_db()
    assert (case.state, case.score) == ("OPEN", 50)


@pytest.mark.parametrize("data", [{}, {"reason_code": "UGLY"}, {**SPAM, "note": "x" * 1001}])
def test_what_is_not_understood_comes_back(client_of, ada, noor, data):
    assert client_of(noor).post("/@ada/report", data).status_code == 422
    assert not Case.objects.exists()


def test_not_oneself_not_across_a_block_not_for_others(client, client_of, ada, ben, noor, mona, case, at):
    assert client.get("/@ada/report").status_code == 302
    told = client_of(ada).post("/@ada/report", SPAM, follow=True).content.decode()
    assert "your own account" in told
    block(who=ben, whom=noor, at=at)
    assert client_of(noor).get("/@ben/report").status_code == 404
    assert client_of(ben).get("/@noor/report").status_code == 200
    for path in ("", "/claim", "/decide"):
        assert client_of(noor).post(f"/moderation/people/{case.pk}{path}").status_code == 404
    for other in ("", "comments/", "circles/"):
        assert client_of(mona).get(f"/moderation/{other}{case.pk}").status_code == 404


def test_nobody_judges_oneself_nor_who_looks_after_the_instance(client_of, ada, ben, noor, mona, case):
    type(ada).objects.filter(pk__in=[ada.pk, ben.pk]).update(is_moderator=True)
    assert "takes that role back" in decided(client_of(mona), case, action="WITHDRAW", **SPAM)
    mine = client_of(ada).get(case.get_absolute_url()).content.decode()
    assert "your own account" in mine
    assert "noor" not in mine  # who reported it is no business of theirs
    assert "your own account" in decided(client_of(ada), case, action="PUBLISH")
    assert not case.decisions.exists()
