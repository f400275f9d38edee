"""Pages about how one is told: letters, quiet hours, devices; and the links in a letter, which need no login."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import letters, operations
from accounts.access import myself
from accounts.forms import DeviceForm, TellingForm
from accounts.models import Mail
from accounts.views import settings_page


@require_POST
@login_required
def telling(request: HttpRequest) -> HttpResponse:
    form = TellingForm(request.POST)
    if not form.is_valid():
        return settings_page(request, telling=form)
    wanted = dict(form.cleaned_data)
    address = str(wanted.pop("email"))
    kept = operations.set_telling(user=myself(request), at=now(), language=get_language() or "", **wanted)
    messages.success(request, _("It is kept."))
    if kept.mail != Mail.NEVER and settings.EMAIL_IS_SET and kept.address != address:
        _ask_whose(request, address)
    return redirect("accounts:settings")


def _ask_whose(request: HttpRequest, address: str) -> None:
    try:
        letters.send_confirmation(myself(request), address)
    except OSError:
        messages.error(request, _("The letter to %s could not be sent. Try again later.") % address)
    else:
        messages.info(request, _("Open the letter we have sent to %s: then letters go there.") % address)


@require_POST
@login_required
def device_add(request: HttpRequest) -> HttpResponse:
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    operations.add_device(user=myself(request), at=now(), language=get_language() or "", **form.cleaned_data)
    return HttpResponse(status=204)


@require_POST
@login_required
def device_end(request: HttpRequest, device_id: int) -> HttpResponse:
    if operations.end_device(user=myself(request), device_id=device_id):
        messages.success(request, _("Nothing is pushed there any more."))
    else:
        messages.info(request, _("This browser was taken off already."))
    return redirect("accounts:settings")


@csrf_exempt  # a mail program posts here by itself (RFC 8058); the link is proof enough for this one thing
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def letters_stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET only asks: programs open links to look at them."""
    user = letters.unsubscriber(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        operations.stop_letters(user=user)
    return render(
        request, "accounts/letters_stop.html", {"handle": user.handle, "is_done": request.method == "POST"}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def letters_confirm(request: HttpRequest, token: str) -> HttpResponse:
    if (found := letters.confirmed(token)) is None:
        raise Http404
    user, address = found
    if request.method == "POST":
        operations.confirm_address(user=user, address=address, at=now())
    context = {"handle": user.handle, "address": address, "is_done": request.method == "POST"}
    return render(request, "accounts/letters_confirm.html", context)


@require_safe
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """At the root, because a worker answers for the addresses below its own only."""
    text = (settings.BASE_DIR / "static" / "js" / "sw.js").read_text()
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")
