"""What people asked their feed for: moods with their earlier versions, what they want less of, how they want to watch.

All of it is its owner's alone. Verbs are in operations.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from generation.models import Clip

Person = settings.AUTH_USER_MODEL


class Mood(models.Model):
    """One named steering of one person. The one without a name is what counts just now and was not kept."""

    who = models.ForeignKey(Person, models.CASCADE, related_name="moods")
    name = models.CharField(_("name"), max_length=40, blank=True)
    steering = models.JSONField(default=dict, blank=True)  # feed.steering.steering.packed
    said = models.CharField(max_length=500, blank=True)  # the words that changed it last
    unknown = models.JSONField(default=list, blank=True)  # what nobody could understand of them
    questions = models.JSONField(default=list, blank=True)  # people that are still to be named
    reader = models.CharField(max_length=8, default="RULES")  # who read the words: parsing.Parsed.reader
    is_active = models.BooleanField(default=False)
    until = models.DateTimeField(
        null=True, blank=True
    )  # what was meant for today ends at its owner's midnight
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["who", "name"], name="mood_name_once"),
            models.UniqueConstraint(fields=["who"], condition=Q(is_active=True), name="mood_one_active"),
        ]

    def __str__(self) -> str:
        return f"{self.name or '…'} of {self.who_id}"

    def has_ended(self, at: datetime) -> bool:
        return self.until is not None and self.until <= at


class MoodVersion(models.Model):
    """How a mood was before a change: what undo goes back to."""

    mood = models.ForeignKey(Mood, models.CASCADE, related_name="versions")
    steering = models.JSONField(default=dict, blank=True)
    said = models.CharField(max_length=500, blank=True)
    was_active = models.BooleanField(default=True)
    until = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.mood_id} at {self.at}"


class Called(models.Model):
    """Whom somebody means by "my ex". Nobody else ever reads it."""

    who = models.ForeignKey(Person, models.CASCADE, related_name="called")
    said = models.CharField(max_length=40)  # a role of grammar.toml, or a first name
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "said"], name="called_once")]

    def __str__(self) -> str:
        return f"{self.said} of {self.who_id}"


class LessOf(models.TextChoices):
    MAKER = "MAKER", _("this maker")
    TOPIC = "TOPIC", _("this topic")
    LIKENESS = "LIKENESS", _("this person in clips")
    LOOK = "LOOK", _("this look")
    LONG = "LONG", _("clips this long")
    SOUND = "SOUND", _("spoken words")
    COPIES = "COPIES", _("clips like this one, again and again")


class Less(models.Model):
    """Somebody asked for less of something they saw in a clip. It counts from the next clip on, until they undo it."""

    who = models.ForeignKey(Person, models.CASCADE, related_name="less")
    clip = models.ForeignKey(Clip, models.SET_NULL, null=True, related_name="less")
    what = models.CharField(max_length=8, choices=LessOf)
    name = models.CharField(max_length=60, blank=True)  # the handle, topic, look or chain that is meant
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "what", "name"], name="less_once")]
        indexes = [models.Index(fields=["who", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.who_id}: less {self.what} {self.name}"


class ClipTraits(models.Model):
    """What one clip is about, as steering asks for it. Written once by the `default` pool; words do not change."""

    clip = models.OneToOneField(Clip, models.CASCADE, primary_key=True, related_name="traits")
    marks = models.JSONField(default=list)  # feed.steering.marks

    def __str__(self) -> str:
        return f"{self.clip_id}: {len(self.marks)} marks"


class Watching(models.Model):
    """How somebody wants to watch. Without a row: as everybody does, and young people as young people do."""

    user = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="watching")
    autoplay = models.BooleanField(default=True)
    loops = models.BooleanField(default=True)
    personal = models.BooleanField(default=True)
    minutes_a_day = models.PositiveSmallIntegerField(default=0)  # 0: no end but that of the clips
    check_after = models.PositiveSmallIntegerField(default=30)  # minutes without a pause; 0: never
    longer_on = models.DateField(null=True, blank=True)  # the day that was made longer, and by how much
    longer_by = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(null=True, blank=True)
    less = models.JSONField(
        default=dict, blank=True
    )  # what the rows of Less add up to, so that no page reads them

    def __str__(self) -> str:
        return f"{self.user_id}: {self.minutes_a_day} minutes"


class Guardian(models.Model):
    """A grown-up who looks after a young person's account, once they have said yes: limits, never what is watched."""

    young = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="guardian")
    by = models.ForeignKey(Person, models.CASCADE, related_name="wards")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    autoplay = models.BooleanField(default=False)
    personal = models.BooleanField(default=False)
    minutes_a_day = models.PositiveSmallIntegerField(default=60)

    def __str__(self) -> str:
        return f"{self.by_id} for {self.young_id}"
