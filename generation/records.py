"""Rows beside jobs and clips: downloads, looks, what a cache is still to forget, the pools of workers."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from generation.states import PoolState


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


class ClipLook(models.Model):
    """What a clip looks and sounds like, as it was seen when it was sealed; its pictures can not be made of it."""

    clip = models.OneToOneField("generation.Clip", models.CASCADE, primary_key=True, related_name="look")
    pictures = models.BinaryField()  # provenance.looks.Look.to_bytes
    usual = models.BinaryField()  # what most of them have in common: found first
    light = models.FloatField()  # grey values between dark and light; 0 is a plain picture
    movement = models.FloatField()  # share of the picture in which something moved
    loudness = models.FloatField()  # LUFS; -70 is silence

    def __str__(self) -> str:
        return f"look of {self.clip_id}"


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


class Pool(models.Model):
    """A group of workers with one line of jobs: whether it takes new ones, and how far its line has come."""

    name = models.CharField(_("name"), max_length=20, primary_key=True)
    state = models.CharField(_("state"), max_length=8, choices=PoolState, default=PoolState.OPEN)
    until = models.DateTimeField(_("until"), null=True, blank=True)  # it opens again by itself
    note = models.CharField(_("note"), max_length=200, blank=True)  # people read it
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    turn = models.BigIntegerField(default=0)  # of the job started last
    batch_turn = models.BigIntegerField(default=0)  # the same of what nobody waits for
    since_batch = models.PositiveIntegerField(default=0)  # jobs started since one that nobody waits for

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PoolState.values), name="pool_state_known")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    def is_open(self, at: datetime) -> bool:
        return self.state == PoolState.OPEN or (self.until is not None and self.until <= at)
