"""May this request do this? What can be known from who is asking and from where."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User

_HANDED_ON = {"HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"}


def myself(request: HttpRequest) -> User:
    """Who is logged in. Behind `login_required`, so there is somebody."""
    return cast(User, request.user)


def is_local(request: HttpRequest) -> bool:
    """Whether the request was made on this computer, not handed on by a proxy here for somebody elsewhere."""
    here = request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
    return here and not _HANDED_ON & request.META.keys()


def demo_person(request: HttpRequest, handle: str) -> User:
    """Somebody of the demonstration, for a request made on this computer; for all others there is nobody."""
    if not settings.DEMO or not is_local(request):
        raise Http404
    return get_object_or_404(User, handle=handle, is_demo=True, is_active=True)


def demo_people(request: HttpRequest) -> list[User]:
    """This function will list who can be stepped into with one click: nobody, except in a demo on this computer."""
    if not settings.DEMO or not is_local(request):
        return []
    return list(User.objects.filter(is_demo=True, is_active=True).order_by("id"))
