"""Near-copies and what sinks, in the slate: one of each look, none after its like was seen, worth counts at once."""

from datetime import timedelta

import numpy as np
import pytest

from feed import knowledge, shelf, slates, tallies
from feed.cursors import read_cursor
from feed.learning import learn_from_everything
from feed.models import Tally, Watch
from feed.ranking.sources import Person, free_of
from feed.ranking.table import keys_of
from tests.feed.test_sources import NOW, clip, stock
from tests.feed.worlds import many

pytestmark = pytest.mark.django_db
NONE = np.zeros(0, np.int64)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path


def like_of(first: dict, **rest) -> dict:
    return {**clip(**rest), "copy": first["id"].int >> 64}


def shown(viewer, at) -> list:
    slate = slates.slate(viewer=viewer, tab="home", cursor=read_cursor("", at), size=10)
    return [item.clip for item in slate.items]


def test_what_looks_like_something_seen_is_not_offered_whichever_of_them_it_was():
    first, other = clip(1, hours=9), clip(9)
    copies = [like_of(first, author=2 + n) for n in range(2)]
    rows = [first, *copies, other]
    clips = stock(rows).clips
    for seen in (first, *copies):
        free = free_of(clips, Person(seen=keys_of([seen["id"]])), NONE, NOW)
        assert [rows[place]["id"] for place in np.flatnonzero(free)] == [other["id"]]
    without_first = stock(rows[1:]).clips  # it is older than what the table holds
    assert free_of(without_first, Person(seen=keys_of([first["id"]])), NONE, NOW).tolist() == [
        False,
        False,
        True,
    ]
    assert free_of(clips, Person(seen=keys_of([other["id"]])), NONE, NOW).sum() == 3


def test_a_table_is_judged_anew_and_the_one_before_stays():
    rows = [clip(1), clip(2), clip(3)]
    clips = stock(rows).clips
    keys = [row["id"].int >> 64 for row in rows]
    anew = clips.judged([(keys[1], keys[0], 0.5), (12345, 12345, 0.1)])
    assert anew.worth.tolist() == [1.0, 0.5, 1.0]
    assert anew.copy.tolist() == [keys[0], keys[0], keys[2]]
    assert sorted(anew.twins.tolist()) == [0, 1]
    assert clips.worth.tolist() == [1.0] * 3
    assert not len(clips.twins)
    assert clips.judged([]) is clips


@pytest.mark.parametrize("is_learned", [False, True])
def test_one_of_each_look_in_a_slate_and_none_after_it_was_seen(ada, noor, cleo, at, is_learned):
    clips = many([ada, noor, ada, noor], ["A fox", "A fox", "A fox", "A robot"], at - timedelta(hours=1))
    if is_learned:  # what is judged later counts before anything is learned again
        learn_from_everything(at=at - timedelta(minutes=30))
        assert knowledge.current().snapshot
        assert len(shown(cleo, at)) == 4
    for copy in clips[1:3]:
        tallies.judge(copy.pk, worth=1.0, copy=clips[0].pk, at=at)
    seen = shown(cleo, at + timedelta(seconds=1)) if not is_learned else _a_moment_later(cleo, at)
    assert len(seen) == 2
    assert clips[3] in seen
    fox = next(one for one in seen if one != clips[3])
    Watch.objects.create(who=cleo, clip=fox, created_at=at)
    assert shown(cleo, at + timedelta(seconds=1)) == [clips[3]]
    assert len(shown(noor, at + timedelta(seconds=1))) == 2, "another person has seen none of them"


def _a_moment_later(viewer, at) -> list:
    for one in shelf._held:
        one.until = 0.0
    return shown(viewer, at + timedelta(seconds=1))


@pytest.mark.parametrize("is_learned", [False, True])
def test_what_sinks_comes_after_its_equals_and_what_was_restored_does_not(ada, noor, cleo, at, is_learned):
    clips = many([ada, noor], ["A fox", "A robot"], at - timedelta(hours=1))
    later, sooner = clips[1], clips[0]  # the newer one comes first while nothing speaks against it
    if is_learned:
        learn_from_everything(at=at - timedelta(minutes=30))
    look = _a_moment_later if is_learned else shown
    assert shown(cleo, at)[0] == sooner
    assert tallies.judge(sooner.pk, worth=0.3, copy=None, at=at)
    assert look(cleo, at) == [later, sooner]
    assert tallies.judge(sooner.pk, worth=1.0, copy=None, at=at + timedelta(seconds=1))
    assert look(cleo, at) == [sooner, later]
    assert not tallies.judge(sooner.pk, worth=1.0, copy=None, at=at), "that was no news"
    assert Tally.objects.get(pk=sooner.pk).judged_at > at
