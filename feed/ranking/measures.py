"""How good candidates and rankings are: recall, NDCG and coverage of what is offered; AUC and GAUC of an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import rankdata

from feed.ranking.past import Numbers, Values

Score = Callable[[Numbers], NDArray[np.float32]]


@dataclass(frozen=True)
class Offered:
    """Means over people with something to find. `coverage` is the share of all items offered to anybody."""

    recall: float
    ndcg: float
    coverage: float
    people: int


def offered(
    score: Score, seen: sparse.csr_matrix, wanted: sparse.csr_matrix, k: int = 20, block: int = 1000
) -> Offered:
    """This function will offer each person the k best items they have not seen and compare with what they wanted."""
    people = np.flatnonzero(np.diff(wanted.indptr))
    discount = 1 / np.log2(np.arange(2, k + 2))
    recall, ndcg, covered = 0.0, 0.0, np.zeros(seen.shape[1], bool)
    for start in range(0, len(people), block):
        some = people[start : start + block]
        best = top(score(some), seen[some], k)
        covered[best.ravel()] = True
        hits = np.asarray(wanted[some].toarray()[np.arange(len(some))[:, None], best] > 0)
        number = np.diff(wanted.indptr)[some]
        ideal = np.cumsum(discount)[np.minimum(number, k) - 1]
        recall += float((hits.sum(1) / number).sum())
        ndcg += float(((hits * discount).sum(1) / ideal).sum())
    count = max(len(people), 1)
    return Offered(recall / count, ndcg / count, float(covered.mean()), len(people))


def top(scores: NDArray[np.float32], seen: sparse.csr_matrix, k: int) -> Numbers:
    """This function will give the places of the k best scores of each row, best first, leaving out what was seen."""
    scores = scores.copy()
    scores[seen.nonzero()] = -np.inf
    best = np.argpartition(-scores, k, axis=1)[:, :k]
    order = np.argsort(-np.take_along_axis(scores, best, 1), axis=1, kind="stable")
    ordered: Numbers = np.take_along_axis(best, order, 1)
    return ordered


def auc(happened: NDArray[np.int8], score: Values) -> float:
    """This function will give the area under the ROC curve: how often what happened is ranked above what did not."""
    positive = int(happened.sum())
    negative = len(happened) - positive
    if not positive or not negative:
        return float("nan")
    ranks = rankdata(score)[happened == 1].sum()
    return float((ranks - positive * (positive + 1) / 2) / (positive * negative))


def gauc(happened: NDArray[np.int8], score: Values, person: Numbers) -> float:
    """This function will give the AUC within each person, weighted by their showings (Zhu et al., KDD 2017).

    People with only one kind of outcome say nothing about the order and are left out.
    """
    one = within_people(happened, score, person)
    return float(one.auc @ one.showings / one.showings.sum()) if len(one.person) else float("nan")


@dataclass(frozen=True)
class Within:
    """The AUC of each person's own showings, and how many those are; people who say nothing are left out."""

    person: Numbers
    auc: Values
    showings: Values


def within_people(happened: NDArray[np.int8], score: Values, person: Numbers) -> Within:
    """This function will give the AUC within each person."""
    order = np.argsort(person, kind="stable")
    found = []
    for where in np.split(order, np.flatnonzero(np.diff(person[order])) + 1):
        some = happened[where]
        if 0 < some.sum() < len(some):
            found.append((person[where[0]], auc(some, score[where]), len(some)))
    listed = np.array(found, float).reshape(-1, 3)
    return Within(listed[:, 0].astype(np.int64), listed[:, 1], listed[:, 2])


def gained(
    pairs: Sequence[tuple[Within, Within]], *, times: int = 400, sure: float = 0.95
) -> tuple[float, float]:
    """This function will say by how much one order is better than another, and what is left of that for sure.

    People are drawn again `times` times (bootstrap), the same for both orders and all outcomes: who was there on one
    day is luck. With the chance `sure` at least the second number was gained; below zero it may be noise.

    :param pairs: for each outcome the one order and the other, of the same showings
    """
    pairs = [(one, other) for one, other in pairs if len(one.person)]
    if not pairs:
        return 0.0, 0.0
    people = np.unique(np.concatenate([one.person for one, _other in pairs]))
    drawn = np.random.default_rng(0).multinomial(len(people), np.full(len(people), 1 / len(people)), times)
    drawn = np.vstack([np.ones(len(people), np.int64), drawn])
    gains = np.zeros(len(drawn))
    for one, other in pairs:
        often = drawn[:, np.searchsorted(people, one.person)] * one.showings
        gains += often @ (one.auc - other.auc) / np.maximum(often.sum(1), 1e-9) / len(pairs)
    return float(gains[0]), float(np.quantile(gains[1:], 1 - sure))
