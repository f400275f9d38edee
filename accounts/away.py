"""Pages of keeping away: whom one blocks, and the people, words and topics one has muted, each to be undone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import blocking, operations
from accounts.access import myself
from accounts.blocking import MuteRefused
from accounts.models import User
from accounts.queries import away_of


@require_safe
@login_required
@never_cache
def away(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/away.html", {"away": away_of(myself(request))})


@require_POST
@login_required
def likes(request: HttpRequest) -> HttpResponse:
    me, on = myself(request), request.POST.get("on") == "1"
    operations.show_likes(user=me, on=on)
    told = _("Everyone who sees your page sees what you like.") if on else _("Only you see what you like.")
    messages.success(request, told)
    return redirect(f"{me.get_absolute_url()}?tab=likes")


@require_POST
@login_required
def block(request: HttpRequest, handle: str) -> HttpResponse:
    person, name = _somebody(handle), {"handle": handle}
    if person == request.user:
        messages.error(request, _("You can not block yourself."))
    elif request.POST.get("on") == "1":
        blocking.block(who=myself(request), whom=person, at=now())
        messages.success(request, _("@%(handle)s is blocked: you see nothing of each other.") % name)
    elif blocking.unblock(who=myself(request), whom=person):
        messages.success(request, _("@%(handle)s is not blocked any more.") % name)
    return _back(request, person.get_absolute_url())


@require_POST
@login_required
def mute(request: HttpRequest, handle: str) -> HttpResponse:
    person, name = _somebody(handle), {"handle": handle}
    try:
        if request.POST.get("on") != "1":
            blocking.unmute_person(who=myself(request), whom=person)
            messages.success(request, _("You meet @%(handle)s again.") % name)
        else:
            blocking.mute_person(who=myself(request), whom=person, at=now())
            messages.success(request, _("@%(handle)s is muted. They do not notice.") % name)
    except MuteRefused as refused:
        messages.error(request, str(refused))
    return _back(request, person.get_absolute_url())


@require_POST
@login_required
def mute_words(request: HttpRequest) -> HttpResponse:
    """A word that was typed, or a topic that was chosen."""
    me, topic = myself(request), request.POST.get("topic", "")
    try:
        if topic:
            blocking.mute_topic(who=me, topic=topic, at=now())
        else:
            blocking.mute_word(who=me, word=request.POST.get("word", ""), at=now())
    except MuteRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Muted, from the next page on."))
    return redirect("accounts:away")


@require_POST
@login_required
def unmute(request: HttpRequest, mute_id: int) -> HttpResponse:
    if blocking.unmute(who=myself(request), mute_id=mute_id):
        messages.success(request, _("It may come again."))
    return redirect("accounts:away")


def _somebody(handle: str) -> User:
    return get_object_or_404(User, handle=handle, is_active=True)


def _back(request: HttpRequest, otherwise: str) -> HttpResponse:
    there = request.POST.get("next", "")
    return redirect(there if url_has_allowed_host_and_scheme(there, {request.get_host()}) else otherwise)
