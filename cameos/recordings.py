"""What was recorded of a likeness: Challenge, Recording (a version), its encrypted Pieces, and who read them.

The rows say that there is something and where; the bytes are encrypted (cameos/vault.py) and read only through
cameos/biometrics.py, which writes a Reading each time.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class RecordingState(models.TextChoices):
    CHECKING = "CHECKING", _("is looked at by the machine")
    WAITING = "WAITING", _("waits for a reviewer")
    APPROVED = "APPROVED", _("checked by a person")
    DECLINED = "DECLINED", _("not accepted")
    REFUSED = "REFUSED", _("could not be used")
    REPLACED = "REPLACED", _("replaced by a newer one")
    DELETED = "DELETED", _("deleted")


class PieceKind(models.TextChoices):
    RECORDING = "recording", _("the recording")
    FACE = "face", _("your face from the front")
    LEFT = "left", _("your face, turned to the left of the picture")
    RIGHT = "right", _("your face, turned to the right of the picture")
    UP = "up", _("your face, looking up")
    VOICE = "voice", _("your voice")


class Purpose(models.TextChoices):
    OWNER = "OWNER", _("you looked at it")
    REVIEW = "REVIEW", _("a reviewer looked at it")
    RENDER = "RENDER", _("a clip was made with it")
    CHECK = "CHECK", _("the machine looked at it")


class Challenge(models.Model):
    """What a recording has to show, made fresh for one person: used once, for five minutes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="challenges")
    steps = models.JSONField()  # in order: {"do": "SAY", "number": 47} or {"do": "LEFT"}
    notice = models.CharField(max_length=20, default="")  # which text of consent was agreed to before it
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def numbers(self) -> list[int]:
        return [step["number"] for step in self.steps if step["do"] == "SAY"]

    @property
    def turns(self) -> list[str]:
        return [step["do"] for step in self.steps if step["do"] != "SAY"]


class Recording(models.Model):
    """One version of what was recorded of a likeness. When its bytes are gone the row stays: receipts name it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cameo = models.ForeignKey("cameos.Cameo", models.PROTECT, related_name="recordings")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=RecordingState, default=RecordingState.CHECKING)
    challenge = models.ForeignKey(Challenge, models.SET_NULL, null=True, blank=True, related_name="+")
    notice = models.CharField(max_length=20, blank=True)  # which text of consent was agreed to
    reason_code = models.CharField(max_length=40, blank=True)  # of policy.reasons, when it was not accepted
    note = models.TextField(blank=True, max_length=1000)  # the reviewer's words to the owner
    attempts = models.PositiveSmallIntegerField(default=0)  # of the machine's look
    figures = models.BinaryField(null=True, blank=True)  # encrypted: findings and fingerprint
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cameo", "version"], name="recording_version_once"),
            models.CheckConstraint(
                condition=Q(state__in=RecordingState.values), name="recording_state_known"
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"])]

    def __str__(self) -> str:
        return f"{self.cameo_id} recording {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("cameos:recording", args=[self.cameo_id])

    @property
    def is_approved(self) -> bool:
        return self.state == RecordingState.APPROVED

    @property
    def is_waiting(self) -> bool:
        return self.state in (RecordingState.CHECKING, RecordingState.WAITING)

    @property
    def waits_for_reviewer(self) -> bool:
        return self.state == RecordingState.WAITING


class Piece(models.Model):
    """One encrypted file of a recording in the storage."""

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="pieces")
    kind = models.CharField(max_length=10, choices=PieceKind)
    name = models.CharField(max_length=120)  # in the storage
    media_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()  # bytes, before encryption

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recording", "kind"], name="piece_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.recording_id}"


class Reading(models.Model):
    """Somebody or something opened pieces of a recording. Only ever added; the owner sees each of them."""

    cameo = models.ForeignKey("cameos.Cameo", models.CASCADE, related_name="readings")
    version = models.PositiveIntegerField()
    kinds = models.JSONField()  # of PieceKind
    purpose = models.CharField(max_length=6, choices=Purpose)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    about = models.CharField(max_length=60, blank=True)  # the job or case it was opened for
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["cameo", "-at"])]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.cameo_id} at {self.at}"
