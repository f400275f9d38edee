"""Rows beside a clip: who has downloaded it, and which addresses a cache is still to forget."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Download(models.Model):
    """Somebody took the file of a clip with them: kept once for each person and day."""

    clip = models.ForeignKey("generation.Clip", models.CASCADE, related_name="downloads")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )  # None: whoever was not logged in
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clip", "person", "day"], name="download_once_a_day", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.clip_id} by {self.person_id or 'somebody'} on {self.day}"


class Purge(models.Model):
    """Addresses an operator's cache is to forget. Sent until the cache says yes; see purging.py."""

    urls = models.JSONField(default=list)
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], condition=Q(done_at=None), name="purge_open")]

    def __str__(self) -> str:
        return f"{len(self.urls)} addresses, {'done' if self.done_at else 'open'}"
