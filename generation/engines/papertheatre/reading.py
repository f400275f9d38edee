"""Tokens into words with one meaning each: phrases by the lexicon, ambiguity by what stands around."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generation.engines.papertheatre import lexicon, slips
from generation.engines.papertheatre.lexicon import Concept, Match
from generation.engines.papertheatre.repertoire import FIGURES
from generation.engines.papertheatre.words import Token

QUALITIES = ("colour", "size", "attribute")
NOUNS = ("figure", "garment", "set", "time", "weather", "camera", "style", "sound", "light", "season", "mood")
BEFORE_NOUNS = frozenset(("definite", "indefinite", "numbers", "many", "prepositions", "number", *QUALITIES))
NOUN_ORDER = ("style", "camera", *QUALITIES, *NOUNS, "action")
VERB_ORDER = ("action", "camera", "weather", *NOUNS, *QUALITIES)
GRAMMAR_ORDER = (
    "copulas", "nobody", "empty", "negations", "numbers", "many", "roles", "breaks", "joins", "indefinite",
    "definite", "pronouns", "prepositions", "naming", "fillers",
)  # fmt: skip
NOMINAL_VERBS = frozenset(
    (
        "walk",
        "run",
        "sleep",
        "dance",
        "jump",
        "swim",
        "ride",
        "dive",
        "hug",
        "kiss",
        "wave",
        "cry",
        "laugh",
        "rest",
    )
)
TUMBLES = ("somersault", "cartwheel", "handstand")
FLOWN = frozenset("steigen steigt lässt lassen wind herbst schnur leine herbstwind".split())  # noqa: SIM905
ASIDE = frozenset(
    ("behind", "under", "beside", "near", "next to", "in front of", "hinter", "unter", "neben", "hinterm")
)
PLACING = ("prepositions", "relations")
NEAR = 6  # tokens within which a quoted line makes a verb a verb of saying


@dataclass
class Word:
    """A phrase of the prompt with the meaning chosen for it. `kind`: a vocabulary or grammar kind, or unknown."""

    kind: str
    text: str
    concept: Concept | None = None
    inflected: bool = False
    before: tuple[Concept, ...] = ()
    strange: str = ""
    options: frozenset[str] = field(default_factory=frozenset)

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def lemma(self) -> str:
        return self.concept.lemma if self.concept else self.lower


def read(tokens: list[Token], lang: str, names: Mapping[str, str]) -> list[Word]:
    """All words in order. `names` maps the cameos' names, lower case, to their handles."""
    tokens = _spread(tokens, lang)
    words: list[Word] = []
    at = 0
    while at < len(tokens):
        word, taken = _word(tokens, at, words, lang, names)
        words.append(word)
        at += taken
    return words


def _spread(tokens: list[Token], lang: str) -> list[Token]:
    """Hyphenated words the lexicon does not know, taken apart."""
    spread = []
    for token in tokens:
        if token.kind == "word" and "-" in token.text and not lexicon.find([token.text], lang):
            spread += [Token("word", part) for part in token.text.split("-") if part]
        else:
            spread.append(token)
    return spread


def _word(
    tokens: list[Token], at: int, words: list[Word], lang: str, names: Mapping[str, str]
) -> tuple[Word, int]:
    token = tokens[at]
    if token.lower == "drachen" and lang == "de" and not _flown(tokens):
        token = Token("word", "Drache")
        tokens = [*tokens[:at], token, *tokens[at + 1 :]]
    name = token.lower.removesuffix("'s").removesuffix("’s")
    if token.kind == "word" and name in names:
        return Word("handle", names[name]), 1
    if token.kind not in ("word", "emoji"):
        return Word(token.kind, token.text), 1
    ahead = [t.text for t in _run_of_words(tokens, at)]
    if lang == "de" and ahead[1:2] == ["Paar"]:
        ahead = ahead[:1]  # two people, not "ein paar"
    match = lexicon.find(ahead, lang)
    if not match and not _is_name(token.text, words, lang) and (meant := slips.meant(token.text, lang)):
        ahead = [meant]
        match = lexicon.find(ahead, lang)
    text = " ".join(ahead[: match.length]) if match else token.text
    if not match:
        return Word("unknown", text), 1
    kind = _kind(match, text, tokens, at, words, lang)
    if kind == "unknown":
        return Word("unknown", text), match.length
    concept = match.concepts[kind]
    word = Word(kind, text, concept, match.inflected, match.before, match.strange, frozenset(match.concepts))
    return word, match.length


def _is_name(text: str, words: list[Word], lang: str) -> bool:
    """True for an English word with a capital inside the sentence."""
    return lang == "en" and _is_noun(text, words)


def _flown(tokens: list[Token]) -> bool:
    """True if "Drachen" are the kind that rises on a string."""
    return any(token.lower in FLOWN for token in tokens)


def _run_of_words(tokens: list[Token], at: int) -> list[Token]:
    run = []
    for token in tokens[at : at + lexicon.LONGEST_PHRASE]:
        if token.kind not in ("word", "emoji"):
            break
        run.append(token)
    return run


def _kind(match: Match, text: str, tokens: list[Token], at: int, words: list[Word], lang: str) -> str:
    options = match.concepts
    if {"says", "naming"} <= set(options) and not (words and _can_speak(words[-1])):
        return "naming"
    if "says" in options and _speaks(tokens, at, words):
        return "says"
    if len(options) == 1:
        only = next(iter(options))
        return _alone(only, text, match, words, lang)
    after = tokens[at + match.length] if at + match.length < len(tokens) else None
    content = [kind for kind in options if kind in NOUN_ORDER]
    grammar = [kind for kind in GRAMMAR_ORDER if kind in options]
    if grammar and (not content or not (lang == "de" and _is_noun(text, words))):
        return grammar[0]
    placed = [word.lower for word in words[-3:] if word.kind in PLACING]
    if {"figure", "set"} <= set(content) and placed:
        return (
            "figure" if placed[-1] in ASIDE else "set"
        )  # "on the ice", but "behind the barn" and "eats ice"
    order = NOUN_ORDER if _noun_follows(text, words, lang) else VERB_ORDER
    worn = words and "garment" in content and "mit" in (w.lower for w in words[-3:])
    if lang == "de" and "figure" in content and _is_noun(text, words):
        return "garment" if worn else "figure"  # "ein Junge" is not young
    if "action" in content and order is NOUN_ORDER and after is None:
        order = tuple(kind for kind in NOUN_ORDER if kind not in QUALITIES)
    return next((kind for kind in order if kind in content), "action" if "says" in options else "unknown")


def _alone(only: str, text: str, match: Match, words: list[Word], lang: str) -> str:
    if only == "says":
        return "says"
    if (
        only == "set"
        and lang == "en"
        and match.inflected
        and words
        and words[-1].kind in ("figure", "handle")
    ):
        return "unknown"  # "a robot waters flowers"
    verb = match.concepts[only].lemma
    if only != "action" or not _noun_follows(text, words, lang):
        return only
    if lang == "de":
        played = text.lower().endswith("n") or verb in TUMBLES or not _is_noun(text, words)
        return only if played else "unknown"
    if not words or text.lower().endswith("ing") or verb in NOMINAL_VERBS:
        return only
    if words[-1].kind in (*QUALITIES, "numbers"):
        return only
    if words[-1].kind == "comma" and text.lower().split()[0].endswith("s"):
        return only  # "the queen, in a cape, sits"
    return only if words[-1].lower in ("to", "that", "which") else "unknown"


def _speaks(tokens: list[Token], at: int, words: list[Word]) -> bool:
    """True if a quoted line is near: it follows soon, or stood just before, or a colon follows."""
    for token in tokens[at + 1 : at + 1 + NEAR]:
        if token.kind in ("quote", "colon"):
            return True
        if token.kind == "end":
            break
    return any(word.kind == "quote" for word in words[-3:])


def _can_speak(word: Word) -> bool:
    if word.kind == "figure" and word.concept is not None:
        return FIGURES.get(word.concept.shown_as) in ("person", "animal")
    return word.kind in ("handle", "pronouns")


def _is_noun(text: str, words: list[Word]) -> bool:
    """True for a German noun: a capital inside the sentence."""
    return text[:1].isupper() and bool(words) and words[-1].kind not in ("end", "quote", "colon")


def _noun_follows(text: str, words: list[Word], lang: str) -> bool:
    if lang == "de" and words and words[-1].kind not in ("end", "quote", "colon"):
        return text[:1].isupper() or (words[-1].kind in BEFORE_NOUNS and words[-1].kind != "prepositions")
    if not words:
        return not text.lower().endswith("ing")
    before = words[-1]
    if before.kind == "prepositions" and before.lower == "to":
        return False
    if before.kind == "action" and before.lower.endswith("ing") and len(words) > 1:
        return words[-2].kind in BEFORE_NOUNS  # "under falling leaves"
    return before.kind in BEFORE_NOUNS or before.kind in ("end", "comma", "colon")
