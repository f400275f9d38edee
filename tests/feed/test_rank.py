"""The score: plain data in, an order and a true reason out."""

import uuid
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from feed.ranking.rank import Candidate, Why, rank, score

AT = datetime(2026, 11, 1, tzinfo=UTC)


def candidate(hours: float = 1, author: int = 1, **rest) -> Candidate:
    return Candidate(uuid.uuid4(), author, AT - timedelta(hours=hours), **rest)


def test_newer_is_better_all_else_equal():
    old, new = candidate(hours=40), candidate(hours=2)
    assert [one.candidate for one in rank([old, new], AT)] == [new, old]


def test_an_old_clip_people_like_beats_a_new_one_nobody_does():
    loved, plain = candidate(hours=60, likes=40, viewers=90), candidate(hours=2, viewers=90)
    assert rank([plain, loved], AT)[0].candidate == loved


def test_a_clip_without_viewers_gets_its_chance():
    assert score(candidate(viewers=0), AT).score > score(candidate(viewers=50), AT).score


def test_the_reason_is_what_spoke_most():
    assert score(candidate(hours=1), AT).why == Why.FRESH
    assert score(candidate(hours=300, likes=9, viewers=99), AT).why == Why.LIKED
    assert score(candidate(hours=300, remixes=9, viewers=99), AT).why == Why.REMIXED
    assert score(candidate(hours=300, follows=True, viewers=99), AT).why == Why.FOLLOWED
    assert score(candidate(hours=300, viewers=0), AT).why == Why.UNPROVEN
    assert score(candidate(seen=True, likes=99), AT).why == Why.SEEN


def test_one_author_does_not_fill_the_stage():
    many = [candidate(hours=n, author=1) for n in range(4)]
    few = [candidate(hours=90 + n, author=2) for n in range(3)]
    authors = [one.candidate.author_id for one in rank([*many, *few], AT)]
    assert authors == [1, 2, 1, 2, 1, 2, 1]


candidates = st.lists(
    st.builds(
        Candidate, st.uuids(), st.integers(1, 4),
        st.datetimes(datetime(2026, 10, 1), datetime(2026, 10, 31)).map(lambda one: one.replace(tzinfo=UTC)),
        likes=st.integers(0, 1000), viewers=st.integers(0, 1000), seen=st.booleans(), follows=st.booleans(),
    ),
    max_size=30, unique_by=lambda one: one.id,
)  # fmt: skip


@given(candidates)
def test_every_clip_once_unseen_first_and_always_the_same_order(given_candidates):
    ordered = [one.candidate for one in rank(given_candidates, AT)]
    assert sorted(ordered, key=lambda one: one.id) == sorted(given_candidates, key=lambda one: one.id)
    assert not any(before.seen and not after.seen for before, after in pairwise(ordered))
    assert ordered == [one.candidate for one in rank(reversed(given_candidates), AT)]
