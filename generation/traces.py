"""What a job leaves on its way: Transition, one for each move, and Preview, its newest small picture."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Preview(models.Model):
    """The newest small picture of a running job, WebP. A row, so it reaches every web process at once."""

    job = models.OneToOneField("generation.Job", models.CASCADE, primary_key=True, related_name="preview")
    picture = models.BinaryField()

    def __str__(self) -> str:
        return str(self.job_id)


class Transition(models.Model):
    """One move of a Job, Clip or CameoUse. Progress pages, sockets and the audit read it; nothing changes it."""

    job = models.ForeignKey("generation.Job", models.CASCADE, related_name="transitions")
    subject = models.CharField(max_length=10)  # job | clip | cameouse
    subject_id = models.UUIDField()
    old_state = models.CharField(max_length=10)
    new_state = models.CharField(max_length=10)
    reason_code = models.CharField(max_length=40, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["job", "id"])]

    def __str__(self) -> str:
        return f"{self.subject} {self.old_state} → {self.new_state}"
