"""Questions about likenesses: what is in force, how somebody stands to the owner, who can be cast."""

from __future__ import annotations

from typing import TypedDict

from django.db.models import Q, QuerySet

from accounts.models import Follow, User
from cameos.models import Block, Cameo, Grant
from cameos.rules import Terms


class Standing(TypedDict):
    is_owner: bool
    is_approved: bool
    is_mutual: bool
    is_blocked: bool


def terms_in_force(cameo: Cameo) -> Terms:
    """This function will give the permission in force as the plain data the rules take."""
    permission = cameo.permission_in_force()
    return Terms(
        handle=cameo.handle,
        name=cameo.name,
        audience=permission.audience,
        asking=permission.asking,
        categories_off=frozenset(permission.categories_off),
        until=permission.until,
        uses_a_day=permission.uses_a_day,
    )


def standing_with(cameo: Cameo, person: User) -> Standing:
    """This function will say how `person` stands to the owner of `cameo`."""
    return Standing(
        is_owner=cameo.owner_id == person.pk,
        is_approved=Grant.objects.filter(cameo=cameo, person=person, ended_at=None).exists(),
        is_mutual=Follow.objects.filter(
            Q(who=person, whom=cameo.owner_id) | Q(who=cameo.owner_id, whom=person)
        ).count()
        == 2,
        is_blocked=Block.objects.filter(cameo=cameo, person=person).exists(),
    )


def castable_named(start: str) -> QuerySet[Cameo]:
    """This function will list castable likenesses whose handle or name starts like this, by handle."""
    return (
        Cameo.objects.castable()
        .filter(Q(handle__startswith=start.lower()) | Q(name__istartswith=start))
        .select_related("owner")
        .order_by("handle")
    )
