"""Pages of enrolment: agreeing, the recording against a challenge, what became of it, and deleting it all."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import myself
from accounts.ages import likeness_age
from cameos import biometrics, enrolment, erasure, queries
from cameos.access import own_cameo
from cameos.enrolment import EnrolmentRefused
from cameos.enrolment_forms import BeginForm, EraseForm
from cameos.models import Challenge, Purpose
from cameos.recorded import own_person, recorded
from cameos.sending import send
from cameos.uploads import bytes_of, stays_in_memory
from cameos.words import said_refusal

ASKING = "camera=(self), microphone=(self), geolocation=()"  # only where something is recorded


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """GET says what will happen, POST agrees to it and makes the challenge."""
    me = myself(request)
    form = BeginForm(_sent(request), person=me)
    status, refused = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            if month := form.month():
                enrolment.state_birth_month(person=me, month=month)
            return redirect("cameos:record", enrolment.begin(owner=me, at=now()).pk)
        except EnrolmentRefused as wrong:
            status, refused = 422, said_refusal(wrong.why)
    elif request.method == "POST":
        status = 422
    context = {"form": form, "refused": refused, "age": likeness_age(), "mine": own_person(me)}
    return render(request, "cameos/new.html", context, status=status)


@login_required
@require_safe
@never_cache
def record(request: HttpRequest, challenge_id: uuid.UUID) -> HttpResponse:
    return _capture(request, _own_challenge(request, challenge_id))


def _capture(
    request: HttpRequest, challenge: Challenge, refused: EnrolmentRefused | None = None
) -> HttpResponse:
    context = {
        "challenge": challenge,
        "is_over": challenge.used_at is not None or challenge.expires_at <= now(),
        "refused": said_refusal(refused.why) if refused else None,
        "seconds_left": max(0, round((challenge.expires_at - now()).total_seconds())),
    }
    response = render(request, "cameos/record.html", context, status=422 if refused else 200)
    response["Permissions-Policy"] = ASKING
    return response


def _sent(request: HttpRequest) -> QueryDict | None:
    """A form that was sent empty is wrong, one that was not sent is new."""
    return request.POST if request.method == "POST" else None


def _own_challenge(request: HttpRequest, challenge_id: uuid.UUID) -> Challenge:
    return get_object_or_404(Challenge, pk=challenge_id, owner=myself(request))


@login_required
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """One tap for new numbers. Who has not agreed yet reads first what they would agree to."""
    me = myself(request)
    if not me.challenges.filter(notice=enrolment.NOTICE).exists():
        return redirect("cameos:new")
    try:
        return redirect("cameos:record", enrolment.begin(owner=me, at=now()).pk)
    except EnrolmentRefused as wrong:
        messages.warning(request, said_refusal(wrong.why).sentence)
        return redirect("cameos:new")


@stays_in_memory
@login_required
@require_POST
@never_cache
def send_in(request: HttpRequest, challenge_id: uuid.UUID) -> HttpResponse:
    challenge = _own_challenge(request, challenge_id)
    data = bytes_of(request, "video")
    plain = "application/json" not in request.headers.get("Accept", "")
    try:
        recording = enrolment.receive(challenge=challenge, owner=myself(request), data=data, at=now())
    except EnrolmentRefused as wrong:
        if plain:
            return _capture(request, challenge, wrong)
        said = said_refusal(wrong.why)
        return JsonResponse({"code": said.code, "sentence": said.sentence, "remedy": said.remedy}, status=422)
    url = recording.get_absolute_url()
    return redirect(url) if plain else JsonResponse({"url": url}, status=201)


@login_required
@require_safe
@never_cache
def recording(request: HttpRequest, cameo_id: uuid.UUID) -> HttpResponse:
    """What was recorded, what came of it, and who has opened it."""
    cameo = own_cameo(myself(request), cameo_id)
    return render(request, "cameos/recording.html", {"cameo": cameo, **recorded(cameo)})


@login_required
@require_safe
@never_cache
def piece(request: HttpRequest, cameo_id: uuid.UUID, version: int, kind: str) -> HttpResponse:
    """The bytes, for the owner alone. Reviewers have their own address, in their case."""
    me = myself(request)
    recording = get_object_or_404(own_cameo(me, cameo_id).recordings, version=version)
    try:
        return send(request, recording=recording, kind=kind, purpose=Purpose.OWNER, reader=me)
    except biometrics.PieceMissing:
        raise Http404 from None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def erase(request: HttpRequest, cameo_id: uuid.UUID) -> HttpResponse:
    """GET says what will happen, POST does it."""
    cameo = own_cameo(myself(request), cameo_id)
    form = EraseForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        erasure.erase_cameo(cameo=cameo, at=now())
        messages.success(request, _("Deleted. Nothing that was recorded of it is left here."))
        return redirect("/cameos/")
    status = 422 if request.method == "POST" else 200
    context = {"cameo": cameo, "form": form, "footprint": queries.footprint(cameo)}
    return render(request, "cameos/erase.html", context, status=status)
