"""Whom and what somebody keeps away: PersonBlock and Mute. A block works both ways, a mute nobody else notices."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PersonBlockQuerySet(models.QuerySet["PersonBlock"]):
    def between(self, one: int | None, other: int | None) -> PersonBlockQuerySet:
        return self.filter(Q(who=one, whom=other) | Q(who=other, whom=one))


class PersonBlock(models.Model):
    """`who` and `whom` see nothing of each other: no page, no clip, no comment, no follow, no casting."""

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocked")
    whom = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocked_by")
    created_at = models.DateTimeField()
    objects = PersonBlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["who", "whom"], name="person_block_once"),
            models.CheckConstraint(condition=~Q(who=F("whom")), name="person_block_not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.who_id} blocks {self.whom_id}"


class MuteKind(models.TextChoices):
    PERSON = "PERSON", _("person")
    WORD = "WORD", _("word")
    TOPIC = "TOPIC", _("topic")


class Mute(models.Model):
    """One thing somebody does not want in their lists, and no news of."""

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mutes")
    kind = models.CharField(max_length=6, choices=MuteKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="muted_by"
    )
    words = models.CharField(max_length=80, blank=True)  # of a topic: its code
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="PERSON", person__isnull=False, words="")
                | Q(kind__in=["WORD", "TOPIC"], person=None) & ~Q(words=""),
                name="mute_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["who", "person"], condition=Q(kind="PERSON"), name="mute_person_once"
            ),
            models.UniqueConstraint(
                fields=["who", "kind", "words"],
                condition=Q(kind__in=["WORD", "TOPIC"]),
                name="mute_words_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who_id} mutes {self.kind} {self.person_id or self.words}"
