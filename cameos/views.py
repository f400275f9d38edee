"""The owner's page of one likeness: terms, approved and blocked people, and the master switch."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import myself
from cameos import operations, queries
from cameos.access import own_cameo
from cameos.forms import ASKING_HINTS, AUDIENCE_HINTS, BlockForm, PersonForm, TakeBackForm, TermsForm
from cameos.models import Cameo
from cameos.operations import PersonBlocked


@login_required
@require_safe
@never_cache
def cameo(request: HttpRequest, cameo_id: uuid.UUID) -> HttpResponse:
    cameo = own_cameo(myself(request), cameo_id)
    return owners_page(request, cameo, TermsForm.showing(cameo.permission_in_force()))


def owners_page(
    request: HttpRequest, cameo: Cameo, form: TermsForm, wrong: PersonForm | None = None, status: int = 200
) -> HttpResponse:
    """The page; `wrong` is the approval or block that could not be understood, with what was typed."""
    approved, blocked = queries.people_of(cameo)
    context = {
        "cameo": cameo,
        "form": form,
        "wrong": wrong,
        "wrong_block": isinstance(wrong, BlockForm),
        "audience_hints": AUDIENCE_HINTS,
        "asking_hints": ASKING_HINTS,
        "versions": cameo.permissions.order_by("-version")[:12],
        "approved": approved,
        "blocked": blocked,
        "footprint": queries.footprint(cameo),
    }
    return render(request, "cameos/cameo.html", context, status=status)


@login_required
@require_POST
def approve_person(request: HttpRequest, cameo_id: uuid.UUID) -> HttpResponse:
    cameo = own_cameo(myself(request), cameo_id)
    form = PersonForm(request.POST, cameo=cameo)
    if not form.is_valid():
        return owners_page(request, cameo, TermsForm.showing(cameo.permission_in_force()), form, status=422)
    try:
        operations.approve_person(cameo=cameo, person=form.person, at=now())
    except PersonBlocked:
        messages.error(request, _("You block %s. End the block first.") % form.person)
    else:
        messages.success(request, _("%s is now among the people you approve.") % form.person)
    return redirect(f"{cameo.get_absolute_url()}#people")


@login_required
@require_POST
def end_approval(request: HttpRequest, cameo_id: uuid.UUID) -> HttpResponse:
    cameo = own_cameo(myself(request), cameo_id)
    form = PersonForm(request.POST, cameo=cameo)
    if form.is_valid() and operations.end_approval(cameo=cameo, person=form.person, at=now()):
        messages.success(request, _("%s is no longer among the people you approve.") % form.person)
    return redirect(f"{cameo.get_absolute_url()}#people")


@login_required
@require_POST
def block_person(request: HttpRequest, cameo_id: uuid.UUID) -> HttpResponse:
    cameo = own_cameo(myself(request), cameo_id)
    form = BlockForm(request.POST, cameo=cameo)
    if not form.is_valid():
        return owners_page(request, cameo, TermsForm.showing(cameo.permission_in_force()), form, status=422)
    ended = form.cleaned_data["and_end"]
    operations.block_person(cameo=cameo, person=form.person, at=now(), and_end=ended)
    said = _("%s can not cast you any more, and what they made with you is out of sight.")
    messages.success(request, (said if ended else _("%s can not cast you any more.")) % form.person)
    return redirect(f"{cameo.get_absolute_url()}#people")


@login_required
@require_POST
def unblock_person(request: HttpRequest, cameo_id: uuid.UUID) -> HttpResponse:
    cameo = own_cameo(myself(request), cameo_id)
    form = PersonForm(request.POST, cameo=cameo)
    if form.is_valid() and operations.unblock_person(cameo=cameo, person=form.person):
        messages.success(request, _("%s is not blocked any more; your terms decide again.") % form.person)
    return redirect(f"{cameo.get_absolute_url()}#people")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take_back(request: HttpRequest, cameo_id: uuid.UUID) -> HttpResponse:
    """GET says what will happen, POST does it."""
    cameo = own_cameo(myself(request), cameo_id)
    footprint = queries.footprint(cameo)
    if request.method != "POST":
        return render(request, "cameos/take_back.html", {"cameo": cameo, "footprint": footprint})
    form = TakeBackForm(request.POST)
    close = form.is_valid() and form.cleaned_data["and_close"]
    operations.take_everything_back(cameo=cameo, at=now(), and_close=close)
    gone = ngettext(
        "Taken back. %(count)s clip is out of sight for everyone, from this moment.",
        "Taken back. %(count)s clips are out of sight for everyone, from this moment.",
        footprint["published"],
    )
    messages.success(request, gone % {"count": footprint["published"]})
    return redirect(cameo)
