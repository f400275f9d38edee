"""Keeping away: POST /@<handle>/block and /mute, /settings/away, and what a block and a mute do elsewhere."""

import pytest

from accounts.blocking import MOST_MUTES, MuteRefused, block, mute_person, mute_word
from accounts.models import Follow, Mute, MuteKind, PersonBlock
from accounts.muting import Muted
from accounts.operations import follow
from cameos.queries import offered_to
from feed.operations import like
from generation.operations import JobRefused, request_job

pytestmark = pytest.mark.django_db


def test_block_and_unblock(client_of, ada, noor, mutuals):
    client = client_of(noor)
    assert client.post("/@ada/block", {"on": "1"})["Location"] == "/@ada"
    assert PersonBlock.objects.get().whom == ada
    assert not Follow.objects.exists()
    assert "Unblock @ada" in client.get("/@ada").content.decode()
    assert client_of(ada).get("/@noor").status_code == 404  # nobody is told; there is nothing
    client.post("/@ada/block", {"on": "0"})
    assert not PersonBlock.objects.exists()
    assert client_of(ada).get("/@noor").status_code == 200


def test_neither_follows_finds_likes_or_casts_the_other(client_of, ada, ben, clip_of, at):
    block(who=ben, whom=ada, at=at)
    clip = clip_of(ben)
    assert client_of(ada).post("/@ben/follow", {"on": "1"}).status_code == 404
    assert client_of(ben).post("/@ada/follow", {"on": "1"}).status_code == 404
    assert client_of(ada).post(f"/c/{clip.pk}/like", {"on": "1"}).status_code == 404
    assert "/@ben" not in client_of(ada).get("/search?q=ben").content.decode().split("<main")[1]
    assert not offered_to(ada).exists()
    with pytest.raises(JobRefused):
        request_job(author=ada, prompt="@ben waves", at=at)


def test_a_block_does_not_hide_a_clip_from_who_is_in_it(client_of, ada, ben, clip_of, at):
    clip = clip_of(ada, cast=[ben])
    block(who=ada, whom=ben, at=at)
    assert client_of(ben).get(clip.get_absolute_url()).status_code == 200  # or they could not end it


def test_a_muted_person_is_no_news_and_does_not_notice(client_of, ada, noor, clip_of, at):
    clip = clip_of(ada)
    client_of(ada).post("/@noor/mute", {"on": "1"})
    like(who=noor, clip=clip, at=at)
    follow(who=noor, whom=ada, at=at)
    assert not ada.notifications.exists()
    assert client_of(noor).get("/@ada").status_code == 200
    assert "Meet @noor again" in client_of(ada).get("/@noor").content.decode()
    client_of(ada).post("/@noor/mute", {"on": "0"})
    assert not Mute.objects.exists()


def test_the_page_shows_all_and_undoes_it(client_of, ada, noor, mona, at):
    client = client_of(ada)
    client.post("/settings/away/mute", {"word": "Regen"})
    client.post("/settings/away/mute", {"topic": "POLITICS"})
    block(who=ada, whom=mona, at=at)
    mute_person(who=ada, whom=noor, at=at)
    page = client.get("/settings/away").content.decode()
    for word in ("regen", "Politics", "@mona", "@noor"):
        assert word in page, word
    assert '<option value="POLITICS">' not in page
    for mute in Mute.objects.all():
        assert client_of(noor).post(f"/settings/away/{mute.pk}/end").status_code == 302
        assert Mute.objects.filter(pk=mute.pk).exists()  # somebody else's
        client.post(f"/settings/away/{mute.pk}/end")
    assert not Mute.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"word": " ! "}, "Write the word"),
        ({"word": "x" * 81}, "too long"),
        ({"topic": "WEATHER"}, "Choose a topic from the list"),
        ({"topic": "SPEECH"}, "Choose a topic from the list"),
    ],
)
def test_what_can_not_be_muted_says_why(client_of, ada, sent, said):
    page = client_of(ada).post("/settings/away/mute", sent, follow=True).content.decode()
    assert said in page
    assert not Mute.objects.exists()


def test_not_oneself_not_nobody_not_a_stranger_not_by_reading(client, client_of, ada):
    me = client_of(ada)
    for verb in ("block", "mute"):
        assert me.post(f"/@ada/{verb}", {"on": "1"}).status_code == 302
        assert me.post(f"/@nobody/{verb}", {"on": "1"}).status_code == 404
        assert me.get(f"/@ada/{verb}").status_code == 405
        assert "/accounts/login/" in client.post(f"/@ada/{verb}", {"on": "1"})["Location"]
    assert "/accounts/login/" in client.get("/settings/away")["Location"]
    assert not PersonBlock.objects.exists()
    assert not Mute.objects.exists()


def test_there_is_an_end_to_it(ada, at):
    rows = [
        Mute(who=ada, kind=MuteKind.WORD, words=f"w{number}", created_at=at) for number in range(MOST_MUTES)
    ]
    Mute.objects.bulk_create(rows)
    with pytest.raises(MuteRefused):
        mute_word(who=ada, word="one more", at=at)


@pytest.mark.parametrize(
    ("word", "text", "hidden"),
    [
        ("rain", "Rain in the city", True),
        ("rain", "A train leaves", False),
        ("große straße", "Die GROSSE Straße", False),  # spelled otherwise is another word
        ("große straße", "die Große,  Straße!", True),
        ("c++", "We write C++ today", True),
        ("(a|b)*", "anything", False),
    ],
)
def test_a_word_is_a_word_of_its_own(word, text, hidden):
    assert Muted(words=(word,)).hides(text) == hidden


def test_people_and_topics_hide_whatever_the_words():
    muted = Muted(people=frozenset({7}), topics=frozenset({"POLITICS"}))
    assert muted.hides("a", 7)
    assert muted.hides("a", 8, ["POLITICS"])
    assert not muted.hides("a", 8, ["RELIGION"])
    assert not Muted()
