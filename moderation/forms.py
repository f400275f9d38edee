"""Forms of moderation: shape and size only; who may decide what is a matter of operations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Action
from moderation.queries import review_reasons


def _reasons() -> list[tuple[str, str]]:
    return [(reason.code, reason.sentence) for reason in review_reasons()]


class ReportForm(forms.Form):
    reason_code = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=_reasons, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Anything that helps us see it"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(forms.Form):
    action = forms.ChoiceField(choices=Action.choices)
    reason_code = forms.ChoiceField(
        label=_("Reason"), choices=_reasons, required=False, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Words to its author"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def decided(self) -> dict[str, Any]:
        """The valid decision; letting a clip stand needs no reason."""
        data = dict(self.cleaned_data)
        return data if data["action"] == Action.WITHDRAW else {**data, "reason_code": ""}
