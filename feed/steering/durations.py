"""Minutes and seconds in a sentence: how long today may be, how long a clip may be. Plain Python."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

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
_WHOLE = (  # said without a number
    (r"\b(?:half an hour|a half hour|(?:eine |ne )?halbe stunde|halben stunde)\b", "30 min"),
    (r"\b(?:an hour and a half|one and a half hours|anderthalb stunden|eineinhalb stunden)\b", "90 min"),
    (r"\b(?:(?:a )?quarter of an hour|(?:eine )?viertelstunde)\b", "15 min"),
    (r"\b(?:three quarters of an hour|(?:eine )?dreiviertelstunde)\b", "45 min"),
    (r"\b(?:an?|eine[rn]?|ne) (?=(?:hour|stunde|minute)\b)", "1 "),
)
_UNIT = (
    r"(?P<unit>seconds?|secs?|sekunden?|sek|s|minutes?|minuten?|mins?|min|hours?|hrs?|stunden?|std|h)\b\.?"
)
_MORE = r"longer than|more than|at least|over|länger als|mehr als|mindestens|über|ab"
_LESS = r"""shorter than|less than|at most|no more than|not more than|up to|under|below|max(?:imum|imal)?\.?|höchstens|
kürzer als|weniger als|nicht mehr als|bis zu|unter|max"""
_NOT = r"(?:nothing|not|no|none|never|nichts|nicht|keine?[nrms]?|nie)\s+(?:\w+\s+)?(?:that(?:'s| is) |die |das )?"
_ONLY = r"(?:only|just|nur|for|about|after|nach|noch|etwa|ungefähr|rund)\s+"
_AMOUNT = re.compile(
    rf"(?P<not>{_NOT})?(?:\b(?P<more>{_MORE})|\b(?P<less>{_LESS.replace(chr(10), '')}))?\s*(?:{_ONLY})*"
    rf"(?P<number>\d{{1,4}}(?:[.,]\d)?)[\s-]*{_UNIT}(?:\s+(?:sind|ist|long|lang|max))?(?:\s+(?:a|per|each|every|pro|am|jeden)\s+(?:day|tag)\b)?(?P<each>\s+(?:per|pro|je|each)\s+\w+)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\b(?:between|from|zwischen|von)\s+(?P<low>\d{{1,3}})\s+(?:and|to|und|bis)\s+(?P<high>\d{{1,3}})\s*{_UNIT}",
    re.IGNORECASE,
)
_OF_CLIPS = re.compile(r"\b(?:clips?|videos?|films?|filme?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Durations:
    """What was said of time; 0 where nothing was."""

    minutes: int = 0
    most_seconds: float = 0.0
    least_seconds: float = 0.0


def durations(text: str, lang: str) -> tuple[Durations, str]:
    """This function will read every amount of time, and give the text without them."""
    rest: list[str] = []
    found, end = Durations(), 0
    text = _BETWEEN.sub(r"at least \g<low> \g<unit>, at most \g<high> \g<unit>", with_digits(text, lang))
    for amount in _AMOUNT.finditer(text):
        found = _read(amount, found, text)
        rest.append(text[end : amount.start()])
        end = amount.end()
    return found, " ; ".join([*rest, text[end:]])


def _read(amount: re.Match[str], found: Durations, text: str) -> Durations:
    number, unit = float(amount["number"].replace(",", ".")), amount["unit"].lower()
    seconds = number * (
        1 if unit.startswith("s") and not unit.startswith("st") else 3600 if unit[0] in "hs" else 60
    )
    clause = re.split(r"[,;.!?]", text[: amount.start()])[-1]
    said_not = amount["not"] or ""
    about_clips = _OF_CLIPS.search(clause + said_not) or said_not.lower().startswith(("nothing", "nichts"))
    bounded = bool(about_clips and (amount["more"] or amount["less"]))
    of_a_clip = seconds < 60 or bool(amount["each"]) or bounded
    if not of_a_clip:
        return replace(found, minutes=max(1, round(seconds / 60)))
    if amount["more"] and not amount["not"]:
        return replace(found, least_seconds=seconds)
    return replace(found, most_seconds=seconds)


def with_digits(text: str, lang: str) -> str:
    """This function will write "twenty five minutes" and "fünfundzwanzig Minuten" with digits."""
    for said, instead in _WHOLE:
        text = re.sub(said, instead, text, flags=re.IGNORECASE)
    return re.sub(
        rf"\b(?P<words>{_NUMBER[lang]})(?=[\s-]+{_UNIT.replace('?P<unit>', '?:')})",
        lambda match: str(_value(match["words"].lower(), lang)),
        text,
        flags=re.IGNORECASE,
    )


def _listed(table: dict[str, str], lang: str) -> str:
    return "|".join(sorted(table[lang].split(), key=len, reverse=True))


_NUMBER = {
    "en": rf"(?:(?:{_listed(_TENS, 'en')})(?:[\s-](?:{_listed(_ONES, 'en')}))?|(?:{_listed(_ONES, 'en')}))",
    "de": rf"(?:(?:(?:{_listed(_ONES, 'de')})und)?(?:{_listed(_TENS, 'de')})|(?:{_listed(_ONES, 'de')})e?)",
}


def _value(said: str, lang: str) -> int:
    ones, tens = _ONES[lang].split(), _TENS[lang].split()
    total = 0
    for word in re.split(r"[\s-]|und", said):
        if word in tens:
            total += 20 + 10 * tens.index(word)
        elif word in ones or word.removesuffix("e") in ones:
            total += ones.index(word if word in ones else word.removesuffix("e"))
    return total
