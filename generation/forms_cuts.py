"""Forms of making something of clips, and of keeping them: shape only; every rule is asked in operations."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from generation.editing import MOST_PARTS
from generation.models import Visibility
from generation.operations import LENGTHS
from generation.refusals import Said, said
from policy.prompts import MAX_LENGTH
from policy.reasons import Refusal

ROWS = 8  # rows on a page that has no script to add more
JOINS = [("cut", _("with a clean cut")), ("dissolve", _("each melts into the next"))]


class Refusable(forms.Form):
    """A form that says what a rule said: on top, with layer and remedy."""

    refused: tuple[Said, ...] = ()

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        self.refused = tuple(said(one) for one in refusals)


class ExtendForm(Refusable):
    prompt = forms.CharField(
        label=_("What happens next?"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    seconds = forms.IntegerField(
        label=_("How much longer"),
        initial=4,
        error_messages={"invalid": _("Choose a length from the list.")},
        widget=forms.RadioSelect(choices=[(length, length) for length in LENGTHS]),
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=120)

    def clean_prompt(self) -> str:
        return self.cleaned_data["prompt"].replace("\r\n", "\n")[: 2 * MAX_LENGTH]


class CutForm(Refusable):
    """What belongs to the whole cut; the parts stand beside it in rows."""

    title = forms.CharField(label=_("Title"), required=False, max_length=120)
    join = forms.ChoiceField(
        label=_("How they meet"), choices=JOINS, initial="cut", required=False, widget=forms.RadioSelect
    )

    def clean_join(self) -> str:
        return self.cleaned_data["join"] or "cut"


class RowForm(forms.Form):
    """One part: where it begins and ends, and its place in the new order. An empty row is no part."""

    place = forms.IntegerField(label=_("Place"), required=False, min_value=0, max_value=99)
    start = forms.FloatField(label=_("From"), required=False)
    end = forms.FloatField(label=_("To"), required=False)

    def __init__(self, *args: Any, longest: float = 3600, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("start", "end"):
            self.fields[name].widget.attrs.update(
                {"step": "0.01", "min": 0, "max": f"{longest:.2f}", "inputmode": "decimal"}
            )

    @property
    def is_empty(self) -> bool:
        return self["start"].value() in (None, "") and self["end"].value() in (None, "")

    @property
    def is_part(self) -> bool:
        data = self.cleaned_data
        return data.get("start") is not None or data.get("end") is not None


RowSet = forms.formset_factory(RowForm, extra=0, max_num=MOST_PARTS, absolute_max=MOST_PARTS)


def rows_of(parts: list[tuple[float, float]]) -> list[dict[str, Any]]:
    """This function will give the rows of these parts, and empty ones after them."""
    filled = [
        {"place": place, "start": round(start, 2), "end": round(end, 2)}
        for place, (start, end) in enumerate(parts, 1)
    ]
    return [*filled, *({"place": None} for _row in range(max(0, ROWS - len(filled))))]


def spans_in(rows: Any) -> list[tuple[float, float | None]]:
    """This function will give the parts of valid rows in their order; rows without a place come last as they stand."""
    parts = [(row.cleaned_data, number) for number, row in enumerate(rows) if row.is_part]
    parts.sort(key=lambda one: (one[0].get("place") or 100, one[1]))
    return [(data.get("start") or 0.0, data.get("end")) for data, _number in parts]


def ids_in(texts: Iterable[str]) -> list[uuid.UUID]:
    """This function will read ids, once each; what is none is left out."""
    found: list[uuid.UUID] = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


class WishesForm(forms.Form):
    hides_prompt = forms.BooleanField(required=False)
    forbids_remix = forms.BooleanField(required=False)
    visibility = forms.ChoiceField(
        required=False,
        choices=Visibility.choices,
        error_messages={"invalid_choice": _("Choose from the list who sees it.")},
    )
