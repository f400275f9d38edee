"""May this person judge? Strangers learn nothing of the desk, not even that it is there."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.models import PersonBlock, User
from accounts.queries import has_blocked, people_for
from circles.models import Circle
from generation.access import visible_clip
from generation.models import Clip
from moderation.models import Case

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def moderators_only(view: View[P]) -> View[P]:
    """Anonymous people are asked to log in, everybody else who is no moderator finds nothing here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not (request.user.is_moderator or request.user.is_superuser):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def reportable_clip(viewer: User, clip_id: uuid.UUID) -> Clip:
    """A published clip; a draft with one's likeness is ended by its owner, no moderator sees it.

    :raises Gone, Http404: as visible_clip
    """
    clip = visible_clip(viewer, clip_id)
    if not clip.is_published:
        raise Http404
    return clip


def reportable_circle(person: User, circle_id: uuid.UUID) -> Circle:
    """:raises Http404: for who is neither in the circle nor invited: then there is none"""
    reached = Q(members__person=person) | Q(invitations__person=person)
    return get_object_or_404(Circle.objects.filter(reached).distinct(), pk=circle_id)


def reportable_person(viewer: User, handle: str) -> User:
    """Somebody the viewer may meet, or has blocked: whoever keeps a person away may still say why.

    :raises Http404: for nobody, and for who has blocked the viewer
    """
    person = people_for(viewer).filter(handle=handle).first() or has_blocked(viewer, handle)
    if person is None or PersonBlock.objects.filter(who=person, whom=viewer).exists():
        raise Http404
    return person


def case_or_404(case_id: int) -> Case:
    """The case of a clip."""
    cases = Case.objects.exclude(clip=None).select_related("clip__author", "clip__job", "claimed_by")
    return get_object_or_404(cases, pk=case_id)


def enrolment_or_404(case_id: int) -> Case:
    """The case of a recording."""
    cases = Case.objects.exclude(recording=None).select_related("recording__cameo__owner", "claimed_by")
    return get_object_or_404(cases, pk=case_id)
