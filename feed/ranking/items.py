"""Item–item candidates: what people who watched the same things long watched long as well, with recent popularity.

EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019) over the hottest clips, whose inverse
grows with the cube of their number; tf-idf neighbours for all others. What goes together EASE learns from what people
were shown as well, at half the worth; what somebody is offered goes by what they watched long alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import lapack

HOTTEST = 10_000  # clips EASE covers
RIDGE = 300.0
SHOWN = 0.5  # of having watched two clips long, that having been shown both is worth in learning what goes together
NEIGHBOURS, FEW = 500, 40  # others that are kept of each clip: of a hot one, of one beyond
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
    size = -np.diag(inverse).copy()
    for row in range(len(size)):  # in place: of ten thousand clips each copy has 400 MB
        inverse[row, row + 1 :] = inverse[row + 1 :, row]
    weights: Scores = inverse
    weights /= size
    np.fill_diagonal(weights, 0)
    return weights


def neighbours(
    watched: sparse.csr_matrix, count: int = NEIGHBOURS, of: NDArray[np.int64] | None = None
) -> sparse.csr_matrix:
    """This function will give each item's nearest by cosine of tf-idf weighted watchers, item × item.

    :param of: the items whose nearest are wanted; all without it
    """
    people = np.asarray(watched.sum(1)).ravel()
    weight = np.log1p(watched.shape[1] / np.maximum(people, 1)).astype(np.float32)
    weighted = (sparse.diags(weight) @ watched).astype(np.float32)
    length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(0))).ravel()
    unit = (weighted @ sparse.diags((1 / np.maximum(length, 1e-9)).astype(np.float32))).tocsr()
    wanted = np.arange(watched.shape[1]) if of is None else of
    across = unit.T.tocsr()
    rows = [
        _nearest((across[wanted[start : start + 2048]] @ unit).tocsr(), wanted[start : start + 2048], count)
        for start in range(0, len(wanted), 2048)
    ]
    return sparse.vstack(rows).tocsr() if rows else sparse.csr_matrix((0, watched.shape[1]), dtype=np.float32)


def _nearest(block: sparse.csr_matrix, own: NDArray[np.int64], count: int) -> sparse.csr_matrix:
    """The `count` largest of each row, not counting the item itself."""
    row = np.repeat(np.arange(block.shape[0]), np.diff(block.indptr))
    block.data[block.indices == own[row]] = 0
    return thinned(block, count)


def thinned(matrix: sparse.csr_matrix, count: int) -> sparse.csr_matrix:
    """This function will keep the `count` strongest of each row, of either sign."""
    strength, ends = np.abs(matrix.data), matrix.indptr.tolist()
    kept = np.zeros(len(strength), bool)
    for start, end in pairwise(ends):  # a partition of each row: sorting all of them took five times as long
        if end - start <= count:
            kept[start:end] = True
        else:
            kept[start + np.argpartition(strength[start:end], -count)[-count:]] = True
    kept &= strength > 0
    number = np.concatenate([[0], np.cumsum(kept)])
    made = sparse.csr_matrix(
        (matrix.data[kept], matrix.indices[kept], number[matrix.indptr]), shape=matrix.shape, dtype=np.float32
    )
    made.sort_indices()
    return made


@dataclass(frozen=True)
class Matched:
    """The score of all items for one person, and what of theirs speaks how much for which."""

    score: Scores
    item: NDArray[np.int32]
    strength: Scores
    watched: NDArray[np.int64]

    def because(self, items: NDArray[np.int64]) -> NDArray[np.int64]:
        """This function will name what they watched that says most for each of these items, -1 for none."""
        wanted = np.zeros(len(self.score), bool)
        wanted[items] = True
        rows = np.flatnonzero(wanted[self.item] & (self.strength > 0))
        weakest_first = rows[np.argsort(self.strength[rows], kind="stable")]
        most = np.full(len(self.score), -1)
        most[self.item[weakest_first]] = self.watched[weakest_first]  # the last one stays
        return most[items]


@dataclass
class ItemModel:
    """`together` between all items; `prior` of each, standard deviation 1 at most; `spread` of the personal part."""

    together: sparse.csr_matrix
    prior: Scores
    spread: float

    def scores(self, histories: sparse.csr_matrix, prior: float = PRIOR) -> Scores:
        """This function will score all items for each row of `histories` (people × items): personal part plus prior."""
        return self.personal(histories) + np.float32(prior * self.spread) * self.prior

    def personal(self, histories: sparse.csr_matrix) -> Scores:
        """This function will score all items by what each person watched long alone."""
        made: Scores = (histories @ self.together).toarray().astype(np.float32)
        return made

    def of_one(self, watched: NDArray[np.int64]) -> Matched:
        """This function will score all items by what one person watched long."""
        begin, end = self.together.indptr[watched], self.together.indptr[watched + 1]
        spans = [slice(one, other) for one, other in zip(begin.tolist(), end.tolist(), strict=True)]
        item = np.concatenate([np.zeros(0, np.int32), *(self.together.indices[span] for span in spans)])
        strength = np.concatenate([np.zeros(0, np.float32), *(self.together.data[span] for span in spans)])
        score = np.bincount(item, strength, self.together.shape[1]).astype(np.float32)
        return Matched(score, item, strength, np.repeat(watched, end - begin))

    def pair_scores(
        self, histories: sparse.csr_matrix, person: NDArray[np.int64], item: NDArray[np.int64]
    ) -> Scores:
        """This function will give the personal score of single (person, item) pairs."""
        found = np.zeros(len(person), np.float32)
        order = np.argsort(person, kind="stable")
        for where in np.split(order, np.flatnonzero(np.diff(person[order])) + 1):
            if len(where):
                one = int(person[where[0]])
                watched = histories.indices[histories.indptr[one] : histories.indptr[one + 1]]
                found[where] = self.of_one(watched).score[item[where]]
        return found


def fit_items(
    watched: sparse.csr_matrix,
    recent: NDArray[np.float64],
    seen: sparse.csr_matrix | None = None,
    hottest: int = HOTTEST,
    ridge: float = RIDGE,
) -> ItemModel:
    """This function will fit the model.

    :param watched: people × items, 1 where watched long
    :param recent: how often each item was shown lately, newer showings counting more (`recency`)
    :param seen: people × items, 1 where shown, whether watched long or not
    """
    heat = np.asarray(watched.sum(0)).ravel()
    hot = np.sort(np.argsort(-heat, kind="stable")[:hottest])
    hot = hot[heat[hot] > 0]
    met = watched if seen is None else sparse.vstack([watched, seen * np.float32(SHOWN**0.5)]).tocsr()
    together = _both(watched, met, hot, ridge)
    prior = np.log(recent + 0.1).astype(np.float32)
    prior = (prior - prior.mean()) / max(float(prior.std()), 1.0)  # where all are equally popular, say little
    some = (watched[:2000] @ together).toarray()
    return ItemModel(together, prior, float(some.std()) if some.size else 0.0)


def _both(
    watched: sparse.csr_matrix, met: sparse.csr_matrix, hot: NDArray[np.int64], ridge: float
) -> sparse.csr_matrix:
    """EASE between the hot items; tf-idf neighbours, as strong on the whole, from and to all others."""
    count = watched.shape[1]
    others = np.setdiff1d(np.arange(count), hot)
    if not len(hot):
        return sparse.csr_matrix((count, count), dtype=np.float32)
    weights = _strongest(ease(met[:, hot], ridge).T, NEIGHBOURS).T.tocsr()  # what says most for each item
    spread = _selection(hot, count)
    together = spread.T @ weights @ spread
    if len(others):
        here, near = _selection(others, count), neighbours(watched, FEW, others)
        near = near * np.float32(_size(weights) / max(_size(near), 1e-9))
        inward = thinned(near[:, hot].T.tocsr(), FEW)
        together = together + here.T @ near + spread.T @ inward @ here
    made = together.tocsr().astype(np.float32)
    made.sort_indices()
    return made


def _selection(chosen: NDArray[np.int64], count: int) -> sparse.csr_matrix:
    """One row for each of the chosen among `count`."""
    ones = np.ones(len(chosen), np.float32)
    return sparse.csr_matrix((ones, (np.arange(len(chosen)), chosen)), shape=(len(chosen), count))


def _strongest(weights: Scores, count: int) -> sparse.csr_matrix:
    """The strongest of each row of a dense matrix, of either sign."""
    if weights.shape[1] <= count:
        return sparse.csr_matrix(weights)
    best = np.argpartition(-np.abs(weights), count, axis=1)[:, :count]
    rows = np.repeat(np.arange(len(weights)), count)
    return sparse.csr_matrix((weights[rows, best.ravel()], (rows, best.ravel())), shape=weights.shape)


def _size(matrix: sparse.csr_matrix) -> float:
    return float(np.abs(matrix.data).mean()) if matrix.nnz else 0.0


def recency(
    item: NDArray[np.int64], age_days: NDArray[np.float64], count: int, half_life: float = HALF_LIFE_DAYS
) -> NDArray[np.float64]:
    """This function will count how often each of `count` items occurs, halving the weight every `half_life` days."""
    return np.bincount(item, weights=0.5 ** (age_days / half_life), minlength=count).astype(np.float64)
