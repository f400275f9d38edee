"""A challenge: words with blanks and a deadline, the clips that entered it, and one vote a person."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from generation.models import Clip

Person = settings.AUTH_USER_MODEL


class Challenge(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=80)
    about = models.CharField(_("what it is about"), max_length=300, blank=True)
    template = models.CharField(_("the words, with {{blanks}}"), max_length=300)
    by = models.ForeignKey(Person, models.CASCADE, related_name="opened_challenges")
    created_at = models.DateTimeField()
    closes_at = models.DateTimeField(_("open until"))
    ended_at = models.DateTimeField(null=True, blank=True)  # the places are given, everybody is told
    stopped_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["ended_at", "closes_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("feed:challenge", args=[self.pk])

    @property
    def is_stopped(self) -> bool:
        """A moderator ended it, without places."""
        return self.stopped_by_id is not None

    def is_open(self, at: datetime) -> bool:
        return self.ended_at is None and at < self.closes_at


class Entered(models.Model):
    """One clip in one challenge. Its place is written when the challenge ends."""

    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="entered")
    clip = models.ForeignKey(Clip, models.CASCADE, related_name="entered")
    who = models.ForeignKey(Person, models.CASCADE, related_name="entered")
    at = models.DateTimeField()
    place = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "entered clips"
        constraints = [models.UniqueConstraint(fields=["challenge", "who"], name="entered_once")]

    def __str__(self) -> str:
        return f"{self.clip_id} in {self.challenge_id}"


class Vote(models.Model):
    challenge = models.ForeignKey(Challenge, models.CASCADE, related_name="votes")
    entered = models.ForeignKey(Entered, models.CASCADE, related_name="votes")
    who = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["challenge", "who"], name="vote_once")]

    def __str__(self) -> str:
        return f"{self.who_id} for {self.entered_id}"
