"""What was learned on real slates: a page knows what learning knew, and its order is better than the one made by hand."""

import uuid
from datetime import timedelta

import numpy as np
import pytest
from django.utils.timezone import now

from accounts.models import User
from feed import knowledge, learning, memory, shelf, slates
from feed.cursors import Cursor
from feed.learning import learn_from_everything
from feed.models import Less, Like, Tally, Watch
from feed.ranking import serving
from feed.ranking.features import features
from feed.ranking.past import Exposures
from feed.ranking.table import key_of, keys_of
from generation.models import Clip
from tests.feed.worlds import many

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path


def seen_by(clips: list[Clip], viewer: User, at) -> tuple:
    """What a page knows of somebody and of each clip, and what learning says of the same showings."""
    known = knowledge.current()
    whole = shelf.everything(known, viewer, at)
    _person, standing = shelf.who_looks(viewer, whole, known, at)
    places = whole.find(np.array([clip.pk.int >> 64 for clip in clips], np.uint64))
    here = serving.served(known.snapshot, whole, places, standing, at.timestamp())
    table, _directions, topics = learning.known_clips(at)
    shown = memory.showings(table, at)
    past, _long = learning.past_of(table, topics, shown, at)
    person = int(np.searchsorted(np.unique(shown.who), viewer.pk))
    count = len(places)
    zero = np.zeros(count, np.int64)
    showings = Exposures(
        np.full(count, person), places, np.full(count, at.timestamp()), zero, np.full(count, at.hour), zero,
        (at.timestamp() - table.at[places]) / 86_400, np.zeros(count),
    )  # fmt: skip
    return here, features(showings, past.with_log(), known.snapshot.items)


def test_a_page_describes_a_showing_as_learning_does(tastes, at):
    people, clips = tastes
    Like.objects.bulk_create(
        Like(who=person, clip=clips[n % 2], created_at=at - timedelta(hours=2))
        for n, person in enumerate(people)
    )
    learn_from_everything(at=at)
    here, there = seen_by(clips, people[3], at)
    assert here.names == there.names
    for name in here.names:
        np.testing.assert_allclose(here.column(name), there.column(name), atol=1e-4, err_msg=name)
    assert here.column("match").std() > 0
    assert here.column("own_topic_long").std() > 0 or here.column("own_author_long").std() > 0


def test_a_clip_that_came_later_is_of_the_same_topic_as_those_with_its_words(ada, clip_of, at):
    words = [
        f"{one} {other}"
        for one in ("fox", "robot", "castle", "pizza")
        for other in ("snow", "bread", "night", "train", "ghost")
    ]
    many([ada] * 200, [f"A {words[n % 20]}" for n in range(200)], at - timedelta(days=2))
    learn_from_everything(at=at)
    new = many([ada], ["A fox snow"], now())[0]
    known = knowledge.current()
    whole = shelf.everything(known, ada, now())
    place = whole.find(np.array([key_of(new.pk)], np.uint64))
    assert place[0] == 200, "it stands behind those that were learned of"
    same = keys_of(Clip.objects.filter(job__prompt="A fox snow").values_list("pk", flat=True))
    old = known.snapshot.clips.find(same)
    topics = known.snapshot.lore.codes["topic"][old[old >= 0]]
    assert len(topics) == 10
    assert serving.codes_of(known.snapshot, whole, place)["topic"].tolist() == np.unique(topics).tolist()


def test_what_is_owed_is_counted_as_it_happens(tastes, at):
    """Not as it was when the feed learned last: else a clip would get its first viewers for an hour."""
    people, clips = tastes
    learn_from_everything(at=at)
    known = knowledge.current()
    assert shelf.everything(known, people[0], now()).viewers.sum() == 0
    Tally.objects.create(clip=clips[3], viewers=30, finished=12, likes=2)
    shelf._held.clear()
    whole = shelf.everything(known, people[0], now())
    place = whole.find(np.array([key_of(clips[3].pk)], np.uint64))[0]
    assert (whole.viewers[place], whole.finished[place], whole.likes[place]) == (30, 12, 2)
    assert len(whole) == len(known.snapshot.clips) == 24
    assert known.snapshot.clips.viewers.sum() == 0, "what was learned stays as it was"


def less_of_robots(people, clips, at) -> None:
    """Some of those who were shown a robot asked for less of it soon after."""
    dice = np.random.default_rng(4)
    Less.objects.bulk_create(
        Less(who=person, clip=clip, what="TOPIC", name=f"{n}-{hour}", created_at=at - timedelta(hours=1 + hour, minutes=-5))
        for hour in range(0, 80, 16)
        for person in people
        for n, clip in enumerate(clips)
        if n % 2 and dice.random() < 0.3
    )  # fmt: skip


def test_what_people_want_less_of_is_learned_and_sinks(tastes, at, settings):
    people, clips = tastes
    assert settings.FEED_WEIGHTS["less"] < 0
    settings.FEED_WEIGHTS = {**settings.FEED_WEIGHTS, "less": -2.0}
    less_of_robots(people[::2], clips, at)
    assert learn_from_everything(at=at).because == "BETTER"
    known = knowledge.current()
    assert "less" in known.heads
    whole = shelf.everything(known, people[0], at)
    places = whole.find(np.array([clip.pk.int >> 64 for clip in clips], np.uint64))
    _person, standing = shelf.who_looks(people[0], whole, known, at)
    chances = serving.learned(known.snapshot, known.heads, whole, places, standing, at.timestamp())
    assert chances["less"][1::2].mean() > 1.5 * chances["less"][::2].mean()
    with_it, without = (
        serving.value({key: chances[key] for key in keys}, settings.FEED_WEIGHTS)
        for keys in (("long", "less"), ("long",))
    )
    assert (without - with_it)[1::2].mean() > (without - with_it)[::2].mean() > 0


def stays(viewer: User, at) -> float:
    """How likely somebody who cares for foxes is to stay with the first five of their page."""
    slate = slates.slate(viewer=viewer, tab="home", cursor=Cursor(uuid.UUID(int=viewer.pk), at), size=5)
    return sum(0.9 if item.clip.title.endswith("fox") else 0.1 for item in slate.items) / len(slate.items)


def test_the_learned_order_is_better_for_people_than_the_one_made_by_hand(tastes, at):
    """Robots are liked by many; who cares for foxes is better served by what was learned."""
    people, clips = tastes
    Clip.objects.filter(pk__in=[clip.pk for clip in clips[::2]]).update(title="A fox")
    Tally.objects.bulk_create(Tally(clip=clip, viewers=216, likes=90, finished=108) for clip in clips[1::2])
    Watch.objects.filter(who__in=people[:6:2], clip__in=clips[8:]).delete()
    assert learn_from_everything(at=at).because == "BETTER"
    after = now()
    learned = [stays(person, after) for person in people[:6:2]]
    (knowledge.folder() / knowledge.HEADS).unlink()
    by_hand = [stays(person, after) for person in people[:6:2]]
    assert np.mean(learned) > np.mean(by_hand) + 0.1
