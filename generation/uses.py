"""One likeness in one job, and whether the consent to it stands now: CameoUse. Verbs: consent.py, closing.py."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from cameos.models import Cameo, CameoState, Permission, Receipt, Revocation, not_of_age
from generation.states import USE_NEXT, UseState


class CameoUseQuerySet(models.QuerySet["CameoUse"]):
    def uncovered(self, *, published: bool) -> CameoUseQuerySet:
        """Uses whose consent does not stand now. A draft may be waiting for an answer, a published clip not.

        A person who turns out not to be of age can not have consented.
        """
        standing = [UseState.APPROVED] if published else [UseState.APPROVED, UseState.ASKED]
        taken_back = Revocation.objects.filter(
            Q(person=None) | Q(person=OuterRef("job__author")),
            Q(since=None) | Q(since__lte=OuterRef("asked_at")),
            cameo=OuterRef("cameo"),
            at__gte=OuterRef("asked_at"),
        )
        return self.filter(
            ~Q(state__in=standing)
            | ~Q(cameo__state=CameoState.APPROVED)
            | Q(valid_until__lte=Now())
            | not_of_age("cameo__")
            | Exists(taken_back)
        )


class CameoUse(models.Model):
    """One likeness in one job, under one version of the owner's permission."""

    NEXT = USE_NEXT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey("generation.Job", models.CASCADE, related_name="uses")
    clip = models.ForeignKey("generation.Clip", models.CASCADE, null=True, blank=True, related_name="uses")
    cameo = models.ForeignKey(Cameo, models.PROTECT, related_name="uses")
    permission = models.ForeignKey(Permission, models.PROTECT, related_name="+")
    recording_version = models.PositiveIntegerField(default=0)  # of the likeness, when it was asked for
    receipt = models.OneToOneField(Receipt, models.PROTECT, null=True, blank=True, related_name="use")
    state = models.CharField(max_length=8, choices=UseState)
    ask_stage = models.CharField(max_length=14, blank=True)  # BEFORE_RENDER | BEFORE_PUBLISH | ""
    valid_until = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True, blank=True, db_index=True)  # silence until then means no
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_under = models.ForeignKey(  # the terms that were applied to it, and do not allow it
        Permission, models.PROTECT, null=True, blank=True, related_name="+"
    )
    objects = CameoUseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "cameo"], name="use_once_a_job"),
            models.CheckConstraint(condition=Q(state__in=UseState.values), name="use_state_known"),
        ]
        indexes = [models.Index(fields=["cameo", "-asked_at"])]

    def __str__(self) -> str:
        return f"{self.cameo_id} in {self.job_id}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("generation:use", args=[self.pk])

    @property
    def stands(self) -> bool:
        return self.state in (UseState.APPROVED, UseState.ASKED)
