"""Times of day in a sentence, as "until half past eight": how many minutes there are until then. Plain Python."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta

from feed.steering.numbers import number_words, value_of

_UNITS = r"(?!\s*[-–:]?\s*(?:\d|seco?n?d?s?|sek|min|h(?:ou)?rs?\b|std|stunden?\b|clips?\b|videos?\b|bis\b|to\b|zu\b))"
_END = {
    "en": r"until|till|'?til",
    "de": r"bis\s+(?:um|gegen|kurz vor|spätestens|so um)|bis",
}
_AT = {"en": r"by|before|at", "de": r"um|gegen"}  # with an hour that can be nothing else
_SURE = re.compile(r"\d[:.]\d|uhr|o'?clock|[ap]\.?m\b|\d\s*h\b", re.IGNORECASE)
_THEN = re.compile(
    r"\s*(?:$|[,.;!?]|(?:muss|müssen|ist|geht|bin|sind|ins|im|los|weg|schlafen|nur|bitte|und|i|we|to|in|is|it's|just|only|please|so|and)\b)",
    re.IGNORECASE,
)
_PART = {  # before the hour -> minutes to add to it
    "en": (("half past", 30), ("quarter past", 15), ("quarter after", 15), ("quarter to", -15), ("half", 30)),
    "de": (("dreiviertel", -15), ("drei viertel", -15), ("viertel nach", 15), ("viertel vor", -15),
           ("viertel", -45), ("kurz vor", 0), ("halb", -30)),
}  # fmt: skip
_BESIDE = {"en": (r"past|after", "to"), "de": ("nach", "vor")}  # "ten past nine", "zehn vor neun"
_NAMED = {
    "en": {"midnight": 24 * 60, "noon": 12 * 60, "midday": 12 * 60},
    "de": {"mitternacht": 24 * 60, "mittag": 12 * 60, "mittags": 12 * 60},
}
_LATE = r"pm|p\.m\.?|abends|nachmittags|in the evening|in the afternoon|at night|am abend"
_EARLY = r"am|a\.m\.?|morgens|früh|in the morning"


def _pattern(lang: str) -> re.Pattern[str]:
    number = rf"\d{{1,2}}|{number_words(lang)}"
    past, before = _BESIDE[lang]
    parts = "|".join(part for part, _minutes in _PART[lang])
    minute = rf"(?:[:.]|\s*uhr\s*|h)(?:(?P<minute>[0-5]\d)|(?P<spoken>(?:{number_words(lang)})\b))"
    hour = rf"(?P<hour>{number})(?:{minute})?(?:\s*(?:uhr|o'?clock|h)\b)?"
    beside = rf"(?:(?P<beside>{number})\s+(?:(?P<past>{past})|(?P<to>{before}))\s+)"
    part_of_day = rf"(?:\s*(?:(?P<late>{_LATE})|(?P<early>{_EARLY}))(?!\w))?"
    return re.compile(
        rf"\b(?:{_END[lang]}|(?P<at>{_AT[lang]}))\s+(?:(?P<named>{'|'.join(_NAMED[lang])})\b|{beside}?(?:a\s+)?(?:(?P<part>{parts})\s+)?"
        rf"{hour}{part_of_day}(?!\w){_UNITS})",
        re.IGNORECASE,
    )


_CLOCK = {lang: _pattern(lang) for lang in ("en", "de")}


def minutes_until(text: str, lang: str, at: datetime) -> tuple[int, str]:
    """This function will give the minutes from now until the time of day that is said, and the text without it.

    :param at: now, where the person is
    """
    for said in _CLOCK[lang].finditer(text):
        is_time = not said["at"] or _SURE.search(said[0]) or _THEN.match(text[said.end() :])
        if is_time and (minute := _minute_of_day(said, lang)) is not None:
            fixed = bool(said["named"] or said["late"] or said["early"]) or minute >= 13 * 60
            return _from_now(minute, fixed, at), f"{text[: said.start()]} ; {text[said.end() :]}"
    return 0, text


def _minute_of_day(said: re.Match[str], lang: str) -> int | None:
    if said["named"]:
        return _NAMED[lang][said["named"].lower()]
    hour = value_of(said["hour"], lang)
    minute = 60 * hour + value_of(said["minute"] or said["spoken"] or "0", lang)
    if said["part"]:
        minute += dict(_PART[lang])[said["part"].lower()]
    if said["beside"]:
        minute += value_of(said["beside"], lang) * (1 if said["past"] else -1)
    if said["hour"].lower() == "ein" and not _SURE.search(said[0]):
        return None
    if said["late"] and hour < 12:
        minute += 12 * 60
    return minute if 0 <= hour <= 24 else None


def _from_now(minute: int, is_fixed: bool, at: datetime) -> int:
    """Until the next such time; of "nine" that in the morning or that in the evening, whichever comes first."""
    begun = at.replace(hour=0, minute=0, second=0, microsecond=0)
    steps = (0, 24) if is_fixed else (0, 12, 24, 36)
    ends = (begun + timedelta(minutes=minute % (24 * 60), hours=step) for step in steps)
    seconds = ((end.astimezone(UTC) - at.astimezone(UTC)).total_seconds() for end in ends)
    return math.ceil(min(one for one in seconds if one > 0) / 60)
