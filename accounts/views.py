"""Pages about oneself: inbox, settings, tokens, portraits, and the demonstration's one-click login."""

from __future__ import annotations

from django.conf import settings as conf
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import operations, queries
from accounts.access import demo_person, myself
from accounts.forms import NameForm
from accounts.models import User


@require_safe
@login_required
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    before = queries.number(request.GET.get("before", ""))
    page = queries.inbox_page(user=myself(request), at=now(), before=before)
    return render(request, "accounts/inbox.html", {"page": page})


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    ids = [number for text in request.POST.getlist("id") if (number := queries.number(text)) is not None]
    operations.mark_read(user=myself(request), at=now(), ids=ids if "id" in request.POST else None)
    if "id" in request.POST:
        return HttpResponse(status=204)
    return redirect("accounts:inbox")


@require_safe
@login_required
@never_cache
def settings(request: HttpRequest) -> HttpResponse:
    tokens = queries.tokens_of(myself(request))
    return render(
        request, "accounts/settings.html", {"tokens": tokens, "form": NameForm(instance=request.user)}
    )


@require_POST
@login_required
def name(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        tokens = queries.tokens_of(myself(request))
        return render(request, "accounts/settings.html", {"tokens": tokens, "form": form}, status=422)
    operations.rename(user=myself(request), name=form.cleaned_data["name"])
    messages.success(request, _("Your name is saved."))
    return redirect("accounts:settings")


@require_POST
@login_required
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    token = operations.make_token(user=myself(request))
    return render(request, "accounts/token.html", {"token": token, "public_url": conf.PUBLIC_URL})


@require_POST
@login_required
def token_end(request: HttpRequest, digest: str) -> HttpResponse:
    if operations.end_token(user=myself(request), digest=digest):
        messages.success(request, _("The token has ended. Whoever used it is out."))
    else:
        messages.info(request, _("This token had ended already."))
    return redirect("accounts:settings")


@require_safe
def portrait(request: HttpRequest, handle: str) -> FileResponse:
    picture = get_object_or_404(User.objects.exclude(portrait=""), handle=handle, is_active=True).portrait
    try:
        response = FileResponse(picture.open("rb"))
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_POST
def demo_login(request: HttpRequest, handle: str) -> HttpResponse:
    person = demo_person(request, handle)
    login(request, person, "django.contrib.auth.backends.ModelBackend")
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = resolve_url(conf.LOGIN_REDIRECT_URL)
    return redirect(target)
