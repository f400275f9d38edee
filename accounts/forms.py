"""Forms of accounts: shape and size only; who may come in is decided in operations."""

from __future__ import annotations

from zoneinfo import available_timezones

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import Mail, Telling, User
from accounts.operations import InviteRefused, check_invite, spend_invite
from accounts.push import is_known_service


def _zones() -> list[tuple[str, str]]:
    return [
        (name, name.replace("_", " "))
        for name in sorted(available_timezones())
        if "/" in name or name == "UTC"
    ]


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _speak_our_words(self, login=_("Handle"), password=_("Password"))
        self.fields["password"].help_text = ""  # no letter is sent from here; the operator sets a new one


class SignupForm(AllauthSignupForm):  # type: ignore[misc]
    invite = forms.CharField(label=_("Invite code"), max_length=40)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _speak_our_words(self, username=_("Handle"), email=_("Email (if you like)"))
        self.fields["username"].help_text = _(
            "Small letters, digits and _, at least three. It never changes."
        )
        if settings.OPEN_SIGNUP:
            del self.fields["invite"]

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if "invite" in data:
            try:
                check_invite(code=data["invite"], at=now())
            except InviteRefused as refused:
                self.add_error("invite", str(refused))
        return data

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """The invite is spent with the person it lets in, or neither happens."""
        try:
            with transaction.atomic():
                if "invite" in self.fields:
                    spend_invite(code=self.cleaned_data["invite"], at=now())
                return super().try_save(request)
        except InviteRefused as refused:  # somebody else took the last place since clean()
            self.add_error("invite", str(refused))
            return None, render(request, "account/signup.html", {"form": self}, status=409)


def _speak_our_words(form: forms.Form, **labels: object) -> None:
    """Labels as we say them, and no placeholder that repeats them."""
    for name, field in form.fields.items():
        field.label = labels.get(name, field.label)  # type: ignore[assignment]
        field.widget.attrs.pop("placeholder", None)


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("Name")}
        help_texts = {"name": _("What others read. Your handle stays as it is.")}


class TellingForm(forms.Form):
    """When and how to be told: shape only. The address is used once its owner has confirmed it."""

    mail = forms.ChoiceField(label=_("Letters"), choices=Mail.choices, widget=forms.RadioSelect)
    email = forms.EmailField(label=_("Email address"), required=False, max_length=254)
    quiet_from = forms.TimeField(label=_("Quiet from"), required=False, widget=_clock())
    quiet_until = forms.TimeField(label=_("until"), required=False, widget=_clock())
    time_zone = forms.ChoiceField(label=_("Your time zone"), required=False, choices=_zones)

    @classmethod
    def showing(cls, user: User, telling: Telling | None) -> TellingForm:
        first = {"mail": Mail.NEVER, "email": user.email, "time_zone": settings.TIME_ZONE}
        if telling:
            kept = ("mail", "quiet_from", "quiet_until", "time_zone")
            first |= {name: value for name in kept if (value := getattr(telling, name))}
        return cls(initial=first)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if bool(data.get("quiet_from")) != bool(data.get("quiet_until")):
            self.add_error("quiet_until", _("Say both: from when, and until when. Or neither."))
        elif data.get("quiet_from") and data["quiet_from"] == data["quiet_until"]:
            self.add_error("quiet_until", _("Choose another time than the one it begins with."))
        if data.get("mail") not in (None, Mail.NEVER) and not data.get("email"):
            self.add_error("email", _("Where should letters go? Give an address, or choose “never”."))
        return data


class DeviceForm(forms.Form):
    """A browser as it introduces itself."""

    endpoint = forms.URLField(max_length=700, assume_scheme="https")
    p256dh = forms.RegexField(r"^[A-Za-z0-9_-]{80,100}={0,2}$")
    auth = forms.RegexField(r"^[A-Za-z0-9_-]{16,40}={0,2}$")
    name = forms.CharField(max_length=60, required=False)

    def clean_endpoint(self) -> str:
        endpoint = str(self.cleaned_data["endpoint"])
        if not is_known_service(endpoint):
            raise forms.ValidationError(_("This instance does not know this push service."))
        return endpoint
