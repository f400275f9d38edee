""" "Less of this": of what? The things one clip offers as an answer, each with the words for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from feed.steering import topics
from feed.steering.models import Less, LessOf
from feed.steering.shelving import family_of, marks_of_clip
from generation.models import Clip

TOPICS_SHOWN = 6
LONG = 8.0  # seconds; shorter clips are short


@dataclass(frozen=True)
class Choice:
    """One thing of a clip somebody may want less of."""

    what: LessOf
    name: str
    words: str


def choices_of(clip: Clip) -> list[Choice]:
    """This function will list what of a clip one can want less of, the maker first."""
    marks = marks_of_clip(clip)
    found = [Choice(LessOf.MAKER, clip.author.handle, less_words(LessOf.MAKER, clip.author.handle))]
    for letter, what in (("c", LessOf.LIKENESS), ("t", LessOf.TOPIC), ("l", LessOf.LOOK)):
        named = [mark[2:] for mark in marks if mark[0] == letter]
        named = sorted(named, key=lambda name: -len(topics.with_above(name)))[:TOPICS_SHOWN]
        found += [Choice(what, name, less_words(what, name)) for name in named]
    if any(mark[0] == "s" for mark in marks):
        found.append(Choice(LessOf.SOUND, "spoken", less_words(LessOf.SOUND, "spoken")))
    length = "long" if clip.seconds >= LONG else "short"
    found.append(Choice(LessOf.LONG, length, less_words(LessOf.LONG, length)))
    family = family_of(clip)
    return [*found, Choice(LessOf.COPIES, family, less_words(LessOf.COPIES, family))]


def less_words(what: str, name: str) -> str:
    """This function will say what somebody wants less of."""
    lang = get_language() or "en"
    match what:
        case LessOf.MAKER:
            return _("clips by @%(handle)s") % {"handle": name}
        case LessOf.LIKENESS:
            return _("clips with @%(handle)s in them") % {"handle": name}
        case LessOf.TOPIC:
            return topics.label("topics", name, lang)
        case LessOf.LOOK:
            return _("this look: %(look)s") % {"look": topics.label("looks", name, lang)}
        case LessOf.SOUND:
            return _("clips in which somebody speaks")
        case LessOf.LONG:
            return _("clips as long as this one") if name == "long" else _("clips as short as this one")
        case _:
            return _("this clip and what was made from it")


def row_words(row: Less) -> str:
    return less_words(row.what, row.name)
