"""People deciding: one Case per clip, recording, comment, circle or account, the Reports in it, append-only Decisions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cameos.models import Recording
from circles.models import KEEPING, Circle, Member
from comments.models import Comment
from generation.models import Clip
from generation.states import ClipState


class CaseState(models.TextChoices):
    OPEN = "OPEN", _("open")
    CLAIMED = "CLAIMED", _("claimed")
    DECIDED = "DECIDED", _("decided")
    APPEALED = "APPEALED", _("appealed")


class Action(models.TextChoices):
    PUBLISH = "PUBLISH", _("let it stand")
    WITHDRAW = "WITHDRAW", _("withdraw it")
    APPROVE = "APPROVE", _("let it be cast")
    DECLINE = "DECLINE", _("do not accept it")


CASE_NEXT: dict[str, set[str]] = {
    CaseState.OPEN: {CaseState.CLAIMED, CaseState.DECIDED},
    CaseState.CLAIMED: {CaseState.OPEN, CaseState.CLAIMED, CaseState.DECIDED},
    CaseState.DECIDED: {CaseState.OPEN, CaseState.APPEALED},
    CaseState.APPEALED: {CaseState.DECIDED},
}


class Case(models.Model):
    """Everything said about one clip, comment, circle, account, or recording of a likeness. `score` orders, high first.

    A new report reopens it, but for a recording. The case of a circle its owner has deleted is about nothing any more.
    """

    clip = models.OneToOneField(Clip, models.PROTECT, null=True, blank=True, related_name="case")
    recording = models.OneToOneField(Recording, models.PROTECT, null=True, blank=True, related_name="case")
    comment = models.OneToOneField(Comment, models.PROTECT, null=True, blank=True, related_name="case")
    circle = models.OneToOneField(Circle, models.SET_NULL, null=True, blank=True, related_name="case")
    user = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="case")
    state = models.CharField(max_length=8, choices=CaseState, default=CaseState.OPEN)
    score = models.PositiveIntegerField(default=0)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    heard = models.JSONField(default=list, blank=True)  # each try of a reviewer at the numbers of a recording
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_known"),
            models.CheckConstraint(
                condition=Q(clip__isnull=False, recording=None, comment=None, circle=None, user=None)
                | Q(clip=None, recording__isnull=False, comment=None, circle=None, user=None)
                | Q(clip=None, recording=None, comment__isnull=False, circle=None, user=None)
                | Q(clip=None, recording=None, comment=None, circle=None, user__isnull=False)
                | Q(clip=None, recording=None, comment=None, user=None),
                name="case_of_one_subject",
            ),
        ]
        indexes = [models.Index(fields=["state", "-score", "created_at"])]

    def __str__(self) -> str:
        about = self.clip_id or self.recording_id or self.comment_id or self.circle_id or self.user
        return f"{about} {self.state}"

    def get_absolute_url(self) -> str:
        pages = {
            "case": self.clip_id,
            "enrolment": self.recording_id,
            "talk_case": self.comment_id,
            "person_case": self.user_id,
        }
        page = next((page for page, about in pages.items() if about), "circle_case")
        return reverse(f"moderation:{page}", args=[self.pk])

    @property
    def subject(self) -> Clip:
        """The clip of a case about a clip."""
        if self.clip is None:
            raise TypeError(f"case {self.pk} is not about a clip")
        return self.clip

    @property
    def title(self) -> str:
        """What the clip, comment, circle or account is called when somebody hears of it."""
        return (self.clip.title or self.clip.job.prompt[:80]) if self.clip else self.words[:80]

    @property
    def words(self) -> str:
        """What a comment, circle or account says of itself; a clip is looked at."""
        if self.comment:
            return self.comment.text
        if self.user:
            return f"@{self.user.handle}"
        return self.circle.name if self.circle else ""

    @property
    def is_held(self) -> bool:
        """Whether it is about a clip that nobody sees before it is decided."""
        return self.clip is not None and self.clip.state == ClipState.HELD

    def is_of(self, person: User) -> bool:
        """Whether it is about their own clip, words, likeness or account, or a circle they keep: they never judge it."""
        if self.clip:
            return self.clip.author_id == person.pk
        if self.comment:
            return self.comment.author_id == person.pk
        if self.recording:
            return self.recording.cameo.owner_id == person.pk
        if self.user_id:
            return self.user_id == person.pk
        keepers = Member.objects.filter(circle=self.circle_id, role__in=KEEPING)
        return keepers.filter(person=person).exists()


class Report(models.Model):
    """One person's word about what a case is about."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reports")
    reason_code = models.CharField(max_length=40)
    note = models.TextField(blank=True, max_length=1000)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "reporter", "reason_code"], name="report_once")
        ]

    def __str__(self) -> str:
        return f"{self.reason_code} on {self.case_id}"


class Decision(models.Model):
    """What was decided, by whom and why. Never changed: a later decision is another row."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=10, choices=Action)
    reason_code = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True, max_length=1000)
    facts = models.JSONField(
        default=dict, blank=True
    )  # of a recording: the numbers heard, whether they are right
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.action} {self.case_id}"

    @property
    def done(self) -> str:
        """What was done, in the active language: an account and a circle are closed."""
        if self.action == Action.WITHDRAW and self.case.user_id:
            return str(_("close the account"))
        if self.action == Action.WITHDRAW and self.case.circle_id:
            return str(_("close the circle"))
        return self.get_action_display()
