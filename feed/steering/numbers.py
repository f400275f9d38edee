"""Numbers written as words, in English and German, up to ninety-nine. Plain Python."""

from __future__ import annotations

import re

_ONES = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
}


def _listed(table: dict[str, str], lang: str) -> str:
    return "|".join(sorted(table[lang].split(), key=len, reverse=True))


def number_words(lang: str) -> str:
    """This function will give the pattern of a number in words, without groups."""
    ones, tens = _listed(_ONES, lang), _listed(_TENS, lang)
    if lang == "en":
        return rf"(?:(?:{tens})(?:[\s-](?:{ones}))?|(?:{ones}))"
    return rf"(?:(?:(?:{ones})und)?(?:{tens})|(?:{ones})(?:en?|s)?)"


def value_of(said: str, lang: str) -> int:
    """This function will give the number that digits or words say."""
    if said.isdigit():
        return int(said)
    ones, tens = _ONES[lang].split(), _TENS[lang].split()
    total = 0
    for word in re.split(r"[\s-]|und", said.lower()):
        if word in tens:
            total += 20 + 10 * tens.index(word)
        else:
            total += next((ones.index(form) for form in _stems(word) if form in ones), 0)
    return total


def _stems(word: str) -> tuple[str, ...]:
    return word, word.removesuffix("e"), word.removesuffix("s"), word.removesuffix("en")
