"""POST /c/<id>/comments/write: who may, which words, how many, and whom it is told."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.blocking import block, mute_person, mute_word
from accounts.operations import follow
from cameos.operations import take_back
from comments.models import Comment
from comments.operations import CommentRefused, set_rules
from comments.writing import LIMITS, LONGEST
from generation.showing import set_visibility

pytestmark = pytest.mark.django_db


def kinds(person) -> list[str]:
    return list(person.notifications.order_by("id").values_list("kind", flat=True))


def codes(error) -> list[str]:
    return [one.reason.code for one in error.value.refusals]


def test_it_stands_under_the_clip_and_its_maker_hears_of_it(client, client_of, ada, noor, clip):
    answer = client_of(noor).post(f"/c/{clip.pk}/comments/write", {"text": " What a <b>kite</b>\r\nand sky "})
    comment = Comment.objects.get()
    assert answer["Location"] == f"/c/{clip.pk}/comments#comment-{comment.pk}"
    assert comment.text == "What a <b>kite</b>\nand sky"
    page = client.get(f"/c/{clip.pk}/comments").content.decode()
    assert "What a &lt;b&gt;kite&lt;/b&gt;<br>and sky" in page
    assert kinds(ada) == ["COMMENTED"]
    assert ada.notifications.get().url == f"/c/{clip.pk}/comments#comment-{comment.pk}"
    assert f"/c/{clip.pk}/comments" in client.get("/latest").content.decode()


def test_an_answer_stands_in_its_thread_and_each_hears_once(ada, noor, mona, say, clip, client):
    first = say(noor, "Who made the sound?")
    answer = say(mona, "@ada did, @noor", answers=first)
    again = say(noor, "Thanks @mona", answers=answer)
    assert (answer.thread, again.thread) == (first, first)
    assert kinds(noor) == ["COMMENT_ANSWERED"]
    assert kinds(mona) == ["COMMENT_ANSWERED"]
    assert kinds(ada) == ["COMMENTED", "MENTIONED", "COMMENTED"]
    assert '<a href="/@noor">@noor</a>' in client.get(f"/c/{clip.pk}/comments").content.decode()


def test_a_name_nobody_has_is_no_link_and_nobody_across_a_block_is_told(ada, noor, mona, say, at):
    block(who=mona, whom=noor, at=at)
    comment = say(noor, "@nobody_here and @mona, look")
    assert comment.mentions == []
    assert kinds(mona) == []


def test_muted_people_and_words_are_no_news(ada, noor, mona, say, at):
    mute_person(who=ada, whom=noor, at=at)
    mute_word(who=ada, word="kite", at=at)
    say(noor, "Hello")
    say(mona, "Nice Kite!")
    assert kinds(ada) == []


def test_who_may_not_see_the_clip_is_not_told_of_it(ada, noor, mona, say, clip, at):
    set_visibility(clip=clip, visibility="ME", at=at)
    say(ada, "Just for me, @noor")
    assert kinds(noor) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  \n ", "COMMENT_EMPTY"),
        ("x" * (LONGEST + 1), "COMMENT_TOO_LONG"),
        ("a\u202eb", "COMMENT_CONTROL_CHARACTERS"),
        ("gas the jews", "COMMENT_RULE"),
        ("Kill yourself", "SELF_HARM"),
        ("töte dich", "SELF_HARM"),
    ],
)
def test_words_that_can_not_stand_say_why_and_are_kept(noor, clip, client_of, api_of, text, code):
    answer = client_of(noor).post(f"/c/{clip.pk}/comments/write", {"text": text})
    assert answer.status_code == 422
    assert "comment-wrong" in answer.content.decode()
    if text.strip():
        assert text[:40] in answer.content.decode()
    problem = api_of(noor).post(f"/api/v1/clips/{clip.pk}/comments", {"text": text}, format="json")
    assert problem.status_code == 422
    assert [(one["field"], one["code"]) for one in problem.json()["errors"]] == [("text", code)]
    assert not Comment.objects.exists()


def test_the_same_again_is_refused_and_so_is_too_much(ada, noor, clip, say, api_of):
    at = now()
    say(noor, "one", at=at)
    with pytest.raises(CommentRefused) as refused:
        say(noor, "one", at=at)
    assert codes(refused) == ["COMMENT_AGAIN"]
    span, limit = LIMITS[0]
    for number in range(limit - 1):
        say(noor, f"another {number}", at=at)
    with pytest.raises(CommentRefused) as refused:
        say(noor, "too much", at=at + timedelta(seconds=1))
    assert codes(refused) == ["COMMENTS_MANY"]
    sent = api_of(noor).post(f"/api/v1/clips/{clip.pk}/comments", {"text": "too much"}, format="json")
    assert sent.status_code == 429
    assert "The next one goes from" in sent.json()["errors"][0]["remedy"]
    say(noor, "later", at=at + span + timedelta(seconds=1))


def test_its_maker_says_who_may_write(ada, noor, mona, clip, say, client_of, at):
    set_rules(clip=clip, who="FOLLOWERS", holds=False)
    with pytest.raises(CommentRefused) as refused:
        say(noor)
    assert codes(refused) == ["COMMENTS_FOLLOWERS"]
    assert (
        "Only people who follow Ada write here."
        in client_of(noor).get(f"/c/{clip.pk}/comments").content.decode()
    )
    follow(who=noor, whom=ada, at=at)
    say(noor)
    client_of(ada).post(f"/c/{clip.pk}/comments/rules", {"who": "NOBODY"})
    with pytest.raises(CommentRefused) as refused:
        say(noor, "More")
    assert codes(refused) == ["COMMENTS_OFF"]
    say(ada, "I may")
    assert client_of(noor).post(f"/c/{clip.pk}/comments/rules", {"who": "EVERYONE"}).status_code == 404
    assert (
        "Choose from the list"
        in client_of(ada).post(f"/c/{clip.pk}/comments/rules", {"who": "SOME"}, follow=True).content.decode()
    )


def test_what_is_held_waits_for_the_maker(ada, noor, mona, clip, say, client_of):
    client_of(ada).post(f"/c/{clip.pk}/comments/rules", {"who": "EVERYONE", "holds": "on"})
    comment = say(noor, "Look at me @mona")
    assert kinds(ada) == ["COMMENT_HELD"]
    assert kinds(mona) == []
    seen = {
        who.handle: "Look at me" in client_of(who).get(f"/c/{clip.pk}/comments").content.decode()
        for who in (ada, noor, mona)
    }
    assert seen == {"ada": True, "noor": True, "mona": False}
    assert client_of(noor).post(f"/comments/{comment.pk}/show").status_code == 404
    client_of(ada).post(f"/comments/{comment.pk}/show")
    assert kinds(mona) == ["MENTIONED"]
    assert (
        "shown already" in client_of(ada).post(f"/comments/{comment.pk}/show", follow=True).content.decode()
    )


def test_not_under_what_is_not_to_be_seen(client, client_of, ada, ben, noor, clip_of, at):
    draft, gone, few = clip_of(ada, state="DRAFT"), clip_of(ada, cast=[ben]), clip_of(ada)
    take_back(cameo=ben.cameos.get(), at=at)
    set_visibility(clip=few, visibility="ME", at=at)
    for clip, status in ((draft, 404), (gone, 410), (few, 404)):
        assert client_of(noor).post(f"/c/{clip.pk}/comments/write", {"text": "Hi"}).status_code == status
        assert client_of(noor).get(f"/c/{clip.pk}/comments").status_code == status
    assert client_of(ada).get(f"/c/{draft.pk}/comments").status_code == 404
    assert "/accounts/login/" in client.post(f"/c/{few.pk}/comments/write", {"text": "Hi"})["Location"]
    assert client_of(ada).get(f"/c/{few.pk}/comments/write").status_code == 405
    assert not Comment.objects.exists()


def test_an_answer_to_what_is_not_there_is_not_found(noor, clip, client_of):
    for wanted, status in (("9999", 404), ("x", 422)):
        sent = client_of(noor).post(f"/c/{clip.pk}/comments/write", {"text": "Hi", "answers": wanted})
        assert sent.status_code == status
