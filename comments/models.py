"""What people say under a clip: Comment, Heart, and the Rules its maker sets. Verbs live in operations."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import PersonBlock, User
from generation.models import Clip


class CommentState(models.TextChoices):
    SHOWN = "SHOWN", _("shown")
    HELD = "HELD", _("waits for the maker of the clip")
    DELETED = "DELETED", _("deleted")  # by who wrote it: its words are gone
    REMOVED = "REMOVED", _("taken away")  # by the maker of the clip
    WITHDRAWN = "WITHDRAWN", _("withdrawn")  # by a moderator


NEXT: dict[str, set[str]] = {
    CommentState.SHOWN: {CommentState.DELETED, CommentState.REMOVED, CommentState.WITHDRAWN},
    CommentState.HELD: {
        CommentState.SHOWN,
        CommentState.DELETED,
        CommentState.REMOVED,
        CommentState.WITHDRAWN,
    },
    CommentState.DELETED: set(),
    CommentState.REMOVED: {CommentState.WITHDRAWN},
    CommentState.WITHDRAWN: set(),
}


class Who(models.TextChoices):
    """Who may write under a clip. Its maker always may."""

    EVERYONE = "EVERYONE", _("everyone who sees it")
    FOLLOWERS = "FOLLOWERS", _("people who follow me")
    NOBODY = "NOBODY", _("nobody")


class Rules(models.Model):
    """What the maker of a clip has set for what is written under it. Without a row: everyone, shown at once."""

    clip = models.OneToOneField(Clip, models.CASCADE, primary_key=True, related_name="comment_rules")
    who = models.CharField(max_length=9, choices=Who, default=Who.EVERYONE)
    holds = models.BooleanField(default=False)  # each waits until the maker shows it

    def __str__(self) -> str:
        return f"{self.clip_id}: {self.who}"

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Who.choices]


class CommentQuerySet(models.QuerySet["Comment"]):
    def shown_to(self, viewer: User | AnonymousUser) -> CommentQuerySet:
        """What the viewer may read under clips they may see: no block between, nothing held but their own business."""
        there = self.filter(author__is_active=True)
        if not viewer.is_authenticated:
            return there.filter(state=CommentState.SHOWN)
        waits_for_me = Q(state=CommentState.HELD) & (Q(author=viewer) | Q(clip__author=viewer))
        blocks = PersonBlock.objects
        kept_away = Q(author__in=blocks.filter(who=viewer).values("whom")) | Q(
            author__in=blocks.filter(whom=viewer).values("who")
        )
        return there.filter(Q(state=CommentState.SHOWN) | waits_for_me).exclude(kept_away)

    def standing(self) -> CommentQuerySet:
        return self.filter(state=CommentState.SHOWN)

    def with_hearts(self, viewer: User | AnonymousUser) -> CommentQuerySet:
        """Each with `hearts` and `is_hearted`."""
        hearts = Heart.objects.filter(comment=OuterRef("pk"))
        counted = hearts.order_by().values("comment").annotate(number=models.Count("pk")).values("number")
        return self.annotate(
            hearts=models.functions.Coalesce(
                models.Subquery(counted, output_field=models.IntegerField()), models.Value(0)
            ),
            is_hearted=Exists(hearts.filter(who=viewer.pk or 0)),
        )


class Comment(models.Model):
    """One person's words under one clip. An answer stands in the thread of a comment that is none itself."""

    NEXT = NEXT

    clip = models.ForeignKey(Clip, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="comments")
    thread = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    text = models.TextField(_("words"), max_length=600)
    mentions = models.JSONField(default=list, blank=True)  # handles in the text that are people's
    state = models.CharField(max_length=9, choices=CommentState, default=CommentState.SHOWN)
    is_pinned = models.BooleanField(default=False)
    withdrawn_for = models.CharField(max_length=40, blank=True)  # a code of policy.reasons
    created_at = models.DateTimeField()
    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CommentState.values), name="comment_state_known"),
            models.UniqueConstraint(
                fields=["clip"], condition=Q(is_pinned=True), name="comment_one_pinned_a_clip"
            ),
            models.CheckConstraint(
                condition=Q(is_pinned=False) | Q(thread=None), name="comment_no_answer_is_pinned"
            ),
        ]
        indexes = [
            models.Index(fields=["clip", "thread", "state", "-id"], name="comments_of_clip"),
            models.Index(fields=["author", "-created_at"], name="comments_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} under {self.clip_id}: {self.state}"

    def get_absolute_url(self) -> str:
        thread = f"?thread={self.thread_id}" if self.thread_id else ""
        return f"/c/{self.clip_id}/comments{thread}#comment-{self.pk}"

    @property
    def is_held(self) -> bool:
        return self.state == CommentState.HELD


class Heart(models.Model):
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="hearts")
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="hearts_given")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "who"], name="heart_once")]

    def __str__(self) -> str:
        return f"{self.who_id} ♥ {self.comment_id}"
