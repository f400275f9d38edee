"""Where a job stands, as its page and its socket show it: one snapshot, complete, in the viewer's language."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from accounts.models import User
from generation.line import is_held_back
from generation.models import Clip, Job, Transition
from generation.refusals import said_of_job
from generation.states import JobState, UseState
from generation.waiting import closed_in_words, in_words
from generation.waits import usual_seconds, wait_of

Snapshot = dict[str, object]

_STAGES: dict[str, str] = {
    JobState.QUEUED: gettext_noop("Waiting for a free stage"),
    JobState.RENDERING: gettext_noop("The scene is played and filmed"),
    JobState.CHECKING: gettext_noop("Pictures and words are checked"),
    JobState.SEALING: gettext_noop("The file is marked and signed"),
    JobState.DONE: gettext_noop("Ready to watch"),
    JobState.FAILED: gettext_noop("It did not work"),
    JobState.REFUSED: gettext_noop("It may not be made like this"),
    JobState.CANCELLED: gettext_noop("Cancelled"),
}


def snapshot(job: Job, viewer: User) -> Snapshot:
    """This function will say everything a progress page shows of `job`, in the language that is active."""
    last = Transition.objects.filter(job=job.pk).order_by("-pk").values_list("pk", flat=True).first()
    wait = wait_of(job, now())
    return {
        "type": "job",
        "id": str(job.pk),
        "state": job.state,
        "state_label": job.get_state_display(),
        "stage": stage_sentence(job),
        "percent": job.percent,
        "place": wait.place,
        "starts_in": wait.usual,
        "starts_at_most": wait.at_most,
        "starts": in_words(wait),
        "closed": closed_in_words(wait.pool),
        "usual_seconds": None if job.is_finished else usual_seconds(job),
        "preview": _preview_url(job),
        "url": _clip_url(job, viewer),
        "error": _error(job),
        "transition": last or 0,
    }


def stage_sentence(job: Job) -> str:
    """This function will say what is happening to the job now."""
    if job.state == JobState.QUEUED:
        asked = (
            job.uses.filter(state=UseState.ASKED, ask_stage="BEFORE_RENDER").select_related("cameo").first()
        )
        if asked:
            return _("Waiting for %(name)s's answer") % {"name": asked.cameo.name}
        if is_held_back(job):
            return ngettext(
                "Waiting for your clip that is being made: %(n)s of one person at a time",
                "Waiting for one of your clips that are being made: %(n)s of one person at a time",
                settings.JOBS_RUNNING,
            ) % {"n": settings.JOBS_RUNNING}
    if job.state == JobState.RENDERING and job.is_cut:
        return _("The parts are cut and joined")
    return _(_STAGES[job.state])


def _preview_url(job: Job) -> str | None:
    if job.preview_at is None or not job.is_running or not job.is_consented:
        return None
    return f"{reverse('generation:preview', args=[job.pk])}?at={int(job.preview_at.timestamp() * 1000)}"


def _clip_url(job: Job, viewer: User) -> str | None:
    if not job.is_done:
        return None
    found = Clip.objects.visible_to(viewer).filter(pk=job.pk).first()
    return found.get_absolute_url() if found else None


def _error(job: Job) -> Snapshot | None:
    said = said_of_job(job)
    return {"code": said.code, "sentence": said.sentence, "remedy": said.remedy} if said else None
