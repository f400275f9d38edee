"""How an owner's own words were read, in the words of the person reading: what is checked, what a person judges."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from policy import lexicon
from policy.reasons import CATEGORY_NAMES
from policy.restrictions import understood

_CATEGORIES: dict[str, str] = {str(category): name for category, name in CATEGORY_NAMES.items()}


@dataclass(frozen=True)
class Read:
    """One part of the owner's words; `means` is empty where a person has to judge it."""

    text: str
    means: str = ""


def own_words(text: str) -> list[Read]:
    """This function will say of each part of an owner's restrictions what the machine makes of it."""
    parts = understood(text.replace("\r\n", "\n"))
    return [
        Read(part.text, " · ".join(sorted({_named(one) for one in _shown(part.tokens)}))) for part in parts
    ]


def _shown(tokens: frozenset[str]) -> set[str]:
    """Of the forms of a single word, the shortest stands for all."""
    forms = sorted((one for one in tokens if one.startswith("=")), key=lambda one: (len(one), one))
    return {one for one in tokens if not one.startswith("=")} | set(forms[:1])


def _named(token: str) -> str:
    if token in _CATEGORIES:
        return gettext(_CATEGORIES[token])
    if token.startswith("="):
        return gettext("the word “%(word)s”") % {"word": token.removeprefix("=")}
    if token.startswith("@"):
        return token
    return lexicon.label(token, (get_language() or "en")[:2])
