"""Putting clips into circles and taking them out. The only writers of Shared."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from circles.models import Circle, Member
from circles.operations import CircleRefused
from generation.audience import Visibility
from generation.models import Clip, Shared
from generation.publishing import publish_clip
from generation.showing import set_visibility


@transaction.atomic
def share(*, clip: Clip, member: Member, at: datetime, only: bool = False) -> bool:
    """This function will put one's own clip into a circle, tell the others, and say whether that is new.

    A draft is published to the circle alone; so is, with `only`, what more people saw until now.

    :raises CircleRefused: when it is not theirs, or was made from a clip of another circle
    :raises JobRefused, LostRace, NotAllowed: as `publish_clip` does
    """
    if clip.author_id != member.person_id:
        raise CircleRefused(_("Only clips of your own can be put into a circle."))
    if _is_from_elsewhere(clip, member.circle):
        raise CircleRefused(_("It was made from a clip that is for another circle alone."))
    _row, new = Shared.objects.get_or_create(
        circle=member.circle, clip=clip, defaults={"by": member.person, "at": at}
    )
    if clip.is_draft:
        publish_clip(clip=clip, by=member.person, at=at, visibility=Visibility.CIRCLE)
    elif only:
        set_visibility(clip=clip, visibility=Visibility.CIRCLE, at=at)
    if new:
        clip.refresh_from_db()
        _tell(clip, member, at)
    return new


def _is_from_elsewhere(clip: Clip, circle: Circle) -> bool:
    job = clip.job
    made_from = Clip.objects.filter(Q(pk=job.remix_of_id) | Q(used_in__job=job), visibility=Visibility.CIRCLE)
    others = made_from.exclude(author=clip.author_id)
    return others.exclude(shared__circle=circle).exists()


def _tell(clip: Clip, member: Member, at: datetime) -> None:
    """Everybody in it who may see the clip now; of what is still held or asked, nobody."""
    circle, person = member.circle, member.person
    facts: dict[str, object] = {
        "actor": person.handle, "circle": circle.name, "of": str(circle.pk), "title": clip.title, "clip": str(clip.pk),
    }  # fmt: skip
    people = User.objects.filter(memberships__circle=circle, is_active=True).exclude(pk=person.pk)
    for one in people.order_by("pk"):
        if Clip.objects.in_circle(circle, one).filter(pk=clip.pk).exists():
            url = circle.get_absolute_url()
            notify(to=one, kind=Kind.CIRCLE_SHARED, at=at, actor=person, url=url, facts=facts)


def unshare(*, clip: Clip, by: Member) -> bool:
    """This function will take a clip out of a circle and say whether it was in it.

    What was for the circle alone is then seen by its maker only.

    :raises CircleRefused: when it is not theirs and they do not keep the circle
    """
    if clip.author_id != by.person_id and not by.keeps:
        raise CircleRefused(_("Only its maker, or who keeps the circle, takes a clip out."))
    return Shared.objects.filter(circle=by.circle_id, clip=clip).delete()[0] > 0
