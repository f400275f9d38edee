"""The ways into a circle: an invitation by handle, a link, a keeper's answer. No other leads in, or shows it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import NotificationKind as Kind
from accounts.models import PersonBlock, User
from accounts.operations import notify
from circles.models import KEEPING, Asking, Circle, Door, Invitation, Link, Member, ShutOut
from circles.operations import MOST_MEMBERS, CircleRefused, must_keep

MOST_OPEN = 50  # invitations without an answer
LINK_DAYS = 14
RULES_FIRST = gettext_lazy("Say yes to the rules first.")


@transaction.atomic
def invite(*, circle: Circle, by: Member, handle: str, at: datetime) -> bool:
    """This function will invite somebody and tell them; it says whether that is new.

    :raises CircleRefused: when `by` does not keep it, nobody of the handle can be invited, they are in it, or too many are
    """
    must_keep(by)
    handle = handle.strip().removeprefix("@").lower().replace("\0", "")
    person = User.objects.filter(handle=handle, is_active=True).first()
    if person is None or _apart(circle, by, person):
        raise CircleRefused(_("Nobody called @%(handle)s can be invited.") % {"handle": handle})
    if circle.members.filter(person=person).exists():
        raise CircleRefused(_("@%(handle)s is in the circle already.") % {"handle": handle})
    if circle.invitations.count() >= MOST_OPEN:
        raise CircleRefused(
            _("%(limit)s people have not answered yet; wait for them.") % {"limit": MOST_OPEN}
        )
    ShutOut.objects.filter(circle=circle, person=person).delete()  # who invites them, lets them in again
    _row, new = Invitation.objects.get_or_create(
        circle=circle, person=person, defaults={"by": by.person, "at": at}
    )
    if new:
        _tell(person, Kind.CIRCLE_INVITED, circle, at, by.person, "/circles/")
    return new


def _apart(circle: Circle, by: Member, person: User) -> bool:
    return PersonBlock.objects.between(by.person_id, person.pk).exists()


def call_back(*, circle: Circle, by: Member, handle: str) -> bool:
    """This function will take an unanswered invitation back and say whether there was one.

    :raises CircleRefused: when `by` does not keep the circle
    """
    must_keep(by)
    return circle.invitations.filter(person__handle=handle).delete()[0] > 0


@transaction.atomic
def answer_invitation(*, invitation: Invitation, yes: bool, at: datetime) -> Member | None:
    """This function will let the invited person in, or take the invitation away.

    :raises CircleRefused: when the circle is full
    """
    circle, person = invitation.circle, invitation.person
    member = _let_in(circle, person, at) if yes else None
    invitation.delete()
    return member


def make_link(*, circle: Circle, by: Member, at: datetime) -> Link:
    """This function will make the link of the circle anew; an older one ends.

    :raises CircleRefused: when `by` does not keep it
    """
    must_keep(by)
    circle.links.all().delete()
    ends = at + timedelta(days=LINK_DAYS)
    return Link.objects.create(circle=circle, by=by.person, created_at=at, expires_at=ends)


def end_link(*, circle: Circle, by: Member) -> None:
    """This function will end the link of the circle.

    :raises CircleRefused: when `by` does not keep it
    """
    must_keep(by)
    circle.links.all().delete()


def link_for(*, code: str, person: User, at: datetime) -> Link | None:
    """This function will find a link that leads this person anywhere; for who is shut out, it is unknown."""
    link = Link.objects.filter(code=code, expires_at__gt=at).select_related("circle", "by").first()
    if link is None or ShutOut.objects.filter(circle=link.circle, person=person).exists():
        return None
    return link


@transaction.atomic
def enter(*, link: Link, person: User, at: datetime) -> Member | None:
    """This function will let somebody in by a link, or, where keepers decide, ask them; then there is no member yet.

    :raises CircleRefused: when the circle is full
    """
    circle = link.circle
    if member := circle.members.filter(person=person).first():
        return member
    if circle.door == Door.OPEN or circle.invitations.filter(person=person).exists():
        member = _let_in(circle, person, at)
        circle.invitations.filter(person=person).delete()
        return member
    _row, new = Asking.objects.get_or_create(circle=circle, person=person, defaults={"at": at})
    for keeper in circle.members.filter(role__in=KEEPING).select_related("person") if new else ():
        url = f"{circle.get_absolute_url()}/people"
        _tell(keeper.person, Kind.CIRCLE_ASKED, circle, at, person, url)
    return None


@transaction.atomic
def answer_asking(*, asking: Asking, by: Member, yes: bool, at: datetime) -> None:
    """This function will let in who asks, and tell them; a no is not told.

    :raises CircleRefused: when `by` does not keep the circle, or it is full
    """
    must_keep(by)
    if yes:
        _let_in(asking.circle, asking.person, at)
        url = asking.circle.get_absolute_url()
        _tell(asking.person, Kind.CIRCLE_JOINED, asking.circle, at, by.person, url)
    asking.delete()


def _let_in(circle: Circle, person: User, at: datetime) -> Member:
    Circle.objects.select_for_update().get(pk=circle.pk)
    if circle.members.count() >= MOST_MEMBERS:
        raise CircleRefused(_("The circle is full: %(limit)s people are in it.") % {"limit": MOST_MEMBERS})
    Asking.objects.filter(circle=circle, person=person).delete()
    return Member.objects.get_or_create(circle=circle, person=person, defaults={"since": at})[0]


def _tell(to: User, kind: Kind, circle: Circle, at: datetime, actor: User, url: str) -> None:
    facts: dict[str, object] = {"actor": actor.handle, "circle": circle.name, "of": str(circle.pk)}
    notify(to=to, kind=kind, at=at, actor=actor, url=url, facts=facts)
