"""Comments under a clip that is for a circle alone: members write and read them, nobody else learns of one."""

import pytest

from comments.models import Comment
from comments.operations import write_comment
from generation.sharing import share
from moderation.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(ada, ben, club, place, clip_of, at):
    """ben's words under ada's clip in the club; they mention a stranger."""
    clip = clip_of(ada, "Inside")
    share(clip=clip, member=place(ada), at=at, only=True)
    return write_comment(clip=clip, author=ben, text="Fold it twice, @noor", at=at)


def paths(comment) -> list[str]:
    return [f"/c/{comment.clip_id}/comments", f"/api/v1/clips/{comment.clip_id}/comments"]


def test_members_read_and_answer_strangers_find_nothing(client, client_of, ada, cleo, noor, said):
    for path in paths(said):
        assert "Fold it twice" in client_of(cleo).get(path).content.decode()
        for stranger in (client, client_of(noor)):
            assert stranger.get(path).status_code == 404
    client_of(cleo).post(f"{paths(said)[0]}/write", {"text": "And once more", "answers": said.pk})
    assert Comment.objects.filter(thread=said).count() == 1
    for path in (f"{paths(said)[0]}/write", f"/comments/{said.pk}/heart", f"/comments/{said.pk}/report"):
        assert (
            client_of(noor).post(path, {"text": "Me too", "on": "1", "reason_code": "SPAM"}).status_code
            == 404
        )
    assert client_of(noor).get(f"/api/v1/comments/{said.pk}").status_code == 404
    assert ada.notifications.filter(kind="COMMENTED").count() == 2
    assert not noor.notifications.exists()  # who can not see the clip is not told of a mention


def test_who_leaves_reads_and_writes_no_more(client_of, cleo, place, said):
    place(cleo).delete()
    assert client_of(cleo).get(paths(said)[0]).status_code == 404
    assert client_of(cleo).post(f"{paths(said)[0]}/write", {"text": "Still here?"}).status_code == 404


def test_a_reported_one_reaches_the_desk(client_of, cleo, mona, ben, said):
    client_of(cleo).post(f"/comments/{said.pk}/report", {"reason_code": "HARASSMENT"})
    case = Case.objects.get()
    assert "Fold it twice" in client_of(mona).get(f"/moderation/comments/{case.pk}").content.decode()
    data = {"action": "WITHDRAW", "reason_code": "HARASSMENT"}
    client_of(mona).post(f"/moderation/comments/{case.pk}/decide", data)
    assert "Fold it twice" not in client_of(cleo).get(paths(said)[0]).content.decode()
    assert ben.notifications.filter(kind="COMMENT_WITHDRAWN").count() == 1
