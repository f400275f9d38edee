"""Who follows whom, as one viewer may see it. Likes have the same rule: one's own business until one shows it."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, QuerySet

from accounts.models import Follow, User
from accounts.queries import people_for
from feed.queries import Viewer

TIES = ("followers", "following", "mutuals")


def shows_ties(person: User, viewer: Viewer) -> bool:
    """This function will say whether the viewer may see who follows a person: oneself; with an account, of who shows it."""
    return viewer.is_authenticated and (person.pk == viewer.pk or person.shows_people)


def ties(*, person: User, viewer: Viewer, kind: str) -> QuerySet[User]:
    """This function will list a person's followers, whom they follow, or both at once, the newest tie first.

    Nobody the viewer may not meet is among them. Each has `tie`, `is_followed` and `follows_me`.
    """
    me = viewer.pk or 0
    people = people_for(viewer)
    if kind == "followers":
        people = people.filter(following__whom=person).annotate(tie=F("following__id"))
    else:
        people = people.filter(followers__who=person).annotate(tie=F("followers__id"))
    if kind == "mutuals":
        people = people.filter(Exists(Follow.objects.filter(who=OuterRef("pk"), whom=person)))
    return people.annotate(
        is_followed=Exists(Follow.objects.filter(who=me, whom=OuterRef("pk"))),
        follows_me=Exists(Follow.objects.filter(who=OuterRef("pk"), whom=me)),
    ).order_by("-tie")
