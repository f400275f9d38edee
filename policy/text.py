"""Text as rules compare it: one spelling for umlauts and look-alikes, masks taken off, spelled-out words joined."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MENTION = re.compile(r"(?<![\w@])@([A-Za-z0-9_]{3,24})")
SOMEBODY = "@"  # stands for a mention among the words

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe", "ı": "i"}
)
# Cyrillic, Greek and phonetic letters that pass for Latin ones.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕкмтнвпгԁӏүһԛԝєиьїαβγδεηικνορστυχωᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡ",
    "aeopcyxijskmthbnrdlyhqweubiabydenikvopotuxwabcdefghijklmnoprstuvwyzag",
)
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s",
                       "!": "i", "|": "l", "€": "e", "+": "t", "£": "l"})  # fmt: skip
_BOXED = {start + place: chr(97 + place) for start in (0x1F130, 0x1F150, 0x1F170) for place in range(26)}
_LOOKALIKES.update({number: ord(letter) for number, letter in _BOXED.items()})
_CHUNK = re.compile(r"\S+")
_MASKED = re.compile(
    r"[^\W\d_][\w@$€£!|+]*[\d@$€£!|+][\w@$€£!|+]*[^\W\d_]|[\d@$€£|+][^\W\d_]{2,}|[^\W\d_]{2,}[\d$€£]"
)
_UNIT = re.compile(r"\d+(?:k|d|s|x|m|mm|cm|km|th|nd|rd|st|fps|er|ste|ten|sec|min|uhr|am|pm|bit)?")
_APART = re.compile(r"[^\W_](?:[._*·~-][\w@$€]){2,}[.!?,]?")  # single signs with something between: n.u.d.3
_HYPHEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_RUN = re.compile(r"([^\W\d_])\1{2,}")

_GERMAN = """der die das den dem des ein eine einen einem einer und oder nicht kein keine keinen ist sind war hat
haben wird werden mit auf im in am an zu zum zur von vom bei nach ueber unter fuer durch er es wir ihr ich du sich
auch nur wie als wenn dass sagt geht steht laeuft trinkt spielt tanzt sitzt sein seine ihre mein meine dein aus um vor
neben hinter zwischen gegen ohne sehr noch schon dann gerade niemals nie nichts etwas alle viele"""
_ENGLISH = """the a an and or not no is are was were has have had will would with on in at to from by of for he she it
we you they i his her their my your its this that these those as when while if only also says said goes stands runs
drinks plays dances sits into over under through behind between against without very still then never nothing some all
many out up down who which there here be been do does"""
GERMAN, ENGLISH = (
    frozenset(_GERMAN.split()),
    frozenset(_ENGLISH.split()),
)  # the small words that tell a language


def folded(text: str) -> str:
    """This function will give the text in NFKC, small letters, one blank between words, no invisible signs."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return " ".join("".join(sign for sign in plain if unicodedata.category(sign) != "Cf").split())


def spelled(text: str) -> str:
    """This function will write folded text in plain letters: ä as ae, é as e."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(_UMLAUTS))
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Mn")


def words(text: str) -> list[str]:
    """This function will list the words as they are written; a mention is the one word SOMEBODY."""
    return _listed(spelled(folded(MENTION.sub(" \x00 ", text))))


def _listed(plain: str) -> list[str]:
    return [SOMEBODY if word == "\x00" else word for word in re.findall(r"\x00|[^\W_]+", plain)]


@lru_cache(2048)
def unmasked(text: str) -> tuple[str, ...]:
    """This function will list the words with masks taken off: look-alikes, leet, dots inside, letters spelled apart."""
    plain = spelled(folded(MENTION.sub(" \x00 ", text)))
    chunks = [_bare(chunk) for chunk in _CHUNK.findall(plain)]
    found = _joined_letters(_listed(" ".join(_RUN.sub(r"\1\1", chunk) for chunk in chunks)))
    single = [word for chunk in chunks if _RUN.search(chunk) for word in _listed(_RUN.sub(r"\1", chunk))]
    hyphened = [chunk.replace("-", "") for chunk in chunks if _HYPHEN.fullmatch(chunk)]
    return (*found, *single, *hyphened)


def _bare(chunk: str) -> str:
    latin = any("a" <= sign <= "z" for sign in chunk)
    seen = chunk.translate(_LOOKALIKES)
    if latin or seen.isascii():
        chunk = seen
    if _APART.fullmatch(chunk):
        chunk = re.sub(r"[^\w@$€]|_", "", chunk)
    chunk = re.sub(r"(?<=[^\W\d_])[._*·~’']+(?=[^\W\d_])", "", chunk)
    core = chunk.strip(".,;:?!()[]{}\"'“”„«»‚‘’…")
    if _MASKED.fullmatch(core) and not _UNIT.fullmatch(core):
        chunk = core.translate(_LEET)
    return chunk


def _joined_letters(listed: list[str]) -> list[str]:
    """Three and more single letters in a row are one word: b e e r."""
    found: list[str] = []
    run: list[str] = []
    for word in [*listed, ""]:
        if len(word) == 1 and word.isalpha():
            run.append(word)
            continue
        found += ["".join(run)] if len(run) > 2 else run
        if len(run) > 3 and run[0] in "ai":  # "a b e e r"
            found.append("".join(run[1:]))
        run = []
        if word:
            found.append(word)
    return found


def tongue(listed: list[str] | tuple[str, ...]) -> str:
    """This function will guess the language of the words: en, de, or "" where nothing or both speak for it."""
    german = sum(word in GERMAN for word in listed)
    english = sum(word in ENGLISH for word in listed)
    if german == english:
        return ""
    return "de" if german > english else "en"
