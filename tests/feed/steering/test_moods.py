"""Steering a feed: what is said changes the next slate, is kept, switched, undone, and ends when its day does."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.timezone import now

from feed import slates
from feed.cursors import Cursor, read_cursor
from feed.models import Called, ClipTraits, Mood
from feed.steering import operations, queries, shelving
from feed.steering.models import LessOf
from feed.steering.operations import SteeringRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def clips(ada, noor, clip_of, at):
    """Three clips, the calm one the oldest."""
    return {
        "forest": clip_of(ada, title="Fox", prompt="A fox sleeps in the forest", at=at - timedelta(hours=9)),
        "vote": clip_of(
            noor, title="Vote", prompt="A politician gives a campaign speech", at=at - timedelta(hours=2)
        ),
        "robot": clip_of(
            noor, title="Robot", prompt="A robot runs through the city", at=at - timedelta(hours=1)
        ),
    }


def titles(who, at=None) -> list[str]:
    found = slates.slate(viewer=who, tab="home", cursor=read_cursor("", at or now()))
    return [item.clip.title for item in found.items]


def say(who, text, at=None):
    return operations.say(who=who, text=text, lang="en", at=at or now())


def test_what_is_said_changes_the_next_slate_and_why_says_so(mona, clips):
    assert titles(mona)[0] != "Fox"
    say(mona, "more calm nature, no politics")
    found = slates.slate(viewer=mona, tab="home", cursor=read_cursor("", now()))
    assert [item.clip.title for item in found.items] == ["Fox", "Robot"]
    assert found.items[0].why == "You asked for more of this: calm, nature."
    with translation.override("de"):
        again = slates.slate(viewer=mona, tab="home", cursor=read_cursor("", now()))
    assert "ruhig, Natur" in again.items[0].why


def test_it_changes_nobody_elses_feed(mona, noor, ada, clips):
    say(mona, "no robots, no politics, no animals")
    assert titles(mona) == []
    assert len(titles(ada)) == 3


def test_the_next_slate_begins_behind_what_was_shown(mona, clips):
    drawn_by_no_lot = Cursor(
        uuid.UUID(int=2), now()
    )  # of another slate this place may be one for first viewers
    first = slates.slate(viewer=mona, tab="home", cursor=drawn_by_no_lot, size=1)
    say(mona, "more nature")
    second = slates.slate(viewer=mona, tab="home", cursor=read_cursor(first.after, now()), size=1)
    assert second.items[0].clip.title == "Fox"


def test_undo_goes_back_step_by_step(mona, clips):
    say(mona, "only nature")
    say(mona, "no politics")
    assert operations.undo(who=mona, at=now())
    assert queries.steering_of(mona, now()).without_topics == frozenset()
    assert titles(mona) == ["Fox"]
    assert operations.undo(who=mona, at=now())
    assert len(titles(mona)) == 3
    assert not operations.undo(who=mona, at=now())


def test_today_ends_at_the_persons_midnight(mona, clips, at):
    mood = say(mona, "only nature today", at)
    assert at < mood.until <= at + timedelta(hours=25)
    assert titles(mona, mood.until - timedelta(seconds=1)) == ["Fox"]
    assert len(titles(mona, mood.until)) == 3
    say(mona, "more robots", mood.until)
    assert queries.steering_of(mona, mood.until).only_topics == frozenset()


def test_moods_are_kept_and_switched_and_one_counts(mona, clips):
    say(mona, "only nature")
    calm = operations.keep(who=mona, name=" Calm  evening ", at=now())
    assert calm.name == "Calm evening"
    operations.switch(who=mona, mood=None, at=now())
    assert len(titles(mona)) == 3
    operations.switch(who=mona, mood=calm, at=now())
    assert titles(mona) == ["Fox"]
    assert Mood.objects.filter(who=mona, is_active=True).count() == 1
    operations.forget(mood=calm)
    assert queries.moods_of(mona) == []


def test_my_ex_is_asked_about_once_and_kept_privately(mona, ada, noor, clips):
    mood = say(mona, "nothing with my ex")
    assert [one["who"] for one in mood.questions] == ["ex"]
    with pytest.raises(SteeringRefused):
        operations.answer(who=mona, said="ex", handle="nobody_here", at=now())
    operations.answer(who=mona, said="ex", handle="@Noor", at=now())
    assert titles(mona) == ["Fox"]
    assert say(mona, "less of my ex").questions == []
    assert Called.objects.get().who == mona
    with pytest.raises(SteeringRefused):
        operations.answer(who=mona, said="ex", handle="ada", at=now())


def test_what_was_not_understood_is_kept_as_it_was_said(mona):
    assert say(mona, "more nature, xyzzy").unknown == []  # a word after "more" is a word to look for
    assert say(mona, "as if grandmother were watching").unknown == ["as if grandmother were watching"]
    for wrong in ("", "   ", "x" * 501):
        with pytest.raises(SteeringRefused):
            say(mona, wrong)


def test_less_of_this_asks_of_what_counts_at_once_and_can_be_undone(mona, clips):
    with pytest.raises(SteeringRefused):
        operations.less(who=mona, clip=clips["robot"], what=LessOf.TOPIC, name="sea", at=now())
    operations.less(who=mona, clip=clips["robot"], what=LessOf.TOPIC, name="robot", at=now())
    assert titles(mona)[-1] == "Robot"
    copies = shelving.family_of(clips["vote"])
    operations.less(who=mona, clip=clips["vote"], what=LessOf.COPIES, name=copies, at=now())
    assert titles(mona) == ["Fox", "Robot"] or titles(mona) == ["Robot", "Fox"]
    assert len(queries.less_of(mona)) == 2
    for row in queries.less_of(mona):
        assert operations.less_no_more(who=mona, row_id=row.pk)
    assert not operations.less_no_more(who=mona, row_id=row.pk)
    assert len(titles(mona)) == 3


def test_the_pool_reads_each_clip_once(clips):
    assert shelving.write_missing() == 3
    assert shelving.write_missing() == 0
    marks = ClipTraits.objects.get(pk=clips["forest"].pk).marks
    assert {"t:nature", "t:fox", "m:calm"} <= set(marks)
    assert not re.search("vote", " ".join(marks))


def test_a_clip_that_was_taken_back_comes_for_no_wish(mona, ada, ben, clip_of):
    clip = clip_of(ada, title="Ben", prompt="A boat on the sea", cast=[ben])
    say(mona, "only sea")
    assert titles(mona) == ["Ben"]
    clip.uses.update(state="REVOKED")
    assert titles(mona) == []
