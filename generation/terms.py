"""Changing one's terms: what the change would do to clips that exist comes first, then the decision."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from accounts.access import myself
from cameos.access import own_cameo
from cameos.forms import TermsForm
from cameos.models import Cameo
from cameos.views import owners_page
from generation.narrowing import Effects, change_terms, effects_of

_REASONS = {
    "LIKENESS_NOT_ALLOWED": gettext_noop("who may cast you"),
    "LIKENESS_BLOCKED": gettext_noop("who may cast you"),
    "LIKENESS_EXPIRED": gettext_noop("the end date"),
    "LIKENESS_VOICE": gettext_noop("your voice"),
}


@login_required
@require_POST
def permission(request: HttpRequest, cameo_id: uuid.UUID) -> HttpResponse:
    """The first POST shows what would happen, where anything would; the second, with `apply`, does it."""
    cameo = own_cameo(myself(request), cameo_id)
    form = TermsForm(request.POST)
    if not form.is_valid():
        return owners_page(request, cameo, form, status=422)
    effects = effects_of(cameo=cameo, wanted=form.wanted(), at=now())
    if effects.any and "apply" not in request.POST:
        return _preview(request, cameo, form, effects)
    apply = request.POST.get("apply") == "1"
    changed = change_terms(cameo=cameo, by=myself(request), at=now(), wanted=form.wanted(), apply=apply)
    _say(request, cameo, effects, changed=changed, applied=apply)
    return redirect(cameo)


def _preview(request: HttpRequest, cameo: Cameo, form: TermsForm, effects: Effects) -> HttpResponse:
    context = {
        "cameo": cameo,
        "effects": effects,
        "reasons": reasons_of(effects),
        "people": len(effects.people),
        "typed": list(_typed(request)),
    }
    return render(request, "cameos/change.html", context)


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What was sent, for the second form to send again."""
    for name in TermsForm.base_fields:
        for value in request.POST.getlist(name):
            yield name, value


def reasons_of(effects: Effects) -> list[str]:
    """This function will name the rules that the clips break, most of them first, in the active language."""
    return list(dict.fromkeys(_named(code, detail) for (code, detail), _n in effects.reasons.most_common()))


def _named(code: str, detail: str) -> str:
    if code == "LIKENESS_CATEGORY":
        return _(detail)
    return f"“{detail}”" if detail else _(_REASONS.get(code, code))


def _say(request: HttpRequest, cameo: Cameo, effects: Effects, *, changed: bool, applied: bool) -> None:
    if not changed:
        messages.info(request, _("Nothing was changed; your terms stand as they were."))
        return
    said = _("Your terms are in force from now on: version %s.") % cameo.permission_in_force().version
    if not effects.any:
        said += " " + _("They change nothing about the clips that exist.")
    elif applied:
        said += " " + _("What they do not allow is out of sight for everyone.")
    else:
        said += " " + _("Published clips stay as they are.")
    messages.success(request, said)
