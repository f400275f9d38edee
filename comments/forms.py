"""Forms of comments: shape only; what may be written where is decided in operations."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Who
from comments.writing import LONGEST
from generation.refusals import said
from policy.reasons import Refusal


class CommentForm(forms.Form):
    """The length is a rule, said in its own words; the limit here only keeps out what nobody typed."""

    text = forms.CharField(
        label=_("Say something"),
        required=False,
        strip=False,
        max_length=20 * LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto", "data-limit": LONGEST}),
    )
    answers = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        for words in map(said, refusals):
            self.add_error(
                "text", forms.ValidationError(f"{words.sentence} {words.remedy}".strip(), words.code)
            )


class RulesForm(forms.Form):
    who = forms.ChoiceField(label=_("Who may write"), choices=Who.choices)
    holds = forms.BooleanField(label=_("Each waits until I show it"), required=False)
