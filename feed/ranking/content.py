"""What a clip's words are about, as a vector: hashed words, weighted, and laid onto a few directions.

The directions are learned from this instance's own clips (latent semantic analysis); before there are enough of
those they are fixed ones. Nothing is downloaded. Near in direction means alike in content.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import svds

from policy.text import ENGLISH, GERMAN, folded, spelled

WIDTH = 64
BUCKETS = 2**14
LEAST = 500  # clips from which directions are learned
Vectors = NDArray[np.float32]
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?<=[^\W\d_]{3})(?:ungen|ings?|ern|ens?|ers?|est?|ed|[esn])$")
_SMALL = ENGLISH | GERMAN


def terms(text: str) -> list[int]:
    """This function will give the bucket of each word's stem."""
    words = _WORD.findall(spelled(folded(text)))
    return [zlib.crc32(_stem(word).encode()) % BUCKETS for word in words if word not in _SMALL]


def _stem(word: str) -> str:
    """What the forms of one word have in common, roughly: no ending, no umlaut."""
    for written, plain in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        word = word.replace(written, plain)
    return _ENDING.sub("", word)


def counted(texts: Sequence[str]) -> sparse.csr_matrix:
    """This function will count texts × buckets, each text's counts dampened."""
    found = [terms(text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(one) for one in found])
    columns = np.array([bucket for one in found for bucket in one], np.int64)
    counts = sparse.csr_matrix(
        (np.ones(len(columns), np.float32), (rows, columns)), shape=(len(texts), BUCKETS)
    )
    counts.data = np.log1p(counts.data)
    return counts


def fixed_directions() -> Vectors:
    """This function will give the same arbitrary directions everywhere, buckets × WIDTH."""
    dice = np.random.default_rng(1881)
    made: Vectors = (dice.standard_normal((BUCKETS, WIDTH)) / np.sqrt(WIDTH)).astype(np.float32)
    return made


def learned_directions(texts: Sequence[str]) -> Vectors:
    """This function will learn the directions in which these texts differ most, weighted by how rare words are."""
    counts = counted(texts)
    if counts.shape[0] < LEAST:
        return fixed_directions()
    rarity = np.log1p(counts.shape[0] / (1 + np.bincount(counts.indices, minlength=BUCKETS)))
    weighted = counts @ sparse.diags(rarity.astype(np.float32))
    _left, _size, right = svds(weighted, k=WIDTH, v0=np.ones(min(weighted.shape), np.float32))
    made: Vectors = (rarity[:, None] * right.T).astype(np.float32)
    return made


def vectors_of(texts: Sequence[str], directions: Vectors) -> Vectors:
    """This function will give each text's vector, length 1; of a text without words, 0."""
    laid = np.asarray(counted(texts) @ directions, np.float32)
    length = np.linalg.norm(laid, axis=1, keepdims=True)
    made: Vectors = laid / np.maximum(length, 1e-9)
    return made


def middles(vectors: Vectors, count: int, rounds: int = 8) -> Vectors:
    """This function will find `count` middles around which these vectors gather (spherical k-means)."""
    some = vectors[np.abs(vectors).sum(1) > 0]
    if len(some) < 2 * count:
        return np.zeros((0, WIDTH), np.float32)
    dice = np.random.default_rng(7)
    some = some[dice.permutation(len(some))[:20_000]]
    middle = some[:count].copy()
    for _round in range(rounds):
        nearest = (some @ middle.T).argmax(1)
        added = np.zeros_like(middle)
        np.add.at(added, nearest, some)
        length = np.linalg.norm(added, axis=1, keepdims=True)
        middle = np.where(length > 0, added / np.maximum(length, 1e-9), middle)
    made: Vectors = middle.astype(np.float32)
    return made
