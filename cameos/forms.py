"""Forms of a likeness: the terms, and naming a person. Shape only."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cameos.models import Asking, Audience, Cameo, Permission
from cameos.operations import TermsWanted, terms_of
from policy.reasons import CATEGORY_NAMES

AUDIENCE_HINTS = {
    Audience.ME: _("Nobody else can cast you."),
    Audience.APPROVED: _("Only the people you name on this page."),
    Audience.MUTUALS: _("People you follow who follow you, and the people you name."),
    Audience.EVERYONE: _("Anybody with an account here, except the people you block."),
}
ASKING_HINTS = {
    Asking.FREELY: _("You are told of every use the moment it is asked for."),
    Asking.BEFORE_RENDER: _("Nothing is made until you say yes."),
    Asking.BEFORE_PUBLISH: _("You see the draft first. Without your yes it stays a draft."),
}


class TermsForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("Who may cast you"), choices=Audience.choices, widget=forms.RadioSelect
    )
    asking = forms.ChoiceField(label=_("How they may"), choices=Asking.choices, widget=forms.RadioSelect)
    categories_off = forms.MultipleChoiceField(
        label=_("Never with"),
        required=False,
        choices=[(str(code), _(name)) for code, name in CATEGORY_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    restrictions = forms.CharField(
        label=_("What else you do not want"),
        help_text=_(
            "In your own words, one thing a line: “no beer”, “not with dogs”, “nothing with @tom”. Whoever wants to "
            "cast you reads it."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    ask_when_unsure = forms.BooleanField(
        label=_("Ask me where only a person can judge my words"),
        help_text=_(
            "You see the draft before it is published. Off: it goes, and your words are shown to them."
        ),
        required=False,
    )
    preferences = forms.CharField(
        label=_("What you like"),
        help_text=_("Shown to people who may cast you."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    notes = forms.CharField(
        label=_("Notes for yourself"),
        help_text=_("Nobody else reads them, and no rule follows from them."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    voice = forms.BooleanField(label=_("My voice may be used, too"), required=False)
    until = forms.DateField(
        label=_("Until the end of"),
        help_text=_(
            "After this day no new clip may cast you, and the published ones are gone. Empty: no end."
        ),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    uses_a_day = forms.IntegerField(
        label=_("Uses a day by one person"),
        help_text=_("Empty: no limit."),
        required=False,
        min_value=1,
        max_value=1000,
    )

    @classmethod
    def showing(cls, permission: Permission) -> TermsForm:
        """The form filled with the terms in force."""
        in_force: dict[str, Any] = dict(terms_of(permission))
        if permission.until:
            in_force["until"] = last_day(permission.until)
        return cls(initial=in_force)

    def wanted(self) -> TermsWanted:
        data = dict(self.cleaned_data)
        if data["until"]:
            data["until"] = end_of(data["until"])
        return TermsWanted(**data)  # type: ignore[typeddict-item]


def end_of(day: date) -> datetime:
    """The moment the day is over."""
    return datetime.combine(day, time(), UTC) + timedelta(days=1)


def last_day(until: datetime) -> date:
    return (until - timedelta(microseconds=1)).date()


class PersonForm(forms.Form):
    """Names somebody by handle; `person` is the row."""

    handle = forms.CharField(label=_("Handle"), max_length=25)

    def __init__(self, *args: Any, cameo: Cameo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cameo = cameo

    def clean_handle(self) -> str:
        handle = self.cleaned_data["handle"].strip().removeprefix("@").lower()
        person = User.objects.filter(handle=handle, is_active=True).first()
        if person is None:
            raise forms.ValidationError(_("Nobody here is called @%(handle)s."), params={"handle": handle})
        self.person = person
        if person.pk == self.cameo.owner_id:
            raise forms.ValidationError(_("That is you. Your own terms never bind you."))
        return handle


class BlockForm(PersonForm):
    and_end = forms.BooleanField(required=False)


class TakeBackForm(forms.Form):
    and_close = forms.BooleanField(label=_("And let nobody else cast me from now on"), required=False)
