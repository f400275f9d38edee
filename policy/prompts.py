"""What a prompt may say. Pure functions over text; the words are in lexicon.toml, how they are found in lexicon.py."""

import re
import unicodedata
from dataclasses import dataclass

from policy import lexicon
from policy.reasons import Category, Refusal, refusal
from policy.text import MENTION

MAX_LENGTH = 2_000  # characters
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
    found = {Category(name) for name in lexicon.found("categories", text)}
    if QUOTED.search(text):
        found.add(Category.SPEECH)
    return frozenset(found)


def hard_rules(text: str) -> tuple[Refusal, ...]:
    """This function will name the rules of the instance that the words break, whoever is cast."""
    young, sexual = lexicon.minors()
    read = lexicon.reading(text)
    if read.matches(young) and read.matches(sexual):
        return (refusal("SEXUAL_MINORS"),)
    return tuple(refusal(name) for name in sorted(lexicon.found("hard", text)))


def check_prompt(text: str) -> Verdict:
    """This function will judge a prompt by shape, then by the hard rules, and find its categories."""
    if wrong := _shape(text):
        return Verdict((wrong,), frozenset())
    return Verdict(hard_rules(text), categories_of(text))
