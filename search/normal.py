"""The one normal form of words, English and German alike, that both databases keep and are asked in. No Django."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import simplemma
import snowballstemmer

MOST = 400  # words of one text that are kept
LONGEST = 60  # characters of a word that are looked at
_WORD = re.compile(r"[^\W_]+")
_STEMMERS = {"en": snowballstemmer.stemmer("english"), "de": snowballstemmer.stemmer("german")}
_SMALL = frozenset(
    word
    for line in (
        "a an and are as at be but by for from has have he i in into is it its of on or our she so that the their them",
        "there they this to up us was we with am an auf aus bei bis da das dem den der des die du durch ein eine einem",
        "einen einer eines er es für haben hat hinter ich ihr im in ins ist mein mit nach neben oder ohne sein seine sie",
        "sind über um und uns unter vom von vor war waren werden wir wird zu zum zur",
    )
    for word in line.split()
)


@dataclass(frozen=True)
class Span:
    """Words of a question that belong together, and what they mean."""

    words: tuple[str, ...]
    senses: tuple[str, ...] = ()


def tokens(text: str) -> list[str]:
    """This function will give the words of a text in small letters, as they stand there."""
    return [word[:LONGEST] for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold())]


def is_small(word: str) -> bool:
    """Whether a word is on so many texts that it says nothing of one."""
    return word in _SMALL


def folded(word: str) -> str:
    """This function will take accents and dots off: who types "koln" finds Köln."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@lru_cache(maxsize=50_000)
def forms(word: str) -> tuple[str, ...]:
    """This function will give a word as it stands and its stems in both languages, each once.

    The dictionary knows odd forms ("mice", "läuft"), the stemmer what no dictionary lists; an umlaut is lost last.
    """
    found = [folded(word)]
    if not word.isdecimal():
        for lang, stemmer in _STEMMERS.items():
            base = simplemma.lemmatize(word, lang=lang).casefold()
            if not is_small(base):
                found.append(folded(stemmer.stemWord(base)))
    return tuple(dict.fromkeys(form for form in found if form))


def normal(text: str) -> str:
    """This function will give all forms of all words of a text, as the index keeps them."""
    return " ".join(dict.fromkeys(form for word in tokens(text)[:MOST] for form in forms(word)))
