"""What a clip was cut from, and where its maker keeps it: Source and Folder. Verbs: editing.py, folders.py."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _


class JobKind(models.TextChoices):
    """Where the pictures of a job come from: an engine alone, or clips that are there already."""

    MAKE = "MAKE", _("made from words")
    EXTEND = "EXTEND", _("goes on from a clip")
    RECUT = "RECUT", _("cut anew")
    STITCH = "STITCH", _("put together")


class SourceQuerySet(models.QuerySet["Source"]):
    def gone(self) -> SourceQuerySet:
        """Those whose clip is withdrawn, deleted, or shows a likeness that is no longer covered."""
        clip: Any = apps.get_model("generation", "Clip")  # generation.models reads this module
        standing = clip.objects.filter(pk=OuterRef("clip")).exclude(state="WITHDRAWN").consented()
        return self.exclude(Exists(standing))


class Source(models.Model):
    """One part of a clip that goes into a job: these seconds of it, in this place. A gap is left by a lost clip."""

    job = models.ForeignKey("generation.Job", models.CASCADE, related_name="sources")
    clip = models.ForeignKey(
        "generation.Clip", models.SET_NULL, null=True, blank=True, related_name="used_in"
    )
    place = models.PositiveSmallIntegerField()
    start = models.FloatField()
    end = models.FloatField()
    objects = SourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "place"], name="source_place_once"),
            models.CheckConstraint(
                condition=Q(start__gte=0) & Q(end__gt=models.F("start")), name="source_has_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clip_id} {self.start:.2f} to {self.end:.2f}"

    @property
    def seconds(self) -> float:
        return self.end - self.start


class Folder(models.Model):
    """A name under which somebody keeps clips of their own."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="folders")
    name = models.CharField(_("name"), max_length=60)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="folder_name_once")]

    def __str__(self) -> str:
        return self.name
