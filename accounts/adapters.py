"""How allauth behaves here: sign-up needs an invite unless the instance is open."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from accounts.queries import closed_for


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True  # the form asks for an invite code where settings.OPEN_SIGNUP is off

    def clean_username(self, username: str, shallow: bool = False) -> str:
        return super().clean_username(username.lower(), shallow=shallow)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Whoever knows the password of a closed account reads why it is closed."""
        return render(request, "account/account_inactive.html", closed_for(user), status=403)
