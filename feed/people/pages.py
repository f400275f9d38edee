"""Pages of who follows somebody, whom they follow, and who both: one's own, and those of people who show them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import operations
from accounts.access import myself
from accounts.queries import people_for
from feed.people.queries import shows_ties
from feed.people.queries import ties as ties_of

A_PAGE = 60
TABS = (
    ("followers", gettext_noop("Followers")),
    ("following", gettext_noop("Follows")),
    ("mutuals", gettext_noop("Each other")),
)


@require_safe
@login_required
@never_cache
def ties(request: HttpRequest, handle: str, kind: str) -> HttpResponse:
    person = get_object_or_404(people_for(request.user), handle=handle)
    if not shows_ties(person, request.user):
        raise Http404
    rows = ties_of(person=person, viewer=request.user, kind=kind)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"person": person, "kind": kind, "page": page, "tabs": TABS, "is_me": person == request.user}
    return render(request, "feed/ties.html", context)


@require_POST
@login_required
def show(request: HttpRequest) -> HttpResponse:
    me, on = myself(request), request.POST.get("on") == "1"
    operations.show_people(user=me, on=on)
    told = (
        _("Everyone here sees who follows you and whom you follow.")
        if on
        else _("Only you see who follows you and whom you follow.")
    )
    messages.success(request, told)
    return redirect("feed:ties_followers", me.handle)


@require_POST
@login_required
def drop(request: HttpRequest, handle: str) -> HttpResponse:
    me, other = myself(request), get_object_or_404(people_for(request.user), handle=handle)
    if operations.unfollow(who=other, whom=me):
        told = _("@%(handle)s follows you no more. They are not told, and can follow you again.")
        messages.success(request, told % {"handle": handle})
    return redirect("feed:ties_followers", me.handle)
