"""Ending many uses at once: all by one person, all of a span of time, or both; said before it is done."""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import datetime
from typing import Any, TypedDict

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from accounts.models import Telling, User
from accounts.telling import zone_of
from cameos import queries
from cameos.access import own_cameo
from cameos.models import Cameo
from cameos.operations import TimesTurned, block_person
from cameos.queries import Footprint
from generation import consent
from generation.access import own_likeness
from generation.api import PersonalView, valid
from generation.table import Filters


class EndForm(forms.Form):
    """Whose uses, of which days. At least one of the three: everything has a page of its own."""

    person = forms.CharField(required=False, max_length=25)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    and_block = forms.BooleanField(required=False)

    def __init__(self, *args: object, cameo: Cameo, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.cameo = cameo

    def clean_person(self) -> User | None:
        handle = self.cleaned_data["person"].removeprefix("@").lower().replace("\0", "")
        if not handle:
            return None
        used = self.cameo.uses.values("job__author")
        if person := User.objects.filter(handle=handle, pk__in=used).first():
            return person
        raise forms.ValidationError(_("Nobody with this handle has cast you."))

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in ("person", "since", "until")):
            raise forms.ValidationError(gettext_lazy("Say whose, or from when, or until when."))
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", _("This is before the first day."))
        return data


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def end_many(request: HttpRequest, cameo_id: uuid.UUID) -> HttpResponse:
    """GET says what will happen, POST does it."""
    cameo = own_cameo(myself(request), cameo_id)
    form = EndForm(request.POST if request.method == "POST" else request.GET, cameo=cameo)
    if not form.is_valid():
        return render(request, "generation/end_many.html", {"cameo": cameo, "form": form}, status=422)
    wanted = _wanted(request, form)
    footprint = queries.footprint(cameo, **wanted)
    if request.method == "POST":
        return _end(request, cameo, form, footprint["published"] + footprint["drafts"])
    context = {"cameo": cameo, "form": form, "footprint": footprint, "who": wanted["person"]}
    return render(request, "generation/end_many.html", context)


class Span(TypedDict):
    """What `revoke_many` takes back."""

    person: User | None
    since: datetime | None
    until: datetime | None


def _wanted(request: HttpRequest, form: EndForm) -> Span:
    said = {name: str(form.cleaned_data[name] or "") for name in ("since", "until")}
    zone = zone_of(Telling.objects.filter(user=myself(request)).first())
    since, until = Filters(**said).span(zone)
    return Span(person=form.cleaned_data["person"], since=since, until=until)


def _end(request: HttpRequest, cameo: Cameo, form: EndForm, count: int) -> HttpResponse:
    wanted = _wanted(request, form)
    person = wanted["person"]
    try:
        consent.revoke_many(cameo=cameo, by=myself(request), at=now(), **wanted)
    except TimesTurned:  # the span begins in the future: there is nothing in it
        count = 0
    said = ngettext(
        "Ended. %(count)s clip is out of sight for everyone, from this moment.",
        "Ended. %(count)s clips are out of sight for everyone, from this moment.",
        count,
    )
    messages.success(request, said % {"count": count})
    if person and form.cleaned_data["and_block"] and person.pk != cameo.owner_id:
        block_person(cameo=cameo, person=person, at=now())
        messages.success(request, _("%s can not cast you any more.") % person)
    return redirect(f"{reverse('generation:rooms')}?likeness={cameo.handle}")


class EndSerializer(serializers.Serializer[Any]):
    likeness = serializers.CharField(max_length=25, help_text="The handle of a likeness of yours.")
    person = serializers.CharField(max_length=25, required=False, help_text="Only what this person made.")
    since = serializers.DateTimeField(required=False, help_text="Only what was asked for from then on.")
    until = serializers.DateTimeField(required=False, help_text="Only what was asked for until then.")
    everything = serializers.BooleanField(default=False, help_text="Needed where none of the three is given.")

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if not data["everything"] and not any(name in data for name in ("person", "since", "until")):
            raise serializers.ValidationError({"everything": _("Say whose, or from when, or until when.")})
        if "since" in data and "until" in data and data["since"] > data["until"]:
            raise serializers.ValidationError({"until": _("This is before the first day.")})
        return data


class UsesRevoke(PersonalView):
    @extend_schema(
        summary="End many uses at once", operation_id="uses_revoke_many", request=EndSerializer,
        responses=inline_serializer("UsesEnded", {name: serializers.IntegerField() for name in Footprint.__annotations__}),
        description="By a person, of a span of time, or all. Out of sight for everybody from this request on.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = valid(EndSerializer(data=request.data))
        owner, at = myself(request), now()
        cameo = own_likeness(owner, asked["likeness"])
        wanted = Span(person=None, since=asked.get("since"), until=asked.get("until"))
        if "person" in asked:
            handle = asked["person"].removeprefix("@").lower()
            wanted["person"] = get_object_or_404(User, handle=handle, pk__in=cameo.uses.values("job__author"))
        footprint = queries.footprint(cameo, **wanted)
        with suppress(TimesTurned):  # the span begins in the future: there is nothing in it
            consent.revoke_many(cameo=cameo, by=owner, at=at, **wanted)
        return Response(footprint)
