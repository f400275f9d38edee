"""Circles at the desk: reported by who is in one or invited, claimed, closed or let stand; its people are told."""

import pytest

from circles.entering import invite, make_link
from circles.models import Circle, Invitation, Link, Member
from circles.operations import delete_circle
from generation.models import Clip
from generation.sharing import share
from moderation.models import Case

pytestmark = pytest.mark.django_db
SPAM = {"reason_code": "SPAM"}


def test_a_member_reports_it_and_a_moderator_closes_it(
    client_of, ada, ben, cleo, mona, club, place, clip_of, at
):
    clip = clip_of(ada, "Inside")
    share(clip=clip, member=place(ada), at=at, only=True)
    make_link(circle=club, by=place(ada), at=at)
    assert "Paper club" in client_of(cleo).get(f"/circles/{club.pk}/report").content.decode()
    for _again in range(2):
        client_of(cleo).post(f"/circles/{club.pk}/report", {**SPAM, "note": "Look at the rules"})
    case = Case.objects.get()
    assert (case.circle, case.reports.count(), case.score) == (club, 1, 10)
    desk = client_of(mona)
    assert "Paper club" in desk.get("/moderation/").content.decode()
    sheet = desk.get(f"/moderation/circles/{case.pk}").content.decode()
    for part in ("Be kind.", "@ben", "Inside", "Look at the rules"):
        assert part in sheet
    desk.post(f"/moderation/circles/{case.pk}/claim")
    decide = f"/moderation/circles/{case.pk}/decide"
    assert desk.post(decide, {"action": "WITHDRAW"}).status_code == 422
    desk.post(decide, {"action": "WITHDRAW", **SPAM, "note": "A shop"})
    club.refresh_from_db()
    assert club.closed_for == "SPAM"
    assert Member.objects.count() + Link.objects.count() == 0
    told = {
        person: person.notifications.get(kind="CIRCLE_CLOSED").facts["note"] for person in (ada, ben, cleo)
    }
    assert told == {ada: "A shop", ben: "A shop", cleo: ""}
    assert cleo.notifications.filter(kind="REPORT_ANSWERED").count() == 1
    for person, status in ((ada, 200), (ben, 404), (cleo, 404)):
        assert client_of(person).get(f"/circles/{club.pk}").status_code == 404
        assert client_of(person).get(clip.video_url).status_code == status
    assert not Clip.objects.in_circle(club, ben).exists()
    assert "gone already" in desk.post(decide, {"action": "WITHDRAW", **SPAM}, follow=True).content.decode()
    assert "Paper club" in desk.get("/moderation/decided").content.decode()
    assert "was closed" in client_of(ben).get("/inbox").content.decode()


def test_what_stands_can_be_reported_again_and_deleted(client_of, ada, cleo, noor, mona, club, place, at):
    client_of(cleo).post(f"/circles/{club.pk}/report", SPAM)
    case = Case.objects.get()
    client_of(mona).post(f"/moderation/circles/{case.pk}/decide", {"action": "PUBLISH"})
    assert club.members.count() == 3
    invite(circle=club, by=place(ada), handle="noor", at=at)
    client_of(noor).post(f"/circles/{club.pk}/report", {"reason_code": "HARASSMENT"})
    case.refresh_from_db()
    assert (case.state, case.score) == ("OPEN", 40)
    delete_circle(circle=club, by=place(ada))
    assert not Circle.objects.exists()
    assert "gone already" in client_of(mona).get(f"/moderation/circles/{case.pk}").content.decode()
    for page in ("/moderation/", "/moderation/decided"):
        assert client_of(mona).get(page).status_code == 200
    assert not Invitation.objects.exists()


def test_not_by_strangers_not_ones_own_not_for_others(
    client, client_of, ada, ben, cleo, noor, mona, club, at
):
    assert client_of(noor).get(f"/circles/{club.pk}/report").status_code == 404
    assert client_of(mona).post(f"/circles/{club.pk}/report", SPAM).status_code == 404
    assert client.get(f"/circles/{club.pk}/report").status_code == 302
    assert client_of(cleo).post(f"/circles/{club.pk}/report", {"reason_code": "NONE"}).status_code == 422
    assert (
        "You keep this circle"
        in client_of(ben).post(f"/circles/{club.pk}/report", SPAM, follow=True).content.decode()
    )
    assert not Case.objects.exists()
    client_of(cleo).post(f"/circles/{club.pk}/report", SPAM)
    case = Case.objects.get()
    for path in ("", "/claim", "/decide"):
        assert client_of(ada).post(f"/moderation/circles/{case.pk}{path}").status_code == 404
    assert client_of(mona).get(f"/moderation/comments/{case.pk}").status_code == 404
    assert client_of(mona).get(f"/moderation/{case.pk}").status_code == 404
    type(mona).objects.filter(pk=ben.pk).update(is_moderator=True)
    data = {"action": "WITHDRAW", **SPAM}
    told = client_of(ben).post(f"/moderation/circles/{case.pk}/decide", data, follow=True).content.decode()
    assert "You keep this circle" in told
    assert club.members.count() == 3
