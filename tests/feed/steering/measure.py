"""How much of what people write is understood: the sentences of six files, as one line each.

python -m tests.feed.steering.measure            # figures
python -m tests.feed.steering.measure --misses   # and every sentence that was read otherwise
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from feed.steering import topics
from feed.steering.clocks import minutes_until
from feed.steering.parsing import Parsed, parse

NAMES = {name: (name,) for name in ("jonas", "lena", "mira")}
HERE = Path(__file__).parent
FILES = ("sentences.tsv", "held_out.tsv", "blind.tsv", "beside.tsv", "blind2.tsv", "blind3.tsv")
APART = ("held_out.tsv", "blind3.tsv")  # nobody tunes on these: their misses stay unread
AT = datetime(2026, 3, 3, 20, tzinfo=UTC)  # when all of it is said
NAMED = re.compile(r"(?P<how>topic:|no:|only:)(?P<name>[a-z]+)(?P<degree>[+-][123])?")
SIGNS = {0.3: "+1", 0.6: "+2", 1.0: "+3", -0.3: "-1", -0.6: "-2", -1.0: "-3"}


def sentences(name: str) -> Iterator[tuple[str, str, set[str]]]:
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            lang, text, expected = line.split("\t")
            yield lang, text, {"|".join(map(_ours, one.split("|"))) for one in expected.split()}


def _ours(expected: str) -> str:
    """An expectation in our words: minutes for a time of day, and what we call what a word means ("no:war")."""
    if clock := re.fullmatch(r"budget:(\d\d:\d\d)", expected):
        return f"budget:{minutes_until(f'until {clock[1]}', 'en', AT)[0]}"
    named = NAMED.fullmatch(expected)
    if not named or named["name"] in topics.known_names():
        return expected
    found = topics.meaning([named["name"]], "en")
    return (
        f"{named['how']}{found.name}{named['degree'] or ''}" if found and found.kind == "topics" else expected
    )


def told(parsed: Parsed) -> set[str]:
    """A reading in the notation of the files."""
    one, found = parsed.steering, set()
    for kind, short in (("topics", "topic"), ("moods", "mood"), ("looks", "look"), ("people", "person")):
        for key, weight in getattr(one, kind).items():
            name = f"@{key}" if kind == "people" else key
            found.add(
                f"word:{key[1:]}{SIGNS[weight]}" if key.startswith("=") else f"{short}:{name}{SIGNS[weight]}"
            )
    found |= {f"no:{name}" for name in one.without_topics} | {f"no:word:{name}" for name in one.without_words}
    found |= {f"no:@{name}" for name in one.without_people} | {f"only:@{name}" for name in one.only_people}
    found |= {f"only:{name}" for name in one.only_topics} | {f"ask:{ask.who}" for ask in parsed.questions}
    found |= {
        f"{name}{SIGNS[value]}"
        for name in ("length", "novelty", "friends", "speech")
        if (value := getattr(one, name))
    }
    found |= {f"{name}:{value:g}" for name, value in
              (("max", one.most_seconds), ("min", one.least_seconds), ("budget", one.minutes)) if value}  # fmt: skip
    switches = {"friends!": one.only_friends, "surprise": one.surprise, "today": parsed.for_today}
    switches |= {"reset": parsed.is_reset, "?": bool(parsed.unknown)}
    found |= {name for name, is_on in switches.items() if is_on}
    return {one.replace(" ", "_") for one in found}


def score(name: str, lang: str = "") -> tuple[float, float, list[str]]:
    """Recall, precision, and what was read otherwise."""
    right = expected_all = found_all = 0
    misses = []
    for its_lang, text, expected in sentences(name):
        if lang in ("", its_lang):
            found = told(parse(text, "en", at=AT, names=NAMES))
            met = [found.intersection(one.split("|")) for one in expected]  # a|b: either is right
            right, expected_all = right + sum(map(bool, met)), expected_all + len(expected)
            found_all += len(found)
            lacking = sorted(one for one, its in zip(expected, met, strict=True) if not its)
            wrong = sorted(found.difference(*met))
            if lacking or wrong:
                misses.append(f"{its_lang} {text}: {lacking} missing, {wrong} wrong")
    return right / expected_all, right / found_all, misses


if __name__ == "__main__":
    for file in FILES:
        for language in ("en", "de"):
            recall, precision, missed = score(file, language)
            number = sum(its == language for its, _text, _expected in sentences(file))
            print(f"{file} {language}: {number} sentences, recall {recall:.3f}, precision {precision:.3f}")
            if "--misses" in sys.argv and file not in APART:
                print("".join(f"  {miss}\n" for miss in missed), end="")
