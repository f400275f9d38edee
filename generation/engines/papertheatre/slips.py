"""Words with one letter wrong ("withc", "klavir"): the word of the vocabulary that was meant, where only one can be."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from generation.engines.papertheatre import lexicon, words

SHORTEST = (4, 5, 5, 5, 7)  # letters a word must have for each kind of slip, the likeliest first
DOUBLED, SWAPPED, LOST, ADDED, OTHER = range(5)


@lru_cache(maxsize=20_000)
def meant(text: str, lang: str) -> str | None:
    """The known word that `text` is a slip of; None for words that exist and where two could be meant."""
    word = text.lower()
    if not word.isalpha() or not min(SHORTEST) <= len(word) <= words.LONGEST_WORD or _exists(text, lang):
        return None
    foreign = _exists(text, lexicon.LANGUAGES[lang == "en"])
    near = {form for part in _shortened(word) for form in _forms(lang).get(part, ())}
    slips = sorted((slip, form) for form in near if (slip := _slip(word, form)) is not None)
    likely = [form for slip, form in slips if slip == slips[0][0]]
    if len(likely) != 1 or len(word) < SHORTEST[slips[0][0]] or (foreign and slips[0][0] != DOUBLED):
        return None
    return likely[0].capitalize() if text[0].isupper() else likely[0]


def _exists(text: str, lang: str) -> bool:
    return any(words.is_word_of(form, lang) for form in {text, text.lower()})


@lru_cache(maxsize=2)
def _forms(lang: str) -> dict[str, set[str]]:
    """Every word of the vocabulary by itself and by what is left of it without one of its letters."""
    index: dict[str, set[str]] = defaultdict(set)
    for concept in lexicon.concepts():
        for word in (concept.says(lang) or "").lower().split(","):
            for form in _inflected(word.strip(), concept.kind, lang):
                for part in _shortened(form):
                    index[part].add(form)
    return index


def _inflected(word: str, kind: str, lang: str) -> Iterator[str]:
    if len(word) < min(SHORTEST) or not word.isalpha():
        return
    yield word
    if lang == "en" and kind in ("figure", "action"):
        yield f"{word}s"
    elif kind == "action" and word.endswith("en"):
        yield from (word[:-2] + ending for ending in lexicon.VERB_ENDINGS)


def _shortened(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}  # the first letter is right


def _slip(said: str, form: str) -> int | None:
    """What went wrong between `form` and `said`; None for more than one letter."""
    short, long = sorted((said, form), key=len)
    if len(long) - len(short) == 1:
        at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
        if long[:at] + long[at + 1 :] != short:
            return None
        return DOUBLED if long[at] == long[at - 1] else LOST if short == said else ADDED
    differ = [i for i, (a, b) in enumerate(zip(said, form, strict=False)) if a != b]
    if len(said) != len(form) or not differ:
        return None
    if len(differ) == 1:
        return OTHER
    swapped = [said[i] for i in differ] == [form[i] for i in reversed(differ)]
    return SWAPPED if len(differ) == 2 and differ[1] - differ[0] == 1 and swapped else None
