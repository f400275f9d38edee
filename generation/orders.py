"""What people hand in with what they ask for: first pictures, and batches with their rows. Verbs: firstpictures, batches."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class FirstPicture(models.Model):
    """A picture a clip is to begin with, as re-encoded here. No address leads to its file; only engines read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="first_pictures")
    file = models.CharField(max_length=120, unique=True)  # in the media storage
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    shows = models.JSONField(default=list, blank=True)  # handles of the likenesses whose own faces are in it
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Batch(models.Model):
    """Many clips from one template: the rows, what was chosen for all of them, and the jobs they became."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="batches")
    name = models.CharField(_("name"), max_length=120, blank=True)
    template = models.TextField(_("template"), max_length=2000)
    choices = models.JSONField(default=dict, blank=True)  # seconds, size, engine and wanted, for every row
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "batches"
        indexes = [models.Index(fields=["author", "-created_at"])]

    def __str__(self) -> str:
        return self.name or str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("generation:batch", args=[self.pk])


class BatchRow(models.Model):
    """One line of a batch: its values, the words they make, and its job, or why it has none."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    values = models.JSONField(default=dict, blank=True)
    prompt = models.TextField(max_length=2000)
    job = models.OneToOneField("Job", models.SET_NULL, null=True, blank=True, related_name="batch_row")
    refusals = models.JSONField(default=list, blank=True)  # [{"code", "field", "facts"}] of a row left out

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="batch_row_once")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"
