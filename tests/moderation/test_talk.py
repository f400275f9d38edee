"""Comments at the desk: reported, claimed, withdrawn or let stand; who wrote them is told."""

import pytest

from comments.models import Comment
from comments.operations import delete, write_comment
from moderation.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(ada, noor, clip_of, at):
    return write_comment(clip=clip_of(ada), author=noor, text="Buy my watches", at=at)


def test_a_report_lies_on_the_desk_and_a_withdrawal_is_told(client_of, ada, noor, mona, comment):
    page = client_of(ada).get(f"/comments/{comment.pk}/report").content.decode()
    assert "Buy my watches" in page
    client_of(ada).post(f"/comments/{comment.pk}/report", {"reason_code": "SPAM"})
    client_of(ada).post(f"/comments/{comment.pk}/report", {"reason_code": "SPAM"})
    case = Case.objects.get()
    assert (case.comment, case.reports.count(), case.score) == (comment, 1, 10)
    desk = client_of(mona)
    assert "Buy my watches" in desk.get("/moderation/").content.decode()
    desk.post(f"/moderation/comments/{case.pk}/claim")
    assert desk.post(f"/moderation/comments/{case.pk}/decide", {"action": "WITHDRAW"}).status_code == 422
    desk.post(
        f"/moderation/comments/{case.pk}/decide",
        {"action": "WITHDRAW", "reason_code": "SPAM", "note": "Shop"},
    )
    comment.refresh_from_db()
    assert (comment.state, comment.withdrawn_for) == ("WITHDRAWN", "SPAM")
    told = noor.notifications.get(kind="COMMENT_WITHDRAWN")
    assert told.facts["note"] == "Shop"
    assert ada.notifications.filter(kind="REPORT_ANSWERED").count() == 1
    assert "Buy my watches" not in client_of(ada).get(f"/c/{comment.clip_id}/comments").content.decode()
    assert "Comment" in desk.get("/moderation/decided").content.decode()


def test_what_stands_can_be_reported_again(client_of, ada, ben, mona, comment):
    client_of(ada).post(f"/comments/{comment.pk}/report", {"reason_code": "SPAM"})
    case = Case.objects.get()
    client_of(mona).post(f"/moderation/comments/{case.pk}/decide", {"action": "PUBLISH"})
    case.refresh_from_db()
    assert (case.state, Comment.objects.get().state) == ("DECIDED", "SHOWN")
    client_of(ben).post(f"/comments/{comment.pk}/report", {"reason_code": "HARASSMENT"})
    case.refresh_from_db()
    assert (case.state, case.score) == ("OPEN", 40)


def test_not_ones_own_not_what_is_gone_not_for_others(client, client_of, ada, noor, mona, comment):
    assert (
        "your own words"
        in client_of(noor)
        .post(f"/comments/{comment.pk}/report", {"reason_code": "SPAM"}, follow=True)
        .content.decode()
    )
    client_of(ada).post(f"/comments/{comment.pk}/report", {"reason_code": "SPAM"})
    case = Case.objects.get()
    for path in ("", "/claim", "/decide"):
        assert client_of(noor).post(f"/moderation/comments/{case.pk}{path}").status_code == 404
    assert "/accounts/login/" in client.get(f"/comments/{comment.pk}/report")["Location"]
    assert client_of(mona).get(f"/moderation/{case.pk}").status_code == 404  # no case of a clip
    delete(comment=comment)
    data = {"action": "WITHDRAW", "reason_code": "SPAM"}
    told = client_of(mona).post(f"/moderation/comments/{case.pk}/decide", data, follow=True).content.decode()
    assert "gone already" in told
    assert not case.decisions.exists()
