"""Who sees a clip: its visibility, whom somebody has blocked, and whether each likeness in it is covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Follow, PersonBlock
from accounts.muting import Muted
from accounts.queries import muted_of
from generation.shares import Shared
from generation.states import ClipState, UseState
from generation.uses import CameoUse

if TYPE_CHECKING:
    from accounts.models import User
    from circles.models import Circle
    from generation.models import Clip  # noqa: F401  # the querysets below are of it


class Visibility(models.TextChoices):
    """Who sees a published clip, from all to none. A withdrawn consent ends every one of them."""

    PUBLIC = "PUBLIC", _("everyone, without an account too")
    INSTANCE = "INSTANCE", _("everyone here")
    FOLLOWERS = "FOLLOWERS", _("people who follow me")
    MUTUALS = "MUTUALS", _("people I follow who follow me")
    CIRCLE = "CIRCLE", _("a circle of mine")
    ME = "ME", _("only me")


OPEN = (Visibility.PUBLIC, Visibility.INSTANCE)
"""What strangers may find in a feed."""
_FROM_NONE = tuple(reversed(Visibility.values))


def is_wider(one: str, other: str) -> bool:
    """This function will say whether more people see `one` than `other`."""
    return _FROM_NONE.index(one) > _FROM_NONE.index(other)


def reach(viewer: User | AnonymousUser) -> Q:
    """This function will ask for clips whose makers let this viewer see what they have published.

    A block between two people keeps each from the clips of the other.
    """
    if not viewer.is_authenticated:
        return Q(visibility=Visibility.PUBLIC)
    follows = Follow.objects.filter(who=viewer, whom=OuterRef("author"))
    mutual = follows.filter(whom__following__whom=viewer)
    wanted = (
        Q(visibility__in=OPEN)
        | Q(visibility=Visibility.FOLLOWERS) & Q(Exists(follows))
        | Q(visibility=Visibility.MUTUALS) & Q(Exists(mutual))
        | Q(visibility=Visibility.CIRCLE) & Q(Exists(Shared.objects.standing().between_author_and(viewer)))
    )
    blocks = PersonBlock.objects
    kept_away = Q(author__in=blocks.filter(who=viewer).values("whom")) | Q(
        author__in=blocks.filter(whom=viewer).values("who")
    )
    return Q(author=viewer) | wanted & ~kept_away


class ClipQuerySet(models.QuerySet["Clip"]):
    def consented(self) -> ClipQuerySet:
        """Without every clip in which one likeness is no longer covered. The promise of the house."""
        uses = CameoUse.objects.filter(clip=OuterRef("pk"))
        return self.exclude(
            Q(state=ClipState.PUBLISHED) & Exists(uses.uncovered(published=True))
            | ~Q(state=ClipState.PUBLISHED) & Exists(uses.uncovered(published=False))
        )

    def published(self, viewer: User | AnonymousUser | None = None) -> ClipQuerySet:
        """What a list may show to the viewer; without one, what everybody may see without an account.

        What is for a circle alone stands in no list but that circle's.
        """
        covered = self.filter(state=ClipState.PUBLISHED).exclude(
            Exists(CameoUse.objects.filter(clip=OuterRef("pk")).uncovered(published=True))
        )
        elsewhere = Q(visibility=Visibility.CIRCLE) & ~Q(author=viewer.pk if viewer else None)
        return covered.filter(reach(viewer or AnonymousUser())).exclude(elsewhere)

    def in_circle(self, circle: Circle, viewer: User) -> ClipQuerySet:
        """What stands in a circle and the viewer may see, whatever else it is shown to."""
        here = Shared.objects.standing().between_author_and(viewer).filter(circle=circle)
        return self.consented().filter(Exists(here), reach(viewer), state=ClipState.PUBLISHED)

    def heard(self, muted: Muted) -> ClipQuerySet:
        """Without the people, words and topics somebody does not want in their lists; a page shows them still."""
        left = self.exclude(author__in=muted.people) if muted.people else self
        for pattern in muted.patterns():
            left = left.exclude(Q(title__iregex=pattern) | Q(job__prompt__iregex=pattern))
        for topic in sorted(muted.topics):
            left = left.exclude(topics__contains=f"|{topic}|")
        return left

    def listed(self, viewer: User | AnonymousUser) -> ClipQuerySet:
        """What a list shows to the viewer: what they may see, and have not muted."""
        return self.published(viewer).heard(muted_of(viewer))

    def with_asked(self) -> ClipQuerySet:
        """Each with `is_asked`: a likeness owner is still to say yes or no."""
        return self.annotate(
            is_asked=Exists(CameoUse.objects.filter(clip=OuterRef("pk"), state=UseState.ASKED))
        )

    def visible_to(self, viewer: User | AnonymousUser) -> ClipQuerySet:
        """Published ones within reach, one's own drafts, whatever has one's likeness.

        Moderators see what is held, and what is published to few: it may be reported.
        """
        standing = self.exclude(state=ClipState.WITHDRAWN).consented()
        if not viewer.is_authenticated:
            return standing.filter(reach(viewer), state=ClipState.PUBLISHED)
        may = Q(state=ClipState.PUBLISHED) & reach(viewer) | self.concern(viewer)
        if viewer.is_moderator:
            may = may | Q(state__in=[ClipState.HELD, ClipState.PUBLISHED])
        return standing.filter(may)

    def once_seen_by(self, viewer: User | AnonymousUser) -> ClipQuerySet:
        """What was published to the viewer or is theirs, whatever became of it: what is gone says so to them alone."""
        was_there = Q(published_at__isnull=False) & reach(viewer)
        if not viewer.is_authenticated:
            return self.filter(was_there)
        if viewer.is_moderator:
            was_there = Q(published_at__isnull=False)
        return self.filter(was_there | self.concern(viewer))

    @staticmethod
    def concern(viewer: User) -> Q:
        """This function will ask for what somebody made, or is in."""
        with_me = CameoUse.objects.filter(clip=OuterRef("pk"), cameo__owner=viewer)
        return Q(author=viewer) | Q(Exists(with_me))
