"""The page on which a pet, a drawing or an invented figure is enrolled from a picture."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import myself
from cameos import enrolment
from cameos.enrolment import EnrolmentRefused
from cameos.enrolment_forms import ThingForm
from cameos.uploads import bytes_of, stays_in_memory
from cameos.words import said_refusal


@stays_in_memory
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_thing(request: HttpRequest) -> HttpResponse:
    form = ThingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = bytes_of(request, "picture")
        try:
            return redirect(take(request, form, data))
        except EnrolmentRefused as wrong:
            add_refusal(form, wrong)
    status = 422 if request.method == "POST" else 200
    return render(request, "cameos/new_thing.html", {"form": form}, status=status)


def take(request: HttpRequest, form: ThingForm, data: bytes) -> str:
    """This function will enrol the thing of a valid form and give the address of what came of it.

    :raises EnrolmentRefused: as `enrol_thing` does
    """
    wanted = form.cleaned_data
    recording = enrolment.enrol_thing(
        owner=myself(request),
        handle=wanted["handle"] or enrolment.free_handle(wanted["name"]),
        name=wanted["name"],
        manner=wanted["manner"],
        data=data,
        at=now(),
    )
    messages.success(request, _("@%s waits for a reviewer now.") % recording.cameo.handle)
    return recording.get_absolute_url()


def add_refusal(form: ThingForm, wrong: EnrolmentRefused) -> None:
    said = said_refusal(wrong.why)
    field = wrong.why.field if wrong.why.field in form.fields else None
    form.add_error(field, f"{said.sentence} {said.remedy}")
