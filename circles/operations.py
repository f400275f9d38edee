"""What people do to circles: open, change, leave, delete one, and give roles. The ways in are in entering.py."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import NotificationKind, User
from accounts.operations import notify
from circles.models import Asking, Circle, Door, Invitation, Member, Role, ShutOut

MOST_CIRCLES = 20  # that one person owns
MOST_MEMBERS = 150


class CircleRefused(Exception):
    """It can not be done; `str()` is the sentence for the person."""


@transaction.atomic
def open_circle(
    *, by: User, name: str, at: datetime, about: str = "", rules: str = "", door: str = Door.ASK
) -> Circle:
    """This function will open a circle that `by` owns.

    :raises CircleRefused: when it has no name, or the person owns too many
    """
    User.objects.select_for_update().get(pk=by.pk)
    if Member.objects.filter(person=by, role=Role.OWNER).count() >= MOST_CIRCLES:
        raise CircleRefused(
            _("You own %(limit)s circles, the limit here. Delete one, or hand it over.")
            % {"limit": MOST_CIRCLES}
        )
    circle = Circle.objects.create(name=_tidy(name), about=about, rules=rules, door=door, created_at=at)
    Member.objects.create(circle=circle, person=by, role=Role.OWNER, since=at)
    return circle


def change_circle(*, circle: Circle, by: Member, name: str, about: str, rules: str, door: str) -> None:
    """This function will change what a circle is called, what it is for, its rules and its door.

    :raises CircleRefused: when the member does not keep it, or it would have no name
    """
    must_keep(by)
    Circle.objects.filter(pk=circle.pk).update(name=_tidy(name), about=about, rules=rules, door=door)


@transaction.atomic
def set_role(*, member: Member, by: Member, role: str) -> None:
    """This function will make a member a keeper or the other way; a new owner takes the place of the old one.

    :raises CircleRefused: when `by` does not own the circle, or it is about themselves
    """
    Circle.objects.select_for_update().get(pk=member.circle_id)
    if not by.owns or by.circle_id != member.circle_id:
        raise CircleRefused(_("Only who owns the circle gives roles."))
    if member.pk == by.pk:
        raise CircleRefused(_("Hand the circle over to somebody else; then your own role can change."))
    if role == Role.OWNER:
        Member.objects.filter(pk=by.pk).update(role=Role.KEEPER)
    Member.objects.filter(pk=member.pk).update(role=role)


@transaction.atomic
def leave(*, member: Member) -> None:
    """This function will take somebody out at their own wish, and with them their clips. The last one ends the circle.

    :raises CircleRefused: when they own it and others are in it
    """
    circle = Circle.objects.select_for_update().get(pk=member.circle_id)
    if not circle.members.exclude(pk=member.pk).exists():
        circle.delete()
    elif member.owns:
        raise CircleRefused(_("Hand the circle over to somebody first, or delete it."))
    else:
        member.delete()


@transaction.atomic
def remove(*, member: Member, by: Member, at: datetime, for_good: bool = False) -> None:
    """This function will take a member out, and with them their clips; for good, they find no way back.

    :raises CircleRefused: when `by` does not keep the circle, or keeps no more of it than the member
    """
    must_keep(by)
    if member.circle_id != by.circle_id or member.owns or (member.keeps and not by.owns):
        raise CircleRefused(_("Only who owns the circle can take out a keeper."))
    person, circle = member.person, member.circle
    member.delete()
    if for_good:
        ShutOut.objects.get_or_create(circle=circle, person=person, defaults={"by": by.person, "at": at})
        Invitation.objects.filter(circle=circle, person=person).delete()
        Asking.objects.filter(circle=circle, person=person).delete()


def delete_circle(*, circle: Circle, by: Member) -> None:
    """This function will delete a circle. Clips that were for it alone stay with their makers, seen by nobody else.

    :raises CircleRefused: when `by` does not own it
    """
    if not by.owns or by.circle_id != circle.pk:
        raise CircleRefused(_("Only who owns the circle can delete it."))
    circle.delete()


@transaction.atomic
def close_circle(*, circle: Circle, reason_code: str, at: datetime, note: str = "") -> None:
    """This function will end a circle for everybody in it and tell them why; `note` is for who kept it.

    Clips that were for it alone stay with their makers, seen by nobody else.

    :raises CircleRefused: when it is closed already
    """
    still_open = Circle.objects.filter(pk=circle.pk, closed_at=None)
    if not still_open.update(closed_at=at, closed_for=reason_code):
        raise CircleRefused(_("The circle is closed already."))
    for member in circle.members.select_related("person").order_by("pk"):
        facts = {"circle": circle.name, "reason": reason_code, "note": note if member.keeps else ""}
        notify(to=member.person, kind=NotificationKind.CIRCLE_CLOSED, at=at, facts=facts)
    for rows in (circle.members, circle.invitations, circle.askings, circle.links):
        rows.all().delete()


@transaction.atomic
def leave_all(*, person: User) -> None:
    """This function will take somebody whose account ends out of every circle; who is longest in keeps it on."""
    for member in Member.objects.filter(person=person).select_related("circle"):
        others = member.circle.members.exclude(pk=member.pk)
        heir = (
            others.filter(role=Role.KEEPER).order_by("since", "id").first()
            or others.order_by("since", "id").first()
        )
        if member.owns and heir:
            set_role(member=heir, by=member, role=Role.OWNER)
            member.refresh_from_db()
        leave(member=member)


def must_keep(by: Member) -> None:
    """:raises CircleRefused: when the member does not keep the circle"""
    if not by.keeps:
        raise CircleRefused(_("Only its owner and keepers can do this."))


def _tidy(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise CircleRefused(_("Give the circle a name."))
    return name[:60]
