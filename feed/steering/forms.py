"""The shape of what a browser sends to steer or to limit a feed; what it means is decided in operations."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from feed.steering.steering import LISTED, SCALES, WEIGHTED, Steering, packed, unpacked

OLDEST = 120  # years


class SayForm(forms.Form):
    words = forms.CharField(
        label=_("What do you want to see?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
    )


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name of the mood"), max_length=40)


class WatchingForm(forms.Form):
    autoplay = forms.BooleanField(required=False, label=_("Clips play by themselves"))
    loops = forms.BooleanField(required=False, label=_("Clips begin again when they end"))
    personal = forms.BooleanField(required=False, label=_("Choose for me by what I watched and liked"))
    minutes_a_day = forms.IntegerField(required=False, min_value=0, max_value=1440, label=_("Minutes a day"))
    check_after = forms.IntegerField(
        required=False, min_value=0, max_value=1440, label=_("Ask me after so many minutes")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        return {**data, **{name: data.get(name) or 0 for name in ("minutes_a_day", "check_after")}}


class GuardedForm(forms.Form):
    autoplay = forms.BooleanField(required=False)
    personal = forms.BooleanField(required=False)
    minutes_a_day = forms.IntegerField(min_value=5, max_value=1440, label=_("Minutes a day"))


class BirthForm(forms.Form):
    month = forms.TypedChoiceField(label=_("Month"), coerce=int, choices=lambda: [("", "–"), *MONTHS.items()])
    year = forms.IntegerField(label=_("Year"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        today = datetime.date.today()
        if "month" in data and "year" in data:
            if not today.year - OLDEST <= data["year"] <= today.year:
                raise forms.ValidationError(_("Give the year in four digits."))
            data["born"] = datetime.date(data["year"], data["month"], 1)
        return data


def read_sliders(sent: QueryDict, before: Steering) -> Steering:
    """This function will read the sliders and switches of the page over what was there.

    A slider near the middle lets its wish go; a switch that is not sent is off. `drop` names one that is taken off.
    """
    dropped, on = sent.get("drop", ""), set(sent.getlist("on"))
    changes: dict[str, Any] = {}
    for kind in WEIGHTED:
        weights: Mapping[str, float] = getattr(before, kind)
        told = {name: _slider(sent, f"{kind}:{name}", weight) for name, weight in weights.items()}
        changes[kind] = {
            name: weight for name, weight in told.items() if weight and f"{kind}:{name}" != dropped
        }
    for scale in SCALES:
        changes[scale] = 0.0 if scale == dropped else _slider(sent, scale, getattr(before, scale))
    for listed in LISTED:
        kept = {
            name
            for name in getattr(before, listed)
            if f"{listed}:{name}" in on and f"{listed}:{name}" != dropped
        }
        changes[listed] = frozenset(kept)
    for switch in ("only_friends", "surprise", "most_seconds", "least_seconds", "minutes"):
        if switch not in on or switch == dropped:
            changes[switch] = getattr(Steering(), switch)
    return unpacked(packed(replace(before, **changes)))


def _slider(sent: QueryDict, name: str, before: float) -> float:
    try:
        weight = min(max(int(str(sent[name])), -100), 100) / 100
    except (KeyError, ValueError):
        return before
    return weight if abs(weight) >= 0.15 else 0.0
