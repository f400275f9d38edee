"""People watching: what they liked, what they saw and what that adds up to. Follows live in accounts, below the cameos."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

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

    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches", db_index=False
    )  # it leads the other two
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
        indexes = [
            models.Index(fields=["who", "-created_at", "clip", "watched_ms"])
        ]  # all that a page asks of somebody's month: the rows lie all over the table

    def __str__(self) -> str:
        return f"{self.who_id} saw {self.clip_id}"


class Collection(models.Model):
    """Clips somebody keeps together. Its address opens it for others only while it is shared."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="collections")
    name = models.CharField(max_length=60)
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="collection_name_once")]

    def __str__(self) -> str:
        return f"{self.name} of {self.owner_id}"

    def get_absolute_url(self) -> str:
        return f"/saved/{self.pk}"


class Saved(models.Model):
    """A clip somebody has saved; without a collection it lies among all they saved."""

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved")
    clip = models.ForeignKey(Clip, models.CASCADE, related_name="saved")
    collection = models.ForeignKey(Collection, models.SET_NULL, null=True, blank=True, related_name="saved")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "clip"], name="saved_once")]
        indexes = [models.Index(fields=["who", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.who_id} saved {self.clip_id}"


class PeopleList(models.Model):
    """People somebody watches together, in a feed of their own. Nobody else sees it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="people_lists")
    name = models.CharField(max_length=60)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="people_list_name_once")]

    def __str__(self) -> str:
        return f"{self.name} of {self.owner_id}"

    def get_absolute_url(self) -> str:
        return f"/lists/{self.pk}"


class Tally(models.Model):
    """What became of one clip, counted as it happens, so that nobody counts rows while a page waits."""

    clip = models.OneToOneField(Clip, models.CASCADE, primary_key=True, related_name="tally")
    viewers = models.PositiveIntegerField(default=0)  # showings to people with an account
    finished = models.PositiveIntegerField(default=0)  # of these, watched to the end or again
    likes = models.PositiveIntegerField(default=0)
    worth = models.FloatField(default=1.0)  # how often the feed brings it: less where it sinks (feed.worth)
    copy = models.UUIDField(
        null=True, blank=True
    )  # the first clip that looks the same; empty: it is the first
    is_judged = models.BooleanField(default=False)
    judged_at = models.DateTimeField(null=True, blank=True)  # when one of these two changed last

    class Meta:
        indexes = [
            models.Index(fields=["judged_at"], name="tally_judged", condition=Q(judged_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.clip_id}: {self.viewers} showings"


from feed.challenges.models import Challenge, Entered, Vote  # noqa: E402, F401
from feed.steering.models import (  # noqa: E402, F401  # Django looks for models here
    Called,
    ClipTraits,
    Guardian,
    Less,
    Mood,
    MoodVersion,
    Watching,
)
from feed.worth.models import Demotion  # noqa: E402, F401
