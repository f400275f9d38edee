"""The nearest of a clip: exactly among few, by an index among many, and the same where there is no index."""

import logging
import sys
import threading
import uuid

import numpy as np
import pytest

from feed.ranking import index, neighbours
from feed.ranking.neighbours import NEAREST, Neighbours
from feed.ranking.table import Clips, table

MANY, TOPICS, WIDTH = 8000, 40, 64


def drawn(count: int, seed: int) -> np.ndarray:
    """Vectors of length 1 that gather around topics, the same topics each time."""
    topics = np.random.default_rng(1).standard_normal((TOPICS, WIDTH))
    dice = np.random.default_rng(seed)
    made = topics[dice.integers(0, TOPICS, count)] + 1.2 * dice.standard_normal((count, WIDTH))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def clips_of(vectors: np.ndarray) -> Clips:
    return table([{"id": uuid.uuid4()} for _one in vectors], vectors)


@pytest.fixture
def many() -> Clips:
    return clips_of(drawn(MANY, 2))


@pytest.fixture
def few_are_many(monkeypatch):
    monkeypatch.setattr(neighbours, "EXACT", 1000)
    index.library.cache_clear()
    yield
    index.library.cache_clear()


@pytest.fixture
def without_faiss(monkeypatch):
    monkeypatch.setitem(sys.modules, "faiss", None)


FAVOURITES = np.arange(0, MANY, 400)


def best_of(clips: Clips, favourite: int) -> set[int]:
    return set(np.argsort(-(clips.vector @ clips.vector[favourite]))[:NEAREST].tolist())


def test_the_index_finds_nearly_all_the_nearest_and_their_true_cosines(many, few_are_many):
    near = Neighbours(many)
    near.settle()
    found = near.of(many, FAVOURITES)
    assert near._index is not None
    hits = 0
    for favourite, (places, cosine) in zip(FAVOURITES.tolist(), found, strict=True):
        assert favourite in places
        assert len(places) == len(set(places.tolist())) == NEAREST
        assert np.allclose(cosine, many.vector[places] @ many.vector[favourite], atol=1e-6)
        hits += len(best_of(many, favourite) & set(places.tolist()))
    assert hits / (len(found) * NEAREST) >= 0.95


def test_what_the_index_gives_has_the_types_of_what_is_exact(many, few_are_many, monkeypatch):
    by_index = Neighbours(many)
    by_index.settle()
    found = by_index.of(many, FAVOURITES)
    monkeypatch.setattr(neighbours, "EXACT", MANY)
    exact = Neighbours(many).of(many, FAVOURITES)
    assert [[part.dtype for part in one] for one in found] == [[part.dtype for part in one] for one in exact]
    assert [one[0].shape for one in found] == [one[0].shape for one in exact]


def test_later_clips_stand_behind_the_index(many, few_are_many):
    near = Neighbours(many)
    near.settle()
    whole = many.plus(clips_of(drawn(3, 5)))
    favourites = np.array([7, MANY + 1])  # one is among the later ones itself
    for favourite, (places, cosine) in zip(favourites.tolist(), near.of(whole, favourites), strict=True):
        assert places[-3:].tolist() == [MANY, MANY + 1, MANY + 2]
        assert np.allclose(cosine, whole.vector[places] @ whole.vector[favourite], atol=1e-6)
        assert len(best_of(many, 7) & set(places.tolist())) >= 0.9 * NEAREST or favourite != 7


class Waiting(Neighbours):
    """Its index waits for us."""

    def __init__(self, clips: Clips) -> None:
        super().__init__(clips)
        self.gate, self.made = threading.Event(), 0

    def _make(self) -> None:
        self.gate.wait(30)
        self.made += 1
        super()._make()


def test_until_the_index_stands_all_are_looked_at_and_it_is_made_once(many, few_are_many):
    near = Waiting(many)
    for favourite in FAVOURITES[:3]:
        [(places, _cosine)] = near.of(many, np.array([favourite]))
        assert set(places.tolist()) == best_of(many, favourite)
    assert (near._index, near.made) == (None, 0)
    near.gate.set()
    near.settle()
    near.of(many, FAVOURITES)
    assert near._index is not None
    assert near.made == 1


def test_without_faiss_it_stays_exact_and_the_log_says_so_once(many, few_are_many, without_faiss, caplog):
    with caplog.at_level(logging.WARNING, "kulisse.feed"):
        for _time in range(2):
            near = Neighbours(many)
            near.settle()
            for favourite, (places, _cosine) in zip(FAVOURITES, near.of(many, FAVOURITES), strict=True):
                assert set(places.tolist()) == best_of(many, favourite)
    assert [one.getMessage().endswith("(make install-million)") for one in caplog.records] == [True]


def test_up_to_the_bound_nothing_is_imported(many, monkeypatch, without_faiss, caplog):
    monkeypatch.setattr(neighbours, "EXACT", MANY)
    index.library.cache_clear()
    near = Neighbours(many)
    near.settle()
    [(places, _cosine)] = near.of(many, FAVOURITES[:1])
    assert set(places.tolist()) == best_of(many, 0)
    assert index.library.cache_info().currsize == 0
    assert not caplog.records
