"""Why a clip comes less often in the feed, and what came of its maker's objection."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from generation.models import Clip


class DemotionQuerySet(models.QuerySet["Demotion"]):
    def standing(self) -> DemotionQuerySet:
        return self.filter(is_lifted=False)

    def contested(self) -> DemotionQuerySet:
        """Those somebody has still to decide about."""
        return self.filter(contested_at__isnull=False, decided_at=None)


class Demotion(models.Model):
    """One reason one clip sinks, once: what was lifted stays here, so that it never comes back for that reason."""

    clip = models.ForeignKey(Clip, models.CASCADE, related_name="demotions")
    reason_code = models.CharField(max_length=40)  # of policy.reasons_feed
    factor = models.FloatField()  # what is left of its worth: 0 to 1
    facts = models.JSONField(default=dict, blank=True)  # what the sentence needs, and the clip it is like
    created_at = models.DateTimeField()
    contested_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=500, blank=True)  # its maker's
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_lifted = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)  # of who decided, to its maker
    objects = DemotionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clip", "reason_code"], name="demotion_once_a_reason"),
            models.CheckConstraint(condition=Q(factor__gte=0, factor__lte=1), name="demotion_factor"),
        ]
        indexes = [
            models.Index(
                fields=["contested_at"],
                name="demotion_contested",
                condition=Q(contested_at__isnull=False, decided_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.clip_id} {self.reason_code}"

    @property
    def can_be_contested(self) -> bool:
        return self.contested_at is None and not self.is_lifted

    @property
    def is_open(self) -> bool:
        return self.contested_at is not None and self.decided_at is None
