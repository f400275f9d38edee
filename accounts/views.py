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
from django.views.i18n import set_language

from accounts import operations, push, queries
from accounts.access import demo_person, myself
from accounts.forms import NameForm, TellingForm
from accounts.models import Telling, User


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
    return settings_page(request)


def settings_page(
    request: HttpRequest, name: NameForm | None = None, telling: TellingForm | None = None
) -> HttpResponse:
    """The page; a form that is given has something wrong in it."""
    user = myself(request)
    wishes = Telling.objects.filter(user=user).first()
    context = {
        "tokens": queries.tokens_of(user),
        "form": name or NameForm(instance=user),
        "telling_form": telling or TellingForm.showing(user, wishes),
        "telling": wishes,
        "devices": user.devices.order_by("-created_at", "id"),
        "push_key": push.public_key(),
        "letters_go_out": conf.EMAIL_IS_SET,
    }
    return render(request, "accounts/settings.html", context, status=422 if name or telling else 200)


@require_POST
@login_required
def name(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return settings_page(request, name=form)
    operations.rename(user=myself(request), name=form.cleaned_data["name"])
    messages.success(request, _("Your name is saved."))
    return redirect("accounts:settings")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Django keeps it in a cookie of the browser; we keep it for letters and pushes, too."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(conf.LANGUAGES):
        operations.keep_language(user=myself(request), language=chosen)
    return set_language(request)


@require_POST
@login_required
def making(request: HttpRequest) -> HttpResponse:
    wishes = {name: name in request.POST for name in ("hides_prompts", "forbids_remixes")}
    operations.set_making(user=myself(request), **wishes)
    messages.success(request, _("Saved. It counts for every clip you make from now on."))
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
    login(request, person, "accounts.backends.PasswordBackend")
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = resolve_url(conf.LOGIN_REDIRECT_URL)
    return redirect(target)
