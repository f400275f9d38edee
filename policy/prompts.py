"""What a prompt, or a spoken line, may say. Pure functions over text; the words are in lexicon.toml."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from policy.reasons import Category, Refusal, refusal

MAX_LENGTH = 2_000  # characters
MENTION = re.compile(r"(?<![\w@])@([A-Za-z0-9_]{3,24})")
QUOTED = re.compile('["“„«»‚‘](?P<line>[^"“”„«»‚‘’]{1,400})["”“»«‘’]')
_ALLOWED_CONTROLS = {"\n", "\r", "\t", "\u200d", "\u200c", "\u200e", "\u200f", "\ufe0f"}


@dataclass(frozen=True)
class Verdict:
    """`refusals` empty means allowed; `categories` is what the likeness rules are asked about."""

    refusals: tuple[Refusal, ...]
    categories: frozenset[Category]

    @property
    def is_allowed(self) -> bool:
        return not self.refusals


@cache
def _lexicon() -> dict[str, dict[str, re.Pattern[str]]]:
    with (Path(__file__).parent / "lexicon.toml").open("rb") as file:
        data = tomllib.load(file)
    return {
        group: {
            name: re.compile(r"\b(?:" + "|".join(map(re.escape, stems)) + ")") for name, stems in rows.items()
        }
        for group, rows in data.items()
    }


def folded(text: str) -> str:
    """This function will give the text as the lexicon compares it: NFKC, small letters, no invisible signs."""
    plain = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return re.sub(r"\s+", " ", kept) + " "


def mentions(text: str) -> list[str]:
    """This function will list the @handles of a prompt in order, small letters, repeats kept.

    What lies behind the longest prompt that is allowed is not read: such a prompt is refused.
    """
    return [handle.lower() for handle in MENTION.findall(text[:MAX_LENGTH])]


def has_control_characters(text: str) -> bool:
    return any(
        unicodedata.category(sign) in ("Cc", "Cf", "Cs") and sign not in _ALLOWED_CONTROLS for sign in text
    )


def _shape(text: str) -> Refusal | None:
    if not text.strip():
        return refusal("PROMPT_EMPTY")
    if len(text) > MAX_LENGTH:
        return refusal("PROMPT_TOO_LONG", length=len(text), limit=MAX_LENGTH)
    if has_control_characters(text):
        return refusal("PROMPT_CONTROL_CHARACTERS")
    if not any(unicodedata.category(sign).startswith("L") for sign in MENTION.sub("", text)):
        return refusal("PROMPT_WITHOUT_WORDS")
    return None


def categories_of(text: str) -> frozenset[Category]:
    """This function will say which categories the words touch; quoted speech counts as SPEECH too."""
    plain = folded(text)
    found = {Category(name) for name, words in _lexicon()["categories"].items() if words.search(plain)}
    if QUOTED.search(text):
        found.add(Category.SPEECH)
    return frozenset(found)


def hard_rules(text: str) -> tuple[Refusal, ...]:
    """This function will name the rules of the instance that the words break, whoever is cast."""
    plain, lexicon = folded(text), _lexicon()
    if lexicon["minors"]["words"].search(plain) and lexicon["minors"]["sexual"].search(plain):
        return (refusal("SEXUAL_MINORS"),)
    return tuple(refusal(name) for name, words in lexicon["hard"].items() if words.search(plain))


def check_prompt(text: str) -> Verdict:
    """This function will judge a prompt by shape, then by the hard rules, and find its categories."""
    if wrong := _shape(text):
        return Verdict((wrong,), frozenset())
    return Verdict(hard_rules(text), categories_of(text))
