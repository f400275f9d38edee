"""Challenges as one viewer sees them: which are open, and how the clips stand that they may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from accounts.models import User
from accounts.queries import muted_of, people_for
from feed.challenges.judging import Contender, Judged, judged, own_words
from feed.challenges.models import Challenge, Entered
from generation.audience import OPEN
from generation.models import Clip
from generation.states import ClipState
from provenance.looks import pictures_from

Viewer = User | AnonymousUser
MOST = 300  # entered clips that are held against each other
LISTED = 50


@dataclass(frozen=True)
class Line:
    """One clip of a challenge, and why it stands where it stands."""

    entered: Entered
    clip: Clip
    judged: Judged
    nearest: Clip | None
    is_mine: bool = False
    is_voted: bool = False


def challenges_for(viewer: Viewer) -> QuerySet[Challenge]:
    """This function will give the challenges a viewer may see: none across a block, none a moderator stopped."""
    kept = Challenge.objects.filter(stopped_by=None, by__in=people_for(viewer))
    return kept.select_related("by").annotate(number=Count("entered"))


def open_ones(viewer: Viewer, at: datetime) -> QuerySet[Challenge]:
    """This function will list the challenges that can be entered, the next to close first."""
    return _heard(viewer).filter(ended_at=None, closes_at__gt=at).order_by("closes_at", "id")


def past_ones(viewer: Viewer, at: datetime) -> QuerySet[Challenge]:
    """This function will list the challenges that are over, the last first."""
    return _heard(viewer).filter(closes_at__lte=at).order_by("-closes_at", "id")


def _heard(viewer: Viewer) -> QuerySet[Challenge]:
    """Those a viewer may see, without the people and words they have muted."""
    muted = muted_of(viewer)
    known = challenges_for(viewer).exclude(by__in=muted.people)
    for pattern in muted.patterns():
        known = known.exclude(
            Q(title__iregex=pattern) | Q(about__iregex=pattern) | Q(template__iregex=pattern)
        )
    return known


def standing(*, challenge: Challenge, viewer: Viewer | None) -> list[Line]:
    """This function will rank the clips of a challenge that the viewer may see; without one, that everybody here may.

    What is gone or taken back stands in no place, and nothing is near to it.
    """
    shown = Clip.objects.listed(viewer) if viewer else _seen_by_all()
    rows = challenge.entered.filter(clip__in=shown).annotate(number=Count("votes"))
    rows = rows.select_related("clip__author", "clip__job", "clip__look", "who")
    entered = list(rows.order_by("at", "id")[:MOST])
    board = judged([_contender(challenge, one, one.number) for one in entered])
    by_clip = {one.clip_id: one for one in entered}
    person = viewer.pk if viewer else None
    voted = challenge.votes.filter(who=person).values_list("entered", flat=True).first() if person else None
    return [
        Line(
            one := by_clip[line.key],
            one.clip,
            line,
            by_clip[line.nearest].clip if line.nearest else None,
            one.who_id == person,
            one.pk == voted,
        )
        for line in board
    ]


def entered_in(challenge: Challenge, viewer: Viewer) -> QuerySet[Entered]:
    """This function will give what entered a challenge and the viewer may see: what they can vote for."""
    seen = Entered.objects.filter(challenge=challenge, clip__in=Clip.objects.published(viewer))
    return seen.select_related("challenge")


def _seen_by_all() -> QuerySet[Clip]:
    return Clip.objects.filter(state=ClipState.PUBLISHED, visibility__in=OPEN).consented()


def _contender(challenge: Challenge, one: Entered, votes: int) -> Contender:
    look = getattr(one.clip, "look", None)
    pictures = pictures_from(bytes(look.pictures)) if look else None
    return Contender(one.clip_id, _words(challenge, one.clip), votes, pictures)


def _words(challenge: Challenge, clip: Clip) -> str:
    own = own_words(challenge.template, clip.job.prompt)
    return clip.job.prompt if own is None else own


def could_enter(challenge: Challenge, person: User) -> list[Clip]:
    """This function will list a person's clips since it opened whose words fill its template, newest first."""
    mine = Clip.objects.published(person).filter(author=person, job__created_at__gte=challenge.created_at)
    mine = mine.filter(visibility__in=OPEN).select_related("job").order_by("-published_at", "id")
    fits = (clip for clip in mine[:LISTED] if own_words(challenge.template, clip.job.prompt) is not None)
    return list(fits)
