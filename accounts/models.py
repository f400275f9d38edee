"""Who somebody is: User, Invite, Follow, and the inbox of Notifications. Verbs live in operations.

Whom and what somebody keeps away, PersonBlock and Mute, is in distance.py.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import MaxLengthValidator, MinLengthValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

handle_validators: list[Callable[[object], None]] = [
    RegexValidator(r"^[a-z0-9_]+$", _("Use small letters, digits and _ only.")),
    MinLengthValidator(3),
    MaxLengthValidator(24),
]


class PeopleManager(UserManager["User"]):
    def create_user(  # type: ignore[override]
        self, handle: str, email: str = "", password: str | None = None, **rest: Any
    ) -> User:
        user = self.model(handle=handle, email=self.normalize_email(email), **rest)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(  # type: ignore[override]
        self, handle: str, email: str = "", password: str | None = None, **rest: Any
    ) -> User:
        return self.create_user(
            handle, email, password, is_staff=True, is_superuser=True, is_moderator=True, **rest
        )


class User(AbstractUser):
    """A person. `handle` is what others write after an @; it never changes."""

    username = None  # type: ignore[assignment]
    handle = models.CharField(_("handle"), max_length=24, unique=True, validators=handle_validators)
    name = models.CharField(_("name"), max_length=60, blank=True)
    is_moderator = models.BooleanField(_("moderator"), default=False)
    is_demo = models.BooleanField(_("demo person"), default=False)
    portrait = models.ImageField(_("portrait"), upload_to="portraits/", blank=True)
    birth_month = models.DateField(
        _("month of birth"), null=True, blank=True
    )  # its first day; no more is kept
    hides_prompts = models.BooleanField(_("hide the words of my clips"), default=False)
    shows_likes = models.BooleanField(_("show what I like on my page"), default=False)
    shows_people = models.BooleanField(_("show who follows me and whom I follow"), default=False)
    forbids_remixes = models.BooleanField(_("forbid remixes of my clips"), default=False)

    USERNAME_FIELD = "handle"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PeopleManager] = PeopleManager()

    def __str__(self) -> str:
        return f"@{self.handle}"

    @property
    def shown_name(self) -> str:
        return self.name or self.handle

    def get_absolute_url(self) -> str:
        return f"/@{self.handle}"  # the page belongs to the feed, a later stage


def invite_code() -> str:
    return secrets.token_urlsafe(9)


class Invite(models.Model):
    """Lets `uses_left` people sign up until `expires_at`."""

    code = models.CharField(max_length=40, unique=True, default=invite_code)
    made_by = models.ForeignKey(User, models.CASCADE, related_name="invites")
    uses_left = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.code


class FollowQuerySet(models.QuerySet["Follow"]):
    def between(self, one: User, other: User) -> FollowQuerySet:
        return self.filter(Q(who=one, whom=other) | Q(who=other, whom=one))


class Follow(models.Model):
    """`who` follows `whom`. It lives here, below the cameos, because "mutuals" is an audience of theirs."""

    who = models.ForeignKey(User, models.CASCADE, related_name="following")
    whom = models.ForeignKey(User, models.CASCADE, related_name="followers")
    created_at = models.DateTimeField(auto_now_add=True)
    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["who", "whom"], name="follow_once"),
            models.CheckConstraint(condition=~Q(who=models.F("whom")), name="follow_not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.who_id} → {self.whom_id}"


class NotificationKind(models.TextChoices):
    LIKENESS_USED = "LIKENESS_USED", _("Your likeness was used")
    LIKENESS_ASKED = "LIKENESS_ASKED", _("Somebody asks for your likeness")
    LIKENESS_DRAFT = "LIKENESS_DRAFT", _("A draft with your likeness is ready")
    LIKENESS_PUBLISHED = "LIKENESS_PUBLISHED", _("A clip with your likeness was published")
    LIKENESS_DOWNLOADED = "LIKENESS_DOWNLOADED", _("A clip with your likeness was downloaded")
    CLIP_REMIXED = "CLIP_REMIXED", _("Somebody remixed your clip")
    USE_APPROVED = "USE_APPROVED", _("Your request for a likeness was approved")
    USE_DECLINED = "USE_DECLINED", _("Your request for a likeness was declined")
    USE_REVOKED = "USE_REVOKED", _("A likeness in your clip was taken back")
    JOB_DONE = "JOB_DONE", _("Your draft is ready")
    JOB_FAILED = "JOB_FAILED", _("Your clip could not be made")
    CLIP_PUBLISHED = "CLIP_PUBLISHED", _("Your clip is published")
    CLIP_HELD = "CLIP_HELD", _("Your clip waits for a reviewer")
    CLIP_WITHDRAWN = "CLIP_WITHDRAWN", _("Your clip was withdrawn")
    REPORT_ANSWERED = "REPORT_ANSWERED", _("Your report was answered")
    ENROLMENT_APPROVED = "ENROLMENT_APPROVED", _("Your recording was accepted")
    ENROLMENT_DECLINED = "ENROLMENT_DECLINED", _("Your recording was not accepted")
    LIKED = "LIKED", _("Somebody likes your clip")
    FOLLOWED = "FOLLOWED", _("Somebody follows you")
    GUARDIAN_ASKED = "GUARDIAN_ASKED", _("A young person asks you to look after their limits")
    CIRCLE_INVITED = "CIRCLE_INVITED", _("You are invited into a circle")
    CIRCLE_ASKED = "CIRCLE_ASKED", _("Somebody asks into a circle of yours")
    CIRCLE_JOINED = "CIRCLE_JOINED", _("You are in a circle")
    CIRCLE_SHARED = "CIRCLE_SHARED", _("There is a new clip in a circle of yours")
    CIRCLE_CLOSED = "CIRCLE_CLOSED", _("A circle of yours was closed")
    ACCOUNT_CLOSED = "ACCOUNT_CLOSED", _("Your account was closed")
    CHALLENGE_ENTERED = "CHALLENGE_ENTERED", _("Somebody entered a challenge of yours")
    CHALLENGE_ENDED = "CHALLENGE_ENDED", _("A challenge has ended")
    CHALLENGE_WON = "CHALLENGE_WON", _("Your clip won a challenge")
    CLIP_ANSWERED = "CLIP_ANSWERED", _("Somebody answered your clip with a clip")
    COMMENTED = "COMMENTED", _("Somebody wrote under your clip")
    COMMENT_ANSWERED = "COMMENT_ANSWERED", _("Somebody answered your comment")
    MENTIONED = "MENTIONED", _("Somebody mentioned you")
    HEARTED = "HEARTED", _("Somebody likes your comment")
    COMMENT_HELD = "COMMENT_HELD", _("A comment waits for you")
    COMMENT_WITHDRAWN = "COMMENT_WITHDRAWN", _("Your comment was withdrawn")
    CLIP_DEMOTED = "CLIP_DEMOTED", _("Your clip comes less often")
    DEMOTION_LIFTED = (
        "DEMOTION_LIFTED",
        _("Your objection was heard: your clip comes as often as others again"),
    )
    DEMOTION_KEPT = "DEMOTION_KEPT", _("Your objection was looked at, and your clip still comes less often")


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)


class Notification(models.Model):
    """One thing to tell one person. The row exists before any push, so nothing is lost on the way.

    `facts` holds what the sentence needs (handles, titles, reason codes); a whole prompt of others only in a question,
    until it is answered.
    """

    to = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=24, choices=NotificationKind)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    facts = models.JSONField(default=dict, blank=True)
    url = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(db_index=True)
    read_at = models.DateTimeField(null=True, blank=True)
    pushed_at = models.DateTimeField(null=True, blank=True)  # to the person's devices
    mailed_at = models.DateTimeField(null=True, blank=True)
    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["to", "id"]),
            models.Index(fields=["to", "read_at"]),
            models.Index(fields=["to", "kind", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to_id}"


class Reading(models.Model):
    """Somebody has read something: a row, so that their open pages everywhere learn the new number."""

    user = models.ForeignKey(User, models.CASCADE, related_name="readings")
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.user_id} at {self.at}"


class Mail(models.TextChoices):
    NEVER = "NEVER", _("never")
    DAILY = "DAILY", _("once a day, everything in one letter")
    ASKS = "ASKS", _("questions to me at once, the rest once a day")


class Telling(models.Model):
    """How somebody wants to be told when no page of ours is open. Without a row: not at all."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="telling")
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)  # as IANA names it; empty is the instance's
    language = models.CharField(max_length=8, blank=True)
    mail = models.CharField(max_length=5, choices=Mail, default=Mail.NEVER)
    address = models.EmailField(blank=True)  # confirmed to be theirs; letters go nowhere else
    pushes = models.BooleanField(default=False)  # whether there is a device to push to
    since = models.DateTimeField()  # what happened before is in no letter
    mailing_until = models.DateTimeField(null=True, blank=True)  # a worker writes a letter just now
    digest_on = models.DateField(null=True, blank=True)  # the last day that had its letter

    def __str__(self) -> str:
        return f"{self.user_id}: {self.mail}"


class Device(models.Model):
    """One browser that takes pushes (Web Push, RFC 8030), as it introduced itself."""

    user = models.ForeignKey(User, models.CASCADE, related_name="devices")
    endpoint = models.URLField(max_length=700, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    name = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} of {self.user_id}"


from accounts.distance import Mute, MuteKind, PersonBlock  # noqa: E402, F401  # Django looks for models here
