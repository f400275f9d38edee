"""The shape of what is said to a challenge; what it means is decided in operations."""

from __future__ import annotations

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from feed.challenges.judging import blanks, filled
from feed.challenges.models import Challenge

DAYS = [(days, str(days)) for days in (1, 3, 7, 14, 30)]


class ChallengeForm(forms.ModelForm):  # type: ignore[type-arg]
    days = forms.TypedChoiceField(label=_("Open for how many days"), choices=DAYS, coerce=int, initial=7)

    class Meta:
        model = Challenge
        fields = ["title", "about", "template"]
        widgets = {"template": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "template": _("For example: A {{animal}} that is afraid of {{thing}}. Others fill in the blanks.")
        }


class BlanksForm(forms.Form):
    """One field for each blank of a template."""

    def __init__(self, challenge: Challenge, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.challenge = challenge
        for number, name in enumerate(blanks(challenge.template)):
            self.fields[f"b{number}"] = forms.CharField(label=lazystr(name), max_length=120, required=False)

    def prompt(self) -> str:
        """The template with what was written; a blank without a word stays to be seen."""
        self.is_valid()
        values = {
            name: self.cleaned_data.get(f"b{number}", "")
            for number, name in enumerate(blanks(self.challenge.template))
        }
        return filled(self.challenge.template, values)


class ClipForm(forms.Form):
    clip = forms.UUIDField()
