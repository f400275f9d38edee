"""/settings/reports: what one reported, and what came of it; nobody else's."""

import pytest

from comments.operations import write_comment
from generation.publishing import withdraw_clip
from moderation import people, talk
from moderation.models import Case
from moderation.operations import decide, file_report
from moderation.views import A_PAGE

pytestmark = pytest.mark.django_db


def page_of(client_of, person, **query):
    return client_of(person).get("/settings/reports", query).content.decode()


def test_each_says_what_came_of_it(client_of, ada, ben, noor, mona, clip_of, at):
    clips = {name: clip_of(ada, name) for name in ("Waiting", "Standing", "Withdrawn", "Deleted")}
    comment = write_comment(clip=clip_of(ben), author=ada, text="Buy my watches", at=at)
    for about in (*clips.values(), comment, ben):
        file_report(about=about, reporter=noor, reason_code="SPAM", note="Look here", at=at)
    rest = {"by": mona, "at": at, "reason_code": "VIOLENCE"}
    decide(case=clips["Standing"].case, action="PUBLISH", **rest)
    decide(case=clips["Withdrawn"].case, action="WITHDRAW", **rest)
    talk.decide(case=comment.case, action="WITHDRAW", **rest)
    people.decide(case=ben.case, action="WITHDRAW", **rest)
    withdraw_clip(clip=clips["Deleted"], at=at, reason_code="AUTHOR_DELETED", by=ada)
    page = page_of(client_of, noor)
    assert [name for name in clips if name in page] == ["Waiting", "Standing"]
    for part in (
        "will look at it", "let it stand", "closed the account. Cruel or glorified violence.",
        "gone before anybody", "Look here", "A comment you can not open any more",
    ):  # fmt: skip
        assert part in page
    assert page.count("withdrew it. Cruel or glorified violence.") == 2


def test_a_later_report_waits_anew(client_of, ada, ben, noor, mona, clip_of, at):
    clip = clip_of(ada)
    file_report(about=clip, reporter=noor, reason_code="SPAM", at=at)
    decide(case=Case.objects.get(), by=mona, action="PUBLISH", at=at)
    file_report(about=clip, reporter=noor, reason_code="HATE", at=at.replace(year=at.year + 1))
    page = page_of(client_of, noor)
    assert ("will look at it" in page, "let it stand" in page) == (True, True)


def test_only_ones_own_by_pages_and_few_queries(
    client, client_of, ada, noor, ben, clip_of, at, django_assert_max_num_queries
):
    assert client.get("/settings/reports").status_code == 302
    assert client_of(noor).post("/settings/reports").status_code == 405
    assert "reported nothing" in page_of(client_of, noor)
    clip = clip_of(ada, "Mine alone")
    file_report(about=clip, reporter=ben, reason_code="SPAM", at=at)
    assert "Mine alone" not in page_of(client_of, noor)
    case = Case.objects.get()
    for number in range(A_PAGE + 1):
        case.reports.create(
            reporter=noor, reason_code="OTHER" + "X" * number, note=f"no. {number};", created_at=at
        )
    inside = client_of(noor)
    with django_assert_max_num_queries(12):
        first = inside.get("/settings/reports").content.decode()
    assert "no. 30;" in first
    assert "no. 0;" not in first
    assert "no. 0;" in page_of(client_of, noor, page=2)
    assert client_of(noor).get("/settings/reports?page=x").status_code == 200
