"""What else can be asked for on the director's sheet, as form fields: looks, storyboard, first picture, engine."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from generation.chips import word
from generation.engines.types import Capabilities
from generation.wishes import (
    LONGEST_NEGATIVE,
    MOST_SHOTS,
    MOST_VARIATIONS,
    ShotWish,
    Wanted,
    capabilities_of,
    tidy,
)

LEAST_ROWS = 2  # of the storyboard that stand there without a script


@dataclass(frozen=True)
class ShotRow:
    """One row of the storyboard as typed."""

    prompt: str = ""
    seconds: str = ""


def choices_of(name: str) -> list[tuple[str, str]]:
    """This function will list what the engines on offer know of a kind (styles, cameras), each once, by its label."""
    able = [one for one in map(capabilities_of, settings.OFFERS.values()) if one]
    values = {value for one in able for value in getattr(one, name)}
    kind = name.removesuffix("s")
    labels = {value: _label(kind, value) for value in values}
    return [("", gettext("as the words say")), *sorted(labels.items(), key=lambda pair: pair[1].lower())]


def _label(kind: str, value: str) -> str:
    return gettext("plain paper") if (kind, value) == ("style", "paper") else word(kind, value)


def any_engine(able: str) -> bool:
    """This function will say whether one of the engines on offer can do something at all."""
    return any(getattr(one, able) for one in map(capabilities_of, settings.OFFERS.values()) if one)


class WishForm(forms.Form):
    """The folded-away part of the sheet. Everything may stay empty."""

    style = forms.CharField(label=_("Style"), required=False, widget=forms.Select)
    camera = forms.CharField(label=_("Camera"), required=False, widget=forms.Select)
    sound = forms.ChoiceField(
        label=_("Sound"),
        required=False,
        choices=[("on", _("with sound")), ("off", _("silent"))],
        initial="on",
    )
    negative = forms.CharField(label=_("Not to be seen"), required=False, strip=True)
    picture = forms.FileField(
        label=_("First picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    picture_kept = forms.UUIDField(required=False, widget=forms.HiddenInput)
    engine = forms.CharField(label=_("Engine"), required=False, widget=forms.RadioSelect)
    seed = forms.IntegerField(
        label=_("Seed"),
        required=False,
        min_value=0,
        max_value=2**31 - 1,
        error_messages={"invalid": _("Give a whole number, or leave it empty.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    variations = forms.IntegerField(
        label=_("Variations"),
        required=False,
        initial=1,
        error_messages={"invalid": _("Choose how many.")},
        widget=forms.RadioSelect(choices=[(one, one) for one in range(1, MOST_VARIATIONS + 1)]),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["style"].widget.choices = choices_of("styles")
        self.fields["camera"].widget.choices = choices_of("cameras")
        self.fields["negative"].widget.attrs["data-limit"] = LONGEST_NEGATIVE
        self.fields["engine"].widget.choices = [(key, key) for key in settings.OFFERS]
        self.fields["engine"].initial = next(iter(settings.OFFERS))

    # ------------------------------------------------------------ storyboard

    @property
    def shots(self) -> list[ShotRow]:
        """The rows as typed; empty ones at the end are left out."""
        rows = rows_of(self.data) if self.is_bound else list(self.initial.get("shots", []))
        while rows and rows[-1] == ShotRow():
            rows.pop()
        return rows

    @property
    def rows(self) -> list[ShotRow]:
        """The rows to show: those typed, one more to type in, and never fewer than two."""
        blank = 1 if len(self.shots) < MOST_SHOTS else 0
        wanted = max(len(self.shots) + (blank if self.shots else 0), LEAST_ROWS, self.initial.get("rows", 0))
        return [*self.shots, *[ShotRow()] * wanted][: min(wanted, MOST_SHOTS)]

    def storyboard(self, seconds: int) -> list[ShotWish]:
        """What `Wanted.shots` takes; rows without seconds share what the others leave.

        :raises ValueError: naming the row whose seconds are no number
        """
        rows = [row for row in self.shots if row != ShotRow()]
        given = [_number(row.seconds, number) for number, row in enumerate(rows, 1)]
        open_rows = given.count(None)
        left = max(0.0, seconds - sum(one for one in given if one is not None))
        share = left / open_rows if open_rows else 0.0
        return [
            ShotWish(prompt=row.prompt.strip(), seconds=round(share if one is None else one, 3))
            for row, one in zip(rows, given, strict=True)
        ]

    # ------------------------------------------------------------ together

    def wish(self, values: Mapping[str, Any], seconds: int) -> Wanted:
        """`Wanted` from cleaned or half-typed values; seconds that are no number make no storyboard."""
        try:
            shots = self.storyboard(seconds)
        except ValueError:
            shots = []
        return tidy(
            Wanted(
                style=str(values.get("style") or ""),
                camera=str(values.get("camera") or ""),
                negative=str(values.get("negative") or "").strip(),
                sound=values.get("sound") != "off",
                shots=shots,
            )
        )

    @property
    def said_of_looks(self) -> str:
        """What is chosen in the folded part, for its summary."""
        value = {name: str(self[name].value() or "") for name in ("style", "camera", "sound", "negative")}
        parts = [_label(kind, value[kind]) for kind in ("style", "camera") if value[kind]]
        parts += [gettext("silent")] if value["sound"] == "off" else []
        parts += (
            [gettext("without %(things)s") % {"things": value["negative"][:40]}] if value["negative"] else []
        )
        return " · ".join(parts)

    @property
    def said_of_shots(self) -> str:
        number = len([row for row in self.shots if row.prompt.strip()])
        return ngettext("%(n)s shot", "%(n)s shots", number) % {"n": number} if number else ""


def rows_of(data: Any) -> list[ShotRow]:
    """This function will read the storyboard's rows of a posted form, in their order; never more than twice too many."""
    listed = data.getlist if hasattr(data, "getlist") else lambda name: list(data.get(name, ()))
    prompts, seconds = listed("shot_prompt")[: 2 * MOST_SHOTS], listed("shot_seconds")
    lengths = [*seconds, *[""] * len(prompts)]
    return [
        ShotRow(str(prompt).replace("\r\n", "\n")[:4000], str(length).strip()[:12])
        for prompt, length in zip(prompts, lengths, strict=False)
    ]


def moved(rows: Sequence[ShotRow], do: str) -> list[ShotRow]:
    """This function will give the rows after a button was pressed: add, out-2, up-2 or down-2 (counted from 1)."""
    found = re.fullmatch(r"(out|up|down)-(\d{1,2})", do)
    kept = list(rows)
    if not found or not 1 <= (at := int(found[2])) <= len(kept):
        return kept
    row = kept.pop(at - 1)
    if found[1] != "out":
        kept.insert(max(0, at - 2) if found[1] == "up" else at, row)
    return kept


def _number(text: str, row: int) -> float | None:
    """:raises ValueError: when there is something else than a number"""
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(gettext("The seconds of shot %(number)s are no number.") % {"number": row})
    return value


# ---------------------------------------------------------------- what an engine can do, in words


def can_do(able: Capabilities) -> list[str]:
    """This function will say in short words what an engine can do, for the person who chooses."""
    sound = {
        "model": gettext("sound of its own"),
        "laid": gettext("sound laid under it"),
        "": gettext("silent"),
    }
    likenesses = ngettext("%(n)s likeness", "%(n)s likenesses", able.cameos) % {"n": able.cameos}
    said = [
        sound.get(able.sound, ""),
        likenesses if able.cameos else gettext("no likenesses"),
        gettext("first picture") if able.picture else "",
        gettext("storyboard") if able.shots else "",
        gettext("styles and camera") if able.styles and able.cameras else "",
        gettext("leaving things out") if able.negative else "",
        gettext("going on from a clip") if able.extends else "",
    ]
    return [one for one in said if one]
