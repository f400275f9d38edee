"""Item–item candidates: what people who watched the same things long watched long as well, with recent popularity.

EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019) over the hottest clips, whose inverse
grows with the cube of their number; tf-idf neighbours for all others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import lapack

HOTTEST = 10_000  # clips EASE covers
RIDGE = 300.0
NEIGHBOURS = 200  # of each clip beyond
PRIOR = 2.0  # standard deviations of the personal score that one of log-popularity is worth
HALF_LIFE_DAYS = 3.0

Scores = NDArray[np.float32]


class NotInvertible(Exception):
    """The item–item matrix has no inverse: the ridge is too small for this data."""


def ease(watched: sparse.csr_matrix, ridge: float = RIDGE) -> Scores:
    """This function will give the item × item weights (zero diagonal) that best rebuild `watched` from itself.

    :param watched: people × items, 1 where watched long
    """
    gram = np.asfortranarray((watched.T @ watched).toarray().astype(np.float32))
    gram[np.diag_indices_from(gram)] += ridge
    factor, wrong = lapack.spotrf(gram, lower=True, overwrite_a=True)
    inverse, also_wrong = lapack.spotri(factor, lower=True, overwrite_c=True)
    if wrong or also_wrong:
        raise NotInvertible
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0)
    made: Scores = weights.astype(np.float32)
    return made


def neighbours(watched: sparse.csr_matrix, count: int = NEIGHBOURS) -> sparse.csr_matrix:
    """This function will give each item's nearest by cosine of tf-idf weighted watchers, item × item."""
    people = np.asarray(watched.sum(1)).ravel()
    weight = np.log1p(watched.shape[1] / np.maximum(people, 1))
    weighted = sparse.diags(weight) @ watched
    length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(0))).ravel()
    unit = (weighted @ sparse.diags(1 / np.maximum(length, 1e-9))).tocsc()
    rows = [
        _nearest((unit[:, start : start + 512].T @ unit).tocsr(), start, count)
        for start in range(0, unit.shape[1], 512)
    ]
    return sparse.vstack(rows).tocsr()


def _nearest(block: sparse.csr_matrix, start: int, count: int) -> sparse.csr_matrix:
    block = block.tolil()
    block[np.arange(block.shape[0]), np.arange(start, start + block.shape[0])] = 0
    block = block.tocsr()
    for row in range(block.shape[0]):
        here = slice(block.indptr[row], block.indptr[row + 1])
        if here.stop - here.start > count:
            values = block.data[here]
            values[values < np.partition(values, -count)[-count]] = 0
    block.eliminate_zeros()
    return block


@dataclass
class ItemModel:
    """`weights` between the items of `hot`; `near` between all; `prior` of each item, standard deviation 1 at most."""

    hot: NDArray[np.int64]
    weights: Scores
    near: sparse.csr_matrix | None
    prior: Scores
    spread: float

    def scores(self, histories: sparse.csr_matrix, prior: float = PRIOR) -> Scores:
        """This function will score all items for each row of `histories` (people × items): personal part plus prior."""
        return self.personal(histories) + np.float32(prior * self.spread) * self.prior

    def personal(self, histories: sparse.csr_matrix) -> Scores:
        """This function will score all items by what each person watched long alone."""
        found = np.zeros(histories.shape, np.float32)
        if self.near is not None:
            found = (histories @ self.near).toarray().astype(np.float32)
        found[:, self.hot] = np.asarray(histories[:, self.hot] @ self.weights)
        return found

    def pair_scores(
        self, histories: sparse.csr_matrix, person: NDArray[np.int64], item: NDArray[np.int64]
    ) -> Scores:
        """This function will give the personal score of single (person, item) pairs."""
        found = np.zeros(len(person), np.float32)
        place = np.full(histories.shape[1], -1)
        place[self.hot] = np.arange(len(self.hot))
        order = np.argsort(person, kind="stable")
        for where in np.split(order, np.flatnonzero(np.diff(person[order])) + 1):
            if len(where):
                found[where] = self._of_one(histories, int(person[where[0]]), item[where], place)
        return found

    def _of_one(
        self, histories: sparse.csr_matrix, person: int, item: NDArray[np.int64], place: NDArray[np.int64]
    ) -> Scores:
        watched = histories.indices[histories.indptr[person] : histories.indptr[person + 1]]
        found = np.zeros(len(item), np.float32)
        if self.near is not None:
            found[:] = np.asarray(self.near[watched][:, item].sum(0)).ravel()
        rows, hot = place[watched], place[item] >= 0
        found[hot] = self.weights[np.ix_(rows[rows >= 0], place[item[hot]])].sum(0)
        return found


def fit_items(
    watched: sparse.csr_matrix, recent: NDArray[np.float64], hottest: int = HOTTEST, ridge: float = RIDGE
) -> ItemModel:
    """This function will fit the model.

    :param watched: people × items, 1 where watched long
    :param recent: how often each item was shown lately, newer showings counting more (`recency`)
    """
    heat = np.asarray(watched.sum(0)).ravel()
    hot = np.sort(np.argsort(-heat, kind="stable")[:hottest])
    weights = ease(watched[:, hot], ridge)
    near = neighbours(watched) if len(hot) < watched.shape[1] else None
    prior = np.log(recent + 0.1).astype(np.float32)
    prior = (prior - prior.mean()) / max(float(prior.std()), 1.0)  # where all are equally popular, say little
    some = np.asarray(watched[:2000][:, hot] @ weights)
    return ItemModel(hot, weights, near, prior, float(some.std()) if some.size else 0.0)


def recency(
    item: NDArray[np.int64], age_days: NDArray[np.float64], count: int, half_life: float = HALF_LIFE_DAYS
) -> NDArray[np.float64]:
    """This function will count how often each of `count` items occurs, halving the weight every `half_life` days."""
    return np.bincount(item, weights=0.5 ** (age_days / half_life), minlength=count).astype(np.float64)
