"""Which clips are in which circle. A clip stands in a circle as long as its maker is in it: that is asked, not cleaned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from circles.models import Circle, Member

if TYPE_CHECKING:
    from accounts.models import User


class SharedQuerySet(models.QuerySet["Shared"]):
    def standing(self) -> SharedQuerySet:
        """Those whose maker is in the circle still."""
        return self.filter(
            Exists(Member.objects.filter(circle=OuterRef("circle"), person=OuterRef("clip__author")))
        )

    def between_author_and(self, viewer: User) -> SharedQuerySet:
        """Of the clip of an outer query, those in circles of the viewer."""
        mine = Member.objects.filter(person=viewer).values("circle")
        return self.filter(clip=OuterRef("pk"), circle__in=mine)


class Shared(models.Model):
    """One clip in one circle. Whoever may not see the clip does not see it there either."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="shared")
    clip = models.ForeignKey("generation.Clip", models.CASCADE, related_name="shared")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "shared clips"
        constraints = [models.UniqueConstraint(fields=["circle", "clip"], name="shared_once")]
        indexes = [models.Index(fields=["circle", "-at"])]

    def __str__(self) -> str:
        return f"{self.clip_id} in {self.circle_id}"
