"""/api/v1/people, /me, /blocks, /mutes: who follows whom, and whom and what somebody keeps away."""

import pytest

from accounts.blocking import block
from accounts.models import Follow, Mute, PersonBlock
from accounts.operations import follow, show_people
from feed.operations import like
from generation.showing import set_visibility

pytestmark = pytest.mark.django_db


def handles(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["handle"] for row in answer.json()["results"]]


def ids(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


def test_follow_tells_once_and_the_page_counts(api_of, ada, noor):
    program = api_of(noor)
    for on, number in ((True, 1), (True, 1), (False, 0), (True, 1)):
        page = program.post("/api/v1/people/ada/follow", {"on": on}, format="json").json()
        assert (page["followers"], page["is_followed"]) == (number, on)
    assert ada.notifications.filter(kind="FOLLOWED").count() == 1
    assert api_of(ada).get("/api/v1/people/noor").json()["follows_me"]
    assert api_of(None).get("/api/v1/people/ada").json()["followers"] == 1


def test_follow_refuses_in_the_form_of_a_problem(api_of, problem, ada, noor, at):
    body = problem(api_of(ada).post("/api/v1/people/ada/follow", {"on": True}, format="json"), 422, "refused")
    assert body["errors"][0]["field"] == "on"
    problem(api_of(ada).post("/api/v1/people/noor/follow", {}, format="json"), 400, "invalid")
    problem(
        api_of(None).post("/api/v1/people/noor/follow", {"on": True}, format="json"), 401, "not_authenticated"
    )
    problem(api_of(ada).get("/api/v1/people/noor/follow"), 405, "method_not_allowed")
    block(who=noor, whom=ada, at=at)
    for path in ("/api/v1/people/noor", "/api/v1/people/noor/clips", "/api/v1/people/nobody"):
        problem(api_of(ada).get(path), 404, "not_found")
    problem(api_of(ada).post("/api/v1/people/noor/follow", {"on": True}, format="json"), 404, "not_found")
    assert not Follow.objects.exists()


def test_who_follows_whom_is_ones_own_until_one_shows_it(api_of, problem, ada, ben, noor, mona, mutuals, at):
    follow(who=ben, whom=ada, at=at)
    mine = api_of(ada)
    assert handles(mine.get("/api/v1/people/ada/followers")) == ["ben", "noor"]
    assert handles(mine.get("/api/v1/people/ada/following")) == ["noor"]
    assert handles(mine.get("/api/v1/people/ada/mutuals")) == ["noor"]
    for other in (noor, mona):
        problem(api_of(other).get("/api/v1/people/ada/followers"), 404, "not_found")
    assert mine.patch("/api/v1/me/showing", {"shows_people": True}, format="json").json()["shows_people"]
    assert handles(api_of(mona).get("/api/v1/people/ada/followers?limit=1")) == ["ben"]
    following = api_of(mona).get("/api/v1/people/ada/followers?limit=1").json()["next"]
    assert handles(api_of(mona).get(following)) == ["noor"]
    block(who=ben, whom=mona, at=at)
    assert handles(api_of(mona).get("/api/v1/people/ada/followers")) == ["noor"]
    problem(api_of(None).get("/api/v1/people/ada/followers"), 401, "not_authenticated")


def test_a_follower_can_be_taken_off(api_of, ada, noor, mutuals):
    assert api_of(ada).delete("/api/v1/me/followers/noor").status_code == 204
    assert not Follow.objects.filter(who=noor, whom=ada).exists()
    assert Follow.objects.filter(who=ada, whom=noor).exists()


def test_clips_remixes_likes_and_likenesses(api_of, problem, ada, ben, noor, clip_of, at):
    first, remix, few = clip_of(ben, "First"), clip_of(ben, "Second"), clip_of(ben, "Few")
    type(remix).objects.filter(pk=remix.pk).update(remix_of=first)
    set_visibility(clip=few, visibility="FOLLOWERS", at=at)
    program = api_of(noor)
    assert set(ids(program.get("/api/v1/people/ben/clips"))) == {str(first.pk), str(remix.pk)}
    assert ids(program.get("/api/v1/people/ben/remixes")) == [str(remix.pk)]
    assert handles(program.get("/api/v1/people/ben/cameos")) == ["ben"]
    for clip in (first, few):
        like(who=ada, clip=clip, at=at)
    like(who=noor, clip=first, at=at)
    problem(program.get("/api/v1/people/ada/likes"), 404, "not_found")
    api_of(ada).patch("/api/v1/me/showing", {"shows_likes": True}, format="json")
    assert ids(program.get("/api/v1/people/ada/likes")) == [str(first.pk)]


def test_block_works_both_ways_and_is_undone(api_of, problem, ada, noor, mutuals):
    program = api_of(ada)
    assert program.post("/api/v1/people/noor/block", {"on": True}, format="json").json() == {"on": True}
    assert not Follow.objects.exists()
    problem(api_of(noor).get("/api/v1/people/ada"), 404, "not_found")
    assert [row["whom"]["handle"] for row in program.get("/api/v1/blocks").json()["results"]] == ["noor"]
    assert api_of(noor).get("/api/v1/blocks").json()["results"] == []
    problem(program.post("/api/v1/people/ada/block", {"on": True}, format="json"), 422, "refused")
    program.post("/api/v1/people/noor/block", {"on": False}, format="json")
    assert not PersonBlock.objects.exists()


@pytest.mark.parametrize(
    ("kind", "what", "kept"),
    [("PERSON", "@noor", ""), ("WORD", "Ballon  Rot", "ballon rot"), ("TOPIC", "POLITICS", "POLITICS")],
)
def test_mute_and_let_it_come_again(api_of, problem, ada, noor, kind, what, kept):
    program = api_of(ada)
    for _again in range(2):
        made = program.post("/api/v1/mutes", {"kind": kind, "what": what}, format="json")
        assert (made.status_code, made.json()["words"]) == (201, kept)
    assert [row["kind"] for row in program.get("/api/v1/mutes").json()["results"]] == [kind]
    problem(api_of(noor).delete(f"/api/v1/mutes/{made.json()['id']}"), 404, "not_found")
    assert program.delete(f"/api/v1/mutes/{made.json()['id']}").status_code == 204
    assert not Mute.objects.exists()


@pytest.mark.parametrize(("kind", "what"), [("PERSON", "ada"), ("WORD", "!!"), ("TOPIC", "CATS")])
def test_what_can_not_be_muted_says_why(api_of, problem, ada, kind, what):
    answer = api_of(ada).post("/api/v1/mutes", {"kind": kind, "what": what}, format="json")
    assert problem(answer, 422, "refused")["errors"][0]["field"] == "what"


def test_a_flood_of_changes_is_slowed_down(api_of, problem, ada, noor):
    program = api_of(ada)
    for _time in range(120):
        answer = program.post("/api/v1/people/noor/follow", {"on": False}, format="json")
    assert answer.status_code == 200
    slowed = program.post("/api/v1/people/noor/follow", {"on": False}, format="json")
    problem(slowed, 429, "throttled")
    assert int(slowed["Retry-After"]) <= 60
    assert program.get("/api/v1/people/noor").status_code == 200


def test_the_page_of_followers_is_there_for_oneself_and_who_one_shows_it_to(
    client, client_of, ada, noor, mona, mutuals
):
    mine = client_of(ada)
    assert "/@ada/followers" in mine.get("/@ada").content.decode()
    for kind in ("followers", "following", "mutuals"):
        assert "/@noor" in mine.get(f"/@ada/{kind}").content.decode()
        assert client_of(mona).get(f"/@ada/{kind}").status_code == 404
        assert client.get(f"/@ada/{kind}").status_code == 302
    assert "/@ada/followers" not in client_of(mona).get("/@ada").content.decode()
    assert mine.post("/people/show", {"on": "1"})["Location"] == "/@ada/followers"
    assert "/@noor" in client_of(mona).get("/@ada/followers").content.decode()
    assert "/@noor/drop" not in client_of(mona).get("/@ada/followers").content.decode()
    mine.post("/@noor/drop")
    assert "Nobody follows yet" in mine.get("/@ada/followers").content.decode()
    assert mine.get("/@noor/drop").status_code == 405
    show_people(user=ada, on=False)
    assert client_of(mona).get("/@ada/following").status_code == 404
