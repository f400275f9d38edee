"""Forms of accounts: shape and size only; who may come in is decided in operations."""

from __future__ import annotations

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.operations import InviteRefused, check_invite, spend_invite


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
