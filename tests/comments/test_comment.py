"""What one does with a comment: heart, pin, delete, take away; and who reads it."""

import pytest

from accounts.blocking import block, mute_word
from comments.models import Comment, Heart
from comments.queries import FIRST, PAGE, page_of

pytestmark = pytest.mark.django_db


def read(client, clip) -> str:
    return client.get(f"/c/{clip.pk}/comments").content.decode()


def test_hearts_are_given_taken_back_and_told_once(ada, noor, say, client_of, clip):
    comment = say(ada, "Mine")
    for on, number in (("1", 1), ("1", 1), ("0", 0), ("1", 1)):
        answer = client_of(noor).post(
            f"/comments/{comment.pk}/heart", {"on": on}, headers={"Accept": "application/json"}
        )
        assert answer.json() == {"on": on == "1"}
        assert Heart.objects.count() == number
    assert list(ada.notifications.values_list("kind", flat=True)) == ["HEARTED"]
    assert 'data-number="1"' in read(client_of(noor), clip)


def test_the_maker_pins_one_and_takes_others_away(ada, noor, mona, say, client_of, clip):
    old, new = say(noor, "Old one"), say(mona, "New one")
    answer = say(noor, "An answer", answers=new)
    maker = client_of(ada)
    maker.post(f"/comments/{old.pk}/pin", {"on": "1"})
    maker.post(f"/comments/{new.pk}/pin", {"on": "1"})
    maker.post(f"/comments/{old.pk}/pin", {"on": "1"})
    assert Comment.objects.get(is_pinned=True) == old
    page = read(maker, clip)
    assert page.index("Old one") < page.index("New one")
    assert (
        "Only a comment that is shown"
        in maker.post(f"/comments/{answer.pk}/pin", {"on": "1"}, follow=True).content.decode()
    )
    assert client_of(noor).post(f"/comments/{new.pk}/pin", {"on": "1"}).status_code == 404
    assert client_of(noor).post(f"/comments/{new.pk}/delete").status_code == 404  # not theirs, not their clip
    maker.post(f"/comments/{old.pk}/delete")
    assert "Old one" not in read(maker, clip)
    assert not Comment.objects.filter(is_pinned=True).exists()


def test_ones_own_words_are_deleted_for_good_and_leave_a_gap_above_answers(noor, mona, say, client_of, clip):
    first = say(noor, "Secret words")
    say(mona, "I read that", answers=first)
    client_of(noor).post(f"/comments/{first.pk}/delete")
    assert Comment.objects.get(pk=first.pk).text == ""
    page = read(client_of(mona), clip)
    assert "A comment that is no longer here" in page
    assert "I read that" in page
    assert client_of(noor).post(f"/comments/{first.pk}/delete").status_code == 404


def test_a_block_and_a_muted_word_hide_comments(ada, noor, mona, say, client_of, clip, at):
    say(noor, "By noor"), say(mona, "About rain")
    block(who=mona, whom=noor, at=at)
    mute_word(who=noor, word="rain", at=at)
    assert "By noor" not in read(client_of(mona), clip)
    assert "About rain" not in read(client_of(noor), clip)
    page = read(client_of(ada), clip)
    assert "By noor" in page and "About rain" in page  # noqa: PT018


def test_pages_and_threads_in_few_queries(ada, noor, clip, say, at, client_of, django_assert_max_num_queries):
    first = say(ada, "The first")
    rows = [Comment(clip=clip, author=noor, text=f"no {number}", created_at=at) for number in range(PAGE + 5)]
    rows += [
        Comment(clip=clip, author=noor, thread=first, text=f"answer {n}", created_at=at)
        for n in range(FIRST + 2)
    ]
    Comment.objects.bulk_create(rows)
    with django_assert_max_num_queries(6):
        page = page_of(clip=clip, viewer=noor)
    assert len(page.threads) == PAGE
    older = page_of(clip=clip, viewer=noor, before=page.before)
    assert [thread.comment.text for thread in older.threads][-1] == "The first"
    assert len(older.threads[-1].answers) == FIRST
    assert older.threads[-1].more == 2
    whole = client_of(noor).get(f"/c/{clip.pk}/comments?thread={first.pk}").content.decode()
    assert f"answer {FIRST + 1}" in whole
    fragment = client_of(noor).get(f"/c/{clip.pk}/comments", headers={"X-Fragment": "1"}).content.decode()
    assert "<html" not in fragment
    assert "data-comments" in fragment


def test_a_comment_of_a_clip_for_few_is_for_few(ada, noor, say, clip, client_of, api_of, at):
    comment = say(ada, "Hidden")
    type(clip).objects.filter(pk=clip.pk).update(visibility="ME")
    for path in ("heart", "delete", "report"):
        assert client_of(noor).post(f"/comments/{comment.pk}/{path}", {"on": "1"}).status_code == 404
    assert api_of(noor).get(f"/api/v1/comments/{comment.pk}").status_code == 404
    assert api_of(None).get(f"/api/v1/clips/{clip.pk}/comments").status_code == 404


def test_programs_do_the_same(ada, noor, clip, api_of):
    reader, maker = api_of(noor), api_of(ada)
    first = reader.post(f"/api/v1/clips/{clip.pk}/comments", {"text": "Hello @ada"}, format="json")
    assert first.status_code == 201
    pk = first.json()["id"]
    answer = maker.post(
        f"/api/v1/clips/{clip.pk}/comments", {"text": "Hi", "answers": pk}, format="json"
    ).json()
    assert answer["thread"] == pk
    assert maker.post(f"/api/v1/comments/{pk}/heart", {"on": True}, format="json").json()["hearts"] == 1
    assert maker.post(f"/api/v1/comments/{pk}/pin", {"on": True}, format="json").json()["is_pinned"]
    assert reader.post(f"/api/v1/comments/{pk}/pin", {"on": True}, format="json").status_code == 404
    assert maker.post(f"/api/v1/comments/{pk}/show").status_code == 409
    listed = api_of(None).get(f"/api/v1/clips/{clip.pk}/comments").json()["results"]
    assert [(one["text"], one["answers"], one["mentions"]) for one in listed] == [("Hello @ada", 1, ["ada"])]
    below = reader.get(f"/api/v1/clips/{clip.pk}/comments?thread={pk}").json()["results"]
    assert [one["text"] for one in below] == ["Hi"]
    assert reader.delete(f"/api/v1/comments/{answer['id']}").status_code == 404
    assert maker.delete(f"/api/v1/comments/{pk}").status_code == 204
    assert reader.get(f"/api/v1/comments/{pk}").status_code == 404
    assert (
        api_of(None).post(f"/api/v1/clips/{clip.pk}/comments", {"text": "x"}, format="json").status_code
        == 401
    )
    rules = maker.post(f"/api/v1/clips/{clip.pk}/comments/rules", {"who": "NOBODY"}, format="json")
    assert rules.json() == {"who": "NOBODY", "holds": False}
