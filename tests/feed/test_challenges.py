"""Challenges: open one, enter it, vote, how clips stand, and how it ends."""

import uuid
from datetime import timedelta

import pytest

from accounts.blocking import block, mute_person, mute_word
from accounts.grouping import grouped
from feed.challenges.judging import Contender, blanks, filled, judged, own_words
from feed.challenges.models import Challenge, Entered, Vote
from feed.challenges.operations import ChallengeRefused, end_due, enter, open_challenge, stop, vote
from feed.challenges.queries import standing
from generation.publishing import withdraw_clip
from generation.showing import set_visibility
from provenance.looks import Eye
from tests.feed.test_worth import film

pytestmark = pytest.mark.django_db
TEMPLATE = "A {{animal}} that is afraid of {{thing}}."


@pytest.fixture
def fears(mona, at):
    """Open for a week, since an hour."""
    began = at - timedelta(hours=1)
    return open_challenge(
        by=mona, title="Fears", template=TEMPLATE, closes_at=at + timedelta(days=7), at=began
    )


@pytest.fixture
def entered(fears, clip_of, at):
    def put(who, words: str) -> Entered:
        return enter(challenge=fears, clip=clip_of(who, words, prompt=f"A {words}."), who=who, at=at)

    return put


def test_blanks_are_filled_and_found_again():
    assert blanks(TEMPLATE) == ["animal", "thing"]
    assert filled(TEMPLATE, {"animal": "tiger"}) == "A tiger that is afraid of {{thing}}."
    assert (
        own_words(TEMPLATE, "At dusk a  TIGER that is afraid of mice, in rain")
        == "At dusk TIGER mice, in rain"
    )
    assert own_words(TEMPLATE, "A tiger that likes mice") is None
    assert own_words("Say {{word}} twice", "Say boo twice (.*") == "boo (.*"


def test_who_was_there_first_copied_nobody_in_either_language():
    keys = [uuid.UUID(int=number) for number in range(3)]
    said = ["tiger mice", "Tiger Mäuse", "robot moon"]
    board = judged([Contender(key, words, 0) for key, words in zip(keys, said, strict=True)])
    by_key = {line.key: line for line in board}
    assert by_key[keys[0]].originality == by_key[keys[2]].originality == 100
    assert by_key[keys[1]].originality < 50
    assert by_key[keys[1]].nearest == keys[0]
    assert [line.place for line in board] == [1, 1, 3]
    assert judged([]) == []


def test_who_looks_like_one_before_is_less_original_whatever_the_words():
    pictures = [look.pictures for look in map(look_of, (1, 1, 2))]
    keys = [uuid.UUID(int=number) for number in range(4)]
    said = ["tiger mice", "robot moon", "owl rain", "fish net"]
    board = judged([Contender(*row) for row in zip(keys, said, [0] * 4, [*pictures, None], strict=True)])
    by_key = {line.key: line for line in board}
    assert [by_key[key].originality for key in keys] == [100, 0, 100, 100]
    assert by_key[keys[1]].nearest == keys[0]


def look_of(seed: int):
    eye = Eye(2)
    assert list(eye.watch(film(seed)))
    return eye.look()


def test_opening_one(client, client_of, ada, at):
    form = {"title": "Fears", "about": "", "template": TEMPLATE, "days": "7"}
    there = client_of(ada).post("/challenges/new", form)["Location"]
    assert "Fears" in client.get("/challenges/").content.decode()
    assert "afraid of" in client.get(there).content.decode()
    for wrong in (
        {"template": "no blank"},
        {"days": "99"},
        {"title": ""},
        {"template": "A naked child {{x}} porn"},
    ):
        assert client_of(ada).post("/challenges/new", form | wrong).status_code == 422, wrong
    assert client.post("/challenges/new", form).status_code == 302
    assert Challenge.objects.count() == 1
    for _more in range(3):
        client_of(ada).post("/challenges/new", form)
    assert Challenge.objects.count() == 3  # three at once, no more
    with pytest.raises(ChallengeRefused):
        open_challenge(by=ada, title="x", template=TEMPLATE, closes_at=at, at=at)


def test_entering_leads_to_the_composer_with_the_words_in_it(client, client_of, ada, fears):
    path = f"/challenges/{fears.pk}/fill?b0=tiger&b1="
    there = client_of(ada).get(path)["Location"]
    assert there == "/create?prompt=A+tiger+that+is+afraid+of+%7B%7Bthing%7D%7D."
    assert "A tiger that is afraid of {{thing}}." in client_of(ada).get(there).content.decode()
    assert client.get(path).status_code == 302


def test_entering_a_clip(client_of, ada, noor, fears, clip_of, at):
    clip = clip_of(ada, "Mice", prompt="A tiger that is afraid of mice.")
    path = f"/challenges/{fears.pk}/enter"
    assert str(clip.pk) in client_of(ada).get(f"/challenges/{fears.pk}").content.decode()
    client_of(ada).post(path, {"clip": clip.pk})
    assert fears.entered.get().clip == clip
    assert fears.by.notifications.get().kind == "CHALLENGE_ENTERED"
    another = clip_of(ada, "Moon", prompt="A robot that is afraid of the moon.")
    for _again in range(2):
        client_of(ada).post(path, {"clip": another.pk})
    assert fears.entered.get().clip == another
    assert client_of(noor).post(path, {"clip": clip.pk}).status_code == 404
    assert client_of(noor).post(path, {"clip": "x"}).status_code == 302
    assert client_of(noor).get(path).status_code == 405


def test_what_can_not_be_entered(ada, noor, fears, clip_of, at):
    fits = "A tiger that is afraid of mice."
    old = clip_of(ada, prompt=fits, at=at - timedelta(days=2))
    draft, other = clip_of(ada, prompt=fits, state="DRAFT"), clip_of(ada, prompt="A dog")
    few, theirs = clip_of(ada, prompt=fits), clip_of(noor, prompt=fits)
    set_visibility(clip=few, visibility="MUTUALS", at=at)
    for clip in (old, draft, other, few, theirs):
        with pytest.raises(ChallengeRefused):
            enter(challenge=fears, clip=clip, who=ada, at=at)
    with pytest.raises(ChallengeRefused):
        enter(challenge=fears, clip=clip_of(ada, prompt=fits), who=ada, at=fears.closes_at)


def test_one_vote_a_person_not_for_oneself_not_across_a_block(client_of, ada, ben, noor, fears, entered, at):
    one, other = (
        entered(ada, "tiger that is afraid of mice"),
        entered(ben, "robot that is afraid of the moon"),
    )
    for row in (one, other, other):
        client_of(noor).post(f"/challenges/{fears.pk}/vote/{row.pk}")
    assert Vote.objects.get().entered == other
    client_of(ada).post(f"/challenges/{fears.pk}/vote/{one.pk}")
    assert Vote.objects.count() == 1
    client_of(noor).post(f"/challenges/{fears.pk}/vote/{other.pk}", {"on": "0"})
    assert not Vote.objects.exists()
    block(who=ada, whom=noor, at=at)
    assert client_of(noor).post(f"/challenges/{fears.pk}/vote/{one.pk}").status_code == 404
    with pytest.raises(ChallengeRefused):
        vote(entered=one, who=noor, at=fears.closes_at)


def test_the_page_ranks_with_reasons_and_without_what_is_gone(
    client, ada, ben, noor, cleo, fears, entered, at
):
    first, copy = entered(ada, "tiger that is afraid of mice"), entered(ben, "tiger that is afraid of mice")
    third = entered(noor, "robot that is afraid of the moon")
    vote(entered=third, who=cleo, at=at)
    board = standing(challenge=fears, viewer=ada)
    assert [line.entered for line in board] == [third, first, copy]
    page = client.get(f"/challenges/{fears.pk}").content.decode()
    assert "0 of 100 its own idea" in page
    assert "Most like “tiger that is afraid of mice” by @ada" in page
    withdraw_clip(clip=first.clip, at=at, reason_code="SPAM")
    page = client.get(f"/challenges/{fears.pk}").content.decode()
    assert str(first.clip_id) not in page
    assert "by @ada" not in page


def test_it_ends_once_with_places_and_everybody_is_told(client, ada, ben, noor, fears, entered, at):
    for who, words in ((ada, "tiger that is afraid of mice"), (ben, "robot that is afraid of the moon")):
        entered(who, words)
    vote(entered=fears.entered.get(who=ada), who=noor, at=at)
    assert end_due(at=at) == 0
    assert end_due(at=fears.closes_at) == 1
    assert end_due(at=fears.closes_at) == 0
    assert list(fears.entered.order_by("place").values_list("who__handle", "place")) == [
        ("ada", 1),
        ("ben", 2),
    ]
    assert ada.notifications.filter(kind="CHALLENGE_WON").get().facts["place"] == 1
    assert fears.by.notifications.filter(kind="CHALLENGE_ENDED").count() == 1
    assert "How it ended" in client.get(f"/challenges/{fears.pk}").content.decode()


def test_what_was_muted_stands_in_no_list_of_challenges(fears, client_of, api_of, ada, mona, noor, at):
    mute_person(who=ada, whom=mona, at=at)
    mute_word(who=noor, word="afraid", at=at)
    for who in (ada, noor):
        assert "Fears" not in client_of(who).get("/challenges/").content.decode()
        assert not api_of(who).get("/api/v1/challenges").json()["results"]
        assert client_of(who).get(fears.get_absolute_url()).status_code == 200
    assert "Fears" in client_of(mona).get("/challenges/").content.decode()


def test_a_moderator_ends_it_and_it_is_seen_no_more(client, client_of, noor, mona, ada, at):
    challenge = open_challenge(
        by=ada, title="Bad", template=TEMPLATE, closes_at=at + timedelta(days=1), at=at
    )
    assert (
        client_of(noor).post(f"/challenges/{challenge.pk}/stop")["Location"] == f"/challenges/{challenge.pk}"
    )
    assert stop(challenge=challenge, by=mona, at=at)
    assert not stop(challenge=challenge, by=mona, at=at)
    assert client.get(f"/challenges/{challenge.pk}").status_code == 404
    assert end_due(at=challenge.closes_at) == 0


def test_entries_are_told_together(ada, ben, noor, fears, entered):
    for who, words in ((ada, "dog"), (ben, "cat"), (noor, "fox")):
        entered(who, f"{words} that is afraid of tea")
    told = grouped(fears.by.notifications.order_by("-id"))
    assert [group.text for group in told] == ["3 clips entered your challenge “Fears”"]
