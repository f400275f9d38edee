"""Forms of accounts: shape and size only; who may come in is decided in operations."""

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.operations import InviteRefused, spend_invite


class SignupForm(AllauthSignupForm):  # type: ignore[misc]
    invite = forms.CharField(label=_("Invite code"), max_length=40)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if settings.OPEN_SIGNUP:
            del self.fields["invite"]

    def save(self, request: HttpRequest) -> User:
        return super().save(request)

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if not settings.OPEN_SIGNUP and not self.errors:
            try:
                spend_invite(code=data["invite"], at=now())
            except InviteRefused as refused:
                self.add_error("invite", str(refused))
        return data
