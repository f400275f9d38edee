"""What words mean, in tokens that are the same in English and German: the concepts of the theatre's vocabulary.

"Hund", "dog" and "puppy" share one; so words lead to clips that were described in others. No model, no download.
"""

from __future__ import annotations

from collections.abc import Iterator

from generation.engines.papertheatre import lexicon, words
from generation.engines.papertheatre.lexicon import Concept, Match
from search.normal import Span, folded, tokens

_KEPT = frozenset(("figure", "set", "garment"))  # what is shown for them is nearly what they are
MOST = 400  # words that are read


def senses(*texts: str) -> list[str]:
    """This function will name what texts speak of, each once, in the order it comes."""
    found = (sense for text in texts for span in spans(text) for sense in span.senses)
    return list(dict.fromkeys(found))


def spans(text: str) -> list[Span]:
    """This function will take a text phrase by phrase: its words, and what they mean where that is known."""
    return list(_spans(text))


def _spans(text: str) -> Iterator[Span]:
    lang = lexicon.language(text)
    found = [token.text for token in words.tokens(words.clean(text)) if token.kind in _READ][:MOST]
    while found:
        match = lexicon.find(found[: lexicon.LONGEST_PHRASE], lang)
        length = match.length if match else 1
        said = tuple(word for text in found[:length] for word in tokens(text))
        meant = tuple(dict.fromkeys(_names(match))) if match else ()
        if said or meant:
            yield Span(said, meant)
        found = found[length:]


_READ = frozenset(("word", "number", "handle", "emoji"))


def _names(match: Match) -> Iterator[str]:
    for concept in (*match.concepts.values(), *match.before):
        if concept.extra:  # grammar means nothing by itself
            yield from _names_of(concept)


def _names_of(concept: Concept) -> Iterator[str]:
    yield token(concept.lemma)
    if near := concept.says("kin") or (concept.kind in _KEPT and concept.shown_as):
        yield token(str(near))


def token(name: str) -> str:
    """This function will give the name of a concept as the index keeps it."""
    return "".join(folded(word) for word in tokens(name))
