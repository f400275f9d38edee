"""The lives of Job, Clip and CameoUse as tables of allowed moves. Data only; a test checks every pair."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    QUEUED = "QUEUED", _("waiting")
    RENDERING = "RENDERING", _("being made")
    CHECKING = "CHECKING", _("being checked")
    SEALING = "SEALING", _("being sealed")
    DONE = "DONE", _("done")
    FAILED = "FAILED", _("failed")
    REFUSED = "REFUSED", _("refused")
    CANCELLED = "CANCELLED", _("cancelled")


class ClipState(TextChoices):
    DRAFT = "DRAFT", _("draft")
    HELD = "HELD", _("waits for a reviewer")
    PUBLISHED = "PUBLISHED", _("published")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


class UseState(TextChoices):
    ASKED = "ASKED", _("asked")
    APPROVED = "APPROVED", _("stands")
    DECLINED = "DECLINED", _("declined")
    REVOKED = "REVOKED", _("ended")


class PoolState(TextChoices):
    OPEN = "OPEN", _("open")
    DRAINING = "DRAINING", _("finishes what runs, takes nothing new")
    PAUSED = "PAUSED", _("paused")


_ENDS = {JobState.FAILED, JobState.REFUSED, JobState.CANCELLED}

# A running job goes back to QUEUED only when its lease ran out: its worker is dead or stuck.
JOB_NEXT: dict[str, set[str]] = {
    JobState.QUEUED: {JobState.RENDERING, *_ENDS},
    JobState.RENDERING: {JobState.CHECKING, JobState.QUEUED, *_ENDS},
    JobState.CHECKING: {JobState.SEALING, JobState.QUEUED, *_ENDS},
    JobState.SEALING: {JobState.DONE, JobState.QUEUED, *_ENDS},
    JobState.DONE: set(),
    JobState.FAILED: set(),
    JobState.REFUSED: set(),
    JobState.CANCELLED: set(),
}
CLIP_NEXT: dict[str, set[str]] = {
    ClipState.DRAFT: {ClipState.PUBLISHED, ClipState.HELD, ClipState.WITHDRAWN},
    ClipState.HELD: {ClipState.PUBLISHED, ClipState.WITHDRAWN},
    ClipState.PUBLISHED: {ClipState.WITHDRAWN},
    ClipState.WITHDRAWN: set(),
}
USE_NEXT: dict[str, set[str]] = {
    UseState.ASKED: {UseState.APPROVED, UseState.DECLINED, UseState.REVOKED},
    UseState.APPROVED: {UseState.REVOKED, UseState.ASKED},  # asked when the terms say so before it is public
    UseState.DECLINED: set(),
    UseState.REVOKED: set(),
}

RUNNING = frozenset({JobState.RENDERING, JobState.CHECKING, JobState.SEALING})
UNFINISHED = RUNNING | {JobState.QUEUED}
FINISHED = frozenset(JobState) - UNFINISHED
FRUITLESS = frozenset(_ENDS)
"""Ended without a clip."""
COSTS_QUOTA = UNFINISHED | {JobState.DONE}
"""A refused, failed or cancelled job gives its place back."""
