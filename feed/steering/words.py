"""A steering in words and as chips: what a person reads of what was understood, in their language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from feed.steering import topics
from feed.steering.steering import WEIGHTED, Because, Effect, Steering

NAMED = 3  # wishes that are named in one sentence


@dataclass(frozen=True)
class Chip:
    """One thing that was understood. `field` is what the form calls it; one without a slider is on or off."""

    field: str
    words: str
    weight: float = 0.0
    has_slider: bool = True
    is_out: bool = False
    is_only: bool = False

    @property
    def percent(self) -> int:
        return round(self.weight * 100)

    @property
    def amount(self) -> str:
        return amount_words(self.weight)


def amount_words(weight: float) -> str:
    """This function will say how much a weight is."""
    if abs(weight) < 0.15:
        return _("as always")
    steps = (
        [_("a bit more"), _("more"), _("much more")]
        if weight > 0
        else [_("a bit less"), _("less"), _("much less")]
    )
    return steps[0 if abs(weight) < 0.45 else 1 if abs(weight) < 0.8 else 2]


def quoted(text: str) -> str:
    """This function will put words between the marks of the active language."""
    return _("“%(text)s”") % {"text": text}


def name_words(kind: str, name: str) -> str:
    """This function will give the everyday word for what a wish is about."""
    lang = get_language() or "en"
    if kind in ("people", "makers", "likenesses"):
        return f"@{name}"
    if name.startswith("="):
        return quoted(name[1:])
    is_mood = kind == "moods" or name in topics.mood_names()
    return topics.label("moods" if is_mood else kind, name, lang)


def chips_of(steering: Steering) -> list[Chip]:
    """This function will list everything a steering asks for, as chips: first what has sliders."""
    chips = [
        Chip(f"{kind}:{name}", name_words(kind, name), weight)
        for kind in WEIGHTED
        for name, weight in getattr(steering, kind).items()
    ]
    scales = {"length": _("longer clips"), "novelty": _("people and makers I do not know"),
              "friends": _("people I follow"), "speech": _("spoken words")}  # fmt: skip
    chips += [
        Chip(name, words, weight) for name, words in scales.items() if (weight := getattr(steering, name))
    ]
    for about in ("topics", "people", "words"):
        for how in ("without", "only"):
            names = sorted(getattr(steering, f"{how}_{about}", ()))
            chips += [Chip(f"{how}_{about}:{name}", _of(about, name), 0, False, how == "without", how == "only")
                      for name in names]  # fmt: skip
    switches = {"only_friends": _("only people I follow"), "surprise": _("surprise me")}
    chips += [Chip(name, words, 0, False) for name, words in switches.items() if getattr(steering, name)]
    return chips + _length_chips(steering)


def change_words(before: Steering, now: Steering) -> str:
    """This function will say in one line what has come to count, as "more: nature · nothing with: politics"."""
    known, told = {(chip.field, chip.percent) for chip in chips_of(before)}, dict[str, list[str]]()
    for chip in chips_of(now):
        if (chip.field, chip.percent) not in known:
            told.setdefault(_how(chip), []).append(chip.words)
    return " · ".join(f"{how}: {', '.join(what)}" if how else ", ".join(what) for how, what in told.items())


def _how(chip: Chip) -> str:
    if chip.is_out:
        return _("nothing with")
    return _("only") if chip.is_only else chip.amount if chip.has_slider else ""


def _of(about: str, name: str) -> str:
    return quoted(name) if about == "words" else name_words(about, name)


def _length_chips(steering: Steering) -> list[Chip]:
    chips = []
    if steering.most_seconds:
        chips.append(
            Chip("most_seconds", _("at most %(n)s seconds") % {"n": f"{steering.most_seconds:g}"}, 0, False)
        )
    if steering.least_seconds:
        chips.append(
            Chip(
                "least_seconds", _("at least %(n)s seconds") % {"n": f"{steering.least_seconds:g}"}, 0, False
            )
        )
    if steering.minutes:
        said = ngettext("%(n)s minute a day", "%(n)s minutes a day", steering.minutes)
        chips.append(Chip("minutes", said % {"n": steering.minutes}, 0, False))
    return chips


def asked_words(effect: Effect, steering: Steering) -> str:
    """This function will say which wishes brought a clip, or nothing where none did."""
    spoke = sorted(
        (one for one in effect.because if one.share > 0.1), key=lambda one: (one.kind != "moods", -one.share)
    )
    if only := sorted(steering.only_topics):
        return _("You asked for this alone: %(what)s.") % {
            "what": ", ".join(name_words("topics", one) for one in only)
        }
    if not spoke:
        return ""
    if spoke[0].kind == "surprise":
        return _("You wanted to be surprised.")
    named = list(dict.fromkeys(_because(one) for one in spoke if one.kind != "surprise"))[:NAMED]
    return _("You asked for more of this: %(what)s.") % {"what": ", ".join(named)}


def _because(one: Because) -> str:
    match one.kind:
        case "length":
            return _("clips of this length")
        case "novelty":
            return _("people and makers you do not know") if one.share > 0 else ""
        case "friends":
            return _("people you follow")
        case "speech":
            return _("spoken words")
        case _:
            return name_words(one.kind, one.name)


def role_words(who: str) -> str:
    """This function will say whom somebody called so: "your ex", or a name."""
    roles = {
        "ex": _("your ex"), "boss": _("your boss"), "sister": _("your sister"), "brother": _("your brother"),
        "mother": _("your mother"), "father": _("your father"), "colleague": _("your colleague"),
        "neighbour": _("your neighbour"), "teacher": _("your teacher"), "roommate": _("your roommate"),
        "partner": _("your partner"), "son": _("your son"), "daughter": _("your daughter"),
        "cousin": _("your cousin"), "aunt": _("your aunt"), "uncle": _("your uncle"),
    }  # fmt: skip
    return roles.get(who, who.title())
