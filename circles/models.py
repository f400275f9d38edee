"""A class, a club: Circle, its Members, and the ways in. Which clips are in one is generation.shares; verbs: operations.

It lies below generation because who may see a clip is asked there, as follows lie below the cameos.
"""

from __future__ import annotations

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OWNER = "OWNER", _("owner")
    KEEPER = "KEEPER", _("keeper")
    MEMBER = "MEMBER", _("member")


KEEPING = (Role.OWNER, Role.KEEPER)
"""Who lets people in, and takes people and clips out."""


class Door(models.TextChoices):
    """What a link into the circle does."""

    OPEN = "OPEN", _("whoever has the link comes in")
    ASK = "ASK", _("whoever has the link asks, and a keeper answers")


class Circle(models.Model):
    """A space with its own feed, members and rules. For everybody else it does not exist."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=60)
    about = models.CharField(_("what it is for"), max_length=300, blank=True)
    rules = models.TextField(_("rules"), max_length=2000, blank=True)
    door = models.CharField(max_length=4, choices=Door, default=Door.ASK)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)  # by a moderator; nobody is in it since
    closed_for = models.CharField(max_length=40, blank=True)  # a code of policy.reasons

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/circles/{self.pk}"  # the page belongs to the feed, a later stage


class Member(models.Model):
    circle = models.ForeignKey(Circle, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=6, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "person"], name="member_once"),
            models.UniqueConstraint(
                fields=["circle"], condition=models.Q(role=Role.OWNER), name="circle_has_one_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.circle_id}: {self.role}"

    @property
    def keeps(self) -> bool:
        return self.role in KEEPING

    @property
    def owns(self) -> bool:
        return self.role == Role.OWNER


class Invitation(models.Model):
    """One person is invited by their handle; it is gone when they have answered."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="circle_invitations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "person"], name="invitation_once")]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.circle_id}"


def link_code() -> str:
    return secrets.token_urlsafe(16)


class Link(models.Model):
    """Whoever has it finds the circle, until it ends."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="links")
    code = models.CharField(max_length=40, unique=True, default=link_code)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"into {self.circle_id}"


class Asking(models.Model):
    """Somebody with a link asks to come in; it is gone when a keeper has answered."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="askings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "person"], name="asking_once")]

    def __str__(self) -> str:
        return f"{self.person_id} asks into {self.circle_id}"


class ShutOut(models.Model):
    """A person who was taken out and finds no way back in."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="shut_out")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "person"], name="shut_out_once")]

    def __str__(self) -> str:
        return f"{self.person_id} not in {self.circle_id}"
