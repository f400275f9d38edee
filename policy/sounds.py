"""How words sound, roughly: letters to a coarse phoneme string, English and German, and words spelled out aloud.

Not a dictionary: a few dozen rules, enough for "wine" and "whine", "Bier" and "Bihr", "seggs" and "sex" to meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from policy.lexicon import LANGUAGES, plain_entries, reading
from policy.text import ENGLISH, GERMAN, folded, spelled, unmasked, words

# Capital letters are sounds that are done; small ones are still to be read. In order.
_ENGLISH = (
    (r"^kn|^gn", "n"), (r"^wr", "r"), (r"^wh", "w"), (r"^ps", "s"), (r"^x", "z"), (r"mb$", "m"), (r"mn$", "m"),
    (r"^(b|p|w|t|sw)ear(?=s?$)", r"\1AER"), (r"ious$", "IUs"), (r"tious$", "XUs"),
    (r"^(bl|fl)ood", r"\1Vd"), (r"gne$", "ne"), (r"i(?=[bdgpt]les?$)|y(?=[bdgpt]els?$)", "AI"), (r"le$|el$", "3l"),
    (r"tion", "XVn"), (r"sion", "XVn"), (r"sch", "sk"), (r"tch", "CH"), (r"ch", "CH"), (r"sh", "X"), (r"th", "T"),
    (r"ph", "f"), (r"igh", "AI"), (r"augh|ough", "O"), (r"gh", ""), (r"ck", "k"), (r"qu", "kw"), (r"dge", "J"),
    (r"ee|ea|ie(?=[a-z])|ei|eye(?=.)", "I"),
    (r"oo|ou(?=p)|ew|ue$", "U"), (r"ai|ay|ey(?=.)", "EI"), (r"oa|oe|ow$", "OU"), (r"ou|ow", "AU"), (r"oi|oy", "OI"),
    (r"au|aw", "O"), (r"a(?=[bcdfgklmnpqstvz]es?$)", "EI"), (r"i(?=[bcdfgklmnpqrstvz]es?$)", "AI"),
    (r"y(?=[bcdfgklmnpqrstvz]es?$)", "AI"),
    (r"o(?=[bcdfgklmnpqrstvz]es?$)", "OU"), (r"u(?=[bcdfgklmnpqrstvz]es?$)", "U"),
    (r"(?<=[bcdfghjklmnpqrstvwxzXTJ])es$", "s"), (r"(?<=[bcdfghjklmnpqrstvwxzXTJ])e$", ""), (r"(?<=.)ed$", "d"),
    (r"c(?=[eiyI])", "s"), (r"g(?=[eiy](?!r))", "J"), (r"[cq]", "k"), (r"x", "ks"), (r"j", "J"), (r"y$|ies?$", "i"),
    (r"[eiu]r", "3r"), (r"u(?=[^aeiou]|$)", "V"),
    (r"y", "i"), (r"z", "s"), (r"gs$", "ks"), (r"ds$", "ts"), (r"(?<=.)h(?![aeiou])", ""),
)  # fmt: skip
_GERMAN = (
    (r"ieh|ih|ie", "I"), (r"eih|ei|ai|ey|ay", "AI"), (r"aeu|eu|oi|oy", "OI"), (r"(?<=[aeouAIOE])h", ""),
    (r"d(?=[kst])", "t"),
    (r"tsch", "CH"), (r"sch", "X"), (r"^st", "Xt"), (r"^sp", "Xp"), (r"chs|cks|ks|x|ggs|gs", "KS"), (r"ch", "H"),
    (r"ck", "k"), (r"ph|v", "f"), (r"w", "V"), (r"qu", "kV"), (r"tz|ts|zz|z", "TS"), (r"th|dt", "t"),
    (r"ae", "E"), (r"oe", "Q"), (r"ue", "Y"), (r"y", "Y"), (r"c(?=[eiyI])", "TS"), (r"c", "k"), (r"j", "J"),
    (r"aa", "a"), (r"ee", "e"), (r"oo|oh", "o"), (r"b$", "p"), (r"d$", "t"), (r"g$", "k"),
)  # fmt: skip
STEM = 5  # sounds a stem must have to be heard at the beginning of a longer word
_RULES = {"en": _ENGLISH, "de": _GERMAN}

_LETTERS = {
    "en": "a:a ay eh,b:b be bee,c:c see sea cee,d:d dee,e:e ee,f:f eff ef,g:g gee jee,h:h aitch,i:i eye ai,j:j jay,k:k kay,"
    "l:l el ell,m:m em,n:n en,o:o oh owe,p:p pee pea,q:q cue queue,r:r are ar,s:s ess es,t:t tee tea,u:u you yu,v:v vee,"
    "w:w doubleyou,x:x ex,y:y why wye,z:z zee zed",
    "de": "a:a ah,b:b be beh,c:c ce ze zeh,d:d de deh,e:e eh,f:f ef eff,g:g ge geh,h:h ha hah,i:i ih,j:j jot,k:k ka kah,"
    "l:l el ell,m:m em emm,n:n en enn,o:o oh,p:p pe peh,q:q ku kuh,r:r er err,s:s es ess,t:t te teh,u:u uh,v:v vau fau,"
    "w:w we weh,x:x ix,y:y ypsilon,z:z zet zett",
}  # fmt: skip


@lru_cache(8192)
def sound(word: str, language: str) -> str:
    """This function will give the coarse sound of a word in plain small letters, read by a language's rules."""
    heard = (
        re.sub(r"([^aeiou])\1+", r"\1", word)
        if language == "en"
        else re.sub(r"([^aeioucgs])\1+", r"\1", word)
    )
    for spelling, said in _RULES[language]:
        heard = re.sub(spelling, said, heard)
    return re.sub(r"(.)\1+", r"\1", heard.upper())


@cache
def _letters(language: str) -> dict[str, str]:
    pairs = (entry.split(":") for entry in _LETTERS[language].split(","))
    return {name: letter for letter, names in pairs for name in names.split()}


def spelled_out(listed: Sequence[str], language: str) -> Iterator[str]:
    """This function will give what runs of three and more letter names spell, whole and in parts: bee ee ee are."""
    names = _letters(language)
    run = ""
    for word in [*listed, ""]:
        if word in names:
            run += names[word]
            continue
        if len(run) > 2:
            for start in range(len(run) - 2):
                yield from (run[start:end] for end in range(start + 3, min(len(run), start + 14) + 1))
        run = ""


def broken_up(listed: Sequence[str], language: str) -> Iterator[str]:
    """This function will join neighbours that are no words of the language by themselves: be er, wod ka."""
    common = ENGLISH if language == "en" else GERMAN
    for one, other in pairwise(listed):
        short = len(one) + len(other) <= 8 and min(len(one), len(other)) < 4
        if short and not (one in common and other in common):
            yield one + other


@cache
def _heard(group: str) -> dict[str, dict[str, set[str]]]:
    """Sound → rules, by the language whose rules read it."""
    found: dict[str, dict[str, set[str]]] = {language: {} for language in LANGUAGES}
    for rule, language, word in (*plain_entries(group), *plain_entries(group, stems=True)):
        found[language].setdefault(sound(word, language), set()).add(rule)
    return found


@cache
def _stems(group: str) -> dict[str, dict[str, set[str]]]:
    """The same for stems, which are heard at the beginning of a word."""
    found: dict[str, dict[str, set[str]]] = {language: {} for language in LANGUAGES}
    for rule, language, stem in plain_entries(group, stems=True):
        if len(key := sound(stem, language)) >= STEM:
            found[language].setdefault(key, set()).add(rule)
    return found


def _by_ear(group: str, word: str, language: str) -> set[str]:
    key = sound(word, language)
    stems = _stems(group)[language]
    begun = (stems.get(key[:end], set()) for end in range(STEM, len(key) + 1))
    return set().union(_heard(group)[language].get(key, set()), *begun)


@cache
def _written(group: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for rule, _language, word in plain_entries(group):
        found.setdefault(word, set()).add(rule)
    return found


def heard(group: str, text: str) -> frozenset[str]:
    """This function will name the rules of the group that the text breaks to the ear: homophones, letters read out."""
    said = _without_apostrophes(text)
    as_said, listed = words(said), [word for word in unmasked(said) if word.isalpha()]
    guessed = reading(text).language
    found: set[str] = set()
    for language in LANGUAGES if not guessed else (guessed,):
        common = ENGLISH if language == "en" else GERMAN
        for word in listed:
            if len(word) > 2 and word not in common:
                found |= _by_ear(group, word, language)
        for word in (*spelled_out(as_said, language), *broken_up(as_said, language)):
            found |= _written(group).get(word, set())
    return frozenset(found)


def _without_apostrophes(text: str) -> str:
    return re.sub(r"\w+['’]\w+", " ", spelled(folded(text)))
