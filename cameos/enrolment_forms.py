"""Forms of enrolment: agreeing, the month of birth, a thing. Shape only."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from accounts.models import User, handle_validators


class BeginForm(forms.Form):
    """Agreeing to be recorded; the month of birth is asked once."""

    birth_month = forms.TypedChoiceField(
        label=_("Month of birth"), choices=[("", "–"), *MONTHS.items()], coerce=int
    )
    birth_year = forms.IntegerField(label=_("Year of birth"), min_value=1900, max_value=2100)
    agreed = forms.BooleanField(
        label=_("It is me in the recording, and I agree to what is written above."),
        error_messages={"required": _("Without your yes nothing is recorded.")},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["birth_year"].widget.attrs.update(inputmode="numeric", autocomplete="bday-year")
        self.fields["birth_month"].widget.attrs.update(autocomplete="bday-month")
        if person.birth_month is not None:
            del self.fields["birth_month"], self.fields["birth_year"]

    def month(self) -> date | None:
        data = self.cleaned_data
        return date(data["birth_year"], data["birth_month"], 1) if "birth_month" in data else None


class ThingForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    handle = forms.CharField(
        label=_("Handle"),
        help_text=_("What a prompt writes after the @. Small letters, digits and _."),
        max_length=24,
        required=False,
        validators=handle_validators,
    )
    manner = forms.CharField(
        label=_("How it is"),
        help_text=_("How it looks and behaves, in your words. People who may cast it read this."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    picture = forms.FileField(label=_("A picture, or a short video"), required=False)
    no_person = forms.BooleanField(
        label=_("It shows no real person."),
        error_messages={"required": _("People record themselves; a thing never has a real person's face.")},
    )

    def clean_handle(self) -> str:
        return str(self.cleaned_data["handle"]).lower()


class EraseForm(forms.Form):
    sure = forms.BooleanField(label=_("Delete my likeness and everything recorded of it"))
