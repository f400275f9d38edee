"""A prompt as text: cleaning, quoted lines, tokens, lemmas. Knows the form of words, not what they show."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import simplemma

LONGEST = 10_000  # characters of a prompt that are read; what follows is reported, not read
LONGEST_WORD = 60
ZERO_WIDTH_JOINER = "\u200d"
OPEN, CLOSE = "\ue000", "\ue001"  # private-use marks that stand for a quoted line inside the text
SHOTS = {
    "\ue002": "cut",
    "\ue003": "fade",
    "\ue004": "curtain",
    "\ue005": "page",
    "\ue006": "match",
}  # and for a new shot

_SINGLE = r"(?:[^'’‘]|['’](?=\w))"
QUOTED = re.compile(
    r'"(?P<a>[^"“”]*)["“”]|“(?P<b>[^“”"]*)[“”"]|„(?P<c>[^“”"]*)[“”"]|”(?P<k>[^”]*)”'
    r"|«(?P<d>[^«»]*)»|»(?P<e>[^«»]*)[«»]|‹(?P<f>[^‹›]*)›|›(?P<g>[^‹›]*)[‹›]"
    rf"|‚(?P<h>{_SINGLE}*)[‘’']|(?<!\w)['‘](?P<i>{_SINGLE}+)['’](?!\w)"
    r'|["“„«](?P<j>[^"“”„«»]+)$'
)
_PICTURE = "\u2190-\u2bff\u3030\U0001f000-\U0001faff"
EMOJI = re.compile(f"[{_PICTURE}](?:[\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[{_PICTURE}])*")
TOKEN = re.compile(
    rf"{OPEN}(?P<quote>\d+){CLOSE}|(?P<shot>[\ue002-\ue006])|(?<!\w)@(?P<handle>\w[\w.-]*)|(?P<number>\d+)|"
    r"(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)|(?P<colon>:)|(?P<end>[.!?;\n]+)|(?P<comma>[,–—()/…])|"
    rf"(?P<emoji>{EMOJI.pattern})"
)


@dataclass(frozen=True)
class Token:
    """One piece of the prompt. `kind`: word, number, handle, quote, shot, colon, comma, end or emoji."""

    kind: str
    text: str

    @property
    def lower(self) -> str:
        return self.text.lower()


def clean(prompt: str) -> str:
    """Composed Unicode without control, bidirectional, private or broken characters."""
    text = unicodedata.normalize("NFC", "".join(_kept(c) for c in prompt[:LONGEST]))
    return re.sub(r"[^\S\n]+", " ", text).strip()


def _kept(character: str) -> str:
    if character in (ZERO_WIDTH_JOINER, "\n"):
        return character
    category = unicodedata.category(character)
    if category == "Cf":  # soft hyphens and direction marks stand inside words
        return ""
    return " " if category[0] == "C" else character


def take_quotes(text: str) -> tuple[str, list[str]]:
    """The text with a mark in place of each quoted line, and the lines."""
    lines: list[str] = []

    def mark(match: re.Match[str]) -> str:
        line = " ".join((next((g for g in match.groups() if g), "")).split())
        if not any(c.isalnum() for c in line):
            return " "
        lines.append(line)
        return f" {OPEN}{len(lines) - 1}{CLOSE} "

    return QUOTED.sub(mark, text), lines


_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|eins|zwei|drei|vier|fünf)"
_CUTS = (  # in a prompt's text -> the transition they ask for
    (rf"\b(?:shot|scene|szene|einstellung|bild|akt|act)\s+{_NUMBER}\s*[:.–-]", "cut"),
    (r"\b(?:(?:and )?then )?match cuts?(?: to)?\b:?|\bmatch-?cut(?: auf| zu)?\b:?", "match"),
    (r"\b(?:(?:and )?then )?(?:we )?(?:hard |smash )?cuts? to\b:?|\bschnitt(?: auf\b| zu\b|\s*:)", "cut"),
    (r"\b(?:(?:and )?then )?(?:it )?(?:fades?|dissolves?) to\b:?|\bblende(?: auf\b| zu\b|\s*:)", "fade"),
    (r"\büberblendung(?: auf\b| zu\b|\s*:)|\bcross-?fade(?: to\b|\s*:)", "fade"),
    (r"\bthe page turns\b:?|\bpage turn(?: to\b|\s*:)|\bumblättern\s*:", "page"),
    (r"\bnext act\s*:|\bcurtain\s*:|\bvorhang\s*:", "curtain"),
)
CUTS = [(re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _CUTS]


def mark_shots(text: str) -> str:
    """The text with a mark where a new shot begins."""
    signs = {kind: sign for sign, kind in SHOTS.items()}
    for pattern, kind in CUTS:
        text = pattern.sub(f" {signs[kind]} ", text)
    return text


def tokens(text: str) -> list[Token]:
    found = []
    for match in TOKEN.finditer(text):
        kind = str(match.lastgroup)
        value = match.group(kind)
        if kind == "handle":
            value = value.rstrip(".-")
        if kind == "emoji":
            value = plain_emoji(value)
        if value:
            found.append(Token(kind, value))
    return found


def plain_emoji(emoji: str) -> str:
    """An emoji without skin tone and presentation marks."""
    return re.sub("[\ufe0f\U0001f3fb-\U0001f3ff]", "", emoji)


@lru_cache(maxsize=20_000)
def lemma(word: str, lang: str) -> str:
    """The dictionary form in lower case. German nouns written small are looked up as nouns too."""
    if len(word) > LONGEST_WORD:
        return word.lower()
    found = simplemma.lemmatize(word, lang=lang)
    if found == word and word.isupper():
        found = simplemma.lemmatize(word.lower(), lang=lang)
    return found.lower()


@lru_cache(maxsize=20_000)
def is_word_of(word: str, lang: str) -> bool:
    return len(word) <= LONGEST_WORD and simplemma.is_known(word, lang=lang)
