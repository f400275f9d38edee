"""Whose likeness, who may use it: Cameo, Permission, Grant, Block, Revocation, Receipt.

What was recorded of it (Challenge, Recording, Piece, Reading) is in cameos/recordings.py.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.ages import newest_birth_month
from accounts.models import handle_validators
from cameos.recordings import Challenge, Piece, PieceKind, Purpose, Reading, Recording, RecordingState

__all__ = ["Challenge", "Piece", "PieceKind", "Purpose", "Reading", "Recording", "RecordingState"]


class CameoKind(models.TextChoices):
    PERSON = "PERSON", _("person")
    THING = "THING", _("pet, drawing or object")


class CameoState(models.TextChoices):
    PENDING = "PENDING", _("waits for a reviewer")
    APPROVED = "APPROVED", _("can be cast")
    DECLINED = "DECLINED", _("not accepted")
    DELETED = "DELETED", _("deleted")


class Audience(models.TextChoices):
    ME = "ME", _("only me")
    APPROVED = "APPROVED", _("people I approve")
    MUTUALS = "MUTUALS", _("mutuals")
    EVERYONE = "EVERYONE", _("everyone here")


class Asking(models.TextChoices):
    FREELY = "FREELY", _("freely")
    BEFORE_RENDER = "BEFORE_RENDER", _("ask me before it is rendered")
    BEFORE_PUBLISH = "BEFORE_PUBLISH", _("ask me before it is published")


def not_of_age(cameo: str = "") -> Q:
    """This function will ask for likenesses of people who are not of age; `cameo` is the way to them, as "cameo__"."""
    newest = newest_birth_month(now().date())
    return Q(**{f"{cameo}kind": CameoKind.PERSON, f"{cameo}owner__birth_month__gt": newest})


class CameoQuerySet(models.QuerySet["Cameo"]):
    def castable(self) -> CameoQuerySet:
        """Approved, with an owner who can still say no, and never a person who is not of age."""
        return self.filter(state=CameoState.APPROVED, owner__is_active=True).exclude(not_of_age())


class Cameo(models.Model):
    """One likeness. `handle` is what a prompt writes after the @; for a person it is their own handle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Never deleted around it: `erasure.erase_cameo` first leaves a tombstone that belongs to nobody.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="cameos")
    handle = models.CharField(max_length=24, unique=True, validators=handle_validators)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=CameoKind, default=CameoKind.PERSON)
    state = models.CharField(max_length=8, choices=CameoState, default=CameoState.PENDING)
    recording_version = models.PositiveIntegerField(default=0)  # of the Recording in force; 0: none yet
    created_at = models.DateTimeField()
    objects = CameoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CameoState.values), name="cameo_state_known")
        ]

    def __str__(self) -> str:
        return f"@{self.handle}"

    def get_absolute_url(self) -> str:
        return reverse("cameos:cameo", args=[self.pk])

    def permission_in_force(self) -> Permission:
        return self.permissions.order_by("-version")[0]

    @property
    def is_person(self) -> bool:
        return self.kind == CameoKind.PERSON

    @property
    def is_castable(self) -> bool:
        return self.state == CameoState.APPROVED


class Permission(models.Model):
    """What the owner allows, one row per version; rows are never changed, the highest version is in force."""

    cameo = models.ForeignKey(Cameo, models.CASCADE, related_name="permissions")
    version = models.PositiveIntegerField()
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.ME)
    asking = models.CharField(max_length=14, choices=Asking, default=Asking.BEFORE_RENDER)
    categories_off = models.JSONField(default=list, blank=True)  # codes of policy.reasons.Category
    restrictions = models.TextField(blank=True, max_length=1000)
    ask_when_unsure = models.BooleanField(default=True)  # where the restrictions need a person to judge
    preferences = models.TextField(blank=True, max_length=1000)
    notes = models.TextField(blank=True, max_length=1000)  # the owner's own; nobody else reads them
    voice = models.BooleanField(default=False)
    until = models.DateTimeField(null=True, blank=True)
    uses_a_day = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cameo", "version"], name="permission_version_once")]

    def __str__(self) -> str:
        return f"{self.cameo_id} v{self.version}"


class Grant(models.Model):
    """`person` is one of the "people I approve" of this cameo until `ended_at`."""

    cameo = models.ForeignKey(Cameo, models.CASCADE, related_name="grants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cameo", "person"], condition=Q(ended_at=None), name="grant_once_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cameo_id} for {self.person_id}"


class Block(models.Model):
    """`person` may never cast this cameo, whatever the audience."""

    cameo = models.ForeignKey(Cameo, models.CASCADE, related_name="blocks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cameo", "person"], name="block_once")]

    def __str__(self) -> str:
        return f"{self.cameo_id} blocks {self.person_id}"


class Revocation(models.Model):
    """Consent taken back for every use asked for up to `at`, by `person` alone or by all (None).

    With `since`, only for what was asked for from then on. One row ends ten thousand uses at once:
    `CameoUse.objects.uncovered()` reads it. `closed_at` says that the cleaning up is through.
    """

    cameo = models.ForeignKey(Cameo, models.CASCADE, related_name="revocations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    since = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["cameo", "at"]),
            models.Index(fields=["at"], condition=Q(closed_at=None), name="revocation_open"),
        ]

    def __str__(self) -> str:
        return f"{self.cameo_id} at {self.at}"


class Receipt(models.Model):
    """Signed proof of one use, hash-chained per cameo. `body` holds no name, handle or face.

    `list_index` is the place in the public status list; it is random so that nothing follows from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cameo = models.ForeignKey(Cameo, models.PROTECT, related_name="receipts")
    place = models.PositiveIntegerField()  # in the chain of this cameo, from 1
    body = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)  # sha256 of the receipt before, hex
    digest = models.CharField(max_length=64, unique=True)  # sha256 of this one, hex
    signature = models.TextField()
    list_index = models.PositiveIntegerField(unique=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cameo", "place"], name="receipt_place_once")]

    def __str__(self) -> str:
        return str(self.pk)
