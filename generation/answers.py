"""Answering many questions at once, and the way back to where somebody answered from."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import myself
from accounts.models import User
from generation import asking
from generation.models import CameoUse


@login_required
@require_POST
def answers(request: HttpRequest) -> HttpResponse:
    """One answer for the questions that are marked, or for all by one person."""
    yes = request.POST.get("yes") == "1"
    person = _person(request.POST.get("person", ""))
    count = asking.answer_many(
        owner=myself(request), yes=yes, at=now(), ids=list(_ids(request.POST.getlist("use"))), person=person
    )
    if not count:
        messages.info(request, _("No open question was marked."))
    elif yes:
        said = ngettext("You said yes to %(n)s request.", "You said yes to %(n)s requests.", count)
        messages.success(request, said % {"n": count})
    else:
        said = ngettext("You said no to %(n)s request.", "You said no to %(n)s requests.", count)
        messages.success(request, said % {"n": count})
    return back(request, "generation:rooms")


def _person(handle: str) -> User | None:
    handle = handle.replace("\0", "").removeprefix("@").lower()
    return User.objects.filter(handle=handle).first() if handle else None


def _ids(texts: list[str]) -> Iterator[uuid.UUID]:
    for text in texts:
        try:
            yield uuid.UUID(text)
        except ValueError:
            continue


def back(request: HttpRequest, otherwise: CameoUse | str) -> HttpResponse:
    """This function will lead back to the page of ours that the form came from, else to `otherwise`."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        return redirect(target)
    return redirect(otherwise)
