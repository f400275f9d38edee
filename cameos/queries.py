"""Questions about likenesses: what is in force, how somebody stands to the owner, who can be cast."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import Follow, PersonBlock, User
from accounts.queries import muted_of
from cameos.models import Audience, Block, Cameo, Grant, Permission
from cameos.rules import Terms
from policy.restrictions import is_partly_unclear, rules_of
from policy.results import Shut


class Standing(TypedDict):
    is_owner: bool
    is_approved: bool
    is_mutual: bool
    is_blocked: bool


def terms_in_force(cameo: Cameo) -> Terms:
    """This function will give the permission in force as the plain data the rules take."""
    return terms_from(cameo, cameo.permission_in_force())


def terms_from(cameo: Cameo, permission: Permission) -> Terms:
    """This function will give a permission, in force or wanted, as the plain data the rules take."""
    return Terms(
        handle=cameo.handle,
        name=cameo.name,
        audience=permission.audience,
        asking=permission.asking,
        categories_off=frozenset(permission.categories_off),
        rules={
            token: rule
            for token, rule in rules_of(permission.restrictions).items()
            if token != f"@{cameo.handle}"
        },
        is_unclear=is_partly_unclear(permission.restrictions),
        asks_when_unsure=permission.ask_when_unsure,
        until=permission.until,
        uses_a_day=permission.uses_a_day,
    )


def shut_by(cameo: Cameo) -> Shut:
    """This function will give what the owner does not want to be heard beside, by the terms in force now."""
    terms = terms_in_force(cameo)
    return Shut(cameo.name, terms.categories_off, terms.rules)


def standing_with(cameo: Cameo, person: User) -> Standing:
    """This function will say how `person` stands to the owner of `cameo`."""
    return Standing(
        is_owner=cameo.owner_id == person.pk,
        is_approved=Grant.objects.filter(cameo=cameo, person=person, ended_at=None).exists(),
        is_mutual=Follow.objects.filter(
            Q(who=person, whom=cameo.owner_id) | Q(who=cameo.owner_id, whom=person)
        ).count()
        == 2,
        is_blocked=Block.objects.filter(cameo=cameo, person=person).exists()
        or PersonBlock.objects.between(cameo.owner_id, person.pk).exists(),
    )


def offered_to(person: User) -> QuerySet[Cameo]:
    """This function will list the castable likenesses whose owners let `person` in; what for is asked later."""
    in_force = Permission.objects.filter(cameo=OuterRef("pk")).order_by("-version")
    approved = Exists(Grant.objects.filter(cameo=OuterRef("pk"), person=person, ended_at=None))
    follows = Exists(Follow.objects.filter(who=person, whom=OuterRef("owner")))
    followed = Exists(Follow.objects.filter(who=OuterRef("owner"), whom=person))
    blocked = Exists(Block.objects.filter(cameo=OuterRef("pk"), person=person)) | Exists(
        PersonBlock.objects.filter(
            Q(who=person, whom=OuterRef("owner")) | Q(who=OuterRef("owner"), whom=person)
        )
    )
    inside = (
        Q(audience=Audience.EVERYONE)
        | Q(audience=Audience.MUTUALS) & (Q(approved) | Q(follows) & Q(followed))
        | Q(audience=Audience.APPROVED) & Q(approved)
    )
    return (
        Cameo.objects.castable()
        .annotate(
            audience=Subquery(in_force.values("audience")[:1]),
            asking=Subquery(in_force.values("asking")[:1]),
            preferences=Subquery(in_force.values("preferences")[:1]),
            restrictions=Subquery(in_force.values("restrictions")[:1]),
        )
        .filter(Q(owner=person) | inside & ~Q(blocked))
        .select_related("owner")
        .order_by("handle")
    )


def suggested_to(person: User) -> QuerySet[Cameo]:
    """This function will list of what is offered to `person` what they care to meet: nothing of people they have muted.

    Who is named by them in full is asked for all the same.
    """
    return offered_to(person).exclude(owner__in=muted_of(person).people)


class Footprint(TypedDict):
    published: int
    drafts: int
    on_their_way: int
    people: int


def footprint(
    cameo: Cameo, *, person: User | None = None, since: datetime | None = None, until: datetime | None = None
) -> Footprint:
    """This function will count what taking back would end: clips, drafts, jobs, and whose they are.

    :param person, since, until: only what they asked for, only what was asked for in between
    """
    uses = cameo.uses.filter(state__in=["ASKED", "APPROVED"])
    spans = {"job__author": person, "asked_at__gte": since, "asked_at__lt": until}
    uses = uses.filter(**{name: value for name, value in spans.items() if value is not None})
    made = uses.exclude(clip__state="WITHDRAWN")
    running = Q(clip=None, job__state__in=["QUEUED", "RENDERING", "CHECKING", "SEALING"])
    others = ~Q(job__author=cameo.owner_id) & ~Q(clip=None)
    counted = made.aggregate(
        published=Count("pk", filter=Q(clip__state="PUBLISHED")),
        drafts=Count("pk", filter=Q(clip__state__in=["DRAFT", "HELD"])),
        on_their_way=Count("pk", filter=running),
        people=Count("job__author", filter=others, distinct=True),
    )
    return cast(Footprint, counted)


def people_of(cameo: Cameo) -> tuple[QuerySet[Grant], QuerySet[Block]]:
    """This function will give whom the owner has approved and whom they have blocked, by handle."""
    approved = cameo.grants.filter(ended_at=None).select_related("person").order_by("person__handle")
    return approved, cameo.blocks.select_related("person").order_by("person__handle")
