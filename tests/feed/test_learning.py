"""From rows to a ranker and back into the feed: two tastes, and everything the command says about it."""

import re
import uuid
from datetime import timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command
from django.utils.timezone import now

from accounts.models import User
from cameos.operations import take_back
from feed import knowledge, learning, memory, shelf, slates
from feed.cursors import Cursor
from feed.learning import learn_from_everything
from feed.models import Less, Like, Watch
from feed.ranking import lasting
from feed.ranking.arranging import EXPLORED
from feed.ranking.measures import gained, within_people
from feed.ranking.past import Exposures
from feed.ranking.table import key_of
from generation.models import Clip
from moderation.operations import file_report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path


def test_it_learns_who_stays_with_what_and_the_feed_uses_it(tastes, client_of, ada, at):
    people, clips = tastes
    learned = learn_from_everything(at=at)
    assert (learned.clips, learned.because) == (24, "BETTER"), learned
    assert learned.figures["learned"]["long"] > learned.figures["popular"]["long"] + 0.1
    known = knowledge.current()
    assert set(known.heads) == {"long"}, "nobody liked or remixed anything: nothing to learn from"
    Watch.objects.filter(who=people[0], clip__in=clips[8:]).delete()
    slate = slates.slate(viewer=people[0], tab="home", cursor=Cursor(uuid.uuid4(), now()), size=8)
    first = slate.items[0]
    assert 0 < first.scores["long"] < 1
    assert first.source == "alike"
    assert "stayed with" in first.why


def test_a_clip_that_came_later_is_in_the_feed_and_one_that_was_taken_back_is_not(
    tastes, client_of, ada, ben, clip_of, at
):
    cast = clip_of(ada, "With ben", cast=[ben], at=at - timedelta(days=1))
    learn_from_everything(at=at)
    new = clip_of(ada, "Came later")
    take_back(cameo=ben.cameos.get(), at=now())
    viewer = User.objects.create_user("late", "late@example.org", "x-1-y-2-z")
    slate = slates.slate(viewer=viewer, tab="home", cursor=Cursor(uuid.uuid4(), now()), size=40)
    shown = {item.clip.pk for item in slate.items}
    assert new.pk in shown
    assert cast.pk not in shown
    assert len(shown) == 25


def test_a_snapshot_of_clips_that_are_gone_gives_what_is_left(tastes, at):
    learn_from_everything(at=at)
    _people, clips = tastes
    Clip.objects.filter(pk__in=[clip.pk for clip in clips[:20]]).update(state="WITHDRAWN")
    viewer = User.objects.create_user("late", "late@example.org", "x-1-y-2-z")
    slate = slates.slate(viewer=viewer, tab="home", cursor=Cursor(uuid.uuid4(), now()), size=4)
    assert {item.clip.pk for item in slate.items} == {clip.pk for clip in clips[20:]}


def test_too_little_is_said_and_the_hand_made_score_goes_on(ada, noor, clip_of, client_of):
    clip = clip_of(ada)
    Like.objects.create(who=noor, clip=clip, created_at=now())
    said = StringIO()
    call_command("train_feed", stdout=said)
    assert "the hand-made score goes on" in said.getvalue()
    assert not knowledge.current().heads
    assert knowledge.current().snapshot is not None
    assert re.findall(r'data-clip="([^"]+)"', client_of(noor).get("/").content.decode()) == [str(clip.pk)]


def test_no_better_heads_leave_those_that_stand(tastes, at):
    assert learn_from_everything(at=at).because == "BETTER"
    stood = (knowledge.folder() / knowledge.HEADS).read_bytes()
    assert learn_from_everything(at=at).because == "NOT_BETTER"
    assert (knowledge.folder() / knowledge.HEADS).read_bytes() == stood


def test_half_a_file_is_not_used(tastes, at, ada, client):
    learn_from_everything(at=at)
    (knowledge.folder() / knowledge.SNAPSHOT).write_bytes(b"PK nothing")
    assert knowledge.current().snapshot is None
    assert client.get("/").status_code == 200


def test_to_stay_is_measured_against_clips_of_the_same_length():
    seconds = np.repeat([4.0, 60.0], 100)
    ms = np.concatenate([np.linspace(0, 4000, 100), np.linspace(0, 30_000, 100)])
    stayed = lasting.stayed(seconds, ms, lasting.thresholds(seconds, ms))
    assert 30 <= stayed[:100].sum() <= 40
    assert 30 <= stayed[100:].sum() <= 40
    assert not lasting.stayed(np.array([0.5]), np.array([500.0]), lasting.thresholds(seconds, ms)).any()


def test_nothing_is_read_twice(tastes, at):
    learn_from_everything(at=at)
    known = knowledge.current()
    assert knowledge.current().snapshot is known.snapshot
    whole = shelf.everything(known, User.objects.get(handle="p1"), now())
    assert shelf.everything(known, User.objects.get(handle="p2"), now()) is whole


def test_rows_are_read_as_they_are(tastes, at):
    people, clips = tastes
    Like.objects.create(who=people[0], clip=clips[1], created_at=at - timedelta(days=2))
    table, _directions, _topics = learning.known_clips(at)
    shown = memory.showings(table, at)
    rows = list(
        Watch.objects.order_by("created_at", "pk").values_list(
            "who_id", "clip_id", "created_at", "watched_ms"
        )
    )
    assert len(rows) == len(shown.who)
    wanted = {(who, key_of(clip), int(when.timestamp()), ms) for who, clip, when, ms in rows}
    keys = table.key[shown.item].tolist()
    assert set(zip(shown.who.tolist(), keys, shown.at.tolist(), shown.ms.tolist(), strict=True)) == wanted
    assert shown.at.tolist() == sorted(shown.at.tolist())
    liked = memory.likes(table, at)
    assert (liked.who.tolist(), table.key[liked.item].tolist()) == ([people[0].pk], [key_of(clips[1].pk)])
    assert liked.at[0] == int((at - timedelta(days=2)).timestamp())
    assert len(memory.follows(at).who) == len(memory.remixes(table, at).who) == 0


def test_a_report_counts_like_asking_for_less(tastes, ada, at):
    people, clips = tastes
    then = at - timedelta(days=1)
    Less.objects.create(who=people[1], clip=clips[2], what="LOOK", name="ink", created_at=then)
    file_report(about=clips[3], reporter=people[0], reason_code="SPAM", at=then)
    table, _directions, _topics = learning.known_clips(at)
    less = memory.less(table, at)
    told = set(zip(less.who.tolist(), table.key[less.item].tolist(), less.at.tolist(), strict=True))
    moment = int(then.timestamp())
    assert told == {
        (people[1].pk, key_of(clips[2].pk), moment),
        (people[0].pk, key_of(clips[3].pk), moment),
    }
    assert not len(memory.less(table, then - timedelta(hours=1)).who)


def test_what_was_drawn_by_lot_counts_by_how_unlikely_it_was():
    """A head learns as if all that could have been drawn had been shown alike often."""
    count = 5
    zero = np.zeros(count)
    chance = np.array([1.0, EXPLORED, EXPLORED / 2, EXPLORED / 4, 0.0001])
    shown = memory.Showings(
        zero.astype(int), zero.astype(int), zero, zero, chance, np.array([False, *[True] * 4])
    )
    weight = learning._weights(shown, count)
    assert weight.mean() == pytest.approx(1)
    np.testing.assert_allclose(weight / weight[0], [1, 1, 2, 4, learning.EXPLORED_WEIGHT])


def orders(better: float):
    """400 people with ten showings each; an order that puts first what they stayed with, by so much; and chance."""
    dice = np.random.default_rng(5)
    person, happened = np.repeat(np.arange(400), 10), (dice.random(4000) < 0.4).astype(np.int8)
    one, other = happened * better + dice.random(4000), dice.random(4000)
    return [(within_people(happened, one, person), within_people(happened, other, person))]


def test_a_gain_is_sure_where_it_is_more_than_the_luck_of_who_was_there():
    gain, sure = gained(orders(0.3))
    assert gain > sure > 0.05
    gain, sure = gained(orders(0.0))
    assert abs(gain) < 0.03
    assert sure < 0, "chance is never sure"
    assert gained([]) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("better", "because"), [(0.5, "BETTER"), (0.02, "WITHIN_NOISE"), (-0.5, "NOT_BETTER")]
)
def test_new_heads_take_their_place_only_where_they_are_better_by_more_than_noise(better, because):
    dice = np.random.default_rng(2)
    count = 800
    long = (dice.random(count) < 0.4).astype(np.int8)
    zero, none = np.zeros(count, np.int64), np.zeros(count)
    outcomes = {"long": long, "like": np.zeros(count, np.int8)}
    rows = Exposures(np.arange(count) // 10, zero, none, zero, zero, zero, none, none, outcomes)
    stands = dice.random(count)
    found = learning._judged({"before": stands, "learned": dice.random(count) + better * long}, rows, {})
    assert found.because == because, found
    assert (found.sure > 0) == (because == "BETTER")
