"""Circles: who is in, who comes in, what is in them, and that outside there is nothing of it."""

import uuid

import pytest

from accounts.blocking import block
from accounts.grouping import grouped
from circles.entering import enter, invite, link_for, make_link
from circles.models import Circle, Door, Invitation, Member, Role
from circles.operations import CircleRefused, leave, leave_all, open_circle, remove, set_role
from generation.models import Clip, Shared
from generation.sharing import share, unshare

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(ada, club, place, clip_of, at):
    """A clip of ada's that is for the club alone."""
    clip = clip_of(ada, "Kiteflying #wind")
    share(clip=clip, member=place(ada), at=at, only=True)
    return clip


def pages(club, clip) -> list[str]:
    below = ("", "/people", "/change")
    return [f"/circles/{club.pk}{rest}" for rest in below] + [
        f"/c/{clip.pk}",
        clip.video_url,
        clip.poster_url,
    ]


def test_outside_there_is_no_circle_and_no_clip_of_it(client, client_of, club, inside, noor, cleo, ben):
    for path in pages(club, inside):
        assert client_of(noor).get(path).status_code == 404, path
        assert client.get(path).status_code in (302, 404), path
    nothing = f"/circles/{uuid.uuid4()}"
    assert client_of(noor).get(nothing).status_code == client_of(ben).get(nothing).status_code == 404
    assert client_of(cleo).get(f"/circles/{club.pk}/change").status_code == 404
    for person in (ben, cleo):
        assert str(inside.pk) in client_of(person).get(f"/circles/{club.pk}").content.decode()
        assert client_of(person).get(f"/c/{inside.pk}").status_code == 200
        assert client_of(person).get(inside.video_url).status_code == 200


def test_what_is_for_a_circle_alone_stands_in_no_other_list(client_of, inside, ben, noor):
    for path in (
        "/",
        "/latest",
        "/following",
        "/@ada",
        "/search?q=kiteflying",
        "/api/v1/clips",
        "/api/v1/search?q=kiteflying",
    ):
        for person in (ben, noor):
            assert str(inside.pk) not in client_of(person).get(path).content.decode(), path
    assert client_of(ben).get("/tags/wind").status_code == 404


def test_what_everybody_sees_may_stand_in_a_circle_too(client, client_of, ada, ben, place, club, clip_of, at):
    clip = clip_of(ada, "Kites")
    assert share(clip=clip, member=place(ada), at=at)
    assert not share(clip=clip, member=place(ada), at=at)
    assert client.get(f"/c/{clip.pk}").status_code == 200
    assert str(clip.pk) in client_of(ben).get(f"/circles/{club.pk}").content.decode()


def test_a_draft_is_published_to_the_circle_alone(client, client_of, ada, ben, club, clip_of):
    draft = clip_of(ada, "Kites", state="DRAFT")
    client_of(ada).post(f"/circles/{club.pk}/share", {"clip": draft.pk, "only": "on"})
    assert client_of(ben).get(f"/c/{draft.pk}").status_code == 200
    assert client.get(f"/c/{draft.pk}").status_code == 404
    for wrong in ({}, {"clip": "x"}):
        assert client_of(ada).post(f"/circles/{club.pk}/share", wrong).status_code == 302
    assert client_of(ben).post(f"/circles/{club.pk}/share", {"clip": draft.pk}).status_code == 404
    assert client_of(ada).get(f"/circles/{club.pk}/share").status_code == 405


def test_who_leaves_or_is_taken_out_takes_their_clips_along(
    client_of, ada, ben, cleo, club, place, clip_of, at
):
    clip = clip_of(cleo, "Tea")
    share(clip=clip, member=place(cleo), at=at, only=True)
    assert client_of(ben).get(clip.video_url).status_code == 200
    remove(member=place(cleo), by=place(ben), at=at)
    assert client_of(ben).get(clip.video_url).status_code == 404
    assert client_of(cleo).get(f"/circles/{club.pk}").status_code == 404
    assert client_of(cleo).get(clip.video_url).status_code == 200
    with pytest.raises(CircleRefused):
        leave(member=place(ada))  # she owns it


def test_blocked_people_see_nothing_of_each_other_in_a_circle(client_of, ada, ben, club, inside, at):
    block(who=ben, whom=ada, at=at)
    assert str(inside.pk) not in client_of(ben).get(f"/circles/{club.pk}").content.decode()


def test_roles(ada, ben, cleo, place):
    for wrong in (lambda: set_role(member=place(cleo), by=place(ben), role=Role.KEEPER),
                  lambda: set_role(member=place(ada), by=place(ada), role=Role.MEMBER)):  # fmt: skip
        with pytest.raises(CircleRefused):
            wrong()
    set_role(member=place(cleo), by=place(ada), role=Role.OWNER)
    assert (place(cleo).role, place(ada).role) == (Role.OWNER, Role.KEEPER)


def test_keepers_take_out_members_owners_take_out_keepers_nobody_the_owner(
    client_of, ada, ben, cleo, club, place, at
):
    for wrong in ((ada, ben), (ben, cleo), (ada, cleo)):
        with pytest.raises(CircleRefused):
            remove(member=place(wrong[0]), by=place(wrong[1]), at=at)
    client_of(ben).post(f"/circles/{club.pk}/people/cleo/remove", {"for_good": "1"})
    assert not club.members.filter(person=cleo).exists()
    remove(member=place(ben), by=place(ada), at=at)
    assert club.members.count() == 1


def test_an_invitation_is_told_and_answered_once(client_of, ada, noor, cleo, club, place, at):
    assert invite(circle=club, by=place(ada), handle="@Noor", at=at)
    assert not invite(circle=club, by=place(ada), handle="noor", at=at)
    with pytest.raises(CircleRefused, match="in the circle already"):
        invite(circle=club, by=place(ada), handle="@Cleo", at=at)
    assert noor.notifications.get().url == "/circles/"
    with pytest.raises(CircleRefused):
        invite(circle=club, by=place(cleo), handle="noor", at=at)
    path = f"/circles/invitations/{Invitation.objects.get().pk}"
    assert "Paper club" in client_of(noor).get("/circles/").content.decode()
    assert client_of(cleo).post(path, {"yes": "1"}).status_code == 404
    assert client_of(noor).post(path, {"yes": "1"})["Location"] == f"/circles/{club.pk}"
    assert client_of(noor).post(path, {"yes": "1"}).status_code == 404
    assert club.members.filter(person=noor).exists()


def test_nobody_is_invited_across_a_block_and_reads_like_nobody(client_of, ada, noor, club, place, at):
    block(who=noor, whom=ada, at=at)
    said = set()
    for handle in ("noor", "nooo"):
        page = (
            client_of(ada)
            .post(f"/circles/{club.pk}/invite", {"handle": handle}, follow=True)
            .content.decode()
        )
        assert "can be invited" in page
        said.add(handle in page)
    assert said == {True}
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("door", Door.values)
def test_a_link_lets_in_or_lets_ask(client_of, ada, ben, noor, club, place, door, at):
    Circle.objects.update(door=door)
    path = f"/circles/enter/{make_link(circle=club, by=place(ben), at=at).code}"
    page = client_of(noor).get(path).content.decode()
    assert "Be kind." in page
    assert "cleo" not in page
    assert client_of(noor).post(path).status_code == 422  # the rules come first
    client_of(noor).post(path, {"agrees": "on"})
    assert club.members.filter(person=noor).exists() == (door == "OPEN")
    if door == "ASK":
        asking = club.askings.get()
        assert ada.notifications.filter(kind="CIRCLE_ASKED").count() == 1
        yes = f"/circles/{club.pk}/askings/{asking.pk}"
        assert client_of(noor).post(yes, {"yes": "1"}).status_code == 404
        client_of(ben).post(yes, {"yes": "1"})
        assert noor.notifications.filter(kind="CIRCLE_JOINED").count() == 1
        assert club.members.filter(person=noor).exists()


def test_links_end_and_lead_nobody_who_was_shut_out(client_of, ada, cleo, noor, club, place, at):
    old = make_link(circle=club, by=place(ada), at=at)
    link = make_link(circle=club, by=place(ada), at=at)
    remove(member=place(cleo), by=place(ada), at=at, for_good=True)
    assert client_of(cleo).get(f"/circles/enter/{link.code}").status_code == 404
    assert client_of(noor).get(f"/circles/enter/{old.code}").status_code == 404
    assert client_of(noor).get("/circles/enter/%00").status_code == 404
    assert link_for(code=link.code, person=noor, at=link.expires_at) is None
    invite(circle=club, by=place(ada), handle="cleo", at=at)  # who invites them, lets them in again
    assert enter(link=link, person=cleo, at=at) is not None


def test_a_clip_made_from_another_circle_stays_there(ada, ben, club, inside, place, clip_of, at):
    mine = clip_of(ben, "Remix")
    type(mine.job).objects.filter(pk=mine.job_id).update(remix_of=inside)
    elsewhere = open_circle(by=ben, name="Elsewhere", at=at).members.select_related("circle", "person").get()
    mine = Clip.objects.get(pk=mine.pk)
    with pytest.raises(CircleRefused):
        share(clip=mine, member=elsewhere, at=at)
    assert share(clip=mine, member=place(ben), at=at, only=True)


def test_only_its_maker_or_a_keeper_takes_a_clip_out(client_of, ada, ben, cleo, club, inside, place):
    with pytest.raises(CircleRefused):
        unshare(clip=inside, by=place(cleo))
    client_of(ben).post(f"/circles/{club.pk}/clips/{inside.pk}/out")
    assert not Shared.objects.exists()
    assert client_of(ben).get(f"/c/{inside.pk}").status_code == 404
    assert client_of(ada).get(f"/c/{inside.pk}").status_code == 200


def test_new_clips_are_told_together(ada, ben, cleo, club, place, clip_of, at):
    for number in range(3):
        share(clip=clip_of(ada, f"Kite {number}"), member=place(ada), at=at, only=True)
    share(clip=clip_of(cleo, "Tea"), member=place(cleo), at=at, only=True)
    told = [group.text for group in grouped(ben.notifications.filter(kind="CIRCLE_SHARED").order_by("-id"))]
    assert told == ["4 new clips in “Paper club”"]


def test_deleting_a_circle_leaves_its_clips_to_their_makers(client_of, ada, ben, club, inside):
    assert client_of(ben).post(f"/circles/{club.pk}/delete").status_code == 302
    assert Circle.objects.exists()
    client_of(ada).post(f"/circles/{club.pk}/delete")
    assert not Circle.objects.exists()
    assert client_of(ben).get(inside.video_url).status_code == 404
    assert client_of(ada).get(inside.video_url).status_code == 200


def test_an_account_that_ends_hands_its_circles_over(ada, ben, club, place):
    leave_all(person=ada)
    assert place(ben).role == Role.OWNER
    for person in (ben, *(one.person for one in club.members.exclude(person=ben))):
        leave_all(person=person)
    assert not Circle.objects.exists()


def test_opening_and_changing_one_through_the_pages(client_of, ada, ben, noor, club):
    form = {"name": "Class 7b", "about": "", "rules": "Ask first.", "door": "OPEN"}
    there = client_of(noor).post("/circles/new", form)["Location"]
    assert client_of(noor).post("/circles/new", {**form, "name": " "}).status_code == 422
    assert client_of(noor).post(f"{there}/change", {**form, "name": "Class 8b"}).status_code == 302
    assert client_of(ada).post(f"{there}/change", form).status_code == 404
    assert Member.objects.get(person=noor).circle.name == "Class 8b"
    assert client_of(noor).get(f"{there}/people").status_code == 200
