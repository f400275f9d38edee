"""The learned part of the feed on a small invented log: two tastes, people of each, and clips of both."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from feed.ranking.items import ease, fit_items, neighbours, recency
from feed.ranking.learning import described, known_each_morning, learn
from feed.ranking.measures import auc, gauc, offered, top
from feed.ranking.past import Exposures, Items, Pairs, Past, People

PEOPLE, ITEMS, DAYS = 60, 40, 4
TASTE = np.arange(PEOPLE) % 2
KIND = np.arange(ITEMS) % 2


def numbers(count: int, value: int = 0) -> np.ndarray:
    return np.full(count, value, np.int64)


@pytest.fixture(scope="module")
def log() -> Exposures:
    """Everybody sees 15 clips a day at random; what fits the taste is watched long four times as often."""
    dice = np.random.default_rng(7)
    count = PEOPLE * 15 * DAYS
    day = np.repeat(np.arange(DAYS), PEOPLE * 15)
    person, item = dice.integers(0, PEOPLE, count), dice.integers(0, ITEMS, count)
    fits = TASTE[person] == KIND[item]
    long = (dice.random(count) < np.where(fits, 0.8, 0.2)).astype(np.int8)
    like = ((long == 1) & (dice.random(count) < 0.06)).astype(np.int8)
    return Exposures(
        person, item, np.arange(count, dtype=float), day, numbers(count, 12), numbers(count),
        np.ones(count), np.where(long == 1, 1.0, 0.1), {"long": long, "like": like},
    )  # fmt: skip


@pytest.fixture(scope="module")
def past(log: Exposures) -> Past:
    items = Items(np.arange(ITEMS), KIND, numbers(ITEMS), np.full(ITEMS, 10.0))
    people = People(numbers(PEOPLE), np.zeros(PEOPLE), np.zeros(PEOPLE))
    first = log.where(log.day == 0)
    long = first.outcomes["long"] == 1
    return Past(
        items, people, Pairs(first.person, first.item), Pairs(first.person[long], first.item[long]),
        Pairs(numbers(0), numbers(0)), log.where((log.day > 0) & (log.day < DAYS - 1)),
    )  # fmt: skip


@pytest.fixture(scope="module")
def future(log: Exposures) -> Exposures:
    return log.where(log.day == DAYS - 1)


@pytest.fixture(scope="module")
def ranker(past: Past):
    return learn(past)


def test_ease_is_the_closed_form_with_an_empty_diagonal():
    watched = sparse.csr_matrix((np.random.default_rng(1).random((30, 6)) < 0.4).astype(np.float32))
    weights = ease(watched, ridge=5.0)
    inverse = np.linalg.inv((watched.T @ watched).toarray() + 5.0 * np.eye(6))
    expected = inverse / -np.diag(inverse)
    np.fill_diagonal(expected, 0)
    np.testing.assert_allclose(weights, expected, atol=1e-4)


def test_neighbours_are_those_watched_by_the_same_people():
    watched = sparse.csr_matrix(
        np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]], np.float32)
    )
    near = neighbours(watched, count=1).toarray()
    assert near[0, 1] > 0.99
    assert near[2, 3] > 0.99
    assert near[0, 0] == near[0, 2] == near[0, 3] == 0


def test_clips_beyond_the_hottest_are_reached_by_their_neighbours():
    watched = sparse.csr_matrix(np.array([[1, 1, 0], [1, 1, 0], [1, 0, 0], [0, 1, 1]], np.float32))
    model = fit_items(watched, np.ones(3), hottest=2)
    scores = model.personal(watched)
    assert scores.shape == (4, 3)
    assert scores[3, 2] >= 0
    assert scores[0, 2] > 0, "the third clip is none of the two hottest, a shared viewer leads to it"
    single = model.pair_scores(watched, np.array([0, 3]), np.array([2, 0]))
    np.testing.assert_allclose(single, [scores[0, 2], scores[3, 0]], rtol=1e-5)


def test_what_was_shown_together_goes_together_less_than_what_was_watched_long():
    seen = np.repeat(np.array([[1, 1, 0], [0, 1, 1]], np.float32), 10, axis=0)
    watched = seen.copy()
    watched[:10, 1] = 0  # who stayed with the first was shown the second and did not stay
    ways = ((watched, None), (watched, sparse.csr_matrix(seen)), (seen, None))
    alone, shown, long = (
        fit_items(sparse.csr_matrix(some), np.ones(3), other, ridge=5.0).together[0, 1]
        for some, other in ways
    )
    assert alone <= 0 < shown < long


def test_what_was_watched_before_all_else_says_what_goes_together_not_how_often(past: Past):
    older = Pairs(np.array([0, 2]), np.array([1, 3]))
    known = replace(past, older=older).with_log()
    assert known.watched()[0, 1] == known.watched()[2, 3] == 1
    assert known.long.person.tolist() == past.with_log().long.person.tolist()
    assert older.among(Pairs(np.array([2, 0, 5]), np.array([3, 2, 1]))).person.tolist() == [2]


def test_newer_showings_count_more():
    assert recency(np.array([0, 0, 1]), np.array([3.0, 3.0, 0.0]), 3, half_life=3.0).tolist() == [
        1.0,
        1.0,
        0.0,
    ]


def test_what_fits_the_taste_is_offered_first(past: Past, future: Exposures, ranker):
    known = past.with_log()
    watched = known.matrix(known.long)
    nobody_saw = sparse.csr_matrix(watched.shape)
    long = future.outcomes["long"] == 1
    wanted = known.matrix(Pairs(future.person[long], future.item[long]))
    heat = np.asarray(watched.sum(0)).ravel()
    ours = offered(lambda some: ranker.items.scores(watched[some]), nobody_saw, wanted, k=10)
    popular = offered(lambda some: np.tile(heat, (len(some), 1)), nobody_saw, wanted, k=10)
    assert ours.recall > popular.recall + 0.05
    assert ours.coverage > popular.coverage


def test_the_ranker_orders_within_a_person_what_a_rate_can_not(past: Past, future: Exposures, ranker):
    table = described(future, past, ranker)
    by_rate = gauc(future.outcomes["long"], table.column("item_long").astype(float), future.person)
    ours = gauc(future.outcomes["long"], ranker.heads["long"].score(table), future.person)
    assert ours > max(0.7, by_rate + 0.1)


def test_probabilities_are_calibrated(past: Past, future: Exposures, ranker):
    table = described(future, past, ranker)
    for name in ("long", "like"):
        chance = ranker.heads[name].probability(table)
        assert ((chance > 0) & (chance < 1)).all()
        assert chance.mean() == pytest.approx(future.outcomes[name].mean(), abs=0.06)


def test_nothing_of_a_day_is_known_on_its_morning(past: Past):
    turned = past.log.outcomes["long"].copy()
    last = past.log.day == past.log.day.max()
    turned[last] = 1 - turned[last]
    other = replace(past, log=replace(past.log, outcomes=past.log.outcomes | {"long": turned}))
    np.testing.assert_array_equal(known_each_morning(past).rows, known_each_morning(other).rows)


def test_learning_twice_gives_the_same(past: Past, future: Exposures, ranker):
    again = learn(past)
    table = described(future, past, ranker)
    np.testing.assert_array_equal(ranker.heads["long"].score(table), again.heads["long"].score(table))


def test_measures_by_hand():
    happened = np.array([0, 1, 1, 0], np.int8)
    assert auc(happened, np.array([0.1, 0.9, 0.8, 0.2])) == 1.0
    assert auc(happened, np.array([0.5, 0.5, 0.5, 0.5])) == 0.5
    assert np.isnan(auc(np.zeros(3, np.int8), np.arange(3.0)))
    person = np.array([0, 0, 1, 1, 2])
    assert gauc(np.array([0, 1, 1, 0, 1], np.int8), np.array([1.0, 2.0, 1.0, 2.0, 9.0]), person) == 0.5
    seen = sparse.csr_matrix(np.array([[1, 0, 0]], np.float32))
    assert top(np.array([[9.0, 1.0, 5.0]], np.float32), seen, 2).tolist() == [[2, 1]]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 0, "no data: say --data DIR"),
        (["--data", "/nowhere"], 2, "histories, interactions, videos, users missing"),
    ],
)
def test_the_benchmark_says_what_data_it_needs(arguments, code, words):
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.ranking", *arguments], capture_output=True, text=True, check=False
    )
    assert (said.returncode, words in said.stdout) == (code, True), said.stderr
