"""Forms of moderation: shape and size only; who may decide what is a matter of operations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cameos.words import said_reason
from moderation.models import Action
from moderation.queries import account_reasons, review_reasons
from policy.reasons import ENROLMENT_REASONS


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
    action = forms.ChoiceField(choices=[(one.value, one.label) for one in (Action.PUBLISH, Action.WITHDRAW)])
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


def _account_reasons() -> list[tuple[str, str]]:
    return [(reason.code, reason.sentence) for reason in account_reasons()]


class PersonReportForm(ReportForm):
    reason_code = forms.ChoiceField(
        label=_("What is wrong?"), choices=_account_reasons, widget=forms.RadioSelect
    )


class PersonDecisionForm(DecisionForm):
    reason_code = forms.ChoiceField(
        label=_("Reason"), choices=_account_reasons, required=False, widget=forms.RadioSelect
    )


def _why_not() -> list[tuple[str, str]]:
    return [(reason.code, said_reason(reason.code).sentence) for reason in ENROLMENT_REASONS]


class EnrolmentForm(forms.Form):
    action = forms.ChoiceField(choices=[(one.value, one.label) for one in (Action.APPROVE, Action.DECLINE)])
    heard = forms.CharField(
        label=_("The numbers you hear, in their order"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    despite = forms.BooleanField(label=_("Accept it although the numbers differ"), required=False)
    no_person = forms.BooleanField(label=_("I have looked: the face is no real person's."), required=False)
    reason_code = forms.ChoiceField(
        label=_("Reason"), choices=_why_not, required=False, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Words to the person"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def decided(self) -> dict[str, Any]:
        """The valid decision."""
        return dict(self.cleaned_data)
