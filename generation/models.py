"""From prompt to sealed file: Job and Clip. Verbs: operations.

A likeness in a job, CameoUse, is in uses.py; who sees a clip in audience.py. What a clip is cut from and the folder
it is kept in are models too, in cuts.py; what a job leaves on its way, Preview and Transition, is in traces.py.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.addresses import address
from generation.audience import ClipQuerySet, Visibility
from generation.cuts import Folder, JobKind, Source
from generation.records import ClipLook, Download, Pool, Purge
from generation.shares import Shared
from generation.states import CLIP_NEXT, FINISHED, JOB_NEXT, RUNNING, ClipState, JobState, UseState
from generation.traces import Preview, Transition
from generation.uses import CameoUse, CameoUseQuerySet

if TYPE_CHECKING:
    from accounts.models import User

__all__ = [
    "CameoUse", "CameoUseQuerySet", "Clip", "ClipLook", "ClipQuerySet", "Download", "Folder", "Job", "JobKind", "Pool",
    "Preview", "Purge", "Shared", "Source", "Transition", "Visibility",
]  # fmt: skip


class JobQuerySet(models.QuerySet["Job"]):
    def waiting(self) -> JobQuerySet:
        """Queued and free to start: nobody is still to be asked before the render, no consent or source is gone."""
        uses = CameoUse.objects.filter(job=OuterRef("pk"))
        asked = uses.filter(state=UseState.ASKED, ask_stage="BEFORE_RENDER")
        return self.filter(state=JobState.QUEUED).exclude(
            Exists(asked)
            | Exists(uses.uncovered(published=False))
            | Exists(Source.objects.filter(job=OuterRef("pk")).gone())
        )

    def asking(self) -> JobQuerySet:
        """Those whose likeness owner is still to be asked before the render: in no line until the answer."""
        uses = CameoUse.objects.filter(job=OuterRef("pk"))
        return self.filter(Exists(uses.filter(state=UseState.ASKED, ask_stage="BEFORE_RENDER")))

    def running(self) -> JobQuerySet:
        return self.filter(state__in=RUNNING)

    def readable_by(self, viewer: User) -> JobQuerySet:
        """One's own, and those that cast a likeness of one's own."""
        mine = CameoUse.objects.filter(job=OuterRef("pk"), cameo__owner=viewer)
        return self.filter(Q(author=viewer) | Exists(mine))


class Job(models.Model):
    """One prompt on its way to one clip. A running job holds `lease`; who lacks it may not write."""

    NEXT = JOB_NEXT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=8, choices=JobKind, default=JobKind.MAKE)
    prompt = models.TextField(_("prompt"), max_length=2000)  # of a cut: what its sources were made from
    title = models.CharField(_("title"), max_length=120, blank=True)
    engine = models.CharField(max_length=40)
    model = models.CharField(max_length=200, blank=True)
    alias = models.CharField(max_length=80, blank=True)  # the model an API client asked for, echoed to it
    seconds = models.PositiveSmallIntegerField(default=8)
    width = models.PositiveIntegerField(default=720)
    height = models.PositiveIntegerField(default=1280)
    seed = models.BigIntegerField(default=0)
    wanted = models.JSONField(default=dict, blank=True)  # generation.wishes.Wanted: what else was asked for
    group = models.UUIDField(null=True, blank=True, db_index=True)  # variations of one wish share it
    pool = models.CharField(max_length=20, default="gpu")
    turn = models.BigIntegerField(default=0)  # the round of the line in which it starts: generation.line
    origin = models.CharField(max_length=10, default="page")  # page | api | v1 | demo
    is_batch = models.BooleanField(default=False)  # nobody waits for it: it starts when no one else's does
    publish_when_done = models.BooleanField(default=False)
    remix_of = models.ForeignKey("Clip", models.SET_NULL, null=True, blank=True, related_name="remix_jobs")
    is_answer = models.BooleanField(default=False)  # it answers `remix_of` and is made from words of its own

    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    percent = models.PositiveSmallIntegerField(default=0)
    preview_at = models.DateTimeField(null=True, blank=True)
    understood = models.JSONField(default=dict, blank=True)
    unknown = models.JSONField(default=list, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_facts = models.JSONField(default=dict, blank=True)

    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True)  # host:pid of the lease holder
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)  # by its author
    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known")]
        indexes = [
            models.Index(fields=["state", "pool", "is_batch", "turn", "created_at", "id"], name="job_line"),
            models.Index(fields=["author", "state", "pool", "is_batch", "turn"], name="job_line_of_author"),
            models.Index(
                fields=["engine", "model", "width", "height", "seconds", "-finished_at"],
                name="job_durations",
                condition=Q(state=JobState.DONE),
            ),
            models.Index(fields=["author", "-started_at"]),
            models.Index(fields=["author", "-created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("generation:job", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_done(self) -> bool:
        return self.state == JobState.DONE

    @property
    def can_retry(self) -> bool:
        return self.state in (JobState.FAILED, JobState.CANCELLED)

    @property
    def is_consented(self) -> bool:
        """Whether what is made of it may be seen, and made at all."""
        return not (self.uses.uncovered(published=False).exists() or self.sources.gone().exists())

    @property
    def is_cut(self) -> bool:
        """Made of clips alone: no engine renders it."""
        return self.kind in (JobKind.RECUT, JobKind.STITCH)

    @property
    def whole_seconds(self) -> int:
        """How long the clip will be: what it goes on from counts too."""
        if self.kind != JobKind.EXTEND:
            return self.seconds
        return self.seconds + round(sum(part.seconds for part in self.sources.all()))


class Clip(models.Model):
    """One sealed file and what people see of it. `id` is its job's, so a job rendered twice yields one clip."""

    NEXT = CLIP_NEXT

    id = models.UUIDField(primary_key=True, editable=False)
    job = models.OneToOneField(Job, models.CASCADE, related_name="clip")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="clips")
    remix_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="remixes")
    title = models.CharField(_("title"), max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=ClipState, default=ClipState.DRAFT)
    engine = models.CharField(max_length=60)
    source_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    seconds = models.FloatField()
    fps = models.PositiveSmallIntegerField()
    thumbhash = models.CharField(max_length=60, blank=True)
    lines = models.JSONField(default=list, blank=True)  # [{"text", "start", "end", "lang", "speaker"}]
    sprites = models.JSONField(default=dict, blank=True)  # geometry of sprites.webp
    folder = models.CharField(max_length=120)  # in the media storage
    kept_in = models.ForeignKey(Folder, models.SET_NULL, null=True, blank=True, related_name="clips")
    seen_at = models.DateTimeField(null=True, blank=True)  # by its author
    hides_prompt = models.BooleanField(_("hide the words"), default=False)
    forbids_remix = models.BooleanField(_("forbid remixes"), default=False)
    visibility = models.CharField(
        _("who sees it"), max_length=9, choices=Visibility, default=Visibility.PUBLIC
    )
    topics = models.CharField(
        max_length=120, blank=True
    )  # "|POLITICS|": what its words touch, for who mutes it
    files = models.JSONField(default=dict)  # {"video.mp4": {"bytes": 1, "sha256": "…"}, …}
    credentials = models.JSONField(default=dict, blank=True)  # what read-back found in the manifest
    withdrawn_for = models.CharField(max_length=40, blank=True)  # a code of policy.reasons
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)
    objects = ClipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ClipState.values), name="clip_state_known"),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="clip_visibility_known"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-published_at"]),
            # or SQLite counts the remixes of one clip by reading all
            models.Index(fields=["remix_of", "state", "published_at"]),
            models.Index(fields=["author", "state", "-created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    def get_absolute_url(self) -> str:
        return f"/c/{self.pk}"  # the page people watch belongs to the feed, a later stage

    def media_url(self, rendition: str) -> str:
        return address("generation:media", self.pk, rendition)

    @property
    def video_url(self) -> str:
        return self.media_url("video.mp4")

    @property
    def poster_url(self) -> str:
        return self.media_url("poster.webp")

    @property
    def sprites_url(self) -> str:
        return self.media_url("sprites.webp")

    @property
    def captions_url(self) -> str:
        return self.media_url("captions.vtt")

    def shows_prompt_to(self, viewer: User | AnonymousUser) -> bool:
        """Hidden words stay readable to their author, to moderators, and to whoever is cast by them."""
        if not self.hides_prompt or self.author_id == viewer.pk:
            return True
        return viewer.is_authenticated and (
            viewer.is_moderator or any(use.cameo.owner_id == viewer.pk for use in self.uses.all())
        )

    def may_be_remixed_by(self, viewer: User | AnonymousUser) -> bool:
        return not self.forbids_remix or self.author_id == viewer.pk

    @property
    def is_draft(self) -> bool:
        return self.state == ClipState.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == ClipState.PUBLISHED


from generation.orders import Batch, BatchRow, FirstPicture  # noqa: E402, F401  # Django looks for models here
