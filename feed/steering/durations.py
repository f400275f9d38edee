"""Minutes and seconds in a sentence: how long today may be, how long a clip may be. Plain Python."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from feed.steering.numbers import number_words, value_of

LONG_CLIP = 600  # seconds
_WHOLE = (  # said without a number
    (
        r"\b(?:half (?:an|a) hour|a half hour|(?:eine |ne |n )?halbe stunde|halben stunde|halbes? stündchen)\b",
        "30 min",
    ),
    (r"\b(?:half a minute|(?:eine |ne )?halbe minute|halben minute)\b", "30 seconds"),
    (r"\b(?:an hour and a half|one and a half hours|anderthalb stunden|eineinhalb stunden)\b", "90 min"),
    (r"\b(?:an hour and a quarter|fünfviertelstunden|eine stunde und eine viertelstunde)\b", "75 min"),
    (r"\b(?:(?:a )?quarter of an hour|(?:eine |ne )?viertelstunde|viertelstündchen)\b", "15 min"),
    (r"\b(?:three quarters of an hour|(?:eine |ne )?dreiviertelstunde)\b", "45 min"),
    (r"\b(?:a couple(?: of)?|ein paar|paar) (?=(?:hours|stunden)\b)", "2 "),
    (r"\b(?:a couple(?: of)?|a few|ein paar|paar) (?=(?:minutes|mins|minuten)\b)", "5 "),
    (r"\b(?:ein |n )?stündchen\b", "1 stunde"),
    (r"\b(?:(?:one|1) more|another|an?|eine[rn]?|ne|ner) (?=(?:hour|stunde|minute)\b)", "1 "),
)
_UNIT = (
    r"(?P<unit>seconds?|secs?|sekunden?|sek|s|minutes?|minuten?|mins?|min|hours?|hrs?|stunden?|std|h)\b\.?"
)
_MORE = r"longer than|more than|at least|over|länger als|mehr als|mindestens|über|ab"
_BELOW = r"shorter than|less than|at most|up to|under|below|höchstens|kürzer als|weniger als|bis zu|unter"
_LESS = rf"{_BELOW}|no more than|not more than|nicht mehr als|max(?:imum|imal)?\.?"
_OTHER_WORD = rf"(?!(?:{_MORE}|{_BELOW})\b)\w+\s+"
_NOT = (
    r"(?:nothing|not|no|none|never|nichts|nicht|keine?[nrms]?|nie)\s+"
    rf"(?:{_OTHER_WORD}){{0,3}}(?:that(?:'s| is) |die |das )?"
)
_ONLY = r"(?:only|just|nur|for|about|after|around|roughly|the next|nach|noch|etwa|ungefähr|rund|circa|ca\.?|so|maximal)\s+"
_AMOUNT = re.compile(
    rf"(?P<not>{_NOT})?(?:\b(?P<more>{_MORE})|\b(?P<less>{_LESS}))?\s*(?:{_ONLY})*"
    rf"(?P<number>\d{{1,4}}(?:[.,]\d)?)[\s-]*(?:more\s+|weitere\s+)?{_UNIT}(?P<long>\s+(?:sind|ist|long|lang|max)\b)?(?:\s+(?:a|per|each|every|pro|am|jeden)\s+(?:day|tag)\b)?(?P<each>\s+(?:per|pro|je|each)\s+\w+)?",
    re.IGNORECASE,
)
_FROM = r"between|from|zwischen|von|min(?:destens|imum)?\.?|at least"
_TO = r"-|–|and|to|or|und|oder|bis|max(?:imal|imum)?\.?|,? (?:at most|höchstens)"
_BETWEEN = re.compile(
    rf"\b(?:(?:{_FROM})\s+)?(?P<low>\d{{1,3}})\s*(?:{_TO})\s*(?P<high>\d{{1,3}})\s*{_UNIT}", re.IGNORECASE
)
_HOURS_AND = re.compile(
    r"\b(?P<hours>\d{1,2})\s*(?:h|hours?|hrs?|stunden?|std)\.?\s*(?:and|und|,)?\s*(?P<more>[0-5]?\d)(?:\s*(?:m|min|mins|minutes?|minuten?)\b|(?!\s*\w))",
    re.IGNORECASE,
)
_OF_LENGTH = re.compile(r"long|short|läng|kürz", re.IGNORECASE)
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
    text = _HOURS_AND.sub(
        lambda said: f"{60 * int(said['hours']) + int(said['more'])} min", with_digits(text, lang)
    )
    text = _BETWEEN.sub(_bounds, text)
    for amount in _AMOUNT.finditer(text):
        found = _read(amount, found, text)
        rest.append(text[end : amount.start()])
        end = amount.end()
    return found, " ; ".join([*rest, text[end:]])


def _bounds(said: re.Match[str]) -> str:
    """Of seconds both bounds count; of minutes to watch it is the longer time."""
    if said["unit"].lower()[0] == "s" and not said["unit"].lower().startswith("st"):
        return f"at least {said['low']} {said['unit']}, at most {said['high']} {said['unit']}"
    return f"{said['high']} {said['unit']}"


def _read(amount: re.Match[str], found: Durations, text: str) -> Durations:
    number, unit = float(amount["number"].replace(",", ".")), amount["unit"].lower()
    in_seconds = unit[0] == "s" and not unit.startswith("st")
    seconds = number * (1 if in_seconds else 3600 if unit[0] in "hs" else 60)
    clause = re.split(r"[,;.!?]", text[: amount.start()])[-1]
    said_not = amount["not"] or ""
    about_clips = _OF_CLIPS.search(clause + said_not) or said_not.lower().startswith(("nothing", "nichts"))
    bounded = bool(about_clips and (amount["more"] or amount["less"]))
    at_least = bool(amount["less" if amount["not"] else "more"])
    is_long = (amount["long"] or at_least or _OF_LENGTH.search(amount[0])) and seconds < LONG_CLIP
    of_a_clip = in_seconds or bool(amount["each"]) or bounded or is_long
    if not of_a_clip:
        return replace(found, minutes=max(1, round(seconds / 60)))
    if at_least:
        return replace(found, least_seconds=seconds)
    return replace(found, most_seconds=seconds)


def with_digits(text: str, lang: str) -> str:
    """This function will write "twenty five minutes" and "fünfundzwanzig Minuten" with digits."""
    for said, instead in _WHOLE:
        text = re.sub(said, instead, text, flags=re.IGNORECASE)
    number, unit = number_words(lang), _UNIT.replace("?P<unit>", "?:")
    to_another = rf"(?:\s*(?:-|–|or|to|oder|bis)\s*(?:{number}|\d+))?"
    worded = re.compile(
        rf"\b(?P<words>{number})(?={to_another}[\s-]+(?:more\s+|weitere\s+)?{unit})", re.IGNORECASE
    )
    return worded.sub(lambda match: str(value_of(match["words"], lang)), text)
