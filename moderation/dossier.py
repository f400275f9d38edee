"""Pages of a recording's case: side by side, its bytes for who has claimed it, and the decision."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import myself
from cameos.biometrics import PieceMissing
from cameos.enrolment import EnrolmentRefused
from cameos.models import Purpose, Recording, RecordingState
from cameos.sending import send
from cameos.words import said_refusal
from moderation import casework, enrolments
from moderation.access import enrolment_or_404, moderators_only
from moderation.casework import Docket
from moderation.enrolments import FaceInThing, NothingToDecide, NumbersDiffer
from moderation.forms import EnrolmentForm
from moderation.operations import CaseTaken, OwnClip, ReasonMissing


@moderators_only
@require_POST
def take_up(request: HttpRequest, recording_id: uuid.UUID) -> HttpResponse:
    waiting = Recording.objects.select_related("cameo")
    recording = get_object_or_404(waiting, pk=recording_id, state=RecordingState.WAITING)
    try:
        return redirect(enrolments.take_up(recording=recording, by=myself(request), at=now()))
    except (CaseTaken, NothingToDecide, OwnClip) as refused:
        messages.warning(request, said(refused))
        return redirect("moderation:desk")


@moderators_only
@require_safe
@never_cache
def piece(request: HttpRequest, case_id: int, kind: str) -> HttpResponse:
    """For the reviewer who has claimed the open case; for everybody else there is nothing here."""
    case, me = enrolment_or_404(case_id), myself(request)
    if case.recording is None or not enrolments.is_held_by(case, me, now()):
        raise Http404
    if not case.recording.waits_for_reviewer:
        raise Http404
    try:
        return send(
            request, recording=case.recording, kind=kind, purpose=Purpose.REVIEW, reader=me,
            about=f"case {case.pk}",
        )  # fmt: skip
    except PieceMissing:
        raise Http404 from None


def said(refused: Exception) -> str:
    """This function will say why it did not go, in the active language."""
    match refused:
        case OwnClip():
            return _("This is your own likeness: somebody else has to look at it.")
        case ReasonMissing():
            return _("Choose a reason: the person is told why.")
        case NothingToDecide():
            return _("The recording was replaced, decided or deleted meanwhile.")
        case NumbersDiffer():
            return _("These are not the numbers that were asked for. Listen again; what you typed is kept.")
        case FaceInThing():
            return _("The machine found a face in it. Say that it is no real person's, or do not accept it.")
        case EnrolmentRefused(why=why):
            return said_refusal(why).sentence
    return _("Claim the case first; or somebody else has it now.")


RECORDINGS = Docket(
    enrolment_or_404,
    enrolments.dossier,
    "moderation/enrolment.html",
    enrolments.hear_and_decide,
    said,
    EnrolmentForm,
    {
        ReasonMissing: "reason_code",
        NumbersDiffer: "heard",
        FaceInThing: "no_person",
        EnrolmentRefused: None,
    },
    (NothingToDecide,),
)


@moderators_only
@require_safe
@never_cache
def enrolment(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.show(RECORDINGS, request, case_id)


@moderators_only
@require_POST
def claim_enrolment(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.claim(RECORDINGS, request, case_id)


@moderators_only
@require_POST
def decide_enrolment(request: HttpRequest, case_id: int) -> HttpResponse:
    return casework.decide(RECORDINGS, request, case_id)
