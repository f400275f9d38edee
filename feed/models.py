"""People watching: what they liked and what they saw. Follows live in accounts, below the cameos."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from generation.models import Clip


class Like(models.Model):
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="likes")
    clip = models.ForeignKey(Clip, models.CASCADE, related_name="likes")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "clip"], name="like_once")]

    def __str__(self) -> str:
        return f"{self.who_id} likes {self.clip_id}"


class Watch(models.Model):
    """One showing of one clip in one slate (`req_id`), at one place in it, and how long it was watched."""

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    clip = models.ForeignKey(Clip, models.CASCADE, related_name="watches")
    req_id = models.UUIDField(default=uuid.uuid4)
    place = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=20, blank=True)
    watched_ms = models.PositiveIntegerField(default=0)
    loops = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "clip", "req_id"], name="watch_once_a_slate")]
        indexes = [models.Index(fields=["who", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.who_id} saw {self.clip_id}"
