"""Questions about circles. Each asks for somebody: outside, a circle does not exist."""

from __future__ import annotations

import uuid

from django.db.models import Count, QuerySet

from accounts.models import User
from circles.models import Circle, Invitation, Member, Role


def circles_of(person: User) -> QuerySet[Member]:
    """This function will list somebody's circles by name, with their role and the `number` of members."""
    mine = Member.objects.filter(person=person).select_related("circle")
    return mine.annotate(number=Count("circle__members")).order_by("circle__name", "circle_id")


def member_of(*, circle_id: uuid.UUID, person: User) -> Member:
    """This function will give somebody's place in a circle.

    :raises Member.DoesNotExist: when they are not in it, or there is none
    """
    return Member.objects.select_related("circle", "person").get(circle=circle_id, person=person)


def invitations_of(person: User) -> QuerySet[Invitation]:
    """This function will list the invitations somebody has not answered, newest first."""
    return person.circle_invitations.select_related("circle", "by").order_by("-at", "-id")


def people_of(circle: Circle) -> list[Member]:
    """This function will list the members: who owns and keeps it first, then by handle."""
    people = circle.members.select_related("person").order_by("person__handle")
    return sorted(people, key=lambda member: Role.values.index(member.role))
