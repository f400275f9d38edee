"""People watching: what they liked, what they saw and what that adds up to. Follows live in accounts, below the cameos."""

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
    """One showing of one clip in one slate (`req_id`), at one place in it, and how long it was watched.

    Written when the browser tells that the clip was on: what was never on the screen was never shown. `source`,
    `chance` and `scores` travel with the page, so that what is learned from can be attributed.
    """

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    clip = models.ForeignKey(Clip, models.CASCADE, related_name="watches")
    req_id = models.UUIDField(default=uuid.uuid4)
    place = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=20, blank=True)
    watched_ms = models.PositiveIntegerField(default=0)
    loops = models.PositiveSmallIntegerField(default=0)
    chance = models.FloatField(default=1.0)  # that it was this clip, where the place was drawn by lot
    scores = models.JSONField(default=dict, blank=True)  # what the ranker thought of it, by head
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "clip", "req_id"], name="watch_once_a_slate")]
        indexes = [models.Index(fields=["who", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.who_id} saw {self.clip_id}"


class Tally(models.Model):
    """What became of one clip, counted as it happens, so that nobody counts rows while a page waits."""

    clip = models.OneToOneField(Clip, models.CASCADE, primary_key=True, related_name="tally")
    viewers = models.PositiveIntegerField(default=0)  # showings to people with an account
    finished = models.PositiveIntegerField(default=0)  # of these, watched to the end or again
    likes = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.clip_id}: {self.viewers} showings"


from feed.steering.models import (  # noqa: E402, F401  # Django looks for models here
    Called,
    ClipTraits,
    Guardian,
    Less,
    Mood,
    MoodVersion,
    Watching,
)
