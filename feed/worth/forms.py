"""What a maker says against a demotion, and what a moderator answers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from feed.worth.operations import LONGEST


class ContestForm(forms.Form):
    words = forms.CharField(
        label=_("Why should it come as often as others?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    lifts = forms.ChoiceField(choices=(("1", "1"), ("0", "0")))
    note = forms.CharField(max_length=LONGEST, required=False)

    @property
    def says_lift(self) -> bool:
        return bool(self.cleaned_data["lifts"] == "1")
