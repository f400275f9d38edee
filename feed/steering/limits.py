"""The page on which somebody says how they want to watch, and a guardian what a young person may."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import myself
from accounts.ages import is_young
from accounts.models import User
from cameos.enrolment import state_birth_month
from feed.steering import finite, queries
from feed.steering.finite import GuardianRefused
from feed.steering.forms import BirthForm, GuardedForm, WatchingForm
from feed.steering.models import Guardian, Watching
from feed.steering.ways import YOUNG_CHECK, YOUNG_MINUTES


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def watching(request: HttpRequest) -> HttpResponse:
    form = WatchingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        finite.set_ways(who=myself(request), **form.cleaned_data)
        messages.success(request, _("Saved. It holds from the next page on."))
        return redirect("feed:watching")
    return _page(request, form=form)


def _page(request: HttpRequest, **wrong: object) -> HttpResponse:
    who, at = myself(request), now()
    ways = queries.wishes_of(who, at).ways
    time = finite.time_of(who, ways, at, is_first=True)
    guardian = Guardian.objects.filter(young=who).select_related("by").first()
    guarded = guardian if guardian and guardian.confirmed_at else None
    context = {
        "own": Watching.objects.filter(user=who).first() or Watching(user=who), "ways": ways, "time": time,
        "is_young": is_young(who.birth_month, at.date()), "born": who.birth_month, "birth": BirthForm(),
        "guardian": guardian,
        "most": {"minutes": guarded.minutes_a_day if guarded else YOUNG_MINUTES, "check": YOUNG_CHECK},
        "wards": Guardian.objects.filter(by=who).select_related("young").order_by("-asked_at"),
    } | wrong  # fmt: skip
    has_errors = any(getattr(form, "errors", None) for form in wrong.values()) or "refused" in wrong
    return render(request, "feed/watching.html", context, status=422 if has_errors else 200)


@require_POST
@login_required
def longer(request: HttpRequest) -> HttpResponse:
    if not finite.watch_longer(who=myself(request), at=now()):
        messages.info(request, _("Your day is over here. Ask your guardian if it should be longer."))
    return redirect("feed:home")


@require_POST
@login_required
def birth(request: HttpRequest) -> HttpResponse:
    form = BirthForm(request.POST)
    if not form.is_valid():
        return _page(request, birth=form)
    state_birth_month(person=myself(request), month=form.cleaned_data["born"])
    messages.success(request, _("Saved. Only year and month are kept."))
    return redirect("feed:watching")


@require_POST
@login_required
def guardian_ask(request: HttpRequest) -> HttpResponse:
    try:
        handle = request.POST.get("handle", "").replace("\0", "")
        finite.ask_guardian(young=myself(request), handle=handle, at=now())
    except GuardianRefused as refused:
        return _page(request, refused=str(refused))
    messages.success(request, _("Asked. Until they say yes, nothing changes."))
    return redirect("feed:watching")


@require_POST
@login_required
def guardian_set(request: HttpRequest, handle: str) -> HttpResponse:
    young = get_object_or_404(User, handle=handle, guardian__by=myself(request))
    form = GuardedForm(request.POST)
    if not form.is_valid():
        return _page(request, guarded=form)
    if finite.set_guarded(by=myself(request), young=young, at=now(), **form.cleaned_data):
        messages.success(request, _("Saved. It holds from their next page on."))
    else:
        messages.error(request, _("First say in your settings that you are of age."))
    return redirect("feed:watching")


@require_POST
@login_required
def guardian_end(request: HttpRequest, handle: str) -> HttpResponse:
    if not finite.end_guarding(who=myself(request), young=get_object_or_404(User, handle=handle)):
        messages.info(request, _("It had ended already."))
    return redirect("feed:watching")
